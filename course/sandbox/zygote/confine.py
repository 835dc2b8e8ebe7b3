"""Shut the calling process in: own namespaces, no privileges, bounded resources.

Linux only, and only system calls: nothing here knows about kernels or notebooks.
The order matters and is that of `kernel._start_sandboxed`: `unshare_namespaces`, a
fork, `mount_filesystems`, a fork, `give_up_privileges`.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import struct
from pathlib import Path

NEW_USER, NEW_PID, NEW_MOUNT = 0x10000000, 0x20000000, 0x00020000
NEW_IPC, NEW_NET, NEW_UTS = 0x08000000, 0x40000000, 0x04000000
READ_ONLY, NO_SUID, NO_DEVICES, NO_EXEC, REMOUNT = 1, 2, 4, 8, 32
BIND, RECURSIVE, PRIVATE = 4096, 16384, 1 << 18
PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_CAPBSET_DROP = 4, 22, 24
PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS = 36, 38

INSIDE_ID = 1000  # user and group of a kernel, as it sees itself
SCRATCH = "/scratch"
OWN_FOLDER = "/run/kernel"  # the sockets of this kernel
ALL_FOLDERS = "/run/kernels"  # those of every kernel, hidden from each of them

libc = ctypes.CDLL(None, use_errno=True)


def become_ordinary(user: int) -> None:
    """As root, mount /proc and become `user` for good; else change nothing."""
    if os.getuid() == 0:
        # bubblewrap's own /proc, made as root, has covers that forbid fresh ones.
        mount("proc", "/proc", "proc", NO_SUID | NO_DEVICES | NO_EXEC)
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
        # Changing users made /proc/self root's, and uid_map has to be writable.
        _call("prctl", PR_SET_DUMPABLE, 1, 0, 0, 0)


def adopt_orphans() -> None:
    """Become the parent of descendants whose own parent ends."""
    _call("prctl", PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def unshare_namespaces() -> None:
    """Enter a fresh user, mount, ipc, network, host name and (children) pid space."""
    user, group = os.getuid(), os.getgid()
    _call("unshare", NEW_USER | NEW_PID | NEW_MOUNT | NEW_IPC | NEW_NET | NEW_UTS)
    _write("/proc/self/setgroups", "deny")
    _write("/proc/self/uid_map", f"{INSIDE_ID} {user} 1")
    _write("/proc/self/gid_map", f"{INSIDE_ID} {group} 1")


def mount_filesystems(folder: str, scratch_bytes: int, threads: int) -> None:
    """As process 1 of a fresh pid space: its /proc, its scratch, its own sockets.

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
    # A shared mapping of /dev/zero is memory that counts for nobody.
    mount("/dev/null", "/dev/zero", None, BIND)
    mount(f"{ALL_FOLDERS}/{folder}", OWN_FOLDER, None, BIND)
    mount("tmpfs", ALL_FOLDERS, "tmpfs", READ_ONLY, "size=4k,nr_inodes=2")
    _write("/proc/sys/user/max_user_namespaces", "0")
    with contextlib.suppress(OSError):  # a bound of its own since Linux 6.14
        _write("/proc/sys/kernel/pid_max", str(max(301, threads + 16)))


def close_own_folder() -> None:
    """Let nothing more be written beside the sockets, which lie on the host's disk."""
    flags = REMOUNT | BIND | READ_ONLY | NO_SUID | NO_DEVICES
    # What the host's mount forbids cannot be allowed here, so it is said again.
    flags |= os.statvfs(OWN_FOLDER).f_flag & NO_EXEC
    mount(None, OWN_FOLDER, None, flags)


