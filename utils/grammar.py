"""Write pastiche by a small seeded grammar: plays, sonnets, aphorisms, scenes.

It replaces a corpus if there is no network. The output has the shape of the real text,
its lines, names, punctuation and set of characters, so that a lesson runs from start to
end; it makes no sense, and numbers measured on it say nothing about the real text. All
words and rules are ours (`utils.phrases`).

`write(kind, length, seed)` is deterministic on every machine and Python, and a longer
text begins with the shorter one.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import TypeVar

from utils import phrases, tavern_words
from utils.tavern_words import Regular

T = TypeVar("T")

SYMBOL = re.compile(r"\{(\w+)\}")
ARTICLE = re.compile(r"\b([Aa]) (?=[aeio]|un|honest|hour)")
COLUMNS = 71  # in a line of prose


def write(kind: str, length: int, seed: int = 0) -> str:
    """Write `length` characters of a kind: one of `KINDS`.

    Raises ValueError for a kind that is not known or a length below 1.
    """
    if kind not in KINDS:
        raise ValueError(f"no kind of text {kind!r}; there are: {', '.join(KINDS)}")
    if length < 1:
        raise ValueError(f"length must be at least 1, not {length}")
    pieces: list[str] = []
    written = 0
    for piece in KINDS[kind](Grammar(phrases.RULES, seed)):
        pieces.append(piece)
        written += len(piece)
        if written >= length:
            break
    return "".join(pieces)[:length]


class Grammar:
    """Rules that expand a symbol into random text, from a seed.

    A rule maps a symbol to its alternatives, in which `{name}` is another symbol. All
    alternatives are equally likely; one that is listed twice counts twice.
    """

    def __init__(self, rules: Mapping[str, Sequence[str]], seed: int) -> None:
        self._chance = random.Random(seed).random  # the same on every Python
        self._rules = {
            symbol: [SYMBOL.split(alternative) for alternative in alternatives]
            for symbol, alternatives in rules.items()
        }

    def __call__(self, symbol: str) -> str:
        """Expand a symbol; turn `a` into `an` before a vowel."""
        return ARTICLE.sub(r"\1n ", self._expand(symbol))

    def filled(self, text: str, words: Mapping[str, str]) -> str:
        """Put words in the place of symbols; turn `a` into `an` before a vowel."""
        return ARTICLE.sub(r"\1n ", text.format(**words))

    def pick(self, choices: Sequence[T]) -> T:
        """Draw one of the choices, all equally likely."""
        return choices[int(self._chance() * len(choices))]

    def between(self, low: int, high: int) -> int:
        """Draw a whole number from low to high, both included."""
        return low + int(self._chance() * (high - low + 1))

    def cast(self, names: Sequence[T], size: int) -> list[T]:
        """Draw `size` different ones, as those who are in a scene."""
        left = list(names)
        return [left.pop(self.between(0, len(left) - 1)) for _ in range(size)]

    def _expand(self, symbol: str) -> str:
        alternatives = self._rules[symbol]
        parts = alternatives[int(self._chance() * len(alternatives))]
        if len(parts) == 1:
            return parts[0]
        return "".join(
            [self._expand(part) if at % 2 else part for at, part in enumerate(parts)]
        )


def folio(grammar: Grammar) -> Iterator[str]:
    """Yield plays as in a folio: a speaker, a tab, indented lines, [stage directions].

    The heading has the rare characters, so that even a short text has all 80 characters
    of the complete works.
    """
    yield (
        "\tTHE WORKS OF A GRAMMAR\n\n\n"
        "\t[Printed for 1 $ & 2 pence, No. 3456789 | 0 copies left (see QUAY, XENIA,\n"
        "\tFIG, JAZZ & VHEB, booksellers); be vext, 'tis quick!]\n\n\n"
    )
    for _ in count():
        yield f"\n\t{grammar('title').upper()}\n\n\n"
        for act in ("I", "II", "III"):
            yield f"ACT {act}\n\n\n"
            for scene in ("I", "II", "III"):
                yield f"SCENE {scene}\t{grammar('where')}\n\n\n"
                yield from _folio_scene(grammar)


def _folio_scene(grammar: Grammar) -> Iterator[str]:
    cast = grammar.cast(phrases.PLAYERS, 4)
    yield f"\t[Enter {', '.join(cast[:-1])} and {cast[-1]}]\n\n"
    for _ in range(grammar.between(8, 20)):
        lines = "\n\t".join(_speech(grammar))
        yield f"{grammar.pick(cast)}\t{lines}\n\n"
        if grammar.between(1, 6) == 1:
            yield f"\t[{grammar('stage')}]\n\n"
    yield "\t[Exeunt]\n\n\n"


def script(grammar: Grammar) -> Iterator[str]:
    """Yield plays as one long script: `Speaker:`, lines of verse, a blank line.

    The first speech has the rare ones of the 65 characters of Tiny Shakespeare.
    """
    yield (
        "First Printer:\nA play for 3 $ & no more; QUIRES, VEX'D BY JAZZ, a fig "
        "for WHOM?\nGo: BUY it, Clown; LEND it, next!--XENIA & all.\n\n"
    )
    for _ in count():
        cast = [name.title() for name in grammar.cast(phrases.PLAYERS, 4)]
        for _ in range(grammar.between(8, 20)):
            lines = "\n".join(_speech(grammar))
            yield f"{grammar.pick(cast)}:\n{lines}\n\n"


def _speech(grammar: Grammar) -> list[str]:
    if grammar.between(1, 3) == 1:
        return [grammar("reply")]
    return [grammar("verse") for _ in range(grammar.between(1, 7))]


def sonnets(grammar: Grammar) -> Iterator[str]:
    """Yield sonnets of 14 lines, rhymed abab cdcd efef gg, separated by a blank line.

    The heading has the rare ones of the 38 characters of the Sonnets in lower case.
    """
    yield "SONNETS\n\nby a grammar (self-taught: quizzes, vexes, 'just jokes'; ah!)\n\n"
    for _ in count():
        yield "\n".join(_sonnet(grammar)) + "\n\n"


def _sonnet(grammar: Grammar) -> list[str]:
    groups = grammar.cast([" ".join(group) for group in phrases.RHYMES], 7)
    rhymes = [grammar.cast(group.split(), 2) for group in groups]
    ends = [
        end
        for a, b in zip(rhymes[:6:2], rhymes[1:6:2], strict=True)
        for end in (a[0], b[0], a[1], b[1])
    ] + rhymes[6]
    lines = [f"{grammar('sonnet_line')} {end}{grammar('verse_stop')}" for end in ends]
    lines[-1] = lines[-1].rstrip(",.;:?!") + "."
    return lines


def aphorisms(grammar: Grammar) -> Iterator[str]:
    """Yield numbered paragraphs of prose in lines of at most 71 columns.

    The preface has the rare ones of the 57 characters of Nietzsche in lower case.
    """
    yield (
        "PREFACE\n\n\n[_This_ is no philosopher: it is a grammar--a blasé one.]\n"
        'It says "Æther", "æon", "Noël", "Fräulein"; counts 1 2 3 4 5 6 7 8 9 = 0,\n'
        "and (it's a joke) asks: what quiz, what excuse?\n\n\n"
    )
    for number in count(1):
        sentences = [grammar("sentence") for _ in range(grammar.between(1, 7))]
        text = " ".join(sentence[0].upper() + sentence[1:] for sentence in sentences)
        yield _wrapped(f"{number}. {text}") + "\n\n"


def _wrapped(text: str) -> str:
    """Break lines at spaces; `textwrap` does more and takes ten times as long."""
    lines, line = [], ""
    for word in text.split(" "):
        if line and len(line) + len(word) >= COLUMNS:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return "\n".join([*lines, line])


def tavern(grammar: Grammar) -> Iterator[str]:
    """Yield tavern scenes, two blank lines between, in lines of `Speaker_Name: words`.

    The heading has the rare characters, so that even a short text has all 65 characters
    of the script in lower case.
    """
    yield (
        "[By a grammar, no ©: 100% free, 0 $ & 24/7, #35689] "
        'À la carte; "crème", café, são, über, säuerlich, _cajón_. Quiz, jokes: see x!'
        "\n\n"
    )
    for _ in count():
        yield "".join(_tavern_scene(grammar)) + "\n\n"


def _tavern_scene(grammar: Grammar) -> Iterator[str]:
    """Yield the lines of a scene: one topic, a few coined words, the box at its end."""
    topic = grammar.pick(tavern_words.TOPICS)
    strangers = [
        Regular(f"{_name(grammar)}_{_name(grammar)}", 2, (), ("",), ("",))
        for _ in range(grammar.between(2, 4))
    ]
    regulars = grammar.cast(tavern_words.REGULARS[1:], grammar.between(1, 3))
    cast = [tavern_words.REGULARS[0], *regulars, *strangers]
    talkers = [one for one in cast for _ in range(one.weight)]
    coined = [_thing(grammar) for _ in range(6)]
    people = [(_name(grammar), _name(grammar)) for _ in range(6)]
    names = [name for first, last in people for name in (first, f"{first} {last}")]
    for _ in range(grammar.between(5, 22)):
        who = grammar.pick(talkers)
        words = {
            "noun": grammar.pick(topic.nouns),
            "noun2": grammar.pick(topic.nouns),
            "verb": grammar.pick(topic.verbs),
            "trait": grammar.pick(topic.traits),
            "own": grammar.pick(who.own),
            "coined": grammar.pick(coined),
            "name": grammar.pick(names),
            "mood": grammar.pick(tavern_words.MOODS),
            "friend": grammar.pick(tavern_words.FRIENDS),
            "number": grammar.pick(tavern_words.NUMBERS),
            "place": grammar.pick(tavern_words.PLACES),
            "when": grammar.pick(tavern_words.WHENS),
        }
        for thing in ("np", "np2"):
            words[thing] = grammar.pick(tavern_words.THINGS).format(**words)
        words["Np"] = words["np"][0].upper() + words["np"][1:]
        says = who.says * 5 + tavern_words.SAYS
        said = grammar.pick(tavern_words.OPENERS) + grammar.pick(says)
        said = grammar.filled(said, words)
        if said.endswith(".") and not said.endswith("..."):
            said = f"{said[:-1]}{grammar.pick(who.ends)}."
        note = grammar.between(1, 8) == 1
        aside = f"({grammar.pick(tavern_words.NOTES)}) " if note else ""
        yield f"{who.name}: {aside}{said}\n"
    gag = {"gag": _thing(grammar)}
    asks, answers, ends = tavern_words.GAG
    curious = grammar.pick(cast[1:]).name
    yield f"{curious}: {grammar.pick(asks)}\n"
    yield f"{cast[0].name}: {grammar.filled(grammar.pick(answers), gag)}\n"
    yield f"{curious}: {grammar.filled(grammar.pick(ends), gag)}\n"


def _thing(grammar: Grammar) -> str:
    return grammar.pick(tavern_words.FRONT) + grammar.pick(tavern_words.BACK)


def _name(grammar: Grammar) -> str:
    return "".join(map(grammar.pick, tavern_words.SYLLABLES)).capitalize()


KINDS = {
    "folio": folio,
    "script": script,
    "sonnets": sonnets,
    "aphorisms": aphorisms,
    "tavern": tavern,
}
