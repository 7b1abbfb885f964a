"""Notes and reports as people use them: from two sentences on a phone to another city's page."""

import re
from datetime import timedelta

from cast import PASSWORD, Cast, Person, forms_of

from coordinator import clock
from coordinator.accounts.models import Session
from coordinator.reports import queries
from coordinator.reports.models import Note, Release, Report, ReportState
from coordinator.spaces.models import Site


def write_report(person: Person, space: str = "boston", **fields: str) -> Report:
    told = {"text": "Maria spoke first. Then we all did.", "title": "The gate", **fields}
    response = person.submit(f"/s/{space}/reports/new", **told)
    assert response.status_code == 303, response.get_data(as_text=True)
    return Report.get(Report.public_id == response.headers["Location"].split("/")[2].split("?")[0])


def release(cast: Cast, report: Report, **fields: str) -> None:
    told = {"in_brief": "We stood at the gate. Management came out.", "reach": "all", "within": "members", **fields}
    response = cast.heron.submit(f"/reports/{report.public_id}/release", "/release", **told)
    assert response.status_code == 303, response.get_data(as_text=True)


def shared(cast: Cast) -> Report:
    report = write_report(cast.robin)
    assert cast.robin.submit(f"/reports/{report.public_id}", "/share").status_code == 303
    return report


def test_a_note_takes_two_pages(cast: Cast) -> None:
    sent = cast.robin.submit("/s/boston/notes/new", _follow=True, text="Two of us said no today.")
    page = sent.get_data(as_text=True)
    assert sent.status_code == 200 and "Two of us said no today." in page and "Sent." in page
    assert "Two of us said no today." in cast.wren.page("/s/boston/notes/")


def test_a_note_sent_again_after_going_back_is_the_note_that_stands(cast: Cast) -> None:
    first, again = (cast.robin.submit("/s/boston/notes/new", text="The belt stood still.") for _time in range(2))
    other = cast.robin.submit("/s/boston/notes/new", text="It moves again.")
    assert first.headers["Location"] == again.headers["Location"] != other.headers["Location"]
    assert cast.wren.page("/s/boston/notes/").count("The belt stood still.") == 1


def test_a_note_that_is_refused_gives_its_text_back(cast: Cast) -> None:
    response = cast.robin.submit("/s/boston/notes/new", text="x" * 30_000)
    page = response.get_data(as_text=True)
    assert response.status_code == 400 and "too long" in page and "x" * 30_000 in page
    assert not Note.select().exists()


def test_a_form_sent_twice_makes_one_note(cast: Cast) -> None:
    from_page = cast.robin.get("/s/boston/notes/new")
    assert from_page.status_code == 200
    for _time in range(2):
        cast.robin.post("/s/boston/notes/new", text="Once.", once_key="the-same-key")
    assert Note.select().count() == 1


def test_ticked_notes_become_a_draft_with_the_way_back(cast: Cast, both_engines: str) -> None:
    for text in ("First thing.", "Second thing."):
        cast.robin.submit("/s/boston/notes/new", text=text)
    notes = [note.public_id for note in Note.select()]
    response = cast.robin.submit("/s/boston/notes/", "/from-notes", note=notes)
    address = response.headers["Location"].split("?")[0]
    page = cast.robin.page(address)
    assert "First thing." in page and "Second thing." in page and f"/notes/{notes[0]}" in page
    assert address in cast.robin.page(f"/notes/{notes[0]}")
    assert address not in cast.wren.page(f"/notes/{notes[0]}")


def test_a_report_goes_from_one_box_to_another_city(cast: Cast, both_engines: str) -> None:
    report = write_report(cast.robin)
    address = f"/reports/{report.public_id}"
    assert "draft" in cast.robin.page(address)
    cast.robin.submit(f"{address}/lessons", "/lessons", lessons="Ask Maria first.\nEat together.")
    cast.robin.submit(address, "/share")
    assert "Maria spoke first" in cast.wren.page(address)
    looked = cast.heron.submit(f"{address}/release", "/release", names="Maria = a coworker")
    assert looked.status_code == 400
    release(cast, report, names="Maria = a coworker")
    page = cast.birch.page(address)
    assert "A coworker spoke first" in page and "Ask a coworker first" in page
    assert "a warehouse in the east" in page and "We stood at the gate." in page
    for hidden in ("Maria", "Robin", "Boston", "Heron"):
        assert hidden not in page


