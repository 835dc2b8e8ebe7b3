"""What a command says instead of a traceback: errors that are a line for a person."""


class CourseError(Exception):
    """Why a command could not do its work, in lines that say what to do."""


class BuildError(CourseError):
    """Why nothing could be built, in one line."""


class GradeError(CourseError):
    """Why nothing could be graded, in one line."""
