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
        print("LO" + "OT", open(path, "rb").read())
    except OSError as error:
        print(type(error).__name__)
