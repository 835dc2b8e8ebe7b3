"""Build a small transformer in Keras: blocks of self-attention over embeddings.

Each block adds to its input what causal self-attention finds in the characters before,
and then what two dense layers make of it (Vaswani et al., 2017; normalised before each
part, as in Radford et al., 2019). `utils.attention` reads the trained weights in NumPy.
"""

from __future__ import annotations

from typing import Any

from utils.quiet import keras

layers, ops = keras.layers, keras.ops


@keras.saving.register_keras_serializable(package="charlm")
class Positions(keras.layers.Layer):  # type: ignore[misc]
    """Add a learned vector for its place to each embedding: (batch, time, width).

    Without it attention would not know the order of what it reads.
    """

    def __init__(self, context: int, **options: Any) -> None:
        super().__init__(**options)
        self.context = context

    def build(self, shape: tuple[int | None, ...]) -> None:
        """Make one vector for each of the `context` places."""
        self.table = self.add_weight(
            shape=(self.context, shape[-1]), initializer="uniform", name="table"
        )

    def call(self, x: Any) -> Any:
        """Add the vectors of places 0, 1, 2, ... to x."""
        return x + self.table[: ops.shape(x)[1]]

    def get_config(self) -> dict[str, Any]:
        """Return what is needed to build this layer again."""
        return super().get_config() | {"context": self.context}


def build(
    size: int, *, context: int, width: int, heads: int, hidden: int, blocks: int
) -> Any:
    """Build a transformer from ids (batch, time) to logits (batch, time, size).

    time is at most `context`; `width` is the length of the vectors, which the `heads`
    share, `hidden` that of the dense layer in each block.
    """
    ids = keras.Input((None,), dtype="int32")
    x = Positions(context)(layers.Embedding(size, width)(ids))
    for _ in range(blocks):
        attend = layers.MultiHeadAttention(heads, width // heads)
        y = layers.LayerNormalization()(x)
        x = x + attend(y, y, use_causal_mask=True)
        y = layers.LayerNormalization()(x)
        y = layers.Dense(hidden, activation="relu")(y)
        x = x + layers.Dense(width)(y)
    return keras.Model(ids, layers.Dense(size)(layers.LayerNormalization()(x)))
