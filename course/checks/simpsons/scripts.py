"""Scripts drawn for the checks, of which every number is known as they are made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

WORDS = (
    "ale",
    "mug",
    "dart",
    "bar",
    "tap",
    "stool",
    "tip",
    "jar",
    "song",
    "rain",
    "door",
)
NAMES = ("ada", "Bo_Finch", "cy")


@dataclass(frozen=True)
class Script:
    """Scenes of lines of words; what counts is what is here, not how it is cut."""

    scenes: Sequence[Sequence[Sequence[str]]]
    gap: str = " "  # between two words

    @property
    def pieces(self) -> list[str]:
        """The text of every scene."""
        return ["\n".join(map(self.gap.join, scene)) for scene in self.scenes]

    @property
    def text(self) -> str:
        """The whole script."""
        return "\n\n".join(self.pieces)

    @property
    def lines(self) -> list[Sequence[str]]:
        """The lines of all scenes, each as its words."""
        return [line for scene in self.scenes for line in scene]

    @property
    def stats(self) -> dict[str, float]:
        """The numbers that `script_stats` has to find."""
        words = [word for line in self.lines for word in line]
        return {
            "unique_words": len(set(words)),
            "scenes": len(self.scenes),
            "sentences_per_scene": float(np.mean([len(s) - 1 for s in self.scenes])),
            "lines": len(self.lines),
            "words_per_line": len(words) / len(self.lines),
        }


def draw_script(rng: np.random.Generator, scenes: int = 0) -> Script:
    """A script of 5 to 9 scenes, or as many as are asked for, each line said once.

    All scenes but the first and another one have two blank lines before them, so they
    begin with an empty line; their lengths differ a lot.
    """
    scenes = scenes or int(rng.integers(5, 10))
    apart = [False, *rng.permutation([False, *[True] * scenes][: scenes - 1])]
    lengths = rng.permutation([1, 2, 7, *rng.integers(1, 6, size=scenes)])[:scenes]
    return Script(
        [
            [[]] * int(far) + [_line(rng) for _ in range(length)]
            for far, length in zip(apart, lengths, strict=True)
        ]
    )


def _line(rng: np.random.Generator) -> list[str]:
    said = [WORDS[k] for k in rng.integers(len(WORDS), size=int(rng.integers(1, 9)))]
    number = f"no.{rng.integers(10**9)}"  # no other line has it
    return [f"{NAMES[int(rng.integers(len(NAMES)))]}:", *said, number]
