"""What students get runs on its own and gives nothing away.

Here lesson 1 is run, and the imports of the others; `benchmarks/handout.py` runs all.
"""

import ast
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from importlib import metadata
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import nbformat
import pytest
from nbgrader.apps import NbGrader
from typer.testing import CliRunner

from course.authoring import handout
from course.authoring.handout import FOLDER, needed, pack
from course.authoring.leaks import telling_parts
from course.authoring.lesson import AuthorErrors, as_notebook, read_lesson
from course.authoring.lint import secret_regions
from course.cli import app
from course.errors import BuildError
from course.folder import course_config

ROOT = Path(__file__).parents[2]
LESSONS = sorted((ROOT / "source").glob("*/*.py"))


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    path = tmp_path_factory.mktemp("out") / "handed out.zip"
    told = CliRunner().invoke(
        app, ["pack", "--output", str(path), "--course-dir", str(ROOT)]
    )
    assert told.exit_code == 0, told.output
    return path


@pytest.fixture(scope="module")
def folder(archive, tmp_path_factory):
    """Return the unpacked archive, in a place with nothing else."""
    place = tmp_path_factory.mktemp("a student")
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(place)
    return place / FOLDER


@pytest.fixture(scope="module")
def run(folder, tmp_path_factory):
    """Run Python with nothing but the packages and the student's folder."""
    home = tmp_path_factory.mktemp("home")
    venv.create(home / "env")
    packages = sysconfig.get_paths()["purelib"]
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "PYTHONPATH": os.pathsep.join([str(folder), packages]),
        "CHARLM_OFFLINE": "1",
    }
    if "SYSTEMROOT" in os.environ:
        environment["SYSTEMROOT"] = os.environ["SYSTEMROOT"]
    bin_ = "Scripts" if os.name == "nt" else "bin"

    def run(*arguments):
        return subprocess.run(
            [home / "env" / bin_ / "python", *arguments],
            cwd=folder / "release" / "01-dinosaurs",
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
        )

    return run


@pytest.fixture(scope="module")
def blank(run, folder, tmp_path_factory):
    """Run lesson 1 as it was handed out, from top to bottom."""
    done = tmp_path_factory.mktemp("done")
    options = ["--to", "notebook", "--execute", "--allow-errors", "--output-dir", done]
    told = run("-m", "nbconvert", *options, "dinosaurs.ipynb")
    assert told.returncode == 0, told.stderr
    return nbformat.read(done / "dinosaurs.ipynb", as_version=4)


def texts_of(folder):
    """Return every text in the archive without spaces and comments, as `leaks` does."""
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".ipynb":
            cells = nbformat.read(path, as_version=4).cells
            text = "\n".join(cell.source for cell in cells)
        elif path.suffix in (".py", ".md"):
            text = path.read_text(encoding="utf-8")
        else:
            continue
        lines = ("".join(line.split()) for line in text.split("\n"))
        yield path, "".join(x for x in lines if x and not x.startswith("#"))


def function_bodies(path):
    text = path.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            body = text.splitlines()[node.body[0].lineno - 1 : node.end_lineno]
            yield "\n".join(body)


def errors(notebook):
    return [
        f"{output.ename}: {output.evalue}"
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if output.output_type == "error"
    ]


def test_it_holds_lessons_their_pages_utils_and_the_environment_and_no_more(archive):
    with zipfile.ZipFile(archive) as packed:
        names = [name.removeprefix(f"{FOLDER}/") for name in packed.namelist()]
    assert {name.split("/")[0] for name in names} == {
        *("LICENSE", "README.md", "pyproject.toml", "requirements.txt"),
        "nbgrader_config.py",
        *("docs", "release", "utils"),
    }
    pages = {name for name in names if name.startswith("docs/")}
    assert pages == {"docs/cheat_sheet.md", "docs/glossary.md"}
    notebooks = {f"release/{p.parent.name}/{p.stem}.ipynb" for p in LESSONS}
    assert notebooks == {name for name in names if name.startswith("release/")}


