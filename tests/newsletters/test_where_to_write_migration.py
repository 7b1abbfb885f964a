"""What a letterbox printed before is carried over: the tick, and what the numbers that are out said."""

import pytest
from cast import Cast
from flask import Flask
from playhouse.migrate import SchemaMigrator, migrate

from coordinator import clock, db, schema
from coordinator.config import Settings
from coordinator.newsletters.actions import editions
from coordinator.newsletters.letters.actions import Terms, set_letterbox
from coordinator.newsletters.letters.models import Letterbox
from coordinator.newsletters.models import Edition

OLD = "https://old.test/s/boston/letterbox"


def back_before(address: str) -> None:
    """Put the tables of the letterbox and the numbers back as they were, each letterbox printing `address`."""
    migrator = SchemaMigrator.from_database(db.database.obj)
    migrate(
        migrator.drop_column("letterbox", "is_printed"),
        migrator.drop_column("edition", "kept_address"),
        migrator.drop_column("edition", "kept_code_word"),
    )
    db.database.execute_sql(f"ALTER TABLE letterbox ADD COLUMN printed_address TEXT NOT NULL DEFAULT '{address}'")
    db.database.execute_sql("DELETE FROM schema_migration WHERE name = '0081_where_to_write'")


@pytest.mark.parametrize(("address", "is_open", "kept"), [(OLD, True, OLD), (OLD, False, ""), ("", True, "")])
def test_a_printed_letterbox_stays_printed_and_old_numbers_keep_what_they_said(
    both_engines: str, app: Flask, settings: Settings, cast: Cast, address: str, is_open: bool, kept: str
) -> None:
    wren = cast.wren.reader
    edition = editions.start_edition(wren, cast.boston.id, clock.today())
    editions.paste_edition(wren, edition, "# The lift\n\nIt has been broken since Monday.")
    editions.publish_edition(wren, Edition.get_by_id(edition.id))
    working = editions.start_edition(wren, cast.boston.id, clock.today())
    set_letterbox(wren, cast.boston.id, Terms(is_open=is_open, code_word="kettle"))
    back_before(address)
    assert schema.migrate(settings) == ["0081_where_to_write"]
    assert Letterbox.get().is_printed is bool(address)
    out, inside = Edition.get_by_id(edition.id), Edition.get_by_id(working.id)
    assert (out.kept_address, out.kept_code_word) == (kept, "kettle" if kept else "")
    assert (inside.kept_address, inside.kept_code_word) == ("", "")
