"""What can be read of spaces, and who a session belongs to."""

from datetime import UTC, datetime, timedelta
from typing import Any

import peewee

from coordinator import clock, db, ids
from coordinator.access import Reader, Role, Standing
from coordinator.accounts.models import IDLE, Session, SessionKind
from coordinator.errors import NotFound
from coordinator.language import _, name_order
from coordinator.prepared import Prepared
from coordinator.spaces.actions.pen_names import LEFT_BEHIND
from coordinator.spaces.models import (
    HomeNotice,
    Invitation,
    Line,
    LogEntry,
    Membership,
    Openness,
    PendingAct,
    Site,
    Space,
)

_READER = """
SELECT s.id, s.kind, s.idle_until, s.ends_at, s.confirmed_at,
       a.id, a.sign_in_name, a.is_operator, a.language, a.is_closed,
       m.id, p.id, p.slug, p.name, p.outward_name, m.pen_name, m.role, p.theme, p.language
FROM session s
JOIN account a ON a.id = s.account_id
LEFT JOIN membership m ON m.account_id = a.id AND m.is_active
LEFT JOIN space p ON p.id = m.space_id
WHERE s.token_hash = ?
ORDER BY p.name, m.id
"""
_MEMBERSHIPS = """
SELECT m.id, p.id, p.slug, p.name, p.outward_name, m.pen_name, m.role, p.theme, p.language
FROM membership m JOIN space p ON p.id = m.space_id
WHERE m.account_id = ? AND m.is_active
ORDER BY p.name, m.id
"""
IDLE_STEP = timedelta(minutes=10)
LOG_PAGE = 50
SMALL = 5


def reader_by_session(token: str) -> Reader | None:
    """Who a session cookie's value belongs to, with all memberships, in one statement; None when it has ended."""
    rows = db.fetch_all(_READER, (ids.hash_secret(token),))
    if not rows:
        return None
    session_id, kind, idle_until, ends_at, confirmed_at, account_id, name, is_operator, language, is_closed = rows[0][
        :10
    ]
    now = clock.now()
    if is_closed or _moment(ends_at) <= now or _moment(idle_until) <= now:
        return None
    _keep_awake(session_id, SessionKind(kind), _moment(idle_until), now)
    return Reader(
        account_id=account_id,
        sign_in_name=name,
        is_operator=bool(is_operator),
        language=language,
        session_id=session_id,
        session_key=ids.hash_secret(token),
        confirmed_at=_moment(confirmed_at) if confirmed_at else None,
        memberships=_standings(row[10:] for row in rows),
    )


def reader_of(account_id: int, is_operator: bool = False) -> Reader:
    """An account as a reader without a session, as commands act for it."""
    rows = db.fetch_all(_MEMBERSHIPS, (account_id,))
    return Reader(account_id=account_id, is_operator=is_operator, memberships=_standings(rows))


def _standings(rows: Any) -> tuple[Standing, ...]:
    standings = [_standing(*row) for row in rows if row[0] is not None]
    return tuple(sorted(standings, key=lambda each: name_order(each.space_name)))


def _standing(
    membership: int, space: int, slug: str, name: str, outward: str, pen_name: str, role: str, theme: str, language: str
) -> Standing:
    return Standing(membership, space, slug, name, outward, pen_name, Role(role), theme, language)


def _keep_awake(session_id: int, kind: SessionKind, idle_until: datetime, now: datetime) -> None:
    """Push the idle limit on, in steps of ten minutes, so that most requests write nothing."""
    wanted = now + IDLE[kind]
    if wanted - idle_until >= IDLE_STEP:
        with db.turn():
            Session.update(idle_until=wanted).where(Session.id == session_id).execute()