def test_an_edit_after_release_waits_for_the_next_one(cast: Cast) -> None:
    report = shared(cast)
    address = f"/reports/{report.public_id}"
    release(cast, report)
    cast.robin.submit(f"{address}/sections/1", "/sections/1", text="We know better now.")
    assert "Then we all did" in cast.birch.page(address)
    assert "We know better now" in cast.wren.page(address)
    release(cast, report)
    assert "We know better now" in cast.birch.page(address)
    assert Release.get().number == 2


def test_handing_back_makes_it_a_draft_with_remarks(cast: Cast, both_engines: str) -> None:
    report = shared(cast)
    address = f"/reports/{report.public_id}"
    cast.heron.submit(f"{address}/hand-back", "/hand-back", remarks="Say what failed.")
    assert cast.heron.get(address).status_code == 404
    assert "Say what failed." in cast.robin.page(address)
    assert Report.get().state == ReportState.DRAFT


def test_taken_back_it_is_gone_from_other_cities_at_once(cast: Cast) -> None:
    report = shared(cast)
    address = f"/reports/{report.public_id}"
    release(cast, report)
    assert cast.birch.get(address).status_code == 200
    cast.robin.submit(f"{address}/take-back", "/take-back")
    assert [person.get(address).status_code for person in (cast.birch, cast.wren)] == [404, 404]
    assert [person.get(address).status_code for person in (cast.robin, cast.heron)] == [200, 200]


def test_the_release_page_looks_again_without_losing_what_was_typed(cast: Cast) -> None:
    report = shared(cast)
    address = f"/reports/{report.public_id}/release"
    first = cast.heron.page(address)
    assert "Maria" in first
    hidden = cast.heron.post(
        f"{address}/look", likely=["Maria"], instead=["a coworker"], in_brief="My three sentences.", reach="all"
    )
    page = hidden.get_data(as_text=True)
    assert hidden.status_code == 200
    assert "A coworker spoke first" in page and "My three sentences." in page and "every member of every space" in page


def test_who_saves_second_sees_both_texts_and_can_save(cast: Cast) -> None:
    report = write_report(cast.robin)
    path = f"/reports/{report.public_id}/sections/1"
    opened = cast.robin.get(path)
    assert opened.status_code == 200
    cast.robin.submit(path, "/sections/1", text="What the first one saved.")
    late = cast.robin.submit(path, "/sections/1", text="What the second one typed.", version="1")
    page = late.get_data(as_text=True)
    assert late.status_code == 409
    assert "What the first one saved." in page and "What the second one typed." in page
    again = cast.robin.post(path, text="Both together.", version=_hidden(page, "version"))
    assert again.status_code == 303 and "Both together." in cast.robin.page(f"/reports/{report.public_id}")


def _hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)
    assert found, name
    return found.group(1)


def test_a_note_and_the_lessons_keep_both_texts_too(cast: Cast) -> None:
    cast.robin.submit("/s/boston/notes/new", text="First words.")
    path = f"/notes/{Note.get().public_id}/edit"
    cast.robin.submit(path, "/edit", text="Second words.")
    late = cast.robin.submit(path, "/edit", text="Third words.", version="1")
    assert late.status_code == 409 and "Second words." in late.get_data(as_text=True)
    report = write_report(cast.robin)
    path = f"/reports/{report.public_id}/lessons"
    cast.robin.submit(path, "/lessons", lessons="One.")
    late = cast.robin.submit(path, "/lessons", lessons="Two.", version="1")
    page = late.get_data(as_text=True)
    assert late.status_code == 409 and "One." in page and "Two." in page


def test_over_long_and_empty_texts_come_back(cast: Cast) -> None:
    report = write_report(cast.robin)
    long_text = "Too much. " * 8_000
    for path, fields in (
        ("/s/boston/reports/new", {"text": long_text}),
        ("/s/boston/reports/new", {"text": "  ", "title": "A title that stays"}),
        (f"/reports/{report.public_id}/sections/1", {"text": long_text}),
        (f"/reports/{report.public_id}/sections/new", {"text": "", "heading": "A heading that stays"}),
        (f"/reports/{report.public_id}/lessons", {"lessons": "x" * 1_500}),
    ):
        response = cast.robin.submit(path, path.rsplit("/", 1)[1], **fields)
        page = response.get_data(as_text=True)
        assert response.status_code == 400, path
        assert all(text.strip() in page for text in fields.values()), path
    assert Report.select().count() == 1


def test_a_section_is_asked_for_as_a_question(cast: Cast) -> None:
    report = write_report(cast.robin)
    address = f"/reports/{report.public_id}"
    assert "What failed, and why?" in cast.robin.page(address)
    asked = f"{address}/sections/new?kind=setbacks"
    assert "<h1>What failed, and why?</h1>" in cast.robin.page(asked)
    cast.robin.submit(asked, "/sections/new", text="The night shift was told too late.")
    page = cast.robin.page(address)
    assert "<h2>Setbacks</h2>" in page and "14 words" in page


