"""What management says: written down, answered, counted, made into posters and pieces, and never shown elsewhere."""

import io
from datetime import date, timedelta

import pytest
from cast import Cast
from flask import Flask
from pypdf import PdfReader

from coordinator import clock, files, jobs, search
from coordinator.access import Role
from coordinator.accounts.models import Session
from coordinator.errors import Conflict, Invalid, NotAllowed, NotFound
from coordinator.newsletters.actions import claims, exports
from coordinator.newsletters.actions.claims import Draft
from coordinator.newsletters.claims import queries
from coordinator.newsletters.claims.models import Claim, ClaimReturn, ClaimVersion
from coordinator.newsletters.models import Article, Export
from coordinator.newsletters.printable import printable_claim
from coordinator.newsletters.queries import files_of, newsletter_of
from coordinator.newsletters.selection.queries import language_of
from coordinator.reports import actions as reports
from coordinator.spaces.models import LogEntry, NameToTakeOut

LIST, NEW = "/s/boston/newsletter/claims/", "/s/boston/newsletter/claims/new"
SAID, TRUE = "There is no money for a second break.", "Four million went to the owners in March."


@pytest.fixture(autouse=True)
def _no_waiting(app: Flask) -> None:
    app.config["WAIT_SECONDS"] = 0


def written(cast: Cast, **more: object) -> Claim:
    """What Robin heard."""
    return claims.write_claim(cast.robin.reader, cast.boston.id, Draft(**{"said": SAID, **more}))  # type: ignore[arg-type]


def test_a_member_writes_down_what_they_say_and_all_members_read_it(both_engines: str, cast: Cast) -> None:
    answer = cast.robin.submit(NEW, "/new", said=SAID, answer=TRUE, said_on="2026-11-03", said_to="the night shift")
    assert answer.status_code == 303
    assert LIST in cast.robin.page("/s/boston/newsletter/")
    assert SAID in cast.wren.page(LIST) and TRUE in cast.wren.page(LIST)
    page = cast.heron.page(answer.headers["Location"])
    for part in (SAID, TRUE, "November 3, 2026", "the night shift", "said 1 time"):
        assert part in page
    assert "Robin" not in page


def test_nobody_elsewhere_reads_it(cast: Cast) -> None:
    path = f"/claims/{written(cast).public_id}"
    for person in (cast.maple, cast.birch, cast.operator, cast.stranger, cast.nobody):
        assert {person.get(each).status_code for each in (path, f"{path}/edit", LIST, NEW)} == {404}
        assert search.find("money", person.account_id) == []
    with pytest.raises(NotFound):
        claims.write_claim(cast.birch.reader, cast.boston.id, Draft(SAID))


def test_what_is_missing_or_wrong_is_said_and_what_was_typed_stays(cast: Cast) -> None:
    answer = cast.robin.submit(NEW, "/new", said="", answer=TRUE)
    assert answer.status_code == 400 and TRUE in answer.get_data(as_text=True)
    later = (clock.today() + timedelta(days=9)).isoformat()
    answer = cast.robin.submit(NEW, "/new", said=SAID, said_on=later)
    page = answer.get_data(as_text=True)
    assert (
        answer.status_code == 400
        and "still to come" in page
        and SAID in page
        and '<details class="disclosure" open' in page
    )
    assert cast.robin.submit(NEW, "/new", said="x" * 1001).status_code == 400
    assert Claim.select().count() == 0


def test_a_form_sent_twice_writes_it_down_once(cast: Cast) -> None:
    for _time in range(2):
        assert cast.robin.post(NEW, said=SAID, once_key="the-same").status_code == 303
    assert Claim.select().count() == 1


def test_the_answer_may_come_later_from_any_member_and_nothing_written_is_lost(cast: Cast) -> None:
    claim = written(cast)
    path = f"/claims/{claim.public_id}"
    assert "No answer yet." in cast.wren.page(path)
    assert cast.wren.submit(f"{path}/edit", "/edit", answer="Four million.").status_code == 303
    assert cast.heron.submit(f"{path}/edit", "/edit", answer=TRUE, source="Annual accounts").status_code == 303
    page = cast.robin.page(path)
    assert TRUE in page and "Annual accounts" in page
    assert [version.answer for version in queries.versions_of(claim)] == ["Four million.", ""]
    assert "Four million." in cast.robin.page(f"{path}/edit")
    assert search.find("accounts", cast.robin.account_id)


