"""Build the bubblewrap command that a zygote and its kernels run in.

Only what is listed here is visible inside: the system's programs and libraries, the
Python environment, the course's library and data. `zygote/confine.py` confines each
kernel further.
"""

from __future__ import annotations

import contextlib
import functools
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from course.content import Content, default_content

HERE = Path(__file__).resolve().parent
LIBRARY = "/opt/charlm"  # inside: the library and the zygote
FOLDERS = "/run/kernels"  # inside: a folder for the sockets of each kernel
DATA = "/opt/data"  # inside: the folders of data, by number
SCRATCH = "/scratch"
ORDINARY_USER = 65534  # the user of kernels if the grader is root

# Programs, libraries and fonts; neither /usr/src nor all of /usr/share, where some
# machines keep courses and exchanges.
SYSTEM = [
    *("/usr/bin", "/usr/sbin", "/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/libexec"),
    *("/usr/local/lib", "/usr/share/fonts", "/usr/share/fontconfig"),
    *("/usr/share/locale", "/usr/share/terminfo", "/usr/share/zoneinfo"),
    *("/etc/alternatives", "/etc/fonts", "/etc/localtime"),
    *("/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d"),
]
ROOT_LINKS = ("/bin", "/sbin", "/lib", "/lib32", "/lib64")
# The parts of sys.prefix that kernels need; other things may lie beside them.
PREFIX_PARTS = [
    *("bin", "lib", "lib64", "libexec", "pyvenv.cfg"),
    *("etc/fonts", "share/fonts", "share/terminfo"),
]
# A switch of the system, the value that forbids user namespaces, and the one that
# allows them.
SWITCHES = [
    ("kernel.apparmor_restrict_unprivileged_userns", "1", "0"),  # Ubuntu since 23.10
    ("kernel.unprivileged_userns_clone", "0", "1"),  # Debian's kernels
    ("user.max_user_namespaces", "0", "15000"),
]
PASSWD = "student:x:1000:1000:student:/scratch/home:/bin/sh\n"


def available() -> str | None:
    """Return None if kernels can be sandboxed, else one line that says why not."""
    return _probe()


def environment(
    library: str, scratch: str, content: Content, data: dict[str, str]
) -> dict[str, str]:
    """Return all of a kernel's variables; `data` are the folders of data, by variable.

    None of the grader's own is passed on, NBGRADER_EXECUTION least of all.
    """
    program = Path(sys.executable).parent
    variables = {
        "PATH": f"{program}:/usr/local/bin:/usr/bin:/bin",
        "HOME": f"{scratch}/home",
        "TMPDIR": f"{scratch}/tmp",
        "IPYTHONDIR": f"{scratch}/home/.ipython",
        "USER": "student",
        "LOGNAME": "student",
        "LANG": "C.UTF-8",
        "PYTHONPATH": library,
        # All forks share the zygote's hash seed, so it may as well be fixed.
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PIP_RETRIES": "0",  # without a network, pip would wait for a minute
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        # Few threads: many kernels share the cores.
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
    }
    return variables | dict(content.environment) | data


def command(program: Sequence[str], folders: Path, content: Content) -> list[str]:
    """Return the command that runs `program` in the sandbox.

    `folders` is the folder on the host where kernels have their sockets.
    """
    as_root = os.geteuid() == 0
    words = ["bwrap", "--die-with-parent", "--new-session", "--clearenv"]
    words += ["--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts"]
    words += ["--unshare-cgroup-try", "--hostname", "sealed"]
    if as_root:
        # No user namespace: the zygote itself becomes an ordinary user, since some
        # limits do not hold for root, and then drops these capabilities.
        for capability in ("SYS_ADMIN", "SETUID", "SETGID"):
            words += ["--cap-add", f"CAP_{capability}"]
        words += ["--dir", "/proc"]
    else:
        words += ["--unshare-user", "--uid", "1000", "--gid", "1000", "--proc", "/proc"]
    words += _view(folders, content)
    data = {name: inside for name, (_, inside) in _data(content).items()}
    for name, value in environment(LIBRARY, SCRATCH, content, data).items():
        words += ["--setenv", name, value]
    return [*words, "--chdir", LIBRARY, "--", *program]


def zygote_program(**options: object) -> list[str]:
    """Return the command that starts a zygote, to be run in its library's folder."""
    return [sys.executable, "-m", "zygote", json.dumps(options)]


def library(content: Content) -> dict[str, Path]:
    """Return what the library folder holds: each name inside, and its path here."""
    return {**content.library_folders, "zygote": HERE / "zygote"}


def _data(content: Content) -> dict[str, tuple[Path, str]]:
    """Return each folder of data by its variable: its path here and its path inside."""
    folders = content.data_folders.items()
    return {
        name: (folder, f"{DATA}/{number}")
        for number, (name, folder) in enumerate(folders)
    }


