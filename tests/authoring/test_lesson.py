"""Reading the text of a lesson."""

import jupytext
import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.authoring.lesson import AuthorErrors, as_notebook, read_lesson


@pytest.fixture
def read(write_course):
    def read(*edits, text=""):
        root = write_course(*edits, text=text)
        return read_lesson(root / "source" / "01-tiny" / "tiny.py", root)

    return read


@pytest.fixture
def complaint(read):
    def complaint(*edits, text=""):
        with pytest.raises(AuthorErrors) as caught:
            read(*edits, text=text)
        (problem,) = caught.value.problems
        return str(problem)

    return complaint


def test_a_cell_knows_the_line_of_its_marker(read):
    assert [cell.line for cell in read().cells] == [1, 6, 13, 28, 35, 48]


def test_a_marker_in_a_string_starts_no_cell(read):
    lesson = read(("x + x + 0", '"""\n# %% no cell\n"""'))
    assert len(lesson.cells) == 6


def test_a_marker_in_a_fence_starts_no_cell(read):
    lesson = read(("# The size", "# ```\n# # %% no cell\n# ```\n# The size"))
    assert len(lesson.cells) == 6


def test_cell_ids_come_from_the_grade_id_or_the_position(read):
    ids = [cell.id for cell in as_notebook(read()).cells]
    assert ids == [
        "markdown-001",
        "double",
        "test_double",
        "halve",
        "test_halve",
        "code-006",
    ]


def test_the_notebook_is_valid(read):
    nbformat.validate(as_notebook(read()))


def test_the_notebook_has_no_jupytext_metadata(read):
    header = (
        "# ---\n# jupyter:\n#   jupytext:\n#     formats: ipynb,py:percent\n# ---\n"
    )
    notebook = as_notebook(read(("# %% [markdown]", header + "# %% [markdown]")))
    assert set(notebook.metadata) == {"kernelspec", "language_info"}


def test_tags_survive(read):
    cells = as_notebook(read()).cells
    assert cells[-1].metadata.tags == ["skip-when-grading"]
    assert cells[2].metadata.tags == ["raises-exception"]


def test_titles_and_blank_lines_leave_no_trace(read):
    plain = as_notebook(read())
    spaced = as_notebook(
        read(
            ("# %% [markdown]", "# %% [markdown]\n"), ("# %% tags", "\n\n\n# %% T tags")
        )
    )
    assert spaced == plain


def test_windows_line_ends_make_the_same_lesson(read, write_course):
    root = write_course()
    path = root / "source" / "01-tiny" / "tiny.py"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert as_notebook(read_lesson(path, root)) == as_notebook(read())


def test_text_that_is_not_utf8_is_named_with_its_line(write_course):
    root = write_course()
    path = root / "source" / "01-tiny" / "tiny.py"
    path.write_bytes(path.read_bytes().replace("ö".encode(), "ö".encode("latin-1")))
    with pytest.raises(AuthorErrors, match=r"tiny\.py:4: not UTF-8: byte 0xf6"):
        read_lesson(path, root)


def test_text_that_is_not_python_is_named_with_its_line(complaint):
    told = complaint(("return half_of_it", "return half of it"))
    assert told == "source/01-tiny/tiny.py:32: not valid Python: invalid syntax"


def test_text_before_the_first_marker_is_named(complaint):
    told = complaint(("# %% [markdown]", "import sys\n# %% [markdown]"))
    assert "tiny.py:1: text before the first # %%" in told


def test_text_without_markers_is_named(complaint):
    assert "no cell starts with # %%" in complaint(text="x = 1\n")


def test_options_that_are_no_json_are_named(complaint):
    told = complaint(('"solution": true}', '"solution": tru}'))
    assert "tiny.py:6: cell code-002: the options of the cell are not valid" in told


def test_an_unknown_kind_of_cell_is_named(complaint):
    told = complaint(("[markdown]", "[makdown]"))
    assert told.endswith("tiny.py:1: cell code-001: unknown kind of cell: [makdown]")


def test_an_unknown_option_is_named(complaint):
    assert "cell code-006: unknown option 'tag'" in complaint(
        ('tags=["skip', 'tag=["skip')
    )


def test_a_tag_that_is_no_list_is_named(complaint):
    told = complaint(('tags=["skip-when-grading"]', 'tags="skip-when-grading"'))
    assert told.startswith("source/01-tiny/tiny.py:48: not a py:percent text: ")


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", " [markdown]"]),
            st.lists(st.sampled_from(["x = 1", "", "# a", "if x:\n    y = 2"])),
        ),
        min_size=1,
    )
)
def test_any_percent_text_gives_the_cells_that_jupytext_reads(tmp_path_factory, cells):
    text = ""
    for kind, lines in cells:
        body = [f"# {x}" for x in lines if "\n" not in x] if kind else lines
        text += "\n".join([f"# %%{kind}", *body, "", ""])
    path = tmp_path_factory.mktemp("any") / "source" / "01" / "any.py"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    lesson = read_lesson(path, path.parents[2])
    read = jupytext.reads(text, fmt="py:percent")
    assert [c.source for c in lesson.cells] == [
        c.source.strip("\n") for c in read.cells
    ]
    lines = text.split("\n")
    assert all(lines[cell.line - 1].startswith("# %%") for cell in lesson.cells)
