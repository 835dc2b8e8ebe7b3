"""Import everything that a kernel needs before it is forked.

No TensorFlow operation runs here: its runtime starts threads, and a fork copies only
the thread that forks.
"""

from __future__ import annotations

import importlib
import os
from dataclasses import dataclass, field

from . import confine

ALWAYS = (
    "numpy",
    "numpy.fft",
    "numpy.linalg",
    "numpy.random",
    "matplotlib.pyplot",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    "matplotlib_inline.backend_inline",
    "IPython.core.completer",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.magics",
    "IPython.core.magics.execution",
    "IPython.core.magics.pylab",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.datapub",
    "ipykernel.debugger",
    "psutil",
    "pygments.formatters.terminal256",
    "stack_data",
    "tornado.platform.asyncio",
)
NEEDED = ("numpy", "ipykernel.kernelapp")


@dataclass(frozen=True)
class Options:
    """The options of a zygote, from its command line."""

    modules: list[str]  # imported in addition to those of every kernel
    sandboxed: bool
    folders: str  # where each kernel has a folder for its sockets
    user: int = 65534  # the user to become if root started bubblewrap
    probe: bool = False  # only try whether a kernel can be sandboxed
    program: list[str] = field(default_factory=list)  # only run this in the sandbox
    limits: dict[str, int] = field(default_factory=dict)  # of that program


def prepare_process(options: Options) -> None:
    """Make this process ready to fork kernels."""
    if options.sandboxed:
        confine.become_ordinary(options.user)
    confine.adopt_orphans()


def preload(options: Options) -> None:
    """Import what a kernel of this kind needs; raise if that starts a thread."""
    for name in (*ALWAYS, *options.modules):
        try:
            importlib.import_module(name)
        except ImportError:
            if name in (*NEEDED, *options.modules):
                raise
    threads = os.listdir("/proc/self/task")
    if len(threads) > 1:
        raise RuntimeError(f"importing has started {len(threads) - 1} threads")
