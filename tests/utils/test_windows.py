"""Windows share the memory of the text; batches have what one-hot arrays would have."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils import windows

sizes = st.integers(1, 12)


@given(st.integers(0, 60), sizes, sizes)
def test_windows_are_the_slices_of_the_text(time, length, step):
    text = np.arange(time)
    expected = [text[k : k + length] for k in range(0, time - length + 1, step)]
    if expected:
        np.testing.assert_array_equal(windows.sliding(text, length, step), expected)
    else:
        with pytest.raises(ValueError, match="shorter than one window"):
            windows.sliding(text, length, step)


@given(st.integers(14, 80), sizes, sizes)
def test_every_window_has_the_character_after_it(time, length, step):
    text = np.arange(time)
    x, y = windows.with_next(text, length, step)
    assert len(x) == len(y) == len(range(0, time - length, step))
    np.testing.assert_array_equal(x[:, -1] + 1, y)


def test_windows_take_no_memory_of_their_own_and_keep_the_type():
    text = np.arange(1_000, dtype=np.int16)
    x, y = windows.with_next(text, 60, 3)
    assert np.shares_memory(x, text) and np.shares_memory(y, text)
    assert x.dtype == y.dtype == np.int16


def test_windows_are_read_only_and_the_text_is_not():
    text = np.arange(10)
    with pytest.raises(ValueError, match="read-only"):
        windows.sliding(text, 3)[0, 0] = 7
    text[0] = 7


@given(sizes, st.integers(1, 9), st.sampled_from([None, 3]))
def test_batches_hold_every_window_once_as_one_hot(length, batch_size, seed):
    text = np.random.default_rng(0).integers(0, 5, 40)
    batches = windows.OneHotBatches(text, length, 5, 2, batch_size, seed)
    found = [
        (*x.argmax(-1), y.argmax())
        for big_x, big_y in batches
        for x, y in zip(big_x, big_y, strict=True)
    ]
    x, y = windows.with_next(text, length, 2)
    expected = [(*a, b) for a, b in zip(x, y, strict=True)]
    assert sorted(found) == sorted(expected)
    assert seed is not None or found == expected


def test_a_batch_is_float32_of_the_right_shape():
    x, y = windows.OneHotBatches(np.zeros(100, int), 10, 7, batch_size=8)[0]
    assert (x.shape, y.shape) == ((8, 10, 7), (8, 7))
    assert x.dtype == y.dtype == np.float32


def test_a_new_epoch_has_a_new_order_and_the_same_seed_the_same():
    def orders():
        batches = windows.OneHotBatches(np.arange(50), 3, 50, seed=1)
        first = batches[0][1].argmax(-1).tolist()
        batches.reshuffle()
        return first, batches[0][1].argmax(-1).tolist()

    first, second = orders()
    assert first != second and orders() == (first, second)


def test_one_hot_is_one_at_its_place():
    np.testing.assert_array_equal(
        windows.one_hot([[2], [0]], 3), [[[0, 0, 1]], [[1, 0, 0]]]
    )


@given(st.integers(1, 6), sizes, st.integers(0, 150))
def test_rows_continue_each_other(batch_size, length, time):
    text, n = np.arange(time), (time - 1) // batch_size
    if n < length:
        with pytest.raises(ValueError, match="shorter than one window"):
            windows.contiguous(text, batch_size, length)
        return
    batches = list(windows.contiguous(text, batch_size, length))
    assert len(batches) == n // length
    x = np.concatenate([x for x, _ in batches], axis=1)
    y = np.concatenate([y for _, y in batches], axis=1)
    np.testing.assert_array_equal(x[:, 0], np.arange(batch_size) * n)
    np.testing.assert_array_equal(np.diff(x), 1)
    np.testing.assert_array_equal(y, x + 1)


def test_streams_are_views():
    text = np.arange(100)
    x, y = next(windows.contiguous(text, 4, 10))
    assert np.shares_memory(x, text) and np.shares_memory(y, text)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: windows.sliding(np.arange(9), 0), "at least 1"),
        (lambda: windows.sliding(np.arange(9), 3, 0), "at least 1"),
        (lambda: windows.sliding(np.zeros((3, 3), int), 2), "1 dimension, not 2"),
        (lambda: windows.sliding(np.zeros(9), 2), "integers, not float64"),
        (lambda: windows.sliding([], 2), "a text of 0 is shorter than one window of 2"),
        (lambda: windows.contiguous(np.arange(9), 0, 3), "at least 1"),
        (lambda: windows.one_hot([3], 3), "do not fit vectors of 3"),
        (lambda: windows.OneHotBatches(np.arange(9), 3, 9, batch_size=0), "at least 1"),
    ],
)
def test_what_cannot_be_is_said(call, said):
    with pytest.raises(ValueError, match=said):
        call()


def test_a_batch_that_is_not_there_ends_the_iteration():
    with pytest.raises(IndexError, match="there are 1 batches, not 1"):
        windows.OneHotBatches(np.arange(9), 3, 9)[1]
