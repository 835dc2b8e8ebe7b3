"""Fixtures that more than one module of tests uses."""

import pytest


@pytest.fixture(scope="session")
def keras():
    """Import Keras once for all tests: it takes seconds."""
    from utils.quiet import keras

    return keras
