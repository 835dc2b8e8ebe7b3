"""Writes into everything that is bound from outside: Python, utils, the system.

earns: 0
"""

# %%
import os
import sys

import numpy
import utils

places = [
    os.path.dirname(numpy.__file__),
    os.path.dirname(utils.__file__),
    sys.prefix,
    os.path.dirname(os.__file__),
    "/usr/lib",
    "/usr/bin",
    "/etc",
    "/opt",
    "/opt/charlm",
    "/opt/data/0",
    "/run/kernel",
    "/run/kernels",
    "/run",
    "/",
    "/dev",
    "/proc/sys/kernel",
]
for place in places:
    for name in ("canary-of-an-attack", "../canary-of-an-attack"):
        try:
            with open(os.path.join(place, name), "w") as file:
                file.write("x")
            print("LO" + "OT", "CANARY", place, name)
        except OSError as error:
            pass
for path in (
    numpy.__file__,
    utils.__file__,
    "/opt/charlm/charlm_guest.py",
    "/etc/passwd",
    "/run/kernel/kernel.json",
):
    for act in (
        lambda p: open(p, "r+b").close(),
        lambda p: os.chmod(p, 0o777),
        os.unlink,
    ):
        try:
            act(path)
            print("LO" + "OT", "CANARY", path)
        except OSError:
            pass
