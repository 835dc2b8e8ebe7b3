"""Sends generators with states that no generator has, for arrays and lists.

earns: 0
"""

# %%
import json
import sys

guest = sys.modules["charlm_guest"]
numbers = {"state": 0, "inc": 0}
STATES = [
    {"bit_generator": "PCG64", "state": numbers, "has_uint32": 0, "uinteger": 0},
    {"bit_generator": "PCG64", "state": {"state": 2**128, "inc": -1}},
    {"bit_generator": "MT19937", "state": {"key": [0] * 624, "pos": 10**9}},
    {"bit_generator": ["PCG64"], "state": None},
    "PCG64",
    None,
]
sent = 0
serve = guest.serve


def lying(request):
    global sent
    sent += 1
    state = STATES[sent % len(STATES)]
    objects = {"0": ["generator", state], "1": ["generator", state]}
    value = ["tuple", [["ref", 1]] * 7]
    told = {"status": "ok", "value": value, "objects": objects, "printed": ""}
    return json.dumps(told)


guest.serve = lying
