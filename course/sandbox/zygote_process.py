"""Start a zygote: in bubblewrap, or unsandboxed as an ordinary process.

Whoever starts it need not be who asks it for kernels (`zygote_client`): every client
has its own socket.
"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import tempfile
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from course.content import Content
from course.sandbox import bubblewrap


@dataclass(frozen=True)
class Kind:
    """What distinguishes one zygote from another.

    Courses whose kernels see the same share a zygote, as the students of one course do:
    it runs no code of any of them, and knows nothing of their courses.
    """

    modules: tuple[str, ...]  # imported in addition to those of every kernel
    sandboxed: bool
    content: Content = field(compare=False)
    seen: tuple[Hashable, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "seen", self.content.seen_by_kernels)

    def values(self) -> dict[str, Any]:
        """Return it as plain data."""
        content = {**self.content.without_root(), "root": str(self.content.root)}
        modules = list(self.modules)
        return {"modules": modules, "sandboxed": self.sandboxed, "content": content}

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> Kind:
        """Return the kind of these values, as read from JSON."""
        content = Content.from_values(values["content"])
        return cls(tuple(values["modules"]), bool(values["sandboxed"]), content)


class ZygoteProcess:
    """A zygote that this process has started, and its first socket."""

    def __init__(self, kind: Kind, base: Path) -> None:
        ours, theirs = socket.socketpair()
        self._log = tempfile.TemporaryFile()  # noqa: SIM115, lives as long as we
        with theirs:
            self._process = _spawn(kind, base, theirs, self._log)
        self.socket = ours

    @property
    def pid(self) -> int:
        """The pid of the process started: bubblewrap, or the zygote itself."""
        return self._process.pid

    @property
    def ended(self) -> bool:
        """Whether it has ended."""
        return self._process.poll() is not None

    def connect(self) -> socket.socket:
        """Return a new socket on which the zygote serves a client; raise OSError."""
        ours, theirs = socket.socketpair()
        with theirs:
            socket.send_fds(self.socket, [b'{"do": "attach"}\n'], [theirs.fileno()])
        return ours

    def close(self) -> None:
        """End it with all its kernels."""
        with contextlib.suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()
        try:
            self._process.wait(2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def last_log_line(self) -> str:
        """Return the last line that it wrote to its error output."""
        self._log.seek(0)
        lines = self._log.read().decode("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else "it wrote no error"


def _spawn(
    kind: Kind, base: Path, control: socket.socket, log: IO[bytes]
) -> subprocess.Popen:
    folders = base / "kernels"
    options = {"modules": list(kind.modules), "sandboxed": kind.sandboxed}
    if kind.sandboxed:
        program = bubblewrap.zygote_program(
            **options, folders=bubblewrap.FOLDERS, user=bubblewrap.ORDINARY_USER
        )
        words = bubblewrap.command(program, folders, kind.content)
        place, variables = None, {"PATH": os.environ.get("PATH", os.defpath)}
    else:
        place = Path(tempfile.mkdtemp(prefix="library-", dir=base))
        for name, path in bubblewrap.library(kind.content).items():
            (place / name).symlink_to(path)
        scratch = base / "zygote"
        for name in ("home", "tmp"):
            (scratch / name).mkdir(parents=True, exist_ok=True)
        words = bubblewrap.zygote_program(**options, folders=str(folders))
        data = {name: str(path) for name, path in kind.content.data_folders.items()}
        variables = bubblewrap.environment(str(place), str(scratch), kind.content, data)
    return subprocess.Popen(
        words,
        stdin=control.fileno(),
        stdout=subprocess.DEVNULL,
        stderr=log,
        cwd=place,
        env=variables,
        start_new_session=not kind.sandboxed,
    )
