"""Replies with three million brackets, which a reader of Python needs gigabytes for.

earns: 0
harmful: memory
"""

# %%
import sys


class Reply(str):
    def __repr__(self):
        return "[" + "[]," * 3_000_000 + "]"


sys.modules["charlm_guest"].serve = lambda request: Reply()
