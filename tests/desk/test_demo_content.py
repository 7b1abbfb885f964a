"""The demo's texts hang together and are as many as a newcomer should find."""

import io
from collections import Counter
from datetime import timedelta

import pytest
from PIL import Image

from coordinator.access import Audience, Role
from coordinator.desk.demo_happenings import WRITTEN_IN
from coordinator.desk.demo_pictures import DRAWINGS, draw
from coordinator.desk.demo_texts import DemoTexts, ThreadText, read_demo
from coordinator.newsletters.models import ArticleKind, Wish
from coordinator.reports.models import SectionKind
from coordinator.spaces.choices import LANGUAGES, PAPERS, THEMES, time_zones
from coordinator.spaces.models import Openness
from coordinator.spaces.redaction import replace_names


@pytest.fixture(scope="module")
def texts() -> DemoTexts:
    return read_demo()


def _pen_names(texts: DemoTexts) -> list[str]:
    return [person.pen_name for space in texts.spaces for person in space.people]


def _readers(texts: DemoTexts, thread: ThreadText) -> set[str]:
    """The slugs of the spaces whose members may write in a thread."""
    if thread.audience == "space":
        return {thread.space}
    if thread.audience == "report":
        report = next(report for space in texts.spaces for report in space.reports if report.key == thread.report)
        return {thread.space, *report.to}
    return {space.slug for space in texts.spaces}


def test_there_are_three_cities_and_five_spaces_one_of_them_spanish_speaking(texts: DemoTexts) -> None:
    assert len(texts.spaces) == 5
    assert len({space.city for space in texts.spaces}) == 3
    assert [space.slug for space in texts.spaces if space.language == "es"] == ["nopal"]
    assert all(space.openness in set(Openness) for space in texts.spaces)
    assert all(space.language in LANGUAGES and space.time_zone in time_zones() for space in texts.spaces)
    assert all(space.paper in PAPERS and space.theme in THEMES for space in texts.spaces)
    assert all(space.sites for space in texts.spaces)


def test_about_twenty_people_have_pen_names_that_nobody_else_has(texts: DemoTexts) -> None:
    names = _pen_names(texts)
    assert 19 <= len(names) <= 25
    assert len(set(names)) == len(names)


def test_every_space_has_a_coordinator_and_an_editor(texts: DemoTexts) -> None:
    for space in texts.spaces:
        roles = {person.role for person in space.people}
        assert roles <= {role.value for role in Role}
        assert {Role.COORDINATOR.value, Role.EDITOR.value} <= roles, space.slug


def test_one_person_belongs_to_two_spaces_under_two_names(texts: DemoTexts) -> None:
    shared = Counter(person.account for space in texts.spaces for person in space.people if person.account)
    assert set(shared.values()) == {2}


def test_no_outward_name_tells_the_city_or_the_name(texts: DemoTexts) -> None:
    for space in texts.spaces:
        assert space.city not in space.outward_name
        assert space.name not in space.outward_name


def test_lines_belong_to_a_space_and_are_open_to_others(texts: DemoTexts) -> None:
    slugs = {space.slug for space in texts.spaces}
    assert len(texts.lines) >= 5
    for line in texts.lines:
        assert line.space in slugs
        assert line.opened_to
        assert set(line.opened_to) <= slugs - {line.space}


def test_notes_are_two_sentences_of_a_member_at_a_site(texts: DemoTexts) -> None:
    assert sum(len(space.notes) for space in texts.spaces) >= 30
    for space in texts.spaces:
        members = {person.pen_name for person in space.people}
        for note in space.notes:
            assert note.by in members
            assert note.site in space.sites
            assert bool(note.picture) == bool(note.picture_text)
            assert len(note.text) <= 280


def test_twelve_reports_stand_in_every_state_and_before_every_audience(texts: DemoTexts) -> None:
    reports = [report for space in texts.spaces for report in space.reports]
    assert len(reports) == 12
    assert {report.state for report in reports} == {"draft", "review", "returned", "released", "withdrawn", "finished"}
    released = {report.audience for report in reports if report.state == "released"}
    assert released == {audience.value for audience in Audience} - {"space"}
    assert all(report.remarks for report in reports if report.state == "returned")
    assert all(len(report.in_brief) == 3 for report in reports if report.state in {"released", "withdrawn"})


def test_every_report_names_people_notes_lines_and_sites_that_there_are(texts: DemoTexts) -> None:
    lines = {line.key: {line.space, *line.opened_to} for line in texts.lines}
    kinds = {kind.value for kind in SectionKind}
    for space in texts.spaces:
        coordinators = {person.pen_name for person in space.people if person.role == Role.COORDINATOR.value}
        members = {person.pen_name for person in space.people}
        notes = {note.key for note in space.notes}
        for report in space.reports:
            assert {report.by, *report.co_authors} <= members
            assert space.slug in lines[report.line]
            assert report.site in space.sites
            assert set(report.from_notes) <= notes
            assert report.released_by in (coordinators if report.state in {"released", "withdrawn"} else {""})
            assert all(bool(section.kind) != bool(section.heading) for section in report.section)
            assert {section.kind for section in report.section if section.kind} <= kinds


