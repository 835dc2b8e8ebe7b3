"""Kernels from a zygote behave as kernels do, start fast, and survive its death."""

import asyncio
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from support.kernels import Running, needs_bubblewrap, running, wait

from course.content import default_content
from course.sandbox import ZYGOTE_ENDED, NoKernel, SealedKernelManager, bubblewrap
from course.sandbox import zygote_pool as pools
from course.sandbox.zygote import resource_monitor as guard
from course.sandbox.zygote_pool import zygote_pool
from course.sandbox.zygote_process import Kind

pytestmark = needs_bubblewrap


TENSORFLOW = ("tensorflow", "keras", "keras.layers")


@pytest.fixture(scope="module")
def tensorflow():
    zygote_pool().zygote(Kind(TENSORFLOW, True, default_content()))
    with running(modules=list(TENSORFLOW)) as kernel:
        yield kernel


@pytest.fixture
def numpy():
    with running() as kernel:
        yield kernel


# --- starting ----------------------------------------------------------------


def test_a_numpy_kernel_has_numpy_and_no_tensorflow(numpy: Running):
    print(f"request to ready: {numpy.seconds_to_ready:.2f} s")
    told = numpy.run(
        "import sys; print(*[m in sys.modules for m in M])".replace(
            "M", '("numpy", "matplotlib", "tensorflow", "keras")'
        )
    )
    assert told == "True True False False"


def test_a_tensorflow_kernel_has_it_before_the_first_cell(tensorflow: Running):
    print(f"request to ready: {tensorflow.seconds_to_ready:.2f} s")
    assert tensorflow.seconds_to_ready < 5  # importing alone takes longer than that
    assert tensorflow.run("import sys; print('keras' in sys.modules)") == "True"


def test_a_tensorflow_kernel_trains_a_model(tensorflow: Running):
    code = """
    import keras, numpy as np
    model = keras.Sequential([keras.layers.GRU(8), keras.layers.Dense(1)])
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(0.05))
    x = np.random.default_rng(0).normal(size=(64, 5, 2)); y = x.sum(axis=(1, 2))
    losses = model.fit(x, y, epochs=8, verbose=0).history["loss"]
    print(losses[-1] < losses[0])
    """
    assert tensorflow.run(code, seconds=60).endswith("True")


def test_two_kernels_do_not_draw_the_same_numbers(numpy: Running):
    code = "import random, numpy as np; print(random.random(), np.random.rand())"
    with running() as other:
        assert not set(numpy.run(code).split()) & set(other.run(code).split())


def test_a_figure_is_shown_as_in_any_notebook(numpy: Running):
    code = "import matplotlib.pyplot as plt; plt.plot([1]); print(plt.get_backend())"
    assert "inline" in numpy.run(code)


def test_nbclient_runs_a_notebook_whatever_kernel_that_asks_for():
    cell = nbformat.v4.new_code_cell("import os; print(os.getcwd())")
    notebook = nbformat.v4.new_notebook(cells=[cell])
    notebook.metadata["kernelspec"] = {"name": "julia", "display_name": "x"}
    NotebookClient(notebook, kernel_manager_class=SealedKernelManager).execute()
    assert notebook.cells[0].outputs[0].text == "/scratch/work\n"


# --- ending ------------------------------------------------------------------


def test_an_interrupt_ends_the_cell_and_keeps_the_kernel(numpy: Running):
    numpy.run("x = 3")
    numpy.start("import time; time.sleep(60)")
    time.sleep(0.3)
    wait(numpy.manager.interrupt_kernel())
    assert numpy.run("print(x)", seconds=5).endswith("3")


def test_a_kernel_that_ignores_signals_is_killed(numpy: Running):
    numpy.start("""
    import signal, time
    signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
    while True:
        time.sleep(1)
    """)
    time.sleep(0.3)
    began = time.monotonic()
    wait(numpy.manager.shutdown_kernel(now=True))
    assert time.monotonic() - began < 2


def test_a_kernel_that_exits_is_seen_to_be_gone(numpy: Running):
    numpy.start("import os; os._exit(3)")
    assert numpy.wait_until_dead() == ""
    assert wait(numpy.manager.provisioner.poll()) == 3


def test_a_kernel_can_be_restarted_on_the_same_sockets(numpy: Running):
    numpy.run("x = 3")
    numpy.client.stop_channels()
    wait(numpy.manager.restart_kernel(now=True))
    numpy.connect()
    assert numpy.run("x").startswith("NameError")


def test_a_polite_shutdown_leaves_no_folder(numpy: Running):
    folder = os.path.dirname(numpy.manager.ip)
    assert os.path.isdir(folder)
    wait(numpy.manager.shutdown_kernel())
    assert not os.path.exists(folder)


