"""A name that a space keeps to itself, hunted where its words went on to: titles, struggles, other newsletters."""

import pytest
from cast import Cast, Person

from coordinator import search
from coordinator.access import Audience
from coordinator.newsletters.actions import articles
from coordinator.newsletters.actions.articles import Draft, draft_of_passage, draft_of_post
from coordinator.newsletters.models import Article, ArticleVersion
from coordinator.reports import actions as reports
from coordinator.reports import queries as report_queries
from coordinator.reports.models import Report
from coordinator.spaces.actions import settings
from coordinator.spaces.actions.lines import Draft as LineDraft
from coordinator.spaces.actions.lines import change_line, make_line, version_of
from coordinator.spaces.audience import Choice
from coordinator.spaces.models import Line, Openness, Space
from coordinator.threads import actions as threads
from coordinator.threads.models import Post, Thread

NAME = "Quetzalina"


def keep(cast: Cast, person: Person, *lines: str) -> None:
    """The list of names of this coordinator's space, as its page saves it."""
    space = cast.boston if person is cast.heron else cast.chicago
    settings.save_names(person.reader, space.id, "\n".join(lines), settings.names_version(space.id))


def released(cast: Cast, text: str = f"{NAME} spoke first.") -> Report:
    report = reports.start_report(cast.robin.reader, cast.boston.id, f"{NAME} speaks", text)
    reports.submit_report(cast.robin.reader, report)
    reports.release_report(cast.heron.reader, report, "Eleven people met.", Audience.NETWORK)
    return Report.get_by_id(report.id)


def test_a_later_name_goes_out_of_the_title_of_a_thread_that_another_city_opened_about_the_report(cast: Cast) -> None:
    thread = threads.ask(cast.birch.reader, released(cast), "How did you do it?", is_outward=True)
    keep(cast, cast.heron, f"{NAME} = a coworker")
    assert NAME not in cast.birch.page(f"/threads/{thread.public_id}")
    assert NAME not in cast.maple.page("/s/chicago/threads/")
    assert search.find(NAME, cast.maple.account_id) == []


def test_whoever_leads_a_thread_of_another_opener_puts_no_name_of_their_own_space_into_its_title(cast: Cast) -> None:
    thread = threads.ask(cast.birch.reader, released(cast, "Words."), "How did you do it?", is_outward=True)
    keep(cast, cast.heron, f"{NAME} = a coworker")
    threads.edit_thread(cast.heron.reader, thread, f"What did {NAME} say?", None)
    assert NAME not in Thread.get_by_id(thread.id).title


def test_who_is_asked_for_a_yes_reads_the_piece_without_the_names_of_the_other_space(cast: Cast) -> None:
    keep(cast, cast.maple, "Oleander = a driver")
    passage = report_queries.passage(cast.birch.reader, released(cast).public_id, 1)
    assert passage is not None
    begun = draft_of_passage(passage)
    draft = Draft("Oleander answers", f"{begun.text} Oleander says so.", report_id=begun.report_id)
    article = articles.submit_article(cast.birch.reader, cast.chicago.id, draft)
    page = cast.heron.page(f"/articles/{article.public_id}/agreement")
    assert "a driver" in page.casefold()
    assert "Oleander" not in page


def test_who_is_asked_for_a_yes_learns_no_name_of_an_unlisted_space(cast: Cast) -> None:
    Space.update(openness=Openness.UNLISTED.value).where(Space.id == cast.chicago.id).execute()
    thread = threads.open_thread(cast.heron.reader, cast.boston.id, "When?", "Now or later.", Audience.NETWORK)
    post = Post.get(Post.thread == thread)
    article = articles.submit_article(cast.birch.reader, cast.chicago.id, draft_of_post(post, thread))
    page = cast.heron.page(f"/articles/{article.public_id}/agreement")
    assert cast.chicago.outward_name not in page
    assert "a space" in page


