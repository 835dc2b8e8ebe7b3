"""A number in a lesson's prose is kept true, or it is refused."""

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from prose_numbers import (
    Claim,
    counts,
    declared_in,
    lint_numbers,
    numbers_in,
    printed_for,
)
from support.mini_course import MAIN

from course.authoring.lesson import as_notebook, read_lesson

CODE = "\n\n# %%\nsteps = 300\nprint(steps)\n"


@pytest.fixture
def lesson(tmp_path):
    """Return a function that makes a lesson of some prose, and of a cell with 300."""

    def lesson_of(prose: str, declared: str = ""):
        path = tmp_path / "source" / "00-a" / "a.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        block = f"\n#\n# <!-- numbers\n# {declared}\n# -->" if declared else ""
        path.write_text(f"# %% [markdown]\n# {prose}{block}{CODE}", encoding="utf-8")
        return read_lesson(path, tmp_path)

    return lesson_of


def messages(lesson) -> list[str]:
    return [problem.message for problem in lint_numbers(lesson)]


@pytest.mark.parametrize(
    ("prose", "found"),
    [
        ("It needs 2.08 bits, or 22,001 steps.", ["2.08", "22,001"]),
        ("See section 7.3, lessons 1 and 2, Figure 4 and exercise 12.", []),
        ("Here $x = 17$ and `range(18)`, in [part 2](../02-part/part.ipynb).", ["2"]),
        ("C. Shannon (1951), and in about **40 seconds**.", []),
        ("The GRU4 and x3 have no numbers.", []),
        ("Nine tenths, 90%, of it.", ["90"]),
    ],
)
def test_numbers_are_found_in_prose_and_not_in_mathematics_or_numbering(prose, found):
    assert numbers_in(prose) == found


def test_a_number_of_the_code_needs_no_declaration(lesson):
    assert messages(lesson("It takes 300 steps, from 0 to 1.")) == []


def test_a_number_that_nothing_keeps_true_is_refused_with_its_place(lesson):
    (problem,) = lint_numbers(lesson("It needs 2.5 bits."))
    assert str(problem) == (
        "source/00-a/a.py:1: cell markdown-001: nothing keeps the number 2.5 true: "
        "declare it"
    )


@pytest.mark.parametrize(
    "declared", ['2.5 ±0.1 "the loss"', '2.5 "the loss"', "constant 2.5"]
)
def test_a_declared_number_is_accepted(lesson, declared):
    assert messages(lesson("It needs 2.5 bits.", declared)) == []


def test_a_number_of_the_original_is_said_to_be(lesson):
    declared = 'original 2.5 "the loss"'
    assert messages(lesson("On the original, it needs 2.5 bits.", declared)) == []
    (told,) = messages(lesson("It needs 2.5 bits.", declared))
    assert told == "2.5 holds on the original: its paragraph says so"


@pytest.mark.parametrize(
    ("declared", "told"),
    [
        ("constant 2.5 2.6", "the prose does not have the declared number 2.6"),
        ("constnat 2.5", "cannot read this about numbers: constnat 2.5"),
    ],
)
def test_a_wrong_declaration_is_told(lesson, declared, told):
    assert told in messages(lesson("It needs 2.5 bits.", declared))


def test_the_kinds_are_counted(lesson):
    prose = "On the original 3.1, else 2.5 after 300 steps (1951), **5 seconds**, 77."
    declared = '2.5 "loss"\n# original 3.1 "on"\n# constant 77'
    assert counts(lesson(prose, declared)) == {
        "setting": 1,
        "checked": 1,
        "original": 1,
        "time": 1,
        "constant": 1,
    }


def test_what_is_declared_is_not_in_the_notebook(lesson):
    nb = as_notebook(lesson("It needs 2.5 bits.", "constant 2.5"))
    assert nb.cells[0].source == "It needs 2.5 bits."


def printed(*texts, **data):
    """Return a notebook: a cell that prints, prose, and another cell that prints."""
    cells = [new_code_cell("")]
    cells[0].outputs = [new_output("stream", text=text) for text in texts]
    cells[0].outputs += [
        new_output("display_data", data={f"text/{kind}": text})
        for kind, text in data.items()
    ]
    later = new_code_cell("")
    later.outputs = [new_output("stream", text="later 9.5\n")]
    return new_notebook(cells=[*cells, new_markdown_cell("prose"), later])


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("norm 5", [2.62]),
        ("names", [1536.0]),
        ("whole scenes…at 0 to", [1.31]),
        ("later", [9.5]),
        ("nowhere", []),
    ],
)
def test_a_claim_is_compared_with_the_numbers_beside_its_words(words, numbers):
    text = "no clipping 4.67 bits\nnorm 5      2.62 bits\n1,536 names\n"
    alt = '<img alt="Lines. whole scenes: from 4.6 at 0 to 1.31 at 20.">'
    assert printed_for(Claim(1, "1", words), printed(text, html=alt)) == numbers


@pytest.mark.parametrize(
    ("text", "tolerance", "found", "holds"),
    [
        ("2.62", 0.05, [2.60], True),
        ("2.62", 0.05, [2.70], False),
        ("22,001", 0, [22001.0], True),
        ("2.62", 9, [], False),
    ],
)
def test_a_claim_holds_within_its_tolerance(text, tolerance, found, holds):
    assert Claim(0, text, "words", tolerance).holds_for(found) is holds


@pytest.mark.parametrize("path", sorted((MAIN / "source").glob("*/*.py")), ids=str)
def test_every_number_of_our_lessons_is_kept_true(path):
    lesson = read_lesson(path, MAIN)
    assert lint_numbers(lesson) == []
    claims = declared_in(lesson).claims
    assert len({(one.text, one.words) for one in claims}) == len(claims)
