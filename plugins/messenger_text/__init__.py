"""Writes an edition as plain text in numbered parts, each short enough for one message, to copy and send on."""

from coordinator.plugin_contract import Article, Edition, ExportedFile, Setting, Settings, Sheet, hookimpl

from .cutting import Paragraph, cut, joined
from .writing import article_paragraphs, edition_paragraphs

_TEXT = "text/plain"


@hookimpl
def settings_schema() -> tuple[Setting, ...]:
    """The form of this plugin."""
    return (
        Setting(
            "length",
            "number",
            "Characters in one part, at most",
            3000,
            help="Most messengers take 4000 and more; short parts are easier to read on a phone.",
            minimum=300,
            maximum=60000,
        ),
        Setting(
            "emphasis",
            "yes-no",
            "Mark *bold* and _italic_ as messengers do",
            True,
            help="Without it the words stand plain.",
        ),
        Setting("imprint", "yes-no", "End with how to reach us and the imprint", True),
    )


@hookimpl
def export_edition(edition: Edition, settings: Settings) -> tuple[ExportedFile, ...]:
    """A file for each part, in order, and one with the whole text."""
    return _files(f"edition-{edition.number}", edition_paragraphs(edition, settings), settings)


@hookimpl
def export_sheet(sheet: Sheet, settings: Settings) -> tuple[ExportedFile, ...]:
    """The article alone, without the head of an edition."""
    article: Article = sheet.article
    return _files("sheet", article_paragraphs(article, settings), settings)


def _files(name: str, paragraphs: list[Paragraph], settings: Settings) -> tuple[ExportedFile, ...]:
    parts = cut(paragraphs, int(settings["length"]))
    whole = ExportedFile(f"{name}.txt", _TEXT, _encoded(joined(paragraphs)))
    if len(parts) == 1:
        return (whole,)
    digits = len(str(len(parts)))
    files = (
        ExportedFile(f"{name}-part-{number:0{digits}}-of-{len(parts)}.txt", _TEXT, _encoded(part))
        for number, part in enumerate(parts, start=1)
    )
    return (*files, ExportedFile(f"{name}-whole.txt", _TEXT, whole.content))


def _encoded(text: str) -> bytes:
    return (text + "\n").encode("utf-8")
