"""Answers every request with something that is not a reply.

earns: 0
"""

# %%
import sys

replies = iter(
    ["", "null", "[]", "true", "\x00\ud800", "{}", '{"status": []}', b"bytes", None]
)
sys.modules["charlm_guest"].serve = lambda request: next(replies)


# %% softmax
def softmax(scores):
    return scores
