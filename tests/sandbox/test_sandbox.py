"""What a sealed kernel can see, reach and use up, each fact tested in a real one."""

import contextlib
import os
import sys
import tempfile
import time
from pathlib import Path

import psutil
import pytest
from support.kernels import Running, needs_bubblewrap, reading, running

from course.sandbox import bubblewrap
from course.sandbox.zygote_pool import zygote_pool

ROOT = Path(__file__).resolve().parents[2]
MB = 1 << 20

pytestmark = needs_bubblewrap


@pytest.fixture(scope="module")
def kernel():
    with tempfile.TemporaryDirectory(prefix="corpora with spaces ") as folder:
        os.chmod(folder, 0o755)  # if root runs the tests, the kernel is another user
        Path(folder, "text.txt").write_text("once upon a time", encoding="utf-8")
        with running(content=reading(folder)) as kernel:
            yield kernel


# --- what it sees ------------------------------------------------------------


def test_the_course_cannot_be_imported(kernel: Running):
    assert (
        kernel.run("import course") == "ModuleNotFoundError: No module named 'course'"
    )


def test_utils_can_be_imported_without_its_neighbours(kernel: Running):
    code = """
    import os, utils
    place = os.path.dirname(os.path.dirname(utils.__file__))
    print(place, sorted(os.listdir(place)))
    """
    expected = "/opt/charlm ['utils', 'zygote']"
    assert kernel.run(code) == expected


def test_no_file_of_the_course_is_anywhere(kernel: Running):
    code = """
    import os
    print([os.path.join(folder, name)
           for folder, _, names in os.walk("/", onerror=None)
           if not folder.startswith("/proc")
           for name in names
           if name in ("judge.py", "gradebook.db", "dinosaurs.py", "nbgrader_config.py")
           and "nbgrader/" not in folder
           and folder != "/opt/charlm/utils/diagnosis/inputs"])
    """
    assert kernel.run(code) == "[]"


def test_the_home_and_the_checkout_are_not_visible(kernel: Running):
    seen = kernel.run(f"""
    import os
    print([name for folder in ({str(ROOT)!r}, {str(Path.home())!r})
           if os.path.isdir(folder) for name in os.listdir(folder)])
    """)
    # The Python environment may be in either; then only its folder is there.
    on_the_way = set(Path(sys.prefix).parts + Path(sys.base_prefix).parts)
    on_the_way |= set(Path(sys.executable).resolve().parts)
    assert set(eval(seen)) <= on_the_way


def test_only_its_own_processes_are_visible(kernel: Running):
    code = 'import os; print([n for n in os.listdir("/proc") if n.isdigit()])'
    assert kernel.run(code) == "['1', '2']"


def test_its_variables_are_those_of_the_list_and_no_others(kernel: Running):
    listed = bubblewrap.environment(
        "x", "y", kernel.manager.content, {"COURSE_DATA": "z"}
    )
    seen = eval(kernel.run("import os; print(sorted(os.environ))"))
    # These are set by ipykernel and the libraries themselves.
    late = {"CLICOLOR", "CLICOLOR_FORCE", "FORCE_COLOR", "GIT_PAGER", "PAGER", "TERM"}
    late |= {"PYDEVD_USE_FRAME_EVAL", "KMP_DUPLICATE_LIB_OK", "KMP_INIT_AT_FORK", "PWD"}
    assert set(listed) <= set(seen) <= set(listed) | late


def test_corpora_are_readable_where_the_variable_says(kernel: Running):
    code = 'import os; print(open(os.environ["COURSE_DATA"] + "/text.txt").read())'
    assert kernel.run(code) == "once upon a time"


def test_it_is_an_ordinary_user_without_capabilities(kernel: Running):
    code = """
    status = dict(l.split(":", 1) for l in open("/proc/self/status"))
    import os
    print(os.getuid(), *[status[k].strip() for k in ("CapEff", "CapPrm", "CapBnd")])
    """
    assert kernel.run(code) == " ".join(["1000", *["0" * 16] * 3])


# --- what it can reach -------------------------------------------------------


@pytest.mark.parametrize("family", ["AF_INET", "AF_INET6"])
def test_there_is_no_network(kernel: Running, family: str):
    address = '("1.1.1.1", 53)' if family == "AF_INET" else '("2606:4700::1111", 53)'
    code = f"""
    import socket
    socket.socket(socket.{family}).connect({address})
    """
    told = kernel.run(code)
    assert "Network is unreachable" in told or "Cannot assign requested" in told


def test_there_is_no_local_network_either(kernel: Running):
    code = 'import socket; socket.create_connection(("127.0.0.1", 22), timeout=2)'
    assert kernel.run(code).startswith("OSError: [Errno 101]")


