"""The list of forbidden system calls, tried on a small interpreter of its program.

The kernel runs it for one kind of processor only, the one of this machine.
"""

import struct

import pytest

from course.sandbox.zygote import confine

MACHINES = list(confine.AUDIT_ARCH)
ALLOWED, REFUSED = confine.ALLOW, confine.DENY


def verdict(machine: str, call: int, *arguments: int, foreign: bool = False) -> int:
    """What the program for `machine` returns for one system call."""
    architecture = 0xDEAD if foreign else confine.AUDIT_ARCH[machine]
    padded = (*arguments, *(0,) * (6 - len(arguments)))
    data = struct.pack("=IIQ6Q", call, architecture, 0, *padded)
    program, at, value = confine._filter(machine), 0, 0
    while True:
        code, yes, no, number = program[at]
        at += 1
        if code == confine.RETURN:
            return number
        if code == confine.LOAD:
            (value,) = struct.unpack_from("=I", data, number)
        elif code == confine.AND:
            value &= number
        else:
            tests = {
                confine.EQUAL: value == number,
                confine.ANY_BIT: bool(value & number),
                confine.AT_LEAST: value >= number,
            }
            at += yes if tests[code] else no


def number(calls: tuple[int, int], machine: str) -> int:
    return calls[MACHINES.index(machine)]


@pytest.fixture(params=MACHINES)
def machine(request) -> str:
    return request.param


@pytest.mark.parametrize("name", sorted(confine.FORBIDDEN))
def test_a_forbidden_call_is_refused(machine: str, name: str):
    assert verdict(machine, number(confine.FORBIDDEN[name], machine)) == REFUSED


@pytest.mark.parametrize("call", [0, 1, 2, 3, 59, 63, 231])
def test_an_ordinary_call_is_allowed(machine: str, call: int):
    assert verdict(machine, call) == ALLOWED


def test_a_new_thread_is_allowed_and_a_new_namespace_is_not(machine: str):
    clone = number(confine.CLONE, machine)
    assert verdict(machine, clone, 0x003D0F00) == ALLOWED  # as for any thread
    assert verdict(machine, clone, confine.NEW_USER | 17) == REFUSED


def test_the_newer_clone_does_not_exist(machine: str):
    clone = number(confine.CLONE3, machine)
    assert verdict(machine, clone) == confine.NO_SUCH_CALL


@pytest.mark.parametrize("family", [1, 2, 10, 16])
def test_families_that_a_namespace_holds_back_are_allowed(machine, family: int):
    assert verdict(machine, number(confine.SOCKET, machine), family, 1) == ALLOWED


@pytest.mark.parametrize("family", [17, 31, 38, 40])  # packets, vsock and such
def test_other_families_of_sockets_do_not_exist(machine: str, family: int):
    told = verdict(machine, number(confine.SOCKET, machine), family, 1)
    assert told == confine.NO_SUCH_FAMILY


@pytest.mark.parametrize(
    ("flags", "expected"),
    [(0x22, ALLOWED), (0x01, ALLOWED), (0x02, ALLOWED), (0x21, REFUSED)],
    ids=["private memory", "shared file", "private file", "shared memory"],
)
def test_only_shared_memory_without_a_file_is_refused(machine, flags, expected):
    call = number(confine.MMAP, machine)
    assert verdict(machine, call, 0, 4096, 3, flags, 0) == expected


def test_calls_of_another_architecture_are_refused(machine: str):
    assert verdict(machine, 1, foreign=True) == REFUSED


def test_the_x32_way_around_the_numbers_is_refused():
    assert verdict("x86_64", 0x40000000 + 1) == REFUSED
