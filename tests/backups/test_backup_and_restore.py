"""A backup holds everything, tells nothing, and comes back whole on either engine or not at all."""

import hashlib
import os
import random
import shutil
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from scratch_postgresql import ScratchPostgresql

from coordinator import clock, db, files
from coordinator.accounts.models import Account, Session
from coordinator.backups import saving
from coordinator.backups.archive import read_backup
from coordinator.backups.restoring import restore_backup
from coordinator.backups.saving import backups_here, make_backup, migrate_after_backup
from coordinator.backups.sealed import write_sealed
from coordinator.config import Settings, load_settings
from coordinator.errors import Invalid
from coordinator.instance import backup_public_key, files_key, init_instance, waiting_recovery_key
from coordinator.newsletters.models import Edition
from coordinator.spaces.models import Space

CANARY = "Überstunden in der Nachtschicht"
WORDS_SQLITE = """SELECT count(*) FROM search_text WHERE search_text MATCH 'uberstunden AND "was wir getan haben"'"""
WORDS_POSTGRESQL = """SELECT count(*) FROM search_text
WHERE vector @@ to_tsquery('simple', 'uberstunden & was <-> wir <-> getan <-> haben')"""


def open_instance(folder: Path) -> Settings:
    """The settings of a restored instance, its database opened in this thread."""
    db.close_all()
    settings = load_settings(folder)
    db.open_database(settings)
    db.connect()
    files.seal.use(files_key(settings))
    return settings


