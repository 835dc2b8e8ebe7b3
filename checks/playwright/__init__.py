"""Hidden criteria of lesson 5, one module an exercise; never shown to an answer.

What a criterion is not about is replaced by something right while it runs: a text is
generated with a right `sample_next`, on a model of the answer's own `build_model` or,
should that fail, on one put together here. TensorFlow runs only in the process of the
answer: models are handles, and what they compute is compared with `oracle`.
"""

from utils.checking import Checks

from . import (
    build_model,
    generate_text,
    loss,
    sample_next,
    stateful_batches,
)

EXERCISES: dict[str, Checks] = {
    part.checks.exercise: part.checks
    for part in (stateful_batches, build_model, loss, sample_next, generate_text)
}
