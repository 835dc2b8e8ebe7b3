"""Of the files beside a notebook, autograded/ and feedback/ keep the small ones."""

from pathlib import Path

import pytest

from course.grading.beside import MAX_BESIDE, keep_little_beside


@pytest.fixture
def graded(tmp_path: Path) -> Path:
    sizes = {
        "lesson.ipynb": 3 * MAX_BESIDE,
        "lesson.html": 3 * MAX_BESIDE,
        "timestamp.txt": 30,
        "plots/loss.png": MAX_BESIDE // 2,
        "a.csv": MAX_BESIDE,
        "b.csv": MAX_BESIDE,
    }
    for name, size in sizes.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(bytes(size))
    return tmp_path


def test_the_small_files_stay_and_all_notebooks_and_pages(graded: Path):
    keep_little_beside(graded)
    left = {p.relative_to(graded).as_posix() for p in graded.rglob("*") if p.is_file()}
    assert left == {"lesson.ipynb", "lesson.html", "timestamp.txt", "plots/loss.png"}


def test_one_file_under_many_names_counts_as_often(graded: Path):
    for number in range(9):
        (graded / f"{number}.png").hardlink_to(graded / "plots/loss.png")
    keep_little_beside(graded)
    assert len(list(graded.rglob("*.png"))) == 1
