"""Articles: handed in, changed with their author's will, printed only with the yes of those whose words they are."""

from datetime import timedelta

import pytest
from cast import Cast, forms_of

from coordinator import clock, search
from coordinator.access import Role
from coordinator.errors import Conflict, Invalid, NotAllowed
from coordinator.newsletters import queries
from coordinator.newsletters.actions import articles, editions, forgetting
from coordinator.newsletters.actions.articles import Draft
from coordinator.newsletters.models import Agreement, Article, Wish
from coordinator.reports.models import Report, ReportState


def handed_in(cast: Cast, **more: object) -> Article:
    """A piece of Robin's in Boston's box."""
    values = {"title": "The belt stood still", "text": "For *nine* minutes.\n\nThen they came.", **more}
    return articles.submit_article(cast.robin.reader, cast.boston.id, Draft(**values))  # type: ignore[arg-type]


def test_a_member_hands_a_piece_in_and_the_editors_find_it_in_the_box(cast: Cast) -> None:
    answer = cast.robin.submit(
        "/s/boston/newsletter/articles/new", _action="/new", title="The belt stood still", text="For nine minutes."
    )
    assert answer.status_code == 303
    assert "The belt stood still" in cast.wren.page("/s/boston/newsletter/box")
    assert cast.robin.get("/s/boston/newsletter/box").status_code == 403


def test_only_its_author_and_the_editors_read_a_piece(cast: Cast) -> None:
    article = handed_in(cast)
    path = f"/articles/{article.public_id}"
    assert [person.get(path).status_code for person in (cast.robin, cast.wren, cast.heron)] == [200, 200, 200]
    other = cast.person("finch-oak-lamp", (cast.boston, "Finch", Role.MEMBER))
    for person in (other, cast.maple, cast.birch, cast.operator, cast.stranger, cast.nobody):
        assert person.get(path).status_code == 404


def test_a_piece_without_words_is_refused_and_what_was_typed_stays(cast: Cast) -> None:
    answer = cast.robin.submit("/s/boston/newsletter/articles/new", _action="/new", title="A heading", text="")
    assert answer.status_code == 400
    assert "A heading" in answer.get_data(as_text=True)


def test_a_piece_that_is_too_long_is_refused_with_a_sentence(cast: Cast) -> None:
    long = "word " * 14_000
    answer = cast.robin.submit("/s/boston/newsletter/articles/new", _action="/new", title="Long", text=long)
    assert answer.status_code == 400
    assert "too long" in answer.get_data(as_text=True)


def test_a_form_sent_twice_hands_one_piece_in(cast: Cast) -> None:
    page = cast.robin.get("/s/boston/newsletter/articles/new").get_data(as_text=True)
    fields = {**forms_of(page)[-1]["fields"], "title": "Once", "text": "Only once."}
    for _time in range(2):
        assert cast.robin.client.post("/s/boston/newsletter/articles/new", data=fields).status_code == 303
    assert Article.select().where(Article.title == "Once").count() == 1


def test_an_edit_keeps_what_stood_there_before(cast: Cast) -> None:
    article = handed_in(cast)
    articles.edit_article(cast.wren.reader, article, Draft("Nine minutes", "Shorter."), article.version)
    saved = queries.article_for(cast.robin.reader, article.public_id)
    assert saved is not None
    assert saved.title == "Nine minutes"
    assert [version.title for version in queries.versions_of(saved)] == ["The belt stood still"]


def test_two_editors_of_one_piece_get_a_conflict_with_both_texts(cast: Cast) -> None:
    article = handed_in(cast)
    fields = {"title": "A", "text": "The first text, long enough to be shown again.", "version": article.version}
    assert cast.wren.post(f"/articles/{article.public_id}/edit", **fields).status_code == 303
    answer = cast.heron.post(
        f"/articles/{article.public_id}/edit", **{**fields, "text": "The second text, just as long as the first one."}
    )
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "The first text" in page
    assert "The second text" in page


