"""Every kernel has a cgroup if the system allows that; here a folder stands in for it.

The files have what version 2 reads; the machine's own cgroups are not touched.
"""

import os
from pathlib import Path

import pytest
from support.kernels import Running, needs_bubblewrap, running

from course.sandbox import cgroups
from course.sandbox.zygote import resource_monitor

MB = 1 << 20


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "cgroup.controllers").write_text("cpuset cpu io memory pids\n")
    monkeypatch.setenv(cgroups.VARIABLE, str(tmp_path))
    return tmp_path


@pytest.fixture(params=[True, False], ids=["sealed", "unsandboxed"])
def kernel(base: Path, request):
    traits = {"memory_bytes": 300 * MB, "scratch_bytes": 20 * MB, "threads": 100}
    with running(sandboxed=request.param, **traits) as kernel:
        yield kernel


def only_folder(base: Path) -> Path:
    (folder,) = [path for path in base.iterdir() if path.is_dir()]
    return folder


def test_without_a_folder_there_are_no_cgroups(tmp_path, monkeypatch):
    monkeypatch.setenv(cgroups.VARIABLE, str(tmp_path / "nothing"))
    assert cgroups.delegated() is None


def test_a_folder_without_the_memory_controller_is_of_no_use(base: Path):
    (base / "cgroup.controllers").write_text("cpu\n")
    assert cgroups.delegated() is None


def test_a_cgroup_that_others_are_in_is_left_alone(base: Path, monkeypatch):
    monkeypatch.delenv(cgroups.VARIABLE)
    monkeypatch.setattr(cgroups, "_own", lambda: base)
    (base / "cgroup.procs").write_text("1\n")
    assert cgroups.delegated() is None
    assert not (base / cgroups.OURS).exists()


def test_who_is_alone_in_a_cgroup_moves_down_to_have_children(base: Path, monkeypatch):
    monkeypatch.delenv(cgroups.VARIABLE)
    monkeypatch.setattr(cgroups, "_own", lambda: base)
    (base / "cgroup.procs").write_text(f"{os.getpid()}\n")
    assert cgroups.delegated() == base
    moved = (base / cgroups.OURS / "cgroup.procs").read_text()
    assert moved == str(os.getpid())


@needs_bubblewrap
def test_all_of_a_kernel_is_bounded(base: Path, kernel: Running):
    folder = only_folder(base)
    assert (folder / "memory.max").read_text() == str(320 * MB)
    assert (folder / "memory.oom.group").read_text() == "1"
    assert (folder / "cpu.weight").read_text() == "100"
    assert int((folder / "pids.max").read_text()) > 100


@needs_bubblewrap
def test_its_processes_are_in_it_before_anything_runs(base: Path, kernel: Running):
    numbers = [int(w) for w in (only_folder(base) / "cgroup.procs").read_text().split()]
    table = resource_monitor.processes()
    assert resource_monitor.family(table, numbers[0]) == numbers
    told = kernel.run("import time; open('mark', 'w').close(); print(len('kernel'))")
    assert told == "6"
    works = [Path(f"/proc/{n}/cwd/mark").exists() for n in numbers]
    assert any(works), "these are not the processes of the kernel"


@needs_bubblewrap
def test_a_kernel_that_the_system_ended_for_its_memory_is_told_so(
    base: Path, kernel: Running
):
    (only_folder(base) / "memory.events").write_text("low 0\noom 1\noom_kill 2\n")
    kernel.start("import os; os.kill(os.getpid(), 9)")
    assert kernel.wait_until_dead() == "memory"


def test_a_folder_is_removed_when_nobody_is_in_it(base: Path, monkeypatch):
    monkeypatch.setattr(cgroups, "REMOVE_TRIES", 2)
    cgroup = cgroups.Cgroup(base / "one", 1, 1)
    for path in cgroup.folder.iterdir():
        path.unlink()  # a real one has no files that keep it from being removed
    cgroup.remove()
    assert not cgroup.folder.exists()