def test_four_threads_go_across_cities_with_a_few_hundred_posts(texts: DemoTexts) -> None:
    across = [thread for thread in texts.threads if thread.audience == "network"]
    assert len(across) == 4
    assert sum(len(thread.posts) for thread in across) >= 280
    for thread in across:
        voices = {texts.space_of(post.by) for post in thread.posts}
        assert len({space.city for space in texts.spaces if space.slug in voices}) == 3
    assert any(thread.audience == "report" for thread in texts.threads)
    assert sum(thread.audience == "space" for thread in texts.threads) >= 2


def test_every_post_is_by_somebody_who_may_write_there_and_quotes_an_earlier_one(texts: DemoTexts) -> None:
    for thread in texts.threads:
        readers, marks, days = _readers(texts, thread), set[str](), 10_000
        for post in thread.posts:
            assert texts.space_of(post.by) in readers, (thread.key, post.by)
            assert not post.quotes or post.quotes in marks, (thread.key, post.quotes)
            marks.add(post.mark)
            if post.days_ago is not None:
                assert post.days_ago <= days, (thread.key, post.text[:40])
                days = post.days_ago
        assert thread.posts[0].days_ago is not None
        # Only a report's discussion is opened by whoever has a question to it.
        assert thread.report or texts.space_of(thread.posts[0].by) == thread.space


def test_no_post_is_written_twice(texts: DemoTexts) -> None:
    written = Counter(post.text.strip() for thread in texts.threads for post in thread.posts)
    assert [text for text, times in written.items() if times > 1] == []


def test_two_editions_are_finished_and_one_is_in_the_making(texts: DemoTexts) -> None:
    states = Counter(edition.state for space in texts.spaces for edition in space.editions)
    assert states == {"finished": 2, "making": 1}


def test_articles_are_of_several_kinds_and_say_how_they_may_be_changed(texts: DemoTexts) -> None:
    articles = [article for space in texts.spaces for article in space.articles]
    kinds = {article.kind for article in articles}
    assert len(kinds) >= 6
    assert kinds <= {kind.value for kind in ArticleKind}
    assert {article.wish for article in articles} == {wish.value for wish in Wish}
    for space in texts.spaces:
        numbers = {0, *(edition.number for edition in space.editions)}
        assert {article.edition for article in space.articles} <= numbers
        assert {article.by for article in space.articles} <= {person.pen_name for person in space.people}


def test_a_translation_stands_behind_its_original_and_boxes_say_how_to_reach_us(texts: DemoTexts) -> None:
    (kettle,) = (space for space in texts.spaces if space.slug == "kettle")
    assert [box.title for box in kettle.boxes] == ["Where to find us", "Start here"]
    headlines = [article.headline for article in kettle.articles]
    (translated,) = (article for article in kettle.articles if article.translation_of)
    original = kettle.articles[headlines.index(translated.translation_of)]
    assert headlines.index(original.headline) < headlines.index(translated.headline)
    assert original.edition == translated.edition
    assert original.weeks_ago >= translated.weeks_ago
    assert translated.language in LANGUAGES
    assert translated.language != kettle.language


def test_each_space_has_a_name_to_take_out_that_stands_in_its_reports(texts: DemoTexts) -> None:
    for space in texts.spaces:
        reports = "\n".join(section.text for report in space.reports for section in report.section)
        assert space.take_out
        assert replace_names(reports, space.take_out) != reports, space.slug


def test_every_picture_that_is_named_can_be_drawn_and_none_is_drawn_for_nobody(texts: DemoTexts) -> None:
    pictured = [entry for space in texts.spaces for entry in (*space.notes, *space.articles) if entry.picture]
    assert {entry.picture for entry in pictured} == set(DRAWINGS)
    assert all(entry.picture_text for entry in pictured)
    for name in DRAWINGS:
        with Image.open(io.BytesIO(draw(name))) as picture:
            assert picture.size == (900, 600)


def test_what_a_report_or_an_article_is_made_from_was_there_before_it(texts: DemoTexts) -> None:
    for space in texts.spaces:
        # A note may stand as late as the Friday of its week.
        written = {note.key: timedelta(weeks=note.weeks_ago, days=-4) for note in space.notes}
        begun = {report.key: timedelta(weeks=report.weeks_ago) + WRITTEN_IN for report in space.reports}
        for report in space.reports:
            assert all(written[key] >= begun[report.key] for key in report.from_notes), report.key
        for article in space.articles:
            sources = [written[article.from_note]] if article.from_note else []
            sources += [begun[article.from_report]] if article.from_report else []
            assert all(source >= timedelta(weeks=article.weeks_ago) for source in sources), article.headline
