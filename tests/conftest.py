"""What holds for all tests: no limit of time for an example, and the zoo goes first."""

import pytest
from hypothesis import settings

settings.register_profile("course", deadline=None)
settings.load_profile("course")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest file begins first, so that no process is left alone with it."""
    items.sort(key=lambda item: item.path.name != "test_zoo.py")
