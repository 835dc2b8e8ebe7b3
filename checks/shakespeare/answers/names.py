"""What the cells of lesson 2 give to every answer."""

import numpy as np

from utils.quiet import keras, tf
from utils.sampling import check_temperature

tf.get_logger().setLevel("ERROR")  # that what runs here has no file is known
vocab = ["[UNK]", "", *"\t\n !$&'(),-.0123456789:;?ABCDEFGHIJKLMNOPQRSTUVWXYZ[]"]
vocab += "abcdefghijklmnopqrstuvwxyz|"
vocab_size = len(vocab)


def text_from_ids(ids, vocab):
    symbols = keras.layers.StringLookup(vocabulary=vocab, invert=True, mask_token=None)
    return tf.strings.reduce_join(symbols(ids), axis=-1)


def split_input_target(sequence):
    return sequence[:-1], sequence[1:]


def temperature_random_sampling(log_probs, temperature=1.0):
    check_temperature(temperature)
    tiny = np.finfo(np.float32).tiny
    u = tf.random.uniform(tf.shape(log_probs), minval=tiny, maxval=1.0)
    return tf.argmax(log_probs - temperature * tf.math.log(-tf.math.log(u)), axis=-1)
