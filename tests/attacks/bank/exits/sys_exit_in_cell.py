"""Leaves by sys.exit, quit and SystemExit before anything could be checked.

earns: 0
"""

# %%
import sys

sys.exit(0)

# %%
quit()

# %%
raise SystemExit("10")
