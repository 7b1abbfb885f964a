"""Where a space wants a second editor's yes before anything is handed out, no way out leads past it."""

import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cast import Cast
from click.testing import CliRunner
from flask import Flask
from post_office import PostOffice, open_post_office

from coordinator import clock, db, jobs, mail
from coordinator.access import Role
from coordinator.cli import program
from coordinator.errors import Invalid, NotAllowed, NotFound
from coordinator.newsletters.actions import articles, claims, corrections, editions, exports
from coordinator.newsletters.actions.articles import Draft
from coordinator.newsletters.boxes import actions as boxes
from coordinator.newsletters.claims.models import Claim
from coordinator.newsletters.earlier import edition_for_plugin
from coordinator.newsletters.looks.trying import made_of_current_number
from coordinator.newsletters.mailing import actions as mailing
from coordinator.newsletters.models import Article, Edition, Export
from coordinator.newsletters.web import actions
from coordinator.plugin_host.discovery import find
from coordinator.spaces.log import said
from coordinator.spaces.models import LogEntry

WAITS = "Another editor has to say yes"
LIST = "paper@lists.example.org"


@pytest.fixture(autouse=True)
def asks(app: Flask, cast: Cast) -> None:
    """Boston wants a second yes for paper; nobody waits for files to be made."""
    app.config["WAIT_SECONDS"] = 0
    actions.ask_for_second_yes(cast.wren.reader, cast.boston.id, web=True, paper=True)


@pytest.fixture
def number(cast: Cast) -> Edition:
    """A number that is out for the members of Boston."""
    edition = editions.start_edition(cast.wren.reader, cast.boston.id, clock.today())
    editions.paste_edition(cast.wren.reader, edition, "# The fan\n\nIt rattles.")
    editions.publish_edition(cast.wren.reader, edition)
    return Edition.get_by_id(edition.id)


@pytest.fixture
def piece(cast: Cast) -> Article:
    """A piece in the box."""
    return articles.submit_article(cast.robin.reader, cast.boston.id, Draft("The floor", "It is wet."))


@pytest.fixture
def claim(cast: Cast) -> Claim:
    """What management said."""
    return claims.write_claim(cast.robin.reader, cast.boston.id, claims.Draft("No money.", answer="There was."))


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch, app: Flask) -> Iterator[PostOffice]:
    """A mail server, and an application that sends by it."""
    with open_post_office() as office:
        named = dataclasses.replace(
            app.config["SETTINGS"],
            smtp_host="127.0.0.1",
            smtp_port=office.port,
            smtp_security="none",
            mail_from="us@example.org",
        )
        monkeypatch.setattr(mail.office, "settings", named)
        yield office


def now(row: Edition) -> Edition:
    """A number as it stands now."""
    return Edition.get_by_id(row.id)


def correct(cast: Cast, number: Edition) -> None:
    """Say what was wrong with the piece of a number, so that an earlier yes holds no longer."""
    piece = Article.get(Article.edition == number.id)
    corrections.correct(cast.wren.reader, piece, "It hums.", piece.body_source, piece.version)


def test_a_file_of_a_number_waits_for_it(cast: Cast, number: Edition) -> None:
    with pytest.raises(Invalid, match=WAITS):
        exports.export_edition(cast.wren.reader, number, "messenger_text")
    actions.say_yes(cast.heron.reader, number)
    exports.export_edition(cast.wren.reader, number, "messenger_text")
    with pytest.raises(Invalid, match=WAITS):
        exports.export_edition(cast.heron.reader, number, "messenger_text")


def test_a_number_that_changed_between_asking_and_making_is_not_made(both_engines: str, cast: Cast) -> None:
    edition = editions.start_edition(cast.wren.reader, cast.boston.id, clock.today())
    editions.paste_edition(cast.wren.reader, edition, "# The fan\n\nIt rattles.")
    editions.publish_edition(cast.wren.reader, edition)
    actions.say_yes(cast.heron.reader, now(edition))
    made = exports.export_edition(cast.wren.reader, now(edition), "messenger_text")
    correct(cast, edition)
    # One's own yes is none to what one asked for.
    actions.say_yes(cast.wren.reader, now(edition))
    jobs.run_pending()
    made = Export.get_by_id(made.id)
    assert made.state == "failed" and WAITS in made.sentence


