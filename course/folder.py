"""The course folder: where it is, and what its nbgrader_config.py says."""

from __future__ import annotations

from pathlib import Path

from nbgrader.coursedir import CourseDirectory
from sqlalchemy.engine import make_url
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from course.errors import BuildError

CONFIG = "nbgrader_config.py"


def course_root(start: Path) -> Path:
    """The course folder around `start`: the first upwards that nbgrader would read."""
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / CONFIG).is_file():
            return folder
    raise BuildError(f"no course here: no {CONFIG} in {start.resolve()} or above it")


def course_config(root: Path) -> Config:
    """The configuration in `root`, without anybody's personal one."""
    config: Config = PyFileConfigLoader(CONFIG, path=str(root)).load_config()
    config.CourseDirectory.root = str(root)
    return config


def gradebook_url(root: Path, config: Config) -> str:
    """The address of the gradebook; a relative path is one in the course folder."""
    address = CourseDirectory(config=config).db_url
    url = make_url(address)
    if url.get_backend_name() == "sqlite" and url.database:
        path = Path(url.database)
        return address if path.is_absolute() else f"sqlite:///{root / path}"
    return address
