"""A look of a space's own is carried by a backup, with its versions and the files beside its template."""

from pathlib import Path

from coordinator import clock, db, files
from coordinator.backups.restoring import restore_backup
from coordinator.backups.saving import make_backup
from coordinator.config import Settings, load_settings
from coordinator.instance import files_key
from coordinator.newsletters.looks.models import Look, LookFile, LookVersion
from coordinator.newsletters.looks.queries import files_of, version_of
from coordinator.spaces.models import Space


def test_a_look_comes_back_with_everything_beside_it(
    filled: Settings, key: str, tmp_path: Path, both_engines: str
) -> None:
    look = Look.create(space=Space.get(Space.slug == "boston"), title="Slip")
    version = LookVersion.create(
        look=look, number=1, toml="contract = 1", template="slip.typ", text="= ¡Sí!", made_on=clock.today()
    )
    LookFile.create(version=version, name="Own.otf", file=files.keep(b"OTTO", "application/octet-stream", "Own.otf"))
    path = make_backup(filled)
    db.close_all()
    restore_backup(path, key, tmp_path / "new", "")
    settings = load_settings(tmp_path / "new")
    db.open_database(settings)
    db.connect()
    files.seal.use(files_key(settings))
    kept = files_of(version_of(Look.get(Look.public_id == look.public_id)))
    assert kept == {"plugin.toml": b"contract = 1", "slip.typ": "= ¡Sí!".encode(), "Own.otf": b"OTTO"}
