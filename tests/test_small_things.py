"""The small things that browsers, phones, machines and passers-by expect, and where they must not be found."""

import io
import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from cast import Cast, Person
from flask import Flask
from PIL import Image

from coordinator import clock
from coordinator.access import Audience
from coordinator.newsletters.actions import editions
from coordinator.newsletters.models import Edition
from coordinator.newsletters.web.actions import let_engines_list
from coordinator.reports import actions as reports
from coordinator.spaces.models import Openness, Space
from coordinator.threads import actions as threads

ONION = "http://" + "a2" * 28 + ".onion"
IN_BRIEF = 'Eleven people & one "door".'


def give(app: Flask, **settings: str) -> None:
    """Have the operator set something."""
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], **settings)


def taken(person: Person, address: str) -> bytes:
    """A file that must be there."""
    with person.get(address, follow_redirects=True) as answer:
        assert answer.status_code == 200, address
        return answer.get_data()


@pytest.fixture
def public(cast: Cast) -> dict[str, str]:
    """One thing of each kind that stands open to anybody, by its kind."""
    heron = cast.heron.reader
    report = reports.start_report(heron, cast.boston.id, "The fan", "We talked to nine people.")
    reports.submit_report(heron, report)
    reports.release_report(heron, report, IN_BRIEF, Audience.PUBLIC)
    thread = threads.open_thread(heron, cast.boston.id, "What now?", "Wait or act?", Audience.PUBLIC)
    Space.update(openness=Openness.PUBLIC.value).where(Space.id == cast.boston.id).execute()
    Edition.update(is_on_the_web=True).where(Edition.id == published(cast, "# One\n\nWords.").id).execute()
    return {
        "report": f"/reports/{report.public_id}",
        "thread": f"/threads/{thread.public_id}",
        "space": f"/s/{cast.boston.slug}/",
        "edition": f"/s/{cast.boston.slug}/newsletter/1",
    }


def published(cast: Cast, text: str) -> Edition:
    """The next number of Boston's newsletter, out for its members."""
    edition = editions.start_edition(cast.wren.reader, cast.boston.id, clock.today())
    editions.paste_edition(cast.wren.reader, edition, text)
    editions.publish_edition(cast.wren.reader, edition)
    return edition


@pytest.mark.parametrize("size", [180, 192, 512])
def test_the_icons_are_as_large_as_they_say_and_light(cast: Cast, size: int) -> None:
    data = taken(cast.nobody, f"/static/icon-{size}.png")
    with Image.open(io.BytesIO(data)) as picture:
        assert picture.size == (size, size)
    assert len(data) < 4000


def test_the_manifest_says_the_servers_own_name_and_shows_icons_that_are_there(cast: Cast) -> None:
    answer = cast.nobody.get("/manifest.webmanifest")
    manifest = answer.get_json(force=True)
    assert answer.mimetype == "application/manifest+json"
    assert (manifest["name"], manifest["start_url"]) == ("Lighthouse", "/")
    assert answer.headers["Cache-Control"] == "public, max-age=3600"
    assert [icon["sizes"] for icon in manifest["icons"]] == ["192x192", "512x512"]
    for icon in manifest["icons"]:
        assert taken(cast.nobody, icon["src"]).startswith(b"\x89PNG")


def test_each_page_names_manifest_and_icons(cast: Cast) -> None:
    page = cast.nobody.page("/sign-in")
    for address in re.findall(r'<link rel="(?:icon|manifest|apple-touch-icon)"[^>]* href="([^"]+)"', page):
        assert taken(cast.nobody, address)
    assert page.count('rel="manifest"') == page.count('rel="apple-touch-icon"') == 1
    assert taken(cast.nobody, "/favicon.ico").startswith(b"\x89PNG")


