"""The zoo reads its cells, and says which of them it cannot read."""

import shutil
from pathlib import Path

import pytest

from course import zoo

LESSON = Path(__file__).parent.parent / "zoo" / "dinosaurs"


@pytest.fixture
def lesson(tmp_path):
    copied = tmp_path / "my zoo" / "dinosaurs"
    shutil.copytree(LESSON, copied)
    return copied


def test_changes_are_made_in_the_reference_line_by_line():
    reference = "def f(x):\n    y = x\n    return y"
    changes = "# - y = x\n# + y = 2\n# + y = y * x"
    expected = "def f(x):\n    y = 2\n    y = y * x\n    return y"
    assert zoo.changed(reference, changes) == expected


@pytest.mark.parametrize("line", ["return z", "y = 1"])
def test_a_change_must_mean_exactly_one_line(line):
    with pytest.raises(ValueError, match="the reference has"):
        zoo.changed("y = 1\ny = 1\nreturn y", f"# - {line}")


@pytest.mark.parametrize(
    ("cell", "complaint"),
    [
        ("# %% right: a title -> upper_side", "name a criterion"),
        ("# %% wrong: a title", "name a criterion"),
        ("# %% rihgt: a title", "neither right nor wrong"),
    ],
)
def test_a_malformed_cell_is_named(lesson, cell, complaint):
    text = f"{cell}\ndef clip(gradients, maxValue):\n    pass\n"
    with (lesson / "clip.py").open("a", encoding="utf-8") as file:
        file.write(text)
    with pytest.raises(ValueError, match=complaint):
        zoo.specimens(lesson)


def test_a_wrong_answer_that_passes_is_told(lesson, capsys):
    (lesson / "clip.py").write_text(
        "# %% right: a comprehension\n"
        "def clip(gradients, maxValue):\n"
        "    return {k: v.clip(-maxValue, maxValue) for k, v in gradients.items()}\n"
        "# %% wrong: not wrong at all -> upper_side\n"
        "def clip(gradients, maxValue):\n"
        "    return {k: g.clip(-maxValue, maxValue) for k, g in gradients.items()}\n",
        encoding="utf-8",
    )
    for exercise in ("sample", "optimize", "model"):
        text = (lesson / f"{exercise}.py").read_text(encoding="utf-8")
        first = "# %%" + text.split("# %%")[1]
        (lesson / f"{exercise}.py").write_text(first, encoding="utf-8")
    assert zoo.main([str(lesson)]) == 1
    assert "clip: not wrong at all: accepted" in capsys.readouterr().out
