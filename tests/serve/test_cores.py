"""Each server process keeps to a core of its own, so that its threads do not pull its memory to and fro."""

import os
import time
from pathlib import Path

import pytest
from servers import PATIENCE, processes_of, running

from coordinator.serve.web import free_core, keep_to_core


def test_the_core_with_the_fewest_processes_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: {1, 4, 6})
    assert free_core([]) == 1
    assert free_core([1, 6, None]) == 4
    assert free_core([1, 4, 6]) == 1


def test_where_a_system_knows_no_cores_or_forbids_them_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_pid: int, _cores: set[int]) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "sched_setaffinity", refuse)
    keep_to_core(0)
    monkeypatch.delattr(os, "sched_getaffinity")
    assert free_core([]) is None


def test_two_server_processes_stand_on_cores_of_their_own(instance: Path) -> None:
    here = os.sched_getaffinity(0)
    if len(here) < 2:
        pytest.skip("this machine has one core")
    with running(instance) as server:
        server.wait_ready()
        until = time.monotonic() + PATIENCE
        while len(alone := _cores_kept(server.process.pid)) < 2 and time.monotonic() < until:
            time.sleep(0.1)
    assert len(alone) == len(set(alone)) == 2


def _cores_kept(session: int) -> list[int]:
    """The core of each of a server's processes that keeps to one."""
    kept = [os.sched_getaffinity(pid) for pid in processes_of(session)]
    return [min(cores) for cores in kept if len(cores) == 1]
