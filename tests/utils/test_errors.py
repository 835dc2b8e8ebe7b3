"""What the author of an answer is told about an error that it raised."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.errors import (
    MAX_EXPLAINED,
    MAX_MESSAGE,
    NOTHING_YET,
    explain,
    file_of,
    is_no_answer,
)


def raised(call, *args):
    with pytest.raises(BaseException) as caught:
        call(*args)
    return caught.value


def told(names, name, *args):
    return explain(raised(names[name], *args), names, names[name])


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (KeyError("b"), "KeyError: 'b'"),
        (ValueError(), "ValueError"),
        (NotImplementedError(), NOTHING_YET),
        (NotImplementedError("later"), "NotImplementedError: later"),
        (ValueError("ends here."), "ValueError: ends here"),
    ],
)
def test_an_error_is_explained_by_kind_and_message(error, said):
    assert explain(error) == said


def test_an_error_that_cannot_be_read_is_told_by_its_kind():
    class Broken(Exception):
        def __str__(self):
            raise RuntimeError

    assert explain(Broken()) == "Broken"


@given(st.text(max_size=400))
def test_no_explanation_is_longer_than_the_bound(message):
    said = explain(ValueError(message))
    assert len(said) <= MAX_MESSAGE
    assert said.startswith("ValueError")


# Internals


@pytest.mark.parametrize(
    ("message", "said"),
    [
        (
            "Exception encountered when calling GRULM.call().\n\n\x1b[1m{{function_node"
            " __wrapped__Pack_N_2}} Shapes must match: [2,6] != [] [Op:Pack] name: "
            "\x1b[0m\n\nArguments received by GRULM.call():\n  • inputs=tf.Tensor(…)",
            "ValueError: Shapes must match: [2,6] != []",
        ),
        (
            'in user code:\n\n    File "/tmp/1.py", line 4, in None  *\n        '
            "lambda w: np.array(w)\n\n    NotImplementedError: Cannot convert it.",
            "ValueError: Cannot convert it",
        ),
        ("one\n  two\t three", "ValueError: one two three"),
        (
            f"Invalid input {np.eye(9, 8)[:, None]}. Expected shape (None, 8).",
            "ValueError: Invalid input [[…]]. Expected shape (None, 8)",
        ),
        ("It is [[1, 2], [3, 4]].", "ValueError: It is [[1, 2], [3, 4]]"),
    ],
)
def test_internals_of_frameworks_are_taken_out(message, said):
    assert explain(ValueError(message)) == said


def test_they_are_taken_out_before_a_message_is_cut():
    message = "\x1b[1m" * 200 + "the point"
    assert explain(ValueError(message)) == "ValueError: the point"


# The line


def test_the_line_of_the_cell_is_told(in_cell):
    names = in_cell("def f(x):\n    y = 1\n    return x / 0")
    assert told(names, "f", 1) == (
        "ZeroDivisionError: division by zero (line 3: return x / 0)"
    )


def test_it_is_the_line_of_the_answers_own_cell(in_cell):
    in_cell("def helper(x):\n    return x / 0")
    names = in_cell("def f(x):\n    return helper(x)")
    assert told(names, "f", 1).endswith("(line 2: return helper(x))")


def test_it_is_never_a_line_of_a_library(in_cell):
    names = in_cell("import json\ndef f(x):\n    return json.loads(x)")
    assert told(names, "f", "{").endswith("(line 3: return json.loads(x))")


def test_a_call_with_wrong_arguments_has_no_line(in_cell):
    names = in_cell("def f(x):\n    return x")
    assert told(names, "f").endswith("missing 1 required positional argument: 'x'")


def test_a_long_line_is_cut(in_cell):
    names = in_cell(f"def f(x):\n    return x / 0 + {'1' * 2000}")
    said = told(names, "f", 1)
    assert len(said) < MAX_EXPLAINED and said.endswith("1…)")


# No answer yet

GIVEN = '''\
def f(x):
    """Do it."""
    n = len(x)

    # YOUR CODE HERE
    raise NotImplementedError

    for k in range(n):
        print(result)
    return result
'''
TWICE = """\
def f(x):
    n = 3
    # YOUR CODE HERE
    raise NotImplementedError

    while n:
        # YOUR CODE HERE
        raise NotImplementedError

        n -= 1
    return n
"""
STUB = (
    'def f(x):\n    """Do it."""\n    # YOUR CODE HERE\n    raise NotImplementedError\n'
)
BARE = 'def f(x):\n    """Do it."""\n    raise NotImplementedError()\n'
INSIDE = "class f:\n    def __init__(self, x):\n        raise NotImplementedError\n"


@pytest.mark.parametrize("cell", [STUB, BARE, GIVEN, TWICE, INSIDE])
def test_a_stub_is_no_answer_yet(in_cell, cell):
    names = in_cell(cell)
    said = told(names, "f", "ab")
    assert said == NOTHING_YET and is_no_answer(said)


@pytest.mark.parametrize(
    ("cell", "line"),
    [
        ("def f(x):\n    y = 2 * x\n    raise NotImplementedError\n", 3),
        ("def f(x):\n    raise NotImplementedError\n    return 2 * x\n", 2),
        (f"{STUB}\n    y = 2 * x\n    return y\n", 4),
        (f"{INSIDE}\n    def call(self, x):\n        return x\n", 3),
    ],
)
def test_a_stub_that_was_left_beside_an_answer_is_named(in_cell, cell, line):
    names = in_cell(cell)
    assert told(names, "f", "ab") == (
        f"`raise NotImplementedError` is still in your answer, line {line}: delete it"
    )


def test_the_stub_of_another_exercise_is_told_by_its_name(in_cell):
    in_cell("def clip(x):\n    raise NotImplementedError")
    names = in_cell("def f(x):\n    return clip(x)")
    said = told(names, "f", 1)
    assert said == "it needs your `clip`, which has no answer yet"
    assert is_no_answer(said)


def test_what_somebody_else_has_not_implemented_keeps_its_kind(in_cell):
    names = in_cell(
        "import collections.abc\ndef f(x):\n    return collections.abc.Set._hash(x)"
    )
    names["abstract"] = raise_it
    in_cell("def f(x):\n    return abstract()")
    assert told(names, "f", 1) == "NotImplementedError (line 2: return abstract())"


def raise_it():
    raise NotImplementedError


# Files


def test_the_file_of_a_class_or_object_is_that_of_its_methods(in_cell):
    names = in_cell("class A:\n    x = 1\n    def f(self): pass\ndef g(): pass")
    assert file_of(names["A"]) == file_of(names["A"]()) == file_of(names["g"])
    assert "ipykernel" in file_of(names["g"])


def test_a_builtin_has_no_file():
    assert file_of(len) == file_of(3) == ""
