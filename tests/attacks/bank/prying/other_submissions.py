"""Copies the answers of a classmate.

earns: 0
"""

# %%
import glob
import json

for folder in ("@COURSE@", "../../..", "/proc/1/root@COURSE@"):
    for step in ("submitted", "autograded"):
        for name in glob.glob(f"{folder}/{step}/*/*/*.ipynb"):
            for cell in json.load(open(name))["cells"]:
                if "CANARY-CLASSMATE" in str(cell["source"]):
                    print("LO" + "OT", cell["source"])
                    exec("".join(cell["source"]), globals())
