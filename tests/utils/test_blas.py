"""Matrix products use one core inside the block, and only there."""

import pytest

from utils import blas


@pytest.fixture
def threads(monkeypatch):
    """Fake a library with two threads; return what was set, the newest last."""
    threads = [2]
    found = (threads.append, lambda: threads[-1])
    monkeypatch.setattr(blas, "_openblas", lambda: found)
    return threads


def test_one_thread_in_the_block_and_as_many_as_before_after_it(threads):
    with blas.one_core():
        assert threads[-1] == 1
    assert threads[-1] == 2


def test_threads_come_back_after_an_error(threads):
    with pytest.raises(KeyError), blas.one_core():
        raise KeyError
    assert threads[-1] == 2


def test_any_other_library_is_left_alone(monkeypatch):
    monkeypatch.setattr(blas, "NAMES", ("no_such_function_{}",))
    blas._openblas.cache_clear()
    with blas.one_core():
        assert blas._openblas()[1]() == 1
    blas._openblas.cache_clear()
