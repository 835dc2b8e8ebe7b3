"""Datasets that never end, and one whose first item never comes.

earns: 0
"""


# %%
def forever():
    while True:
        pass
    yield 0


# %% halve
def halve(x):
    return tf.data.Dataset.from_tensors(0.0).repeat()


# %% pairs
def pairs(values):
    if len(values) == 2:
        return tf.data.Dataset.range(1).repeat().map(lambda x: (x, x))
    return tf.data.Dataset.from_generator(forever, output_types=tf.int64)
