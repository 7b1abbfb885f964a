"""Where to write is made of the space's address of now, and kept with a number once it is out."""

from peewee import *  # noqa: F403 (each migration is a frozen script of its own)

OPEN = "FROM letterbox WHERE letterbox.space_id = edition.space_id AND is_open AND printed_address <> ''"


def up(migrator, db):
    migrator.migrate(
        migrator.add_column("letterbox", "is_printed", BooleanField(default=False)),
        migrator.add_column("edition", "kept_address", TextField(default="")),
        migrator.add_column("edition", "kept_code_word", TextField(default="")),
    )
    db.execute_sql("UPDATE letterbox SET is_printed = (printed_address <> '')")
    for kept, column in (("kept_address", "printed_address"), ("kept_code_word", "code_word")):
        db.execute_sql(
            f"UPDATE edition SET {kept} = COALESCE((SELECT {column} {OPEN}), '') WHERE state = 'published'"  # noqa: S608
        )
    migrator.migrate(migrator.drop_column("letterbox", "printed_address"))