# --- the zygote --------------------------------------------------------------


@pytest.mark.parametrize("which", [0, 2], ids=["bubblewrap", "python"])
def test_after_the_death_of_the_zygote_the_next_kernel_starts(numpy, which: int):
    kind = Kind((), True, default_content())
    before = zygote_pool().zygote(kind)
    os.kill(guard.family(guard.processes(), before.pid)[which], signal.SIGKILL)
    assert numpy.wait_until_dead() == ZYGOTE_ENDED
    with running() as other:
        assert other.run("print(2)") == "2"
    assert zygote_pool().zygote(kind) is not before


def test_a_killed_grader_leaves_no_process_and_its_folder_is_swept_up():
    code = """
    import asyncio, time
    from course.sandbox import SealedKernelManager
    from course.sandbox.zygote_pool import zygote_pool
    asyncio.run(SealedKernelManager().start_kernel())
    print(zygote_pool().folders, flush=True)
    time.sleep(60)
    """
    words = [sys.executable, "-c", textwrap.dedent(code)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as grader:
        folders = Path(grader.stdout.readline().strip())
        below = guard.family(guard.processes(), grader.pid)[1:]
        grader.kill()
    assert len(below) > 3  # bubblewrap twice, the zygote, the kernel and its init
    wait_until_gone(below)
    pools._sweep(folders.parent.parent)
    assert not folders.exists()


def test_a_request_under_way_survives_the_death_of_the_zygote():
    kind = Kind((), True, default_content())
    zygote = zygote_pool().zygote(kind)
    python = guard.family(guard.processes(), zygote.pid)[2]
    os.kill(python, signal.SIGSTOP)  # so that the request is certainly under way
    manager = SealedKernelManager()
    end = threading.Timer(0.5, os.kill, (zygote.pid, signal.SIGKILL))
    end.start()
    wait(manager.start_kernel())
    end.join()
    assert wait(manager.is_alive())
    assert zygote_pool().zygote(kind) is not zygote
    wait(manager.shutdown_kernel(now=True))


def test_a_zygote_is_replaced_in_time(monkeypatch):
    monkeypatch.setattr(pools, "KERNELS_PER_ZYGOTE", 1)
    kind = Kind((), True, default_content())
    with running():
        first = zygote_pool()._zygotes[kind]
        with running():
            assert zygote_pool()._zygotes[kind] is not first
            assert not first.dead  # it still has a kernel
    assert first.dead


def test_kernels_can_be_started_at_the_same_time():
    managers = [SealedKernelManager() for _ in range(4)]

    async def start_all():
        await asyncio.gather(*[manager.start_kernel() for manager in managers])
        alive = [await manager.is_alive() for manager in managers]
        await asyncio.gather(*[m.shutdown_kernel(now=True) for m in managers])
        return alive

    assert wait(start_all()) == [True] * 4


# --- without a sandbox -------------------------------------------------------


def test_without_bubblewrap_a_sealed_kernel_is_refused(monkeypatch):
    monkeypatch.setattr(bubblewrap, "_probe", lambda: "bubblewrap is not installed")
    with pytest.raises(NoKernel, match="not installed"):
        wait(SealedKernelManager().start_kernel())


def test_an_unsandboxed_kernel_works_and_ends_with_what_it_started():
    with running(sandboxed=False) as kernel:
        told = kernel.run("""
        import os, subprocess
        p = subprocess.Popen(["setsid", "sleep", "60"])
        print(os.environ["HOME"] != os.path.expanduser("~root"), p.pid)
        """)
        home, pid = told.split()
        assert home == "True"
    wait_until_gone([int(pid)])


def test_an_unsandboxed_kernel_has_a_guard_too():
    traits = {"sandboxed": False, "corpora": "", "memory_bytes": 300 << 20}
    with running(**traits) as kernel:
        kernel.start("""
        import os, time
        for n in range(3):
            if os.fork() == 0:
                a = b"x" * (150 << 20)
                time.sleep(60)
        """)
        assert kernel.wait_until_dead() == "memory"


def test_an_unsandboxed_kernel_is_interrupted_as_well():
    with running(sandboxed=False) as kernel:
        kernel.start("import time; time.sleep(60)")
        time.sleep(0.3)
        wait(kernel.manager.interrupt_kernel())
        assert kernel.run("print(4)", seconds=5).endswith("4")


def wait_until_gone(processes: list[int]) -> None:
    end = time.monotonic() + 10
    while any((p := guard.processes().get(n)) and p.memory for n in processes):
        assert time.monotonic() < end
        time.sleep(0.1)
