"""What every command has in its hands: the settings, the opened application, and one way to answer."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import click
from flask import Flask

import coordinator
from coordinator import db
from coordinator.config import Settings, load_settings


@dataclass
class Console:
    """The place that a command works at; take it with `@pass_console` as the first argument."""

    instance: Path | None = None
    as_json: bool = False

    @cached_property
    def settings(self) -> Settings:
        """The settings of the instance meant, read on first use; refuses (Invalid) as they do."""
        return load_settings(self.instance)

    @contextmanager
    def opened(self) -> Iterator[Flask]:
        """The application with its database connected, for as long as the `with` block lasts."""
        app = coordinator.create_app(self.settings)
        with app.app_context():
            db.connect()
            try:
                yield app
            finally:
                db.close_all()

    def answer(self, data: Any, text: str) -> None:
        """Print `data` as one line of JSON where a script asked for it, else `text`."""
        click.echo(json.dumps(data, ensure_ascii=False) if self.as_json else text)

    def say(self, sentence: str) -> None:
        """Tell a person how far the work is; on stderr, so that a script's answer stays clean."""
        click.echo(sentence, err=True)


pass_console = click.make_pass_decorator(Console, ensure=True)
