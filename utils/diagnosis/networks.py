"""What diagnostic inputs see of a model of Keras: settings, weights, predictions.

A model is called by its `call`: a first `__call__` traces a graph, which takes as long
as a whole diagnosis may.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import numpy as np

from utils.failures import AnswerError, InfrastructureError, LimitReached
from utils.tensors import tensor

# Settings of layers, by what they are unless somebody chose otherwise.
USUAL = {
    "stateful": False,
    "go_backwards": False,
    "mask_zero": False,
    "reset_after": True,
    "dropout": 0.0,
    "recurrent_dropout": 0.0,
    "rate": 0.0,
    "use_bias": True,
    "trainable": True,
    "kernel_regularizer": None,
    "activity_regularizer": None,
}
SIZES = ("input_dim", "output_dim", "units")
# Settings of an optimiser that only those have who chose them.
CHOSEN = "clipnorm clipvalue global_clipnorm weight_decay use_ema amsgrad momentum"
STEADY = 1e-4  # what two equal calls may differ by
Model = Any


def irregular(*shape: int, scale: float = 1.0) -> np.ndarray:
    """Return float32 between -2 and 2, times a scale, that depends on the shape."""
    places = np.arange(int(np.prod(shape))) + 13.0 * len(shape) + 3.0 * sum(shape)
    flat = 2 * scale * np.sin(places * places * 1.7 + places + 0.3)
    return flat.reshape(shape).astype(np.float32)


def with_weights(model: Model, scale: float = 0.5) -> Model:
    """Return the model with weights that are known by their shapes."""
    shapes = [np.shape(weight) for weight in model.get_weights()]
    model.set_weights([irregular(*shape, scale=scale) for shape in shapes])
    return model


def predicted(model: Model, inputs: np.ndarray) -> Any:
    """Return what a model makes of inputs."""
    return model.call(tensor(inputs))


def shapes(model: Model) -> list[object]:
    """Return the shapes of all weights, and how many of them are trained."""
    every = sorted(np.shape(weight) for weight in model.get_weights())
    return [every, len(model.trainable_weights)]


def settings(model: Model) -> list[str]:
    """Return what is unusual in the settings of a model's layers."""
    found: list[str] = []
    for layer in model.layers:
        with suppress(AnswerError, AttributeError, NotImplementedError):
            config = layer.get_config()
            for name, usual in USUAL.items():
                value = config.get(name, usual)
                if value != usual:
                    is_plain = isinstance(value, bool | int | float)
                    found.append(f"{name} {value if is_plain else 'set'}")
    return sorted(found)


def sizes(model: Model) -> list[tuple[str, int]]:
    """Return the sizes in the settings of a model's layers, and of layers in them."""
    return sorted(n for layer in model.layers for n in _sizes_in(layer.get_config()))


def _sizes_in(config: object) -> Iterator[tuple[str, int]]:
    if isinstance(config, dict):
        for name, value in config.items():
            if name in SIZES and isinstance(value, int):
                yield name, value
            elif name in ("layers", "cell", "layer", "config"):
                yield from _sizes_in(value)
    elif isinstance(config, list):
        for part in config:
            yield from _sizes_in(part)


def optimizer(answer: Any, model: Model, rate: float) -> list[object]:
    """Return the class of a model's optimiser, its rate, and other chosen settings."""
    if model.optimizer is None:
        return ["none"]
    kept = answer.keras.optimizers.serialize(model.optimizer)
    config = kept["config"]
    found = config["learning_rate"]
    if isinstance(found, int | float):
        is_right = abs(found - rate) < rate / 100
        default = {"RMSprop": 0.001, "Adam": 0.001, "SGD": 0.01}.get(kept["class_name"])
        is_default = default is not None and abs(found - default) < 1e-6
        of_rate = "as asked" if is_right else "default" if is_default else "another"
    else:
        of_rate = "schedule"
    chosen = [name for name in CHOSEN.split() if config.get(name)]
    betas = [round(config.get(name, 0.0), 6) for name in ("beta_1", "beta_2")]
    return [kept["class_name"], of_rate, chosen, repr(betas)]


def loss(model: Model, y: np.ndarray, y_pred: np.ndarray) -> object:
    """Return the loss for targets and predictions, or the kind of error."""
    try:
        given = {"y": tensor(y), "y_pred": tensor(y_pred.astype(np.float32))}
        return float(np.asarray(model.compute_loss(**given)).sum())
    except AnswerError as error:
        return str(error).partition(":")[0]
    except Exception as error:
        if isinstance(error, LimitReached | InfrastructureError):
            raise
        return type(error).__name__


def recurrent_start(model: Model, units: int, gates: int) -> str:
    """Return how a recurrent kernel was drawn: uniformly, orthogonally, otherwise.

    Of 1,000 entries the largest is within a tenth of the bound of glorot_uniform, and
    that of another distribution beyond it, but for one time in 10^9 at most.
    """
    shape = (units, gates * units)
    found = [w for w in model.get_weights() if np.shape(w) == shape]
    if len(found) != 1:
        return f"{len(found)} kernels"
    kernel = np.asarray(found[0], np.float64)
    if np.allclose(kernel @ kernel.T, np.eye(units), atol=1e-3):
        return "orthogonal"
    bound = np.sqrt(6 / (units + gates * units))
    largest = np.abs(kernel).max()
    return "uniform" if 0.9 * bound < largest <= bound * (1 + 1e-6) else "otherwise"


def values(found: Any) -> object:
    """Return predictions as arrays, alone or in a pair."""
    if isinstance(found, tuple | list):
        return [values(part) for part in found]
    return found if found is None else np.asarray(found)


def steady(one: Any, other: Any) -> bool:
    """Return whether two calls gave the same predictions, up to rounding."""
    first, second = (np.asarray(values(found)) for found in (one, other))
    return first.shape == second.shape and np.allclose(first, second, atol=STEADY)
