"""Never returns from a call, and leaves the work to children that live for a moment.

Their time is told to nobody, because nobody waits for them. All that the clock of a
call sees is a process that waits for a processor, which costs nothing.

earns: 0
harmful: processes
"""


# %% generate
def generate(step, start, length):
    import os
    import signal
    import time

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    end = time.monotonic() + 60
    for _ in range(8):
        if os.fork() == 0:
            while time.monotonic() < end:
                if os.fork() == 0:
                    soon = time.monotonic() + 0.03
                    while time.monotonic() < soon:
                        pass
                    os._exit(0)
                try:
                    os.wait()
                except OSError:
                    pass
            os._exit(0)
    while time.monotonic() < end:
        pass
