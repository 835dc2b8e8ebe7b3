"""A notebook's kernel: cells and calls are bounded, and a dead kernel comes back."""

import json
import textwrap
import time
from contextlib import suppress

import nbformat.v4 as v4
import pytest
from nbformat import NotebookNode

from course.content import default_content
from course.judging.exercises import Exercise
from course.judging.guest import ObjectGraph
from course.judging.remote_answer import Answer
from course.judging.run import grade_notebook, kernels
from course.judging.session import Session, TimeLimits
from course.judging.session.messages import BoundedClient
from course.sandbox import bubblewrap
from utils.checking import AnswerError, Checks, InfrastructureError, LimitReached

SANDBOXED = bubblewrap.available() is None
QUICK = TimeLimits(cell_seconds=2, call_seconds=1.5, grace_seconds=1, cell_output=5_000)


def notebook(*cells: str) -> NotebookNode:
    sources = [textwrap.dedent(cell) for cell in cells]
    return v4.new_notebook(cells=[v4.new_code_cell(source) for source in sources])


def open_session(nb: NotebookNode, limits: TimeLimits = QUICK) -> Session:
    return Session(nb, kernels(nb, default_content(), sandboxed=SANDBOXED), limits)


def texts(cell: NotebookNode) -> str:
    return "".join(str(o.get("text", o.get("evalue", ""))) for o in cell.outputs)


class TestCells:
    def test_a_cell_that_never_ends_is_interrupted_and_the_next_one_runs(self):
        nb = notebook("x = 1", "while True: pass", "print(x)")
        with open_session(nb) as session:
            for index in range(3):
                session.run(index)
        assert nb.cells[1].outputs[-1].output_type == "error"
        assert texts(nb.cells[2]) == "1\n"

    def test_a_cell_that_ignores_the_interrupt_is_stopped_and_the_others_replayed(self):
        nb = notebook(
            "x = 1",
            """
            import signal
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            while True: pass
            """,
            "print(x)",
        )
        with open_session(nb) as session:
            for index in range(3):
                session.run(index)
        assert "took too long" in texts(nb.cells[1])
        assert texts(nb.cells[2]) == "1\n"

    def test_a_cell_that_ends_its_process_is_told_and_the_others_are_replayed(self):
        nb = notebook("x = 1", "import os; os._exit(3)", "print(x)")
        with open_session(nb) as session:
            for index in range(3):
                session.run(index)
        assert "process ended" in texts(nb.cells[1])
        assert texts(nb.cells[2]) == "1\n"

    @pytest.mark.parametrize(
        "cell",
        [
            "exit()",
            "quit",
            "import IPython\nIPython.get_ipython().kernel.do_shutdown(True)",
        ],
    )
    def test_a_cell_that_asks_the_kernel_to_end_changes_nothing(self, cell):
        nb = notebook("x = 1", cell, "import time; time.sleep(1.2)", "print(x)")
        with open_session(nb) as session:
            for index in range(4):
                session.run(index)
        assert texts(nb.cells[3]) == "1\n"

    def test_a_flood_of_output_is_let_go_at_a_bound(self):
        nb = notebook("for i in range(100_000): print('flood', i)", "print('next')")
        with open_session(nb) as session:
            session.run(0)
            session.run(1)
        assert len(texts(nb.cells[0])) < 20_000
        assert "the rest of the output was dropped" in texts(nb.cells[0])
        assert texts(nb.cells[1]) == "next\n"

    def test_input_is_an_error_and_not_a_wait(self):
        nb = notebook("input('name? ')")
        with open_session(nb) as session:
            session.run(0)
        assert nb.cells[0].outputs[-1].output_type == "error"


