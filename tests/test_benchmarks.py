"""Every benchmark can be imported; none is run."""

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