def test_the_same_course_gives_the_same_bytes(archive, tmp_path):
    pack(ROOT, tmp_path / "again.zip")
    assert (tmp_path / "again.zip").read_bytes() == archive.read_bytes()


def test_no_answer_is_in_it(folder):
    secrets = [
        part
        for path in LESSONS
        for cell in read_lesson(path, ROOT).cells
        for _, text in secret_regions(cell)
        for part in telling_parts(text)
    ]
    assert len(secrets) > 50
    for path, text in texts_of(folder):
        assert [part for part in secrets if part in text] == [], path


def test_no_hidden_check_is_in_it(folder):
    checks = (ROOT / "checks").glob("*/*.py")
    bodies = [body for path in checks for body in function_bodies(path)]
    assert len(bodies) > 100
    parts = [part for body in bodies for part in telling_parts(body)]
    for path, text in texts_of(folder):
        assert [part for part in parts if part in text] == [], path


def test_the_course_itself_is_not_there(run):
    assert "No module named 'course'" in run("-c", "import course").stderr


def imports_of(paths):
    """Return the import statements of notebooks."""
    return [
        node
        for path in paths
        for cell in nbformat.read(path, as_version=4).cells
        if cell.cell_type == "code"
        for node in ast.walk(ast.parse(cell.source))
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]


@pytest.mark.parametrize(
    "name", ["dinosaurs", pytest.param("*", marks=pytest.mark.slow, id="every lesson")]
)
def test_every_import_of_a_notebook_works(run, folder, name):
    notebooks = sorted((folder / "release").rglob(f"{name}.ipynb"))
    lines = map(ast.unparse, imports_of(notebooks))
    told = run("-c", "\n".join(dict.fromkeys(lines)))
    assert (told.returncode, told.stderr) == (0, "")


def test_every_module_of_ours_that_a_notebook_imports_is_in_it(folder):
    modules = set()
    for node in imports_of((folder / "release").rglob("*.ipynb")):
        if getattr(node, "module", None) == "utils":
            modules |= {f"utils.{name.name}" for name in node.names}
        else:
            modules |= {getattr(node, "module", None) or node.names[0].name}
    ours = {name for name in modules if name.startswith("utils.")}
    assert len(ours) > 20
    for name in ours:
        place = folder / name.replace(".", "/")
        assert place.is_dir() or place.with_suffix(".py").is_file(), name


def test_nothing_is_missing_but_the_answers(blank):
    names = {error.partition(":")[0] for error in errors(blank)}
    assert names <= {"NotImplementedError", "NameError", "ChecksFailed"}


def test_the_checks_say_that_nothing_is_done_yet(blank):
    told = [error for error in errors(blank) if error.startswith("ChecksFailed")]
    assert len(told) == 4
    assert all("there is no answer here yet" in error for error in told)


def test_nothing_goes_to_stderr(blank):
    outputs = [out for cell in blank.cells for out in cell.get("outputs", [])]
    assert [out for out in outputs if out.get("name") == "stderr"] == []


def test_validate_has_the_time_that_it_has_in_the_course(folder, monkeypatch):
    monkeypatch.chdir(folder)
    app = NbGrader()
    app.config_file_paths.append(str(folder))
    app.load_config_file()
    limits = course_config(ROOT).Validator.Execute
    assert limits.timeout > 600
    assert app.config.Validator.Execute == limits


@pytest.mark.slow  # runs the lesson again; browser/test_student.py presses Validate
def test_validate_names_the_four_exercises_that_are_left(run):
    told = run("-m", "nbgrader", "validate", "dinosaurs.ipynb").stdout
    assert "VALIDATION FAILED ON 4 CELL(S)" in told


