"""Forges references: objects, functions and handles that were never sent.

earns: 0
"""

# %%
import json
import sys

values = iter(
    [
        ["ref", 0],
        ["ref", -1],
        ["ref", 10**9],
        ["handle", 10**30],
        ["handle", -1],
        ["function", 0],
        ["function", 1],
        ["function", "1"],
        ["ref"],
        [],
        ["tuple", 3],
        ["scalar", "O", "AA=="],
        ["bytes", "%%%"],
        ["complex", "1", []],
        ["nonsense", 1],
    ]
)
objects = {
    "0": ["list", [["ref", 0]]],
    "2": ["dict", [[["ref", 0], 1]]],
    "x": ["list", []],
}


def serve(request):
    return json.dumps({"status": "ok", "objects": objects, "value": next(values)})


sys.modules["charlm_guest"].serve = serve
