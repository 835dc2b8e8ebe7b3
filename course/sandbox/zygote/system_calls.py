"""The filter of system calls for kernels: which are refused, and which do not exist.

The system runs it, as a program in its own small language (BPF), at every call of a
kernel's processes. It sees a call's number and arguments, and nothing that these point
to.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

SET_FILTER = 22  # to prctl
AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
NONE = -1  # a call that this processor does not have
# The numbers on x86_64 and aarch64 of calls that make namespaces or mounts, look into
# other processes, are large attack surfaces, take memory that no process is charged
# for (attributes of files too), use what is counted per user or machine, write what
# others have not saved yet, or decide when threads run.
FORBIDDEN = {
    "add_key": (248, 217),
    "bpf": (321, 280),
    "fanotify_init": (300, 262),
    "fsconfig": (431, 431),
    "fsetxattr": (190, 7),
    "fsmount": (432, 432),
    "fsopen": (430, 430),
    "fspick": (433, 433),
    "inotify_init": (253, NONE),
    "inotify_init1": (294, 26),
    "io_setup": (206, 0),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "io_uring_setup": (425, 425),
    "ioprio_set": (251, 30),
    "kcmp": (312, 272),
    "keyctl": (250, 219),
    "landlock_add_rule": (445, 445),
    "landlock_create_ruleset": (444, 444),
    "landlock_restrict_self": (446, 446),
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "modify_ldt": (154, NONE),
    "lsetxattr": (189, 6),
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
    "setxattr": (188, 5),
    "setxattrat": (463, 463),
    "shmget": (29, 194),
    "sync": (162, 81),
    "syncfs": (306, 267),
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
CLONE_VM, CLONE_VFORK = 0x100, 0x4000
# The files of a thread with a separate file table would be counted nowhere. And who
# passes memory on from process to process may end each of them between two looks.
UNCOUNTED = [
    *(CLONE_THREAD, CLONE_THREAD | CLONE_VM, CLONE_THREAD | CLONE_VFORK),
    *(CLONE_THREAD | CLONE_VM | CLONE_VFORK, CLONE_VM, CLONE_VM | CLONE_FILES),
]
ALLOWED_FAMILIES = (1, 2, 10, 16)  # unix, inet, inet6, netlink
# Locks that belong to no process, leases, notifications about folders, bigger pipes.
# Where the grader's user owns the Python environment, whoever opens a leased file of it
# waits for 45 seconds, as often as the lease is taken.
FORBIDDEN_FCNTL = (37, 38, 1024, 1026, 1031)
# Filters; cookies that keep others from the second half of a processor.
FORBIDDEN_PRCTL = (SET_FILTER, 62)
# Options of SOL_SOCKET: buffer sizes, forced ones too; filters; zero-copy pages.
SOL_SOCKET, FORBIDDEN_OPTIONS = 1, (7, 8, 32, 33, 26, 50, 51, 52, 60)
ALLOW, DENY = 0x7FFF0000, 0x00050001  # EPERM
NO_SUCH_CALL, NO_SUCH_FAMILY = 0x00050026, 0x00050061  # ENOSYS, EAFNOSUPPORT
LOAD, EQUAL, ANY_BIT, AND, RETURN, AT_LEAST = 0x20, 0x15, 0x45, 0x54, 0x06, 0x35

Step = tuple[int, int, int, int]  # code, steps to skip if true, if false, value


def compiled(machine: str) -> bytes:
    """Return the filter for a processor; empty if its calls are not known here."""
    if machine not in AUDIT_ARCH:
        return b""
    return b"".join(struct.pack("=HBBI", *step) for step in program_for(machine))


def program_for(machine: str) -> list[Step]:
    """Return the BPF program over (call, architecture, arguments)."""
    column = list(AUDIT_ARCH).index(machine)
    steps: list[Step] = [(LOAD, 0, 0, 4), (EQUAL, 1, 0, AUDIT_ARCH[machine])]
    steps += [(RETURN, 0, 0, DENY), (LOAD, 0, 0, 0)]
    # The x32 calling convention would get around the numbers.
    steps += [(AT_LEAST, 0, 1, 0x40000000), (RETURN, 0, 0, DENY)]

    def on_call(numbers: tuple[int, int], *then: Step) -> None:
        """Add that on this call the steps `then` run, which end with a verdict."""
        if numbers[column] != NONE:
            steps.extend([(EQUAL, 0, len(then), numbers[column]), *then])

    for numbers in FORBIDDEN.values():
        on_call(numbers, (RETURN, 0, 0, DENY))
    # The C library falls back to clone, whose flags a filter can check.
    for numbers in (*MISSING.values(), CLONE3):
        on_call(numbers, (RETURN, 0, 0, NO_SUCH_CALL))
    shared = CLONE_THREAD | CLONE_FILES | CLONE_VM | CLONE_VFORK
    uncounted = [(AND, 0, 0, shared), *_refused(UNCOUNTED)]
    flags = [(ANY_BIT, 0, 1, NAMESPACE_FLAGS), (RETURN, 0, 0, DENY)]
    on_call(CLONE, _argument(0), *flags, *uncounted)
    # No network namespace blocks some sockets, such as those to a hypervisor.
    on_call(SOCKET, _argument(0), *_only(ALLOWED_FAMILIES, NO_SUCH_FAMILY))
    # No process is charged for shared memory without a file once it is unmapped.
    on_call(MMAP, _argument(3), (AND, 0, 0, 0x21), *_refused([0x21]))
    on_call(FCNTL, _argument(1), *_refused(FORBIDDEN_FCNTL))
    # ZeroMQ aborts if it cannot set the policy that its threads already have.
    on_call(SET_SCHEDULER, _argument(1), *_only([ORDINARY_POLICY], DENY))
    on_call(PRCTL, _argument(0), *_refused(FORBIDDEN_PRCTL))
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
