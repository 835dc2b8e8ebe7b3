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
from importlib.util import find_spec

STDERR = 2
# Not a ModuleNotFoundError: notebooks take that for a missing `utils`.
MISSING = (
    "This needs TensorFlow, which is not installed here; lesson 1 alone does without. "
    "In the folder of a course that was set up with `make setup LESSON=1`, "
    "`make setup` adds it; in the folder that your course handed out, "
    "`pip install -r requirements.txt` does. Then restart the kernel."
)


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
# TensorFlow leaves oneDNN's matrix products off on some processors, where they are
# nearly twice as fast all the same: an LSTM of 128 took 25 ms a step in place of 41.
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "1")
os.environ.setdefault("KERAS_BACKEND", "tensorflow")
if find_spec("tensorflow") is None or find_spec("keras") is None:
    raise ImportError(MISSING)
with stderr_held_back():
    import keras
    import tensorflow as tf

__all__ = ["keras", "tf"]
