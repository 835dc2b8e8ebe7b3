"""Ends its process in a cell, so that nothing after it could run.

earns: 0
"""

# %%
import os

os._exit(0)
