"""Replies with texts that are hard to read: deep, huge, and not what they seem.

earns: 0
"""

# %%
import sys

guest = sys.modules["charlm_guest"]
bombs = iter(
    [
        "[" * 20_000,
        "(" * 150 + ")" * 150,
        "-" * 50_000 + "1",
        "9" * 200_000,
        '{"status": "ok", "value": ' + "[" * 900 + "]" * 900 + "}",
        '{"status": "ok", "objects": {"0": ["list", [["ref", 0]]]}, "value": ["ref", 0]}',
        '{"status": "ok", "objects": {}, "value": ' + "7" * 4000 + "}",
    ]
)
guest.serve = lambda request: next(bombs)
