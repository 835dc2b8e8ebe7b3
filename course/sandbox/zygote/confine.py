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
from collections.abc import Sequence
from pathlib import Path

NEW_USER, NEW_PID, NEW_MOUNT = 0x10000000, 0x20000000, 0x00020000
NEW_IPC, NEW_NET, NEW_UTS = 0x08000000, 0x40000000, 0x04000000
READ_ONLY, NO_SUID, NO_DEVICES, NO_EXEC, REMOUNT = 1, 2, 4, 8, 32
BIND, RECURSIVE, PRIVATE = 4096, 16384, 1 << 18
PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_CAPBSET_DROP = 4, 22, 24
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


def _data_bytes() -> int:
    for line in Path("/proc/self/status").read_text("utf-8").splitlines():
        if line.startswith("VmData:"):
            return int(line.split()[1]) * 1024
    return 0


def _write(path: str, text: str) -> None:
    with open(path, "w", encoding="ascii") as file:
        file.write(text)


def _call(name: str, *args: object, about: str = "") -> None:
    longs = [ctypes.c_ulong(arg) if isinstance(arg, int) else arg for arg in args]
    if getattr(libc, name)(*longs) < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name} {about}: {os.strerror(number)}")


# --- seccomp -------------------------------------------------------------------

AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
NONE = -1  # a call that this processor does not have
# The numbers on x86_64 and aarch64 of calls that make namespaces or mounts, look into
# other processes, are large attack surfaces, take memory that no process is charged
# for, use what is counted per user or machine, or decide when threads run.
FORBIDDEN = {
    "add_key": (248, 217),
    "bpf": (321, 280),
    "fanotify_init": (300, 262),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fsopen": (430, 430),
    "fspick": (433, 433),
    "inotify_init": (253, NONE),
    "inotify_init1": (294, 26),
    "io_setup": (206, 0),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "io_uring_setup": (425, 425),
    "kcmp": (312, 272),
    "keyctl": (250, 219),
    "landlock_add_rule": (445, 445),
    "landlock_create_ruleset": (444, 444),
    "landlock_restrict_self": (446, 446),
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "modify_ldt": (154, NONE),
    "mount": (165, 40),
    "mount_setattr": (442, 442),
    "move_mount": (429, 429),
    "mq_open": (240, 180),
    "msgget": (68, 186),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "open_tree": (428, 428),
    "open_tree_attr": (467, 467),
    "perf_event_open": (298, 241),
    "pidfd_getfd": (438, 438),
    "pivot_root": (155, 41),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "ptrace": (101, 117),
    "request_key": (249, 218),
    "sched_setaffinity": (203, 122),
    "sched_setattr": (314, 274),
    "sched_setparam": (142, 118),
    "seccomp": (317, 277),
    "semget": (64, 190),
    "setns": (308, 268),
    "shmget": (29, 194),
    "syslog": (103, 116),
    "umount2": (166, 39),
    "unshare": (272, 97),
    "userfaultfd": (323, 282),
}
# A pipe or socket can keep their pages after the file or process has dropped them.
# Callers that find these calls missing fall back to an ordinary copy.
MISSING = {
    "sendfile": (40, 71),
    "splice": (275, 76),
    "tee": (276, 77),
    "vmsplice": (278, 75),
}
CLONE, CLONE3, MMAP, SOCKET = (56, 220), (435, 435), (9, 222), (41, 198)
FCNTL, PRCTL, SETSOCKOPT = (72, 25), (157, 167), (54, 208)
SET_SCHEDULER, ORDINARY_POLICY = (144, 119), 0
NAMESPACE_FLAGS = 0x7E020000
CLONE_THREAD, CLONE_FILES = 0x10000, 0x400
ALLOWED_FAMILIES = (1, 2, 10, 16)  # unix, inet, inet6, netlink
# Locks that belong to no process, notifications about folders, bigger pipes.
FORBIDDEN_FCNTL = (37, 38, 1026, 1031)
# Options of SOL_SOCKET: buffer sizes, forced ones too; filters; zero-copy pages.
SOL_SOCKET, FORBIDDEN_OPTIONS = 1, (7, 8, 32, 33, 26, 50, 51, 52, 60)
ALLOW, DENY = 0x7FFF0000, 0x00050001  # EPERM
NO_SUCH_CALL, NO_SUCH_FAMILY = 0x00050026, 0x00050061  # ENOSYS, EAFNOSUPPORT
LOAD, EQUAL, ANY_BIT, AND, RETURN, AT_LEAST = 0x20, 0x15, 0x45, 0x54, 0x06, 0x35

