"""Writes an edition as one mail: a message for any mail program, and its text and its HTML by themselves."""

from coordinator.plugin_contract import Edition, ExportedFile, Setting, Settings, Sheet, hookimpl

from .letter import Letter, letter_of_edition, letter_of_sheet
from .message import message
from .page import page
from .pictures import inside
from .plain import plain


@hookimpl
def settings_schema() -> tuple[Setting, ...]:
    """The form of this plugin."""
    return (
        Setting(
            "prefix",
            "text",
            "Before the subject",
            "",
            help="A word by which people sort their mail, as [paper]. It may stay empty.",
            maximum=40,
        ),
        Setting("bylines", "yes-no", "Show who wrote each article", True, help="As its author chose to be named."),
        Setting(
            "pictures",
            "yes-no",
            "Send the pictures with it",
            True,
            help="They come along small, inside the message. Without them their descriptions stand in the text.",
        ),
        Setting(
            "closing",
            "text",
            "Last line",
            "",
            help="As: Pass it on to somebody you trust. It may stay empty.",
            maximum=300,
        ),
    )


@hookimpl
def export_edition(edition: Edition, settings: Settings) -> tuple[ExportedFile, ...]:
    """The message, its text, its HTML."""
    return _files(f"newsletter-{edition.number}", letter_of_edition(edition, settings))


@hookimpl
def export_sheet(sheet: Sheet, settings: Settings) -> tuple[ExportedFile, ...]:
    """The same with one article."""
    return _files("newsletter-sheet", letter_of_sheet(sheet, settings))


def _files(name: str, letter: Letter) -> tuple[ExportedFile, ...]:
    text = plain(letter)
    return (
        ExportedFile(f"{name}.eml", "message/rfc822", message(letter, text)),
        ExportedFile(f"{name}.txt", "text/plain", text.encode()),
        ExportedFile(f"{name}.html", "text/html", page(letter, inside).encode()),
    )
