"""Fills the memory of the machine, up to three gigabytes.

earns: 0
harmful: memory
"""

# %%
hoard = []
for _ in range(48):
    hoard.append(bytearray(b"x") * (64 << 20))
