"""What people type to join a space, to invite, and about a space of their own."""

from collections.abc import Mapping
from typing import Any, ClassVar

from wtforms import BooleanField, HiddenField, IntegerField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from coordinator.access import Role
from coordinator.accounts.fields import DeviceField, NewPasswordFields
from coordinator.forms import Form, line_field, text_field
from coordinator.language import _, spoken
from coordinator.spaces.audience import AudienceFields, Reach
from coordinator.spaces.choices import LANGUAGES, OPENNESS, PAPERS, ROLES, SETTING_NAMES, THEMES, time_zones


def options(labels: Mapping[str, str]) -> list[Any]:
    """Choices of a field, from values with their labels."""
    return [SelectChoice(value, label) for value, label in labels.items()]


def zone_names() -> dict[str, str]:
    """Every time zone with its name as it is read."""
    return {zone: zone.replace("_", " ") for zone in time_zones()}


def role_choices() -> list[Any]:
    """The three roles, each with what it may do."""
    return options({role.value: label for role, label in ROLES.items()})


class Join(Form):
    """An account that is there already comes in under a pen name of this space."""

    pen_name = line_field(_("The name that you write under here"), _("Choose a name to write under."))


class JoinAsNew(DeviceField, NewPasswordFields):
    """A new account comes in."""

    pen_name = line_field(_("The name that you write under here"), _("Choose a name to write under."))


class TakeOver(Form):
    """An account that is there already takes a pen name over."""


class TakeOverAsNew(DeviceField, NewPasswordFields):
    """A new account takes a pen name over."""


class TypedCode(Form):
    """A code from a slip."""

    code = line_field(_("The code on your slip"), _("Type the code: four groups of five letters and digits."))


class Invite(Form):
    """How many invitations, and for whom."""

    count = IntegerField(_("How many invitations"), default=1, validators=[InputRequired(_("Type a number."))])
    role = RadioField(_("What they may do"), choices=role_choices(), default=Role.MEMBER.value)


class Revoke(Form):
    """Which invitation to take back."""

    handle = HiddenField()


class Member(Form):
    """Which member a button is about."""

    member = HiddenField()


class ChangeRole(Member):
    """Another role for a member."""

    role = RadioField(_("What they may do"), choices=role_choices())


class Leave(Form):
    """Leaving; a last coordinator says who comes next."""

    successor = SelectField(_("Who is coordinator after you?"), validate_choice=False, default="")


class FirstSpace(Form):
    """What is asked about a new space."""

    name = line_field(_("Name of the space"), _("Give the space a name."))
    language = SelectField(_("Its language"), choices=options(LANGUAGES), default=spoken)
    paper = RadioField(_("Its paper"), choices=options(PAPERS), default="a4")


class SetUp(DeviceField, NewPasswordFields, FirstSpace):
    """The operator's first page."""

    server_name = line_field(_("Name of the server"), _("Give the server a name, a neutral one."))
    belongs = BooleanField(_("I belong to it myself"), default=True)
    pen_name = line_field(_("If so: the name that you write under there"))


class NewSpace(FirstSpace):
    """A space made by the operator."""

    outward_name = line_field(_("What other spaces see instead of its name"))
    city = line_field(_("City"))
    time_zone = SelectField(_("Time zone"), choices=options(zone_names()))


class SpaceSettings(Form):
    """Everything that coordinators can set."""

    long_texts: ClassVar[tuple[str, ...]] = ("public_text",)

    version = HiddenField()
    name = line_field(SETTING_NAMES["name"], _("This cannot be empty."))
    outward_name = line_field(SETTING_NAMES["outward_name"], _("This cannot be empty."))
    city = line_field(SETTING_NAMES["city"])
    openness = RadioField(SETTING_NAMES["openness"], choices=options(OPENNESS))
    public_text = text_field(SETTING_NAMES["public_text"], limit=20_000)
    language = SelectField(SETTING_NAMES["language"], choices=options(LANGUAGES))
    time_zone = SelectField(SETTING_NAMES["time_zone"], choices=options(zone_names()))
    paper = RadioField(SETTING_NAMES["paper"], choices=options(PAPERS))
    theme = RadioField(SETTING_NAMES["theme"], choices=options(THEMES))
    slug = line_field(SETTING_NAMES["slug"], _("This cannot be empty."))


class NewSite(Form):
    """One site more."""

    name = line_field(_("Name or code name"), _("Give the site a name; a code name will do."), limit=120)


class ChangeSite(NewSite):
    """Another name for a site, or its end."""

    old_name = HiddenField()
    is_closed = BooleanField(_("Closed: no new notes and reports are filed here"))


class Names(Form):
    """Names to take out, one a line."""

    version = HiddenField()
    names = text_field(_("Names to take out"))


class LineForm(AudienceFields):
    """A line of struggle and the spaces that may use it."""

    version = HiddenField()
    name = line_field(_("What is it about?"), _("Say in a word or two what the struggle is about."), limit=120)
    text = text_field(_("What is at stake, in a few sentences"), limit=20_000)
    slug = line_field(_("Its word in the address"))

    def offer_spaces(self, space_id: int, current: Any = None) -> None:
        """Which spaces may use it; a struggle is never open to people without an account."""
        self.offer(space_id, current, with_public=False)
        self.reach.label.text = _("Which spaces may use it?")
        labels = {Reach.OWN.value: _("Only our own"), Reach.CHOSEN.value: _("Our own and chosen ones")}
        for choice in self.reach.choices:
            choice.label = labels.get(choice.value, choice.label)
