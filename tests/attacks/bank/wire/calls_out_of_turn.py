"""Calls the judge's functions when nobody asked, too often, and with garbage.

earns: 0
"""

# %%
import json
import threading

kernel = get_ipython().kernel


def ask(number, *args):
    try:
        content = {
            "function": number,
            "value": ["tuple", [list(args), {}]],
            "objects": {},
        }
        return kernel.raw_input(json.dumps(content))
    except BaseException as error:
        return repr(error)


for number in range(5):
    print(ask(number, 1))


# %% softmax
def softmax(scores):
    return [ask(number) for number in (0, 1, 2, "x", None, [], -1)]


# %% generate
def generate(step, start, length):
    for junk in (
        "",
        "[]",
        "x" * 100,
        '{"function": 1}',
        '{"function": []}',
        "[" * 9000,
    ):
        kernel.raw_input(junk)
    threading.Thread(target=ask, args=(1, 2)).start()
    return [step(start) for _ in range(length)]
