"""What a process gives up before it looks at anything that others made: its rights, its room, most of the kernel."""

import os
import resource
from typing import Any

from coordinator.plugin_host.system_calls import close_calls

_NOBODY = 65534


def shut_in(bounds: dict[str, Any]) -> None:
    """Hold this process to `bounds` from here on: the fields of `Limits`, and `nobody` and `alone` of its sandbox."""
    if bounds["nobody"]:
        os.setgroups([])
        os.setresgid(_NOBODY, _NOBODY, _NOBODY)
        os.setresuid(_NOBODY, _NOBODY, _NOBODY)
    limits = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_CPU: bounds["cpu_seconds"] or bounds["seconds"],
        resource.RLIMIT_FSIZE: bounds["file_bytes"],
        resource.RLIMIT_NOFILE: 256,
        resource.RLIMIT_AS: bounds["address_bytes"],
    }
    if bounds["data_bytes"]:
        limits[resource.RLIMIT_DATA] = bounds["data_bytes"]
    if bounds["alone"]:
        # Without walls the server's own processes would count too.
        limits[resource.RLIMIT_NPROC] = bounds["processes"]
    for what, most in limits.items():
        resource.setrlimit(what, (most, most))
    close_calls()


def keep_standard_output() -> int:
    """The real standard output, for the answer alone; whatever else is printed goes to the error output."""
    answers = os.dup(1)
    os.dup2(2, 1)
    return answers


def write_all(descriptor: int, content: bytes) -> None:
    """Write all of it, however small the steps are."""
    left = memoryview(content)
    while left:
        left = left[os.write(descriptor, left) :]
