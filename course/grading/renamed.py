"""Old dotted names that configurations still have, and the new ones.

The old names still work: `repair`, `execute`, `pages` and `kernel` beside this file are
where the classes were. Each logs the new name in one line.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from traitlets.log import get_logger
from traitlets.utils.importstring import import_item

from course.folder import CONFIG

NEW_NAMES = {
    "course.grading.repair.Repair": "course.worker.repair.Repair",
    "course.grading.execute.SealedExecute": "course.worker.execute.SealedExecute",
    "course.grading.pages.HarmlessPages": "course.worker.sanitize_html.SanitizeHtml",
    "course.grading.kernel.SealedProvisioner": "course.sandbox.SealedProvisioner",
}


def renamed_class(old: str, then: str = f"change it in {CONFIG}") -> Any:
    """Return the class that was called `old`, and log its new name."""
    get_logger().warning("%s is now %s: %s", old, NEW_NAMES[old], then)
    return import_item(NEW_NAMES[old])


def renamed_in(root: Path) -> Iterator[str]:
    """Yield a line for each old name in a course's configuration, with the new one."""
    path = root / CONFIG
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        code = line.partition("#")[0]
        for old, new in NEW_NAMES.items():
            if f'"{old}"' in code or f"'{old}'" in code:
                yield f"{path}:{number}: {old} is now {new}: change it there"
