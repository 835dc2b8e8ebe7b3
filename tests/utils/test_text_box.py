"""A line that is typed is answered; where nobody can type, a call is named."""

import pytest

from utils.text_box import TextBox


def shout(line):
    if not line:
        raise ValueError("give a line")
    print(line.upper() + "!")


@pytest.fixture
def box():
    return TextBox(shout, "First line", 'shout("…")')


def test_a_line_is_answered(box):
    controls = box.controls()
    (field, _), answer = controls.children[0].children, controls.children[1]
    field.value = "a <b>"
    assert "A &lt;B&gt;!" in answer.value


def test_the_button_asks_again(box):
    controls = box.controls()
    (_, button), answer = controls.children[0].children, controls.children[1]
    button.click()
    assert "give a line" in answer.value


@pytest.mark.parametrize("variable", ["NBGRADER_EXECUTION", "NBGRADER_VALIDATING"])
def test_where_nobody_can_type_a_call_is_named(box, monkeypatch, variable):
    monkeypatch.setenv(variable, "1")
    bundle = box._repr_mimebundle_()
    assert set(bundle) == {"text/plain"}
    assert 'shout("…")' in bundle["text/plain"]


def test_a_notebook_shows_the_field_and_an_exported_page_the_call(box):
    bundle = box._repr_mimebundle_()
    assert 'shout("…")' in bundle["text/plain"] and len(bundle) > 1
