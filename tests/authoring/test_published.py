"""An answer is found in whatever file of a web site it stands."""

import html

import nbformat
import pytest

from course.authoring.lesson import read_lesson
from course.authoring.published import leaks_in_folder

ANSWER = "half_of_it = x * 0.5\n    return half_of_it"
COLOURED = ANSWER.replace("half_of_it", "<span>half</span>_of_it")


def notebook(**parts) -> str:
    cell = nbformat.v4.new_code_cell(**parts)
    return nbformat.writes(nbformat.v4.new_notebook(cells=[cell]))


printed = [nbformat.v4.new_output("stream", text=f"def halve(x):\n    {ANSWER}")]
drawn = [nbformat.v4.new_output("display_data", {"text/html": f"<pre>{ANSWER}</pre>"})]
PLANTED = {
    "lessons/tiny.html": f"<pre>def halve(x):\n    {COLOURED}</pre>",
    "instructor.html": f"<p>Write:</p><code>{html.escape(ANSWER)}</code>",
    "index.html": f'<img alt="{ANSWER}">',
    "glossary.html": f'<a title="{" ".join(ANSWER.split())}">halving</a>',
    "_downloads/tiny.ipynb": notebook(source=f"def halve(x):\n    {ANSWER}"),
    "_downloads/run.ipynb": notebook(source="", outputs=printed),
    "_downloads/rich.ipynb": notebook(source="", outputs=drawn),
    "searchindex.js": f"Search.setIndex('{ANSWER}')",
}


@pytest.fixture
def site(write_course, tmp_path):
    """Return a function that writes a file of a site and searches all of it."""
    course = write_course()
    lesson = read_lesson(course / "source" / "01-tiny" / "tiny.py", course)
    folder = tmp_path / "site"

    def told(name: str, content: str | bytes) -> list[str]:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return [str(problem) for problem in leaks_in_folder([lesson], folder)]

    return told


@pytest.mark.parametrize("name", PLANTED)
def test_an_answer_is_found_with_its_place(site, name):
    assert site(name, PLANTED[name]) == [
        f"source/01-tiny/tiny.py:31: cell halve: the solution leaks into {name}"
    ]


def test_a_marker_that_is_left_in_a_lesson_is_found(site):
    (told,) = site("lessons/tiny.html", "<pre># BEGIN SOLUTION</pre>")
    assert told == "lessons/tiny.html:1: BEGIN SOLUTION is left"


def test_a_stub_and_a_picture_are_no_leak(site):
    assert (
        site("lessons/tiny.html", "<pre>def halve(x):\n    # YOUR CODE HERE</pre>")
        == []
    )
    assert site("_images/a.png", b"\x89PNG\r\n\x1a\n\xff") == []
