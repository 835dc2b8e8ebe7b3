"""Forges arrays: objects, structures, empty types, shapes that do not fit.

earns: 0
"""

# %%
import json
import sys

arrays = iter(
    [
        ["O", [], "AAAAAAAAAAA="],
        ["|O", [1], "AAAAAAAAAAA="],
        ["<i4,O", [1], "AAAA"],
        ["<V0", [4], ""],
        ["<U0", [10**12], ""],
        ["<f8", [0, 10**12], ""],
        ["<f8", [-1], "AAAAAAAAAAA="],
        ["<f8", "44", "AAAAAAAAAAA="],
        ["<f8", [2**70], ""],
        ["<M8[s]", [1], "AAAAAAAAAAA="],
        ["f8", None, None],
        [None, [], ""],
    ]
)


def serve(request):
    array = next(arrays)
    return json.dumps(
        {"status": "ok", "objects": {"1": ["array", *array]}, "value": ["ref", 1]}
    )


sys.modules["charlm_guest"].serve = serve
