"""Real servers over the instance of a test whose people are in it already."""

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from cast import Cast

from coordinator import db
from coordinator.config import Settings

# Servers are started by the module that the tests of serving have.
sys.path.append(str(Path(__file__).parent.parent / "serve"))

from servers import Running, running

Serve = Callable[..., AbstractContextManager[Running]]


@pytest.fixture
def serve(cast: Cast, settings: Settings) -> Serve:
    """A function that serves the cast's instance as an operator does, once the test has filled it."""

    @contextmanager
    def started(*more: str) -> Iterator[Running]:
        db.database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        db.close_all()
        settings.instance.chmod(0o700)
        with running(settings.instance, *more) as server:
            server.wait_ready()
            yield server

    return started