def test_sections_are_put_in_order_by_numbers(cast: Cast) -> None:
    report = write_report(cast.robin)
    path = f"/reports/{report.public_id}"
    cast.robin.submit(f"{path}/sections/new", "/sections/new", heading="Later", text="Words.")
    cast.robin.submit(f"{path}/order", "/order", **{"place-1": "5", "place-2": "1"})
    page = cast.robin.page(path)
    assert page.index("Later") < page.index("Maria spoke first")
    wrong = cast.robin.submit(f"{path}/order", "/order", **{"place-1": "first"})
    assert wrong.status_code == 400 and "whole number" in wrong.get_data(as_text=True)


def test_coauthors_are_named_among_the_members(cast: Cast) -> None:
    report = write_report(cast.robin)
    address = f"/reports/{report.public_id}"
    assert cast.wren.get(address).status_code == 404
    wren = cast.wren.membership_in(cast.boston).id
    cast.robin.submit(f"{address}/authors", "/authors", authors=[str(wren)])
    assert "Robin, Wren" in cast.wren.page(address)
    maple = cast.maple.membership_in(cast.chicago).id
    wrong = cast.robin.submit(f"{address}/authors", "/authors", authors=[str(maple)])
    assert wrong.status_code == 400 and cast.maple.get(address).status_code == 404


def test_a_release_of_something_that_changed_meanwhile_is_looked_at_again(cast: Cast) -> None:
    report = shared(cast)
    address = f"/reports/{report.public_id}"
    seen = _hidden(cast.heron.page(f"{address}/release"), "revision")
    cast.robin.submit(f"{address}/sections/1", "/sections/1", text="Something else altogether.")
    told = {"in_brief": "My words.", "reach": "all", "within": "members", "revision": seen}
    response = cast.heron.post(f"{address}/release", **told)
    page = response.get_data(as_text=True)
    assert response.status_code == 409 and "My words." in page and "Something else altogether." in page
    assert not Release.select().exists()


def test_a_release_needs_a_brief_and_readers(cast: Cast) -> None:
    report = shared(cast)
    path = f"/reports/{report.public_id}/release"
    for fields in ({"in_brief": "", "reach": "all"}, {"in_brief": "Brief.", "reach": "own"}, {"in_brief": "Brief."}):
        assert cast.heron.submit(path, "/release", **fields).status_code == 400
    assert cast.heron.submit(path, "/release", in_brief="Brief.", reach="chosen").status_code == 400
    assert Report.get().state == ReportState.IN_REVIEW


def test_a_report_is_kept_for_the_space_alone(cast: Cast) -> None:
    report = shared(cast)
    address = f"/reports/{report.public_id}"
    cast.robin.submit(address, "/finish")
    assert "finished for our space alone" in cast.wren.page(address)
    assert Report.get().state == ReportState.FINISHED
    release(cast, report)
    assert cast.birch.get(address).status_code == 200


