"""Stops its own process, so that it neither answers nor ends.

earns: 0
"""


# %% softmax
def softmax(scores):
    import os
    import signal

    os.kill(os.getpid(), signal.SIGSTOP)
