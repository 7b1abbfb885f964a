"""`coordinator demo` fills an empty instance with what a newcomer should find, and no other."""

import json
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cast import Cast, Person
from click.testing import CliRunner, Result
from flask import Flask

import coordinator
from coordinator import clock, db, markup, search
from coordinator.access import Audience, Role
from coordinator.accounts import passwords
from coordinator.accounts.actions.sessions import open_session
from coordinator.accounts.models import Account, ResetLink, SessionKind
from coordinator.cli import program
from coordinator.config import load_settings
from coordinator.desk.demo import as_table, make_demo
from coordinator.desk.demo_people import PASSWORD
from coordinator.newsletters.boxes.queries import boxes_in
from coordinator.newsletters.models import Article, Edition, EditionState
from coordinator.newsletters.release_check import findings_of
from coordinator.reports.models import Note, Release, Report, ReportState
from coordinator.server import the_server
from coordinator.spaces.models import Line, LogEntry, Membership, Space
from coordinator.threads.models import Post, PostVersion, Thread

SLOWEST = 60


@dataclass(frozen=True)
class Made:
    """What the command printed, how long it took, and where it worked."""

    who: dict[str, Any]
    seconds: float
    instance: Path


def _run(*words: str) -> Result:
    return CliRunner().invoke(program, list(words))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A demo, made once by the command, in a folder that was not there before."""
    instance = tmp_path_factory.mktemp("demo") / "instance"
    started = time.monotonic()
    result = _run("demo", "--json", "--instance", str(instance))
    assert result.exit_code == 0, result.output
    return Made(json.loads(result.stdout), time.monotonic() - started, instance)


@pytest.fixture
def demo(made: Made) -> Iterator[Flask]:
    """The application over that demo; tests read it and change nothing."""
    app = coordinator.create_app(load_settings(made.instance))
    app.testing = True
    with app.app_context():
        db.connect()
    yield app
    db.close_all()


def _person(app: Flask, pen_name: str) -> Person:
    membership = Membership.get(Membership.pen_name == pen_name)
    account = Account.get_by_id(membership.account_id)
    return Person(app, account, open_session(account, SessionKind.OWN))


def _thread(title: str) -> Thread:
    return Thread.get(Thread.title.startswith(title))


def test_it_is_there_in_less_than_a_minute(made: Made) -> None:
    assert made.seconds < SLOWEST


def test_scripts_are_told_who_can_sign_in_as_what(made: Made) -> None:
    assert set(made.who) == {"spaces", "accounts"}
    assert len(made.who["spaces"]) == 5
    assert len({space["city"] for space in made.who["spaces"]}) == 3
    slugs = {space["slug"] for space in made.who["spaces"]}
    assert sum(account["operator"] for account in made.who["accounts"]) == 1
    for account in made.who["accounts"]:
        assert set(account) == {"sign_in", "password", "operator", "memberships"}
        for membership in account["memberships"]:
            assert set(membership) == {"space", "pen_name", "role"}
            assert membership["space"] in slugs
            assert membership["role"] in set(Role)
    assert sorted(len(account["memberships"]) for account in made.who["accounts"])[-1] == 2


def test_what_it_prints_lets_each_of_them_in(made: Made, demo: Flask) -> None:
    for account in made.who["accounts"]:
        stored = Account.get(Account.sign_in_name == account["sign_in"])
        assert stored.password_hash
    first = made.who["accounts"][0]
    assert passwords.is_right(Account.get(Account.sign_in_name == first["sign_in"]).password_hash, first["password"])


def test_a_person_reads_a_table(made: Made) -> None:
    table = as_table(made.who)
    assert f"Everybody's password is: {PASSWORD}" in table
    for account in made.who["accounts"]:
        (line,) = (each for each in table.splitlines() if each.startswith(f"{account['sign_in']} "))
        assert all(f"{each['pen_name']}, {each['role']}" in line for each in account["memberships"])


def test_it_refuses_an_instance_in_use_with_one_sentence_and_adds_nothing(made: Made, demo: Flask) -> None:
    before = Account.select().count()
    result = _run("demo", "--instance", str(made.instance))
    db.connect()
    assert result.exit_code != 0
    assert result.stderr.strip().splitlines()[-1].startswith("Error: This instance is in use")
    assert Account.select().count() == before


def test_it_refuses_where_only_an_operator_has_come_in(app: Flask, cast: Cast) -> None:
    with app.app_context(), pytest.raises(coordinator.errors.Invalid):
        make_demo()
    assert Space.select().count() == 2


def test_the_server_says_that_it_is_a_demo_and_needs_no_first_link(demo: Flask) -> None:
    assert the_server().is_demo
    assert the_server().is_set_up
    assert not ResetLink.select().where(ResetLink.account.is_null()).exists()
    page = _person(demo, "Wren").page("/")
    assert "demo" in page.casefold()
    assert "password" in page.casefold()


def test_reports_stand_in_every_state(demo: Flask) -> None:
    states = Counter(report.state for report in Report.select())
    assert sum(states.values()) == 12
    assert set(states) == {state.value for state in ReportState}
    released = Report.select().where(Report.state == ReportState.RELEASED.value)
    assert {report.audience for report in released} == {each.value for each in Audience} - {"space"}
    assert all(report.in_brief and report.released_on for report in released)


def test_threads_are_numbered_without_gaps_and_have_a_few_hundred_posts(demo: Flask) -> None:
    across = list(Thread.select().where(Thread.audience == Audience.NETWORK.value))
    assert len(across) == 4
    assert sum(thread.post_count for thread in across) >= 280
    for thread in Thread.select():
        numbers = [post.number for post in Post.select().where(Post.thread == thread).order_by(Post.number)]
        assert numbers == list(range(1, thread.post_count + 1))
    assert PostVersion.select().count() >= 3
    assert all(thread.sum_up_number for thread in across)


def test_quotes_are_of_earlier_posts_in_the_same_thread(demo: Flask) -> None:
    quoting = list(Post.select().where(Post.quotes.is_null(False)))
    assert len(quoting) > 50
    for post in quoting:
        assert post.quotes.thread_id == post.thread_id
        assert post.quotes.number < post.number
        assert post.quoted_html


def test_it_spreads_over_the_past_weeks_and_not_into_the_future(demo: Flask) -> None:
    today = clock.today()
    days = [post.made_on for post in Post.select(Post.made_on)]
    assert max(days) <= today
    assert today - min(days) > timedelta(days=28)
    assert len(set(days)) > 15
    assert {note.week for note in Note.select(Note.week)} >= {clock.week_of(today)}
    assert all(report.month <= today.isoformat()[:7] for report in Report.select())
    for thread in Thread.select():
        last = Post.select(Post.made_on).where(Post.thread == thread).order_by(Post.number.desc()).scalar()
        assert thread.last_post_on == last


def test_two_editions_are_out_and_one_is_in_work(demo: Flask) -> None:
    assert Counter(edition.state for edition in Edition.select()) == {
        EditionState.PUBLISHED.value: 2,
        EditionState.IN_WORK.value: 1,
    }
    for edition in Edition.select():
        assert Article.select().where(Article.edition == edition).count() >= 4
    assert Article.select().where(Article.edition.is_null()).count() >= 5
    assert Article.select().where(Article.picture.is_null(False)).exists()


def test_its_next_number_has_boxes_and_a_piece_in_two_languages(demo: Flask) -> None:
    kettle = Space.get(Space.slug == "kettle")
    first, second = Edition.select().where(Edition.space == kettle).order_by(Edition.number)
    assert {box.title for box in boxes_in(second)} == {"Where to find us", "Start here"}
    # The first number fills its four pages, and was out before there were boxes.
    assert boxes_in(first) == []
    (translated,) = Article.select().where(Article.translation_of.is_null(False))
    assert (translated.language, translated.edition, translated.translation_of.edition) == ("es", second, second)
    page = _person(demo, "Kestrel").page(f"/editions/{second.public_id}")
    assert translated.title in page
    assert "Start here" in page
    assert not [each for edition in (first, second) for each in findings_of(edition) if each.stops]


def test_lines_are_open_to_other_spaces(demo: Flask) -> None:
    assert Line.select().count() >= 5
    reader = _person(demo, "Encino").reader
    assert Line.select().where(Line.visible_to(reader.account_id)).count() == Line.select().count()


def test_a_name_to_take_out_leaves_its_space_nowhere(demo: Flask) -> None:
    stays = Post.get(Post.body_source.contains("Tarrow") & (Post.thread == _thread("54 hooks")))
    assert "Tarrow" not in markup.plain_text(stays.body_html)
    assert all("Deb" not in release.sections for release in Release.select())


def test_search_finds_what_the_reader_may_read_and_nothing_else(demo: Flask) -> None:
    assert _finds(demo, "Quartz", "lemon cake")
    assert _finds(demo, "Thyme", "puddle")
    assert not _finds(demo, "Spanner", "stroller")
    assert not _finds(demo, "Encino", "Tarrow")


def _finds(app: Flask, pen_name: str, words: str) -> bool:
    """Whether somebody's search for these words finds anything."""
    person = _person(app, pen_name)
    with app.test_request_context("/"):
        return bool(search.find(words, person.account_id))