def test_no_name_is_resolved(kernel: Running):
    assert "gaierror" in kernel.run("import socket; socket.gethostbyname('python.org')")


def test_sockets_that_no_namespace_holds_back_are_refused(kernel: Running):
    code = "import socket; socket.socket(socket.AF_VSOCK)"
    assert "not supported" in kernel.run(code)


def test_only_the_scratch_folder_can_be_written(kernel: Running):
    code = """
    import os
    found = set()
    for folder, below, _ in os.walk("/"):
        if folder == "/proc":
            below.clear()
            continue
        try:
            probe = os.path.join(folder, "probe")
            open(probe, "w").close()
            os.remove(probe)
            found.add(folder)
        except OSError:
            pass
    print(sorted(folder for folder in found if os.path.dirname(folder) not in found))
    """
    assert eval(kernel.run(code)) == ["/dev/shm", "/scratch"]


def test_a_module_of_utils_cannot_be_changed(kernel: Running):
    told = kernel.run('import utils; open(utils.__file__, "a")')
    assert "Permission denied" in told or "Read-only file system" in told


def test_the_system_is_read_only_even_for_its_owner(kernel: Running):
    told = kernel.run('open("/run/kernel/more", "w")')
    assert "Read-only file system" in told


def test_the_sockets_of_other_kernels_are_out_of_reach(kernel: Running):
    with running(content=kernel.manager.content) as other:
        names = os.listdir(zygote_pool().folders)
        assert len(names) >= 2
        code = 'import os; print(os.listdir("/run/kernels"), os.listdir("/run/kernel"))'
        seen = other.run(code)
    assert seen.startswith("[] [") and seen.count("ipc-") == 5


def test_one_kernel_sees_no_file_of_another(kernel: Running):
    place = "import os, tempfile; os.chdir(tempfile.gettempdir()); "
    kernel.run(
        'open("mine", "w").write("x"); ' + place + 'open("mine", "w").write("x")'
    )
    with running(content=kernel.manager.content) as other:
        code = (
            "here = __import__('os').listdir(); " + place + "print(here, os.listdir())"
        )
        assert other.run(code) == "[] []"


def test_it_holds_no_descriptor_of_the_zygote(kernel: Running):
    code = """
    import os
    links = {n: os.readlink(f"/proc/self/fd/{n}") for n in os.listdir("/proc/self/fd")
             if os.path.lexists(f"/proc/self/fd/{n}")}
    print({v.split(":")[0] for v in links.values()})
    """
    kinds = eval(kernel.run(code))
    allowed = {"socket", "pipe", "/dev/null", "anon_inode", "/dev/urandom"}
    assert {kind for kind in kinds if not kind.startswith("/proc")} <= allowed


@pytest.mark.parametrize(
    ("call", "arguments"),
    [
        ("unshare", "0x10000000"),
        ("mount", "0, 0, 0, 0, 0"),
        ("ptrace", "16, 1, 0, 0"),
        ("memfd_create", "b'x', 0"),
        ("shmget", "0, 4096, 0o1600"),
    ],
)
def test_calls_that_no_answer_needs_are_refused(kernel, call: str, arguments: str):
    code = f"""
    import ctypes
    libc = ctypes.CDLL(None, use_errno=True)
    print(libc.{call}({arguments}), ctypes.get_errno())
    """
    assert kernel.run(code) == "-1 1"


def test_memory_of_process_one_is_closed_to_it(kernel: Running):
    assert "PermissionError" in kernel.run('open("/proc/1/mem", "r+b")')


def test_shared_memory_that_counts_for_nobody_is_refused(kernel: Running):
    told = kernel.run("import mmap; mmap.mmap(-1, 4096)")
    assert told.startswith("PermissionError")


def test_shared_memory_that_counts_still_works(kernel: Running):
    code = """
    import multiprocessing as mp
    box = mp.get_context("fork").Value("i", 0)
    def work():
        with box.get_lock():
            box.value += 7
    p = mp.get_context("fork").Process(target=work); p.start(); p.join()
    print(box.value)
    """
    assert kernel.run(code) == "7"


def test_subprocesses_and_shell_commands_work(kernel: Running):
    assert kernel.run("!echo one; ls /scratch/work | wc -l").startswith("one")


# --- what it can use up ------------------------------------------------------


def test_files_stop_at_the_size_of_the_scratch_folder():
    with running(scratch_bytes=8 * MB) as kernel:
        told = kernel.run("""
        import tempfile
        for n in range(20):
            with open(f"{tempfile.gettempdir()}/{n}", "wb") as file:
                file.write(bytes(1 << 20))
        """)
        assert "No space left on device" in told
        assert kernel.run("print(2)") == "2"


