"""Say what is wrong with the inputs X and targets Y that a network is to learn from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import index


def check_parameters(parameters: Mapping[str, object]) -> None:
    """Raise ValueError for gradients in the place of parameters."""
    if "dWax" in parameters and "Wax" not in parameters:
        raise ValueError(
            "there are gradients in the place of the parameters: optimize returns the "
            "loss, gradients and the last state, and updates the parameters in place"
        )


def check_pair(X: Sequence[int | None] | None, Y: Sequence[int] | None) -> None:
    """Raise ValueError unless X and Y are equally many indices; X may have Nones."""
    check_indices("X", X, may_be_none=True)
    check_indices("Y", Y)
    assert X is not None and Y is not None
    if len(X) == 0:
        raise ValueError("the sequence is empty")
    if len(X) != len(Y):
        letters = [step for step in X if step is not None]
        end = ": Y lacks the newline at its end" if letters == list(Y) else ""
        raise ValueError(
            f"X has {len(X)} steps and Y has {len(Y)}; they must match{end}"
        )


def check_indices(
    name: str, values: Sequence[int | None] | None, may_be_none: bool = False
) -> None:
    """Raise ValueError unless `values`, which are called `name`, are all indices."""
    if values is None:
        raise ValueError(
            f"{name} is None: list.append and list.insert change a list and return "
            "None, so build it with +"
        )
    for place, value in enumerate(values):
        if value is None and may_be_none:
            continue
        try:
            index(value)  # type: ignore[arg-type]
        except TypeError:
            raise ValueError(f"{name} {_wrong(value, place, values)}") from None


def _wrong(value: object, place: int, values: Sequence) -> str:
    if isinstance(value, str):
        return f"holds {value!r}, a character: look up its index in char_to_ix"
    if value is None and place == len(values) - 1:
        return "ends with None: the last target is the index of the newline"
    return f"has an element that is not an index: {value!r:.40}"
