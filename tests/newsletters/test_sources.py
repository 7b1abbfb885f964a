"""Articles are begun with notes, passages and posts, and each keeps its way back."""

from cast import Cast, forms_of

from coordinator import clock
from coordinator.access import Audience
from coordinator.language import say_day
from coordinator.newsletters.actions import articles
from coordinator.newsletters.elsewhere import consent_of
from coordinator.newsletters.models import Article
from coordinator.reports import actions as reports
from coordinator.reports.models import Note, Report
from coordinator.threads import actions as threads


def two_notes(cast: Cast) -> list[Note]:
    texts = ("The belt stood still.", "Nobody was paid for it.")
    return [reports.write_note(cast.robin.reader, cast.boston.id, text) for text in texts]


def test_ticked_notes_become_an_article_and_each_knows_the_way(cast: Cast) -> None:
    first, second = two_notes(cast)
    page = cast.robin.client.post(
        "/s/boston/newsletter/articles/from-notes",
        data={**cast.robin._hidden(), "note": [first.public_id, second.public_id]},
    ).get_data(as_text=True)
    assert "The belt stood still." in page
    assert "Nobody was paid for it." in page
    fields = {**cast.robin._hidden(), "note": [first.public_id, second.public_id]}
    more = {"title": "The belt", "text": "It stood still.", "wish": "shorten", "byline_as": "none"}
    answer = cast.robin.client.post("/s/boston/newsletter/articles/new", data={**fields, **more})
    assert answer.status_code == 303
    article = Article.get()
    for note in (first, second):
        assert f"/articles/{article.public_id}" in cast.robin.page(f"/notes/{note.public_id}")
        assert f"/notes/{note.public_id}" in cast.robin.page(f"/articles/{article.public_id}")


def test_the_note_of_another_space_begins_no_article(cast: Cast) -> None:
    note = two_notes(cast)[0]
    page = cast.birch.get(f"/s/chicago/newsletter/articles/new?note={note.public_id}").get_data(as_text=True)
    assert "The belt stood still." not in page


def test_a_passage_of_a_report_begins_an_article_with_its_heading(cast: Cast) -> None:
    report = reports.start_report(
        cast.heron.reader, cast.boston.id, "October", sections=[("The walk", None, "Eleven of us went.\n\nWe stood.")]
    )
    reports.submit_report(cast.heron.reader, report)
    reports.release_report(cast.heron.reader, Report.get_by_id(report.id), "One. Two. Three.", Audience.NETWORK)
    page = cast.birch.page(f"/s/chicago/newsletter/articles/new?report={report.public_id}&section=1&from=2&to=2")
    assert "We stood." in page
    assert "Eleven of us went." not in page
    assert 'value="The walk"' in page


def test_a_post_begins_an_article_for_whoever_may_read_it(cast: Cast) -> None:
    thread = threads.open_thread(cast.heron.reader, cast.boston.id, "Now or later?", "Now, I say.")
    post = threads.write_post(cast.heron.reader, thread, "And together.")
    path = f"newsletter/articles/new?post={post.public_id}"
    assert "And together." in cast.robin.page(f"/s/boston/{path}")
    assert "And together." not in cast.birch.page(f"/s/chicago/{path}")


def test_words_of_a_report_that_has_gone_meanwhile_are_not_handed_in_without_a_yes(cast: Cast) -> None:
    report = reports.start_report(cast.heron.reader, cast.boston.id, "October", "Eleven of us went.")
    reports.submit_report(cast.heron.reader, report)
    reports.release_report(cast.heron.reader, Report.get_by_id(report.id), "One. Two. Three.", Audience.NETWORK)
    path = f"/s/chicago/newsletter/articles/new?report={report.public_id}&section=1"
    form = forms_of(cast.birch.page(path))[-1]
    reports.withdraw_report(cast.heron.reader, Report.get_by_id(report.id))
    answer = cast.birch.client.post(form["action"], data={**form["fields"], "title": "Eleven"})
    assert answer.status_code == 400
    assert "Eleven of us went." in answer.get_data(as_text=True)
    assert Article.select().count() == 0


def released(cast: Cast, audience: Audience) -> Report:
    """A report of Chicago's that others may read."""
    report = reports.start_report(cast.maple.reader, cast.chicago.id, "October", sections=[("Walk", None, "We stood.")])
    reports.submit_report(cast.maple.reader, report)
    reports.release_report(cast.maple.reader, Report.get_by_id(report.id), "One. Two. Three.", audience)
    return Report.get_by_id(report.id)


def handed_in(cast: Cast, **source: int) -> Article:
    """A piece of Boston's made from words of others."""
    draft = articles.Draft("Walk", "We stood.", source_title="October", **source)
    return articles.submit_article(cast.wren.reader, cast.boston.id, draft)


def test_the_page_of_a_piece_says_whose_words_it_has_and_who_said_yes_when(cast: Cast) -> None:
    article = handed_in(cast, report_id=released(cast, Audience.NETWORK).id)
    path = f"/articles/{article.public_id}"
    before = cast.wren.page(path)
    assert "Words of others" in before and "nobody yet" in before
    articles.agree(cast.maple.reader, article)
    after = cast.wren.page(path)
    assert "A report of a bus depot in the middle" in after
    assert "a coordinator of a bus depot in the middle" in after
    assert say_day(clock.today()) in after
    assert "Maple" not in after and "Chicago buses" not in after


def test_of_public_words_it_says_that_nobody_had_to_be_asked(cast: Cast) -> None:
    article = handed_in(cast, report_id=released(cast, Audience.PUBLIC).id)
    consent = consent_of(cast.wren.reader, article)
    assert consent and "nobody had to be asked" in consent.by and consent.on is None


def test_of_a_post_it_says_that_whoever_wrote_it_agreed_and_names_nobody(cast: Cast) -> None:
    thread = threads.open_thread(cast.robin.reader, cast.boston.id, "Now or later?", "Now, I say.")
    post = threads.write_post(cast.robin.reader, thread, "And together.")
    article = handed_in(cast, post_id=post.id)
    articles.agree(cast.robin.reader, article)
    consent = consent_of(cast.wren.reader, article)
    assert consent and (consent.whose, consent.by) == ("A post from Boston warehouse", "whoever wrote it")
    assert consent.on == clock.today()


def test_of_a_piece_written_for_the_newsletter_it_says_nothing(cast: Cast) -> None:
    article = handed_in(cast)
    assert consent_of(cast.wren.reader, article) is None
    assert "Words of others" not in cast.wren.page(f"/articles/{article.public_id}")


def test_whoever_may_not_read_the_source_is_told_of_no_place(cast: Cast) -> None:
    report = released(cast, Audience.NETWORK)
    article = handed_in(cast, report_id=report.id)
    Report.update(audience=Audience.SPACE.value).where(Report.id == report.id).execute()
    asked = consent_of(cast.wren.reader, Article.get_by_id(article.id))
    assert asked and (asked.whose, asked.by, asked.on) == ("Words from elsewhere", "nobody yet", None)
    articles.agree(cast.maple.reader, article)
    given = consent_of(cast.wren.reader, Article.get_by_id(article.id))
    assert given and (given.whose, given.by, given.on) == ("Words from elsewhere", "Yes", clock.today())
    text = cast.wren.page(f"/articles/{article.public_id}")
    assert "bus depot" not in text and "Words from elsewhere" in text
