"""Hidden criteria of `recited`: the share of a text that was copied from another."""
# ruff: noqa: D103  (a criterion is described by its name)

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np

from utils.altered import expect_as_passed
from utils.checking import Checks

from .oracle import letters, share, stretch

checks = Checks("recited")

NEW = "ABCDEFGHIJ"  # of none of these is a text made


def expect_share(answer: Any, written: str, text: str, n: int) -> None:
    """Fail unless the answer is the right share for these three."""
    found = answer.recited(written, text, n)
    is_number = np.isscalar(found)
    if not is_number:
        raise AssertionError("return one number, the share")
    assert abs(float(found) - share(written, text, n)) < 1e-9


@checks.premise
def depends_on_all_three(answer: Any, rng: np.random.Generator) -> None:
    (rng,) = rng.spawn(1)
    text, other = letters(rng, 300), letters(rng, 300)
    copy = stretch(rng, text, 30)
    mixed = letters(rng, 20, NEW) + copy + letters(rng, 20, NEW)
    if answer.recited(mixed, text, 12) == answer.recited(letters(rng, 70), text, 12):
        raise AssertionError("the share does not depend on written")
    if answer.recited(mixed, text, 12) == answer.recited(mixed, other, 12):
        raise AssertionError("the share does not depend on text")
    if answer.recited(mixed, text, 12) == answer.recited(mixed, text, 40):
        raise AssertionError("the share does not depend on n")
    # The first and the last run of the text, with what stands at its other end, and
    # two more: who leaves out one of them leaves out nothing else.
    ends = (text[-1:] + text[:12], text[-12:] + text[:1])
    copies = (ends[0], text[60:75], text[220:240], ends[1])
    gaps = (letters(rng, 9, NEW) for _ in copies)
    written = "".join(a + b for a, b in zip(gaps, copies, strict=True))
    given = {"written": written, "text": text}
    spared = {"text": lambda altered: altered == text[1:]}
    found = answer.recited(written, text, 12)
    expect_as_passed(found, partial(share, n=12), given, spared)


@checks.criterion(
    "a copied stretch counts in full, wherever it stands",
    points=3,
    hint="all characters of a copied run are marked, also where the copy is longer "
    "than n, and at the beginning and the end of both texts",
)
def copies_count_in_full(answer: Any, rng: np.random.Generator) -> None:
    text = letters(rng, 400)
    for n in (5, 11, 20):
        longer = stretch(rng, text, n + int(rng.integers(3, 9)))
        first, last = text[: n + 1], text[-n - 2 :]
        for copies in ((longer,), (first, last), (longer, first, longer, last)):
            gaps = [letters(rng, int(rng.integers(4, 30)), NEW) for _ in copies]
            pieces = [part for pair in zip(copies, gaps, strict=True) for part in pair]
            expect_share(answer, "".join(pieces), text, n)
            expect_share(answer, "".join(pieces[::-1]), text, n)


@checks.criterion(
    "n characters are a copy, n - 1 are not",
    points=2,
    hint="a run of exactly n characters counts, one of n - 1 does not",
)
def n_is_the_least(answer: Any, rng: np.random.Generator) -> None:
    text = letters(rng, 400)
    for n in (2, 9, 17, 26):
        for length in (n, n - 1):
            copy = stretch(rng, text, length)
            expect_share(answer, f"A{copy}B", text, n)
            expect_share(answer, f"{copy}{letters(rng, 6, NEW)}", text, n)
            expect_share(answer, f"{letters(rng, 6, NEW)}{copy}", text, n)


@checks.criterion(
    "runs that overlap count each character once",
    points=2,
    hint="mark characters, and count the marked ones: do not add up lengths of runs",
)
def overlaps_count_once(answer: Any, rng: np.random.Generator) -> None:
    for n in (4, 7):
        middle = letters(rng, n - 2)
        left, right = letters(rng, n), letters(rng, n)
        # Two copies from different places, which share their middle.
        text = f"{left}{middle}{letters(rng, 50, 'uvwxyz')}{middle}{right}"
        expect_share(answer, f"AB{left}{middle}{right}CD", text, n)
        expect_share(answer, "ha" * n + "AB" + "ha", "ha" * 2 * n, n)


@checks.criterion(
    "a run has to stand in the text as it is, in one place",
    points=2,
    hint="compare without changing case, spaces or line ends, and with `in`: in a "
    "regular expression a dot is any character; two pieces from two places of the text "
    "are no run",
)
def as_it_stands(answer: Any, rng: np.random.Generator) -> None:
    words = [letters(rng, 6) for _ in range(12)]
    text = " ".join(words)
    copy = " ".join(words[3:6])
    for changed in (
        copy.upper(),
        copy.replace(" ", "\n"),
        copy.replace(" ", "  "),
        copy.replace(" ", ""),
        f"{words[8]} {words[1]} {words[10]}",
        copy[::-1],
        f"{copy[:9]}.{copy[10:]}",
    ):
        expect_share(answer, f"{copy} AB {changed}", text, 12)


@checks.criterion(
    "of a text that is empty, or shorter than n, nothing is recited",
    points=1,
    hint="return 0.0 for an empty text; a text shorter than n has no run of n",
)
def too_short(answer: Any, rng: np.random.Generator) -> None:
    text = letters(rng, 100)
    copy = stretch(rng, text, 20)
    expect_share(answer, copy + "A", text, 20)
    for written in ("", copy[:1], copy[:19]):
        expect_share(answer, written, text, 20)
    expect_share(answer, copy, text[:10], 20)
    expect_share(answer, copy, "", 20)
    assert answer.recited(copy[:19], text) == 0, "n is 20 by default"
