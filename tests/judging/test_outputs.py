"""What becomes of a kernel's messages before they are put into a notebook."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from course.judging.session.outputs import LET_GO, as_sent, keep_within, size_of

ODD = [None, True, 7, 1.5, "text", [], {}, [1], {"a": 1}, ["a", "b"], {"a/b": [1]}]
FIELDS = {
    "stream": ("name", "text"),
    "display_data": ("data", "metadata", "transient"),
    "execute_result": ("data", "metadata", "execution_count"),
    "error": ("ename", "evalue", "traceback"),
}


@pytest.mark.parametrize("kind", FIELDS)
@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_whatever_the_fields_hold_the_notebook_stays_valid(kind, odd):
    for field in FIELDS[kind]:
        right = {"name": "stdout", "text": "a", "data": {"text/plain": "b"}}
        content = as_sent(kind, {**right, field: odd})
        if content is None:
            continue
        content.pop("transient", None)
        cell = new_code_cell("", outputs=[new_output(kind, **content)])
        nbformat.validate(new_notebook(cells=[cell]))


@pytest.mark.parametrize(
    "kind",
    ["nonsense", "comm_open", "comm_msg", "debug_event", "", None, 7, ["stream"]],
)
def test_other_kinds_of_messages_say_nothing(kind):
    assert as_sent(kind, {"text": "a", "name": "stdout"}) is None


@pytest.mark.parametrize("content", [None, [], "text", 7])
def test_content_that_is_no_dictionary_says_nothing(content):
    assert as_sent("stream", content) is None


@pytest.mark.parametrize("count", [True, -1, "1", 1.0, 10**30, None])
def test_a_count_that_is_none_is_left_out(count):
    content = as_sent("execute_result", {"data": {}, "execution_count": count})
    assert content is not None and content["execution_count"] is None


def test_a_list_of_lines_is_a_text():
    content = as_sent("stream", {"name": "stdout", "text": ["a\n", "b\n"]})
    assert content == {"name": "stdout", "text": "a\nb\n"}


def test_a_picture_keeps_its_size_and_what_is_said_of_it():
    told = {"image/png": {"width": 5, "height": -5, "alt": "a curve", "x": [1]}}
    data = {"image/png": "aGk=", "application/x": {"not": "text"}}
    content = as_sent("display_data", {"data": data, "metadata": told})
    assert content is not None and content["data"] == {"image/png": "aGk="}
    assert content["metadata"] == {"image/png": {"width": 5, "alt": "a curve"}}


@pytest.mark.parametrize("state", ["ended", None, ["idle"], {}])
def test_a_state_that_no_kernel_has_says_nothing(state):
    assert as_sent("status", {"execution_state": state}) is None


def test_outputs_of_all_cells_are_cut_together():
    cells = [
        new_code_cell("", outputs=[new_output("stream", text="x" * 1000)])
        for _ in range(50)
    ]
    keep_within(cells, 10_000)
    assert sum(size_of(cell.outputs) for cell in cells) < 11_000
    assert cells[0].outputs and not cells[-1].outputs
    told = [o.text for cell in cells for o in cell.outputs if o.text == LET_GO]
    assert len(told) == 1
