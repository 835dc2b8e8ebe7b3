"""Never returns from a call, and swallows every interrupt.

earns: 0
"""

# %%
import signal
import time


# %% generate
def generate(step, start, length):
    signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    while True:
        try:
            time.sleep(100)
        except BaseException:
            pass
