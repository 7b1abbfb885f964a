"""What a person's notes and reports add to the list of what is held about them."""

from coordinator.accounts.inventory import Held, register
from coordinator.language import _
from coordinator.reports.models import Note, ReportAuthor
from coordinator.spaces.models import memberships_of


@register
def _written(account_id: int) -> list[Held]:
    mine = memberships_of(account_id)
    notes = Note.select().where(Note.author.in_(mine)).count()
    reports = ReportAuthor.select().where(ReportAuthor.membership.in_(mine)).count()
    return [
        Held(str(_("Notes that you wrote")), str(notes), str(_("until you take them back, or as long as the space"))),
        Held(
            str(_("Reports that you write, with every version")),
            str(reports),
            str(_("until you delete them, or as long as the space")),
        ),
    ]
