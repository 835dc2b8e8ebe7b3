"""Confine the calling process: own namespaces, no privileges, bounded resources.

This module is for Linux and makes only system calls: it knows nothing of kernels or
notebooks. The order matters and is that of `kernel._start_sandboxed`:
`unshare_namespaces`, a fork, `mount_filesystems`, a fork, `give_up_privileges`.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import struct
from pathlib import Path

from . import process_files, system_calls

NEW_USER, NEW_PID, NEW_MOUNT = 0x10000000, 0x20000000, 0x00020000
NEW_IPC, NEW_NET, NEW_UTS = 0x08000000, 0x40000000, 0x04000000
READ_ONLY, NO_SUID, NO_DEVICES, NO_EXEC, REMOUNT = 1, 2, 4, 8, 32
BIND, RECURSIVE, PRIVATE = 4096, 16384, 1 << 18
PR_SET_DUMPABLE, PR_CAPBSET_DROP = 4, 24
PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS = 36, 38

INSIDE_ID = 1000  # a kernel's user and group, as the kernel sees them
SCRATCH = "/scratch"
OWN_FOLDER = "/run/kernel"  # the sockets of this kernel
ALL_FOLDERS = "/run/kernels"  # those of all kernels, hidden from each kernel

SIGNALS = 1024  # pending signals and timers
LOCKED_BYTES = 1 << 20  # memory that cannot be swapped out

libc = ctypes.CDLL(None, use_errno=True)


def become_ordinary(user: int) -> None:
    """If root, mount /proc and become `user` for good; else change nothing."""
    if os.getuid() == 0:
        # Parts of bubblewrap's /proc are covered, which would forbid fresh mounts.
        mount("proc", "/proc", "proc", NO_SUID | NO_DEVICES | NO_EXEC)
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
        # Since the change of users root owns /proc/self, but we must write uid_map.
        _call("prctl", PR_SET_DUMPABLE, 1, 0, 0, 0)


def adopt_orphans() -> None:
    """Become the parent of descendants whose parent ends."""
    _call("prctl", PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def unshare_namespaces() -> None:
    """Enter new user, mount, ipc, network and uts namespaces; children a pid one."""
    user, group = os.getuid(), os.getgid()
    _call("unshare", NEW_USER | NEW_PID | NEW_MOUNT | NEW_IPC | NEW_NET | NEW_UTS)
    _write("/proc/self/setgroups", "deny")
    _write("/proc/self/uid_map", f"{INSIDE_ID} {user} 1")
    _write("/proc/self/gid_map", f"{INSIDE_ID} {group} 1")


def mount_filesystems(folder: str, scratch_bytes: int, threads: int) -> None:
    """Mount /proc, scratch and sockets, as process 1 of a new pid namespace.

    `folder` is the name of the kernel's folder below ALL_FOLDERS.
    """
    mount(None, "/", None, PRIVATE | RECURSIVE)
    mount("proc", "/proc", "proc", NO_SUID | NO_DEVICES | NO_EXEC)
    size = f"size={scratch_bytes},nr_inodes=20000,mode=0755"
    mount("tmpfs", SCRATCH, "tmpfs", NO_SUID | NO_DEVICES, size)
    for name in ("home", "tmp", "shm", "work"):
        os.mkdir(f"{SCRATCH}/{name}", 0o700)
    mount(f"{SCRATCH}/shm", "/dev/shm", None, BIND)
    terminals = "newinstance,ptmxmode=0666,mode=620,max=32"
    mount("devpts", "/dev/pts", "devpts", NO_SUID | NO_EXEC, terminals)
    # A shared mapping of /dev/zero is memory that no process is charged for.
    mount("/dev/null", "/dev/zero", None, BIND)
    mount(f"{ALL_FOLDERS}/{folder}", OWN_FOLDER, None, BIND)
    mount("tmpfs", ALL_FOLDERS, "tmpfs", READ_ONLY, "size=4k,nr_inodes=2")
    _write("/proc/sys/user/max_user_namespaces", "0")
    with contextlib.suppress(OSError):  # per pid namespace since Linux 6.14
        _write("/proc/sys/kernel/pid_max", str(max(301, threads + 16)))


def close_folders() -> None:
    """Make the folder of the sockets and /proc read-only, before any student's code.

    The folder is on the host's disk. In /proc a process could raise its own share of
    the processors again, or ask that others end first if the machine lacks memory.
    """
    for folder in (OWN_FOLDER, "/proc"):
        flags = REMOUNT | BIND | READ_ONLY | NO_SUID | NO_DEVICES
        # A remount cannot allow what the mount forbids, so repeat that flag.
        flags |= os.statvfs(folder).f_flag & NO_EXEC
        mount(None, folder, None, flags)


def give_up_privileges(hidden: bool = False) -> None:
    """Drop every capability for good and forbid system calls that no answer needs.

    `hidden` hides the process's memory from others of the same user.
    """
    _call("prctl", PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    last = int(Path("/proc/sys/kernel/cap_last_cap").read_text("ascii"))
    for capability in range(last + 1):
        _call("prctl", PR_CAPBSET_DROP, capability, 0, 0, 0)
    header = struct.pack("=Ii", 0x20080522, 0)
    _call("capset", header, bytes(24))
    if hidden:
        _call("prctl", PR_SET_DUMPABLE, 0, 0, 0, 0)
    _forbid_calls()


def limit(limits: dict[str, int], count_threads: bool = True) -> None:
    """Bound what each process of a kernel may use; the zygote bounds their sum."""
    bounds = {
        # 1 also keeps the machine's program for crashes from starting; 0 does not.
        resource.RLIMIT_CORE: 1,
        resource.RLIMIT_NOFILE: limits["open_files"],
        resource.RLIMIT_FSIZE: limits["file_bytes"],
        resource.RLIMIT_CPU: limits["cpu_seconds"] + 5,  # the zygote stops it first
        resource.RLIMIT_DATA: limits["memory_bytes"] + _data_bytes(),
    }
    # What is counted per user counts for all kernels of the machine together.
    bounds |= {
        resource.RLIMIT_MSGQUEUE: 0,
        resource.RLIMIT_SIGPENDING: SIGNALS,
        resource.RLIMIT_MEMLOCK: LOCKED_BYTES,
    }
    if count_threads:  # those of this user in this user namespace
        bounds[resource.RLIMIT_NPROC] = limits["threads"]
    # If the machine still runs out of memory, it must kill a kernel first.
    _write("/proc/self/oom_score_adj", "1000")
    for kind, wanted in bounds.items():
        hard = resource.getrlimit(kind)[1]
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(kind, (most, most))


def mount(
    source: str | None, target: str, kind: str | None, flags: int, data: str = ""
) -> None:
    """Call mount(2); raise OSError if it fails."""
    encoded = [text and os.fsencode(text) for text in (source, target, kind)]
    _call("mount", *encoded, flags, data.encode() or None, about=target)


def _forbid_calls() -> None:
    if code := system_calls.compiled(os.uname().machine):
        buffer = ctypes.create_string_buffer(code)
        program = struct.pack("@HP", len(code) // 8, ctypes.addressof(buffer))
        _call("prctl", system_calls.SET_FILTER, 2, program, 0, 0)


def _data_bytes() -> int:
    values = process_files.lines_of("/proc/self/status") or {}
    return process_files.bytes_in(values, ["VmData"])


def _write(path: str, text: str) -> None:
    with open(path, "w", encoding="ascii") as file:
        file.write(text)


def _call(name: str, *args: object, about: str = "") -> None:
    longs = [ctypes.c_ulong(arg) if isinstance(arg, int) else arg for arg in args]
    if getattr(libc, name)(*longs) < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name} {about}: {os.strerror(number)}")
