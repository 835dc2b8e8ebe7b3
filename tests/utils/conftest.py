"""Fixtures that more than one module of tests uses."""

import linecache

import pytest


@pytest.fixture(scope="session")
def keras():
    """Import Keras once for all tests: it takes seconds."""
    from utils.quiet import keras

    return keras


@pytest.fixture
def in_cell():
    """Return a function that runs code as a cell, and returns the notebook's names."""
    made = {"__name__": "__main__"}
    cells = []

    def run(code: str) -> dict:
        name = f"/tmp/ipykernel_1/{len(cells)}-{id(made)}.py"
        linecache.cache[name] = (len(code), None, code.splitlines(True), name)
        cells.append(name)
        exec(compile(code, name, "exec"), made)
        return made

    yield run
    for name in cells:
        del linecache.cache[name]
