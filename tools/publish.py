"""Make a version of the course: number, CHANGELOG, what students get, web site.

    python tools/publish.py 0.2.0

Writes the version into pyproject.toml and CITATION.cff, and into CHANGELOG.md in the
place of "Unreleased". Then builds dist/charlm-course-<version>.zip and site/. It
commits and uploads nothing: the last line says what is left to do.
"""

from __future__ import annotations

import argparse
import datetime
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COURSE = Path(sys.executable).with_name("course")
IN = {
    "pyproject.toml": r'(?m)^(version = ")([\d.]+)(")$',
    "CITATION.cff": r"(?m)^(version: )([\d.]+)()$",
}


def main() -> int:
    """Make the version; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("version", help="as in 0.2.0")
    parser.add_argument("--no-site", action="store_true", help="build no web site")
    asked = parser.parse_args()
    if changed := _git("status", "--porcelain"):
        parser.error(f"commit first, or stash:\n{changed}")
    try:
        number(ROOT, asked.version, datetime.date.today())
    except ValueError as error:
        parser.error(str(error))
    archive = ROOT / "dist" / f"charlm-course-{asked.version}.zip"
    commands: list[list[str | Path]] = [
        [COURSE, "build", "--check"],
        [COURSE, "pack", "--output", archive],
    ]
    if not asked.no_site:
        commands.append([sys.executable, "tools/website.py"])
    for command in commands:
        if code := subprocess.run(command, cwd=ROOT).returncode:
            print("nothing was published; `git checkout .` takes the version back")
            return code
    print(
        f"{archive.relative_to(ROOT)} is what students get. Look at it, then: "
        f"git commit -am 'Version {asked.version}' && git tag v{asked.version}"
    )
    return 0


def number(root: Path, version: str, date: datetime.date) -> None:
    """Write a version into all places; raise ValueError, and then change nothing."""
    if not re.fullmatch(r"\d+\.\d+\.\d+", version):
        raise ValueError(f"not a version: {version!r} is not like 0.2.0")
    texts = {name: (root / name).read_text(encoding="utf-8") for name in IN}
    for name, pattern in IN.items():
        place = re.search(pattern, texts[name])
        if not place:
            raise ValueError(f"{name} has no version")
        if _parts(version) <= _parts(place[2]):
            raise ValueError(f"{name} has {place[2]} already: {version} is not newer")
        texts[name] = re.sub(pattern, rf"\g<1>{version}\g<3>", texts[name], count=1)
    texts["CHANGELOG.md"] = with_version(
        (root / "CHANGELOG.md").read_text(encoding="utf-8"), version, date
    )
    for name, text in texts.items():
        (root / name).write_text(text, encoding="utf-8")


def with_version(changes: str, version: str, date: datetime.date) -> str:
    """Return the list of changes with a version in the place of "Unreleased"."""
    head, mark, rest = changes.partition("## Unreleased\n")
    news = rest.split("\n## ", 1)[0].strip()
    if not mark or not news:
        raise ValueError('CHANGELOG.md has nothing under "Unreleased"')
    return f"{head}{mark}\n## {version} ({date.isoformat()})\n{rest}"


def _parts(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def _git(*words: str) -> str:
    done = subprocess.run(
        ["git", *words], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
