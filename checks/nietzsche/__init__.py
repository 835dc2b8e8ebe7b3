"""Hidden criteria of lesson 3, one module an exercise; never shown to an answer.

`sample` is replaced by a right one while `generate` is judged, so that one mistake is
not punished twice. What is drawn by chance is judged by a test that calls a right
answer wrong less than once in ten million times (`oracle.differ`).
"""

from utils.checking import Checks

from . import (
    build_model,
    extract_windows,
    generate,
    lstm_step,
    one_hot_batch,
    sample,
    top_p,
)

PRACTICE = (lstm_step, top_p)  # without points
EXERCISES: dict[str, Checks] = {
    part.checks.exercise: part.checks
    for part in (
        extract_windows,
        one_hot_batch,
        build_model,
        sample,
        generate,
        *PRACTICE,
    )
}
