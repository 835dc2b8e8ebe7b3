"""Run every notebook of what students get, blank, where there is nothing else.

    python benchmarks/handout.py

Packs and unpacks the archive, makes an environment that has the installed packages but
not the course, and runs each notebook from top to bottom as nbgrader's Validate does.
Prints seconds and errors by kind; exits 1 for any that a missing answer does not
explain. `tests/authoring/test_handout.py` does the same for lesson 1.
"""

import os
import subprocess
import sys
import sysconfig
import tempfile
import venv
import zipfile
from collections import Counter
from pathlib import Path
from time import perf_counter

import nbformat

if __name__ == "__main__":  # run as a file, from a checkout that is not installed
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from course.authoring.handout import FOLDER, pack

ROOT = Path(__file__).resolve().parent.parent
BLANK = {"NotImplementedError", "NameError", "ChecksFailed"}


def main() -> int:
    """Print one line a notebook; return the exit status."""
    well = True
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        pack(ROOT, place / "handout.zip")
        with zipfile.ZipFile(place / "handout.zip") as archive:
            archive.extractall(place)
        venv.create(place / "env")
        for path in sorted((place / FOLDER / "release").rglob("*.ipynb")):
            start = perf_counter()
            found = errors(path, place)
            told = ", ".join(f"{n} {kind}" for kind, n in found.items()) or "no error"
            print(f"{path.stem:12} {perf_counter() - start:6.1f} s  {told}", flush=True)
            well &= found.keys() <= BLANK
    return 0 if well else 1


def errors(path: Path, place: Path) -> Counter[str]:
    """Run a notebook in the environment; count its errors by kind."""
    packages = sysconfig.get_paths()["purelib"]
    subprocess.run(
        [
            place / "env" / ("Scripts" if os.name == "nt" else "bin") / "python",
            *("-m", "nbconvert", "--to", "notebook", "--execute", "--allow-errors"),
            *("--output-dir", place / "done", path),
        ],
        env=os.environ
        | {"PYTHONPATH": os.pathsep.join([str(place / FOLDER), packages])}
        | {"HOME": str(place), "CHARLM_OFFLINE": "1", "NBGRADER_VALIDATING": "1"},
        check=True,
        capture_output=True,
    )
    notebook = nbformat.read(place / "done" / path.name, as_version=4)
    outputs = [out for cell in notebook.cells for out in cell.get("outputs", [])]
    return Counter(out.ename for out in outputs if out.output_type == "error")


if __name__ == "__main__":
    sys.exit(main())