def test_collecting_machines_may_look_at_nothing_but_what_may_be_public(cast: Cast, public: dict[str, str]) -> None:
    rules = cast.nobody.get("/robots.txt").get_data(as_text=True).splitlines()
    assert rules[0] == "User-agent: *" and rules[-1] == "Disallow: /"
    allowed = [line.removeprefix("Allow: ") for line in rules[1:-1]]
    let_engines_list(cast.wren.reader, cast.boston.id, True)
    for address in public.values():
        assert address.startswith(tuple(allowed))
        assert 'name="robots"' not in cast.nobody.page(address)
    for address in ("/sign-in", "/join", "/recover", "/"):
        assert not address.startswith(tuple(allowed))
        assert 'content="noindex, nofollow"' in cast.nobody.page(address)


def test_security_txt_is_not_there_before_somebody_is_named(cast: Cast) -> None:
    assert cast.nobody.get("/.well-known/security.txt").status_code == 404


def test_security_txt_names_whom_to_tell_and_ends_within_a_year(cast: Cast, app: Flask) -> None:
    give(app, security_contact="mailto:tell@example.org")
    answer = cast.nobody.get("/.well-known/security.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    lines = dict(line.split(": ", 1) for line in answer.get_data(as_text=True).splitlines())
    assert lines["Contact"] == "mailto:tell@example.org"
    assert lines["Canonical"].endswith("/.well-known/security.txt")
    left = datetime.fromisoformat(lines["Expires"]) - clock.now()
    assert timedelta(days=90) < left < timedelta(days=365)


def tags(page: str) -> list[str]:
    """What a page offers to be shown where its address is passed on."""
    return re.findall(r'<meta property="og:\w+"', page)


def test_public_pages_say_what_they_are_where_their_address_is_passed_on(cast: Cast, public: dict[str, str]) -> None:
    for address in public.values():
        page = cast.nobody.page(address)
        assert len(tags(page)) >= 4
        assert f'{address}"' in page[page.index("og:url") :]
    report = cast.nobody.page(public["report"])
    assert 'content="Eleven people &amp; one &#34;door&#34;."' in report


def test_no_other_page_says_anything_of_the_kind(cast: Cast, public: dict[str, str]) -> None:
    pages: list[tuple[Person, str]] = [
        *[(cast.nobody, path) for path in ("/", "/sign-in", "/join", "/recover", "/source")],
        *[(cast.heron, path) for path in ("/", "/account", "/search", "/s/boston/", "/s/boston/reports/")],
        *[(cast.birch, path) for path in public.values()],
        (cast.operator, "/operator"),
    ]
    assert [path for person, path in pages if tags(person.page(path))] == []
    assert not tags(cast.nobody.get("/s/chicago/").get_data(as_text=True))


def test_a_number_for_members_alone_says_nothing_of_itself_elsewhere(cast: Cast, public: dict[str, str]) -> None:
    published(cast, "# Two\n\nWords.")
    path = f"/s/{cast.boston.slug}/newsletter/2"
    assert "Two" in cast.robin.page(path) and not tags(cast.robin.page(path))
    hidden = cast.nobody.get(path)
    assert hidden.status_code == 404 and not tags(hidden.get_data(as_text=True))


def test_pages_for_anybody_name_the_address_in_the_tor_network(cast: Cast, app: Flask, public: dict[str, str]) -> None:
    assert "Onion-Location" not in cast.nobody.get(public["report"]).headers
    give(app, onion_address=ONION + "/")
    assert cast.nobody.get(public["report"]).headers["Onion-Location"] == ONION + public["report"]
    assert cast.nobody.get("/sign-in").headers["Onion-Location"] == ONION + "/sign-in"


def test_no_other_answer_names_it(cast: Cast, app: Flask) -> None:
    give(app, onion_address=ONION)
    for answer in (cast.heron.get("/"), cast.nobody.get("/nowhere"), cast.nobody.get("/healthz")):
        assert "Onion-Location" not in answer.headers


def test_the_server_answers_under_its_address_in_the_tor_network(app: Flask) -> None:
    given = replace(app.config["SETTINGS"], onion_address=ONION)
    assert ONION.removeprefix("http://") in given.accepted_hosts
