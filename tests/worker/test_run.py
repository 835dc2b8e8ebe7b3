"""What becomes of an order whose process ends before it has a result."""

from pathlib import Path
from typing import Any

import pytest
from traitlets.config import Config

from course.content import default_content
from course.worker.order import Order
from course.worker.process import WorkerEnded
from course.worker.run import MAX_LIMITS, carry_out
from course.worker.submission import JUDGING, PAGES, TAKING_IN

PLACE = ("double", "0 twice any number")
AT_CRITERION = {"phase": JUDGING, "criterion": list(PLACE)}
TOO_MUCH, KILLED = "it needed too much memory", "it ended with status -9"
DONE = {"problem": "", "grades": {}}


class Server:
    """Ends processes as it is told, one after the other; then all is well."""

    runs = 0

    def __init__(self, *ends: tuple[dict[str, Any], str]) -> None:
        self._ends = list(ends)
        self.orders: list[Order] = []

    def run(self, function: Any, order: Order, limits: Any) -> dict[str, Any]:
        self.orders.append(order)
        if self._ends:
            progress, reason = self._ends.pop(0)
            raise WorkerEnded(reason, progress)
        return DONE


@pytest.fixture
def order(tmp_path: Path) -> Order:
    return Order(tmp_path, Config(), default_content(), "00-sums", "ada")


def test_a_result_is_returned_as_it_is(order):
    assert carry_out(Server(), order) == DONE


def test_its_own_limit_at_a_criterion_is_a_limit_at_once(order):
    server = Server((AT_CRITERION, TOO_MUCH))
    assert carry_out(server, order) == DONE
    assert [one.limits_met for one in server.orders] == [(), (PLACE,)]


def test_who_is_killed_at_a_criterion_gets_a_second_try(order):
    server = Server((AT_CRITERION, KILLED), (AT_CRITERION, KILLED))
    assert carry_out(server, order) == DONE
    assert [one.limits_met for one in server.orders] == [(), (), (PLACE,)]


def test_only_so_many_criteria_may_end_a_process(order):
    places = [
        {"phase": JUDGING, "criterion": ["double", str(number)]}
        for number in range(MAX_LIMITS + 2)
    ]
    server = Server(*[(place, TOO_MUCH) for place in places])
    assert "the grading broke, twice" in carry_out(server, order)["problem"]


def test_an_end_while_a_page_is_made_is_no_page(order):
    server = Server(({"phase": PAGES}, TOO_MUCH))
    assert carry_out(server, order) == DONE
    assert [one.no_page for one in server.orders] == ["", TOO_MUCH]


@pytest.mark.parametrize(
    "progress", [{"phase": TAKING_IN}, {"phase": JUDGING}, None, 7]
)
def test_any_other_end_is_tried_once_more(order, progress):
    assert carry_out(Server((progress, KILLED)), order) == DONE
    twice = carry_out(Server((progress, KILLED), (progress, KILLED)), order)
    assert twice["problem"].startswith("submitted/ada/00-sums: ")
    assert KILLED in twice["problem"]


@pytest.mark.parametrize("result", [None, 7, "text", [1]])
def test_a_result_that_is_none_is_no_verdict(order, result):
    class Liar(Server):
        def run(self, *_: Any, **__: Any) -> Any:
            return result

    assert "the grading broke" in carry_out(Liar(), order)["problem"]
