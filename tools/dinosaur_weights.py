"""Train the network of lesson 1 and write it down for the home page of the web site.

`python tools/pretrain.py dinosaurs` calls this. It trains as the lesson does, in NumPy,
but the learning rate falls to 0, and each name begins with an empty memory, as it does
on the page (less than a minute). Each array is stored as whole numbers of 16 bits and a
factor. A script holds them, and not a JSON file, so that the page also works when it is
opened from a folder.
"""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path

import numpy as np

from utils.corpora import load_dinosaurs
from utils.numpy_rnn import (
    NAMES,
    Parameters,
    initialize_parameters,
    rnn_backward,
    rnn_forward,
    softmax,
    update_parameters,
)

PLACE = Path(__file__).resolve().parents[1] / "docs" / "_static" / "dinosaur_weights.js"
CHARS = "\nabcdefghijklmnopqrstuvwxyz"
STEPS, RATE, BOUND, UNITS = 66_000, 0.01, 5, 50
MOST = 50  # letters of a name


def main(place: Path = PLACE) -> int:
    """Train, store and say where; return the exit code."""
    corpus = load_dinosaurs()
    place.write_text(written(train(corpus.text.lower().split())), encoding="utf-8")
    print(f"{place}: {place.stat().st_size:,} bytes, from the {corpus.source} list")
    return 0


def train(names: list[str], steps: int = STEPS) -> Parameters:
    """Return parameters trained on names, one name a step."""
    rng = np.random.default_rng(0)
    parameters = initialize_parameters(UNITS, len(CHARS), len(CHARS))
    empty = np.zeros((UNITS, 1))
    order: list[int] = []
    for step in range(steps):
        order = order or list(rng.permutation(len(names)))
        ixs = [CHARS.index(char) for char in names[order.pop()]]
        X, Y = [None, *ixs], [*ixs, 0]
        _, cache = rnn_forward(X, Y, empty, parameters)
        gradients, _ = rnn_backward(X, Y, parameters, cache)
        clipped = {key: np.clip(g, -BOUND, BOUND) for key, g in gradients.items()}
        update_parameters(parameters, clipped, RATE * (1 - step / steps))
    return parameters


def written(parameters: Parameters) -> str:
    """Return a script that defines DINOSAUR: all parameters, and the characters."""
    packed: dict[str, object] = {"chars": CHARS}
    for name in NAMES:
        factor = float(np.abs(parameters[name]).max()) / 32_767
        whole = np.round(parameters[name] / factor).astype("<i2")
        data = base64.b64encode(whole.tobytes()).decode("ascii")
        packed[name] = {"shape": whole.shape, "factor": factor, "data": data}
    lines = ",\n".join(f'"{key}": {json.dumps(packed[key])}' for key in packed)
    return f"// By tools/pretrain.py dinosaurs.\nconst DINOSAUR = {{\n{lines}\n}};\n"


def read(script: str) -> Parameters:
    """Return the parameters in such a script, as the page computes with them."""
    packed = json.loads(re.sub(r"^.*?= |;\s*$", "", script, flags=re.DOTALL))
    return {
        name: np.frombuffer(base64.b64decode(one["data"]), "<i2").reshape(one["shape"])
        * one["factor"]
        for name, one in packed.items()
        if name != "chars"
    }


def spelled(parameters: Parameters, draws: list[float]) -> str:
    """Return the name that these draws between 0 and 1 make, one draw a letter.

    A letter is the first whose summed probabilities are greater than its draw.
    """
    x = np.zeros((len(CHARS), 1))
    a = np.zeros((len(parameters["Waa"]), 1))
    name = ""
    for draw in draws[:MOST]:
        drive = parameters["Wax"] @ x + parameters["Waa"] @ a + parameters["b"]
        a = np.tanh(drive)
        sums = np.cumsum(softmax(parameters["Wya"] @ a + parameters["by"]))
        ix = min(int(np.searchsorted(sums, draw, side="right")), len(CHARS) - 1)
        if ix == 0:
            break
        name += CHARS[ix]
        x = np.zeros_like(x)
        x[ix] = 1.0
    return name