def test_nobody_outside_reads_the_name_of_a_space(demo: Flask) -> None:
    person, names = _person(demo, "Quartz"), [space.name for space in Space.select() if space.slug != "stairwell"]
    for path in ("/", "/lines/organising", f"/threads/{_thread('54 hooks').public_id}"):
        page = person.page(path)
        assert not [name for name in names if name in page], path


def test_the_coordinators_find_the_beginning_in_their_log(demo: Flask) -> None:
    days = [entry.made_on for entry in LogEntry.select().where(LogEntry.act.in_(["made", "site", "names"]))]
    assert days
    assert max(days) < min(post.made_on for post in Post.select(Post.made_on))


def test_the_pages_that_people_open_first_are_there(demo: Flask) -> None:
    for pen_name, slug in (("Plover", "kettle"), ("Encino", "nopal"), ("Marl", "stairwell")):
        person = _person(demo, pen_name)
        for part in ("", "notes/", "reports/", "threads/", "newsletter/"):
            person.page(f"/s/{slug}/{part}")
        assert person.get("/search").status_code == 200
        person.page(f"/threads/{_thread('54 hooks').public_id}")


@pytest.mark.long
@pytest.mark.parametrize("engine", ["postgresql"])
def test_it_stands_on_the_other_engine_too(app: Flask) -> None:
    with app.app_context():
        who = make_demo()
    assert len(who["accounts"]) >= 20
    assert Post.select().count() > 300