def test_the_lock_has_all_that_students_need_here(folder):
    text = (folder / "requirements.txt").read_text(encoding="utf-8")
    assert {"tensorflow", "jupyterlab", "markupsafe"} <= needed(
        ["tensorflow", "jupyterlab"]
    )
    for name in ("tensorflow", "jupyterlab", "markupsafe", "rfc3339-validator"):
        assert f"\n{name}==" in text


@pytest.mark.parametrize("here", ["tensorflow", "tensorflow-cpu"])
def test_students_install_the_same_whichever_build_is_installed_here(
    folder, monkeypatch, here
):
    ours = next(name for name in ("tensorflow", "tensorflow-cpu") if _has(name))

    def requires(name):
        if name.startswith("tensorflow") and name != here:
            raise PackageNotFoundError(name)
        return metadata.requires(ours if name == here else name)

    monkeypatch.setattr(handout, "requires", requires)
    text = (folder / "requirements.txt").read_text(encoding="utf-8")
    assert handout._requirements(ROOT) == text


@pytest.mark.slow
def test_what_students_install_has_tensorflow(folder, tmp_path):
    venv.create(tmp_path / "env")
    python = tmp_path / "env" / "bin" / "python"
    settings = subprocess.run(
        [sys.executable, ROOT / "tools" / "pip_settings.py"],
        **{"capture_output": True, "text": True, "check": True},
    ).stdout
    install = (
        f'{settings}\n"$0" pip install --quiet --python "$1" '
        "--require-hashes -r requirements.txt"
    )
    uv = Path(sys.executable).with_name("uv")
    subprocess.run(["sh", "-c", install, uv, python], cwd=folder, check=True)
    code = "from utils.quiet import tf; print(tf.__version__)"
    done = subprocess.run(
        [python, "-c", code], cwd=folder, capture_output=True, text=True
    )
    assert f"\ntensorflow=={done.stdout.strip()} " in (
        folder / "requirements.txt"
    ).read_text(encoding="utf-8")


def test_without_tensorflow_nothing_is_packed(monkeypatch, tmp_path):
    monkeypatch.setattr(handout, "requires", _requires_without_tensorflow)
    with pytest.raises(BuildError, match=r"tensorflow; .* run make setup"):
        pack(ROOT, tmp_path / "never.zip")
    assert not any(tmp_path.iterdir())


def _has(name):
    try:
        return bool(distribution(name))
    except PackageNotFoundError:
        return False


def _requires_without_tensorflow(name):
    if name.startswith("tensorflow"):
        raise PackageNotFoundError(name)
    return []


@pytest.mark.parametrize("name", ["pytest", "uv", "typer", "jupytext", "distributed"])
def test_the_instructors_tools_are_left_out(folder, name):
    text = (folder / "requirements.txt").read_text(encoding="utf-8")
    assert f"\n{name}==" not in text


def test_a_release_that_somebody_worked_in_is_not_packed(write_course, tmp_path):
    root = write_course()
    text = root / "source" / "01-tiny" / "tiny.py"
    released = root / "release" / "01-tiny" / "tiny.ipynb"
    released.parent.mkdir(parents=True)
    nbformat.write(as_notebook(read_lesson(text, root)), released)
    with pytest.raises(AuthorErrors, match="leaks"):
        pack(root, tmp_path / "never.zip")
    assert not (tmp_path / "never.zip").exists()


def test_a_notebook_of_no_lesson_is_not_packed(write_course, tmp_path):
    root = write_course()
    for name in ("tiny", "my_answers"):
        path = root / "release" / "01-tiny" / f"{name}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        cell = nbformat.v4.new_code_cell("print(1)", id="code-000")
        nbformat.write(nbformat.v4.new_notebook(cells=[cell]), path)
    with pytest.raises(BuildError, match=r"my_answers[.]ipynb: belongs to no lesson"):
        pack(root, tmp_path / "never.zip")


def test_a_release_that_is_not_built_is_told(write_course, tmp_path):
    with pytest.raises(BuildError, match=r"tiny[.]ipynb: missing; run course build"):
        pack(write_course(), tmp_path / "never.zip")
