"""What `course doctor` looks at where students work on a JupyterHub.

That is nbgrader's exchange, through which they hand in, and the hub's proxy. Grading
needs neither.
"""

from __future__ import annotations

import os
import shutil
import stat
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from jupyter_core.paths import jupyter_config_path
from nbgrader.exchange.default import Exchange
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from course.folder import CONFIG
from course.sandbox.machine import Finding, note, ok

PROXY = "configurable-http-proxy"
GUIDE = "docs/jupyterhub.md"
FOR_ALL = stat.S_IWOTH | stat.S_IXOTH


def look_at_exchange(config: Config) -> Finding:
    """Look whether students can hand in through nbgrader's exchange, and only that."""
    ours = _with_shared(config)
    root = Path(Exchange(config=ours).root)
    told = _trouble(root, str(ours.CourseDirectory.get("course_id", "")))
    if told:
        return note(*told)
    if not root.exists():
        return ok(f"none at {root}, and none is needed")
    return ok(str(root))


def look_at_hub() -> Finding:
    """Look for the hub's proxy, where JupyterHub is installed."""
    try:
        found = f"JupyterHub {version('jupyterhub')}"
    except PackageNotFoundError:
        return ok("is not installed, and need not be")
    beside = Path(sys.prefix).parent / "tools" / "hub" / "node_modules" / ".bin"
    path = shutil.which(PROXY) or shutil.which(PROXY, path=str(beside))
    if path is None:
        todo = "npm ci --prefix tools/hub, and tell the hub where it is: " + GUIDE
        return note(f"{found} without its {PROXY}", todo)
    if shutil.which("node") is None:
        todo = "install Node 20 or later"
        return note(f"{found}: no Node for {path}", todo)
    return ok(f"{found}, {path}")


def _with_shared(config: Config) -> Config:
    """Return a course's configuration with what all users of the machine share."""
    merged = Config()
    for folder in reversed(jupyter_config_path()):
        if Path(folder, CONFIG).is_file():
            merged.merge(PyFileConfigLoader(CONFIG, path=folder).load_config())
    merged.merge(config)
    return merged


def _trouble(root: Path, course: str) -> tuple[str, str] | None:
    """Return what keeps students from handing in, and what to do."""
    as_root = "as root: chmod 1777 "
    mode = _mode(root)
    if mode is None:
        return None
    if mode & FOR_ALL != FOR_ALL:
        return f"{root}: students may not write there", f"{as_root}{root}"
    if not mode & stat.S_ISVTX:
        return f"{root}: students may move what is others' away", f"{as_root}{root}"
    inbound = root / course / "inbound"
    mode = _mode(inbound)
    if mode is None:
        return None
    todo = f"chmod 2733 {inbound}, as the user who released the assignment"
    if mode & FOR_ALL != FOR_ALL:
        return f"{inbound}: students may not hand in", todo
    if mode & stat.S_IROTH:
        return f"{inbound}: students may see who handed in, and what", todo
    if not os.access(inbound, os.R_OK | os.X_OK):
        return f"{inbound}: you may not collect from there", todo
    return None


def _mode(path: Path) -> int | None:
    """Return the permissions of a folder; None if there is none that we may see."""
    try:
        return path.stat().st_mode
    except OSError:
        return None
