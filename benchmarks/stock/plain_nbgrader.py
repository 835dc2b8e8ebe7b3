"""An attack as plain nbgrader meets it, in a container that it can harm at will.

Plain nbgrader is what `nbgrader autograde` does by itself: its own Execute, and the
same tests as plain cells with hidden tests. The container is bubblewrap's: no network,
a read-only system, 256 MB of files, 2 GB of memory a process. One honest submission
is graded after the attack, to see whether the batch gets that far.
"""

import contextlib
import json
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
from arena import MAIN, Arena, Attack, Grade, bank, honest
from attacked import ASSIGNMENT, NOTEBOOK
from canaries import Ears, fingerprint
from lesson_tests import TESTS
from support.mini_course import grade_id

HONEST = honest(1)[0]
INSIDE = Path("/arena")
SECONDS = 30.0  # for an attack and the honest submission; both take 5 on an idle core
STOPPED = "batch stopped"
CONFIG = """
import os
c = get_config()
c.CourseDirectory.root = os.path.dirname(os.path.abspath(__file__))
c.Execute.timeout = 5
c.Execute.iopub_timeout = 3
c.Execute.error_on_timeout = {"ename": "Timeout", "evalue": "", "traceback": [""]}
"""


def graded_plainly(
    attack: Attack, prepared: Path, seconds: float = SECONDS
) -> tuple[float | None, list[str]]:
    """Return the points of 100 that plain nbgrader gives, and what else happened.

    `prepared` is a course folder of `build_plain`. An attack that needs more than
    `seconds` has stopped the batch.
    """
    index = [a.student for a in bank()].index(attack.student)
    words = [str(Path(__file__).resolve()), str(index), str(seconds)]
    program = [sys.executable, *words]
    try:
        done = subprocess.run(
            container(program, prepared),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds + 20,
            check=False,
            preexec_fn=limit,
        )
        lines = done.stdout.decode("utf-8", "replace").splitlines()
        result = json.loads(lines[-1])
    except (subprocess.TimeoutExpired, ValueError, IndexError):
        return None, [STOPPED]
    return result["points"], result["remarks"]


def build_plain(course: Path) -> None:
    """Write and release the same lesson for plain nbgrader: its tests are cells."""
    with tempfile.TemporaryDirectory(prefix="att-") as folder:
        sealed = Arena(Path(folder, "course"))
        sealed.build()
        nb = nbformat.read(sealed.root / "source" / ASSIGNMENT / NOTEBOOK, as_version=4)
    for cell in nb.cells:
        cell.source = TESTS.get(grade_id(cell), cell.source)
    (course / "source" / ASSIGNMENT).mkdir(parents=True)
    nbformat.write(nb, course / "source" / ASSIGNMENT / NOTEBOOK)
    (course / "nbgrader_config.py").write_text(CONFIG, encoding="utf-8")
    program = [sys.executable, "-m", "nbgrader", "generate_assignment", ASSIGNMENT]
    subprocess.run(
        program,
        cwd=course,
        env=Arena(course).environment(),
        check=True,
        capture_output=True,
    )


def with_canaries(place: Path, root: Path) -> tuple[Arena, Ears]:
    """Return a course folder, not made yet, with sockets and a home to be attacked."""
    ears = Ears(place)
    (place / "home").mkdir()
    words = {"TCP": str(ears.port("tcp")), "UDP": str(ears.port("udp"))}
    words |= {"UNIX": ears.unix, "MARKER": str(place / "marker")}
    return Arena(root, {**words, "HOME": str(place / "home")}), ears


def inside(index: int, seconds: float) -> None:
    """Grade one attack and the honest one, in the container; print what happened."""
    attack = bank()[index]
    shutil.copytree("/prepared", INSIDE / "course")
    arena, ears = with_canaries(INSIDE, INSIDE / "course")
    arena.hand_in(HONEST)
    arena.hand_in(attack)
    before = fingerprint(INSIDE)
    with contextlib.suppress(subprocess.TimeoutExpired):
        arena.autograde(seconds=seconds)
    grades = arena.grades()
    remarks = []
    if grades.get(HONEST.student, Grade()).total != HONEST.earns:
        remarks.append(STOPPED)
    after = fingerprint(INSIDE)
    own = ("course/autograded", "course/gradebook.db", "log", "canary.sock", "home/.")
    touched = [
        name
        for name in before.keys() | after.keys()
        if before.get(name) != after.get(name) and not name.startswith(own)
    ]
    remarks += [f"wrote {name}" for name in sorted(touched)[:3]]
    remarks += [f"reached a {name} socket" for name in sorted(set(ears.heard))]
    shown = list((INSIDE / "course" / "autograded" / attack.student).rglob("*"))
    if any(b"LOOT" in path.read_bytes() for path in shown if path.is_file()):
        remarks.append("read what is not its own")
    points = grades.get(attack.student, Grade()).total
    print(json.dumps({"points": points, "remarks": remarks}))


def container(program: list[str], prepared: Path) -> list[str]:
    """`program` where it can harm nothing but the container."""
    words = ["bwrap", "--unshare-all", "--die-with-parent", "--new-session"]
    words += ["--clearenv"]
    system = "/usr /bin /sbin /lib /lib64 /etc/alternatives /etc/ld.so.cache"
    for path in (*system.split(), sys.base_prefix, sys.prefix, str(MAIN)):
        words += ["--ro-bind-try", path, path]
    words += ["--proc", "/proc", "--dev", "/dev"]
    words += ["--ro-bind", str(prepared), "/prepared"]
    for path in ("/tmp", str(INSIDE), "/home"):
        words += ["--size", str(256 << 20), "--tmpfs", path]
    path = f"{Path(sys.executable).parent}:/usr/bin:/bin"
    for name, value in {"PATH": path, "HOME": "/home", "LANG": "C.UTF-8"}.items():
        words += ["--setenv", name, value]
    places = [MAIN, MAIN / "tests", MAIN / "tests" / "attacks"]
    words += ["--setenv", "PYTHONPATH", ":".join(map(str, places))]
    return [*words, "--chdir", str(INSIDE), "--", *program]


def limit() -> None:
    """Bound what each process of the container may use."""
    resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
    resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    inside(int(sys.argv[1]), float(sys.argv[2]))
