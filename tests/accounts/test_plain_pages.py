"""Pages for machines, and the source of the program."""

import io
import tarfile

import peewee
import pytest
from cast import Cast

from coordinator import db


def test_health_is_one_word_and_asks_the_database(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = cast.nobody.get("/healthz")
    assert (answer.status_code, answer.get_data(as_text=True)) == (200, "ok\n")
    assert "Set-Cookie" not in answer.headers

    def broken(_sql: str) -> None:
        raise peewee.OperationalError("disk I/O error")

    monkeypatch.setattr(db, "fetch_one", broken)
    assert cast.nobody.get("/healthz").status_code == 503


def test_the_source_that_runs_here_can_be_had_and_holds_no_keys(cast: Cast) -> None:
    assert "Affero" in cast.nobody.page("/source")
    packed = cast.nobody.get("/source/coordinator.tar.gz").get_data()
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        names = archive.getnames()
        owners = {entry.uname for entry in archive.getmembers()}
    assert "coordinator/coordinator/door.py" in names and "coordinator/LICENSE" in names
    assert not [name for name in names if "instance/" in name or ".key" in name or "__pycache__" in name]
    assert owners == {""}
