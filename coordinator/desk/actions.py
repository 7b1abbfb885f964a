"""What the desk itself remembers: whose first steps are done."""

from coordinator import db
from coordinator.access import Reader
from coordinator.desk.models import GuideDone


def put_guide_away(actor: Reader, role: str) -> None:
    """The first steps of a role are never shown to the actor again; of a word that is no role nothing is kept."""
    if actor.account_id is None or role not in ("member", "editor", "coordinator", "operator"):
        return
    row = GuideDone.insert(account=actor.account_id, role=role)
    with db.turn():
        row.on_conflict_ignore().execute()
