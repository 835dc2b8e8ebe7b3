"""The list of forbidden system calls, tried on a small interpreter of its program.

The kernel runs it only for the processor of this machine; the interpreter, for all.
"""

import struct

import pytest

from course.sandbox.zygote import confine, system_calls

MACHINES = list(system_calls.AUDIT_ARCH)
ALLOWED, REFUSED = system_calls.ALLOW, system_calls.DENY


def verdict(machine: str, call: int, *arguments: int, foreign: bool = False) -> int:
    """Return the result of the program for `machine` for one system call."""
    architecture = 0xDEAD if foreign else system_calls.AUDIT_ARCH[machine]
    padded = (*arguments, *(0,) * (6 - len(arguments)))
    data = struct.pack("=IIQ6Q", call, architecture, 0, *padded)
    program, at, value = system_calls.program_for(machine), 0, 0
    while True:
        code, yes, no, number = program[at]
        at += 1
        if code == system_calls.RETURN:
            return number
        if code == system_calls.LOAD:
            (value,) = struct.unpack_from("=I", data, number)
        elif code == system_calls.AND:
            value &= number
        else:
            tests = {
                system_calls.EQUAL: value == number,
                system_calls.ANY_BIT: bool(value & number),
                system_calls.AT_LEAST: value >= number,
            }
            at += yes if tests[code] else no


def number(calls: tuple[int, int], machine: str) -> int:
    return calls[MACHINES.index(machine)]


@pytest.fixture(params=MACHINES)
def machine(request) -> str:
    return request.param


@pytest.mark.parametrize("name", sorted(system_calls.FORBIDDEN))
def test_a_forbidden_call_is_refused(machine: str, name: str):
    call = number(system_calls.FORBIDDEN[name], machine)
    if call == system_calls.NONE:
        pytest.skip("this processor does not have the call")
    assert verdict(machine, call) == REFUSED


@pytest.mark.parametrize("name", sorted(system_calls.MISSING))
def test_a_copy_without_copying_does_not_exist(machine: str, name: str):
    call = number(system_calls.MISSING[name], machine)
    assert verdict(machine, call) == system_calls.NO_SUCH_CALL


def test_numbers_of_calls_are_told_once(machine: str):
    told = [*system_calls.FORBIDDEN.values(), *system_calls.MISSING.values()]
    numbers = [
        n for calls in told if (n := number(calls, machine)) != system_calls.NONE
    ]
    assert len(set(numbers)) == len(numbers)


@pytest.mark.parametrize("call", [1, 2, 3, 59, 63, 231])
def test_an_ordinary_call_is_allowed(machine: str, call: int):
    assert verdict(machine, call) == ALLOWED


def test_a_new_thread_is_allowed_and_a_new_namespace_is_not(machine: str):
    clone = number(system_calls.CLONE, machine)
    assert verdict(machine, clone, 0x003D0F00) == ALLOWED  # as for any thread
    assert verdict(machine, clone, confine.NEW_USER | 17) == REFUSED


def test_a_thread_with_files_of_its_own_is_refused(machine: str):
    clone = number(system_calls.CLONE, machine)
    assert verdict(machine, clone, 0x003D0F00 & ~system_calls.CLONE_FILES) == REFUSED
    assert verdict(machine, clone, 17) == ALLOWED  # a process


def test_memory_is_shared_with_threads_and_until_a_program_starts(machine: str):
    clone = number(system_calls.CLONE, machine)
    shares = system_calls.CLONE_VM
    assert verdict(machine, clone, shares | 17) == REFUSED
    assert verdict(machine, clone, shares | system_calls.CLONE_FILES) == REFUSED
    assert verdict(machine, clone, shares | system_calls.CLONE_VFORK | 17) == ALLOWED


@pytest.mark.parametrize("option", system_calls.FORBIDDEN_OPTIONS)
def test_the_buffers_of_a_socket_cannot_grow(machine: str, option: int):
    call = number(system_calls.SETSOCKOPT, machine)
    assert verdict(machine, call, 3, system_calls.SOL_SOCKET, option) == REFUSED


@pytest.mark.parametrize(("level", "option"), [(1, 2), (1, 9), (6, 7), (0, 8)])
def test_other_options_of_a_socket_can_be_set(machine: str, level: int, option: int):
    call = number(system_calls.SETSOCKOPT, machine)
    assert verdict(machine, call, 3, level, option) == ALLOWED


@pytest.mark.parametrize("command", system_calls.FORBIDDEN_FCNTL)
def test_larger_pipes_and_locks_of_nobody_are_refused(machine: str, command: int):
    assert verdict(machine, number(system_calls.FCNTL, machine), 3, command) == REFUSED


@pytest.mark.parametrize("command", [0, 1, 2, 3, 4, 6, 1030])
def test_other_commands_for_files_are_allowed(machine: str, command: int):
    assert verdict(machine, number(system_calls.FCNTL, machine), 3, command) == ALLOWED


@pytest.mark.parametrize("policy", [1, 2, 3, 5, 6])
def test_when_threads_run_is_not_theirs_to_say(machine: str, policy: int):
    call = number(system_calls.SET_SCHEDULER, machine)
    assert verdict(machine, call, 0, policy) == REFUSED
    assert verdict(machine, call, 0, system_calls.ORDINARY_POLICY) == ALLOWED


def test_another_filter_of_calls_cannot_be_set(machine: str):
    prctl = number(system_calls.PRCTL, machine)
    assert verdict(machine, prctl, system_calls.SET_FILTER) == REFUSED
    assert verdict(machine, prctl, 15) == ALLOWED  # the name of a thread


def test_the_newer_clone_does_not_exist(machine: str):
    clone = number(system_calls.CLONE3, machine)
    assert verdict(machine, clone) == system_calls.NO_SUCH_CALL


@pytest.mark.parametrize("family", [1, 2, 10, 16])
def test_families_that_a_namespace_holds_back_are_allowed(machine, family: int):
    assert verdict(machine, number(system_calls.SOCKET, machine), family, 1) == ALLOWED


@pytest.mark.parametrize("family", [17, 31, 38, 40])  # packets, vsock and such
def test_other_families_of_sockets_do_not_exist(machine: str, family: int):
    told = verdict(machine, number(system_calls.SOCKET, machine), family, 1)
    assert told == system_calls.NO_SUCH_FAMILY


@pytest.mark.parametrize(
    ("flags", "expected"),
    [(0x22, ALLOWED), (0x01, ALLOWED), (0x02, ALLOWED), (0x21, REFUSED)],
    ids=["private memory", "shared file", "private file", "shared memory"],
)
def test_only_shared_memory_without_a_file_is_refused(machine, flags, expected):
    call = number(system_calls.MMAP, machine)
    assert verdict(machine, call, 0, 4096, 3, flags, 0) == expected


def test_calls_of_another_architecture_are_refused(machine: str):
    assert verdict(machine, 1, foreign=True) == REFUSED


def test_the_x32_way_around_the_numbers_is_refused():
    assert verdict("x86_64", 0x40000000 + 1) == REFUSED
