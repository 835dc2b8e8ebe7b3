"""Setting up: which packages, and what is said and kept when it cannot be done.

`tools/setup.sh` runs as it is, on locks of two packages. Stand-ins for pip and uv write
down what they are told, and fail on demand.
"""

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

TOOLS = Path(__file__).resolve().parents[2] / "tools"
NEEDED = ("setup.sh", "packages.py", "pip_settings.py")
LOCK = (
    "numpy==2.0 \\\n    --hash=sha256:aa\n"
    "tensorflow==2.21.0 \\\n    --hash=sha256:bb\n"
    "uv==0.9 \\\n    --hash=sha256:cc\n"
)
CPU_LOCK = "tensorflow-cpu==2.21.0 \\\n    --hash=sha256:dd\n"
# Called as `python -m pip` and as `uv`: FAIL_PIP and FAIL_UV are what they fail with.
STAND_IN = """\
import os, pathlib, sys
me = "pip" if pathlib.Path(__file__).name == "__main__.py" else "uv"
told = " ".join(sys.argv[1:])
with open(os.environ["CALLS"], "a", encoding="utf-8") as calls:
    calls.write(f"{me} {told}\\n")
failure = os.environ.get(f"FAIL_{me.upper()}")
if failure and "packages.lock" in told:
    sys.exit(failure)
"""
# A Python whose environments have the stand-ins.
NEW_PYTHON = """\
#!/bin/sh
case "$1 $2" in
"-m venv")
    {python} -m venv --without-pip "$3"
    for site in "$3"/lib/python*/site-packages; do cp -r {pip} "$site/pip"; done
    cp {uv} "$3/bin/uv"
    ;;
*) exec {python} "$@" ;;
esac
"""

pytestmark = pytest.mark.skipif(os.name != "posix", reason="set-up needs a shell")


