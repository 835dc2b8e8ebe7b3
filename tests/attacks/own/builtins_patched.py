"""Python's own functions are patched."""

# %% before
import builtins

builtins.abs = lambda x: 0
builtins.sum = lambda values: 0
builtins.len = lambda values: 4
builtins.isinstance = lambda *args: True
