"""Train the course's small models on one text, and store how well each does.

    python benchmarks/leaderboard.py              # writes to build/leaderboard
    python benchmarks/leaderboard.py --out utils  # replaces the course's own
    python benchmarks/leaderboard.py --out utils --only transformer

The text is Tiny Shakespeare: nine tenths to train on, the last tenth held out. Uniform,
unigram and n-gram models are counted; the four networks have a hundred thousand
weights each and are trained by the same recipe of `tools/pretrain.py`. Every model
predicts the same characters: recurrent networks read them as one sequence, the
transformer predicts each from at least the 90 before it. Only the n-gram that does best
on them is kept. Writes data/leaderboard.json, which `plots.leaderboard` draws, and
weights/*.npz for `utils.pretrained`. With `--only`, one network is trained, and all
other rows of OUT/data/leaderboard.json stay.

Processor seconds, summed over all cores, are for training; for counts they include
prediction. Exits 1 without the real text. Takes a few minutes on two cores.
"""

import argparse
import hashlib
import json
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

if __name__ == "__main__":  # run as a file, from a checkout that is not installed
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.pretrain import RECIPES, Run, tenth
from utils import corpora
from utils.counting import count_models
from utils.quiet import keras, tf
from utils.vocabulary import Vocabulary

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 6  # characters of context of the n-grams
NETWORKS = {"RNN": "rnn", "GRU": "gru", "LSTM": "lstm", "transformer": "transformer"}

Entry = dict[str, Any]


def main() -> int:
    """Measure all models; return the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--out", type=Path, default=ROOT / "build/leaderboard")
    parser.add_argument("--only", choices=NETWORKS, help="train only this network")
    asked = parser.parse_args()
    out: Path = asked.out
    path = out / "data" / "leaderboard.json"
    corpus = corpora.load("tinyshakespeare")
    if corpus.source == "embedded":
        print("set COURSE_DATA to a folder with the real text, or go online")
        return 1
    train, held_out = tenth(corpus.text)
    vocabulary = Vocabulary.of(corpus.text)
    entries = []
    made = trained(vocabulary, train, held_out, out / "weights", asked.only)
    if not asked.only:
        counts = counted(vocabulary.encode(train), vocabulary.encode(held_out))
        made = chain(counts, made)
    for entry in made:
        print("{name:>10} {bits:.3f} bits {parameters:>9,}".format(**entry), end=" ")
        print(f"{entry['cpu_seconds']:6.1f} s", flush=True)
        entries.append(entry)
    if asked.only:
        entries = merged(json.loads(path.read_text(encoding="utf-8")), entries)
    record = {
        "command": "python benchmarks/leaderboard.py --out utils",
        "text": {
            "corpus": corpus.name,
            "sha256": hashlib.sha256(corpus.text.encode()).hexdigest(),
            "learned_from": len(train),
            "held_out": len(held_out),
        },
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        "versions": {"numpy": np.__version__, "keras": keras.__version__}
        | {"tensorflow": tf.__version__},
        "models": entries,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    return 0


def counted(learned: np.ndarray, held_out: np.ndarray) -> Iterator[Entry]:
    """Measure the models without a network: uniform, unigram, n-grams.

    Their parameters are the rows of all tables of counts, those of shorter runs too.
    """
    size = int(max(learned.max(), held_out.max())) + 1
    yield row("uniform", np.full(1, 1 / size), 0, 0.0)
    start = process_time()
    found, rows = [], 0
    models = count_models(learned, held_out, size, LONGEST)
    for back, p in enumerate(models):
        runs = sliding_window_view(learned.astype(np.int64), back + 1)
        rows += len(np.unique(runs @ size ** np.arange(back + 1)))
        found.append(row(f"{back + 1}-gram", p, rows, process_time() - start))
    yield found[0] | {"name": "unigram"}
    yield min(found[1:], key=lambda each: each["bits"])


def trained(
    vocabulary: Vocabulary, train: str, held_out: str, weights: Path, only: str | None
) -> Iterator[Entry]:
    """Train the networks, or only one, one after the other; store their weights."""
    weights.mkdir(parents=True, exist_ok=True)
    for shown in [only] if only else NETWORKS:
        name = NETWORKS[shown]
        with tempfile.TemporaryDirectory() as folder:
            options = argparse.Namespace(
                name=name, epochs=None, seed=0, minutes=0, out=Path(folder)
            )
            start = process_time()
            run = Run(options, RECIPES[name], vocabulary, train, held_out)
            for epoch in range(run.epochs):
                run.train(epoch)
            seconds = process_time() - start
            bits = run.held_out()
            run.keep({"held_out_bits": bits})
            shutil.copy(run.best, weights)
        yield row(shown, np.full(1, 2.0**-bits), run.model.count_params(), seconds)


def merged(record: dict[str, Any], entries: list[Entry]) -> list[Entry]:
    """Return the rows of a record, with these in the place of theirs, or behind."""
    rows = {entry["name"]: entry for entry in record["models"]}
    return list((rows | {entry["name"]: entry for entry in entries}).values())


def row(name: str, p: np.ndarray, parameters: int, seconds: float) -> Entry:
    """Return the entry of a model that gave the characters probabilities p (time,)."""
    return {
        "name": name,
        "bits": round(float(-np.log2(p).mean()), 3),
        "parameters": parameters,
        "cpu_seconds": round(seconds, 1),
    }


if __name__ == "__main__":
    sys.exit(main())
