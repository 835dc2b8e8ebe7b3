"""Import TensorFlow and Keras without their messages on stderr.

    import utils.quiet  # first
    import tensorflow as tf

TensorFlow reports its processor features and missing graphics cards from C++, before
any setting takes effect, so the file descriptor of stderr is redirected during the
import. If the import fails, the messages are written after all. Later warnings and
errors are shown as usual.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

STDERR = 2


@contextmanager
def stderr_held_back() -> Iterator[None]:
    """Hold back stderr, from C++ too; write it only if the block fails."""
    try:
        saved = os.dup(STDERR)
    except OSError:  # there is no stderr
        yield
        return
    with tempfile.TemporaryFile() as aside:
        try:
            os.dup2(aside.fileno(), STDERR)
            yield
        except BaseException:
            aside.seek(0)
            os.write(saved, aside.read())
            raise
        finally:
            os.dup2(saved, STDERR)
            os.close(saved)


# 3: not even the message that there is no graphics card; real errors are raised.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("KERAS_BACKEND", "tensorflow")
with stderr_held_back():
    import keras
    import tensorflow as tf

__all__ = ["keras", "tf"]