def test_the_command_line_waits_for_any_editor(app: Flask, cast: Cast, number: Edition, tmp_path: Path) -> None:
    where = ["--instance", str(app.config["SETTINGS"].instance), "export", "edition", "--space", "boston"]
    line = [*where, "--number", "1", "--plugin", "messenger_text", "--to", str(tmp_path / "made")]
    refused = CliRunner().invoke(program, line)
    assert refused.exit_code != 0 and WAITS in refused.output and not (tmp_path / "made").exists()
    db.connect()
    actions.say_yes(cast.wren.reader, now(number))
    assert CliRunner().invoke(program, line).exit_code == 0 and list((tmp_path / "made").iterdir())


@pytest.mark.usefixtures("post")
@pytest.mark.parametrize("to_list", [True, False])
def test_a_mail_waits_for_it_also_where_the_file_was_made_before(cast: Cast, number: Edition, to_list: bool) -> None:
    actions.say_yes(cast.heron.reader, number)
    made = exports.export_edition(cast.wren.reader, number, "email")
    jobs.run_pending()
    mailing.set_list(cast.wren.reader, cast.boston.id, LIST)
    correct(cast, number)
    made = Export.get_by_id(made.id)

    def send() -> object:
        if to_list:
            return mailing.send_to_list(cast.wren.reader, made, once_more=False)
        return mailing.send_test(cast.wren.reader, made, "me@example.org")

    with pytest.raises(Invalid, match=WAITS):
        send()
    actions.say_yes(cast.heron.reader, now(number))
    assert send()


def test_a_leaflet_of_one_piece_waits_for_it(both_engines: str, cast: Cast, piece: Article) -> None:
    own = f"/articles/{piece.public_id}"
    with pytest.raises(Invalid, match=WAITS):
        exports.export_sheet(cast.wren.reader, piece, "messenger_text")
    assert WAITS in cast.wren.page(own) and f'action="{own}/export"' not in cast.wren.page(own)
    cast.heron.submit(own, _action="/yes")
    assert WAITS not in cast.wren.page(own) and f'action="{own}/export"' in cast.wren.page(own)
    assert exports.export_sheet(cast.wren.reader, piece, "messenger_text")
    articles.edit_article(cast.wren.reader, piece, Draft("The floor", "It is very wet."), piece.version)
    with pytest.raises(Invalid, match=WAITS):
        exports.export_sheet(cast.wren.reader, Article.get_by_id(piece.id), "messenger_text")


def test_tonights_poster_of_a_claim_waits_for_it(both_engines: str, cast: Cast, claim: Claim) -> None:
    own = f"/claims/{claim.public_id}"
    with pytest.raises(Invalid, match=WAITS):
        exports.export_claim(cast.wren.reader, claim, "poster")
    assert WAITS in cast.wren.page(own) and WAITS not in cast.robin.page(own)
    assert 'value="poster"' not in cast.wren.page(own)
    cast.heron.submit(own, _action="/yes")
    assert exports.export_claim(cast.wren.reader, claim, "poster")
    assert WAITS in cast.heron.page(own)
    assert 'value="poster"' in cast.wren.page(own)
    actions.say_yes_to_sheet(cast.heron.reader, claim)
    claims.change_claim(cast.robin.reader, claim, claims.Draft("No money at all.", answer="There was."), claim.version)
    with pytest.raises(Invalid, match=WAITS):
        exports.export_claim(cast.wren.reader, Claim.get_by_id(claim.id), "poster")


def test_a_poster_at_once_is_offered_only_where_nobody_has_to_be_asked(cast: Cast) -> None:
    new = "/s/boston/newsletter/claims/new"
    assert "/claims/poster" not in cast.wren.page(new)
    actions.ask_for_second_yes(cast.wren.reader, cast.boston.id, web=True, paper=False)
    assert "/claims/poster" in cast.wren.page(new)


def test_a_leaflet_asks_nobody_where_only_the_web_needs_a_yes(cast: Cast, piece: Article, claim: Claim) -> None:
    actions.ask_for_second_yes(cast.wren.reader, cast.boston.id, web=True, paper=False)
    assert exports.export_sheet(cast.wren.reader, piece, "messenger_text")
    assert exports.export_claim(cast.wren.reader, claim, "poster")
    assert WAITS not in cast.wren.page(f"/claims/{claim.public_id}")


