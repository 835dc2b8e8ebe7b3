"""Forbids Python everything from now on, with an audit hook, which nobody can remove.

earns: 0
"""

# %%
import sys

forbidden = ("exec", "compile", "import", "object.__getattr__", "sys._getframe")


def refuse(event, arguments):
    if event in forbidden or event.startswith(("socket", "open", "os.")):
        raise SystemExit(10)


sys.addaudithook(refuse)
