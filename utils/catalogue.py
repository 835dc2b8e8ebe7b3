"""List the corpora: their files, checksums, addresses and defaults.

A new corpus is a new `Entry`. `utils.corpora` finds and verifies them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from string import ascii_lowercase

from utils import grammar


@dataclass(frozen=True)
class Needs:
    """What a lesson needs of a reader's own text, because its cells rely on it."""

    characters: int = 0
    lines: int = 0
    gaps: int = 0  # empty lines, between scenes or speeches
    symbols: str = ""  # of the lesson's examples; small letters may be capitals

    def lacking(self, text: str) -> str:
        """Return what a text lacks, and what to give instead; "" if nothing."""
        for found, wanted, what in (
            (len(text), self.characters, "characters"),
            (text.count("\n"), self.lines, "lines"),
            (text.count("\n\n"), self.gaps, "empty lines between its parts"),
        ):
            if found < wanted:
                return (
                    f"it has {found:,} {what}, too few for this lesson. "
                    f"Give {wanted:,} or more."
                )
        missing = sorted({*self.symbols} - {*text} - {*text.lower()})
        if missing:
            return (
                f"examples of this lesson need {' '.join(map(repr, missing))}, which "
                "it does not have. Give a text in which they occur."
            )
        return ""


@dataclass(frozen=True)
class Entry:
    """A corpus: its file, checksum, addresses, terms of use and embedded default."""

    name: str
    filename: str
    sha256: str
    addresses: tuple[str, ...]  # the file is the concatenation of their contents
    terms: str  # under which the text may be used
    default: Callable[[], str]
    on_request: bool = False  # downloaded only if the reader asks for it
    needs: Needs = Needs()


def _embedded_dinosaurs() -> str:
    text = (files("utils") / "data" / "dinosaur_names.txt").read_text(encoding="utf-8")
    return text.rstrip("\n")  # like the original file: no empty last name


# The 42 files whose concatenation is the text of lesson 2, in its order
SHAKESPEARE = """
loverscomplaint romeoandjuliet 1kinghenryiv 1kinghenryvi 2kinghenryiv 2kinghenryvi
3kinghenryvi allswellthatendswell antonyandcleopatra asyoulikeit comedyoferrors
coriolanus cymbeline hamlet juliuscaesar kinghenryv kinghenryviii kingjohn kinglear
kingrichardii kingrichardiii loveslabourslost macbeth measureforemeasure
merrywivesofwindsor midsummersnightsdream muchadoaboutnothing othello
periclesprinceoftyre rapeoflucrece sonnets tamingoftheshrew tempest timonofathens
titusandronicus troilusandcressida twelfthnight twogentlemenofverona various
venusandadonis winterstale merchantofvenice
"""

# What the network of lesson 5 is asked to go on from
SPEECHES = "ROMEO:\nO, JULIET:\nWhat is Good my lord, I will not say that I "

CORPORA = {
    entry.name: entry
    for entry in (
        Entry(
            name="dinosaurs",
            filename="dinos.txt",
            sha256="ad6465621cf56c08f71d4fbb40cf7eab763f9df42c54cc460d6c4d86e9c927fb",
            addresses=(
                "https://raw.githubusercontent.com/umermjd11/DLC5M1A2/"
                "7518c81edfb8a6a3bf849d120036e3a0c331c190/dinos.txt",
            ),
            terms="a list of names, no licence stated",
            default=_embedded_dinosaurs,
            needs=Needs(lines=100, symbols=ascii_lowercase),
        ),
        Entry(
            name="sonnets",
            filename="sonnets.txt",
            sha256="1b454b67b44e6f367c83a17ed295c46c5d4a1173cf5d09161882af4041bae023",
            addresses=(
                "https://raw.githubusercontent.com/umermjd11/DLC5M1A2/"
                "7518c81edfb8a6a3bf849d120036e3a0c331c190/shakespeare.txt",
            ),
            terms="public domain",
            default=partial(grammar.write, "sonnets", 94_000),
        ),
        Entry(
            name="shakespeare",
            filename="shakespeare_data.txt",
            sha256="f0a61d7a986c1c7101c1fc6c524d0cfc9c8940a45cbc70d83e37333476945f5c",
            addresses=tuple(
                "https://raw.githubusercontent.com/martin-gorner/"
                "tensorflow-rnn-shakespeare/25946cd6486e8a8f96d84edb200a8b8b6e961c27/"
                f"shakespeare/{work}.txt"
                for work in SHAKESPEARE.split()
            ),
            terms="public domain",
            default=partial(grammar.write, "folio", 2_000_000),
            needs=Needs(characters=50_000, lines=2_000, symbols="aeiou"),
        ),
        Entry(
            name="nietzsche",
            filename="nietzsche.txt",
            sha256="23cf69874ab69d3d256099ab530ea4be24d47d9675b673bcc67cbcd6298ec647",
            addresses=("https://s3.amazonaws.com/text-datasets/nietzsche.txt",),
            terms="public domain, in old translations",
            default=partial(grammar.write, "aphorisms", 600_000),
        ),
        Entry(
            name="moes_tavern",
            filename="moes_tavern_lines.txt",
            sha256="44eaf379f2368165d52d395329d0c639ef1a0036d5b7e2c0f0d3acfd657d7ed4",
            addresses=(
                "https://raw.githubusercontent.com/udacity/deep-learning/"
                "eb7dab0883bbd83214c36ad1dd787290b151943f/"
                "tv-script-generation/data/simpsons/moes_tavern_lines.txt",
            ),
            terms="a copyrighted script, for your own use only",
            default=partial(grammar.write, "tavern", 300_000),
            on_request=True,
            needs=Needs(gaps=20),
        ),
        Entry(
            name="tinyshakespeare",
            filename="tinyshakespeare.txt",
            sha256="86c4e6aa9db7c042ec79f339dcb96d42b0075e16b8fc2e86bf0ca57e2dc565ed",
            addresses=(
                "https://raw.githubusercontent.com/karpathy/char-rnn/"
                "d1d7aa34fdb3626174bce1d753e6cc6845ce7087/"
                "data/tinyshakespeare/input.txt",
            ),
            terms="public domain",
            default=partial(grammar.write, "script", 1_100_000),
            needs=Needs(characters=100_000, gaps=100, symbols=SPEECHES),
        ),
    )
}