def _moment(value: Any) -> datetime:
    """A moment as the engine gave it to a plain statement: text on SQLite, naive UTC on PostgreSQL."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment.replace(tzinfo=UTC)


def members_of(space_id: int) -> list[Membership]:
    """The active members of a space, coordinators first, then by pen name."""
    rank = peewee.Case(Membership.role, ((Role.COORDINATOR.value, 0), (Role.EDITOR.value, 1)), 2)
    active = (Membership.space == space_id) & Membership.is_active
    return list(Membership.select().where(active).order_by(rank, Membership.pen_name_key))


def former_members_of(space_id: int) -> list[Membership]:
    """Pen names whose membership ended, so that a coordinator can let somebody back in under one of them."""
    ended = (Membership.space == space_id) & ~Membership.is_active & ~Membership.pen_name_key.startswith(LEFT_BEHIND)
    # Who wrote in an imported mailing list was never a member: without a day of the end.
    was_member = Membership.ended_on.is_null(False)
    return list(Membership.select().where(ended & was_member).order_by(Membership.pen_name_key))


def space_for(who: Reader, space: str) -> Space | None:
    """The space with this slug, if the reader is in it or may know of it by its outward name; else None."""
    found: Space | None = Space.get_or_none(Space.slug == space)
    if found is None or who.standing_in(found.id) is not None or found.openness == Openness.PUBLIC.value:
        return found
    is_among_spaces = found.openness == Openness.NETWORK.value and bool(who.memberships)
    return found if is_among_spaces else None


def open_invitations(space_id: int) -> list[Invitation]:
    """The invitations into a space that nobody has used yet, soonest end first."""
    still_open = (Invitation.space == space_id) & ~Invitation.is_used & (Invitation.ends_at > clock.now())
    return list(Invitation.select().where(still_open).order_by(Invitation.ends_at, Invitation.id))


def pending_acts(space_id: int) -> list[PendingAct]:
    """What one coordinator asked for and a second has to agree to, oldest first."""
    asked = (PendingAct.space == space_id) & PendingAct.membership.in_(
        Membership.select(Membership.id).where((Membership.space == space_id) & Membership.is_active)
    )
    return list(PendingAct.select().where(asked).order_by(PendingAct.id))


def log_page(space_id: int, before: int | None = None) -> tuple[list[LogEntry], int | None]:
    """One page of the space log, newest first, and the key that the next page starts below (None: no more)."""
    entries = LogEntry.select().where(LogEntry.space == space_id)
    if before is not None:
        entries = entries.where(LogEntry.id < before)
    rows = list(entries.order_by(LogEntry.id.desc()).limit(LOG_PAGE + 1))
    return rows[:LOG_PAGE], (rows[LOG_PAGE - 1].id if len(rows) > LOG_PAGE else None)


def sites_of(space_id: int, with_closed: bool = False) -> list[Site]:
    """The sites of a space by name, without the closed ones unless asked for."""
    sites = Site.select().where(Site.space == space_id)
    chosen = sites if with_closed else sites.where(~Site.is_closed)
    return sorted(chosen, key=lambda site: (site.is_closed, name_order(site.name)))


def lines_for(who: Reader) -> list[Line]:
    """The lines that a reader sees, by name."""
    seen = Line.select().where(Line.visible_to(who.account_id)).order_by(Line.id)
    return sorted(seen, key=lambda line: name_order(line.name))


def line_for(who: Reader, line: str) -> Line | None:
    """The line at this address, if the reader may see it."""
    found: Line | None = Line.get_or_none((Line.slug == line) & Line.visible_to(who.account_id))
    return found


def home_notices(who: Reader) -> list[HomeNotice]:
    """What the reader must be told on its home, newest first, until it says that it was read."""
    return _notices.of(HomeNotice, account=who.account_id)


_notices = Prepared(
    lambda account: HomeNotice.select().where(HomeNotice.account == account).order_by(HomeNotice.id.desc())
)


def tells_small_space(space_id: int) -> bool:
    """Whether the space has fewer than five members and has not been told yet that pen names hide nobody in it."""
    if Space.get_by_id(space_id).small_space_seen:
        return False
    active = (Membership.space == space_id) & Membership.is_active
    return bool(Membership.select().where(active).count() < SMALL)


def all_spaces() -> list[Space]:
    """Every space, by name: for the operator's command line."""
    return sorted(Space.select().order_by(Space.id), key=lambda space: name_order(space.name))


def space_named(slug: str) -> Space:
    """The space with this slug; refuses (NotFound) one that there is not."""
    found: Space | None = Space.get_or_none(Space.slug == slug)
    if found is None:
        raise NotFound(_("There is no space “%(slug)s”: coordinator space list shows all.", slug=slug))
    return found