def state_of(folder: Path) -> str:
    """One sum over every file of a folder."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        total.update(str(path).encode() + (path.read_bytes() if path.is_file() else b""))
    return total.hexdigest()


def assert_all_is_there() -> None:
    """What the `filled` fixture made, asked for through the models."""
    boston = Space.get(Space.slug == "boston")
    assert boston.public_text_source == CANARY
    edition = Edition.get(Edition.space == boston)
    assert (edition.is_on_the_web, edition.date.isoformat(), edition.deadline) == (True, "2026-11-22", None)
    assert files.content_of(files.StoredFile.get()) == bytes(range(256)) * 4000
    assert db.fetch_one(WORDS_SQLITE if db.is_sqlite() else WORDS_POSTGRESQL) == (1,)
    # Keys go on where they were: a new row does not collide.
    before = Account.select().count()
    Account.create(sign_in_name="new-oak-lamp", password_hash="-", made_week="2026-W47")
    assert Account.select().count() == before + 1


def test_what_was_saved_comes_back_whole_on_its_own_engine(
    filled: Settings, key: str, tmp_path: Path, both_engines: str, request: pytest.FixtureRequest
) -> None:
    path = make_backup(filled)
    url = empty_database(request) if both_engines == "postgresql" else ""
    summary = restore_backup(path, key, tmp_path / "new", url)
    settings = open_instance(tmp_path / "new")
    assert read_backup(make_backup(settings), key).digest == summary.digest
    assert_all_is_there()


def test_an_instance_with_nothing_in_it_comes_back_too(settings: Settings, key: str, tmp_path: Path) -> None:
    summary = restore_backup(make_backup(settings), key, tmp_path / "new")
    assert read_backup(make_backup(open_instance(tmp_path / "new")), key).digest == summary.digest


def test_a_backup_goes_from_one_engine_to_the_other_and_back(
    filled: Settings, key: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    first = restore_backup(make_backup(filled), key, tmp_path / "there", empty_database(request))
    there = open_instance(tmp_path / "there")
    assert not db.is_sqlite()
    second = restore_backup(make_backup(there), key, tmp_path / "back", "")
    back = open_instance(tmp_path / "back")
    assert db.is_sqlite()
    assert first.digest == second.digest == read_backup(make_backup(back), key).digest
    assert_all_is_there()


def empty_database(request: pytest.FixtureRequest) -> str:
    cluster: ScratchPostgresql = request.getfixturevalue("postgresql")
    return cluster.empty_database()


def test_keys_and_settings_come_along_and_the_recovery_key_does_not(filled: Settings, key: str, tmp_path: Path) -> None:
    # As the command line does before anything else.
    os.umask(0o077)
    (filled.instance / "config.toml").write_text("threads = 5\n")
    restore_backup(make_backup(load_settings(filled.instance)), key, tmp_path / "new")
    settings = load_settings(tmp_path / "new")
    assert (settings.threads, settings.secret_key) == (5, filled.secret_key)
    assert backup_public_key(settings) == backup_public_key(filled)
    assert waiting_recovery_key(settings) is None
    for path in [tmp_path / "new", *(tmp_path / "new").rglob("*")]:
        assert path.stat().st_mode & 0o077 == 0, path


def test_nobody_is_signed_in_by_a_restored_backup(filled: Settings, key: str, tmp_path: Path) -> None:
    later = clock.now() + timedelta(days=1)
    Session.create(
        account=Account.get(), token_hash="h", kind="own", made_on=clock.today(), ends_at=later, idle_until=later
    )
    restore_backup(make_backup(filled), key, tmp_path / "new")
    open_instance(tmp_path / "new")
    assert Session.select().count() == 0


def test_no_byte_of_a_backup_lies_open_on_the_disk_at_any_moment(
    filled: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    seen: list[bytes] = []
    stop = threading.Event()

    def look() -> None:
        while not stop.is_set():
            for path in tmp_path.rglob("*"):
                if path.is_file() and ".age" in path.name:
                    seen.append(path.read_bytes())

    looker = threading.Thread(target=look)
    looker.start()
    path = make_backup(filled)
    stop.set()
    looker.join()
    seen.append(path.read_bytes())
    words = [CANARY.encode(), b"Heron", b"account", filled.secret_key.encode(), b'"table"']
    assert not [word for word in words for content in seen if word in content]
    assert path.stat().st_mode & 0o777 == 0o600


def damaged(content: bytes, number: int) -> bytes:
    """A backup with one bit changed, cut short, or with two of its pieces swapped."""
    chance = random.Random(number)  # noqa: S311
    at = chance.randrange(len(content))
    if number % 3 == 0:
        return content[:at]
    if number % 3 == 1:
        return content[:at] + bytes([content[at] ^ 1 << chance.randrange(8)]) + content[at + 1 :]
    size = 500
    at = chance.randrange(len(content) - 2 * size)
    return content[:at] + content[at + size : at + 2 * size] + content[at : at + size] + content[at + 2 * size :]


@pytest.mark.parametrize("number", range(12))
def test_a_damaged_backup_is_refused_before_anything_is_touched(
    filled_backup: Path, filled_key: str, tmp_path: Path, number: int
) -> None:
    (tmp_path / "damaged.age").write_bytes(damaged(filled_backup.read_bytes(), number))
    before = state_of(tmp_path)
    with pytest.raises(Invalid) as refused:
        restore_backup(tmp_path / "damaged.age", filled_key, tmp_path / "new")
    assert "\n" not in refused.value.sentence
    assert state_of(tmp_path) == before


def test_every_kind_of_damage_is_found_by_reading(filled_backup: Path, filled_key: str, tmp_path: Path) -> None:
    content = filled_backup.read_bytes()
    for number in range(330):
        (tmp_path / "damaged.age").write_bytes(damaged(content, number))
        with pytest.raises(Invalid):
            read_backup(tmp_path / "damaged.age", filled_key)


@pytest.fixture(scope="session")
def filled_instance(tmp_path_factory: pytest.TempPathFactory, pattern_instance: Path) -> Settings:
    """An instance with a thousand accounts, for tests that only read it."""
    folder = tmp_path_factory.mktemp("backups") / "instance"
    shutil.copytree(pattern_instance, folder)
    settings = open_instance(folder)
    for number in range(1000):
        Account.create(sign_in_name=f"a-{number}", password_hash=f"{number}" * 9, made_week="2026-W47")
    db.close_all()
    return settings


@pytest.fixture(scope="session")
def filled_backup(filled_instance: Settings) -> Path:
    """A backup of it."""
    return make_backup(filled_instance)


@pytest.fixture(scope="session")
def filled_key(filled_instance: Settings) -> str:
    """The key that opens it."""
    return waiting_recovery_key(filled_instance) or ""


def test_the_untouched_twin_of_the_damaged_ones_is_taken(filled_backup: Path, filled_key: str, tmp_path: Path) -> None:
    assert restore_backup(filled_backup, filled_key, tmp_path / "new").rows["account"] == 1000


def test_a_key_of_another_server_is_refused(filled_backup: Path, tmp_path: Path) -> None:
    init_instance(tmp_path / "other")
    other = waiting_recovery_key(load_settings(tmp_path / "other"))
    with pytest.raises(Invalid, match="does not open this backup"):
        restore_backup(filled_backup, other or "", tmp_path / "new")
    with pytest.raises(Invalid, match="not a recovery key"):
        restore_backup(filled_backup, "horse battery staple", tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_a_key_may_be_typed_in_groups_and_small_letters(filled_backup: Path, filled_key: str) -> None:
    typed = " ".join(filled_key.lower()[at : at + 6] for at in range(0, len(filled_key), 6))
    assert read_backup(filled_backup, typed).rows["account"] == 1000


@pytest.mark.parametrize("content", [b"", b"not a backup", b"age-encryption.org/v1\n"])
def test_what_is_no_backup_is_refused(content: bytes, filled_key: str, tmp_path: Path) -> None:
    (tmp_path / "x.age").write_bytes(content)
    with pytest.raises(Invalid, match="not a backup"):
        restore_backup(tmp_path / "x.age", filled_key, tmp_path / "new")


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ([b'{"backup":2,"made":"","migrations":[]}'], "made by another version"),
        ([b'{"backup":1,"made":"","migrations":["9999_later"]}', b"END"], "made by a newer version"),
        ([b'{"backup":1,"made":"","migrations":[]}'], "damaged"),
        ([b'{"backup":1,"made":"","migrations":[]}', b'{"file":"../../evil","text":""}'], "damaged"),
        ([b'{"backup":1,"made":"","migrations":[]}', b'{"file":"keys/x.key/../../../evil","text":""}'], "damaged"),
        ([b"[1,2]"], "damaged"),
        ([b'{"backup":1,"made":"","migrations":[]}', b"END", b"END"], "damaged"),
        ([b'{"backup":1,"made":"","migrations":[]}', b'{"end":5,"digest":""}'], "damaged"),
        ([b"\xff\xfe"], "damaged"),
    ],
)
def test_a_well_sealed_backup_with_strange_content_is_refused(
    filled_instance: Settings, filled_key: str, tmp_path: Path, lines: list[bytes], sentence: str
) -> None:
    end = b'{"end":0,"digest":"%s"}' % hashlib.sha256().hexdigest().encode()
    written = [end if line == b"END" else line for line in lines]
    write_sealed(tmp_path / "x.age", written, backup_public_key(filled_instance))
    with pytest.raises(Invalid, match=sentence):
        restore_backup(tmp_path / "x.age", filled_key, tmp_path / "new")
    assert not (tmp_path / "new").exists()
    assert not list(tmp_path.rglob("evil*"))


def test_a_folder_in_use_is_never_overwritten(filled_backup: Path, filled_key: str, tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "file").write_text("mine")
    before = state_of(tmp_path)
    with pytest.raises(Invalid, match="is not empty"):
        restore_backup(filled_backup, filled_key, tmp_path / "old")
    assert state_of(tmp_path) == before


def test_a_database_in_use_is_never_overwritten(
    filled: Settings, key: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    path = make_backup(filled)
    url = request.getfixturevalue("postgresql").fresh_database(filled.instance)
    with pytest.raises(Invalid, match="is in use"):
        restore_backup(path, key, tmp_path / "new", url)
    assert not (tmp_path / "new").exists()


def test_a_file_that_is_there_is_not_overwritten_by_a_backup(filled: Settings, tmp_path: Path) -> None:
    (tmp_path / "mine.age").write_text("mine")
    with pytest.raises(Invalid, match="is there already"):
        make_backup(filled, tmp_path / "mine.age")
    with pytest.raises(Invalid, match="is not there"):
        make_backup(filled, tmp_path / "nowhere" / "b.age")
    assert (tmp_path / "mine.age").read_text() == "mine"


def test_a_backup_holds_each_write_that_was_made_before_it_while_others_go_on(
    filled: Settings, key: str, both_engines: str
) -> None:
    stop = threading.Event()
    written = [0]

    def go_on_writing() -> None:
        db.connect()
        while not stop.is_set():
            # Two rows in one transaction: a backup holds both or neither.
            with db.write():
                for half in "ab":
                    Account.create(sign_in_name=f"w-{written[0]}-{half}", password_hash="-", made_week="2026-W47")
            written[0] += 1
        db.close_all()

    writer = threading.Thread(target=go_on_writing)
    before = Account.select().count()
    writer.start()
    try:
        for _turn in range(5):
            least = written[0]
            rows = read_backup(make_backup(filled), key).rows["account"] - before
            assert rows >= 2 * least
            assert rows % 2 == 0
    finally:
        stop.set()
        writer.join()
    assert written[0] > 0


def test_fourteen_of_each_kind_stay_and_none_made_by_hand_goes(settings: Settings) -> None:
    db.open_database(settings)
    by_hand = make_backup(settings)
    for _day in range(17):
        last = make_backup(settings, why=saving.DAILY)
    assert len(backups_here(settings, saving.DAILY)) == 14
    assert last.exists()
    assert by_hand.exists()


def test_a_migration_with_something_to_do_is_preceded_by_a_backup(settings: Settings) -> None:
    db.open_database(settings)
    assert migrate_after_backup(settings) == []
    assert backups_here(settings, saving.BEFORE_MIGRATE) == []
    db.database.execute_sql("DELETE FROM schema_migration WHERE name = ?", ("0043_posts_put_away",))
    # Its columns are there already, so the step itself fails: the backup was made all the same.
    with pytest.raises(Exception, match=r"already exists|duplicate"):
        migrate_after_backup(settings)
    assert len(backups_here(settings, saving.BEFORE_MIGRATE)) == 1


def test_a_restored_backup_is_remembered_where_it_came_from_and_where_it_went(
    filled: Settings, key: str, tmp_path: Path
) -> None:
    restore_backup(make_backup(filled), key, tmp_path / "new")
    assert (filled.instance / "restore-drill").exists()
    assert (tmp_path / "new" / "restore-drill").exists()
