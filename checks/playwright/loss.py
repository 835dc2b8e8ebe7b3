"""Hidden criteria of `loss`: cross-entropy from logits, position by position."""
# ruff: noqa: D103  (a criterion is described by its name)

from __future__ import annotations

from typing import Any

import numpy as np

from utils.altered import expect_as_passed
from utils.checking import AnswerError, Checks, expect
from utils.tensors import is_tensor, tensor

from .oracle import log_softmax

checks = Checks("loss")


def draw_case(
    rng: np.random.Generator, scale: float = 3.0
) -> tuple[np.ndarray, np.ndarray]:
    """Draw labels (batch, time) and logits (batch, time, V) of random sizes."""
    batch, time, V = (int(n) for n in rng.permutation(np.arange(2, 9))[:3])
    labels = rng.integers(V, size=(batch, time))
    return labels, rng.normal(scale=scale, size=(batch, time, V)).astype(np.float32)


def loss(answer: Any, labels: np.ndarray, logits: np.ndarray) -> Any:
    """Return what the answer returns, if it is numbers."""
    found = answer.loss(tensor(labels), tensor(logits))
    if np.asarray(found).dtype.kind not in "fiu":
        raise AssertionError(
            "return the losses themselves, numbers of shape (batch, time), and nothing "
            "that would compute them"
        )
    return found


def expected(labels: np.ndarray, logits: np.ndarray) -> np.ndarray:
    """Return minus the log-probability of every label, (batch, time)."""
    chosen = np.take_along_axis(log_softmax(logits), labels[..., None], axis=-1)
    return -chosen[..., 0]


def responsive(answer: Any, labels: np.ndarray, logits: np.ndarray) -> Any:
    """Return the answer's losses; fail unless they are finite and use the logits."""
    found = loss(answer, labels, logits)
    other = loss(answer, labels, logits[..., ::-1] * np.float32(0.7))
    assert np.isfinite(np.asarray(found)).all()
    assert not np.array_equal(np.asarray(found), np.asarray(other))
    return found


def matches(found: Any, right: np.ndarray, atol: float = 1e-4) -> bool:
    """Return whether values agree, or their mean or sum where there is only one."""
    found = np.asarray(found, np.float64)
    if found.shape == ():
        right = np.array([right.mean(), right.sum()])
        return bool(np.isclose(found, right, rtol=1e-4, atol=atol).any())
    return bool(np.allclose(found, right, rtol=1e-4, atol=atol))


def gradient(answer: Any, labels: np.ndarray, logits: np.ndarray) -> np.ndarray:
    """Return the gradients of losses (1, time) by logits, (time, time, V)."""
    of_logits = answer.bound("loss", tensor(labels))
    (found,), _ = answer.tf.test.compute_gradient(of_logits, [tensor(logits)])
    return np.reshape(found, (labels.size, *logits.shape[1:]))


@checks.premise
def depends_on_its_arguments(answer: Any, rng: np.random.Generator) -> None:
    (rng,) = rng.spawn(1)
    labels, logits = draw_case(rng)
    found = np.asarray(loss(answer, labels, logits))
    if not np.array_equal(found, np.asarray(loss(answer, labels, logits))):
        raise AssertionError("the same labels and logits must give the same loss")
    others = np.asarray(loss(answer, (labels + 1) % logits.shape[-1], logits))
    if np.array_equal(found, others):
        raise AssertionError("the loss does not depend on labels")
    if np.array_equal(found, np.asarray(loss(answer, labels, logits[..., ::-1]))):
        raise AssertionError("the loss does not depend on logits")
    expect_as_passed(found, expected, {"labels": labels, "logits": logits})


@checks.criterion(
    "minus the log of the probability that the softmax gives the label",
    points=4,
    hint="logits are scores, not probabilities: the loss is the label's "
    "-log softmax(logits), in nats; the softmax belongs into it exactly once",
)
def cross_entropy(answer: Any, rng: np.random.Generator) -> None:
    for kind in (np.int64, np.int32):
        labels, logits = draw_case(rng)
        labels = labels.astype(kind)
        found = loss(answer, labels, logits)
        if np.shape(found) not in ((), labels.shape):  # of one value, another tells
            raise AssertionError(
                f"for labels of shape {labels.shape} the losses have the shape "
                f"{np.shape(found)}: there is one for each position"
            )
        expect(found, expected(labels, logits), same=matches)


@checks.criterion(
    "one value for every position",
    points=2,
    hint="neither sum nor mean: labels of shape (batch, time) give (batch, time) "
    "losses; Keras takes the mean itself when it trains",
)
def one_value_a_position(answer: Any, rng: np.random.Generator) -> None:
    labels, logits = draw_case(rng)
    for part in (np.s_[:], np.s_[:1], np.s_[:, :1]):  # one row, one column, too
        found = np.asarray(responsive(answer, labels[part], logits[part]))
        assert found.shape == labels[part].shape
        assert len(np.unique(found)) > 1


@checks.criterion(
    "extreme logits give the true loss, however improbable the label",
    points=2,
    hint="a probability below 1e-7 is cut off or becomes 0 on the way: do not make "
    "probabilities first, let the cross-entropy take the logits (from_logits=True)",
)
def extreme_logits(answer: Any, rng: np.random.Generator) -> None:
    for scale in (30.0, 3000.0):
        labels, logits = draw_case(rng, scale)
        labels[0] = logits[0].argmin(axis=-1)
        # A float32 has six exact digits, and so has a difference of two of them.
        rounding = 2e-6 * float(np.abs(logits).max())
        right = expected(labels, logits)
        assert matches(loss(answer, labels, logits), right, max(1e-4, rounding))


@checks.criterion(
    "training can follow the result back to the logits",
    points=2,
    hint="compute with TensorFlow or Keras alone: through NumPy, or where gradients "
    "are stopped, none comes back to the weights, even if the result is a tensor; in "
    "training, Keras calls the loss with symbolic tensors, which have no values yet",
)
def stays_a_tensor(answer: Any, rng: np.random.Generator) -> None:
    labels, logits = draw_case(rng)
    found = responsive(answer, labels, logits)
    assert is_tensor(found)
    try:
        traced = answer.tf.function(answer.loss)(tensor(labels), tensor(logits))
    except AnswerError:  # what TensorFlow says about it is long, and not about this
        raise AssertionError from None
    assert np.isfinite(np.asarray(traced)).all()
    if np.shape(found) != labels.shape or not matches(found, expected(labels, logits)):
        return  # of another loss, it is another gradient
    try:
        found = gradient(answer, labels[:1, :2], logits[:1, :2])
    except AnswerError:
        raise AssertionError from None
    p = np.exp(log_softmax(logits[0, :2]))
    right = p - np.eye(p.shape[1])[labels[0, :2]]
    assert np.allclose(found, np.eye(2)[..., None] * right, atol=1e-3)
