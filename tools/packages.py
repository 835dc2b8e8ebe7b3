"""Say which packages a set-up installs, and mend what an interrupted one has left.

    python tools/packages.py SET    # before the packages of a set are installed

A set is requirements.lock with one change. `tensorflow-cpu` is the same TensorFlow
without what only graphics cards need, half as big, and exists for Linux x86-64 alone.
So it stands in a lock of its own: pack, Binder and Colab read requirements.lock, and
name `tensorflow` wherever they are made.
"""

from __future__ import annotations

import argparse
import csv
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements.lock"
CPU_LOCK = ROOT / "tools" / "tensorflow-cpu.lock"
ONLY_TENSORFLOW = ROOT / "tools" / "only-tensorflow.txt"  # what nothing else needs
FULL, CPU, LESSON_1 = SETS = ("tensorflow", "tensorflow-cpu", "lesson-1")
PACKAGE = re.compile(r"^([\w.-]+)==([\w.!+-]+).*\n(?:[ \t].*\n)*", re.MULTILINE)


def lock_of(chosen: str) -> str:
    """Return the lock of a set, in pip's format, with hashes."""
    full = list(PACKAGE.finditer(_read(LOCK)))  # a name may be there twice
    left_out: set[str] = set()
    added = ""
    if chosen == LESSON_1:
        left_out = set(_read(ONLY_TENSORFLOW).split())
    elif chosen == CPU:
        left_out, added = {FULL}, _read(CPU_LOCK)
        version = next(found[2] for found in full if found[1] == FULL)
        if not added.startswith(f"{CPU}=={version} "):
            raise SystemExit(f"{CPU_LOCK}: not {CPU}=={version}; run make lock")
    return "".join(found[0] for found in full if found[1] not in left_out) + added


def mend(chosen: str, site: Path) -> list[str]:
    """Make packages that are only half there count as missing; return their names.

    Of the two TensorFlows, which share their files, only the chosen one may be there:
    what uninstalls one of two takes the files of both.
    """
    broken = [info for info in site.glob("*.dist-info") if not is_whole(info)]
    for info in broken:
        shutil.rmtree(info)
    there = {CPU: "tensorflow_cpu-*.dist-info", FULL: "tensorflow-*.dist-info"}
    found = [name for name, pattern in there.items() if any(site.glob(pattern))]
    if chosen != LESSON_1 and set(found) - {chosen}:
        command = [sys.executable, "-m", "pip", "uninstall", "--quiet", "--yes"]
        subprocess.run([*command, *found], check=True)
    return sorted(info.name.partition("-")[0] for info in broken)


def is_whole(info: Path) -> bool:
    """Return whether all files of an installed package are there in their full size."""
    try:
        return (info / "METADATA").stat().st_size > 0 and all(
            path.stat().st_size in sizes for path, sizes in _recorded(info)
        )
    except (OSError, ValueError):  # missing, or a record that breaks off
        return False


def _recorded(info: Path) -> Iterator[tuple[Path, range]]:
    """Yield the files in a package's record with the sizes that they may have.

    A command's file names the Python that runs it, so its size says nothing.
    """
    with (info / "RECORD").open(encoding="utf-8", newline="") as record:
        for name, _, size in csv.reader(record):
            if name.startswith(".."):
                yield info.parent / name, range(min(1, int(size or 0)), sys.maxsize)
            elif size and not name.endswith(".pyc"):
                yield info.parent / name, range(int(size), int(size) + 1)


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def begin(chosen: str, environment: Path) -> list[str]:
    """Write what is to be installed; return the names of the packages that `mend` did.

    From here on the environment counts as unfinished.
    """
    finished = environment / ".ready"
    is_finished = finished.is_file() and _read(finished).strip() == chosen
    finished.unlink(missing_ok=True)
    (environment / "packages.lock").write_text(lock_of(chosen), encoding="utf-8")
    (environment / ".unfinished").write_text(f"{chosen}\n", encoding="utf-8")
    if is_finished:
        return []  # nothing was interrupted
    return mend(chosen, Path(sysconfig.get_paths()["purelib"]))


def main() -> None:
    """Do so for the environment of this Python."""
    parser = argparse.ArgumentParser(description="Packages of a set-up.")
    parser.add_argument("set", choices=SETS)
    if mended := begin(parser.parse_args().set, Path(sys.prefix)):
        print("setup: half installed, so installed again:", ", ".join(mended))


if __name__ == "__main__":
    main()
