"""Prepare a kernel's working folder for an assignment that has files of its own.

This runs in the fork that becomes the kernel, before any student's code.
"""

from __future__ import annotations

import os
import shutil
import sys
from typing import Any

LIBRARY = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def prepare(request: dict[str, Any], folder: str) -> None:
    """Copy the files for this kernel here, out of `folder`; set path and variables.

    A kernel whose request says nothing of its work is left as it is.
    """
    wanted = request.get("work")
    if not wanted:
        return
    shutil.copytree(f"{folder}/{wanted['files']}", ".", dirs_exist_ok=True)
    os.environ.update(wanted["environment"])
    _put_library_last(present=wanted["library"])


def _put_library_last(present: bool) -> None:
    """Let the assignment's modules come before the course's, or be the only ones."""
    sys.path[:] = [place for place in sys.path if os.path.abspath(place) != LIBRARY]
    os.environ.pop("PYTHONPATH", None)
    if present:
        sys.path.append(LIBRARY)
        return
    for name, module in list(sys.modules.items()):
        place = getattr(module, "__file__", None) or ""
        ours = place.startswith(f"{LIBRARY}/")
        if ours and name.partition(".")[0] not in ("zygote", "__main__"):
            del sys.modules[name]
