"""Resolve all locks again from pyproject.toml, for `make lock`.

requirements.lock has everything. Beside it stand what set-up alone needs: the hashes
of `tensorflow-cpu` in the same version, and the names of what only TensorFlow needs;
and what a JupyterHub needs besides, in versions that go with ours.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from packages import CPU, CPU_LOCK, FULL, LOCK, ONLY_TENSORFLOW, PACKAGE, ROOT

GROUPS = ("dev", "docs")
HUB = ROOT / "tools" / "hub"
TENSORFLOW = (FULL, "keras")
UV = str(Path(sys.executable).with_name("uv"))
# npm writes no addresses of packages into the lock of JupyterHub's proxy.
NPM = ("install", "--package-lock-only", "--omit-lockfile-registry-resolved")
COMPILE = [
    *(UV, "pip", "compile", "--universal", "--python-version", "3.11"),
    *("--no-annotate", "--no-header", "--quiet"),
]
HASHES = "--generate-hashes"


def main() -> None:
    """Write the locks."""
    groups = [part for group in GROUPS for part in ("--group", group)]
    given = [*groups, HASHES, "--upgrade", "--output-file", str(LOCK)]
    _compile("pyproject.toml", *given)
    version = {m[1]: m[2] for m in PACKAGE.finditer(_read(LOCK))}
    cpu = f"{CPU}=={version[FULL]}\n"
    CPU_LOCK.write_text(_compile("-", "--no-deps", HASHES, given=cpu), encoding="utf-8")
    rest = _compile("-", "--constraints", str(LOCK), given="\n".join(_others()))
    names = version.keys() - {m[1] for m in PACKAGE.finditer(rest)}
    ONLY_TENSORFLOW.write_text("".join(f"{n}\n" for n in sorted(names)), "utf-8")
    lock_hub()


def lock_hub() -> None:
    """Write the locks of a JupyterHub and, where there is npm, of its proxy."""
    lock = ("--upgrade", "--output-file", str(HUB / "requirements.lock"))
    group = ("--group", "pyproject.toml:hub", "--constraints", str(LOCK))
    _run(*COMPILE, *group, HASHES, *lock)
    if npm := shutil.which("npm"):
        (HUB / "package-lock.json").unlink(missing_ok=True)
        _run(npm, *NPM, "--prefix", str(HUB))
    else:
        print("no npm here: the lock of JupyterHub's proxy stays as it is")


def _others() -> list[str]:
    """Return what the course asks for besides TensorFlow."""
    project = tomllib.loads(_read(ROOT / "pyproject.toml"))
    lines = list(project["project"]["dependencies"])
    for group in GROUPS:
        lines += project["dependency-groups"][group]
    return [line for line in lines if re.split(r"[^\w.-]", line)[0] not in TENSORFLOW]


def _compile(source: str, *options: str, given: str = "") -> str:
    return _run(*COMPILE, source, *options, given=given)


def _run(*command: str, given: str = "") -> str:
    done = subprocess.run(
        command, cwd=ROOT, input=given, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


if __name__ == "__main__":
    main()
