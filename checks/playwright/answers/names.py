"""What the cells of lesson 5 give to every answer."""
# ruff: noqa: F401

from itertools import islice

import utils.quiet  # isort: skip
import keras
import numpy as np
import tensorflow as tf
from keras import layers

tf.get_logger().setLevel("ERROR")  # here, answers have no source for AutoGraph to read

chars = sorted("\n !$&',-.3:;?ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
vocab_size = len(chars)
char2idx = {char: idx for idx, char in enumerate(chars)}
idx2char = np.array(chars)


def reset_memory(model):
    for layer in model.layers:
        if hasattr(layer, "reset_states"):
            layer.reset_states()
