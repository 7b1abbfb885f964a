"""Earlier numbers go to the plugins that ask for them: published ones, without names, as far as there is room."""

from dataclasses import replace

import pytest
from cast import Cast

from coordinator import clock, files
from coordinator.newsletters import earlier
from coordinator.newsletters.actions import editions
from coordinator.newsletters.earlier import edition_for_plugin
from coordinator.newsletters.models import Agreement, Article, Edition
from coordinator.plugin_host.discovery import Plugin, find
from coordinator.plugin_host.host import MOST_EARLIER
from coordinator.spaces.models import NameToTakeOut


@pytest.fixture
def asking() -> Plugin:
    """A plugin that asks for earlier numbers."""
    found = find("messenger_text")
    assert found is not None
    return replace(found, takes_earlier=True)


def a_number(cast: Cast, text: str, *, is_published: bool = True) -> Edition:
    """A number of the newsletter in Boston."""
    edition = editions.start_edition(cast.wren.reader, cast.boston.id, clock.today())
    editions.paste_edition(cast.wren.reader, edition, text)
    if is_published:
        editions.publish_edition(cast.wren.reader, Edition.get_by_id(edition.id))
    return Edition.get_by_id(edition.id)


def test_published_numbers_come_along_newest_first_and_without_names(cast: Cast, asking: Plugin) -> None:
    for text in ("# First\n\nMaria said no.", "# Second\n\nWords."):
        a_number(cast, text)
    a_number(cast, "# Never published\n\nWords.", is_published=False)
    NameToTakeOut.create(space=cast.boston, name="Maria", replacement="a coworker")
    newest = a_number(cast, "# Newest\n\nWords.", is_published=False)
    value = edition_for_plugin(asking, newest)
    assert [(each.number, each.articles[0].title) for each in value.earlier] == [(2, "Second"), (1, "First")]
    assert value.earlier[1].articles[0].text.strip() == "A coworker said no."


def test_neither_later_numbers_nor_deleted_ones_nor_those_of_others_come_along(cast: Cast, asking: Plugin) -> None:
    first, second, third = (a_number(cast, f"# Number {n}\n\nWords.") for n in (1, 2, 3))
    Edition.update(deleted_on=clock.today()).where(Edition.id == first.id).execute()
    assert edition_for_plugin(asking, second).earlier == ()
    Edition.update(space=cast.chicago.id).where(Edition.id == second.id).execute()
    assert edition_for_plugin(asking, third).earlier == ()


def test_a_plugin_that_does_not_ask_gets_none(cast: Cast, asking: Plugin) -> None:
    a_number(cast, "# First\n\nWords.")
    assert edition_for_plugin(replace(asking, takes_earlier=False), a_number(cast, "# Second\n\nWords.")).earlier == ()


def test_words_whose_yes_is_missing_stay_behind(cast: Cast, asking: Plugin) -> None:
    first = a_number(cast, "# Kept back\n\nWords.\n\n# Told\n\nWords.")
    newest = a_number(cast, "# Newest\n\nWords.")
    kept_back = Article.get(Article.title == "Kept back")
    Agreement.create(article=kept_back, is_given=False, made_on=clock.today())
    (value,) = edition_for_plugin(asking, newest).earlier
    assert [article.title for article in value.articles] == ["Told"]
    Article.update(awaits_author=True).where(Article.edition == first.id).execute()
    assert edition_for_plugin(asking, newest).earlier == ()


def test_no_more_come_along_than_there_is_room_for(cast: Cast, asking: Plugin, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        a_number(cast, f"# Number {number}\n\n" + "Words. " * 50)
    newest = a_number(cast, "# Newest\n\nWords.")
    monkeypatch.setattr(earlier, "TEXT_BYTES", 900)
    assert [each.number for each in edition_for_plugin(asking, newest).earlier] == [4, 3]
    assert MOST_EARLIER == 30


def test_pictures_stay_behind_where_there_is_no_room_for_them(
    cast: Cast, asking: Plugin, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in (1, 2):
        edition = a_number(cast, f"# Number {number}\n\nWords.")
        kept = files.keep(b"x" * 600, "image/png", "picture.png", 3, 2)
        Article.update(picture=kept, picture_text="The gate").where(Article.edition == edition.id).execute()
    newest = a_number(cast, "# Newest\n\nWords.")
    monkeypatch.setattr(earlier, "PICTURE_BYTES", 1000)
    assert [len(each.articles[0].pictures) for each in edition_for_plugin(asking, newest).earlier] == [1, 0]
