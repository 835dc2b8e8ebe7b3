"""What holds for all tests: no example of a property has a limit of time.

And what is told when all have run: the matrix of the zoo.
"""

from hypothesis import settings

settings.register_profile("course", deadline=None)
settings.load_profile("course")


def pytest_terminal_summary(terminalreporter):
    """Print how answers of the zoo were judged, in whatever process that was."""
    lessons: dict[str, dict[str, list]] = {}
    for outcome in ("passed", "failed"):
        for report in terminalreporter.getreports(outcome):
            if told := dict(report.user_properties).get("zoo"):
                lesson, exercise, *judged = told
                lessons.setdefault(lesson, {}).setdefault(exercise, []).append(judged)
    for lesson, exercises in lessons.items():
        from course import zoo  # which takes a while, where there is nothing to tell

        terminalreporter.section(lesson, "-")
        rows = (zoo.row(*one) for one in exercises.items())
        terminalreporter.write_line(zoo.matrix(rows))
