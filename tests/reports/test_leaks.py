"""A name that the space keeps to itself stands nowhere outside: not on pages, in lists, in search, in passages."""

from cast import Cast, Person

from coordinator import db, search
from coordinator.access import Audience, Reader
from coordinator.reports import actions, queries
from coordinator.reports.models import Report
from coordinator.spaces import redaction
from coordinator.spaces.models import Line, NameToTakeOut, Openness

CANARIES = ("Quetzalina", "quetzalina@lago.example", "Robin", "Heron", "Boston", "Bighall", "Draftword")


def names(cast: Cast, *pairs: tuple[str, str]) -> None:
    with db.write():
        for name, words in pairs:
            NameToTakeOut.create(space=cast.boston, name=name, replacement=words)
        redaction.names_changed(cast.boston.id)


def released(cast: Cast, audience: Audience = Audience.NETWORK) -> Report:
    robin = cast.robin.reader
    line = Line.create(space=cast.boston, slug="inner", name="Inner line of Boston")
    report = actions.start_report(
        robin, cast.boston.id, "Quetzalina speaks", "Draftword by Quetzalina.", month="2026-11", line_id=line.id
    )
    actions.save_section(robin, report, 1, "Quetzalina’s night", None, "QUETZALINA said: **Quetzal**ina writes.")
    actions.set_lessons(robin, report, ["Listen to Quetzalina."])
    actions.submit_report(robin, report)
    actions.release_report(cast.heron.reader, report, "Quetzalina and eleven others.", audience)
    return Report.get_by_id(report.id)


def outside_texts(cast: Cast, report: Report, person: Person) -> list[str]:
    reader: Reader = person.reader
    cards = [str(card) for card in queries.released_reports(reader)]
    lessons = [str(card) for card in queries.lessons_for(reader)]
    passage = str(queries.passage(reader, report.public_id, 1))
    pages = [person.page(f"/reports/{report.public_id}"), person.page(f"/reports/{report.public_id}/sections/1/quote")]
    return [*cards, *lessons, passage, *pages]


def test_no_name_leaves_with_a_report(cast: Cast) -> None:
    names(cast, ("Quetzalina", "a coworker"))
    report = released(cast)
    for text in outside_texts(cast, report, cast.birch):
        for canary in CANARIES:
            assert canary.casefold() not in text.casefold().replace("/s/boston/", ""), (canary, text[:300])


def test_a_name_found_out_later_goes_out_of_all_that_is_out(cast: Cast) -> None:
    report = released(cast)
    assert "Quetzalina" in cast.birch.page(f"/reports/{report.public_id}")
    names(cast, ("Quetzalina", "a coworker"))
    for text in outside_texts(cast, report, cast.birch):
        assert "quetzalina" not in text.casefold()
    assert search.find("quetzalina", cast.birch.account_id) == []


def test_a_lesson_changed_since_keeps_its_released_words_without_the_name(cast: Cast) -> None:
    report = released(cast)
    actions.set_lessons(cast.robin.reader, report, ["Something quite different about Draftword."])
    names(cast, ("Quetzalina", "a coworker"))
    assert [card.text for card in queries.lessons_for(cast.birch.reader)] == ["Listen to a coworker."]
    assert [card.text for card in queries.lessons_for(cast.robin.reader)] == [
        "Something quite different about Draftword."
    ]


def test_search_finds_inside_what_it_must_not_find_outside(cast: Cast, both_engines: str) -> None:
    names(cast, ("Quetzalina", "a coworker"))
    released(cast)
    inside = {hit.kind for hit in search.find("quetzalina", cast.robin.account_id)}
    assert inside == {"report", "lesson"}
    assert search.find("quetzalina", cast.birch.account_id) == []
    outside = search.find("eleven others", cast.birch.account_id)
    assert [hit.kind for hit in outside] == ["released_report"]
    assert outside[0].shown.place == "a warehouse in the east"
    assert {hit.kind for hit in search.find("coworker", cast.birch.account_id)} == {
        "released_report",
        "released_lesson",
    }
    assert search.find("coworker", cast.stranger.account_id) == []
    assert search.find("coworker", None) == []


def test_notes_are_found_inside_alone(cast: Cast, both_engines: str) -> None:
    actions.write_note(cast.robin.reader, cast.boston.id, "The zeppelin came down.")
    assert [hit.kind for hit in search.find("zeppelin", cast.wren.account_id)] == ["note"]
    for person in (cast.birch, cast.operator, cast.nobody):
        assert search.find("zeppelin", person.account_id) == []


def test_a_draft_is_found_by_its_authors_alone(cast: Cast, both_engines: str) -> None:
    report = actions.start_report(cast.robin.reader, cast.boston.id, "", "An unfinished zeppelin.")
    assert search.find("zeppelin", cast.robin.account_id)
    assert search.find("zeppelin", cast.heron.account_id) == []
    actions.submit_report(cast.robin.reader, report)
    assert search.find("zeppelin", cast.heron.account_id)
    actions.take_back_report(cast.robin.reader, report)
    assert search.find("zeppelin", cast.robin.account_id) == []


def test_an_unlisted_space_is_a_space_and_its_line_stays_home(cast: Cast) -> None:
    cast.boston.openness = Openness.UNLISTED.value
    cast.boston.save()
    report = released(cast)
    page = cast.birch.page(f"/reports/{report.public_id}")
    assert "a space" in page and "a warehouse in the east" not in page and "Inner line" not in page
    assert {card.place for card in queries.released_reports(cast.birch.reader)} == {"a space"}


def test_memberships_without_an_account_open_nothing_to_nobody(cast: Cast) -> None:
    member = cast.robin.membership_in(cast.boston)
    note = actions.write_note(cast.robin.reader, cast.boston.id, "A zeppelin.")
    member.account = None
    member.save()
    assert queries.note_for(cast.nobody.reader, note.public_id) is None
    assert search.find("zeppelin", None) == []