class TestCalls:
    def test_a_call_that_never_ends_is_a_limit_and_the_next_call_works(self):
        nb = notebook("def f(x):\n    while x: pass\n    return 'back'")
        with open_session(nb) as session:
            session.run(0)
            answer = Answer(session)
            with pytest.raises(LimitReached):
                answer.f(True)
            assert answer.f(False) == "back"

    def test_a_call_that_asks_the_judge_for_ever_is_a_limit(self):
        nb = notebook(
            """
            def f(ask):
                while True:
                    try:
                        ask(1)
                    except BaseException:
                        pass
            """
        )
        with open_session(nb) as session:
            session.run(0)
            with pytest.raises(LimitReached):
                Answer(session).f(lambda x: x)

    def test_a_call_that_ignores_the_interrupt_is_a_limit_and_the_next_call_works(self):
        nb = notebook(
            """
            def f(x):
                while x:
                    try:
                        while x: pass
                    except KeyboardInterrupt: pass
                return 'back'
            """
        )
        with open_session(nb) as session:
            session.run(0)
            answer = Answer(session)
            with pytest.raises(LimitReached):
                answer.f(True)
            assert answer.f(False) == "back"

    def test_a_call_that_ends_its_process_is_an_error_and_the_next_call_works(self):
        nb = notebook("import os\ndef f(x):\n    if x: os._exit(0)\n    return 'back'")
        with open_session(nb) as session:
            session.run(0)
            answer = Answer(session)
            with pytest.raises(AnswerError, match="process ended"):
                answer.f(True)
            assert answer.f(False) == "back"

    def test_what_an_ended_process_had_made_is_nothing_else_in_the_next(self):
        nb = notebook(
            "def make(x): return lambda: x", "def die(): import os; os._exit(1)"
        )
        with open_session(nb) as session:
            for index in range(2):
                session.run(index)
            answer = Answer(session)
            made = answer.make(1)
            with pytest.raises(AnswerError, match="process ended"):
                answer.die()
            assert answer.make(2)() == 2
            with pytest.raises(AnswerError, match="process ended"):
                made()

    def test_our_function_is_called_from_the_students_process(self):
        nb = notebook("def f(g): return [g(i) for i in range(3)]")
        with open_session(nb) as session:
            session.run(0)
            assert Answer(session).f(lambda i: i * i) == [0, 1, 4]

    def test_calls_between_two_cells_share_one_message(self):
        nb = notebook(
            """
            kernel = get_ipython().kernel
            def message(): return kernel.get_parent("shell")["header"]["msg_id"]
            """,
            "print('ran')",
        )
        with open_session(nb) as session:
            session.run(0)
            answer = Answer(session)
            first, second = answer.message(), answer.message()
            session.run(1)
            assert texts(nb.cells[1]) == "ran\n"
            assert first == second != answer.message()

    def test_an_interrupt_between_two_calls_costs_neither(self):
        nb = notebook(
            """
            import os, signal, threading
            def f(x):
                threading.Timer(x, os.kill, (os.getpid(), signal.SIGINT)).start()
                return x
            """
        )
        with open_session(nb) as session:
            session.run(0)
            answer = Answer(session)
            assert answer.f(0.1) == 0.1
            time.sleep(0.5)
            with suppress(LimitReached):  # if it was waiting for the next request
                answer.f(9)
            assert answer.f(9) == 9

    def test_input_in_a_call_is_an_error(self):
        nb = notebook("def f(): return input('name? ')")
        with open_session(nb) as session:
            session.run(0)
            with pytest.raises(AnswerError):
                Answer(session).f()

    def test_a_notebook_that_removes_the_guest_has_errors_and_no_retry(self):
        nb = notebook("import sys; del sys.modules['charlm_guest']", "def f(): pass")
        with open_session(nb) as session:
            session.run(0)
            session.run(1)
            with pytest.raises(AnswerError, match="broke the connection"):
                Answer(session).f()


class TestWhoIsToBlame:
    def test_a_message_that_no_kernel_sends_is_the_notebooks_doing(self):
        nb = notebook(
            """
            kernel = get_ipython().kernel
            async def answer(stream, ident, parent):
                content = {"status": 7}
                kernel.session.send(stream, "execute_reply", content, parent, ident)
            kernel.shell_handlers["execute_request"] = answer
            """,
            "x = 1",
            "print('next')",
        )
        with open_session(nb) as session:
            for index in range(3):
                session.run(index)
        assert "broke the connection" in texts(nb.cells[1])

    def test_a_failure_of_ours_while_a_cell_runs_is_not_the_notebooks(
        self, monkeypatch
    ):
        nb = notebook("x = 1", "print(x)")
        with open_session(nb) as session:
            session.run(0)
            with monkeypatch.context() as patch:
                patch.setattr(BoundedClient, "execute_cell", fails)
                with pytest.raises(InfrastructureError, match="ours"):
                    session.run(1)
            session.run(1)
        assert texts(nb.cells[1]) == "1\n"

    def test_a_failure_of_ours_while_we_answer_is_not_the_notebooks(self):
        nb = notebook("def f(g): return g(1)")
        with open_session(nb) as session:
            session.run(0)
            sent = ObjectGraph(
                0, as_function, as_function, as_function, lambda value: False
            ).pack(([len], {}))
            call = {"do": "call", "name": "f", **sent}
            with pytest.raises(InfrastructureError, match="ours"):
                session.converse(json.dumps(call), fails)
            assert Answer(session).f(lambda x: x + 1) == 2


