"""Reaches the course by links and by .. from its own folder.

earns: 0
"""

# %%
import os

for place, target in (
    ("a", "@COURSE@"),
    ("b", "../../../../.."),
    ("c", "/proc/1/root"),
    ("d", "/"),
):
    os.symlink(target, place)
    for path in (f"{place}/source", f"{place}@COURSE@/source", f"{place}/submitted"):
        try:
            print("LO" + "OT", "CANARY", os.listdir(path))
        except OSError as error:
            print(type(error).__name__)
for depth in range(12):
    try:
        with open("../" * depth + "@MARKER@".lstrip("/"), "x") as file:
            file.write("was here")
    except OSError:
        pass
for path in ("@MARKER@", "@COURSE@/canary", "@HOME@/canary"):
    try:
        open(path, "w").close()
    except OSError as error:
        print(type(error).__name__)
