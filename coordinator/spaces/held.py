"""What a person's memberships and notices add to the list of what is held about them."""

from coordinator.accounts.inventory import Held, register
from coordinator.language import _, say_week
from coordinator.notices.models import ReadPosition
from coordinator.spaces.choices import role_name
from coordinator.spaces.models import HomeNotice, Membership, Space


@register
def _memberships(account_id: int) -> list[Held]:
    rows = Membership.select(Membership, Space).join(Space).where(Membership.account == account_id)
    return [_held(membership) for membership in rows.order_by(Membership.id)]


def _held(membership: Membership) -> Held:
    what = _("Pen name in %(space)s", space=membership.space.name)
    value = f"{membership.pen_name} · {role_name(membership.role)} · {say_week(membership.joined_week)}"
    kept = _("the pen name for as long as the space; the tie to you until you leave or close your account")
    return Held(str(what), value, str(kept))


@register
def _notices(account_id: int) -> list[Held]:
    positions = ReadPosition.select().where(ReadPosition.account == account_id).count()
    notices = HomeNotice.select().where(HomeNotice.account == account_id).count()
    return [
        Held(
            str(_("How far you have read, one number for each thing, shown to nobody else")),
            str(positions),
            str(_("until you close your account")),
        ),
        Held(str(_("Notices on your home")), str(notices), str(_("until you say that you have read them"))),
    ]
