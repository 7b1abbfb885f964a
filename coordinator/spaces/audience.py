"""Who may read something, asked as two questions, counted by the rule that guards reading, said in one sentence."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from types import SimpleNamespace
from typing import Any

import peewee
from babel.lists import format_list
from flask_babel import get_locale
from wtforms import RadioField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from coordinator.access import Audience
from coordinator.accounts.models import Account
from coordinator.errors import Invalid
from coordinator.forms import Form, line_field
from coordinator.language import _
from coordinator.spaces.models import Membership, Openness, Space, in_audience, spaces_of


class Reach(StrEnum):
    """The first question: which spaces."""

    OWN = "own"
    CHOSEN = "chosen"
    ALL = "all"
    ANYBODY = "anybody"


class Within(StrEnum):
    """The second question: who there."""

    MEMBERS = "members"
    COORDINATORS = "coordinators"


@dataclass(frozen=True, slots=True)
class Choice:
    """An audience and the spaces chosen for it, as they are stored."""

    audience: Audience = Audience.SPACE
    space_ids: tuple[int, ...] = ()


class AudienceFields(Form):
    """The two questions; a form that asks them inherits from this one, and calls `offer` before anything else.

    In the template: `{% from "spaces/audience_fields.html" import audience_fields %}{{ audience_fields(form) }}`.
    """

    # `choice` refuses what is no answer, in words of our own.
    reach = RadioField(_("Which spaces may read it?"), default=Reach.OWN.value, validate_choice=False)
    chosen = SelectMultipleField(
        _("The chosen spaces"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validate_choice=False,
    )
    codes = line_field(_("Codes of spaces that are not on the list"))
    within = RadioField(
        _("Who may read it there?"),
        choices=[
            SelectChoice(Within.MEMBERS.value, _("All members")),
            SelectChoice(Within.COORDINATORS.value, _("Only coordinators")),
        ],
        default=Within.MEMBERS.value,
    )

    def offer(self, space_id: int, current: Choice | None = None, with_public: bool = True) -> None:
        """Fill in what can be chosen for something of this space, and (on an unsent form) what stands now."""
        self.reach.choices = _reaches(with_public)
        self.chosen.choices = [SelectChoice(space.code, space.outward_name) for space in listed_spaces(space_id)]
        if current is not None and not self.is_submitted():
            self._preset(current)

    def _preset(self, current: Choice) -> None:
        self.reach.data, self.within.data = _answers(current)
        spaces = list(Space.select().where(Space.id.in_(current.space_ids)).order_by(Space.id))
        self.chosen.data = [space.code for space in spaces if space.openness != Openness.UNLISTED]
        self.codes.data = " ".join(space.code for space in spaces if space.openness == Openness.UNLISTED)

    def choice(self, space_id: int) -> Choice:
        """What was chosen, as it is stored. Refuses (Invalid) unknown codes and chosen spaces that are none."""
        if self.reach.data not in {choice.value for choice in self.reach.choices}:
            raise Invalid(_("Choose which spaces may read it."), "reach")
        if self.within.data and self.within.data not in set(Within):
            raise Invalid(_("Choose which spaces may read it."), "within")
        reach, within = Reach(self.reach.data), Within(self.within.data or Within.MEMBERS)
        codes = [*(self.chosen.data or []), *(self.codes.data or "").replace(",", " ").lower().split()]
        return chosen_audience(reach, within, codes if reach is Reach.CHOSEN else [], space_id)


def _reaches(with_public: bool) -> list[Any]:
    reaches = [
        SelectChoice(Reach.OWN.value, _("Only our own")),
        SelectChoice(Reach.CHOSEN.value, _("Our own and chosen ones")),
        SelectChoice(Reach.ALL.value, _("All spaces on this server")),
        SelectChoice(Reach.ANYBODY.value, _("Anybody, without an account too")),
    ]
    return reaches if with_public else reaches[:-1]


def _answers(choice: Choice) -> tuple[str, str]:
    """The answers to the two questions that a stored choice stands for."""
    within = Within.COORDINATORS if choice.audience is Audience.COORDINATORS else Within.MEMBERS
    if choice.audience is Audience.COORDINATORS:
        return (Reach.CHOSEN if choice.space_ids else Reach.ALL).value, within.value
    reaches = {
        Audience.SPACE: Reach.OWN,
        Audience.SPACES: Reach.CHOSEN,
        Audience.NETWORK: Reach.ALL,
        Audience.PUBLIC: Reach.ANYBODY,
    }
    return reaches[choice.audience].value, within.value


def chosen_audience(reach: Reach, within: Within, codes: Iterable[str], space_id: int) -> Choice:
    """The audience that the two answers mean; `codes` name the chosen spaces. The own space always reads along."""
    if reach is Reach.OWN:
        return Choice(Audience.SPACE)
    if reach is Reach.ANYBODY:
        return Choice(Audience.PUBLIC)
    if reach is Reach.ALL:
        return Choice(Audience.COORDINATORS if within is Within.COORDINATORS else Audience.NETWORK)
    ids = tuple(dict.fromkeys(_space_with(code, space_id) for code in codes))
    if not ids:
        raise Invalid(_("Tick at least one space, or type the code of one."), "chosen")
    return Choice(Audience.COORDINATORS if within is Within.COORDINATORS else Audience.SPACES, ids)


def _space_with(code: str, space_id: int) -> int:
    space = Space.get_or_none(Space.code == code)
    if space is None or space.id == space_id:
        raise Invalid(
            _(
                "There is no other space with the code “%(code)s”. Ask a coordinator there for the right one.",
                code=code,
            ),
            "codes",
        )
    return int(space.id)


def listed_spaces(but: int | None = None) -> list[Space]:
    """The spaces that members of every space may know of, by outward name, without the one given."""
    return list(
        Space.select()
        .where((Space.openness != Openness.UNLISTED.value) & (Space.id != (but or 0)))
        .order_by(Space.outward_name, Space.id)
    )


def count_readers(choice: Choice, space_id: int) -> int:
    """How many accounts could read a thing of this space with this audience, by the very rule that guards reading.

    With `public`, anybody else can read it too.
    """
    # The rule takes an account's key; handed the column instead, it speaks of each account in turn.
    each: Any = Account.id
    own = peewee.fn.EXISTS(spaces_of(each).where(Membership.space == space_id))
    outside = in_audience(*_as_rows(choice), each)
    return int(Account.select().where(~Account.is_closed & (own | outside)).count())


def _as_rows(choice: Choice) -> tuple[Any, Any, Any]:
    """The choice as `in_audience` takes it, standing for a row that may not have been saved yet."""
    here = peewee.Value(0)
    row = SimpleNamespace(audience=peewee.Value(choice.audience.value), id=here)

    def select(column: Any) -> Any:
        return Space.select(column).where(Space.id.in_(choice.space_ids))

    return row, SimpleNamespace(select=select, space=Space.id), here


def describe(choice: Choice, own_name: str) -> str:
    """Who can read a thing, in one plain sentence; other spaces by outward name, unlisted ones as “a space”."""
    return str(_description(choice, own_name, _names_of(choice.space_ids)))


def _description(choice: Choice, own: str, others: str) -> str:
    if choice.audience is Audience.COORDINATORS and others:
        return _("The members of %(own)s, and the coordinators of %(others)s.", own=own, others=others)
    sentences = {
        Audience.SPACE: _("Only the members of %(own)s.", own=own),
        Audience.COORDINATORS: _("The members of %(own)s, and the coordinators of all spaces on this server.", own=own),
        Audience.SPACES: _("The members of %(own)s, and all members of %(others)s.", own=own, others=others),
        Audience.NETWORK: _("The members of %(own)s, and every member of every space on this server.", own=own),
        Audience.PUBLIC: _("Anybody, without an account too."),
    }
    return sentences[choice.audience]


def _names_of(space_ids: tuple[int, ...]) -> str:
    spaces = Space.select().where(Space.id.in_(space_ids)).order_by(Space.outward_name, Space.id)
    return format_list([outward(space) for space in spaces], locale=get_locale() or "en")


def outward(space: Space) -> str:
    """What others see instead of a space's name; an unlisted one says nothing of itself."""
    return str(_("a space")) if space.openness == Openness.UNLISTED.value else str(space.outward_name)
