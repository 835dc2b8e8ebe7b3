"""Hidden criteria of lesson 2, one module an exercise; never shown to an answer.

What a criterion is not about does not cost points: datasets are judged with a right
`line_to_tensor` where the answer's own is wrong, `compile_model` on a model of Keras's
own, and `GenerativeModel` writes with a network of ours. Weights are told apart by
their shapes, so layers may have any name and order.
"""

from utils.checking import Checks

from . import (
    compile_model,
    create_batch_dataset,
    generative_model,
    gru_step,
    grulm,
    line_to_tensor,
    log_perplexity,
)

PRACTICE = (gru_step, generative_model)  # without points
EXERCISES: dict[str, Checks] = {
    part.checks.exercise: part.checks
    for part in (
        line_to_tensor,
        create_batch_dataset,
        grulm,
        compile_model,
        log_perplexity,
        *PRACTICE,
    )
}
