"""A network trains for as long as it was told, and what it has learned is kept."""

import numpy as np
import pytest

from utils import own_network, own_report, own_weights
from utils.own_text import OwnText
from utils.parts import split
from utils.vocabulary import Vocabulary

TEXT = "the quick brown fox jumps over the lazy dog.\n" * 400
OWN = OwnText("foxes <b>", (TEXT,))
VOCAB = Vocabulary.of(TEXT)
TEMPERATURES = {"0.3": TEXT[:60], "1.2": "qqq <script> qqq"}


class Clock:
    """Time that goes on by a second with every look; after `stop`, it interrupts."""

    def __init__(self, stop=None):
        self.now, self.stop = 0.0, stop

    def __call__(self):
        self.now += 1.0
        if self.stop and self.now > self.stop:
            self.stop = None
            raise KeyboardInterrupt
        return self.now


def trained(seconds, stop=None):
    return own_network.train(VOCAB, TEXT, TEXT[:400], seconds, clock=Clock(stop))


@pytest.fixture(scope="module")
def learned(keras):
    return trained(120)


def test_it_learns(learned):
    bits = [look.valid for look in learned.looks]
    assert bits[-1] < bits[0] - 0.2
    assert learned.bits == min(bits)


def test_it_stops_when_the_time_is_over(learned):
    assert learned.looks[-1].seconds < 140


def test_what_is_kept_is_what_was_best(learned):
    surprise = learned.surprise(TEXT[:400])
    assert surprise.shape == (399,)
    assert surprise.mean() == pytest.approx(learned.bits, abs=0.5)


def test_an_interrupted_training_keeps_what_was_learned(keras, capsys):
    found = trained(1e6, stop=60)
    assert "you stopped it" in found.note and found.looks
    told = capsys.readouterr()
    assert "what was learned is kept" in told.out and told.err == ""
    assert found.surprise(TEXT[:200]).mean() < np.log2(len(VOCAB))


def test_a_training_that_is_stopped_at_once_is_no_error(keras):
    assert trained(1e6, stop=3).note


@pytest.mark.parametrize("seconds", [0, -1, float("nan"), float("inf")])
def test_a_time_that_is_none_is_refused(seconds):
    with pytest.raises(ValueError, match="use a number above 0"):
        own_network.train(VOCAB, TEXT, TEXT, seconds)


def test_ids_take_as_little_memory_as_they_need():
    assert own_network._compact(np.arange(3), 200).dtype == np.uint8
    assert own_network._compact(np.arange(3), 5_000).dtype == np.uint16


# --- weights --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def stored(learned, tmp_path_factory):
    return own_weights.save(tmp_path_factory.mktemp("weights") / "w.npz", learned, OWN)


def test_saved_weights_come_back(stored, learned, capsys):
    again = own_weights.load(stored, OWN)
    assert "NOT" not in capsys.readouterr().out
    np.testing.assert_allclose(
        again.surprise(TEXT[:99]), learned.surprise(TEXT[:99]), rtol=1e-5
    )
    assert again.looks == learned.looks


def test_weights_of_another_text_say_so_and_are_used(stored, capsys):
    other = OwnText("other", (TEXT[::-1],))
    assert own_weights.load(stored, other) is not None
    assert "NOT THIS TEXT" in capsys.readouterr().out


def changed(stored, tmp_path, **arrays):
    with np.load(stored) as old:
        kept = {name: old[name] for name in old.files}
    path = tmp_path / "changed.npz"
    np.savez(path, **(kept | arrays))
    return path


@pytest.mark.parametrize(
    ("arrays", "why"),
    [
        ({"about": np.array("{}")}, "was not saved by this notebook"),
        ({"w0": np.zeros((2, 2))}, "is damaged"),
    ],
)
def test_damaged_weights_are_named_and_not_used(stored, tmp_path, capsys, arrays, why):
    assert own_weights.load(changed(stored, tmp_path, **arrays), OWN) is None
    assert why in capsys.readouterr().out


def test_weights_of_another_version_are_named(stored, monkeypatch, capsys):
    monkeypatch.setattr(own_weights, "VERSION", 2)
    assert own_weights.load(stored, OWN) is None
    assert "another version of the course (1; this is 2)" in capsys.readouterr().out


def test_weights_for_another_alphabet_are_named(stored, capsys):
    other = OwnText("other", (TEXT.replace("x", "ß"),))
    assert own_weights.load(stored, other) is None
    told = capsys.readouterr().out
    assert "lacks 'ß', has 'x' besides" in told and "Train again" in told


@pytest.mark.parametrize("data", [b"", b"no weights at all", b"PK\x03\x04 broken"])
def test_a_file_that_is_no_weights_is_named(tmp_path, data, capsys):
    path = tmp_path / "w.npz"
    path.write_bytes(data)
    assert own_weights.load(path, OWN) is None
    assert "WEIGHTS NOT USED" in capsys.readouterr().out


def test_weights_that_are_missing_or_cannot_be_saved_are_named(
    tmp_path, learned, capsys
):
    assert own_weights.load(tmp_path / "none.npz", OWN) is None
    assert own_weights.save(tmp_path / "none" / "w.npz", learned, OWN) is None
    told = capsys.readouterr().out
    assert "WEIGHTS NOT USED" in told and "NOT SAVED" in told


# --- report ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def page(learned, tmp_path_factory):
    path = tmp_path_factory.mktemp("report") / "r.html"
    own_report.write(
        path,
        OWN,
        split(OWN.files),
        learned,
        {"guessing": 4.8, "your network": 1.5},
        TEMPERATURES,
        {"0.3": 1.0, "1.2": 0.0},
        licence="my own",
    )
    return path.read_text(encoding="utf-8")


def test_the_report_has_bits_curves_samples_and_what_was_recited(page):
    for part in ("your network", "1.500", "<img alt=", "100%", "my own", "0.3"):
        assert part in page
    assert f"<mark>{TEXT[:44]}" in page


def test_the_report_needs_nothing_else_and_escapes_the_text(page):
    assert "foxes &lt;b&gt;" in page and "&lt;script&gt;" in page
    for part in ("<script", "<b>", "http://", "https://", "<link", ' src="/'):
        assert part not in page


def test_a_report_that_cannot_be_written_is_named(tmp_path, learned, capsys):
    where = tmp_path / "none" / "r.html"
    parts = split(OWN.files)
    assert own_report.write(where, OWN, parts, learned, {}, {}, {}) is None
    assert "NO REPORT" in capsys.readouterr().out
