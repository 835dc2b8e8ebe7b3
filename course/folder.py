"""Find the course folder and read its nbgrader_config.py."""

from __future__ import annotations

import re
from pathlib import Path
from zoneinfo import ZoneInfo

from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from course.errors import BuildError, CourseError

CONFIG = "nbgrader_config.py"
DUE_FILE = "DUE.txt"  # beside the released notebooks, and not in git
_CELL = re.compile(rb"^# %%", re.MULTILINE)  # what a lesson's text is made of


def course_root(start: Path) -> Path:
    """Return the nearest folder upwards from `start` that has an nbgrader_config.py."""
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / CONFIG).is_file():
            return folder
    raise BuildError(f"no course here: no {CONFIG} in {start.resolve()} or above it")


def course_config(root: Path) -> Config:
    """Return the configuration in `root`, without the user's own."""
    config: Config = PyFileConfigLoader(CONFIG, path=str(root)).load_config()
    config.CourseDirectory.root = str(root)
    return config


def is_lesson_text(path: Path) -> bool:
    """Return whether a file is the text of a lesson: Python with `# %%` cells.

    Every other module beside a notebook, such as an instructor's helper.py, is handed
    out with it. A file that cannot be read is treated as a text, with all the answers.
    """
    if path.suffix != ".py":
        return False
    try:
        return _CELL.search(path.read_bytes()) is not None
    except OSError:
        return path.is_file()


def lesson_texts(root: Path) -> list[Path]:
    """Return the texts of all lessons in source/, sorted."""
    found = sorted((root / "source").rglob("*.py"))
    return [path for path in found if is_lesson_text(path)]


def time_zone(config: Config) -> str:
    """Return the name of the zone of times that name none."""
    return str(config.Exchange.get("timezone", "UTC"))


def zone_named(name: str) -> ZoneInfo:
    """Return a time zone; raise CourseError if there is none of this name."""
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError) as error:
        message = f"there is no time zone {name}: write it as in Europe/Berlin"
        raise CourseError(message) from error


def gradebook_url(root: Path, config: Config) -> str:
    """Return the URL of the gradebook; relative paths start in the course folder."""
    # Not above: who only looks for a folder, as a zygote's parent, would wait for them.
    from nbgrader.coursedir import CourseDirectory
    from sqlalchemy.engine import make_url

    address = CourseDirectory(config=config).db_url
    url = make_url(address)
    if url.get_backend_name() == "sqlite" and url.database:
        path = Path(url.database)
        return address if path.is_absolute() else f"sqlite:///{root / path}"
    return address
