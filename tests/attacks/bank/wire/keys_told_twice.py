"""Replies whose keys stand there twice, with numbers that are none and too long.

earns: 0
"""

# %%
import json

dumps = json.dumps


def rewritten(value, *more, **named):
    text = dumps(value, *more, **named)
    if isinstance(value, dict) and "status" in value:
        odd = '"status": "late", "value": NaN, "spent": 1e999, "printed": Infinity'
        ends = '"printed": ["x"], "spent": -1' + "0" * 4000 + ', "error": {"a": NaN}'
        return f"{{{odd}, {text[1:-1]}, {ends}}}"
    return text


json.dumps = rewritten


# %% softmax
def softmax(scores):
    return np.full(len(scores), 1 / len(scores))


# %% generate
def generate(step, start, length):
    return [step(start)] * length
