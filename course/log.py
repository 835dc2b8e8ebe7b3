"""Send what libraries log during grading to a file, without ever failing."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from pathlib import Path


class LogFile(logging.FileHandler):
    """A log file that drops what it cannot write, for example on a full disk."""

    def __init__(self, path: Path, mode: str, form: str) -> None:
        super().__init__(path, mode=mode, encoding="utf-8")
        self.setFormatter(logging.Formatter(form))

    def handleError(self, record: logging.LogRecord) -> None:
        pass

    def close(self) -> None:
        with contextlib.suppress(OSError):
            super().close()


@contextlib.contextmanager
def logging_to(path: Path) -> Iterator[logging.Logger]:
    """Send nbgrader's log and Python's warnings to a file, not to the screen."""
    path.parent.mkdir(exist_ok=True)
    handler = LogFile(path, "w", "%(asctime)s %(levelname)s %(message)s")
    log = logging.getLogger("traitlets")
    before, spread = log.level, log.propagate
    warnings = logging.getLogger("py.warnings")
    logging.captureWarnings(True)
    log.addHandler(handler)
    warnings.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False
    try:
        yield log
    finally:
        log.setLevel(before)
        log.propagate = spread
        log.removeHandler(handler)
        warnings.removeHandler(handler)
        logging.captureWarnings(False)
        handler.close()
