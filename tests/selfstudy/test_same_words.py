"""An error is told in the same words in a notebook, by `%check` and in grading."""

import pytest
from IPython.core.interactiveshell import InteractiveShell

from course.selfstudy import live
from course.selfstudy.check import check
from utils import checking
from utils.checking import ChecksFailed

STUB = 'def double(x):\n    """Say twice x."""\n    # YOUR CODE HERE\n'
ANSWERS = {
    "an error": "def double(x):\n    y = 0\n    return x / y",
    "an error of a library": "import json\ndef double(x):\n    return json.loads('{')",
    "an error of a helper": (
        "def half(x):\n    return x.half\n\ndef double(x):\n    return half(x)"
    ),
    "a module of one's own": "def double(x):\n    import mine_alone\n    return x",
    "no answer": f"{STUB}    raise NotImplementedError",
    "a stub that was left": f"{STUB}    y = 2 * x\n    raise NotImplementedError",
    "another's NotImplementedError": (
        "def double(x):\n    raise NotImplementedError('only for 2')"
    ),
    "colours": "def double(x):\n    raise ValueError('\\x1b[31mred\\x1b[0m')",
    "wrong arguments": "def double():\n    return 2",
    "a class": "class double:\n    def __init__(self, x):\n        self.y = x.y",
}


def told_by_the_cell_below(sums, answer, monkeypatch):
    """Return what is told in a notebook that has run the answer's cell."""
    monkeypatch.setattr(checking, "_show", lambda report: None)
    shell = InteractiveShell()
    shell.run_cell(answer).raise_error()
    with pytest.raises(ChecksFailed) as failed:
        shell.run_cell(sums.test_cell("double"), silent=True).raise_error()
    return failed.value.report.hints()[0], shell.user_ns


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_the_first_words_are_the_same_everywhere(sums, answered, answer, monkeypatch):
    below, names = told_by_the_cell_below(sums, answer, monkeypatch)
    by_magic = live.judged(sums, "double", names).report.hints()[0]
    [cell] = [cell for cell in answered.cells if cell.get("id") == "double"]
    cell.source = answer
    graded = check(answered, sums, "double").verdicts["double"].report.hints()[0]
    assert below == by_magic == graded
