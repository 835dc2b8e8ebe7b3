"""Prints without end, to every stream that there is.

earns: 0
harmful: output
"""

# %%
import os
import sys

for _ in range(2000):
    print("flood " * 2000)
    sys.stderr.write("flood " * 2000)
os.write(1, b"flood" * 10_000)
