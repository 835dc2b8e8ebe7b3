"""The table of claims by text: a claim that does not hold is told."""

import importlib.util
import sys

import nbformat
import pytest
from support.mini_course import MAIN


@pytest.fixture(scope="module")
def claims():
    """Return the module, which lies beside a program."""
    path = MAIN / "benchmarks" / "claims.py"
    spec = importlib.util.spec_from_file_location("claims_by_text", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def entry(claims, less, more, says="the trained LSTM beats xz (bits)"):
    """Return an entry of the record with the two numbers of a claim."""
    (row,) = [row for row in claims.ROWS if row.says == says]
    return {"claims": {row.less: less, row.more: more}}


def test_a_claim_that_holds_is_no_problem(claims):
    assert not [*claims.not_true("nietzsche", "original", entry(claims, 2.0, 2.4))]


def test_a_claim_that_is_turned_round_is_told_with_its_numbers(claims):
    (told,) = claims.not_true("nietzsche", "default", entry(claims, 2.4, 1.1))
    assert told == "the trained LSTM beats xz (bits): not so, 2.4 against 1.1"


def test_a_claim_that_is_not_true_stands_out_on_the_page(claims):
    page = claims.page({"nietzsche": {"default": entry(claims, 2.4, 1.1)}})
    assert "not recorded | 2.4 against 1.1: **not so** |" in page


def test_a_number_that_was_not_recorded_is_told(claims):
    (told,) = claims.not_true("nietzsche", "default", {})
    assert told.endswith("nothing is recorded")


def test_the_numbers_are_those_beside_the_words(claims):
    cell = nbformat.v4.new_code_cell()
    lines = (
        "xz                   2.370 bits per character\ntrained for longer   2.078\n"
    )
    cell.outputs = [nbformat.v4.new_output("stream", text=lines)]
    notebook = nbformat.v4.new_notebook(cells=[cell])
    found = claims.printed("nietzsche", "original", notebook)
    assert found == {"xz ": 2.37, "trained for longer  ": 2.078}


def test_every_claim_has_its_line_on_the_page(claims):
    page = claims.page({"nietzsche": {"original": entry(claims, 2.0, 2.4)}})
    assert page.count("\n| ") == len(claims.ROWS) + 1
    assert "| 2 against 2.4: yes | not recorded |" in page
