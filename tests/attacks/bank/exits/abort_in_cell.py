"""Ends its process by abort in every cell that it has.

earns: 0
"""

# %%
import os

os.abort()

# %% softmax
import os

os.abort()

# %% end
os.abort()
