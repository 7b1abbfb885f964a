"""Sends a mail that an export made: as a test to one address, or to the space's mailing list, and never twice."""

from email import message_from_bytes
from email.policy import default

from coordinator import clock, db, files, jobs, mail
from coordinator.access import Permission, Reader, require
from coordinator.errors import Conflict, Invalid, NotFound, TooMany
from coordinator.language import _, in_language
from coordinator.mail_rules import is_address
from coordinator.newsletters.actions.exports import require_fit_to_leave
from coordinator.newsletters.mailing import queries
from coordinator.newsletters.mailing.models import Delivery, DeliveryState, MailingList
from coordinator.newsletters.models import Export
from coordinator.newsletters.queries import newsletter_of
from coordinator.spaces import redaction
from coordinator.spaces.log import record, words

TESTS_A_DAY = 10
# Seconds until it is tried again, where the mail server cannot take it now.
PAUSES = (60, 300, 1800, 7200, 21600)
words("mailed", _("%(actor)s sent the newsletter to the mailing list (%(subject)s)"))
words("list_changed", _("%(actor)s changed the address of the mailing list"))


def set_list(actor: Reader, space_id: int, address: str) -> None:
    """Keep the one address that the newsletter is sent to, or none. Refuses (Invalid) what is not one address."""
    standing = require(actor, Permission.EDIT_NEWSLETTER, space_id)
    given = address.strip()
    if given and not is_address(given):
        raise Invalid(_("Type the address of your list alone, as paper@example.org."), field="address")
    with db.write():
        kept, _made = MailingList.get_or_create(space=space_id)
        kept.address = given
        kept.save()
        record(space_id, "list_changed", standing.pen_name)


def send_test(actor: Reader, export: Export, address: str) -> Delivery:
    """Send the mail to one address that is not kept. Refuses what is not one, and more than ten tests a day."""
    standing = require(actor, Permission.EXPORT, export.space_id)
    if not is_address(address.strip()):
        raise Invalid(_("Type one address, as paper@example.org."), field="address")
    _require_fit(export, standing.membership_id)
    with db.write():
        same_day = (Delivery.space == export.space_id) & (Delivery.made_on == clock.today()) & Delivery.is_test
        if Delivery.select().where(same_day).count() >= TESTS_A_DAY:
            raise TooMany(_("That is enough tests for today. Look at the file itself, or try again tomorrow."))
        return _ask(export, address.strip(), is_test=True)


def send_to_list(actor: Reader, export: Export, *, once_more: bool) -> Delivery:
    """Send the mail to the space's list: once, and a second time only where `once_more` says so."""
    standing = require(actor, Permission.EXPORT, export.space_id)
    _require_fit(export, standing.membership_id)
    with db.write():
        receiver = queries.list_of(export.space_id)
        if not receiver:
            raise Invalid(_("Say first which address your mailing list has."))
        if queries.is_waiting(export):
            raise Conflict(_("It is on its way to the list already."))
        if queries.may_be_out(export) and not once_more:
            raise Invalid(_("It may be on the list already: look there, and tick the box if it is to go once more."))
        record(export.space_id, "mailed", standing.pen_name, _subject_of(export))
        return _ask(export, receiver, is_test=False)


def _ask(export: Export, receiver: str, *, is_test: bool) -> Delivery:
    delivery: Delivery = Delivery.create(
        space=export.space_id,
        export=export,
        edition=export.edition_id,
        is_test=is_test,
        receiver=receiver,
        made_on=clock.today(),
    )
    jobs.enqueue("deliver", delivery.id)
    return delivery


def _require_fit(export: Export, asked_by: int) -> None:
    """Refuse what could not be sent, and what must not leave: the same stops it that stops an export."""
    if not mail.office.is_open:
        raise Invalid(_("This server cannot send mail: the operator has not named a mail server."))
    content = _content_of(export)
    require_fit_to_leave(export, asked_by)
    # The file may be older than the list of names.
    left = redaction.names_in(_words_in(content), redaction.load_names(export.space_id))
    if left:
        raise Invalid(_("“%(name)s” is on your list, and stands in this file. Make the files anew.", name=left[0]))


def _content_of(export: Export) -> bytes:
    file = queries.message_of(export)
    if export.state != "done" or file is None:
        raise NotFound(_("There is no mail among these files."))
    return files.content_of(file)


def _words_in(content: bytes) -> str:
    message = message_from_bytes(content, policy=default)
    part = message.get_body(("plain", "html"))
    return f"{message['Subject']}\n{part.get_content() if part else ''}"


def _subject_of(export: Export) -> str:
    if export.edition is not None:
        return str(_("number %(number)s", number=export.edition.number))
    return str(export.article.title if export.article else export.claim.said if export.claim else "")


@jobs.work("deliver")
def deliver(delivery_id: int) -> None:
    """Send what waits. Run twice it sends once; what was cut off while it was sent is left for people to look at."""
    delivery: Delivery | None = Delivery.get_or_none(Delivery.id == delivery_id)
    if delivery is None:
        return
    with in_language(delivery.space.language):
        if delivery.state == DeliveryState.SENDING:
            _end(delivery, DeliveryState.UNCLEAR, str(_("It was cut off while it was sent.")))
        elif delivery.state == DeliveryState.WAITING and _begin(delivery):
            _try(delivery)


def _begin(delivery: Delivery) -> bool:
    """Say that it is being sent, before anything is; False where another worker was faster."""
    own = (Delivery.id == delivery.id) & (Delivery.state == DeliveryState.WAITING.value)
    with db.write():
        changed = Delivery.update(state=DeliveryState.SENDING.value, attempts=Delivery.attempts + 1).where(own)
        return bool(changed.execute())


def _try(delivery: Delivery) -> None:
    try:
        if delivery.export is None:
            raise mail.NotSent(_("There is no mail among these files."), is_passing=False)
        mail.send(_content_of(delivery.export), delivery.receiver, delivery.mark, _name_of(delivery.space_id))
    except mail.PerhapsSent as doubt:
        _end(delivery, DeliveryState.UNCLEAR, doubt.sentence)
    except mail.NotSent as refusal:
        if refusal.is_passing and delivery.attempts < len(PAUSES):
            _wait(delivery, refusal.sentence)
        else:
            _end(delivery, DeliveryState.FAILED, refusal.sentence)
    except NotFound as refusal:
        _end(delivery, DeliveryState.FAILED, refusal.sentence)
    else:
        _end(delivery, DeliveryState.SENT, "")


def _name_of(space_id: int) -> str:
    """What the mail comes from in words: the newsletter's name, without the names that the space takes out."""
    return redaction.take_out(space_id, newsletter_of(space_id).name)


def _wait(delivery: Delivery, sentence: str) -> None:
    with db.write():
        changes = {"state": DeliveryState.WAITING.value, "sentence": sentence}
        Delivery.update(**changes).where(Delivery.id == delivery.id).execute()
        jobs.enqueue("deliver", delivery.id, delay=PAUSES[delivery.attempts])


def _end(delivery: Delivery, state: DeliveryState, sentence: str) -> None:
    """Say what came of it; the address of a test is forgotten."""
    changes = {"state": state.value, "sentence": sentence} | ({"receiver": ""} if delivery.is_test else {})
    with db.write():
        Delivery.update(**changes).where(Delivery.id == delivery.id).execute()
