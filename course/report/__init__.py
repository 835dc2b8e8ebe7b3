"""The class report: what `course report` reads, counts, draws, compares and writes.

`gather` reads one assignment, `summary` counts, `page` and `tables` write, `snapshot`
remembers and compares; `run` is the command. Nothing here grades or changes a grade.
"""
