"""Things that take long to make, made by one process of a test run for all of them."""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest


def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that all processes of this test run have in common."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_TESTRUNUID" in os.environ else own


def make_once(place: Path, make: Callable[[Path], object], waits: bool = True) -> Path:
    """Have `make` put what belongs in this place there, once, whichever process comes first; the place.

    What another process makes just now is waited for; unless `waits`, it is left to it, and may not be there yet.
    """
    done = place.with_name(f"{place.name}.done")
    with place.with_name(f"{place.name}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX if waits else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return place
        if not done.exists():
            make(place)
            done.touch()
    return place
