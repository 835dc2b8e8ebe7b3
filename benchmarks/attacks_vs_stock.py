"""Grade every attack of tests/attacks by plain nbgrader and by this course; compare.

    python benchmarks/attacks_vs_stock.py [WORD ...]

With words, only the attacks whose name has one of them. Plain nbgrader is what
`nbgrader autograde` does by itself: its own Execute, and the same tests as plain
cells with hidden tests. Each attack meets it in a container of its own (bubblewrap: no
network, a read-only system, 256 MB of files, 2 GB of memory a process), together with
one honest submission that is graded after it. Told are the points of 100, whether the
honest one still got its grade, and what else was reached: a socket, a file outside.

Exits 1 when the sealed grading gives an attack what it does not deserve.
"""

import contextlib
import json
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

if __name__ == "__main__":  # run as a file, from a checkout that is not installed
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    sys.path.insert(
        1, str(Path(__file__).resolve().parent.parent / "tests" / "attacks")
    )

import nbformat
from arena import ASSIGNMENT, NOTEBOOK, Arena, Attack, Grade, bank, grade_id, honest
from canaries import Ears, fingerprint

MAIN = Path(__file__).resolve().parent.parent
HONEST = honest(1)[0]
INSIDE = Path("/arena")
SECONDS = 60  # for one attack in its container
CONFIG = """
import os
c = get_config()
c.CourseDirectory.root = os.path.dirname(os.path.abspath(__file__))
c.CourseDirectory.db_url = "sqlite:///" + os.path.join(c.CourseDirectory.root, "g.db")
c.Execute.timeout = 5
c.Execute.iopub_timeout = 3
c.Execute.error_on_timeout = {"ename": "Timeout", "evalue": "", "traceback": [""]}
"""


def main(words: list[str]) -> int:
    """Print one line for each attack; 1 when a sealed verdict is wrong."""
    chosen = [a for a in bank() if not words or any(w in a.student for w in words)]
    sealed = by_this_course(chosen)
    wrong = gained = stopped = 0
    print(f"{'attack':45} {'deserves':>8} {'sealed':>7} {'plain':>6}  plain nbgrader")
    with tempfile.TemporaryDirectory(prefix="att-") as folder:
        prepared = Path(folder, "course")
        build_stock(prepared)
        for attack in chosen:
            ours = sealed.get(attack.student, Grade()).total
            deserved = attack.earns if attack.graded else None
            wrong += ours != deserved
            plain, remarks = by_plain_nbgrader(attack, prepared)
            gained += (plain or 0) > attack.earns
            stopped += any("stopped" in remark for remark in remarks)
            print(
                f"{attack.student:45} {told(deserved):>8} {told(ours):>7} "
                f"{told(plain):>6}  {', '.join(remarks)}",
                flush=True,
            )
    print(f"{len(chosen)} attacks; sealed: {wrong} wrong verdicts; plain nbgrader: ")
    print(f"{gained} gained points, {stopped} stopped the batch")
    return int(wrong > 0)


def by_this_course(attacks: list[Attack]) -> dict[str, Grade]:
    """What the sealed grading gives the attacks, graded as one class."""
    with tempfile.TemporaryDirectory(prefix="att-") as folder:
        place = Path(folder)
        arena, ears = with_canaries(place, place / "my course")
        arena.root.mkdir()
        arena.build()
        for attack in [*attacks, HONEST]:
            arena.hand_in(attack)
        arena.autograde(seconds=1200)
        ears.close()
        return arena.grades()


def by_plain_nbgrader(attack: Attack, prepared: Path) -> tuple[float | None, list[str]]:
    """The points that plain nbgrader gives, and what else happened."""
    index = [a.student for a in bank()].index(attack.student)
    try:
        done = subprocess.run(
            container(
                [sys.executable, str(Path(__file__).resolve()), "inside", str(index)],
                prepared,
            ),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
            preexec_fn=limit,
        )
        lines = done.stdout.decode("utf-8", "replace").splitlines()
        result = json.loads(lines[-1])
    except (subprocess.TimeoutExpired, ValueError, IndexError):
        return None, ["batch stopped"]
    return result["points"], result["remarks"]


def inside(index: int) -> None:
    """In the container: grade one attack and the honest one; print what happened."""
    attack = bank()[index]
    shutil.copytree("/prepared", INSIDE / "course")
    arena, ears = with_canaries(INSIDE, INSIDE / "course")
    arena.hand_in(HONEST)
    arena.hand_in(attack)
    before = fingerprint(INSIDE)
    with contextlib.suppress(subprocess.TimeoutExpired):
        arena.autograde(seconds=SECONDS - 20)
    grades = arena.grades()
    remarks = []
    if grades.get(HONEST.student, Grade()).total != HONEST.earns:
        remarks.append("batch stopped")
    after = fingerprint(INSIDE)
    own = ("course/autograded", "course/g.db", "log", "canary.sock", "home/.")
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


def with_canaries(place: Path, root: Path) -> tuple[Arena, Ears]:
    """A course folder, not made yet, with sockets and a home to be attacked."""
    ears = Ears(place)
    (place / "home").mkdir()
    words = {"TCP": str(ears.port("tcp")), "UDP": str(ears.port("udp"))}
    words |= {"UNIX": ears.unix, "MARKER": str(place / "marker")}
    return Arena(root, {**words, "HOME": str(place / "home")}), ears


def build_stock(course: Path) -> None:
    """The same lesson for plain nbgrader: its tests are plain cells."""
    with tempfile.TemporaryDirectory(prefix="att-") as folder:
        sealed = Arena(Path(folder, "course"))
        sealed.root.mkdir()
        sealed.build()
        nb = nbformat.read(sealed.root / "source" / ASSIGNMENT / NOTEBOOK, as_version=4)
    tests: dict[str, dict[str, str]] = {}
    stock = MAIN / "tests" / "attacks" / "lesson" / "stock.py"
    exec(stock.read_text(encoding="utf-8"), tests)
    for cell in nb.cells:
        cell.source = tests["TESTS"].get(grade_id(cell), cell.source)
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


def container(program: list[str], prepared: Path) -> list[str]:
    """`program` where it can harm nothing but the container."""
    words = [
        "bwrap",
        "--unshare-all",
        "--die-with-parent",
        "--new-session",
        "--clearenv",
    ]
    system = "/usr /bin /sbin /lib /lib64 /etc/alternatives /etc/ld.so.cache"
    for path in (*system.split(), sys.base_prefix, sys.prefix, str(MAIN)):
        words += ["--ro-bind-try", path, path]
    words += [
        "--proc",
        "/proc",
        "--dev",
        "/dev",
        "--ro-bind",
        str(prepared),
        "/prepared",
    ]
    for path in ("/tmp", str(INSIDE), "/home"):
        words += ["--size", str(256 << 20), "--tmpfs", path]
    path = f"{Path(sys.executable).parent}:/usr/bin:/bin"
    for name, value in {"PATH": path, "HOME": "/home", "LANG": "C.UTF-8"}.items():
        words += ["--setenv", name, value]
    return [*words, "--chdir", str(INSIDE), "--", *program]


def limit() -> None:
    """Bound what each process of the container may use."""
    resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
    resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def told(points: float | None) -> str:
    """Points for people; a dash for no verdict."""
    return "–" if points is None else f"{points:g}"


if __name__ == "__main__":
    if sys.argv[1:2] == ["inside"]:
        inside(int(sys.argv[2]))
    else:
        sys.exit(main(sys.argv[1:]))