def _view(folders: Path, content: Content) -> list[str]:
    """Return the options for what is visible; later ones cover earlier ones."""
    words = ["--dev", "/dev"]
    for folder in sorted({Path(path).parent for path in SYSTEM}):
        words += _folder(folder)
    for path in SYSTEM:
        words += ["--ro-bind-try", path, path]
    for path in ROOT_LINKS:
        if os.path.islink(path):
            words += ["--symlink", os.readlink(path), path]
        else:
            words += ["--ro-bind-try", path, path]
    covered = [HERE.parent, *content.concealed_folders]
    if (HERE.parents[1] / "pyproject.toml").exists():
        covered.append(HERE.parents[1])  # a checkout, with all its neighbours
    prefixes = list(_prefixes())
    # Covers come before the environment, which may lie in the course's folder, and
    # again after it, since the course may be installed in the environment.
    words += _covers(covered, [Path(path) for path in SYSTEM])
    parts = [prefix / part for prefix in prefixes for part in PREFIX_PARTS]
    for prefix in prefixes:
        words += _folder(prefix)
    for part in parts:
        words += ["--ro-bind-try", str(part), str(part)]
    words += _covers(covered, parts)
    for path in (LIBRARY, DATA, "/run/kernel"):
        words += _folder(Path(path))
    for name, place in library(content).items():
        words += ["--ro-bind", str(place), f"{LIBRARY}/{name}"]
    for folder, inside in _data(content).values():
        words += ["--ro-bind", str(folder), inside]
    words += ["--ro-bind", str(_passwd(folders)), "/etc/passwd"]
    words += ["--bind", str(folders), FOLDERS]
    # This is the zygote's scratch folder; each kernel mounts its own in its place.
    words += ["--perms", "1777", "--size", str(64 << 20), "--tmpfs", SCRATCH]
    for name in ("home", "tmp"):
        words += ["--perms", "1777", "--dir", f"{SCRATCH}/{name}"]
    if not any(prefix.is_relative_to("/tmp") for prefix in prefixes):
        words += ["--symlink", f"{SCRATCH}/tmp", "/tmp"]
    return [*words, "--remount-ro", "/dev", "--remount-ro", "/"]


def _folder(path: Path) -> Iterator[str]:
    """Yield the options for a folder that all users can enter.

    The folders that bubblewrap makes by itself may be open to its own user only.
    """
    for folder in reversed([path, *path.parents][:-1]):
        yield from ("--perms", "0755", "--dir", str(folder))


def _covers(covered: Sequence[Path], bound: Sequence[Path]) -> Iterator[str]:
    for folder in covered:
        if folder.is_dir() and any(folder.is_relative_to(path) for path in bound):
            yield from ("--tmpfs", str(folder))


def _prefixes() -> Iterator[Path]:
    program = Path(sys.executable).resolve()
    seen = set()
    for prefix in (Path(sys.base_prefix), program.parent.parent, Path(sys.prefix)):
        if prefix not in seen and prefix != Path("/usr"):
            seen.add(prefix)
            yield prefix


def _passwd(folders: Path) -> Path:
    path = folders.parent / "passwd"
    path.write_text(PASSWD, encoding="utf-8")
    path.chmod(0o644)
    return path


@functools.cache
def _probe() -> str | None:
    if not sys.platform.startswith("linux"):
        return "bubblewrap needs Linux"
    if shutil.which("bwrap") is None:
        return "bubblewrap is not installed (Debian, Ubuntu: apt install bubblewrap)"
    try:
        tried = _tried()
    except subprocess.TimeoutExpired:
        return "bubblewrap does not finish here"
    except OSError as error:  # a full disk, or a container that has one user only
        told = f"{error.filename or 'bubblewrap'}: {error.strerror or error}"
        return f"bubblewrap cannot be tried here: {told}"
    if tried.returncode == 0:
        return None
    said = tried.stderr.decode("utf-8", "replace").strip().splitlines()
    reason = f"bubblewrap cannot confine a kernel here: {said[-1] if said else '?'}"
    return "; ".join([reason, *remedies()])


def _tried() -> subprocess.CompletedProcess[bytes]:
    with folders_for("probe") as folders:
        options = {"modules": [], "sandboxed": True, "folders": FOLDERS}
        program = zygote_program(**options, user=ORDINARY_USER, probe=True)
        return subprocess.run(
            command(program, folders, default_content()),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=30,
            check=False,
        )


def remedies(system: Path = Path("/proc/sys")) -> list[str]:
    """Return what to type where the system forbids user namespaces."""
    found = []
    for name, forbids, allows in SWITCHES:
        switch = system / name.replace(".", "/", 1)
        if switch.exists() and switch.read_text("ascii").strip() == forbids:
            found.append(f"allow it user namespaces: sudo sysctl -w {name}={allows}")
    return found


@contextlib.contextmanager
def folders_for(name: str) -> Iterator[Path]:
    """Make a temporary folder of all sockets, for one kernel only."""
    with tempfile.TemporaryDirectory(prefix="charlm-") as base:
        folders = Path(base, "kernels")
        (folders / name).mkdir(parents=True)
        give_to_kernels(folders)
        give_to_kernels(folders / name)
        yield folders


def give_to_kernels(path: Path) -> None:
    """Let kernels, and nobody else but us, write into a folder of the host."""
    path.chmod(0o700)
    if os.geteuid() == 0:
        os.chown(path, ORDINARY_USER, ORDINARY_USER)
