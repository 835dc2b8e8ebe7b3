"""What is read of a process is what the system says of it, whatever its name is."""

import subprocess
import sys

import pytest

from course.sandbox.zygote import resource_monitor

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
    assert resource_monitor.status_of(number)["NSpid"].split()[0] == str(number)


def test_of_a_process_that_has_ended_nothing_is_told():
    with subprocess.Popen([sys.executable, "-S", "-c", ""]) as process:
        pass
    assert resource_monitor.status_of(process.pid) is None
