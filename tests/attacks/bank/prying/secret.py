"""Reads the secret of the instance, from which the inputs are drawn.

earns: 0
"""

# %%
import os

for path in (
    "@COURSE@/.course/secret",
    ".course/secret",
    "../../../.course/secret",
    "/proc/1/root@COURSE@/.course/secret",
    "@HOME@/.bashrc",
):
    try:
        print("LOOT", open(path, "rb").read())
    except OSError as error:
        print(type(error).__name__)
for folder in ("@COURSE@", "@HOME@", "/home", "/root", "/work"):
    try:
        print("LOOT", os.listdir(folder) or "nothing")
    except OSError as error:
        print(type(error).__name__)
