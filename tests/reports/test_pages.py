"""Notes and reports as people use them: from two sentences on a phone to another city's page."""

from cast import Cast, Person

from coordinator.reports.models import Note, Release, Report, ReportState


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


def test_ticked_notes_become_a_draft_with_the_way_back(cast: Cast) -> None:
    for text in ("First thing.", "Second thing."):
        cast.robin.submit("/s/boston/notes/new", text=text)
    notes = [note.public_id for note in Note.select()]
    response = cast.robin.submit("/s/boston/notes/", "/from-notes", note=notes)
    address = response.headers["Location"].split("?")[0]
    page = cast.robin.page(address)
    assert "First thing." in page and "Second thing." in page and f"/notes/{notes[0]}" in page
    assert address in cast.robin.page(f"/notes/{notes[0]}")
    assert address not in cast.wren.page(f"/notes/{notes[0]}")


def test_a_report_goes_from_one_box_to_another_city(cast: Cast) -> None:
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


def test_handing_back_makes_it_a_draft_with_remarks(cast: Cast) -> None:
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