def test_two_who_answer_at_once_lose_nothing(cast: Cast) -> None:
    claim = written(cast)
    claims.change_claim(cast.wren.reader, claim, Draft(SAID, "Wren's words"), claim.version)
    with pytest.raises(Conflict) as refused:
        claims.change_claim(cast.heron.reader, claim, Draft(SAID, "Heron's words"), claim.version)
    assert refused.value.status == 409
    path = f"/claims/{claim.public_id}/edit"
    answer = cast.heron.post(path, said=SAID, answer="Heron's words", version="1")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409 and "Heron&#39;s words" in page and "Wren&#39;s words" in page
    assert ClaimVersion.select().count() == 1


def test_the_same_claim_again_is_counted_without_saying_who_heard_it(both_engines: str, cast: Cast) -> None:
    claim = written(cast, said_on=date(2026, 11, 3))
    path = f"/claims/{claim.public_id}"
    assert queries.heard(claim) == queries.Heard(1, date(2026, 11, 3))
    claims.count_again(cast.wren.reader, claim, date(2026, 11, 10))
    assert cast.robin.post(f"{path}/again").status_code == 303
    assert queries.heard(claim) == queries.Heard(3, clock.today())
    assert "said 3 times" in cast.wren.page(path) and "said 3 times" in cast.wren.page(LIST)
    assert set(ClaimReturn._meta.fields) == {"id", "claim", "heard_on"}


def test_a_count_of_today_can_be_undone(cast: Cast) -> None:
    claim = written(cast)
    path = f"/claims/{claim.public_id}"
    claims.count_again(cast.robin.reader, claim, date(2026, 11, 10))
    assert "not-again" not in cast.robin.page(path)
    cast.robin.post(f"{path}/again")
    assert "not-again" in cast.robin.page(path)
    for _time in range(2):
        assert cast.robin.post(f"{path}/not-again").status_code == 303
    assert queries.heard(claim).times == 2


def test_its_author_takes_it_back_and_brings_it_back(cast: Cast) -> None:
    claim = written(cast)
    path = f"/claims/{claim.public_id}"
    other = cast.person("finch-oak-lamp", (cast.boston, "Finch", Role.MEMBER))
    assert "Take it away" not in other.page(f"{path}/edit")
    assert other.post(f"{path}/take-back").status_code == 404
    gone = cast.robin.submit(f"{path}/edit", "/take-back")
    assert gone.status_code == 303
    assert cast.wren.get(path).status_code == 404 and SAID not in cast.wren.page(LIST)
    assert search.find("money", cast.robin.account_id) == []
    assert other.get(f"{path}/taken-back").status_code == 404
    assert cast.robin.submit(gone.headers["Location"], "/bring-back").status_code == 303
    assert SAID in cast.wren.page(LIST) and search.find("money", cast.robin.account_id)


def test_what_was_taken_back_is_gone_after_seven_days_or_at_once(cast: Cast) -> None:
    first, second = written(cast), written(cast)
    exports.export_claim(cast.wren.reader, second, "messenger_text")
    jobs.run_pending()
    assert files.StoredFile.select().count() > 0
    claims.take_back(cast.robin.reader, first)
    claims.purge(clock.today() + timedelta(days=7))
    assert Claim.select().count() == 2
    claims.purge(clock.today() + timedelta(days=8))
    assert Claim.select().count() == 1
    assert cast.robin.post(f"/claims/{second.public_id}/take-back", at_once="1", is_sure="yes").status_code == 303
    assert (Claim.select().count(), Export.select().count(), files.StoredFile.select().count()) == (0, 0, 0)
    assert "claims_taken_back" in {name for name, _when, _work in jobs._periodic}


def test_two_boxes_and_one_button_make_a_poster(cast: Cast) -> None:
    assert "claims/poster" not in cast.robin.page(NEW)
    page = cast.wren.page(NEW)
    assert 'formaction="/s/boston/newsletter/claims/poster"' in page
    answer = cast.wren.post("/s/boston/newsletter/claims/poster", said=SAID, answer=TRUE)
    assert answer.status_code == 303
    jobs.run_pending()
    export = Export.get()
    assert (answer.headers["Location"], export.state) == (f"/exports/{export.public_id}", "done")
    (made,) = files_of(export)
    text = " ".join(PdfReader(io.BytesIO(files.content_of(made))).pages[0].extract_text().split())
    assert SAID in text and TRUE in text
    page = cast.wren.page(answer.headers["Location"])
    assert f"/files/{made.public_id}" in page and f"/claims/{export.claim.public_id}" in page
    assert f"/exports/{export.public_id}" in cast.wren.page(f"/claims/{export.claim.public_id}")
    assert f"/exports/{export.public_id}" not in cast.robin.page(f"/claims/{export.claim.public_id}")
    assert cast.robin.get(f"/exports/{export.public_id}").status_code == 404
    assert LogEntry.select().where(LogEntry.act == "exported").count() == 1


