"""Says in every reply that it has printed thirty million characters.

earns: 0
harmful: memory
"""

# %%
import json
import sys

guest = sys.modules["charlm_guest"]
honest = guest.serve


def serve(request):
    reply = json.loads(honest(request))
    reply["printed"] = "\U0001f600" + "a" * 30_000_000
    return json.dumps(reply)


guest.serve = serve
