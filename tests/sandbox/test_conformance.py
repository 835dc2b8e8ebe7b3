"""What may a kernel read, write, reach and use up? One table, for every manager.

Add a kernel manager to MANAGERS, and every line is tested with its kernels. What cannot
hold without a sandbox is not tried there, since trying may do harm: it is an expected
failure, with the reason.
"""

import os
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
from jupyter_client.manager import AsyncKernelManager
from support.kernels import Running, running, wait

from course.sandbox import SealedKernelManager, bubblewrap

MB = 1 << 20
LIBC = "import ctypes, os; libc = ctypes.CDLL(None, use_errno=True)\n"
REFUSED = "-1 (1|38)"  # EPERM, ENOSYS
NO_NAMESPACES = "it runs in the namespaces of the grader"
NO_FILTER = "no filter of system calls"
GRADERS_FILES = "it sees the files of the grader's user"
NO_ACCOUNT = "what the system keeps for it is not told apart from the machine's"


@dataclass(frozen=True)
class Kind:
    """A way to start kernels, and whether it promises a sandbox."""

    new_manager: Callable[..., AsyncKernelManager]
    sandboxed: bool
    unavailable: str = ""


@dataclass(frozen=True)
class Fact:
    """What a kernel prints for some code, or which limit ends it.

    `void` says why that does not hold without a sandbox.
    """

    name: str
    code: str
    says: str = ""  # a pattern of what is printed
    ends: str = ""  # or the limit that ends the kernel
    limits: dict[str, int] = field(default_factory=dict)
    void: str = ""  # why it does not hold without a sandbox


def call(number: int, *arguments: str) -> str:
    """Return code that prints what a system call returns, by its number on x86_64."""
    words = ", ".join([str(number), *arguments])
    return f"{LIBC}print(libc.syscall({words}), ctypes.get_errno())"


def refused(name: str, number: int, *arguments: str) -> Fact:
    code = call(number, *arguments)
    return Fact(f"{name} is refused", code, REFUSED, void=NO_FILTER)


MANAGERS = {
    "sealed": Kind(SealedKernelManager, True, bubblewrap.available() or ""),
    "unsandboxed": Kind(partial(SealedKernelManager, sandboxed=False), False),
}

READS = [
    Fact("the library can be imported", "import utils; print('here')", "here"),
    Fact(
        "the course cannot be imported",
        "import course",
        "ModuleNotFoundError: .*",
        void=GRADERS_FILES,
    ),
    Fact(
        "the grader's variables are not told",
        "import os; print('CHARLM_CONFORMANCE' in os.environ)",
        "False",
    ),
    Fact(
        "no variable says that this is grading",
        "import os; print([name for name in os.environ if 'NBGRADER' in name])",
        r"\[\]",
    ),
    Fact(
        "the grader's home is not there",
        f"import os; print(os.path.exists({os.path.expanduser('~/.bashrc')!r}))",
        "False",
        void=GRADERS_FILES,
    ),
    Fact(
        "only its own processes are visible",
        "import os; print(*sorted(n for n in os.listdir('/proc') if n.isdigit()))",
        "1 2",
        void=NO_NAMESPACES,
    ),
    Fact(
        "the messages of the system are not told",
        call(103, "10, 0, 0"),
        REFUSED,
        void=NO_FILTER,
    ),
    Fact(
        "passwords of the machine are not there",
        "print(open('/etc/shadow').read())",
        "FileNotFoundError: .*",
        void=GRADERS_FILES,
    ),
    Fact(
        "the sockets of others are not listed",
        "import os; print(os.listdir('/run/kernels'))",
        r"\[\]",
        void=NO_NAMESPACES,
    ),
]

WRITES = [
    Fact(
        "its working folder is empty and can be written",
        "import os; print(os.listdir()); open('x', 'w').close(); os.remove('x')",
        r"\[\]",
    ),
    Fact(
        "temporary files are its own",
        "import tempfile; f = tempfile.NamedTemporaryFile(); f.write(b'x'); print(7)",
        "7",
    ),
    Fact(
        "the library cannot be changed",
        "import os, utils; print(os.access(utils.__file__, os.W_OK))",
        "False",
        void=GRADERS_FILES,
    ),
    Fact(
        "nothing of the system can be written",
        "import os; print([p for p in ('/', '/etc', '/usr', '/run', '/var')"
        " if os.access(p, os.W_OK)])",
        r"\[\]",
        void=GRADERS_FILES,
    ),
    Fact(
        "nothing that the system keeps of a process can be written",
        "import glob, os; print([p for p in glob.glob('/proc/self/*')"
        " if os.path.isfile(p) and os.access(p, os.W_OK)])",
        r"\[\]",
        void=NO_NAMESPACES,
    ),
    Fact(
        "no setting of the system can be changed",
        "import os; print(os.access('/proc/sys/kernel/hostname', os.W_OK)"
        " and not open('/proc/sys/kernel/hostname', 'w').write('x'))",
        "False|.*Error: .*",
        void=NO_NAMESPACES,
    ),
]