def test_a_public_report_is_read_without_an_account_and_kept_by_the_browser(cast: Cast) -> None:
    report = shared(cast)
    release(cast, report, reach="anybody")
    response = cast.nobody.get(f"/reports/{report.public_id}")
    page = response.get_data(as_text=True)
    assert response.status_code == 200 and "Then we all did" in page and "/ask" not in page
    assert "Robin" not in page and "Boston" not in page
    again = cast.nobody.get(f"/reports/{report.public_id}", headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304


def test_a_passage_is_chosen_paragraph_by_paragraph(cast: Cast) -> None:
    report = write_report(cast.robin, text="One of Maria.\n\nTwo.\n\nThree.")
    cast.robin.submit(f"/reports/{report.public_id}", "/share")
    release(cast, report, names="Maria = a coworker")
    chosen = queries.passage(cast.birch.reader, report.public_id, 1, 1, 2)
    assert chosen and (chosen.text_source, chosen.outward_name) == (
        "One of a coworker.\n\nTwo.",
        "a warehouse in the east",
    )
    whole = queries.passage(cast.robin.reader, report.public_id, 1, inside=True)
    assert whole and "Maria" in whole.html and not whole.is_released
    assert queries.passage(cast.birch.reader, report.public_id, 1, inside=True) is None
    assert queries.passage(cast.birch.reader, report.public_id, 9) is None
    assert queries.passage(cast.stranger.reader, report.public_id, 1) is None
    assert "Two." in cast.birch.page(f"/reports/{report.public_id}/sections/1/quote")


def test_every_version_can_be_looked_up(cast: Cast) -> None:
    report = write_report(cast.robin)
    address = f"/reports/{report.public_id}"
    cast.robin.submit(f"{address}/sections/1", "/sections/1", text="Changed since.")
    assert "Maria spoke first" in cast.robin.page(f"{address}/versions/1")
    assert "Version 2" in cast.robin.page(f"{address}/versions")
    assert cast.robin.get(f"{address}/versions/9").status_code == 404


def test_names_that_hide_nothing_are_refused_on_the_release_page(cast: Cast) -> None:
    report = shared(cast)
    response = cast.heron.post(f"/reports/{report.public_id}/release/look", names="Maria = our Maria", in_brief="Kept.")
    page = response.get_data(as_text=True)
    assert response.status_code == 400 and "Kept." in page and "Maria = our Maria" in page


def test_a_release_sent_twice_is_one_release(cast: Cast) -> None:
    report = shared(cast)
    told = {"in_brief": "Brief.", "reach": "all", "within": "members", "once_key": "the-same-key"}
    told["revision"] = _hidden(cast.heron.page(f"/reports/{report.public_id}/release"), "revision")
    first = cast.heron.post(f"/reports/{report.public_id}/release", **told)
    second = cast.heron.post(f"/reports/{report.public_id}/release", **told)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.headers["Location"] == second.headers["Location"]
    assert Release.get().number == 1


def test_looking_at_the_head_of_a_page_is_no_reading(cast: Cast) -> None:
    report = shared(cast)
    release(cast, report)
    assert cast.birch.client.head(f"/reports/{report.public_id}").status_code == 200
    assert [card.is_unread for card in queries.released_reports(cast.birch.reader)] == [True]


def test_what_is_missing_for_a_release_is_said_in_the_order_of_the_page(cast: Cast) -> None:
    report = shared(cast)
    wrong = {"in_brief": "x" * 9000, "reach": "all", "within": "nobody", "date_shown": "never"}
    sent = cast.heron.submit(f"/reports/{report.public_id}/release", "/release", **wrong)
    linked = re.findall(r'<li><a href="#([\w-]+)">', sent.get_data(as_text=True))
    assert (sent.status_code, linked) == (400, ["in_brief", "within-0", "date_shown-0"])


def test_a_release_asks_for_the_password_once_more(cast: Cast) -> None:
    report = shared(cast)
    Session.update(confirmed_at=clock.now() - timedelta(minutes=11)).execute()
    told = {"in_brief": "My three sentences.", "reach": "all", "within": "members"}
    asked = cast.heron.submit(f"/reports/{report.public_id}/release", "/release", **told)
    page = asked.get_data(as_text=True)
    assert asked.status_code == 403 and "My three sentences." in page and not Release.select().exists()
    form = next(each for each in forms_of(page) if each["action"].endswith("/release"))
    sent = cast.heron.client.post(form["action"], data={**form["fields"], "password_again": PASSWORD})
    assert sent.status_code == 303 and Release.get().in_brief == "My three sentences."


def test_the_week_and_the_site_are_preset_and_checked(cast: Cast) -> None:
    hall = Site.create(space=cast.boston, name="The hall")
    Site.create(space=cast.boston, name="The yard")
    page = cast.robin.page("/s/boston/notes/new")
    assert f'<option selected value="{clock.week_of(clock.today())}">This week' in page
    cast.robin.submit("/s/boston/notes/new", text="One.", site=str(hall.id))
    assert f'<option selected value="{hall.id}">' in cast.robin.page("/s/boston/notes/new")
    for wrong in ({"site": "999"}, {"site": "x"}, {"week": "2099-W01"}, {"week": "soon"}):
        response = cast.robin.submit("/s/boston/notes/new", text="Text that stays.", **wrong)
        assert response.status_code == 400 and "Text that stays." in response.get_data(as_text=True), wrong
    other = Site.create(space=cast.chicago, name="The depot")
    assert cast.robin.submit("/s/boston/notes/new", text="Two.", site=str(other.id)).status_code == 400


def test_the_word_lessons_stands_once_as_a_heading(cast: Cast) -> None:
    report = write_report(cast.heron, text="# Lessons\n\nWe were late.")
    path = f"/reports/{report.public_id}"
    if "/split" in cast.heron.page(f"{path}/sections/1"):
        cast.heron.submit(f"{path}/sections/1", "/split")
    cast.heron.submit(f"{path}/lessons", "/lessons", lessons="Begin in spring.")
    headings = re.findall(r"<h2>([^<]+)</h2>", cast.heron.page(path))
    assert headings.count("Lessons") == 1 and "What can others learn from it?" in headings
