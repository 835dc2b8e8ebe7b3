"""A version is written into all places, or into none."""

import datetime
import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DAY = datetime.date(2026, 12, 1)
FILES = {
    "pyproject.toml": '[project]\nname = "x"\nversion = "0.1.0"\n',
    "CITATION.cff": "cff-version: 1.2.0\nversion: 0.1.0\n",
    "CHANGELOG.md": "# Changes\n\n## Unreleased\n\n- New.\n\n## 0.1.0\n\n- Old.\n",
}


@pytest.fixture(scope="module")
def publish():
    spec = importlib.util.spec_from_file_location("publish", ROOT / "tools/publish.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def course(tmp_path):
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def contents(course: Path) -> dict[str, str]:
    return {name: (course / name).read_text(encoding="utf-8") for name in FILES}


def test_a_version_is_written_into_all_places(publish, course):
    publish.number(course, "0.2.0", DAY)
    written = contents(course)
    assert 'version = "0.2.0"' in written["pyproject.toml"]
    assert written["CITATION.cff"] == "cff-version: 1.2.0\nversion: 0.2.0\n"
    assert written["CHANGELOG.md"] == (
        "# Changes\n\n## Unreleased\n\n## 0.2.0 (2026-12-01)\n\n- New.\n\n"
        "## 0.1.0\n\n- Old.\n"
    )


@pytest.mark.parametrize("version", ["0.1.0", "0.0.9", "1.0", "v2.0.0", ""])
def test_a_version_that_is_none_or_not_newer_changes_nothing(publish, course, version):
    with pytest.raises(ValueError):
        publish.number(course, version, DAY)
    assert contents(course) == FILES


def test_a_version_without_news_changes_nothing(publish, course):
    empty = FILES["CHANGELOG.md"].replace("- New.\n\n", "")
    (course / "CHANGELOG.md").write_text(empty, encoding="utf-8")
    with pytest.raises(ValueError, match="nothing under"):
        publish.number(course, "0.2.0", DAY)
    assert contents(course) == {**FILES, "CHANGELOG.md": empty}


def test_the_course_has_one_version(publish):
    found = {
        re.search(pattern, (ROOT / name).read_text(encoding="utf-8"))[2]
        for name, pattern in publish.IN.items()
    }
    assert len(found) == 1
