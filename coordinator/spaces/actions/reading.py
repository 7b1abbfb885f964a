"""Small acts that only say: I have read this."""

from coordinator import access, db
from coordinator.access import Permission, Reader
from coordinator.spaces.models import HomeNotice, Space


def see_small_space(actor: Reader, space_id: int) -> None:
    """Do not tell the space again that pen names hide nobody among so few."""
    access.require(actor, Permission.READ_SPACE, space_id)
    with db.write():
        Space.update(small_space_seen=True).where(Space.id == space_id).execute()


def drop_notice(actor: Reader, notice_id: int) -> None:
    """Take a notice off the reader's own home; anybody else's stays."""
    with db.write():
        mine = (HomeNotice.id == notice_id) & (HomeNotice.account == actor.account_id)
        HomeNotice.delete().where(mine).execute()