Step = tuple[int, int, int, int]  # code, steps to skip if true, if false, value


def _forbid_calls() -> None:
    machine = os.uname().machine
    if machine not in AUDIT_ARCH:
        return
    code = b"".join(struct.pack("=HBBI", *step) for step in _filter(machine))
    buffer = ctypes.create_string_buffer(code)
    program = struct.pack("@HP", len(code) // 8, ctypes.addressof(buffer))
    _call("prctl", PR_SET_SECCOMP, 2, program, 0, 0)


def _filter(machine: str) -> list[Step]:
    """Return the BPF program over (call, architecture, arguments)."""
    column = list(AUDIT_ARCH).index(machine)
    steps: list[Step] = [(LOAD, 0, 0, 4), (EQUAL, 1, 0, AUDIT_ARCH[machine])]
    steps += [(RETURN, 0, 0, DENY), (LOAD, 0, 0, 0)]
    # The x32 calling convention would get around the numbers.
    steps += [(AT_LEAST, 0, 1, 0x40000000), (RETURN, 0, 0, DENY)]

    def on_call(numbers: tuple[int, int], *then: Step) -> None:
        """On this call, run the steps `then`, which end with a verdict."""
        if numbers[column] != NONE:
            steps.extend([(EQUAL, 0, len(then), numbers[column]), *then])

    for numbers in FORBIDDEN.values():
        on_call(numbers, (RETURN, 0, 0, DENY))
    # The C library falls back to clone, whose flags a filter can check.
    for numbers in (*MISSING.values(), CLONE3):
        on_call(numbers, (RETURN, 0, 0, NO_SUCH_CALL))
    # The files of a thread with a separate file table would be counted nowhere.
    own_files = [(AND, 0, 0, CLONE_THREAD | CLONE_FILES), *_refused([CLONE_THREAD])]
    flags = [(ANY_BIT, 0, 1, NAMESPACE_FLAGS), (RETURN, 0, 0, DENY)]
    on_call(CLONE, _argument(0), *flags, *own_files)
    # No network namespace blocks some sockets, such as those to a hypervisor.
    on_call(SOCKET, _argument(0), *_only(ALLOWED_FAMILIES, NO_SUCH_FAMILY))
    # No process is charged for shared memory without a file once it is unmapped.
    on_call(MMAP, _argument(3), (AND, 0, 0, 0x21), *_refused([0x21]))
    on_call(FCNTL, _argument(1), *_refused(FORBIDDEN_FCNTL))
    # ZeroMQ aborts if it cannot set the policy that its threads already have.
    on_call(SET_SCHEDULER, _argument(1), *_only([ORDINARY_POLICY], DENY))
    on_call(PRCTL, _argument(0), *_refused([PR_SET_SECCOMP]))
    level = [_argument(1), (EQUAL, 1, 0, SOL_SOCKET), (RETURN, 0, 0, ALLOW)]
    on_call(SETSOCKOPT, *level, _argument(2), *_refused(FORBIDDEN_OPTIONS))
    return [*steps, (RETURN, 0, 0, ALLOW)]


def _argument(index: int) -> Step:
    """Return the step that loads an argument's low half; these arguments are ints."""
    return (LOAD, 0, 0, 16 + 8 * index)


def _refused(values: Sequence[int]) -> list[Step]:
    """Deny the call if the loaded value is one of `values`; else allow it."""
    last = len(values) - 1
    tests: list[Step] = [(EQUAL, last - n + 1, 0, v) for n, v in enumerate(values)]
    return [*tests, (RETURN, 0, 0, ALLOW), (RETURN, 0, 0, DENY)]


def _only(values: Sequence[int], otherwise: int) -> list[Step]:
    """Allow the call if the loaded value is one of `values`; else do `otherwise`."""
    last = len(values) - 1
    tests: list[Step] = [(EQUAL, last - n + 1, 0, v) for n, v in enumerate(values)]
    return [*tests, (RETURN, 0, 0, otherwise), (RETURN, 0, 0, ALLOW)]
