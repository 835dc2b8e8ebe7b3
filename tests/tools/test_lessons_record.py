"""The record of what lessons print: made from the present text, and what it says."""

import importlib.util
import sys
from dataclasses import replace

import pytest
from prose_numbers import declared_in
from support.mini_course import MAIN

from course.authoring.lesson import read_lesson

SOURCE = MAIN / "source" / "04-simpsons" / "simpsons.py"


@pytest.fixture(scope="module")
def benchmark():
    """Return the module, which is a program."""
    spec = importlib.util.spec_from_file_location(
        "lessons_benchmark", MAIN / "benchmarks" / "lessons.py"
    )
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def lesson():
    return read_lesson(SOURCE, MAIN)


@pytest.fixture
def entry(benchmark, lesson):
    """Return what is recorded of a run in which all numbers are as declared."""
    claims = declared_in(lesson).claims
    printed = {one.words: [float(one.text.replace(",", ""))] for one in claims}
    words = benchmark.claims
    compared = {words.RANDOM: 0.4, words.WHOLE: 2.3, words.COUNTING: 2.2}
    compared |= {words.SHORT: 2.3, words.LONGER: 1.3, "xz  ": 2.4}
    compared |= {"with the right name": 1.6, "with another name": 1.7}
    return {
        "made from": benchmark.made_from(lesson),
        "seconds": 40.0,
        "errors": 0,
        "stderr": 0,
        "printed": printed,
        "claims": compared,
    }


def problems(benchmark, lesson, entry, text="original") -> list[str]:
    return list(benchmark.check(lesson, {lesson.name: {text: entry}}))


def test_a_record_of_the_present_lesson_has_no_problem(benchmark, lesson, entry):
    assert problems(benchmark, lesson, entry) == []


def test_a_lesson_that_was_never_recorded_has_no_problem(benchmark, lesson):
    assert list(benchmark.check(lesson, {})) == []


def test_a_record_that_is_older_than_its_code_is_told_with_the_command(
    benchmark, lesson, entry
):
    entry["made from"] = "another"
    (told,) = problems(benchmark, lesson, entry)
    assert told.endswith("run python benchmarks/lessons.py --text original simpsons")


def test_a_number_that_is_no_longer_printed_is_told_with_its_line(
    benchmark, lesson, entry
):
    entry["printed"]["unique_words"] = [10_354.0]
    (told,) = problems(benchmark, lesson, entry)
    assert told.startswith("source/04-simpsons/simpsons.py:")
    assert "on the original text, 10,353 is 10354" in told


def test_a_number_of_the_original_is_not_compared_on_the_default(
    benchmark, lesson, entry
):
    entry["printed"]["unique_words"] = []
    assert problems(benchmark, lesson, entry, "default") == []


@pytest.mark.parametrize("what", ["errors", "stderr"])
def test_errors_and_stderr_are_told(benchmark, lesson, entry, what):
    entry[what] = 2
    (told,) = problems(benchmark, lesson, entry)
    assert f"cells with {what}: 2" in told


def test_the_digest_follows_code_imports_and_weights(benchmark, lesson):
    changed = [replace(lesson.cells[-1], kind="code", source="x = 1")]
    other = replace(lesson, cells=[*lesson.cells[:-1], *changed])
    assert benchmark.made_from(other) != benchmark.made_from(lesson)
    assert "utils.tavern_words" in benchmark._modules("from utils import corpora")


def test_prose_does_not_make_a_record_old(benchmark, lesson):
    cells = [replace(lesson.cells[0], source="# Another title"), *lesson.cells[1:]]
    assert benchmark.made_from(replace(lesson, cells=cells)) == benchmark.made_from(
        lesson
    )


def test_a_comment_does_not_make_a_record_old(benchmark, tmp_path):
    module = tmp_path / "module.py"
    digests = []
    for code in ("x = 1\n", "x = 1  # one\n", "x = 2\n"):
        module.write_text(code, encoding="utf-8")
        benchmark._digest.cache_clear()
        digests.append(benchmark._digest(module))
    assert digests[0] == digests[1] != digests[2]


def test_a_claim_that_is_turned_round_is_told(benchmark, lesson, entry):
    entry["claims"][benchmark.claims.LONGER] = 1.77
    entry["claims"][benchmark.claims.COUNTING] = 1.36
    told = problems(benchmark, lesson, entry, "default")
    assert len(told) == 1 and "beats counting (bits): not so, 1.77 against" in told[0]
