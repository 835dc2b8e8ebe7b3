"""Functions for a process of its own, well-behaved and not."""

import os
import signal
import time


def add(tell, one, other):
    return one + other


def number(tell):
    return os.getpid()


def parent(tell):
    return os.getppid()


def fail(tell, why):
    raise ValueError(why)


def end(tell, status):
    tell({"at": "the end"})
    os._exit(status)


def kill(tell):
    os.kill(os.getpid(), signal.SIGKILL)


def hoard(tell, size):
    return len(bytearray(size))


def compute(tell):
    return pow(3, 10**9)


def sleep(tell, seconds):
    time.sleep(seconds)


def much(tell, size):
    return "x" * size


def write(tell, path, size):
    with open(path, "wb") as file:
        file.write(bytes(size))


def leave_a_child(tell):
    child = os.fork()
    if child == 0:
        time.sleep(60)
        os._exit(0)
    return child


def meet(tell, here, there):
    open(here, "w").close()
    end = time.monotonic() + 60
    while not os.path.exists(there) and time.monotonic() < end:
        time.sleep(0.01)
    return here if os.path.exists(there) else "nobody came"
