"""Raises errors with names, notes, causes and texts of many megabytes.

earns: 0
"""


# %%
class Endless(Exception):
    def __str__(self):
        return "could not broadcast (" * 500_000


# %% softmax
def softmax(scores):
    error = type("A" * 10**6 + "\n<script>EVIL()</script>", (Exception,), {})("x")
    for number in range(100_000):
        error.add_note(f"note {number}")
    raise error from Endless()


# %% generate
def generate(step, start, length):
    raise ExceptionGroup("all", [Endless() for _ in range(100_000)])