REACHES = [
    Fact(
        "no address outside",
        "import socket; socket.create_connection(('192.0.2.1', 9), timeout=1)",
        "OSError: .*unreachable.*",
        void=NO_NAMESPACES,
    ),
    Fact(
        "nothing on this machine",
        "import socket; socket.create_connection(('127.0.0.1', 22), timeout=1)",
        "OSError: .*unreachable.*",
        void=NO_NAMESPACES,
    ),
    Fact(
        "no other kind of socket",
        "import socket; socket.socket(40, 1)",
        "OSError: .*not supported.*",
        void=NO_FILTER,
    ),
    Fact(
        "no signal to others",
        "import os; print([p for p in range(3, 99) if not os.kill(p, 0)])",
        "ProcessLookupError: .*",
        void=NO_NAMESPACES,
    ),
    Fact(
        "no memory of its parent",
        "import os; open(f'/proc/{os.getppid()}/mem', 'rb')",
        "PermissionError: .*",
        void=NO_NAMESPACES,
    ),
    refused("a namespace", 272, "0x10000000"),
    refused("a mount", 165, "0, 0, 0, 0, 0"),
    refused("tracing", 101, "16, 1, 0, 0"),
    refused("a choice of processors", 203, "0, 8, b'\\xff' * 8"),
    refused("a policy of its own", 144, "0, 5, b'\\0' * 4"),
    refused("another filter of calls", 317, "2, 0, 0"),
    refused("a priority for its files", 251, "1, 0, 0x4000"),
    refused("a cookie that keeps others off a processor", 157, "62, 1, 0, 0, 0"),
]

COUNTED_FOR_OTHERS = [
    refused("a queue of asynchronous reads", 206, "16, ctypes.byref(ctypes.c_long())"),
    refused("a ring of asynchronous calls", 425, "8, b'\\0' * 120"),
    refused("notices about files", 294, "0"),
    refused("notices about files in the old way", 253),
    refused("notices about file systems", 300, "0, 0"),
    refused("a queue of messages", 240, "b'x', 0o102, 0o600, 0"),
    refused("an old queue of messages", 68, "0, 0o1600"),
    refused("old shared memory", 29, "0, 4096, 0o1600"),
    refused("old semaphores", 64, "0, 1, 0o1600"),
    refused("a file in memory", 319, "b'x', 0"),
    refused("a key", 248, "b'user', b'x', b'y', 1, -3"),
    refused("faults handled by itself", 323, "1"),
    refused("counters of the processor", 298, "b'\\0' * 128, 0, -1, -1, 0"),
    refused("a program in the system", 321, "0, b'\\0' * 128, 128"),
    refused("a set of rules", 444, "0, 0, 1"),
    refused("pages lent to a pipe", 278, "0, 0, 0, 0"),
    refused("a larger pipe", 72, "os.pipe()[0], 1031, 1 << 20"),
    refused("an attribute of a file", 188, "b'f', b'user.x', b'y', 1, 0"),
    refused("an attribute of an open file", 190, "1, b'user.x', b'y', 1, 0"),
    refused("writing all that the machine has not saved yet", 162),
    refused("a process in the memory of another", 56, "0x111, 0, 0, 0, 0"),
    refused("a lock that is nobody's", 72, "os.pipe()[0], 37, b'\\0' * 32"),
    refused("a lease, for which others wait", 72, "os.open('f', 64), 1024, 0"),
    Fact(
        "a larger buffer of a socket is refused",
        "import socket; a, b = socket.socketpair()\n"
        "a.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4 << 20)",
        "PermissionError: .*",
        void=NO_FILTER,
    ),
    Fact(
        "timers and waiting signals are few",
        "import resource; print(resource.getrlimit(resource.RLIMIT_SIGPENDING))",
        r"\(1024, 1024\)",
    ),
    Fact(
        "a crash starts no program of the machine",
        "import resource; print(resource.getrlimit(resource.RLIMIT_CORE))",
        r"\(1, 1\)",
    ),
    Fact(
        "memory shared without a file is refused",
        "import mmap; mmap.mmap(-1, 4096)",
        "PermissionError: .*",
        void=NO_FILTER,
    ),
]

