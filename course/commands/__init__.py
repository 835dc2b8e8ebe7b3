"""The commands of `course`, one a file: they parse options and call the machinery.

Each imports the machinery only when called, so that `course --help` is quick. Failures
are raised as CourseError; `cli` prints them as one line.
"""
