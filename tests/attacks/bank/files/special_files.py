"""Makes pipes, devices and links in its folder, on which a reader would hang.

earns: 0
"""

# %%
import os
import stat

for name in ("letters.ipynb", "timestamp.txt", "pipe"):
    os.mkfifo(name)
os.symlink("loop", "loop")
os.makedirs("/".join(["deep"] * 200))
for kind in (stat.S_IFCHR, stat.S_IFBLK):
    try:
        os.mknod("device", kind | 0o666, os.makedev(1, 1))
        print("LO" + "OT", "CANARY", "device")
    except OSError as error:
        print(type(error).__name__)
