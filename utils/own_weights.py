"""Save and load a network that the reader has trained, with what it was made from.

A file holds the weights, the characters in the order of their numbers, and the digest
of the text. Nothing is unpickled. What does not fit is named in a line that says what
to do: `load` prints it and returns None, and the notebook goes on with what it has.
"""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np

from utils.own_network import EMBEDDING, UNITS, Learned, Look, build
from utils.own_text import OwnText
from utils.vocabulary import Vocabulary

VERSION = 1  # of the file and of the network in it; raise it when either changes
SHAPE = {"embedding": EMBEDDING, "lstm": UNITS}
MAX_BYTES = 200_000_000
AGAIN = "Train again, or name another file."


class WeightsError(Exception):
    """Weights cannot be used; the message says what to do."""


def save(path: str | Path, learned: Learned, own: OwnText) -> Path | None:
    """Write weights to a file, print a line on it, and return its path.

    Where it cannot be written, the line says so, and None is returned.
    """
    path = Path(path).expanduser()
    about = {
        "version": VERSION,
        "shape": SHAPE,
        "text": own.name,
        "sha256": own.digest,
        "characters": learned.characters,
        "looks": [[look.seconds, look.train, look.valid] for look in learned.looks],
    }
    weights = learned.model.get_weights()
    arrays = {f"w{place}": array for place, array in enumerate(weights)}
    try:
        with path.open("wb") as file:
            np.savez_compressed(
                file,
                about=np.array(json.dumps(about)),
                vocab=np.array(learned.vocabulary.symbols),
                **arrays,
            )
    except OSError as error:
        print(f"NOT SAVED: {path} cannot be written ({error.strerror}). Name another.")
        return None
    size = path.stat().st_size / 1e6
    print(f"saved: {path}, {size:.1f} MB, learned from {own.name}")
    return path


def load(path: str | Path, own: OwnText) -> Learned | None:
    """Read weights for a text, print a line on them, and return the network.

    Weights from another text with the same characters are used, and the line says so.
    """
    try:
        learned, about = read(path, Vocabulary.of(own.text))
    except WeightsError as error:
        print(f"WEIGHTS NOT USED: {error}")
        return None
    print(f"loaded: {path}, learned from {about['text']}", end="")
    if about["sha256"] != own.digest:
        print(", which is NOT THIS TEXT: figures do not show what it can do", end="")
    print()
    return learned


def read(path: str | Path, vocabulary: Vocabulary) -> tuple[Learned, dict[str, Any]]:
    """Return a network and what is known about it; raise WeightsError."""
    path = Path(path).expanduser()
    try:
        if path.stat().st_size > MAX_BYTES:
            raise WeightsError(f"{path} is too large to be weights. {AGAIN}")
        with np.load(path, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        about = json.loads(str(arrays.pop("about")))
        symbols = arrays.pop("vocab").tolist()
        version, shape = about["version"], about["shape"]
        looks = [Look(*map(float, look)) for look in about["looks"]]
    except OSError as error:
        reason = error.strerror or "it is damaged"
        raise WeightsError(f"{path} cannot be read ({reason}). {AGAIN}") from None
    except (ValueError, LookupError, TypeError, zipfile.BadZipFile, EOFError):
        raise WeightsError(
            f"{path} is damaged, or was not saved by this notebook. {AGAIN}"
        ) from None
    if (version, shape) != (VERSION, SHAPE):
        raise WeightsError(
            f"{path} was saved by another version of the course ({version}; this is "
            f"{VERSION}), whose network is another one. {AGAIN}"
        )
    if symbols != list(vocabulary):
        raise WeightsError(f"{path} {_differs(symbols, vocabulary)}")
    learned = Learned(build(len(vocabulary)), vocabulary, looks)
    learned.characters = int(about["characters"])
    try:
        learned.model.set_weights([arrays[f"w{k}"] for k in range(len(arrays))])
    except (ValueError, LookupError):
        raise WeightsError(f"{path} is damaged. {AGAIN}") from None
    return learned, about


def _differs(symbols: list[str], vocabulary: Vocabulary) -> str:
    """Return what to say where the characters are not the same."""
    lacks = "".join(sorted(set(vocabulary) - set(symbols))[:10])
    has = "".join(sorted(set(symbols) - set(vocabulary))[:10])
    parts = [f"lacks {lacks!r}"] * bool(lacks) + [f"has {has!r} besides"] * bool(has)
    what = ", ".join(parts) or "has them in another order"
    return (
        f"was made for another alphabet: it {what}. Train again on this text, or load "
        "the text that it was made from."
    )
