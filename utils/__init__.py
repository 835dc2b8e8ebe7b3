"""What the lessons and their readers import: corpora, models, figures, checks.

No answers and no grading code live here; the package never imports `course` on its
own: only `%check` asks for it.
"""

from utils.selfcheck import offer

offer()
