"""The spaces, accounts, memberships and struggles of the demo."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from coordinator import clock, markup
from coordinator.access import Reader, Standing
from coordinator.accounts import passwords
from coordinator.accounts.actions.accounts import make_account_with
from coordinator.accounts.models import Account
from coordinator.desk.demo_texts import DemoTexts, LineText, PersonText, SpaceText
from coordinator.spaces.models import Line, LineOpening, Membership, NameToTakeOut, Site, Space
from coordinator.spaces.queries import reader_of

# Known to everybody who has ever read this line; every page of a demo says so.
PASSWORD = "bread and roses"  # noqa: S105
OPERATOR = "demo-server-operator"
_BEGUN = timedelta(weeks=16)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the demo, as one of their pen names: who acts, and as whom."""

    reader: Reader
    standing: Standing


@dataclass
class Town:
    """What was made of the people so far, by the names that the texts use."""

    today: date
    spaces: dict[str, Space] = field(default_factory=dict)
    sites: dict[tuple[str, str], int] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    accounts: list[Account] = field(default_factory=list)

    def before(self, weeks: int = 0, days: int = 0) -> date:
        """The day that lies so far back."""
        return self.today - timedelta(weeks=weeks, days=days)


def settle(texts: DemoTexts, today: date) -> Town:
    """Make all spaces with their people, sites, struggles and names to take out."""
    town = Town(today)
    hashed = passwords.hash_password(PASSWORD)
    _account(OPERATOR, hashed, town, is_operator=True)
    shared: dict[str, Account] = {}
    for text in texts.spaces:
        space = town.spaces[text.slug] = _space(text, town)
        for person in text.people:
            account = shared.get(person.account) or _account(_sign_in_name(text, person), hashed, town)
            if person.account:
                shared[person.account] = account
            _join(space, account, person, town)
    _introduce(town)
    for line in texts.lines:
        town.lines[line.key] = _line(line, town)
    return town


def _sign_in_name(space: SpaceText, person: PersonText) -> str:
    """Three words like any other sign-in name, but ones that say who it is."""
    return f"demo-{space.slug}-{person.pen_name.casefold()}"


def _account(name: str, hashed: str, town: Town, is_operator: bool = False) -> Account:
    account = make_account_with(hashed, is_operator)
    account.sign_in_name = name
    account.made_week = clock.week_of(town.today - _BEGUN)
    account.save()
    town.accounts.append(account)
    return account


def _space(text: SpaceText, town: Town) -> Space:
    public = markup.made(text.public_text)
    space = Space.create(
        slug=text.slug,
        name=text.name,
        outward_name=text.outward_name,
        city=text.city,
        language=text.language,
        time_zone=text.time_zone,
        paper=text.paper,
        openness=text.openness,
        public_text_source=public["body_source"],
        public_text_html=public["body_html"],
        made_week=clock.week_of(town.today - _BEGUN),
    )
    for key, name in text.sites.items():
        town.sites[text.slug, key] = Site.create(space=space, name=name).id
    for name, instead in text.take_out:
        NameToTakeOut.create(space=space, name=name, replacement=instead)
    return space


def _join(space: Space, account: Account, person: PersonText, town: Town) -> None:
    Membership.create(
        space=space,
        account=account,
        pen_name=person.pen_name,
        pen_name_key=person.pen_name.casefold(),
        role=person.role,
        joined_week=clock.week_of(town.today - _BEGUN),
    )


def _introduce(town: Town) -> None:
    for account in town.accounts:
        reader = reader_of(account.id, bool(account.is_operator))
        for standing in reader.memberships:
            town.people[standing.pen_name] = Person(reader, standing)


def _line(text: LineText, town: Town) -> int:
    body = markup.made(text.text)
    line = Line.create(
        space=town.spaces[text.space],
        slug=text.key,
        name=text.title,
        text_source=body["body_source"],
        text_html=body["body_html"],
    )
    for slug in text.opened_to:
        LineOpening.create(line=line, space=town.spaces[slug])
    return int(line.id)


def told(town: Town) -> dict[str, Any]:
    """Who can sign in as what, as `coordinator demo --json` prints it."""
    return {
        "spaces": [{"slug": each.slug, "name": each.name, "city": each.city} for each in town.spaces.values()],
        "accounts": [
            {
                "sign_in": account.sign_in_name,
                "password": PASSWORD,
                "operator": bool(account.is_operator),
                "memberships": list(_memberships(account)),
            }
            for account in town.accounts
        ],
    }


def _memberships(account: Account) -> Iterator[dict[str, str]]:
    for standing in reader_of(account.id).memberships:
        yield {"space": standing.space_slug, "pen_name": standing.pen_name, "role": standing.role.value}