def test_nobody_is_asked_where_there_is_only_one_editor(cast: Cast, number: Edition, claim: Claim) -> None:
    cast.remove(cast.heron, cast.boston)
    assert exports.export_edition(cast.wren.reader, number, "messenger_text")
    assert exports.export_claim(cast.wren.reader, claim, "poster")


def test_whoever_is_no_editor_any_more_said_nothing(cast: Cast, number: Edition, claim: Claim) -> None:
    third = cast.person("third-oak-lamp", (cast.boston, "Dove", Role.EDITOR))
    actions.say_yes(third.reader, number)
    actions.say_yes_to_sheet(third.reader, claim)
    cast.remove(third, cast.boston)
    with pytest.raises(Invalid, match=WAITS):
        exports.export_edition(cast.wren.reader, number, "messenger_text")
    with pytest.raises(Invalid, match=WAITS):
        exports.export_claim(cast.wren.reader, claim, "poster")


def test_only_editors_say_it(cast: Cast, claim: Claim) -> None:
    with pytest.raises(NotAllowed):
        actions.say_yes_to_sheet(cast.robin.reader, claim)
    with pytest.raises(NotFound):
        actions.say_yes_to_sheet(cast.maple.reader, claim)
    assert cast.robin.post(f"/claims/{claim.public_id}/yes").status_code == 403
    assert cast.maple.post(f"/claims/{claim.public_id}/yes").status_code == 404


def test_an_earlier_number_comes_along_once_it_was_handed_out_or_agreed_to(cast: Cast, number: Edition) -> None:
    newer = editions.start_edition(cast.wren.reader, cast.boston.id, clock.today())
    editions.paste_edition(cast.wren.reader, newer, "# Newer\n\nWords.")
    plugin = find("web_page")
    assert plugin is not None and plugin.takes_earlier
    assert edition_for_plugin(plugin, newer).earlier == ()
    actions.say_yes(cast.heron.reader, number)
    assert len(edition_for_plugin(plugin, newer).earlier) == 1
    exports.export_edition(cast.wren.reader, now(number), "messenger_text")
    jobs.run_pending()
    correct(cast, number)
    assert len(edition_for_plugin(plugin, newer).earlier) == 1


def test_a_look_is_tried_over_made_up_words_until_then(cast: Cast, number: Edition) -> None:
    plugin = find("messenger_text")
    assert plugin is not None
    assert b"rattles" not in made_of_current_number(plugin, cast.boston.id, {}).content
    actions.say_yes(cast.heron.reader, number)
    assert b"rattles" in made_of_current_number(plugin, cast.boston.id, {}).content


def _new_imprint(cast: Cast, number: Edition) -> None:
    editions.set_masthead(cast.wren.reader, cast.boston.id, 1, name="Our newsletter", imprint="Ask at gate four.")


def _corrected(cast: Cast, number: Edition) -> None:
    correct(cast, number)


def _new_box(cast: Cast, number: Edition) -> None:
    editions.take_back_into_work(cast.wren.reader, now(number))
    boxes.write_box(cast.wren.reader, cast.boston.id, boxes.Draft("Start here", "Ask anybody."))


@pytest.mark.parametrize("change", [_new_imprint, _corrected, _new_box])
def test_a_yes_holds_for_every_word_that_is_printed(
    cast: Cast, number: Edition, change: Callable[[Cast, Edition], None]
) -> None:
    actions.say_yes(cast.heron.reader, number)
    change(cast, number)
    with pytest.raises(Invalid, match=WAITS):
        exports.export_edition(cast.wren.reader, now(number), "messenger_text")


def test_the_space_log_says_who_asked_and_who_said_yes(cast: Cast, number: Edition, claim: Claim) -> None:
    LogEntry.delete().execute()
    actions.put_on_the_web(cast.wren.reader, now(number))
    actions.say_yes(cast.heron.reader, now(number))
    actions.say_yes_to_sheet(cast.heron.reader, claim)
    assert [said(entry) for entry in LogEntry.select().order_by(LogEntry.id)] == [
        "Wren asked for a second editor’s yes to number 1 of the newsletter",
        "Heron said yes to number 1 of the newsletter",
        "Heron put number 1 of the newsletter on the open web",
        "Heron said yes to handing out “No money.”",
    ]
    assert "Wren asked for a second editor’s yes" in cast.heron.page("/s/boston/log")
