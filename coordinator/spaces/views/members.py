"""The members of a space: who is here, what they may do, who is let in, who leaves."""

from typing import Any

from flask import Blueprint, render_template, request

from coordinator import door, pages, sure
from coordinator.access import Permission, Role, Standing
from coordinator.door import guard
from coordinator.errors import Invalid
from coordinator.forms import Confirm
from coordinator.language import _
from coordinator.once import AlreadyDone
from coordinator.spaces import queries
from coordinator.spaces.actions import invitations, members
from coordinator.spaces.choices import ROLES, role_name
from coordinator.spaces.forms import ChangeRole, Invite, Leave, Member, Revoke, options
from coordinator.spaces.slips import slips_for

bp = Blueprint("members", __name__)
pages.tell("member_role_changed", _("The role is changed."))
pages.tell("member_removed", _("Removed. With the next page they open, everything of this space is closed to them."))
pages.tell("member_asked", _("The other coordinators are asked. It happens once one of them agrees."))
pages.tell("member_agreed", _("Done, by the two of you."))
pages.tell("member_declined", _("It will not happen."))
pages.tell("member_left", _("You have left the space."))
pages.tell("member_revoked", _("That invitation no longer lets anybody in."))
pages.tell(
    "member_shown_once", _("That was done already, and codes are shown once. Take lost ones back and make new ones.")
)


@bp.get("/s/<space>/members")
@guard(Permission.READ_SPACE)
def index(here: Standing) -> Any:
    """Everybody in the space, by pen name; `change` in the address is the place in the list of one to be changed."""
    return _list(here, None)


def _list(here: Standing, refused: ChangeRole | None) -> str:
    may_manage = here.may(Permission.MANAGE_MEMBERS)
    return render_template(
        "spaces/members.html",
        members=queries.members_of(here.space_id),
        former=queries.former_members_of(here.space_id) if may_manage else [],
        pending=queries.pending_acts(here.space_id) if may_manage else [],
        may_manage=may_manage,
        role_names={role.value: role_name(role) for role in ROLES},
        role_form=ChangeRole,
        member_form=Member,
        confirm=Confirm,
        chosen=request.args.get("change", 0, type=int),
        refused=refused,
    )


@bp.post("/s/<space>/members/role")
@guard(Permission.MANAGE_MEMBERS, confirm=True)
def change_role(here: Standing) -> Any:
    """Another role for a member, at once or once a second coordinator agrees."""
    form = ChangeRole()
    if not form.validate():
        return _list(here, form), 400
    try:
        is_done = members.set_role(door.reader(), here.space_id, form.member.data or "", Role(form.role.data))
    except Invalid as problem:
        form.refuse(problem)
        return _list(here, form), 400
    return door.see(f"/s/{here.space_slug}/members", done="member_role_changed" if is_done else "member_asked")


@bp.post("/s/<space>/members/remove")
@guard(Permission.MANAGE_MEMBERS, confirm=True)
def remove(here: Standing) -> Any:
    """End a membership once it was said twice: at once, or when a second coordinator agrees."""
    key = Member().member.data or ""
    if page := _ask_to_remove(here, key):
        return page
    is_done = members.remove_member(door.reader(), here.space_id, key)
    return door.see(f"/s/{here.space_slug}/members", done="member_removed" if is_done else "member_asked")


def _ask_to_remove(here: Standing, key: str) -> Any:
    name = next((str(each.pen_name) for each in queries.members_of(here.space_id) if each.pen_name_key == key), "")
    return sure.ask(
        str(_("Remove %(name)s?", name=name)),
        str(_("Everything of this space is closed to them at once. What they shared stays, under their pen name.")),
        str(_("Remove %(name)s", name=name)),
        back=f"/s/{here.space_slug}/members",
    )