def test_a_poster_asks_for_the_password_where_it_was_given_long_ago_and_keeps_the_words(cast: Cast) -> None:
    Session.update(confirmed_at=None).execute()
    assert "password_again" in cast.wren.page(NEW)
    answer = cast.wren.post("/s/boston/newsletter/claims/poster", said=SAID, answer=TRUE)
    assert SAID in answer.get_data(as_text=True) and Claim.select().count() == 0
    answer = cast.wren.post("/s/boston/newsletter/claims/poster", said=SAID, password_again="nine brown herons")
    assert answer.status_code == 303 and Claim.select().count() == 1


def test_without_the_poster_nothing_is_offered_and_nothing_half_done(cast: Cast) -> None:
    exports.choose_plugin(cast.wren.reader, cast.boston.id, "poster", False, {})
    assert "claims/poster" not in cast.wren.page(NEW)
    answer = cast.wren.post("/s/boston/newsletter/claims/poster", said=SAID)
    assert answer.status_code == 400 and SAID in answer.get_data(as_text=True)
    assert Claim.select().count() == 0
    assert cast.wren.post("/s/boston/newsletter/claims/poster", said="").status_code == 400


def test_a_claim_goes_through_every_plugin_from_its_page(cast: Cast) -> None:
    claim = written(cast, answer=TRUE)
    path = f"/claims/{claim.public_id}"
    assert 'value="poster"' not in cast.robin.page(path)
    assert cast.robin.post(f"{path}/export", plugin="poster").status_code == 403
    for plugin in ("poster", "print_pdf", "messenger_text"):
        assert f'value="{plugin}"' in cast.wren.page(path)
        assert cast.wren.post(f"{path}/export", plugin=plugin).status_code == 303
    jobs.run_pending()
    assert [(export.state, export.sentence) for export in Export.select()] == [("done", "")] * 3
    export = Export.get(Export.plugin == "messenger_text")
    said = files.content_of(files_of(export)[0]).decode()
    assert SAID in said and TRUE in said
    gone = cast.wren.post(f"/exports/{export.public_id}/delete", is_sure="yes")
    assert gone.headers["Location"].startswith(path)
    with pytest.raises(NotAllowed):
        exports.export_claim(cast.robin.reader, claim, "poster")


def test_a_plugin_is_handed_no_person_and_no_name_of_the_space(cast: Cast) -> None:
    NameToTakeOut.create(space=cast.boston, name="Maria", replacement="a coworker")
    claim = written(
        cast, said="MARIA asked for it.", answer="María did not.", said_to="to Maria", source="Maria’s letter"
    )
    value = printable_claim(claim, newsletter_of(cast.boston.id))
    said = repr(value).casefold()
    for secret in ("maria", "maría", "robin", "boston", claim.public_id):
        assert secret not in said
    assert value.claim is not None
    assert value.claim.said == value.article.title == "A coworker asked for it."
    assert value.claim.answer == value.article.text == "A coworker did not."


def test_a_claim_becomes_a_piece_for_the_newsletter_and_each_knows_the_way(cast: Cast) -> None:
    claim = written(cast, answer=TRUE, source="Annual accounts")
    path = f"/claims/{claim.public_id}"
    new = f"/s/boston/newsletter/articles/new?claim={claim.public_id}"
    assert f"{path}/article" in cast.robin.page(path)
    answer = cast.robin.submit(new, "/new")
    assert answer.status_code == 303
    article = Article.get()
    assert (article.title, article.kind, article.body_source) == (SAID, "answer", f"{TRUE}\n\nAnnual accounts")
    assert f"/articles/{article.public_id}" in cast.wren.page(path)
    assert path in cast.wren.page(f"/articles/{article.public_id}")
    other = cast.person("finch-oak-lamp", (cast.boston, "Finch", Role.MEMBER))
    assert f"/articles/{article.public_id}" not in other.page(path)
    assert SAID not in cast.birch.page(f"/s/chicago/newsletter/articles/new?claim={claim.public_id}")


