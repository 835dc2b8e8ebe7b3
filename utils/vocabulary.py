"""Map characters to ids and back: the vocabulary of a text.

The characters are sorted; on request `[UNK]`, for any other character, comes first, and
then the empty padding symbol. NumPy only; nothing is lowercased or normalised, so `é`
written as two code points is two characters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

UNKNOWN = "[UNK]"
PADDING = ""
MAX_LISTED = 10  # characters that an error message lists

Ids = NDArray[np.int64]


class UnknownCharacter(ValueError):
    """A text has characters outside a vocabulary without `[UNK]`."""


class Vocabulary(Sequence[str]):
    """A sequence of symbols; the index of each is its id.

    >>> vocabulary = Vocabulary.of("hello")
    >>> list(vocabulary)
    ['e', 'h', 'l', 'o']
    >>> vocabulary.encode("hole")
    array([1, 3, 2, 0])
    >>> vocabulary.decode([1, 3, 2, 0])
    'hole'
    """

    def __init__(self, symbols: Sequence[str]) -> None:
        """Use symbols in the order of their ids, as in a file of weights.

        Raises ValueError for no symbols, one given twice, or one that is neither a
        single character nor `[UNK]` nor the empty padding.
        """
        self.symbols = tuple(str(symbol) for symbol in symbols)
        self.numbers = {symbol: number for number, symbol in enumerate(self.symbols)}
        if not self.numbers:
            raise ValueError("a vocabulary needs a text with at least one character")
        if len(self.numbers) < len(self.symbols):
            raise ValueError("a vocabulary has each symbol only once")
        for symbol in self.symbols:
            if len(symbol) != 1 and symbol not in (UNKNOWN, PADDING):
                raise ValueError(f"{symbol!r} is not one character")
        self._table = self._by_code_point()

    @classmethod
    def of(
        cls, text: str, *, unknown: bool = False, padding: bool = False
    ) -> Vocabulary:
        """Use the characters of a text, sorted, after `[UNK]` and the padding.

        Raises ValueError for an empty text.
        """
        if not text:
            raise ValueError("a vocabulary needs a text with at least one character")
        return cls([UNKNOWN] * unknown + [PADDING] * padding + sorted(set(text)))

    def encode(self, text: str) -> Ids:
        """Return the ids (len(text),) of the characters of a text.

        Characters outside the vocabulary become `[UNK]`; if it has none, raises
        UnknownCharacter, which names them.
        """
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        last = len(self._table) - 1  # beyond every character of the vocabulary
        ids = self._table[np.minimum(points, last)]
        if ids.size and ids.min() < 0:
            raise UnknownCharacter(self._complaint(text))
        return ids

    def decode(self, ids: ArrayLike) -> str:
        """Return the text of ids of any shape; padding is empty, unknown is `[UNK]`.

        Raises ValueError for anything but integers in the vocabulary.
        """
        flat = np.asarray(ids).ravel()
        if flat.size and not np.issubdtype(flat.dtype, np.integer):
            raise ValueError(f"ids must be integers, not {flat.dtype}")
        if flat.size and not (flat.min() >= 0 and flat.max() < len(self)):
            raise ValueError(
                f"ids from {flat.min()} to {flat.max()} are not all in a "
                f"vocabulary of {len(self)}: use 0 to {len(self) - 1}"
            )
        return "".join([self.symbols[number] for number in flat.tolist()])

    def unseen(self, text: str) -> list[str]:
        """Return the characters of a text that are not in the vocabulary, sorted."""
        return sorted(set(text) - self.numbers.keys())

    @overload
    def __getitem__(self, number: int) -> str: ...
    @overload
    def __getitem__(self, number: slice) -> tuple[str, ...]: ...
    def __getitem__(self, number: int | slice) -> str | tuple[str, ...]:
        return self.symbols[number]

    def __len__(self) -> int:
        return len(self.symbols)

    def __iter__(self) -> Iterator[str]:
        return iter(self.symbols)

    def __contains__(self, symbol: object) -> bool:
        return symbol in self.numbers

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Vocabulary) and self.symbols == other.symbols

    def __hash__(self) -> int:
        return hash(self.symbols)

    def __repr__(self) -> str:
        return f"Vocabulary of {len(self)}: {''.join(self.symbols)!r}"

    def _by_code_point(self) -> Ids:
        """Return ids by code point; the last entry is for all other characters."""
        characters = {ord(s): n for s, n in self.numbers.items() if len(s) == 1}
        unknown = self.numbers.get(UNKNOWN, -1)
        table = np.full(max(characters, default=0) + 2, unknown, dtype=np.int64)
        table[list(characters)] = list(characters.values())
        return table

    def _complaint(self, text: str) -> str:
        unseen = self.unseen(text)
        named = " ".join(map(repr, unseen[:MAX_LISTED])) + " …" * (
            len(unseen) > MAX_LISTED
        )
        return (
            f"not in this vocabulary of {len(self)}: {named}. Leave them out, write "
            f"them with {''.join(self.symbols)!r}, or make the vocabulary with "
            "unknown=True"
        )
