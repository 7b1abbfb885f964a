"""What is known of sendings: the address of the list, the message of an export, what was sent before."""

from typing import Any

from coordinator.files import StoredFile
from coordinator.newsletters import queries
from coordinator.newsletters.mailing.models import Delivery, DeliveryState, MailingList
from coordinator.newsletters.models import Export

_OUT = (DeliveryState.SENDING, DeliveryState.SENT, DeliveryState.UNCLEAR)


def list_of(space_id: int) -> str:
    """The address of the space's mailing list; empty where none was set."""
    found = MailingList.get_or_none(MailingList.space == space_id)
    return str(found.address) if found else ""


def message_of(export: Export) -> StoredFile | None:
    """The file of an export that is a mail."""
    return next((file for file in queries.files_of(export) if file.media_type == "message/rfc822"), None)


def deliveries_of(export: Export) -> list[Delivery]:
    """Everything that was sent of the same number, or of the same files, newest first."""
    return list(Delivery.select().where(_same(export)).order_by(Delivery.id.desc()).limit(20))


def may_be_out(export: Export) -> bool:
    """Whether the same may have gone to the list already."""
    to_list = _same(export) & ~Delivery.is_test
    return bool(Delivery.select().where(to_list & Delivery.state.in_([each.value for each in _OUT])).exists())


def is_waiting(export: Export) -> bool:
    """Whether the same is on its way to the list."""
    to_list = _same(export) & ~Delivery.is_test
    return bool(Delivery.select().where(to_list & (Delivery.state == DeliveryState.WAITING.value)).exists())


def _same(export: Export) -> Any:
    same_files = Delivery.export == export.id
    return same_files | (Delivery.edition == export.edition_id) if export.edition_id else same_files