def test_nobody_overwrites_a_newer_text_silently(cast: Cast) -> None:
    article = handed_in(cast)
    articles.edit_article(cast.wren.reader, article, Draft("A", "First."), article.version)
    with pytest.raises(Conflict):
        articles.edit_article(cast.heron.reader, article, Draft("B", "Second."), article.version)


def test_as_it_is_means_that_editors_leave_the_text_alone(cast: Cast) -> None:
    article = handed_in(cast, wish=Wish.AS_IT_IS)
    with pytest.raises(NotAllowed):
        articles.edit_article(cast.wren.reader, article, Draft("A", "Shorter."), article.version)


def test_show_me_first_keeps_a_changed_piece_out_until_its_author_agrees(cast: Cast) -> None:
    article = handed_in(cast, wish=Wish.SHOW_ME)
    edition = editions.start_edition(cast.wren.reader, cast.boston.id, article.made_on)
    changed = articles.edit_article(cast.wren.reader, article, Draft("A", "Shorter."), article.version)
    assert queries.waiting_for(cast.robin.reader) == [("A", article.public_id)]
    with pytest.raises(Invalid, match="shown first"):
        editions.line_up(cast.wren.reader, edition, {article.id: 1})
    articles.agree_to_changes(cast.robin.reader, changed)
    editions.line_up(cast.wren.reader, edition, {article.id: 1})
    assert [each.id for each in queries.lined_up(edition.id)] == [article.id]


def test_a_piece_taken_back_is_gone_for_all_and_can_be_had_back(cast: Cast) -> None:
    article = handed_in(cast)
    path = f"/articles/{article.public_id}"
    answer = cast.robin.submit(f"{path}/edit", _action="/take-back")
    assert answer.status_code == 303
    assert cast.wren.get(path).status_code == 404
    cast.robin.submit(f"{path}/taken-back")
    assert cast.wren.get(path).status_code == 200


def test_a_piece_taken_back_is_gone_for_good_after_seven_days(cast: Cast) -> None:
    article = handed_in(cast)
    articles.take_back(cast.robin.reader, article)
    assert forgetting.purge(clock.today() + timedelta(days=7)) == 0
    assert forgetting.purge(clock.today() + timedelta(days=8)) == 1


def test_words_of_a_report_wait_for_a_coordinator_of_its_space(cast: Cast) -> None:
    report = Report.create(
        space=cast.chicago, title="Night buses", month="2026-10", state=ReportState.RELEASED.value, audience="network",
        made_on=clock.today(),
    )  # fmt: skip
    article = handed_in(cast, report_id=report.id, source_title="Night buses")
    edition = editions.start_edition(cast.wren.reader, cast.boston.id, article.made_on)
    with pytest.raises(Invalid, match="yes"):
        editions.line_up(cast.wren.reader, edition, {article.id: 1})
    assert cast.birch.get(f"/articles/{article.public_id}/agreement").status_code == 404
    assert cast.maple.submit(f"/articles/{article.public_id}/agreement").status_code == 303
    assert Agreement.get(Agreement.article == article).is_given
    editions.line_up(cast.wren.reader, edition, {article.id: 1})


def test_whoever_agrees_learns_the_outward_name_only(cast: Cast) -> None:
    report = Report.create(
        space=cast.chicago, title="Night buses", month="2026-10", state=ReportState.RELEASED.value, audience="network",
        made_on=clock.today(),
    )  # fmt: skip
    article = handed_in(cast, report_id=report.id)
    page = cast.maple.page(f"/articles/{article.public_id}/agreement")
    assert "a warehouse in the east" in page
    assert "Boston warehouse" not in page
    assert "Robin" not in page


def test_search_finds_a_piece_for_those_who_may_read_it_only(both_engines: str, cast: Cast) -> None:
    handed_in(cast, text="A word like zanzibar stands here.")
    assert len(search.find("zanzibar", cast.wren.account_id)) == 1
    for person in (cast.maple, cast.operator, cast.stranger, cast.nobody):
        assert search.find("zanzibar", person.account_id) == []
