"""Import TensorFlow and Keras without the messages they write to stderr on the way.

    import utils.quiet  # first
    import tensorflow as tf

TensorFlow reports its processor features and missing graphics cards from C++, before
any setting takes effect, so the file descriptor of stderr is set aside while it is
imported. What was written comes back if the import fails. Warnings and errors of the
code that follows are shown as ever.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

STDERR = 2


@contextmanager
def stderr_set_aside() -> Iterator[None]:
    """Keep what goes to stderr, from C++ too; write it only if the block fails."""
    try:
        kept = os.dup(STDERR)
    except OSError:  # there is no stderr, so nothing can be written to it
        yield
        return
    with tempfile.TemporaryFile() as aside:
        try:
            os.dup2(aside.fileno(), STDERR)
            yield
        except BaseException:
            aside.seek(0)
            os.write(kept, aside.read())
            raise
        finally:
            os.dup2(kept, STDERR)
            os.close(kept)


# 3: not even the complaint that there is no graphics card. What matters is raised.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("KERAS_BACKEND", "tensorflow")
with stderr_set_aside():
    import keras
    import tensorflow as tf

__all__ = ["keras", "tf"]
