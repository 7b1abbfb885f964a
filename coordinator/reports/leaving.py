"""What becomes of drafts when a membership ends, or goes over to another account."""

from collections.abc import Iterable
from datetime import date, timedelta

from coordinator.reports.models import Report, ReportAuthor, ReportState
from coordinator.spaces import events
from coordinator.spaces.models import Membership

# A draft whose authors have all left the space stays for this long.
ABANDONED_DAYS = 30


@events.on_membership_ended
def leave_drafts_to_coauthors(membership_id: int) -> None:
    """Drafts of somebody who left are their co-authors'; without one they wait for their thirty days."""
    for row in _drafts_of(membership_id):
        others = (
            ReportAuthor.select()
            .join(Membership)
            .where(
                (ReportAuthor.report == row.report_id)
                & (ReportAuthor.membership != membership_id)
                & Membership.is_active
            )
        )
        heir = others.order_by(ReportAuthor.id).first()
        if heir is not None:
            row.delete_instance()
            ReportAuthor.update(is_first=True).where(ReportAuthor.id == heir.id).execute()


@events.on_membership_returned
def keep_drafts_from_new_holder(membership_id: int, left_behind_id: int) -> None:
    """Drafts stay with the account that wrote them; of shared reports the new holder reads no earlier draft."""
    for row in _drafts_of(membership_id):
        ReportAuthor.update(membership=left_behind_id).where(ReportAuthor.id == row.id).execute()
    ReportAuthor.update(sees_drafts=False).where(ReportAuthor.membership == membership_id).execute()


def _drafts_of(membership_id: int) -> list[ReportAuthor]:
    drafts = Report.select(Report.id).where(Report.state == ReportState.DRAFT.value)
    return list(
        ReportAuthor.select().where((ReportAuthor.membership == membership_id) & ReportAuthor.report.in_(drafts))
    )


def abandoned_drafts(today: date) -> Iterable[Report]:
    """Drafts that nobody can open since thirty days and more, because all who wrote them left."""
    writing = ReportAuthor.select(ReportAuthor.report).join(Membership).where(Membership.is_active)
    lately = (
        ReportAuthor.select(ReportAuthor.report)
        .join(Membership)
        .where(Membership.ended_on.is_null() | (Membership.ended_on > today - timedelta(days=ABANDONED_DAYS)))
    )
    return list(
        Report.select().where(
            (Report.state == ReportState.DRAFT.value) & Report.id.not_in(writing) & Report.id.not_in(lately)
        )
    )