def test_a_note_becomes_a_claim_and_each_knows_the_way(cast: Cast) -> None:
    note = reports.write_note(cast.robin.reader, cast.boston.id, "They said:\n\nnobody was cut.")
    new = f"{NEW}?note={note.public_id}"
    assert new in cast.wren.page(f"/notes/{note.public_id}")
    assert "nobody was cut." in cast.wren.page(new)
    assert cast.wren.submit(new, "/new").status_code == 303
    claim = Claim.get()
    assert claim.said == "They said: nobody was cut."
    assert f"/claims/{claim.public_id}" in cast.robin.page(f"/notes/{note.public_id}")
    assert f"/notes/{note.public_id}" in cast.robin.page(f"/claims/{claim.public_id}")
    assert "nobody was cut." not in cast.birch.page(f"/s/chicago/newsletter/claims/new?note={note.public_id}")
    claims.write_claim(cast.birch.reader, cast.chicago.id, Draft("No.", note_id=note.public_id))
    assert Claim.get(Claim.space == cast.chicago).from_note_id is None


def test_a_long_list_has_pages(cast: Cast) -> None:
    for number in range(queries.PAGE + 2):
        written(cast, said=f"Claim {number}.")
    page = cast.robin.page(LIST)
    last = queries.claims(cast.robin.reader, cast.boston.id)[-1].claim.public_id
    assert f"?before={last}" in page and "Claim 0." not in page
    older = cast.robin.page(f"{LIST}?before={last}")
    assert "Claim 0." in older and "Claim 1." in older and "Claim 2." not in older


def test_search_finds_it_by_its_own_kind(cast: Cast) -> None:
    claim = written(cast, answer=TRUE)
    hits = search.find("owners", cast.wren.account_id, kinds=("claim",))
    assert [hit.shown.address for hit in hits] == [f"/claims/{claim.public_id}"]
    page = cast.wren.post("/search", words="owners").get_data(as_text=True)
    assert f"/claims/{claim.public_id}" in page and "What management says" in page


def test_it_stands_in_what_is_held_about_its_author(cast: Cast) -> None:
    written(cast)
    assert "What you wrote down that management says" in cast.robin.page("/account/held")


def test_a_claim_without_words_is_refused(cast: Cast) -> None:
    for said in ("", "  \n "):
        with pytest.raises(Invalid):
            written(cast, said=said)


def test_what_is_on_the_list_of_names_is_said_before_a_poster_leaves(both_engines: str, cast: Cast) -> None:
    claim = written(cast, answer="Peter Dunlin from nights saw the money.")
    page = cast.wren.page(f"/claims/{claim.public_id}")
    assert "may tell who somebody is: Peter Dunlin" in page
    NameToTakeOut.create(space=cast.boston, name="Dunlin", replacement="a coworker")
    assert "is printed as “a coworker”" in cast.wren.page(f"/claims/{claim.public_id}")
    assert "is printed as" not in cast.robin.page(f"/claims/{claim.public_id}")
    exports.export_claim(cast.wren.reader, claim, "poster")
    # Taken out, another name of the list would stand there.
    NameToTakeOut.create(space=cast.boston, name="coworker", replacement="coworker")
    with pytest.raises(Invalid):
        exports.export_claim(cast.wren.reader, claim, "poster")
    refused = cast.wren.post(f"/claims/{claim.public_id}/export", plugin="poster")
    assert refused.status_code == 400 and "is on your list" in refused.get_data(as_text=True)


def test_the_page_of_a_poster_says_how_often_it_was_said(cast: Cast) -> None:
    claim = written(cast, answer=TRUE)
    claims.count_again(cast.robin.reader, claim)
    export = exports.export_claim(cast.wren.reader, claim, "poster")
    assert "said 2 times" in cast.wren.page(f"/exports/{export.public_id}")
    named = written(cast, answer="Peter Dunlin from nights saw the money.")
    export = exports.export_claim(cast.wren.reader, named, "poster")
    assert "may tell who somebody is: Peter Dunlin" in cast.wren.page(f"/exports/{export.public_id}")


def test_one_button_makes_a_piece_of_it(cast: Cast) -> None:
    claim = written(cast, answer=TRUE)
    answer = cast.robin.submit(f"/claims/{claim.public_id}", "/article")
    article = Article.get()
    assert answer.headers["Location"].startswith(f"/articles/{article.public_id}")
    assert (article.title, article.body_source, article.from_claim_id) == (SAID, TRUE, claim.id)
    cast.wren.submit(f"/articles/{article.public_id}/edit", "/edit", text="Changed.")
    # It keeps the language of its space.
    assert language_of(Article.get()) == cast.boston.language
    unanswered = written(cast).public_id
    assert f"articles/new?claim={unanswered}" in cast.robin.page(f"/claims/{unanswered}")
