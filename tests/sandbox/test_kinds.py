"""Courses share a zygote if their kernels see the same, and only then."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from course.content import Content, default_content
from course.sandbox.zygote_process import Kind


def with_folder(name: str) -> Callable[[Content], Content]:
    def change(content: Content) -> Content:
        (content.root / name).mkdir()
        return content

    return change


CHANGES = {
    "a library of its own": with_folder("utils"),
    "criteria of its own to hide": with_folder("checks"),
    "data": lambda content: replace(content, data=(("TEXTS", "texts"),)),
    "variables": lambda content: replace(content, environment=(("A", "1"),)),
}


@pytest.fixture
def elsewhere(tmp_path: Path) -> Content:
    """Return our course's values for a folder with nothing in it."""
    return replace(default_content(), root=tmp_path)


def test_a_course_in_another_folder_shares_the_zygote(elsewhere):
    assert {Kind((), True, elsewhere)} == {Kind((), True, default_content())}


@pytest.mark.parametrize("change", CHANGES)
def test_a_course_whose_kernels_see_something_else_does_not(elsewhere, change):
    before = Kind((), True, elsewhere)
    assert Kind((), True, CHANGES[change](elsewhere)) != before


def test_neither_do_other_modules_or_a_kernel_without_a_sandbox(elsewhere):
    sealed = Kind((), True, elsewhere)
    assert sealed not in (Kind((), False, elsewhere), Kind(("json",), True, elsewhere))


def test_a_kind_that_was_sent_as_json_is_the_same_kind():
    kind = Kind(("json",), True, default_content())
    assert Kind.from_values(json.loads(json.dumps(kind.values()))) == kind
