"""A server is started, disturbed and ended as on a real machine: real processes, real sockets, real signals."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from scratch_postgresql import ScratchPostgresql
from servers import ROOT, free_port, processes_of, running

from coordinator import db
from coordinator.accounts.models import Account
from coordinator.config import load_settings
from coordinator.errors import Invalid
from coordinator.serve.place import refuse_unwritable


def wait_until(is_true: Callable[[], bool], seconds: float = 20) -> None:
    """Wait for something to become true, and fail where it does not."""
    deadline = time.monotonic() + seconds
    while not is_true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def refusal(instance: Path, *more: str) -> str:
    """What `run` says when it will not start: one line, and status 1."""
    ended = subprocess.run(
        [sys.executable, "-m", "coordinator", "run", "--instance", str(instance), *more],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=40,
        check=False,
    )
    lines = [line for line in ended.stderr.splitlines() if "runs as root" not in line]
    assert ended.returncode == 1, ended.stderr
    assert len(lines) == 1, ended.stderr
    assert ended.stdout == ""
    return lines[0]


@pytest.mark.long
def test_a_second_start_takes_little_more_than_loading_the_program(instance: Path) -> None:
    loads, starts = [], []
    for _turn in range(3):
        loads.append(_seconds_to_load())
        with running(instance) as server:
            starts.append(server.wait_ready())
            assert server.get().startswith(b"HTTP/1.1 200")
    # Side by side, for other work may go on beside the test: loading takes about a second on a small machine.
    assert min(start / load for start, load in zip(starts, loads, strict=True)) < 4


def _seconds_to_load() -> float:
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", "import coordinator.app"], check=True, timeout=60)
    return time.monotonic() - began


@pytest.mark.parametrize(
    "number", [signal.SIGTERM, *(pytest.param(each, marks=pytest.mark.long) for each in (signal.SIGINT, signal.SIGHUP))]
)
def test_a_signal_ends_everything_within_ten_seconds(instance: Path, number: signal.Signals) -> None:
    with running(instance) as server:
        server.wait_ready()
        assert len(server.children()) == 2
        assert server.end(number) < 10
        assert server.process.wait(5) == 0


def test_a_request_that_never_ends_does_not_keep_the_server_from_ending(instance: Path) -> None:
    with running(instance) as server:
        server.wait_ready()
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
            connection.sendall(b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 50\r\n\r\nhalf")
            time.sleep(0.3)
            assert server.end() < 10


def test_a_killed_parent_takes_everything_with_it(instance: Path) -> None:
    with running(instance) as server:
        server.wait_ready()
        server.process.kill()
        wait_until(lambda: processes_of(server.process.pid) == [])
    with running(instance) as server:
        server.wait_ready()


def test_the_first_link_opens_a_page_and_is_gone_once_somebody_operates_the_server(instance: Path) -> None:
    with running(instance) as server:
        server.wait_ready()
        link = next(line.strip() for line in server.out if "http://" in line)
        assert server.get(urlsplit(link).path).startswith(b"HTTP/1.1 200")
        assert server.get("/first/another-code").startswith(b"HTTP/1.1 404")
    db.open_database(load_settings(instance))
    Account.create(sign_in_name="stone-oak-lamp", password_hash="-", made_week="2026-W47", is_operator=True)
    db.close_all()
    with running(instance) as server:
        server.wait_ready()
        assert not any("/first/" in line for line in server.out)
        assert server.get(urlsplit(link).path).startswith(b"HTTP/1.1 404")


def test_a_day_without_a_backup_is_made_up_for_at_the_start(instance: Path) -> None:
    with running(instance) as server:
        server.wait_ready()
        wait_until(lambda: len(list((instance / "backups").glob("daily-*.age"))) == 1)
    with running(instance) as server:
        server.wait_ready()
        time.sleep(1)
    assert len(list((instance / "backups").glob("daily-*.age"))) == 1


def test_it_serves_from_postgresql_just_as_well(instance: Path, postgresql: ScratchPostgresql) -> None:
    (instance / "config.toml").write_text(f'database_url = "{postgresql.empty_database()}"\n')
    with running(instance) as server:
        server.wait_ready()
        assert server.get().startswith(b"HTTP/1.1 200")
        assert server.end() < 10
    assert not list((instance / "backups").glob("before-migrate-*"))


def test_whatever_dies_is_started_again(instance: Path) -> None:
    with running(instance) as server:
        server.wait_ready()
        first = set(server.children())
        for pid in first:
            os.kill(pid, signal.SIGKILL)
        wait_until(lambda: len(server.children()) == 2 and not first & set(server.children()))
        # Who answered for the dead ends when it sees that it is alone, and may take a question along.
        wait_until(server.answers)
        assert sum("started again" in line for line in server.err) == 2
        # A link that was printed once is not printed again.
        assert len([line for line in server.out if "http://" in line]) == 1


def test_told_to_start_again_it_is_the_same_parent_with_new_children(instance: Path) -> None:
    with running(instance) as server:
        server.wait_ready()
        first = set(server.children())
        server.out.clear()
        told = subprocess.run(
            [sys.executable, "-m", "coordinator", "migrate", "--restart", "--instance", str(instance)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=40,
            check=True,
        )
        assert "starts again" in told.stdout
        server.wait_ready()
        assert server.get().startswith(b"HTTP/1.1 200")
        assert not first & set(server.children())


def test_a_taken_port_gives_one_sentence(instance: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert f"Another program listens on 127.0.0.1, port {port}" in refusal(instance, "--port", str(port))


def test_an_instance_that_runs_is_not_started_twice(instance: Path) -> None:
    with running(instance) as server:
        server.wait_ready()
        assert "is running already" in refusal(instance, "--port", str(free_port()))
        assert server.get().startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--host", "0.0.0.0"], "set behind_proxy = true and trusted_hosts"),
        (["--port", "http"], "port must be a whole number from 1 to 65535"),
        (["--host", "127.0.0.999"], "can be reached from other machines"),
    ],
)
def test_a_wrong_option_gives_one_sentence(instance: Path, arguments: list[str], sentence: str) -> None:
    assert sentence in refusal(instance, *arguments)


def test_a_misspelt_setting_gives_one_sentence(instance: Path) -> None:
    (instance / "config.toml").write_text("wrokers = 3\n")
    assert "did you mean workers?" in refusal(instance)


def test_an_instance_that_is_not_there_gives_one_sentence(tmp_path: Path) -> None:
    assert "coordinator init" in refusal(tmp_path / "nowhere")


def test_a_database_from_a_newer_version_gives_one_sentence_and_stays_as_it_is(instance: Path) -> None:
    db.open_database(load_settings(instance))
    db.database.execute_sql("INSERT INTO schema_migration(name, applied) VALUES ('9999_later', '2030-01-01')")
    db.close_all()
    assert "made by a newer version" in refusal(instance, "--port", str(free_port()))


def test_a_database_with_another_key_gives_one_sentence(instance: Path) -> None:
    (instance / "keys" / "database.key").write_text("0123456789abcdef" * 4)
    assert "does not open with this key" in refusal(instance, "--port", str(free_port()))


def test_a_folder_that_cannot_be_written_to_is_refused() -> None:
    with pytest.raises(Invalid, match="cannot be written to"):
        refuse_unwritable(Path("/proc"))
