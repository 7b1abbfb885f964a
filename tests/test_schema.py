"""The numbered migrations build what the models say, on both engines."""

from importlib import import_module

import pytest
from cast import Cast
from flask import Flask
from playhouse.schema_diff import diff_models

from coordinator import db, schema
from coordinator.config import Settings
from coordinator.errors import Invalid

FLOORS = ("accounts", "notices", "spaces", "reports", "threads", "newsletters", "desk")


def models() -> list[type[db.Row]]:
    """Every model of every floor and of the cellar."""
    for floor in FLOORS:
        import_module(f"coordinator.{floor}.models")

    def below(model: type[db.Row]) -> list[type[db.Row]]:
        return [each for child in model.__subclasses__() for each in (child, *below(child))]

    return below(db.Row)


def test_the_migrations_build_what_the_models_say(both_engines: str, app: Flask) -> None:
    difference = diff_models(db.database.obj, models())
    assert [model.__name__ for model in difference.create_tables] == []
    assert [str(field) for field in difference.add_columns] == []
    assert list(difference.drop_columns) == []
    assert [f"{index.table} {index.columns}" for index in difference.add_indexes] == []


def test_a_second_migrate_has_nothing_to_do(both_engines: str, app: Flask, settings: Settings) -> None:
    assert schema.migrate(settings) == []


def test_a_database_of_a_newer_version_is_refused_with_a_sentence(app: Flask, settings: Settings) -> None:
    db.database.execute_sql("INSERT INTO schema_migration(name, applied) VALUES ('9999_future', '2030-01-01')")
    with pytest.raises(Invalid, match="newer version"):
        schema.pending()


def test_each_model_names_its_table_in_one_plain_word_or_several(cast: Cast) -> None:
    names = [model._meta.table_name for model in models()]
    assert len(names) == len(set(names))
    assert all(name.replace("_", "").isalpha() for name in names)
