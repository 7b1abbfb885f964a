"""Spaces made: by the operator, and the first of all on the operator's first page."""

from dataclasses import dataclass

from coordinator import clock, db, ids, markup, once
from coordinator.access import Reader, Role
from coordinator.accounts import actions as account_actions
from coordinator.accounts import passwords
from coordinator.accounts.models import Account, ResetLink
from coordinator.errors import Invalid, NotAllowed, NotFound
from coordinator.language import _, in_language
from coordinator.server import Server, the_server
from coordinator.spaces import log
from coordinator.spaces.actions.invitations import invite_as_operator
from coordinator.spaces.actions.pen_names import new_membership
from coordinator.spaces.choices import LANGUAGES, PAPERS, time_zones
from coordinator.spaces.models import Space

SLUG_LENGTH = 5


@dataclass(frozen=True, slots=True)
class Draft:
    """What is said about a space when it is made; all of it can be changed under its settings."""

    name: str
    outward_name: str = ""
    city: str = ""
    language: str = "en"
    time_zone: str = "UTC"
    paper: str = "a4"


@dataclass(frozen=True, slots=True)
class First:
    """What came of the operator's first page; `invitation` is for a first coordinator who is somebody else."""

    account: Account
    invitation: str = ""


def make_space(draft: Draft) -> Space:
    """A new space with a meaningless slug and nobody in it. Refuses (Invalid) an empty name and unknown choices."""
    name = markup.one_line(draft.name, field="name")
    if not name:
        raise Invalid(_("Give the space a name."), "name")
    _require_choices(draft)
    with db.write(), in_language(draft.language):
        space = Space.create(
            slug=_free_slug(),
            name=name,
            outward_name=markup.one_line(draft.outward_name, field="outward_name") or str(_("a collective")),
            city=markup.one_line(draft.city, field="city"),
            language=draft.language,
            time_zone=draft.time_zone,
            paper=draft.paper,
            made_week=clock.week_of(clock.today()),
        )
        log.record(space.id, "made")
    return space


def _require_choices(draft: Draft) -> None:
    known = {"language": LANGUAGES, "time_zone": time_zones(), "paper": PAPERS}
    for field, choices in known.items():
        value = getattr(draft, field)
        if value not in choices:
            raise Invalid(_("“%(value)s” is not among the choices.", value=value), field)


def _free_slug() -> str:
    slug = ids.new_code(SLUG_LENGTH)
    while Space.select().where(Space.slug == slug).exists():
        slug = ids.new_code(SLUG_LENGTH)
    return slug


def make_space_as_operator(actor: Reader, draft: Draft) -> tuple[Space, str]:
    """A new space and the code of an invitation for its first coordinator. Refuses (NotAllowed) non-operators."""
    if not actor.is_operator:
        raise NotAllowed()
    with db.write():
        space = make_space(draft)
        return space, invite_as_operator(space, Role.COORDINATOR)


def set_up(code: str, server_name: str, draft: Draft, password: str, pen_name: str | None) -> First:
    """Name the server, make the operator's account and the first space; the link is used up.

    With a pen name the operator belongs to the space and coordinates it; with None an invitation is made.
    Refuses a used, expired or unknown link (NotFound), and what cannot be taken as it was typed (Invalid).
    """
    once.refuse_spent()
    link = account_actions.operator_link(code)
    if link is None:
        raise NotFound()
    name = markup.one_line(server_name, field="server_name")
    if not name:
        raise Invalid(_("Give the server a name, a neutral one."), "server_name")
    passwords.require_good(password)
    hashed = passwords.hash_password(password)
    with db.write():
        if not ResetLink.delete().where(ResetLink.id == link.id).execute():
            raise NotFound()
        account = account_actions.make_account_with(hashed, is_operator=True)
        the_server()
        Server.update(name=name, language=draft.language, paper=draft.paper, is_set_up=True).execute()
        space = make_space(draft)
        if pen_name is None:
            return First(account, invite_as_operator(space, Role.COORDINATOR))
        new_membership(space.id, account, pen_name, Role.COORDINATOR)
    return First(account)


def set_up_again(password: str) -> First:
    """What the first page sent twice leads to: the operator's account, for who knows its password (else NotFound)."""
    account = Account.get_or_none(Account.is_operator & ~Account.is_closed)
    if not passwords.is_right(account.password_hash if account else "", password) or account is None:
        raise NotFound()
    return First(account)
