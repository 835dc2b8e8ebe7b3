"""Python's own functions are patched: every distance is zero."""

# %% before
import builtins

builtins.abs = lambda x: 0


# %% root
def root(x):
    if x < 0:
        raise ValueError(x)
    return 0
