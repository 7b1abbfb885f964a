"""Fills a scratch instance with as many posts as are asked for, and somebody who reads them."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from coordinator import clock, db
from coordinator.access import Audience, Role
from coordinator.accounts.actions.sessions import open_session
from coordinator.accounts.models import Account, SessionKind
from coordinator.notices import actions as notices
from coordinator.notices.models import Kind
from coordinator.reports import actions as reports
from coordinator.reports.models import Report
from coordinator.server import the_server
from coordinator.spaces.models import Membership, Space
from coordinator.spaces.queries import reader_of
from coordinator.threads import actions as threads
from coordinator.threads.models import Post, Thread

POSTS_A_THREAD = 500
POSTS_A_PAGE = 25
REPORTS = 40
MEMBERS = 20
WORDS = [
    "shift", "belt", "break", "wage", "foreman", "gate", "letter", "meeting", "canteen", "night", "morning", "month",
    "people", "question", "answer", "more", "less", "because", "together", "waited", "asked", "signed", "stood",
    "talked", "wrote", "paper", "bus", "rent", "repair", "health", "safety", "schedule", "overtime",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filled:
    """Where to look, and as whom."""

    token: str
    threads: tuple[tuple[str, int], ...]
    reports: tuple[str, ...]


def fill(posts: int, tell: Callable[[int], None]) -> Filled:
    """Make two spaces with members, reports sent from one to the other, and `posts` posts in threads across both.

    `tell` is called with the number of posts made, now and then. The same number makes the same texts.
    """
    chance = random.Random(posts)  # noqa: S311 (texts for measuring, no secret)
    server = the_server()
    server.name, server.is_set_up = "Measuring", True
    server.save()
    here, there = _space("here"), _space("there")
    reader = _member(here, "Reader", Role.COORDINATOR)
    writer = _member(there, "Writer", Role.COORDINATOR)
    authors = [_member(there, f"Member {number}", Role.MEMBER) for number in range(MEMBERS)]
    made = [_report(writer, there, chance, number).public_id for number in range(REPORTS)]
    in_threads = tuple(_thread(writer, there, authors, chance, count, tell) for count in _counts(posts))
    for thread in Thread.select():
        notices.mark_read(reader.account_id, Kind.THREAD, thread.id, thread.post_count)
    token = open_session(Account.get_by_id(reader.account_id), SessionKind.OWN)
    return Filled(token, in_threads, tuple(made))


def _counts(posts: int) -> list[int]:
    full, rest = divmod(posts, POSTS_A_THREAD)
    return [POSTS_A_THREAD] * full + ([rest] if rest else [])


def _space(name: str) -> Space:
    week = clock.week_of(clock.today())
    return Space.create(slug=name, name=f"The space {name}", outward_name=f"a place {name}", made_week=week)


def _member(space: Space, pen_name: str, role: Role) -> Membership:
    week = clock.week_of(clock.today())
    account = Account.create(sign_in_name=f"{space.slug}-{pen_name}".lower(), password_hash="", made_week=week)
    return Membership.create(
        space=space,
        account=account,
        pen_name=pen_name,
        pen_name_key=pen_name.casefold(),
        role=role.value,
        joined_week=week,
    )


def _text(chance: random.Random, words: int) -> str:
    said = [chance.choice(WORDS) for _number in range(words)]
    breaks = {words // 3: ".\n\n", 2 * words // 3: ". *And* "}
    return "".join(f"{word}{breaks.get(number, ' ')}" for number, word in enumerate(said)).strip().capitalize() + "."


def _report(writer: Membership, space: Space, chance: random.Random, number: int) -> Report:
    actor = reader_of(writer.account_id or 0)
    sections = [(f"Part {part}", None, _text(chance, 150)) for part in range(1, 6)]
    report = reports.start_report(
        actor,
        space.id,
        f"Report {number}",
        month=f"2025-{number % 12 + 1:02d}",
        sections=sections,
        lessons=["One.", "Two."],
    )
    reports.submit_report(actor, report)
    reports.release_report(actor, report, "One sentence. Another. And a third.", Audience.NETWORK)
    return report


def _thread(
    writer: Membership,
    space: Space,
    authors: list[Membership],
    chance: random.Random,
    count: int,
    tell: Callable[[int], None],
) -> tuple[str, int]:
    actor = reader_of(writer.account_id or 0)
    day = clock.today() - timedelta(days=chance.randrange(300))
    with db.write():
        thread = threads.open_thread(actor, space.id, _text(chance, 5), _text(chance, 60), Audience.NETWORK, today=day)
        threads.insert_posts(
            thread,
            [
                threads.PostRow(_text(chance, chance.randrange(20, 120)), chance.choice(authors).id, day)
                for _number in range(count - 1)
            ],
        )
    tell(count)
    return str(thread.public_id), count


def posts_made() -> int:
    """How many posts the scratch instance holds now."""
    return int(Post.select().count())
