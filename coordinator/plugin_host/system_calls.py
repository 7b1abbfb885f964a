"""Closes the system calls that no plugin needs: the network, other processes, and the doors into the kernel."""

import ctypes
import platform
import struct
from collections.abc import Iterator

_SET_NO_NEW_PRIVILEGES = 38
_SET_SECCOMP = 22
_FILTER = 2

_ALLOW = 0x7FFF0000
_REFUSE = 0x00050000 | 1
_NOT_THERE = 0x00050000 | 38
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER_AT, _ARCHITECTURE_AT, _FIRST_ARGUMENT_AT = 0, 4, 16
# Every flag that makes a namespace.
_NEW_NAMESPACES = 0x7E020000
_UNIX_SOCKET = 1

# The architecture, then the numbers of clone and socket, then of what is refused altogether: unshare, setns, mount,
# umount2, pivot_root, ptrace, process_vm_readv and writev, bpf, perf_event_open, userfaultfd, add_key, request_key,
# keyctl, kexec_load, init_module, finit_module, open_by_handle_at.
_MACHINES = {
    "x86_64": (
        0xC000003E,
        56,
        41,
        (272, 308, 165, 166, 155, 101, 310, 311, 321, 298, 323, 248, 249, 250, 246, 175, 313, 304),
    ),
    "aarch64": (
        0xC00000B7,
        220,
        198,
        (97, 268, 40, 39, 41, 117, 270, 271, 280, 241, 282, 217, 218, 219, 104, 105, 273, 265),
    ),
}
# The same everywhere: io_uring and the newer calls for mounting.
_REFUSED_EVERYWHERE = (425, 426, 427, 428, 429, 430, 431, 432, 433, 442)
_CLONE3 = 435


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def close_calls() -> None:
    """From here on, for this process and its children, the calls above fail.

    Where the machine's numbers are not known here, or its kernel has no filters, nothing happens: the walls round the
    plugin hold without it, and this only keeps it from rattling at them.
    """
    machine = _MACHINES.get(platform.machine())
    if machine is None:
        return
    steps = b"".join(_steps(*machine))
    prctl = ctypes.CDLL(None).prctl
    program = _Program(len(steps) // 8, steps)
    if prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0:
        prctl(_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0)


def _steps(architecture: int, clone: int, socket: int, refused: tuple[int, ...]) -> Iterator[bytes]:
    """The filter, step by step: each test falls through to its answer or jumps over it."""
    yield _step(_LOAD, _ARCHITECTURE_AT)
    yield _step(_EQUAL, architecture, 1, 0)
    yield _step(_RETURN, _REFUSE)
    yield _step(_LOAD, _NUMBER_AT)
    # The second set of numbers that x86-64 has beside its own.
    yield _step(_AT_LEAST, 0x40000000, 0, 1)
    yield _step(_RETURN, _REFUSE)
    for number in (*refused, *_REFUSED_EVERYWHERE):
        yield _step(_EQUAL, number, 0, 1)
        yield _step(_RETURN, _REFUSE)
    # Its flags lie in memory, where no filter sees them; without it libraries use clone.
    yield _step(_EQUAL, _CLONE3, 0, 1)
    yield _step(_RETURN, _NOT_THERE)
    yield _step(_EQUAL, clone, 0, 3)
    yield _step(_LOAD, _FIRST_ARGUMENT_AT)
    yield _step(_ANY_BIT, _NEW_NAMESPACES, 4, 0)
    yield _step(_RETURN, _ALLOW)
    yield _step(_EQUAL, socket, 0, 3)
    yield _step(_LOAD, _FIRST_ARGUMENT_AT)
    yield _step(_EQUAL, _UNIX_SOCKET, 1, 0)
    yield _step(_RETURN, _REFUSE)
    yield _step(_RETURN, _ALLOW)


def _step(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, value)
