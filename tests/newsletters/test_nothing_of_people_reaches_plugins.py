"""What a plugin is handed holds no word about people but those that were written to be printed.

A spy of a plugin looks at everything that there is inside the sandbox: what it is given, and what those who called
it hold. None of the words that stand anywhere else in the store may be there.
"""

import io
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import peewee
import pytest
from cast import Cast
from flask import Flask
from PIL import Image

from coordinator import clock, db
from coordinator.desk.demo import make_demo
from coordinator.newsletters import queries
from coordinator.newsletters.actions import articles, claims, corrections, editions
from coordinator.newsletters.claims.models import Claim
from coordinator.newsletters.earlier import edition_for_plugin
from coordinator.newsletters.letters import actions as letterbox
from coordinator.newsletters.letters import answering
from coordinator.newsletters.letters.models import Letter
from coordinator.newsletters.letters.queries import letterbox_of
from coordinator.newsletters.mailing import actions as mailing
from coordinator.newsletters.marks import actions as marks
from coordinator.newsletters.models import Article, Edition
from coordinator.newsletters.printable import printable_claim, printable_sheet
from coordinator.plugin_contract import Edition as PrintableEdition
from coordinator.plugin_contract import Sheet
from coordinator.plugin_host.discovery import Plugin, find
from coordinator.plugin_host.host import export
from coordinator.reports import actions as reports
from coordinator.reports.models import Note
from coordinator.spaces.models import Membership, NameToTakeOut, Site, Space

SPY = """
import os, sys
from coordinator.plugin_contract import *

def seen():
    told, frame = [str(dict(os.environ)), str(sys.argv), str(os.listdir("."))], sys._getframe()
    while frame:
        told.append(repr(frame.f_locals))
        frame = frame.f_back
    return (ExportedFile("seen.txt", "text/plain", "\\n".join(told).encode()),)

@hookimpl
def export_edition(edition, settings):
    return seen()

@hookimpl
def export_sheet(sheet, settings):
    return seen()
"""
# What is written to be printed, by table; the corrections and boxes of a number as well.
PRINTED = {
    "article": {"title", "byline", "body_source", "body_html", "picture_text"},
    "name_to_take_out": {"replacement"},
    "newsletter": {"name", "motto", "imprint", "how_to_reach"},
    "claim": {"said", "said_to", "answer", "source"},
    "correction": {"sentence"},
    "box": {"title", "body_source", "body_html"},
    "edition_box": {"title", "body_source", "body_html"},
}
# Words of the program's own, which say nothing of anybody.
PLAIN = {
    "state",
    "kind",
    "media_type",
    "language",
    "paper",
    "act",
    "role",
    "theme",
    "plugin",
    "wish",
    "audience",
    "place",
    "month",
    "outward_date",
}
SHORTEST = 6


@pytest.fixture
def spy(tmp_path: Path) -> Plugin:
    """A plugin that tells all that it sees, and asks for the earlier numbers."""
    folder = tmp_path / "plugins" / "spy"
    folder.mkdir(parents=True)
    (folder / "plugin.toml").write_text("contract = 1\nearlier = true\n")
    (folder / "__init__.py").write_text(SPY)
    found = find("spy", [folder.parent])
    assert found is not None
    return found


def seen_by(spy: Plugin, value: PrintableEdition | Sheet) -> str:
    """All that the spy saw, as one text."""
    return export(spy, value, {})[0].content.decode()


def words_of_the_store() -> Iterator[tuple[str, str, str]]:
    """Table, column and value of every word that is kept."""
    for floor in ("accounts", "notices", "spaces", "reports", "threads", "newsletters", "desk"):
        import_module(f"coordinator.{floor}.models")

    def below(model: type[db.Row]) -> list[type[db.Row]]:
        return [each for child in model.__subclasses__() for each in (child, *below(child))]

    for model in below(db.Row):
        fields = [each for each in model._meta.sorted_fields if isinstance(each, peewee.CharField | peewee.TextField)]
        for field in fields:
            for (value,) in model.select(field).distinct().tuples():
                yield model._meta.table_name, field.name, str(value or "")


def leaked(seen: str, allowed: str) -> list[tuple[str, str, str]]:
    """The words of the store that the spy saw and that nobody wrote to be printed."""
    return [
        (table, column, value[:60])
        for table, column, value in words_of_the_store()
        if column not in PRINTED.get(table, ()) and column not in PLAIN
        if len(value.strip()) >= SHORTEST and value in seen and value not in allowed
    ]


def printed_words() -> str:
    """All that was written to be printed."""
    return "\n".join(value for table, column, value in words_of_the_store() if column in PRINTED.get(table, ()))


def picture() -> bytes:
    """A photograph that says where it was taken."""
    written = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "CANARY-IN-THE-PICTURE"
    Image.new("RGB", (30, 20), "red").save(written, "JPEG", exif=exif, comment=b"CANARY-IN-THE-COMMENT")
    return written.getvalue()


