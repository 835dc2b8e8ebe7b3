"""Hidden criteria of lesson 1, one module an exercise; never shown to an answer.

A function that a criterion is not about is replaced by a right one while it runs
(`clip` under `optimize`; `optimize` and `sample` under `model`), so that one mistake
is not punished twice. For the same reason each criterion feeds the network weights of
which only some are not zero: a forgotten bias costs the points of the biases alone.
"""

from utils.checking import Checks

from . import (
    clip,
    clip_by_norm,
    model,
    optimize,
    rnn_step_backward,
    rnn_step_forward,
    sample,
)

PRACTICE = (rnn_step_forward, rnn_step_backward, clip_by_norm)  # without points
EXERCISES: dict[str, Checks] = {
    part.checks.exercise: part.checks
    for part in (clip, sample, optimize, model, *PRACTICE)
}
