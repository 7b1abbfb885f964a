"""Whatever is killed, nothing that was acknowledged is lost, and nothing that was sent twice stands twice."""

import http.client
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

import pytest
from cast import Cast, forms_of
from servers import ROOT, Running, running

import coordinator
from coordinator import db, schema
from coordinator.config import Settings, load_settings
from coordinator.reports.models import Note

KILLS = 20
FORM = "/s/boston/notes/new"


class Writer(threading.Thread):
    """Somebody who writes note after note, and sends the same form again until the server says that it has it."""

    def __init__(self, port: int, token: str) -> None:
        super().__init__()
        self.port, self.token = port, token
        self.stop = threading.Event()
        self.acknowledged: list[str] = []
        self.unclear = 0

    def run(self) -> None:
        """Write until told to stop; the last form is sent until it is answered, too."""
        number = 0
        while not self.stop.is_set():
            text = f"note number {number}"
            fields = self._form()
            if fields is None:
                continue
            while not self._send(fields | {"text": text}):
                self.unclear += 1
                time.sleep(0.05)
            self.acknowledged.append(text)
            number += 1

    def _form(self) -> dict[str, str] | None:
        answer = self._ask("GET", "")
        if answer is None or answer[0] != 200:
            time.sleep(0.05)
            return None
        return next(form["fields"] for form in forms_of(answer[1]) if "text" in form["fields"])

    def _send(self, fields: dict[str, str]) -> bool:
        answer = self._ask("POST", urlencode(fields))
        assert answer is None or answer[0] in (302, 303, 500, 502, 503), answer
        return answer is not None and answer[0] in (302, 303)

    def _ask(self, method: str, body: str) -> tuple[int, str] | None:
        """Status and page, or None where the connection broke and nobody knows what became of it."""
        own = f"http://127.0.0.1:{self.port}"
        head = {"Cookie": f"s={self.token}", "Content-Type": "application/x-www-form-urlencoded", "Origin": own}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, FORM, body, head)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()


@pytest.fixture
def token(instance: Path) -> str:
    """The cookie of a member, Robin."""
    app = coordinator.create_app(load_settings(instance))
    with app.app_context():
        db.connect()
        robin = Cast(app).robin.token
        db.close_all()
    return robin


def kill_somebody(server: Running, number: int, chance: random.Random) -> None:
    """Kill one of the server's processes: mostly one that answers, each fifth time one that the parent keeps."""
    kept = server.children()
    answering = [pid for its_own in kept.values() for pid in its_own]
    pids = list(kept) if number % 5 == 4 else answering
    if pids:
        os.kill(chance.choice(pids), signal.SIGKILL)


def wait_for_more(writer: Writer) -> None:
    """Wait until the server has taken something again."""
    before, deadline = len(writer.acknowledged), time.monotonic() + 30
    while len(writer.acknowledged) <= before:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def assert_each_stands_once(settings: Settings, acknowledged: list[str]) -> None:
    db.open_database(settings)
    stored = [note.body_source for note in Note.select()]
    assert sorted(set(stored)) == sorted(stored), "a note stands twice"
    assert set(acknowledged) <= set(stored), "an acknowledged note is lost"
    if db.is_sqlite():
        assert db.fetch_all("PRAGMA integrity_check") == [("ok",)]
    db.close_all()


def test_twenty_kills_lose_nothing_and_double_nothing(instance: Path, token: str) -> None:
    chance = random.Random(7)  # noqa: S311
    with running(instance) as server:
        server.wait_ready()
        writer = Writer(server.port, token)
        writer.start()
        for number in range(KILLS):
            wait_for_more(writer)
            time.sleep(chance.uniform(0, 0.1))
            kill_somebody(server, number, chance)
        writer.stop.set()
        writer.join(60)
        assert not writer.is_alive()
        server.end()
    assert len(writer.acknowledged) >= KILLS
    assert writer.unclear > 0, "no kill ever met a request"
    assert_each_stands_once(load_settings(instance), writer.acknowledged)


def test_ending_under_load_loses_no_acknowledged_note(instance: Path, token: str) -> None:
    acknowledged: list[str] = []
    with running(instance) as server:
        server.wait_ready()
        writer = Writer(server.port, token)
        writer.start()
        for _note in range(3):
            wait_for_more(writer)
        # From here on nobody answers: what is under way is either answered or never was.
        writer.stop.set()
        assert server.end() < 10
        acknowledged = list(writer.acknowledged)
        with running(instance, port=server.port) as again:
            again.wait_ready()
            writer.join(30)
            again.end()
    assert acknowledged
    assert_each_stands_once(load_settings(instance), writer.acknowledged)


@pytest.mark.parametrize("moment", [0.0, 0.02, 0.05, 0.1, 0.2])
def test_a_migration_killed_at_any_moment_is_finished_by_the_next(
    tmp_path: Path, pattern_instance: Path, moment: float
) -> None:
    folder = tmp_path / "new"
    (folder / "keys").mkdir(parents=True)
    for name in ("config.toml", "keys/secret.key", "keys/database.key", "keys/files.key", "keys/backup.pub"):
        (folder / name).write_bytes((pattern_instance / name).read_bytes())
        (folder / name).chmod(0o600)
    migrate = subprocess.Popen(
        [sys.executable, "-m", "coordinator", "migrate", "--instance", str(folder)], cwd=ROOT, stdout=subprocess.DEVNULL
    )
    deadline = time.monotonic() + 20
    # Imports take the longest; the moment counts from where the database is first touched.
    while not (folder / "coordinator.sqlite3").exists() and time.monotonic() < deadline and migrate.poll() is None:
        time.sleep(0.001)
    time.sleep(moment)
    migrate.kill()
    migrate.wait(10)
    settings = load_settings(folder)
    db.open_database(settings)
    schema.migrate(settings)
    assert schema.pending() == []
    assert db.fetch_all("PRAGMA integrity_check") == [("ok",)]
    db.close_all()