@bp.post("/s/<space>/members/pending/<act>/agree")
@guard(Permission.MANAGE_MEMBERS, confirm=True)
def agree(here: Standing, act: str) -> Any:
    """The second coordinator says yes."""
    members.agree(door.reader(), here.space_id, act)
    return door.see(f"/s/{here.space_slug}/members", done="member_agreed")


@bp.post("/s/<space>/members/pending/<act>/decline")
@guard(Permission.MANAGE_MEMBERS)
def decline(here: Standing, act: str) -> Any:
    """Another coordinator says no, or the one who asked takes it back."""
    members.decline(door.reader(), here.space_id, act)
    return door.see(f"/s/{here.space_slug}/members", done="member_declined")


@bp.post("/s/<space>/members/return")
@guard(Permission.INVITE, confirm=True)
def invite_back(here: Standing) -> Any:
    """A return invitation for one pen name, shown once."""
    key = Member().member.data or ""
    try:
        code = invitations.invite_back(door.reader(), here.space_id, key)
    except AlreadyDone:
        return door.see(f"/s/{here.space_slug}/members", done="member_shown_once")
    return render_template("spaces/invited.html", slips=slips_for([code], here.language), returns=True)


@bp.get("/s/<space>/invite")
@guard(Permission.INVITE)
def invite(here: Standing) -> Any:
    """The form, and the invitations that are still open."""
    return _invite_page(here, Invite())


def _invite_page(here: Standing, form: Invite) -> str:
    open_ones = queries.open_invitations(here.space_id)
    names = {role.value: str(label).partition(":")[0] for role, label in ROLES.items()}
    handles = {each.id: each.code_hash[: invitations.HANDLE_LENGTH] for each in open_ones}
    return render_template(
        "spaces/invite.html", form=form, open_ones=open_ones, handles=handles, role_names=names, revoke_form=Revoke
    )


@bp.post("/s/<space>/invite")
@guard(Permission.INVITE, confirm=True)
def make_invitations(here: Standing) -> Any:
    """Make them and show them: links, drawings, and a sheet of slips to cut."""
    form = Invite()
    if form.validate():
        try:
            codes = invitations.invite(door.reader(), here.space_id, form.count.data, Role(form.role.data))
        except AlreadyDone:
            return door.see(f"/s/{here.space_slug}/invite", done="member_shown_once")
        except Invalid as problem:
            form.refuse(problem)
        else:
            return render_template("spaces/invited.html", slips=slips_for(codes, here.language), returns=False)
    return _invite_page(here, form), 400


@bp.post("/s/<space>/invite/revoke")
@guard(Permission.INVITE)
def revoke(here: Standing) -> Any:
    """Take one back, once it was said twice."""
    if page := sure.invitation(f"/s/{here.space_slug}/invite"):
        return page
    invitations.revoke(door.reader(), here.space_id, Revoke().handle.data or "")
    return door.see(f"/s/{here.space_slug}/invite", done="member_revoked")


@bp.get("/s/<space>/leave")
@guard(Permission.READ_SPACE)
def leave(here: Standing) -> Any:
    """What leaving means."""
    return _leave_page(here, _leave_form(here))


def _leave_form(here: Standing) -> Leave:
    form = Leave()
    others = [member for member in queries.members_of(here.space_id) if member.id != here.membership_id]
    names = {each.pen_name_key: str(each.pen_name) for each in others}
    form.successor.choices = options({"": _("Choose somebody"), **names})
    return form


def _leave_page(here: Standing, form: Leave) -> str:
    return render_template("spaces/leave.html", form=form, asks_successor=members.must_name_another(here))


@bp.post("/s/<space>/leave")
@guard(Permission.READ_SPACE, confirm=True)
def go(here: Standing) -> Any:
    """Leave."""
    form = _leave_form(here)
    try:
        members.leave(door.reader(), here.space_id, form.successor.data or "")
    except Invalid as problem:
        form.refuse(problem)
        return _leave_page(here, form), 400
    return door.see("/account" if len(door.reader().memberships) > 1 else "/", done="member_left")
