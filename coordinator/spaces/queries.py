"""What can be read of spaces, and who a session belongs to."""

from datetime import UTC, datetime, timedelta
from typing import Any

from coordinator import clock, db, ids
from coordinator.access import Reader, Role, Standing
from coordinator.accounts.models import IDLE, Session, SessionKind

_READER = """
SELECT s.id, s.kind, s.idle_until, s.ends_at, s.confirmed_at,
       a.id, a.sign_in_name, a.is_operator, a.language, a.is_closed,
       m.id, p.id, p.slug, p.name, p.outward_name, m.pen_name, m.role
FROM session s
JOIN account a ON a.id = s.account_id
LEFT JOIN membership m ON m.account_id = a.id AND m.is_active
LEFT JOIN space p ON p.id = m.space_id
WHERE s.token_hash = ?
ORDER BY p.name, m.id
"""
_MEMBERSHIPS = """
SELECT m.id, p.id, p.slug, p.name, p.outward_name, m.pen_name, m.role
FROM membership m JOIN space p ON p.id = m.space_id
WHERE m.account_id = ? AND m.is_active
ORDER BY p.name, m.id
"""
IDLE_STEP = timedelta(minutes=10)


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
    return tuple(_standing(*row) for row in rows if row[0] is not None)


def _standing(membership: int, space: int, slug: str, name: str, outward: str, pen_name: str, role: str) -> Standing:
    return Standing(membership, space, slug, name, outward, pen_name, Role(role))


def _keep_awake(session_id: int, kind: SessionKind, idle_until: datetime, now: datetime) -> None:
    """Push the idle limit on, in steps of ten minutes, so that most requests write nothing."""
    wanted = now + IDLE[kind]
    if wanted - idle_until >= IDLE_STEP:
        Session.update(idle_until=wanted).where(Session.id == session_id).execute()


def _moment(value: Any) -> datetime:
    """A moment as the engine gave it to a plain statement: text on SQLite, naive UTC on PostgreSQL."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment.replace(tzinfo=UTC)
