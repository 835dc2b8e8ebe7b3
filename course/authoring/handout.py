"""Pack what students get into one zip file.

It holds the released notebooks, the pages that they link to, `utils` with its weights,
the environment and a README, but no answers and no checks; that is checked again before
anything is written. The same course gives the same bytes anywhere: nothing is
compressed, every file has one date.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path
from zipfile import ZipFile, ZipInfo

import nbformat

from course.authoring.leaks import leaks
from course.authoring.lesson import read_lesson
from course.authoring.problems import AuthorErrors
from course.authoring.release_folder import files_in, is_notebook_of_text
from course.errors import BuildError
from course.folder import CONFIG, DUE_FILE, course_config, lesson_texts
from course.judging.version import builds

FOLDER = "charlm-course"  # the folder that the archive unpacks to
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest date in a zip file
STUDENTS_NEED = [
    *("ipykernel", "ipywidgets", "jupyterlab", "nbgrader"),  # nbgrader has Validate
    *("keras", "matplotlib", "numpy", "pooch", "tensorflow"),
]
PAGES = ["cheat_sheet.md", "glossary.md"]  # of docs/: lessons link to them
REQUIREMENT = re.compile(r"([\w.-]+)(?:\[([^]]*)\])?")

PYPROJECT = """\
[build-system]
requires = {build}
build-backend = "hatchling.build"

[project]
name = "charlm-utils"
version = "{version}"
description = "What the lessons on character-level language models import"
requires-python = "{python}"
license = "{license}"
license-files = ["LICENSE"]
dependencies = {dependencies}

[tool.hatch.build.targets.wheel]
packages = ["utils"]
dev-mode-dirs = ["."]
"""

CONFIG_OF_STUDENTS = """\
# How Validate runs a lesson; nbgrader reads it where JupyterLab was started.
c = get_config()  # noqa: F821
"""


def pack(root: Path, output: Path) -> list[str]:
    """Write the archive and return the paths in it.

    Raises AuthorErrors if the release leaks an answer, and BuildError if a notebook is
    missing or belongs to no lesson, or if packages are not installed here that say what
    students have to install.
    """
    if missing := [name for name in STUDENTS_NEED if _required(name) is None]:
        raise BuildError(
            f"not installed here: {', '.join(missing)}; without them nobody knows what "
            "students have to install: run make setup"
        )
    _check_release(root)
    contents = dict(sorted(_contents(root)))
    output.parent.mkdir(parents=True, exist_ok=True)
    with ZipFile(output, "w") as archive:
        for path, content in contents.items():
            info = ZipInfo(f"{FOLDER}/{path}", LONG_AGO)
            info.create_system, info.external_attr = 3, 0o644 << 16
            archive.writestr(info, content)
    return list(contents)


def needed(names: Iterable[str]) -> set[str]:
    """Return these packages and all that they depend on, on any platform.

    A package that is not installed here is for another platform; it is not followed.
    """
    pending = [(name, "") for name in names]
    found: set[tuple[str, str]] = set()
    while pending:
        name, extra = pending.pop()
        if (name, extra) in found:
            continue
        found.add((name, extra))
        for line in _required(name) or []:
            requirement, _, marker = line.partition(";")
            wanted = re.search(r"extra\s*==\s*['\"]([^'\"]+)", marker)
            if wanted and wanted[1] != extra:
                continue
            match = REQUIREMENT.match(requirement)
            assert match is not None
            extras = [
                "",
                *(each.strip() for each in (match[2] or "").split(",") if each),
            ]
            pending += [(_canonical(match[1]), each) for each in extras]
    return {name for name, _ in found}


def _required(name: str) -> list[str] | None:
    """Return what a package asks for in any of its builds; None if it is missing."""
    for build in builds(name):
        with suppress(PackageNotFoundError):
            return requires(build) or []
    return None


def _check_release(root: Path) -> None:
    """Check the notebooks for answers again: somebody may have worked in them."""
    texts = lesson_texts(root)
    built = {_released(root, text): text for text in texts}
    existing = {
        path
        for path in files_in(root / "release")
        if path in built or is_notebook_of_text(path)
    }
    for path in sorted(built.keys() ^ existing):
        what = "missing" if path in built else "belongs to no lesson"
        raise BuildError(f"{path.relative_to(root)}: {what}; run course build")
    problems = []
    for path, text in built.items():
        released = nbformat.read(path, as_version=4)
        problems += leaks(read_lesson(text, root), released)
    if problems:
        raise AuthorErrors(problems)


def _contents(root: Path) -> Iterator[tuple[str, bytes]]:
    for folder in ("release", "utils"):
        for path in files_in(root / folder):
            yield path.relative_to(root).as_posix(), path.read_bytes()
    for page in PAGES:
        if (path := root / "docs" / page).is_file():
            yield f"docs/{page}", path.read_bytes()
    yield "LICENSE", (root / "LICENSE").read_bytes()
    yield "README.md", (root / "docs" / "students.md").read_bytes() + _due(root)
    yield CONFIG, _config(root).encode()
    yield "pyproject.toml", _pyproject(root).encode()
    yield "requirements.txt", _requirements(root).encode()


def _due(root: Path) -> bytes:
    """Return what the page for students says on due dates."""
    told = [path.read_text() for path in sorted(root.glob(f"release/*/{DUE_FILE}"))]
    return ("\n## Due\n\n" + "\n".join(told)).encode() if told else b""


def _config(root: Path) -> str:
    """Return the limits of Validate, which nbgrader would set too low for training."""
    limits = course_config(root).Validator.Execute.items()
    lines = [f"c.Validator.Execute.{name} = {limit!r}\n" for name, limit in limits]
    return CONFIG_OF_STUDENTS + "".join(lines)


def _pyproject(root: Path) -> str:
    """Return the project file of `utils`, with the version ranges of the course."""
    pyproject = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    project = pyproject["project"]
    ranges = [line for line in project["dependencies"] if _named(line) in STUDENTS_NEED]
    return PYPROJECT.format(
        build=_listed(pyproject["build-system"]["requires"]),
        version=project["version"],
        python=project["requires-python"],
        license=project["license"],
        dependencies=_listed(ranges),
    )


def _requirements(root: Path) -> str:
    """Return the part of the lock that students need, with its hashes."""
    lock = (root / "requirements.lock").read_text(encoding="utf-8")
    names = needed(STUDENTS_NEED)
    blocks = re.findall(r"^\S.*\n(?:[ \t].*\n)*", lock, flags=re.MULTILINE)
    return "".join(block for block in blocks if _named(block) in names)


def _released(root: Path, text: Path) -> Path:
    return root / "release" / text.parent.name / f"{text.stem}.ipynb"


def _named(requirement: str) -> str:
    match = REQUIREMENT.match(requirement)
    return _canonical(match[1]) if match else ""


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _listed(lines: list[str]) -> str:
    return "[\n" + "".join(f'    "{line}",\n' for line in lines) + "]"
