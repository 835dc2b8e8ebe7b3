"""Budgets, the live curve and lazy batches; nothing is written to stderr."""

import itertools

import pytest

from utils import graded, training
from utils.training import Curve, budget, duration


@pytest.fixture(autouse=True)
def learner(monkeypatch):
    for name in graded.VARIABLES:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def shown(monkeypatch):
    """Return what a notebook would show, newest last."""

    class Handle(list):
        update = list.append

    handle = Handle()
    monkeypatch.setattr(training, "in_notebook", lambda: True)
    monkeypatch.setattr(training, "_display", lambda: handle)
    return handle


def test_a_learner_has_the_full_budget():
    assert budget(full=10, short=1) == 10


@pytest.mark.parametrize("name", graded.VARIABLES)
def test_graded_and_validated_runs_are_short(name, monkeypatch):
    monkeypatch.setenv(name, "1")
    assert budget(full=10, short=1) == 1


def test_zero_means_no_grading(monkeypatch):
    monkeypatch.setenv("NBGRADER_VALIDATING", "0")
    assert budget(full=10, short=1) == 10


def test_outside_a_notebook_each_epoch_is_a_line_on_stdout(capfd):
    curve = Curve({"epochs": 2, "steps": 4}, every=0, points=10)
    for step in range(4):
        curve.step(step, 2.0 - step / 10)
    curve.end_epoch({"val_loss": 1.9})
    out, err = capfd.readouterr()
    assert out.startswith("epoch 1/2, loss 1.7000, validation 1.9000, 0 s so far")
    assert (out.count("\n"), err) == (1, "")


def test_in_a_notebook_one_figure_is_replaced(shown, capfd):
    curve = Curve({"epochs": 1, "steps": 2}, every=-1, points=10)
    curve.step(0, 2.0)
    curve.step(1, 1.5)
    curve.end_epoch({})
    curve.finish()
    assert len(shown) == 3 and "done" in shown[-1].text
    assert "<img alt=" in shown[-1]._repr_html_()
    assert capfd.readouterr() == ("", "")


def test_a_figure_is_not_drawn_more_often_than_asked(shown):
    curve = Curve({"epochs": 1, "steps": 50}, every=100, points=10)
    for step in range(50):
        curve.step(step, 1.0)
    assert shown == []


def test_a_long_run_keeps_few_points_and_the_last():
    curve = Curve({"epochs": 1, "steps": 10_000}, every=100, points=10)
    for step in range(10_000):
        curve.step(step, 1.0)
    assert len(curve.train) <= 21
    assert curve.train[-1] == (1.0, pytest.approx(1.0))


def test_the_curve_does_not_start_anew_with_an_epoch():
    curve = Curve({"epochs": 2, "steps": 100}, every=100, points=500)
    losses = [2 - step / 100 for step in range(200)]
    for epoch in (losses[:100], losses[100:]):
        for step in range(100):
            curve.step(step, sum(epoch[: step + 1]) / (step + 1))
        curve.end_epoch({})
    drawn = [loss for _, loss in curve.train]
    assert max(abs(a - b) for a, b in itertools.pairwise(drawn)) < 0.02
    assert drawn[-1] == pytest.approx(losses[-1], abs=0.25)


def test_a_loss_that_is_no_number_is_said_and_not_drawn(shown):
    curve = Curve({"epochs": 1, "steps": 2}, every=-1, points=10)
    curve.step(0, float("nan"))
    curve.finish()
    assert "lower the learning rate" in shown[-1].text and curve.train == []


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0.2, "0 s"), (59.4, "59 s"), (200, "3 min 20 s"), (7_500, "2 h 5 min")],
)
def test_a_duration_is_said_in_two_units_at_most(seconds, said):
    assert duration(seconds) == said