def fails(*args: object, **kwargs: object) -> str:
    raise KeyError("a mistake of ours")


def as_function(thing: object) -> list:
    return ["function", 1]


class Broken:
    """A kernel manager that cannot start its first kernels."""

    failures = 0

    def __init__(self, nb: NotebookNode, times: int) -> None:
        self._working = kernels(nb, default_content(), sandboxed=SANDBOXED)
        self.left = times

    def __call__(self):
        self.left -= 1
        if self.left >= 0:
            raise OSError("no room")
        return self._working()


class TestInfrastructure:
    hidden = Checks("one")
    exercise = Exercise("one", "", 10.0)

    def grade(self, failures: int) -> list:
        checks = Checks("one")

        @checks.criterion("is one", points=1, hint="one")
        def one(answer, rng):
            assert answer.one() == 1

        nb = notebook("def one(): return 1", "")
        nb.cells[1].metadata["nbgrader"] = {"grade": True, "grade_id": "test_one"}
        exercises = {"test_one": self.exercise}
        new_manager = Broken(nb, failures)
        return grade_notebook(nb, exercises, {"one": checks}, 0, new_manager, QUICK)

    def test_a_failure_to_start_is_tried_once_more(self):
        assert [verdict.points for verdict in self.grade(failures=1)] == [1]

    def test_a_second_failure_is_no_verdict_and_not_a_zero(self):
        with pytest.raises(InfrastructureError, match="no room"):
            self.grade(failures=2)


class TestGradeUpToHere:
    checks = Checks("any")

    @checks.criterion("is right", points=1, hint="right")
    def right(answer, rng):
        assert answer.first() == 1

    def grade(self, *cells: str) -> tuple[NotebookNode, list[float]]:
        nb = notebook("def first(): return 1", "", *cells, "")
        exercises = {}
        for cell in nb.cells:
            if not cell.source:
                name = f"test_{len(exercises)}"
                cell.metadata["nbgrader"] = {"grade": True, "grade_id": name}
                exercises[name] = Exercise(name, "", 10.0)
        hidden = {name: self.checks for name in exercises}
        new_manager = kernels(nb, default_content(), sandboxed=SANDBOXED)
        verdicts = grade_notebook(nb, exercises, hidden, 0, new_manager, QUICK)
        return nb, [verdict.points for verdict in verdicts]

    def test_no_cell_runs_after_the_one_with_the_comment(self):
        nb, points = self.grade(
            """
            x = 1
              # grade-up-to-here
            """,
            "def first(): return 2",
        )
        assert nb.cells[3].outputs == [] and points == [1, 1]

    def test_a_cell_that_only_mentions_the_comment_does_not_stop_it(self):
        _, points = self.grade(
            "told = 'write # grade-up-to-here'", "def first(): return 2"
        )
        assert points == [1, 0]


def test_a_missing_exercise_is_told_with_the_error_of_its_cell():
    checks = Checks("one")

    @checks.criterion("is one", points=1, hint="one")
    def one(answer, rng):
        assert answer.one() == 1

    nb = notebook("import no_such_package\ndef one(): return 1", "")
    nb.cells[0].metadata["nbgrader"] = {"solution": True, "grade_id": "one"}
    nb.cells[1].metadata["nbgrader"] = {"grade": True, "grade_id": "test_one"}
    exercises = {"test_one": Exercise("one", "", 1.0)}
    new_manager = kernels(nb, default_content(), sandboxed=SANDBOXED)
    (verdict,) = grade_notebook(nb, exercises, {"one": checks}, 0, new_manager, QUICK)
    assert "No module named 'no_such_package'" in verdict.report.hints()[0]
