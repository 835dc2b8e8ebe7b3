"""Fill in the cell with which a lesson gets `utils` on Colab, where it is alone.

A lesson's text has it as the one line `MARK`, before its imports. The place is the one
named in pyproject.toml, as the Repository among the project's urls. While none is
named, the cell does nothing, and the lesson's own message says what to do.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

MARK = "# The build puts here how to get `utils` on Colab."
BEGINNING = "# On Colab: get `utils` from where the course is public.\n"
CELL = (
    BEGINNING
    + """import importlib.util
import io
import sys
import zipfile
from pathlib import Path
from urllib.request import urlopen

COURSE = "{address}"
if COURSE and importlib.util.find_spec("utils") is None:
    try:
        with urlopen(f"{{COURSE}}/archive/HEAD.zip", timeout=60) as answer:
            archive = zipfile.ZipFile(io.BytesIO(answer.read()))
        archive.extractall()
        folder = Path(archive.namelist()[0]).parts[0]
        sys.path.insert(0, str(Path(folder).resolve()))
        importlib.invalidate_caches()
    except (OSError, zipfile.BadZipFile) as error:
        print(f"{{COURSE}} did not give `utils` ({{error}}): is it public?")"""
)


def filled(source: str, root: Path) -> str:
    """Return the source of a cell; the marked one gets the code, with the place."""
    if source != MARK:
        return source
    return CELL.format(address=public_address(root))


def is_filled(source: str) -> bool:
    """Return whether this is the cell that gets `utils`."""
    return source.startswith(BEGINNING)


def public_address(root: Path) -> str:
    """Return where the course in `root` is public; empty if no place is named."""
    path = root / "pyproject.toml"
    if not path.is_file():
        return ""
    project = tomllib.loads(path.read_text(encoding="utf-8")).get("project", {})
    return str(project.get("urls", {}).get("Repository", "")).rstrip("/")
