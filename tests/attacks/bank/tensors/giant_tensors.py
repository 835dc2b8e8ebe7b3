"""Returns more numbers than anybody can hold.

earns: 0
harmful: fills several GB of memory
"""


# %%
class Giant(tf.keras.Model):
    def __call__(self, x, *words, **more):
        return tf.fill([1 << 14, 1 << 14], 1.0)


# %% halve
def halve(x):
    return tf.zeros((1 << 25,), "float32")


# %% network
def network(units):
    return Giant()
