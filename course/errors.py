"""What a command says instead of a traceback: errors that are a line for a person."""


class CourseError(Exception):
    """Why a command could not do its work, in lines that say what to do."""


class BuildError(CourseError):
    """Why nothing could be built, in one line."""


class GradeError(CourseError):
    """Why nothing could be graded, in one line."""


def as_line(error: Exception) -> str:
    """Return what went wrong, in words that say what to do."""
    if not isinstance(error, OSError) or not error.strerror:
        return str(error)
    place = f"{error.filename}: " if error.filename else ""
    then = "mend that and give the same command again: what was done before is kept"
    return f"{place}{error.strerror.lower()}; {then}"


def first_line(error: object) -> str:
    """Return the first line of what an error says; empty where it says nothing."""
    return next(iter(str(error).strip().splitlines()), "").rstrip()