HONEST = [
    Fact(
        "processes with a queue work",
        "import multiprocessing as mp; q = mp.get_context('fork').SimpleQueue()\n"
        "p = mp.get_context('fork').Process(target=q.put, args=(7,)); p.start()\n"
        "print(q.get()); p.join()",
        "7",
    ),
    Fact(
        "a pool of threads works",
        "from concurrent.futures import ThreadPoolExecutor as Pool\n"
        "print(sum(Pool(8).map(abs, range(-9, 0))))",
        "45",
    ),
    Fact("a shell works", "!echo one | tr o 0", "0ne"),
    Fact(
        "another program works",
        "import subprocess; print(subprocess.check_output(['echo', 'two'], text=True))",
        "two",
    ),
    Fact(
        "files are copied",
        "import shutil; open('a', 'w').write('x' * 9); shutil.copy('a', 'b')\n"
        "print(len(open('b').read())); __import__('os').remove('a')\n"
        "__import__('os').remove('b')",
        "9",
    ),
    Fact(
        "a database in a file works",
        "import sqlite3, os; d = sqlite3.connect('d.db')\n"
        "d.execute('create table t(x)'); d.execute('insert into t values (5)')\n"
        "d.commit(); print(*d.execute('select x from t').fetchone())\n"
        "d.close(); os.remove('d.db')",
        "5",
    ),
    Fact(
        "an event loop works",
        "import subprocess, sys; print(subprocess.check_output([sys.executable, '-c',"
        " 'import asyncio; print(asyncio.run(asyncio.sleep(0, 3)))'], text=True))",
        "3",
    ),
    Fact(
        "NumPy and a figure work",
        "import numpy as np, matplotlib.pyplot as plt; plt.plot(np.arange(3))\n"
        "plt.close(); print(np.linalg.norm(np.ones((50, 50)) @ np.ones(50)) > 353)",
        "True",
    ),
]

HOARD_SOCKETS = """
import os, socket, time
for _ in range(40):
    if os.fork() == 0:
        hoard = []
        try:
            while True:
                pair = socket.socketpair()
                hoard.append(pair)
                for one in pair:
                    one.setblocking(False)
                    try:
                        while True: one.send(bytes(65536))
                    except BlockingIOError: pass
        except OSError: pass
        time.sleep(60)
time.sleep(60)
"""

USES_UP = [
    Fact(
        "memory of a process",
        "x = bytearray(400 << 20)",
        "MemoryError:.*",
        limits={"memory_bytes": 200 * MB},
    ),
    Fact(
        "memory of all processes",
        "import os, time\nfor n in range(4):\n    if os.fork() == 0:\n"
        "        x = b'x' * (150 << 20); time.sleep(60)\n",
        ends="memory",
        limits={"memory_bytes": 300 * MB},
    ),
    Fact(
        "memory of processes with a line of their own for a name",
        "import ctypes, os, time\n"
        "ctypes.CDLL(None).prctl(15, b'\\rPss: -99999999', 0, 0, 0)\n"
        "for n in range(4):\n    if os.fork() == 0:\n"
        "        x = b'x' * (150 << 20); time.sleep(60)\n",
        ends="memory",
        limits={"memory_bytes": 300 * MB},
    ),
    Fact(
        "memory of processes whose first thread has ended",
        "import ctypes, os, threading, time\n"
        "def hold():\n    time.sleep(0.5); x = b'x' * (150 << 20); time.sleep(60)\n"
        "for n in range(4):\n    if os.fork() == 0:\n"
        "        threading.Thread(target=hold).start()\n"
        "        ctypes.CDLL(None).pthread_exit(None)\ntime.sleep(60)",
        ends="memory",
        limits={"memory_bytes": 300 * MB},
    ),
    Fact(
        "pages in a thousand places, which take long to look at",
        "import os, mmap, time\n"
        "f = open('/dev/shm/x', 'w+b'); f.write(bytes(16 << 20)); f.flush()\n"
        "m = [mmap.mmap(f.fileno(), 16 << 20, 32769) for _ in range(60)]\n"
        "time.sleep(60)",
        ends="memory",
        limits={"memory_bytes": 400 * MB},
        void=NO_ACCOUNT,
    ),
    Fact(
        "mappings that nobody can read",
        "import ctypes, os, time; ctypes.CDLL(None).prctl(4, 0)\n"
        "for n in range(6):\n    if os.fork() == 0: time.sleep(60)\n"
        "time.sleep(60)",
        ends="memory",
        limits={"memory_bytes": 700 * MB},
        void=NO_ACCOUNT,
    ),
    Fact(
        "buffers of sockets",
        HOARD_SOCKETS,
        ends="memory",
        limits={"memory_bytes": 500 * MB},
        void=NO_ACCOUNT,
    ),
    Fact(
        "locks of files",
        "import fcntl, time\nf = open('f', 'w')\n"
        "for n in range(3000): fcntl.lockf(f, fcntl.LOCK_EX, 1, 2 * n)\n"
        "time.sleep(60)",
        ends="file locks",
        void=NO_ACCOUNT,
    ),
    Fact(
        "what is watched by epoll",
        "import os, time\nfor _ in range(20):\n    if os.fork() == 0:\n"
        "        os.dup2(0, 500); time.sleep(60)\ntime.sleep(60)",
        ends="open files",
    ),
    Fact(
        "open files",
        "kept = [open('/dev/null') for _ in range(300)]",
        "OSError: .*Too many open files.*",
        limits={"open_files": 100},
    ),
    Fact(
        "the size of a file",
        "open('x', 'wb').write(bytes(9 << 20))",
        "OSError: .*File too large.*",
        limits={"file_bytes": 8 * MB},
    ),
    Fact(
        "all its files",
        "for n in range(9): open(str(n), 'wb').write(bytes(1 << 20))",
        "OSError: .*No space left.*",
        limits={"scratch_bytes": 4 * MB},
        void="its files lie on the grader's disk",
    ),
    Fact(
        "processes",
        "import os, time\nfor n in range(40):\n    if os.fork() == 0: time.sleep(60)\n"
        "time.sleep(60)",
        ends="processes",
        limits={"processes": 20},
    ),
    Fact(
        "processor time",
        "while True: pass",
        ends="cpu time",
        limits={"cpu_seconds": 2},
    ),
    Fact(
        "processor time of children that nobody waits for",
        "import os, signal, time\nsignal.signal(signal.SIGCHLD, signal.SIG_IGN)\n"
        "while True:\n    if os.fork() == 0:\n        end = time.monotonic() + 0.1\n"
        "        while time.monotonic() < end: pass\n        os._exit(0)\n"
        "    try: os.wait()\n    except OSError: pass",
        ends="cpu time",
        limits={"cpu_seconds": 2},
    ),
]

