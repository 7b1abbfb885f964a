"""The list of what is held about a person counts what each floor holds, and nobody else's."""

import re

from cast import Cast, Person

from coordinator.accounts.models import Account
from coordinator.newsletters.actions import articles
from coordinator.reports import actions as reports
from coordinator.threads import actions as threads


def held(person: Person) -> str:
    page = person.page("/account/held")
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_what_was_written_is_counted_for_its_author_alone(cast: Cast) -> None:
    robin, boston = cast.robin.reader, cast.boston.id
    reports.write_note(robin, boston, "The belt stood still.")
    reports.start_report(robin, boston, text="We talked to nine people.")
    threads.open_thread(robin, boston, "What now?", "Wait or act?")
    articles.submit_article(robin, boston, articles.Draft("A heading", "Words."))
    for words in ("Notes that you wrote", "Reports that you write, with every version", "Posts that you wrote"):
        assert re.search(rf"{words} 1\b", held(cast.robin)), words
        assert re.search(rf"{words} 0\b", held(cast.wren)), words
    assert "Pieces that you handed in to a newsletter 1" in held(cast.robin)


def test_what_is_held_is_said_in_words(cast: Cast) -> None:
    Account.update(language="es", last_week="2026-W31").where(Account.id == cast.heron.account_id).execute()
    page = held(cast.heron)
    assert "27 jul – 2 ago 2026" in page and "Español" in page
    assert not re.search(r"\b(coordinator|20\d\d-W\d\d)\b", page)
