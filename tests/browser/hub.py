"""A JupyterHub for a class of two, set up as docs/jupyterhub.md says.

Students and instructor are users of this machine, made for the test and removed after
it, with all that they own. Everything else lies in one folder of root's in /opt.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psutil
from lab import ROOT, free_port
from support.waiting import wait_until

# What everybody may read: neither source/ nor checks/, which have the answers.
PUBLIC = ("course", "utils", "tools", "pyproject.toml", "requirements.lock")
PUBLIC += ("README.md", "LICENSE")
TEACHER, ADA, BEN = "teacher", "ada", "ben"
EVA = "\udce9va"  # éva in Latin-1, as an old machine may have it: no UTF-8
PASSWORD = "of-the-hub-test"
NEEDED = ("useradd", "userdel", "npm", "node", "bwrap")
SECONDS = 600  # that one command may take on a busy machine
DEFAULTS = """\
c = get_config()
c.CourseDirectory.course_id = "charlm"
c.CourseDirectory.max_file_size = 263_000
c.CourseDirectory.max_dir_size = 300_000
c.Exchange.root = {exchange!r}
c.ExchangeFactory.submit = "course.grading.whole_exchange.Submit"
c.ExchangeFactory.fetch_assignment = "course.grading.whole_exchange.FetchAssignment"
"""
ONE_LINE = """\
{"ServerApp": {"jpserver_extensions": {
    "nbgrader.server_extensions.assignment_list": false,
    "course.grading.assignment_list": true}}}
"""
HUB = """\
c = get_config()
c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_port = {hub_port}
c.JupyterHub.spawner_class = "jupyterhub.spawner.LocalProcessSpawner"
c.JupyterHub.authenticator_class = "dummy"
c.DummyAuthenticator.password = {password!r}
c.Authenticator.allowed_users = {users!r}
c.ConfigurableHTTPProxy.command = [{proxy!r}]
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{proxy_port}"
c.Spawner.cmd = [{server!r}]
c.Spawner.default_url = "/lab"
c.Spawner.start_timeout = c.Spawner.http_timeout = {seconds}
"""
NO_NEWS = """\
{"@jupyterlab/apputils-extension:notification":
 {"fetchNews": "false", "checkForUpdates": false}}
