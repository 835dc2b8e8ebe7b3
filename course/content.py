"""Describe the content of a course: its checks, and what its kernels provide.

`nbgrader_config.py` sets it as `c.CourseContent`; the machinery reads it from here and
knows no lesson by name. `Content` is the same as plain data: it travels with a task to
the worker that grades it, and paths are resolved there.
"""

from __future__ import annotations

import importlib.util
import os
import re
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from traitlets import Dict, List, Unicode
from traitlets.config import Config, Configurable

from course.errors import BuildError, CourseError
from course.folder import CONFIG, course_root

TENSORFLOW = {r"\b(tensorflow|keras)\b": ["tensorflow", "keras", "keras.layers"]}
# No log of TensorFlow, no GPU, and few threads: many kernels share the cores.
QUIET = {
    "KERAS_BACKEND": "tensorflow",
    "CUDA_VISIBLE_DEVICES": "-1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_ENABLE_ONEDNN_OPTS": "1",  # as utils.quiet does it for readers
    "TF_NUM_INTRAOP_THREADS": "2",
    "TF_NUM_INTEROP_THREADS": "2",
    "CHARLM_OFFLINE": "1",
}


class CourseContent(Configurable):
    """Where the content of a course is, and what its kernels provide."""

    checks = Unicode(
        "checks",
        help="The folder of the hidden criteria: <notebook>/ or <notebook>.py.",
    ).tag(config=True)
    library = List(
        Unicode(),
        ["utils"],
        help="Packages that kernels can import: folders of the course, or names.",
    ).tag(config=True)
    concealed = List(
        Unicode(),
        ["course", "checks"],
        help="Packages that no kernel sees, wherever they are installed.",
    ).tag(config=True)
    preload = Dict(
        TENSORFLOW,
        help="Modules that kernels import in advance: pattern in the code -> modules.",
    ).tag(config=True)
    data = Dict(
        {"COURSE_DATA": "$COURSE_DATA"},
        help="Folders that kernels may read: environment variable -> folder.",
    ).tag(config=True)
    environment = Dict(QUIET, help="Environment variables of every kernel.").tag(
        config=True
    )
    demo = Unicode("", help="The file with the class of `course demo`.").tag(
        config=True
    )
    releases = Unicode(
        "",
        help="The file that tells older releases; `course build` updates it, if it is "
        "there.",
    ).tag(config=True)


@dataclass(frozen=True)
class Content:
    """The values of `CourseContent` for the course in `root`, as plain data."""

    root: Path
    checks: str = "checks"
    library: tuple[str, ...] = ("utils",)
    concealed: tuple[str, ...] = ("course", "checks")
    preload: tuple[tuple[str, tuple[str, ...]], ...] = ()
    data: tuple[tuple[str, str], ...] = ()
    environment: tuple[tuple[str, str], ...] = ()
    demo: str = ""
    releases: str = ""

    @property
    def checks_folder(self) -> Path:
        """The folder of the hidden criteria, which may not exist."""
        return self.root / self.checks

    @property
    def releases_file(self) -> Path | None:
        """The record of all releases, which may not exist."""
        return self.root / self.releases if self.releases else None

    @property
    def library_folders(self) -> dict[str, Path]:
        """The packages that kernels can import, by name."""
        return {Path(given).name: _package(self.root, given) for given in self.library}

    @property
    def concealed_folders(self) -> list[Path]:
        """All folders that kernels must not see."""
        found = {self.checks_folder.resolve()}
        for name in self.concealed:
            found |= set(_installed(name))
        return sorted(found)

    @property
    def data_folders(self) -> dict[str, Path]:
        """The folders that kernels may read, by environment variable."""
        folders = {name: os.path.expandvars(folder) for name, folder in self.data}
        return {
            name: (self.root / Path(folder).expanduser()).resolve()
            for name, folder in folders.items()
            if folder.strip() and not folder.startswith("$")
        }

    @property
    def seen_by_kernels(self) -> tuple[Hashable, ...]:
        """What kernels see of these values: courses with equal ones share zygotes."""
        return (
            tuple(self.library_folders.items()),
            tuple(self.data_folders.items()),
            self.environment,
            tuple(folder for folder in self.concealed_folders if folder.is_dir()),
        )

    def preloaded(self, code: str) -> tuple[str, ...]:
        """Return the modules that a kernel for `code` imports in advance.

        What is not installed is left to the code, which may only speak of it.
        """
        named = self._named_in(code)
        return tuple(name for name in named if _spec(name.partition(".")[0]))

    def not_installed(self, code: str) -> tuple[str, ...]:
        """Return the packages that a kernel for `code` would import, but cannot."""
        packages = (name.partition(".")[0] for name in self._named_in(code))
        return tuple(dict.fromkeys(name for name in packages if not _spec(name)))

    def _named_in(self, code: str) -> tuple[str, ...]:
        found = [names for pattern, names in self.preload if re.search(pattern, code)]
        return tuple(dict.fromkeys(name for names in found for name in names))

    def here(self) -> Content:
        """Return the same for this machine, where the course may be elsewhere."""
        return self if self.root.is_dir() else replace(self, root=course_root(Path()))

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> Content:
        """Return the content of these values, with its root, as read from JSON."""
        frozen = {name: _frozen(value) for name, value in values.items()}
        return cls(**{**frozen, "root": Path(values["root"])})

    def without_root(self) -> dict[str, Any]:
        """Return the values without the root, as a dictionary."""
        return {name: value for name, value in asdict(self).items() if name != "root"}


