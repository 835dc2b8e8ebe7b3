"""Keep NumPy's matrix products on one core where more cores slow them down.

OpenBLAS splits a product of a vector and a matrix among its threads, which wait for
each other in a loop. On a machine that does other work too, or grades a class, that
made a step of a recurrent network 10 to 60 times slower than one core alone.
"""

from __future__ import annotations

import ctypes
import importlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache

NAMES = ("scipy_openblas_{}_num_threads64_", "openblas_{}_num_threads")


@contextmanager
def one_core() -> Iterator[None]:
    """Let OpenBLAS use one thread in the block; do nothing with other libraries."""
    set_threads, get_threads = _openblas()
    before = get_threads()
    if before <= 1:
        yield
        return
    set_threads(1)
    try:
        yield
    finally:
        set_threads(before)


@cache
def _openblas() -> tuple[Callable[[int], None], Callable[[], int]]:
    """Find the two functions of the library that NumPy is linked to."""
    for module in ("numpy._core._multiarray_umath", "numpy.core._multiarray_umath"):
        for name in NAMES:
            try:
                path = importlib.import_module(module).__file__
                library = ctypes.CDLL(path)
                return library[name.format("set")], library[name.format("get")]
            except (ImportError, OSError, AttributeError, TypeError):
                continue
    return lambda _: None, lambda: 1