def test_editors_see_the_way_back_of_a_piece_only_where_they_may_read_its_source(cast: Cast) -> None:
    report = released(cast)
    passage = report_queries.passage(cast.birch.reader, report.public_id, 1)
    assert passage is not None
    article = articles.submit_article(cast.birch.reader, cast.chicago.id, draft_of_passage(passage))
    assert f"/reports/{report.public_id}" in cast.maple.page(f"/articles/{article.public_id}")
    reports.withdraw_report(cast.heron.reader, report)
    for person in (cast.maple, cast.birch):
        page = person.page(f"/articles/{article.public_id}")
        assert report.public_id not in page
        assert f"{NAME} speaks" not in page.partition("Made from")[2]


def test_a_later_name_goes_out_of_another_citys_piece_made_from_the_report(cast: Cast) -> None:
    passage = report_queries.passage(cast.birch.reader, released(cast).public_id, 1)
    assert passage is not None
    article = articles.submit_article(cast.birch.reader, cast.chicago.id, draft_of_passage(passage))
    longer = Draft(f"{NAME} elsewhere", f"As *{NAME}* said.", picture_text=f"{NAME} at the gate")
    articles.edit_article(cast.maple.reader, article, longer, article.version)
    keep(cast, cast.heron, f"{NAME} = a coworker")
    now = Article.get_by_id(article.id)
    earlier = [f"{row.title}{row.body_source}" for row in ArticleVersion.select()]
    for text in (now.title, now.body_source, now.body_html, now.picture_text, now.source_title, *earlier):
        assert NAME not in text
    assert search.find(NAME, cast.maple.account_id) == []
    assert search.find("coworker", cast.maple.account_id)


def test_ones_own_pieces_keep_the_names_until_they_are_handed_out(cast: Cast) -> None:
    report = released(cast)
    passage = report_queries.passage(cast.robin.reader, report.public_id, 1, inside=True)
    assert passage is not None
    article = articles.submit_article(cast.robin.reader, cast.boston.id, draft_of_passage(passage))
    keep(cast, cast.heron, f"{NAME} = a coworker")
    assert NAME in Article.get_by_id(article.id).body_source


@pytest.mark.parametrize("later", [False, True])
def test_no_name_stands_in_a_struggle_that_other_spaces_use(cast: Cast, later: bool) -> None:
    draft = LineDraft(f"Justice for {NAME}", f"{NAME} was sent home.", "justice", Choice(Audience.NETWORK))
    if not later:
        keep(cast, cast.heron, f"{NAME} = a coworker")
    make_line(cast.heron.reader, cast.boston.id, draft)
    if later:
        keep(cast, cast.heron, f"{NAME} = a coworker")
    for page in (cast.birch.page("/lines/justice"), cast.birch.page("/lines/"), cast.birch.page("/search")):
        assert NAME not in page
    assert NAME in Line.get(Line.slug == "justice").text_source


def test_a_struggle_of_ones_own_keeps_its_names_until_it_is_opened(cast: Cast) -> None:
    keep(cast, cast.heron, f"{NAME} = a coworker")
    draft = LineDraft(f"Justice for {NAME}", "Words.", "justice", Choice())
    line = make_line(cast.heron.reader, cast.boston.id, draft)
    assert NAME in cast.robin.page("/lines/justice")
    opened = LineDraft(f"Justice for {NAME}", "Words.", "justice", Choice(Audience.NETWORK))
    change_line(cast.heron.reader, line, opened, version_of(line))
    assert NAME not in cast.birch.page("/lines/justice")


def test_no_name_stands_in_what_a_space_says_of_itself(cast: Cast) -> None:
    typed = settings.Settings(
        name="Boston warehouse", outward_name=f"{NAME}’s warehouse", city="Boston", slug="boston", language="en",
        time_zone="UTC", paper="a4", theme="red", openness="network", public_text=f"Ask **{NAME}** at the gate.",
    )  # fmt: skip
    settings.change_settings(cast.heron.reader, cast.boston.id, typed, 1)
    assert NAME in cast.birch.page("/s/boston/")
    keep(cast, cast.heron, f"{NAME} = a coworker")
    assert NAME not in cast.birch.page("/s/boston/")
    settings.change_settings(cast.heron.reader, cast.boston.id, typed, Space.get_by_id(cast.boston.id).version)
    assert NAME not in cast.birch.page("/s/boston/")
