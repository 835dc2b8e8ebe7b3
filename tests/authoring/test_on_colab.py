"""A lesson of which only the notebook is there gets `utils` from the named place."""

import io
import json
import subprocess
import sys
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from sysconfig import get_path

import nbclient
import pytest
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager

from course.authoring.lesson import as_notebook, read_lesson
from course.authoring.on_colab import MARK, filled, is_filled

ROOT = Path(__file__).parents[2]
IMPORT = "\nimport utils\nprint(utils.__doc__)"


class Place:
    """A server on this machine that gives away a course, and counts who asks."""

    def __init__(self, archive: bytes) -> None:
        asked = self.asked = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                asked.append(self.path)
                found = self.path == "/archive/HEAD.zip"
                self.send_response(200 if found else 404)
                self.end_headers()
                self.wfile.write(archive if found else b"")

            def log_message(self, *_):
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


def zipped(files: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, data in files.items():
            archive.writestr(f"course-HEAD/{name}", data)
    return content.getvalue()


@pytest.fixture
def serve():
    places = []

    def start(files: dict[str, bytes]) -> Place:
        places.append(Place(zipped(files)))
        return places[-1]

    yield start
    for place in places:
        place.server.shutdown()
        place.server.server_close()


@pytest.fixture
def cell(tmp_path):
    """Return a function for the cell of a course that is public at an address."""

    def of(address: str = "") -> str:
        course = tmp_path / "course"
        course.mkdir()
        urls = f'[project.urls]\nRepository = "{address}"' if address else ""
        (course / "pyproject.toml").write_text(urls, encoding="utf-8")
        return filled(MARK, course)

    return of


@pytest.fixture
def alone(tmp_path):
    """Return a function that runs code in an empty folder, without any package."""
    folder = tmp_path / "alone"
    folder.mkdir()

    def run(source: str) -> subprocess.CompletedProcess:
        code = f"import sys; sys.path.insert(0, '')\n{source}"
        command = [sys.executable, "-I", "-S", "-c", code]
        return subprocess.run(command, cwd=folder, capture_output=True, text=True)

    run.folder = folder
    return run


def test_utils_come_from_the_named_place(serve, cell, alone):
    place = serve({"pyproject.toml": b"", "utils/__init__.py": b'"""ours"""'})
    told = alone(cell(place.address) + IMPORT)
    assert told.stdout == "ours\n"
    assert place.asked == ["/archive/HEAD.zip"]


def test_with_utils_nobody_is_asked(serve, cell, alone):
    (alone.folder / "utils.py").write_text('"""here"""')
    place = serve({})
    assert alone(cell(place.address) + IMPORT).stdout == "here\n"
    assert place.asked == []


def test_where_no_place_is_named_the_import_says_what_is_missing(cell, alone):
    told = alone(cell() + IMPORT)
    assert told.stdout == ""
    assert told.stderr.endswith("No module named 'utils'\n")


def test_a_place_that_gives_nothing_is_told_in_a_line(serve, cell, alone):
    told = alone(cell(serve({}).address + "/moved"))
    assert "did not give `utils` (HTTP Error 404" in told.stdout
    assert told.stderr == ""


@pytest.mark.parametrize(
    "path", sorted(ROOT.glob("source/*/*.py")), ids=lambda p: p.stem
)
def test_it_is_the_first_code_cell_of_each_lesson(path):
    lesson = read_lesson(path, ROOT)
    first, second = [cell for cell in lesson.cells if cell.kind == "code"][:2]
    assert is_filled(first.source)
    assert "skip-when-grading" in first.tags
    assert "On Colab" in second.source  # what to do where no place is named


@pytest.mark.slow
def test_a_whole_lesson_runs_through(serve, cell, tmp_path, monkeypatch):
    files = {p.relative_to(ROOT).as_posix(): p for p in ROOT.glob("utils/**/*")}
    place = serve({n: p.read_bytes() for n, p in files.items() if p.is_file()})
    notebook = as_notebook(read_lesson(ROOT / "source/01-dinosaurs/dinosaurs.py", ROOT))
    getting = next(one for one in notebook.cells if is_filled(one.source))
    getting.source = cell(place.address)
    # Without `site`, the packages are there, and this course is not.
    python = [sys.executable, "-S", "-m", "ipykernel_launcher", "-f"]
    spec = tmp_path / "kernels" / "bare" / "kernel.json"
    spec.parent.mkdir(parents=True)
    spec.write_text(
        json.dumps({"argv": [*python, "{connection_file}"], "display_name": "bare"})
    )
    monkeypatch.setenv("PYTHONPATH", get_path("purelib"))
    monkeypatch.setenv("CHARLM_OFFLINE", "1")
    monkeypatch.setenv("COURSE_DATA", "")
    kernels = KernelSpecManager(kernel_dirs=[str(spec.parents[1])])
    manager = AsyncKernelManager(kernel_name="bare", kernel_spec_manager=kernels)
    folder = {"metadata": {"path": str(tmp_path)}}
    nbclient.NotebookClient(
        notebook, km=manager, timeout=600, resources=folder
    ).execute()
    assert place.asked == ["/archive/HEAD.zip"]
    assert (tmp_path / "course-HEAD" / "utils").is_dir()