def give_up_privileges(hidden: bool = False) -> None:
    """Drop every capability for good and forbid the calls that no answer needs.

    `hidden` keeps the process's memory from others of the same user.
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
    """Bound what each process of a kernel may use; the guard bounds their sum."""
    bounds = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: limits["open_files"],
        resource.RLIMIT_FSIZE: limits["file_bytes"],
        resource.RLIMIT_CPU: limits["cpu_seconds"] + 5,  # the guard tells why
        resource.RLIMIT_DATA: limits["memory_bytes"] + _data_bytes(),
    }
    if count_threads:  # those of this user in this user namespace
        bounds[resource.RLIMIT_NPROC] = limits["threads"]
    os.nice(5)  # the judge and the guard come first
    # Where the machine runs out of memory all the same, a kernel goes first.
    _write("/proc/self/oom_score_adj", "1000")
    for kind, wanted in bounds.items():
        hard = resource.getrlimit(kind)[1]
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(kind, (most, most))


def mount(
    source: str | None, target: str, kind: str | None, flags: int, data: str = ""
) -> None:
    """mount(2); raises OSError."""
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
# Numbers on x86_64 and aarch64. Making namespaces and mounts, looking into others,
# large attack surfaces, and memory that is charged to no process.
FORBIDDEN = {
    "add_key": (248, 217),
    "bpf": (321, 280),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fsopen": (430, 430),
    "fspick": (433, 433),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "io_uring_setup": (425, 425),
    "kcmp": (312, 272),
    "keyctl": (250, 219),
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "mount": (165, 40),
    "mount_setattr": (442, 442),
    "move_mount": (429, 429),
    "msgget": (68, 186),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "open_tree": (428, 428),
    "perf_event_open": (298, 241),
    "pivot_root": (155, 41),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "ptrace": (101, 117),
    "request_key": (249, 218),
    "semget": (64, 190),
    "setns": (308, 268),
    "shmget": (29, 194),
    "umount2": (166, 39),
    "unshare": (272, 97),
    "userfaultfd": (323, 282),
}
CLONE, CLONE3, MMAP, SOCKET = (56, 220), (435, 435), (9, 222), (41, 198)
NAMESPACE_FLAGS = 0x7E020000
ALLOWED_FAMILIES = (1, 2, 10, 16)  # unix, inet, inet6, netlink
ALLOW, DENY = 0x7FFF0000, 0x00050001  # EPERM
NO_SUCH_CALL, NO_SUCH_FAMILY = 0x00050026, 0x00050061  # ENOSYS, EAFNOSUPPORT
LOAD, EQUAL, ANY_BIT, AND, RETURN, AT_LEAST = 0x20, 0x15, 0x45, 0x54, 0x06, 0x35


def _forbid_calls() -> None:
    machine = os.uname().machine
    if machine not in AUDIT_ARCH:
        return
    code = b"".join(struct.pack("=HBBI", *step) for step in _filter(machine))
    buffer = ctypes.create_string_buffer(code)
    program = struct.pack("@HP", len(code) // 8, ctypes.addressof(buffer))
    _call("prctl", PR_SET_SECCOMP, 2, program, 0, 0)


def _filter(machine: str) -> list[tuple[int, int, int, int]]:
    """A BPF program over (call, architecture, arguments): (code, yes, no, value)."""
    column = list(AUDIT_ARCH).index(machine)

    def argument(index: int) -> tuple[int, int, int, int]:
        return (LOAD, 0, 0, 16 + 8 * index)  # the low half; these are all ints

    steps = [(LOAD, 0, 0, 4), (EQUAL, 1, 0, AUDIT_ARCH[machine])]
    steps += [(RETURN, 0, 0, DENY), (LOAD, 0, 0, 0)]
    # The x32 calling convention would be a way around the numbers.
    steps += [(AT_LEAST, 0, 1, 0x40000000), (RETURN, 0, 0, DENY)]
    for numbers in FORBIDDEN.values():
        steps += [(EQUAL, 0, 1, numbers[column]), (RETURN, 0, 0, DENY)]
    # The C library falls back to clone, whose flags can be looked at.
    steps += [(EQUAL, 0, 1, CLONE3[column]), (RETURN, 0, 0, NO_SUCH_CALL)]
    steps += [(EQUAL, 0, 4, CLONE[column]), argument(0)]
    steps += [(ANY_BIT, 0, 1, NAMESPACE_FLAGS), (RETURN, 0, 0, DENY)]
    steps += [(RETURN, 0, 0, ALLOW)]
    # Sockets that no network namespace holds back, such as those to a hypervisor.
    steps += [(EQUAL, 0, len(ALLOWED_FAMILIES) + 3, SOCKET[column]), argument(0)]
    for index, family in enumerate(ALLOWED_FAMILIES):
        steps += [(EQUAL, len(ALLOWED_FAMILIES) - index, 0, family)]
    steps += [(RETURN, 0, 0, NO_SUCH_FAMILY), (RETURN, 0, 0, ALLOW)]
    # Shared memory without a file counts for no process once it is unmapped there.
    steps += [(EQUAL, 0, 5, MMAP[column]), argument(3), (AND, 0, 0, 0x21)]
    steps += [(EQUAL, 0, 1, 0x21), (RETURN, 0, 0, DENY), (RETURN, 0, 0, ALLOW)]
    return [*steps, (RETURN, 0, 0, ALLOW)]
