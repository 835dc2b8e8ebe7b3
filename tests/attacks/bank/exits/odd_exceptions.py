"""Raises exceptions that cannot be told, and ones that mean something to graders.

earns: 0
"""


# %%
class Untellable(BaseException):
    def __str__(self):
        raise self

    __repr__ = __str__
    _render_traceback_ = __str__


class LimitReached(Exception):
    pass


class InfrastructureError(Exception):
    pass


# %% softmax
def softmax(scores):
    raise Untellable


# %% generate
def generate(step, start, length):
    raise [KeyboardInterrupt, StopIteration, GeneratorExit, InfrastructureError][
        length % 4
    ]