def program(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


class Clone:
    """A clone of a small course, on a machine with stand-ins."""

    def __init__(self, place):
        self.root = place / "the clone"
        self.venv = self.root / ".venv"
        (self.root / "tools").mkdir(parents=True)
        for name in NEEDED:
            shutil.copy(TOOLS / name, self.root / "tools" / name)
        for name, text in {
            "requirements.lock": LOCK,
            "pyproject.toml": "",
            "tools/tensorflow-cpu.lock": CPU_LOCK,
            "tools/only-tensorflow.txt": "tensorflow\n",
            "course/__init__.py": "",
            "course/sandbox/__init__.py": "",
            "course/sandbox/bubblewrap.py": "def available(): return None\n",
        }.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        self._calls = place / "calls.txt"
        pip = program(place / "stand-ins" / "pip" / "__main__.py", STAND_IN).parent
        tool = program(place / "stand-ins" / "uv.py", STAND_IN)
        # The first line of a script takes no path with a blank in it.
        script = f"#!/bin/sh\nexec '{sys.executable}' '{tool}' \"$@\"\n"
        uv = program(place / "stand-ins" / "uv", script)
        stand_ins = {"python": sys.executable, "pip": pip, "uv": uv}
        bin_folder = place / "bin"
        self.python = program(
            bin_folder / "new-python",
            NEW_PYTHON.format(**{n: f"'{p}'" for n, p in stand_ins.items()}),
        )
        program(bin_folder / "bwrap", "#!/bin/sh\n")
        self.machine("Linux", "x86_64")
        self._path = os.pathsep.join([str(bin_folder), os.environ["PATH"]])

    def machine(self, system, processor):
        """Be another machine."""
        script = f"#!/bin/sh\n[ $1 = -s ] && echo {system} || echo {processor}\n"
        program(self._calls.parent / "bin" / "uname", script)

    def set_up(self, *options, **variables):
        """Run the script; return its result, and keep what pip and uv were told."""
        self._calls.write_text("", encoding="utf-8")
        known = {k: v for k, v in os.environ.items() if k not in ("LESSON", "GPU")}
        given = {"PATH": self._path, "CALLS": str(self._calls), **variables}
        given.setdefault("PYTHON", str(self.python))
        done = subprocess.run(
            ["sh", "tools/setup.sh", *options],
            **{"cwd": self.root, "env": known | given},
            **{"capture_output": True, "text": True, "timeout": 100},
        )
        self.calls = self._calls.read_text(encoding="utf-8").splitlines()
        return done

    @property
    def installed(self):
        """The packages that the last call asked for, with their versions."""
        lines = (self.venv / "packages.lock").read_text(encoding="utf-8").splitlines()
        return {line.split()[0] for line in lines if "==" in line}

    @property
    def mark(self):
        path = self.venv / ".ready"
        return path.read_text(encoding="utf-8").strip() if path.is_file() else None

    def told_to_install(self, tool):
        return [
            call
            for call in self.calls
            if call.startswith(f"{tool} ") and "packages.lock" in call
        ]


@pytest.fixture
def clone(tmp_path):
    return Clone(tmp_path)


def test_linux_gets_the_build_without_graphics_cards_and_the_mark_says_so(clone):
    assert clone.set_up().returncode == 0
    assert clone.installed == {"numpy==2.0", "uv==0.9", "tensorflow-cpu==2.21.0"}
    assert clone.mark == "tensorflow-cpu"


@pytest.mark.parametrize(
    ("system", "processor", "variables"),
    [("Darwin", "arm64", {}), ("Linux", "aarch64", {}), ("Linux", "x86_64", "GPU")],
)
def test_others_and_those_with_a_graphics_card_get_tensorflow(
    clone, system, processor, variables
):
    clone.machine(system, processor)
    assert clone.set_up(**({"GPU": "1"} if variables else {})).returncode == 0
    assert "tensorflow==2.21.0" in clone.installed
    assert clone.mark == "tensorflow"


def test_a_set_up_for_lesson_1_is_kept_until_make_setup_completes_it(clone):
    clone.set_up(LESSON="1")
    assert clone.installed == {"numpy==2.0", "uv==0.9"}
    os.utime(clone.root / "requirements.lock", (2**32, 2**32))  # a new lock
    clone.set_up("--keep")
    assert (clone.mark, clone.installed) == ("lesson-1", {"numpy==2.0", "uv==0.9"})
    assert clone.told_to_install("uv")
    clone.set_up()
    assert clone.mark == "tensorflow-cpu"
    assert "tensorflow-cpu==2.21.0" in clone.installed


def test_a_second_call_has_nothing_to_do_and_lesson_1_is_part_of_all(clone):
    clone.set_up()
    for variables in ({}, {"LESSON": "1"}):
        done = clone.set_up(**variables)
        assert (done.returncode, clone.calls) == (0, [])
        assert done.stdout == "setup: .venv is ready (tensorflow-cpu)\n"


def test_what_an_older_set_up_installed_counts_as_tensorflow(clone):
    clone.set_up()
    (clone.venv / ".ready").write_text("", encoding="utf-8")
    assert "is ready (tensorflow)" in clone.set_up().stdout


def test_pip_goes_on_where_uv_cannot(clone):
    done = clone.set_up(FAIL_UV="error: unexpected argument: this uv is too old")
    assert done.returncode == 0
    assert clone.told_to_install("pip")
    assert "pip tries, which takes longer" in done.stderr


def test_a_full_disk_is_one_line_and_the_next_call_goes_on(clone):
    done = clone.set_up(FAIL_UV="error: No space left on device (os error 28)")
    assert (done.returncode, clone.mark) == (1, None)
    assert done.stderr.startswith("setup: the disk is full:")
    assert done.stderr.count("\n") == 1
    assert not clone.told_to_install("pip")
    done = clone.set_up("--keep")
    assert (done.returncode, clone.mark) == (0, "tensorflow-cpu")
    assert "making .venv" not in done.stdout


def test_where_the_build_for_processors_is_missing_the_other_one_is_tried(clone):
    lacking = "ERROR: No matching distribution found for tensorflow-cpu==2.21.0"
    done = clone.set_up(FAIL_UV="error: Failed to fetch", FAIL_PIP=lacking)
    assert (done.returncode, clone.mark) == (1, None)
    assert lacking in done.stderr
    assert "tensorflow-cpu could not be had: tensorflow instead" in done.stderr
    assert not any("tensorflow-cpu" in package for package in clone.installed)
    assert done.stderr.rstrip().endswith("it goes on from here.")


def test_an_environment_that_is_half_made_is_made_again(clone):
    program(clone.venv / "bin" / "python", "#!/bin/sh\nexit 1\n")
    done = clone.set_up()
    assert "setup: making .venv" in done.stdout
    assert clone.mark == "tensorflow-cpu"


@pytest.mark.parametrize("version", ["3.10.13", "3.14.0"])
def test_another_python_is_refused_by_its_version(clone, version):
    script = f'#!/bin/sh\n[ "$1" = --version ] && echo Python {version} && exit\nexit 1'
    python = program(clone.root / "python", script)
    done = clone.set_up(PYTHON=str(python))
    assert done.returncode != 0
    assert f"is Python {version}; the course needs Python 3.11, 3.12" in done.stderr
    assert not clone.venv.exists()


@pytest.mark.parametrize("given", [{"LESSON": "2"}, {"GPU": "1", "LESSON": "1"}])
def test_what_cannot_be_chosen_is_refused(clone, given):
    done = clone.set_up(**given)
    assert (done.returncode, clone.calls) == (2, [])
    assert done.stderr.startswith("setup: LESSON=")
