"""Measure the time of every lesson with its answers.

Lessons run on the embedded texts; with COURSE_DATA set, also on the real ones.
Prints one line a lesson: wall seconds, and whether any cell ended in an error.
"""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

import jupytext
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parent.parent


def run(source: Path, environment: dict[str, str]) -> tuple[float, int]:
    """Run one lesson; return the seconds and the number of errors."""
    with tempfile.TemporaryDirectory() as folder:
        notebook = jupytext.read(source)
        client = NotebookClient(
            notebook,
            kernel_name="python3",
            timeout=1200,
            allow_errors=True,
            resources={"metadata": {"path": folder}},
        )
        start = time.perf_counter()
        client.execute(env={**os.environ, "XDG_CACHE_HOME": folder, **environment})
        spent = time.perf_counter() - start
    outputs = [o for cell in notebook.cells for o in cell.get("outputs", [])]
    return spent, sum(output.output_type == "error" for output in outputs)


def main() -> None:
    """Measure all lessons, one after the other."""
    texts = {"embedded": {"CHARLM_OFFLINE": "1", "COURSE_DATA": ""}}
    if os.environ.get("COURSE_DATA"):
        texts["COURSE_DATA"] = {"CHARLM_OFFLINE": "1"}
    for source in sorted((ROOT / "source").glob("*/*.py")):
        for text, environment in texts.items():
            seconds, errors = run(source, environment)
            name = f"{source.parent.name}/{source.stem}"
            print(f"{name:32} {text:12} {seconds:6.1f} s  {errors} errors", flush=True)


if __name__ == "__main__":
    main()
