"""Who may do what: the permissions, the table of roles, the reader, and the one check."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from coordinator import clock
from coordinator.errors import NotAllowed, NotFound
from coordinator.language import _

CONFIRMATION_LASTS = timedelta(minutes=10)


class Role(StrEnum):
    """What a membership may do in its space; each includes the one before."""

    MEMBER = "member"
    EDITOR = "editor"
    COORDINATOR = "coordinator"

    def includes(self, other: "Role") -> bool:
        """Whether this role may do all that `other` may."""
        order = list(Role)
        return order.index(self) >= order.index(other)


class Audience(StrEnum):
    """Who may read a report or a thread; every one includes the members of its own space."""

    SPACE = "space"
    COORDINATORS = "coordinators"
    SPACES = "spaces"
    NETWORK = "network"
    PUBLIC = "public"


class Permission(StrEnum):
    """A right that a route or an action names; what is not granted below is denied."""

    # Asked of the door only, without a space.
    OPEN = "open to anybody"
    SIGNED_IN = "any account"
    OPERATE = "the operator"
    # What a query's own condition has already decided: being handed the object is the right.
    READ = "read"
    # Asked of a membership.
    READ_SPACE = "read the space"
    WRITE_NOTE = "write a note"
    WRITE_REPORT = "write a report"
    WRITE_POST = "write a post"
    SUBMIT_ARTICLE = "submit an article"
    PASS_ON = "take text to pass on"  # noqa: S105 (no password)
    EDIT_NEWSLETTER = "edit the newsletter"
    EXPORT = "export"
    REVIEW_REPORT = "return a report with remarks"
    RELEASE_REPORT = "release a report"
    MODERATE = "moderate threads"
    INVITE = "invite"
    MANAGE_MEMBERS = "promote and remove members"
    MANAGE_LINES = "make and open lines"
    MANAGE_SPACE = "change the space"
    READ_LOG = "read the space log"


_MEMBER = {
    Permission.READ,
    Permission.READ_SPACE,
    Permission.WRITE_NOTE,
    Permission.WRITE_REPORT,
    Permission.WRITE_POST,
    Permission.SUBMIT_ARTICLE,
    Permission.PASS_ON,
}
_EDITOR = _MEMBER | {Permission.EDIT_NEWSLETTER, Permission.EXPORT}
_COORDINATOR = _EDITOR | {
    Permission.REVIEW_REPORT,
    Permission.RELEASE_REPORT,
    Permission.MODERATE,
    Permission.INVITE,
    Permission.MANAGE_MEMBERS,
    Permission.MANAGE_LINES,
    Permission.MANAGE_SPACE,
    Permission.READ_LOG,
}
ROLES: dict[Role, set[Permission]] = {
    Role.MEMBER: _MEMBER,
    Role.EDITOR: _EDITOR,
    Role.COORDINATOR: _COORDINATOR,
}
ACCOUNT_PERMISSIONS = {Permission.OPEN, Permission.SIGNED_IN, Permission.OPERATE, Permission.READ}


@dataclass(frozen=True, slots=True)
class Standing:
    """A reader's active membership in one space, as read once at the door."""

    membership_id: int
    space_id: int
    space_slug: str
    space_name: str
    outward_name: str
    pen_name: str
    role: Role
    theme: str = "red"
    language: str = "en"

    def may(self, permission: Permission) -> bool:
        """Whether this membership's role holds the right."""
        return permission in ROLES[self.role]


@dataclass(frozen=True, slots=True)
class Reader:
    """Who is asking: an account with its active memberships, or nobody in particular."""

    account_id: int | None = None
    sign_in_name: str = ""
    is_operator: bool = False
    language: str | None = None
    session_id: int | None = None
    session_key: str = ""
    confirmed_at: datetime | None = None
    memberships: tuple[Standing, ...] = ()

    # The four names below are what flask-login asks of its user object.
    @property
    def is_authenticated(self) -> bool:
        """Signed in or not, in flask-login's words."""
        return self.account_id is not None

    @property
    def is_active(self) -> bool:
        """Any reader that was loaded may act."""
        return self.is_authenticated

    @property
    def is_anonymous(self) -> bool:
        """Nobody in particular."""
        return not self.is_authenticated

    def get_id(self) -> str:
        """The account's key as text; never sent anywhere."""
        return str(self.account_id)

    @property
    def is_signed_in(self) -> bool:
        """Whether there is an account behind the request."""
        return self.account_id is not None

    def standing_in(self, space_id: int) -> Standing | None:
        """The reader's membership in a space, by the space's key."""
        return next((row for row in self.memberships if row.space_id == space_id), None)

    def standing_at(self, slug: str) -> Standing | None:
        """The reader's membership in a space, by the space's slug."""
        return next((row for row in self.memberships if row.space_slug == slug), None)

    def may(self, permission: Permission, space_id: int) -> bool:
        """Whether the reader holds the right in a space."""
        standing = self.standing_in(space_id)
        return standing is not None and standing.may(permission)

    def gave_password_lately(self) -> bool:
        """Whether the password was given within the last ten minutes."""
        return self.confirmed_at is not None and clock.now() - self.confirmed_at < CONFIRMATION_LASTS

    def with_memberships(self, memberships: tuple[Standing, ...]) -> "Reader":
        """The same reader, as it stands after a membership has come or gone."""
        return replace(self, memberships=memberships)


NOBODY = Reader()


def require(reader: Reader, permission: Permission, space_id: int) -> Standing:
    """The reader's standing in the space, if it holds the right.

    A space that the reader is not in answers as a missing one (NotFound); a right that the role lacks
    is refused with a sentence (NotAllowed).
    """
    standing = reader.standing_in(space_id)
    if standing is None:
        raise NotFound()
    if not standing.may(permission):
        raise NotAllowed(_("Your role in this space does not include this. A coordinator of the space can do it."))
    return standing
