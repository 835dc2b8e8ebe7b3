"""Write the class report: everything behind `course report`.

`gather` reads one assignment into `class_results`, `summary` counts, `page` and
`tables` write, `snapshot` stores and compares; `run` is the command. Nothing here
grades or changes a grade.
"""
