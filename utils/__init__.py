"""The library of the lessons: corpora, models, figures, checks.

It has no answers and no grading code, and never imports `course` by itself; only
`%check` does.
"""

from utils.selfcheck import offer

offer()