"""


@dataclass
class Hub:
    """A folder with all that is of root, and the users."""

    place: Path
    port: int = field(default_factory=free_port)

    @property
    def environment(self) -> Path:
        return self.place / "course" / ".venv"

    @property
    def exchange(self) -> Path:
        return self.place / "exchange"

    @property
    def proxy(self) -> Path:
        folder = self.place / "course" / "tools" / "hub" / "node_modules"
        return folder / ".bin" / "configurable-http-proxy"

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def user(self, who: str) -> str:
        """Return the name of the account; it is nobody else's on this machine."""
        return f"{who}-{self.place.name.rpartition('-')[2]}"

    def home(self, who: str) -> Path:
        return self.place / "home" / self.user(who)

    def run(
        self, who: str, *words: str, cwd: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a command as a user, in their home or a folder, and return its result."""
        account = pwd.getpwnam(self.user(who))
        return subprocess.run(
            words,
            cwd=cwd or account.pw_dir,
            env={
                "HOME": account.pw_dir,
                "USER": account.pw_name,
                "LOGNAME": account.pw_name,
                "PATH": f"{self.environment}/bin:{os.defpath}",
                "LANG": "C.UTF-8",
            },
            user=account.pw_uid,
            group=account.pw_gid,
            extra_groups=[],
            capture_output=True,
            text=True,
            errors="backslashreplace",
            timeout=SECONDS,
        )


def missing() -> str:
    """Return why there can be no hub here, "" if nothing is missing."""
    if sys.platform != "linux" or os.geteuid():
        return "only root on Linux can make the users of a JupyterHub"
    if lacking := [name for name in NEEDED if not shutil.which(name)]:
        return f"a JupyterHub needs {', '.join(lacking)}"
    return "" if public_python() else "no Python here that all users may start"


def public_python() -> str:
    """Return a Python that everybody may start; "" if there is none."""
    for program in (sys.executable, "/usr/bin/python3", "/usr/local/bin/python3"):
        path = Path(program).resolve()
        above = [path, *path.parents]
        if path.exists() and all(one.stat().st_mode & 0o005 == 0o005 for one in above):
            return str(path)
    return ""


def can_be_reached() -> bool:
    """Return whether the registry of the proxy answers."""
    done = subprocess.run(["npm", "ping"], capture_output=True, timeout=SECONDS)
    return done.returncode == 0


@contextmanager
def installed() -> Iterator[Hub]:
    """Set everything up but the course; remove it at the end."""
    place = Path(tempfile.mkdtemp(prefix="charlm-hub-", dir="/opt"))
    hub = Hub(place)
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, place, ignore_errors=True)
        place.chmod(0o755)
        install(hub)
        for who in (TEACHER, ADA, BEN, EVA):
            stack.callback(_remove, hub.user(who))
            _make(hub, who)
        yield hub


def install(hub: Hub) -> None:
    """Install the environment that all share, and the proxy."""
    course = hub.place / "course"
    course.mkdir()
    leftovers = shutil.ignore_patterns("__pycache__", "node_modules")
    for name in PUBLIC:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, course / name, ignore=leftovers)
        else:
            shutil.copy(ROOT / name, course)
    own = {"LESSON": "1", "PYTHON": public_python()}
    _run("sh", "tools/setup.sh", cwd=course, env={**os.environ, **own})
    settings = f'eval "$({hub.environment}/bin/python tools/pip_settings.py)"'
    packages = f"uv pip install --quiet --python {hub.environment}/bin/python"
    locked = "--require-hashes -r tools/hub/requirements.lock"
    script = f"{settings} && {hub.environment}/bin/{packages} {locked}"
    _run("sh", "-c", script, cwd=course)
    _run("npm", "ci", "--prefix", "tools/hub", cwd=course)
    configure(hub)


def configure(hub: Hub) -> None:
    """Write what holds for everybody, and make the exchange."""
    text = DEFAULTS.format(exchange=str(hub.exchange))
    for name, content in {
        "etc/jupyter/nbgrader_config.py": text,
        "etc/jupyter/jupyter_server_config.json": ONE_LINE,
        "share/jupyter/lab/settings/overrides.json": NO_NEWS,
    }.items():
        path = hub.environment / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    hub.exchange.mkdir()
    hub.exchange.chmod(0o1777)
    (hub.place / "home").mkdir()


def written(hub: Hub, proxy: Path, port: int) -> Path:
    """Write a configuration of the hub, in a folder of its own; return the file."""
    folder = hub.place / f"hub-{port}"
    folder.mkdir(mode=0o700)
    config = folder / "jupyterhub_config.py"
    config.write_text(
        HUB.format(
            port=port,
            hub_port=free_port(),
            proxy_port=free_port(),
            password=PASSWORD,
            users={hub.user(who) for who in (TEACHER, ADA, BEN)},
            proxy=str(proxy),
            server=f"{hub.environment}/bin/jupyterhub-singleuser",
            seconds=SECONDS,
        ),
        encoding="utf-8",
    )
    return config


def without_proxy(hub: Hub) -> subprocess.CompletedProcess[str]:
    """Start a hub whose proxy is not there; return how it ends."""
    config = written(hub, hub.proxy.with_name("gone"), free_port())
    return subprocess.run(
        [hub.environment / "bin" / "jupyterhub", "-f", config],
        cwd=config.parent,
        env=_of_hub(hub),
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )


@contextmanager
def serving(hub: Hub) -> Iterator[None]:
    """Run the hub with its proxy until the block ends."""
    config = written(hub, hub.proxy, hub.port)
    folder = config.parent
    with (folder / "log").open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            [hub.environment / "bin" / "jupyterhub", "-f", str(config)],
            cwd=folder,
            stdout=log,
            stderr=subprocess.STDOUT,
            env=_of_hub(hub),
        )
        try:
            wait_until(lambda: _started(hub, process))
            yield
        finally:
            process.send_signal(signal.SIGTERM)  # it ends all servers and the proxy
            process.wait(timeout=SECONDS)
            print((folder / "log").read_text(encoding="utf-8"))


def _of_hub(hub: Hub) -> dict[str, str]:
    return {"PATH": f"{hub.environment}/bin:{os.defpath}", "LANG": "C.UTF-8"}


def _started(hub: Hub, process: subprocess.Popen) -> bool:
    assert process.poll() is None, "the hub has ended"
    return answers(hub)


def answers(hub: Hub) -> bool:
    """Return whether the hub can be reached through its proxy."""
    try:
        urlopen(f"{hub.address}/hub/api", timeout=5).close()
    except (URLError, OSError):
        return False
    return True


def _make(hub: Hub, who: str) -> None:
    name, home = hub.user(who), hub.home(who)
    words = ("--create-home", "--home-dir", str(home), "--key", "HOME_MODE=0700")
    _run("useradd", *words, "--badname", "--shell", "/bin/bash", name)


def _remove(name: str) -> None:
    for process in psutil.process_iter(["username"]):
        if process.info["username"] == name:
            with suppress(psutil.NoSuchProcess):
                process.kill()
    subprocess.run(["userdel", name], capture_output=True)


def _run(*words: str, **more: object) -> None:
    done = subprocess.run(
        words, capture_output=True, text=True, timeout=SECONDS, **more
    )
    assert done.returncode == 0, f"{words}: {done.stdout[-2000:]}{done.stderr[-2000:]}"