def content_of(root: Path, config: Config) -> Content:
    """Return the content that `config` sets for the course in `root`.

    Raises BuildError, with the line of the configuration, if something does not exist.
    """
    given = CourseContent(config=config)
    options = given.trait_names(config=True)
    values = {name: _frozen(getattr(given, name)) for name in options}
    content = Content(root, **values)
    for problem in _problems(content, config.get("CourseContent", {})):
        raise BuildError(problem)
    return content


def default_content() -> Content:
    """Return the default content, of the course that contains this package."""
    return content_of(Path(__file__).resolve().parents[1], Config())


def misconfigured(content: Content, option: str, problem: str) -> str:
    """Return a line on a problem with an option, and where it is set."""
    path = content.root / CONFIG
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    lines = text.splitlines()
    name = f"CourseContent.{option}"
    found = [number for number, line in enumerate(lines, 1) if name in line]
    place = f"{path}:{found[-1]}" if found else str(path)
    return f"{place}: {name}: {problem}"


def _problems(content: Content, configured: Mapping[str, Any]) -> Iterator[str]:
    """Yield one line for each problem with the configured values."""
    if "checks" in configured and not content.checks_folder.is_dir():
        yield misconfigured(content, "checks", f"there is no folder {content.checks}")
    for name in content.library:
        try:
            _package(content.root, name)
        except CourseError as error:
            yield misconfigured(content, "library", str(error))
    for pattern, modules in content.preload if "preload" in configured else ():
        try:
            re.compile(pattern)
        except re.error as error:
            problem = f"{pattern!r} is not a regular expression: {error}"
            yield misconfigured(content, "preload", problem)
        for name in modules:
            if _spec(name.partition(".")[0]) is None:
                yield misconfigured(content, "preload", f"there is no package {name}")
    if "data" in configured:
        for name, folder in content.data_folders.items():
            if not folder.is_dir():
                yield misconfigured(
                    content, "data", f"{name}: there is no folder {folder}"
                )


def _package(root: Path, given: str) -> Path:
    """Return the folder of a package, in the course or else as installed."""
    if (root / given).is_dir():
        return (root / given).resolve()
    for folder in _installed(given) if given.isidentifier() else ():
        return folder
    raise CourseError(f"there is no package {given}, here or installed")


def _installed(name: str) -> list[Path]:
    """Return the folders, or the file, of a package; empty if not installed."""
    spec = _spec(name)
    if spec is None:
        return []
    if spec.submodule_search_locations is not None:
        return [Path(place).resolve() for place in spec.submodule_search_locations]
    return [Path(spec.origin).resolve()] if spec.origin else []


def _spec(name: str) -> Any:
    try:
        return importlib.util.find_spec(name)
    except (ImportError, ValueError):
        return None


def _frozen(value: Any) -> Any:
    """Return a value with tuples for lists, and tuples of pairs for dictionaries."""
    if isinstance(value, dict):
        value = list(value.items())
    return tuple(map(_frozen, value)) if isinstance(value, list | tuple) else str(value)
