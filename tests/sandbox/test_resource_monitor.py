"""What is read of a process is what the system says of it, whatever its name is."""

import os
import subprocess
import sys

import pytest

from course.sandbox.zygote import kernel_memory, process_files, resource_monitor

NAMED = (
    "import ctypes, sys; ctypes.CDLL(None).prctl(15, {name!r}, 0, 0, 0);"
    " print('named', flush=True); sys.stdin.read()"
)
NAMES = [
    b"\rPss: -99999999",
    b"\rVmRSS: x",
    b"\x0cThreads: 0",
    b")R 1 1",
    b"\rNSpid: 1",
]

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="reads /proc"
)


@pytest.fixture(params=NAMES, ids=repr)
def number(request):
    """Return the number of a process with such a name."""
    code = NAMED.format(name=request.param)
    with subprocess.Popen(
        [sys.executable, "-S", "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        process.stdout.readline()
        yield process.pid
        process.stdin.close()


def test_a_name_says_nothing_of_memory_or_threads(number: int):
    process = resource_monitor.processes()[number]
    assert process.memory > 1 << 20 and process.threads == 1
    assert resource_monitor._own_memory(number) > 1 << 20


def test_a_name_is_no_number_of_another_process(number: int):
    assert process_files.status_of(number)["NSpid"].split()[0] == str(number)


def test_a_process_whose_first_thread_has_ended_keeps_what_it_has():
    code = (
        "import ctypes, threading, time\n"
        "held = bytearray(50 << 20)\n"
        "def hold():\n    time.sleep(0.1)\n    print('alone', flush=True)\n"
        "    time.sleep(30)\n"
        "threading.Thread(target=hold).start()\n"
        "ctypes.CDLL(None).pthread_exit(None)"
    )
    with subprocess.Popen(
        [sys.executable, "-S", "-c", code], stdout=subprocess.PIPE
    ) as process:
        process.stdout.readline()
        known = resource_monitor.processes()[process.pid]
        own = resource_monitor._own_memory(process.pid)
        process.kill()
    assert known.memory > 50 << 20 and own > 50 << 20
    assert known.threads == 2 and known.files > 0


def test_below_a_process_are_its_descendants_and_nobody_else():
    code = (
        "import subprocess, sys\n"
        "waits = [sys.executable, '-S', '-c', 'print(flush=True); input()']\n"
        "below = subprocess.Popen(waits, stdin=-1, stdout=-1)\n"
        "below.stdout.readline()\n"  # now it is that program, and not still a copy
        "print(below.pid, flush=True)\n"
        "sys.stdin.read()\n"
        "below.communicate(b'.')"
    )
    with subprocess.Popen(
        [sys.executable, "-S", "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        below = int(process.stdout.readline())
        table = resource_monitor.processes(process.pid)
        process.stdin.close()
    assert table.keys() == {process.pid, below}
    assert table[process.pid].children == [below]
    assert table[below].parent == process.pid and table[below].memory > 1 << 20


def test_of_a_process_that_has_ended_nothing_is_told():
    with subprocess.Popen([sys.executable, "-S", "-c", ""]) as process:
        pass
    assert process_files.status_of(process.pid) is None


def test_a_kernel_that_takes_too_long_to_look_at_has_too_much_memory(monkeypatch):
    table = resource_monitor.processes()
    watch = kernel_memory.Watch(root=0)
    limits = dict.fromkeys(("processes", "threads", "cpu_seconds"), 1 << 30)
    limits["memory_bytes"] = 1 << 50

    def found() -> str | None:
        watch._looks = 0  # mappings are not counted in each look
        return resource_monitor.excess(table, os.getpid(), limits, watch)

    assert found() is None
    monkeypatch.setattr(process_files, "LOOK_SECONDS", -1)
    assert found() == "memory"