def test_one_process_that_takes_too_much_memory_gets_a_memory_error():
    with running(memory_bytes=200 * MB) as kernel:
        told = kernel.run("import numpy as np; a = np.ones(400 << 17)")
        assert "MemoryError" in told


def test_processes_that_take_too_much_memory_together_end_only_their_kernel():
    with running() as other:
        with running(memory_bytes=300 * MB) as kernel:
            kernel.start("""
            import os, time
            for n in range(4):
                if os.fork() == 0:
                    a = b"x" * (150 << 20)
                    time.sleep(60)
            """)
            assert kernel.wait_until_dead() == "memory"
        assert other.run("print(2)") == "2"


def test_threads_and_processes_stop_at_their_bound():
    others = len(own_descendants())  # zygotes that earlier tests have left warm
    with running(threads=40) as kernel:
        told = kernel.run("""
        import os, time
        n = 0
        try:
            while n < 1000:
                if os.fork() == 0:
                    time.sleep(60); os._exit(0)
                n += 1
        except OSError as error:
            print(n, error)
        """)
        started, _, error = told.partition(" ")
        assert int(started) < 40 and "Resource temporarily unavailable" in error
        assert len(own_descendants()) > others + int(started)
    end = time.monotonic() + 60  # on a busy machine they take a while to go
    most = others + int(started)
    while len(own_descendants()) >= most and time.monotonic() < end:
        time.sleep(0.1)
    assert len(own_descendants()) < most


def test_a_fork_bomb_is_ended_with_all_its_processes():
    with running(processes=30) as kernel:
        kernel.start("""
        import os
        while True:
            try:
                os.fork()
            except OSError:
                pass
        """)
        assert kernel.wait_until_dead() == "processes"


def test_open_files_stop_at_their_bound():
    with running(open_files=100) as kernel:
        told = kernel.run('kept = [open("/dev/null") for n in range(200)]')
        assert "Too many open files" in told


def test_too_much_processor_time_ends_the_kernel():
    with running(cpu_seconds=2) as kernel:
        kernel.start("while True: pass")
        assert kernel.wait_until_dead() == "cpu time"


def test_a_background_process_is_gone_with_its_kernel():
    with running() as kernel:
        kernel.run("""
        import subprocess
        subprocess.Popen(["setsid", "nohup", "sleep", "4321"])
        """)
        assert "sleep 4321" in own_descendants()
    assert "sleep 4321" not in own_descendants()


@pytest.mark.skipif(
    not Path("/proc/self/autogroup").exists(), reason="sessions share nothing here"
)
def test_more_sessions_are_no_larger_share_of_the_processors():
    with running() as kernel:
        told = kernel.run("""
        import os, subprocess, time
        child = subprocess.Popen(["setsid", "--wait", "sleep", "5"])
        time.sleep(2)
        group = lambda n: open(f"/proc/{n}/autogroup").read().split()[-1]
        others = [n for n in os.listdir("/proc") if n.isdigit() and int(n) > 2]
        print(group("self"), *sorted({group(n) for n in others}))
        """)
    assert told == "0 19"


# --- the sandbox itself ------------------------------------------------------


def test_without_bubblewrap_the_reason_is_one_line(monkeypatch):
    monkeypatch.setenv("PATH", "")
    reason = bubblewrap._probe.__wrapped__()
    assert reason is not None and "bubblewrap" in reason and "\n" not in reason


def test_bubblewrap_that_cannot_make_namespaces_is_found_out(tmp_path, monkeypatch):
    fake = tmp_path / "bwrap"
    fake.write_text("#!/bin/sh\necho no namespaces >&2\nexit 1\n", encoding="utf-8")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    reason = bubblewrap._probe.__wrapped__()
    assert reason is not None and "here: no namespaces" in reason


@pytest.mark.parametrize(("name", "forbids", "allows"), bubblewrap.SWITCHES)
def test_a_system_without_user_namespaces_is_told_what_to_type(
    name, forbids, allows, tmp_path
):
    switch = tmp_path / name.replace(".", "/", 1)
    switch.parent.mkdir()
    switch.write_text(f"{forbids}\n", encoding="ascii")
    [remedy] = bubblewrap.remedies(tmp_path)
    assert remedy.endswith(f"sudo sysctl -w {name}={allows}")
    switch.write_text(f"{allows}\n", encoding="ascii")
    assert bubblewrap.remedies(tmp_path) == []


def own_descendants() -> list[str]:
    """Return the commands of all processes below this one."""
    time.sleep(0.2)
    found = []
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):
            found.append(" ".join(process.cmdline()))
    return found
