"""What waits for one reader: to be sent out, to be gone on with, to be taken up, to be agreed to."""

from dataclasses import dataclass
from typing import Any

import peewee

from coordinator.access import Permission, Reader, Role
from coordinator.language import _, ngettext
from coordinator.newsletters.letters.queries import new_letters
from coordinator.newsletters.models import Article, ArticleState
from coordinator.newsletters.queries import waiting_for
from coordinator.newsletters.web.queries import numbers_to_agree
from coordinator.prepared import Prepared
from coordinator.reports.models import Remark, Report, ReportState
from coordinator.reports.queries import ReportCard
from coordinator.reports.words import title_words
from coordinator.spaces.models import Space, spaces_with_role

DRAFTS = 10


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits for the reader: what, where, and whose."""

    words: str
    address: str
    place: str = ""


def waiting_for_me(reader: Reader, shared: list[ReportCard]) -> list[Waiting]:
    """All that waits; `shared` are the reports in review in the reader's spaces."""
    return [*_to_release(reader, shared), *_own_drafts(reader), *_for_editors(reader), *_to_agree(reader)]


def _to_release(reader: Reader, shared: list[ReportCard]) -> list[Waiting]:
    """What is shared with a space whose reports the reader sends out."""
    names = {each.space_name for each in reader.memberships if each.may(Permission.RELEASE_REPORT)}
    return [
        Waiting(
            str(_("Send to other cities, finish or hand back: %(title)s", title=card.title)), card.address, card.place
        )
        for card in shared
        if card.place in names
    ]


def _drafts_query(account_id: Any) -> Any:
    handed_back = Remark.select(Remark.report)
    return (
        Report.select(Report.title, Report.month, Report.public_id, Space.name, Report.id.in_(handed_back))
        .join(Space)
        .where((Report.state == ReportState.DRAFT.value) & Report.inside_for(account_id))
        .order_by(Report.id.desc())
        .limit(DRAFTS)
    )


_drafts = Prepared(_drafts_query)


def _own_drafts(reader: Reader) -> list[Waiting]:
    """Drafts that the reader writes at, those that were handed back first."""
    found = []
    for title, month, public_id, place, is_handed_back in sorted(
        _drafts.rows(account_id=reader.account_id), key=lambda row: not row[4]
    ):
        named = title_words(title, month)
        words = (
            _("Handed back with remarks: %(title)s", title=named)
            if is_handed_back
            else _("Go on writing: %(title)s", title=named)
        )
        found.append(Waiting(str(words), f"/reports/{public_id}", place))
    return found


def _box_query(account_id: Any) -> Any:
    edited = spaces_with_role(account_id, Role.EDITOR, Role.COORDINATOR)
    waiting = (Article.state == ArticleState.IN_BOX.value) & Article.deleted_on.is_null() & Article.space.in_(edited)
    return Article.select(Article.space, peewee.fn.COUNT(Article.id)).where(waiting).group_by(Article.space)


_box = Prepared(_box_query)


def _for_editors(reader: Reader) -> list[Waiting]:
    """How many articles lie in the boxes that the reader empties, and in how many letters something is new."""
    if not any(each.may(Permission.EDIT_NEWSLETTER) for each in reader.memberships):
        return []
    counts = dict(_box.rows(account_id=reader.account_id))
    letters = new_letters(reader)
    waiting = [
        Waiting(
            str(ngettext("%(num)d letter to read", "%(num)d letters to read", letters[each.space_id])),
            f"/s/{each.space_slug}/newsletter/letterbox",
            each.space_name,
        )
        for each in reader.memberships
        if each.space_id in letters
    ]
    return waiting + [
        Waiting(
            str(ngettext("%(num)d piece in the box", "%(num)d pieces in the box", counts[each.space_id])),
            f"/s/{each.space_slug}/newsletter/box",
            each.space_name,
        )
        for each in reader.memberships
        if each.space_id in counts
    ]


def _to_agree(reader: Reader) -> list[Waiting]:
    """Words of the reader's, or of the reader's space, that somebody would like to print; numbers for the open web."""
    return [
        Waiting(
            str(_("Say yes or no to the open web: number %(number)s", number=each.number)),
            f"/editions/{each.public_id}#web",
        )
        for each in numbers_to_agree(reader)
    ] + [
        Waiting(str(_("Say yes or no to printing: %(title)s", title=title)), f"/articles/{public_id}/agreement")
        for title, public_id in waiting_for(reader)
    ]
