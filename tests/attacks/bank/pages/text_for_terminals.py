"""Prints and raises what a terminal, a spreadsheet or a page would obey.

Links that a terminal makes of text, formulas, and letters with hundreds of accents,
which browsers draw over the lines above.

earns: 0
"""

# %%
print("\x1b]8;;https://EVIL.invalid\x1b\\10 of 10\x1b]8;;\x1b\\", "\x1b[2J\x1b[1;1H")
print("x" + "\u0301\u0330" * 500)
print('=HYPERLINK("https://EVIL.invalid")\n+1\n@SUM(1)')


# %% softmax
def softmax(scores):
    raise ValueError("=cmd|' /C calc'!A0\x1b]0;graded\x07\x1b[8m\u202egnorw\u202c")


# %% generate
def generate(step, start, length):
    class Loud(Exception):
        pass

    Loud.__name__ = Loud.__qualname__ = "\x1b[1A\x1b[2K<b>10</b>"
    raise Loud("\r\n100 of 100")