SHARED = [*READS, *WRITES, *REACHES, *COUNTED_FOR_OTHERS, *HONEST]


@pytest.fixture(scope="module", params=MANAGERS)
def kind(request) -> Kind:
    found = MANAGERS[request.param]
    if found.unavailable:
        pytest.skip(found.unavailable)
    return found


@pytest.fixture(scope="module")
def kernel(kind: Kind) -> Iterator[Running]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHARLM_CONFORMANCE", "a secret of the grader")
        patch.setenv("NBGRADER_EXECUTION", "autograde")
        with running(new_manager=kind.new_manager) as kernel:
            yield kernel


def expect(kind: Kind, fact: Fact) -> None:
    """Expect a failure, without trying, if a fact is void without a sandbox."""
    if fact.void and not kind.sandboxed:
        pytest.xfail(f"void: {fact.void}")


@pytest.mark.skipif(os.uname().machine != "x86_64", reason="numbers are of x86_64")
@pytest.mark.parametrize("fact", SHARED, ids=lambda fact: fact.name)
def test_a_kernel_says(kind: Kind, kernel: Running, fact: Fact):
    expect(kind, fact)
    told = kernel.run(fact.code)
    assert re.fullmatch(fact.says, told, re.DOTALL), told


@pytest.mark.parametrize("fact", USES_UP, ids=lambda fact: fact.name)
def test_a_kernel_is_bounded_in(kind: Kind, fact: Fact):
    expect(kind, fact)
    with running(new_manager=kind.new_manager, **fact.limits) as kernel:
        if fact.ends:
            kernel.start(fact.code)
            assert kernel.wait_until_dead(60) == fact.ends
        else:
            told = kernel.run(fact.code)
            assert re.fullmatch(fact.says, told, re.DOTALL), told


def available() -> int:
    """Return the bytes of main memory that the machine has left."""
    text = Path("/proc/meminfo").read_text(encoding="ascii")
    return int(re.search(r"MemAvailable:\s*(\d+)", text)[1]) << 10


@pytest.mark.skipif(bubblewrap.available() is not None, reason="needs the sandbox")
def test_the_machine_never_lacks_more_than_the_limit():
    """Measure from outside, without the help of a cgroup."""
    limit, margin = 400 * MB, 250 * MB  # for what others do meanwhile
    with running(memory_bytes=limit) as kernel:
        before, least = available(), available()
        kernel.start(HOARD_SOCKETS)
        end = time.monotonic() + 60
        while wait(kernel.manager.is_alive()) and time.monotonic() < end:
            least = min(least, available())
            time.sleep(0.01)
        assert kernel.manager.ended_because == "memory"
    assert before - least < limit + margin
