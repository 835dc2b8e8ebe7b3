"""Every benchmark can be imported; one that makes courses of its own is run."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
IMPORT_ALL = """
import pathlib, runpy, traceback
for path in sorted(pathlib.Path("benchmarks").glob("*.py")):
    try:
        runpy.run_path(str(path), run_name=path.stem)
    except Exception:
        print(path, traceback.format_exc())
"""


@pytest.mark.slow
def test_every_benchmark_can_be_imported():
    done = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL], cwd=ROOT, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


@pytest.mark.slow
def test_two_graders_give_a_class_of_two_equal_scores():
    given = ["benchmarks/own_assignments.py", "numpy", "--students", "2"]
    done = subprocess.run(
        [sys.executable, *given], cwd=ROOT, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 submissions, all scores equal" in done.stdout