@pytest.fixture
def numbers(cast: Cast) -> tuple[Edition, Article, Claim]:
    """A number with an earlier one, made of everything that it can be made of, by people with names to be found."""
    for membership in Membership.select():
        Membership.update(pen_name=f"Pen-name-{membership.id}-canary").where(Membership.id == membership.id).execute()
    Space.update(name="Canary Hall", city="Canary City", outward_name="canary outward").where(
        Space.id == cast.boston.id
    ).execute()
    site = Site.create(space=cast.boston, name="Canary Gate Nine")
    heron, wren, robin, boston = cast.heron.reader, cast.wren.reader, cast.robin.reader, cast.boston.id
    NameToTakeOut.create(space=boston, name="Maria Canary", replacement="a coworker")
    mailing.set_list(heron, boston, "canary-list@example.org")
    week = clock.week_of(clock.today())
    note = reports.write_note(robin, boston, "A note that Maria Canary wrote down.", site.id, week)
    draft = articles.Draft(
        "From a note", "Maria Canary said no.", picture=picture(), picture_text="Maria Canary", note_ids=(note.id,)
    )
    piece = articles.submit_article(robin, boston, draft)
    claim = claims.write_claim(
        robin, boston, claims.Draft("No money, says Maria Canary.", "There is.", source="The annual report, page 7")
    )
    answered = articles.submit_article(robin, boston, articles.draft_of_claim(claim))
    lettered = letter_piece(cast)
    marks.remark(wren, piece, "Canary remark between editors.")
    first, second = editions.start_edition(wren, boston, clock.today()), None
    editions.line_up(wren, first, {piece.id: 1, lettered.id: 2})
    editions.publish_edition(wren, Edition.get_by_id(first.id))
    out = Article.get_by_id(piece.id)
    corrections.correct(wren, out, "It was not Maria Canary.", "Maria Canary said no, twice.", int(out.version))
    declined = articles.submit_article(robin, boston, articles.Draft("Canary declined", "Canary words put aside."))
    articles.decline(wren, declined)
    second = editions.start_edition(wren, boston, clock.today())
    editions.line_up(wren, second, {answered.id: 1})
    return Edition.get_by_id(second.id), Article.get_by_id(answered.id), Claim.get_by_id(claim.id)


def letter_piece(cast: Cast) -> Article:
    """A piece made of a letter that was answered, with a code word that only paper has."""
    letterbox.set_letterbox(cast.wren.reader, cast.boston.id, letterbox.Terms(code_word="canary code word"))
    draft = letterbox.Draft("The lift is broken, writes Maria Canary.", code_word="canary code word", picture=picture())
    letterbox.send_letter(letterbox_of(cast.boston.id), draft, "a canary secret")
    answering.answer(cast.wren.reader, Letter.get(), "Canary answer to whoever wrote.")
    return answering.make_article(cast.wren.reader, Letter.get(), "From a letter")


def test_a_spy_sees_nothing_that_was_not_written_to_be_printed(
    cast: Cast, spy: Plugin, numbers: tuple[Edition, Article, Claim]
) -> None:
    edition, article, claim = numbers
    newsletter = queries.newsletter_of(cast.boston.id)
    values = [
        edition_for_plugin(spy, edition),
        printable_sheet(article, newsletter),
        printable_claim(claim, newsletter),
    ]
    assert isinstance(values[0], PrintableEdition) and len(values[0].earlier) == 1
    assert values[0].earlier[0].articles[0].corrected == "It was not a coworker."
    for value in values:
        seen = seen_by(spy, value)
        assert "a coworker" in seen
        assert "canary" not in seen.lower()
        assert leaked(seen, printed_words()) == []
        # No moment finer than a day.
        assert not re.search(r"datetime\.datetime|\d\d:\d\d:\d\d", seen)


def test_the_spy_would_be_noticed(cast: Cast, spy: Plugin, numbers: tuple[Edition, Article, Claim]) -> None:
    """Were a pen name or an id handed over, the search above would find it."""
    _edition, article, _claim = numbers
    newsletter = queries.newsletter_of(cast.boston.id)
    note = Note.get()
    newsletter.imprint = f"{note.public_id} {cast.robin.membership_in(cast.boston).pen_name}"
    found = {
        (table, column) for table, column, _value in leaked(seen_by(spy, printable_sheet(article, newsletter)), "")
    }
    assert {("note", "public_id"), ("membership", "pen_name")} <= found


@pytest.mark.long
def test_a_spy_sees_nothing_more_of_a_whole_demonstration(app: Flask, spy: Plugin) -> None:
    with app.app_context():
        make_demo()
        allowed = printed_words()
        for edition in Edition.select():
            assert leaked(seen_by(spy, edition_for_plugin(spy, edition)), allowed) == []
        for article in Article.select().where(Article.deleted_on.is_null()):
            value = printable_sheet(article, queries.newsletter_of(article.space_id))
            assert leaked(seen_by(spy, value), allowed) == []
        for claim in Claim.select():
            assert leaked(seen_by(spy, printable_claim(claim, queries.newsletter_of(claim.space_id))), allowed) == []
