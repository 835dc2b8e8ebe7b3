"""The commands of `course`, one a file: they parse options and call what works.

Each imports what it works with when it is called, so that `course --help` is quick.
What it cannot do is raised as a CourseError; `cli` makes a line of it.
"""
