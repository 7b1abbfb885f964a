"""The spaces, accounts, memberships and struggles of the demo."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from coordinator import clock
from coordinator.access import Audience, Reader, Role, Standing
from coordinator.accounts import passwords
from coordinator.accounts.actions import make_account_with
from coordinator.accounts.models import Account
from coordinator.desk.demo_texts import DemoTexts, LineText, PersonText, SpaceText
from coordinator.spaces.actions import lines, settings
from coordinator.spaces.actions.making import Draft, make_space
from coordinator.spaces.actions.pen_names import new_membership
from coordinator.spaces.audience import Choice
from coordinator.spaces.models import LogEntry, Membership, Space
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

    def coordinator_of(self, space: SpaceText) -> Reader:
        """Somebody who coordinates the space."""
        return self._first(space, Role.COORDINATOR)

    def editor_of(self, space: SpaceText) -> Reader:
        """Somebody who edits its newsletter."""
        return self._first(space, Role.EDITOR)

    def _first(self, space: SpaceText, role: Role) -> Reader:
        return self.people[next(person.pen_name for person in space.people if person.role == role.value)].reader


def settle(texts: DemoTexts, today: date) -> Town:
    """Make all spaces with their people, sites, struggles and names to take out, as if sixteen weeks ago."""
    town = Town(today)
    hashed = passwords.hash_password(PASSWORD)
    _account(OPERATOR, hashed, town, is_operator=True)
    shared: dict[str, Account] = {}
    for text in texts.spaces:
        space = town.spaces[text.slug] = make_space(_draft(text))
        for person in text.people:
            account = shared.get(person.account) or _account(_sign_in_name(text, person), hashed, town)
            if person.account:
                shared[person.account] = account
            new_membership(space.id, account, person.pen_name, Role(person.role))
    _introduce(town)
    for text in texts.spaces:
        _furnish(text, town)
    for line in texts.lines:
        town.lines[line.key] = _line(line, texts, town)
    _set_back(town)
    return town


def _sign_in_name(space: SpaceText, person: PersonText) -> str:
    """Three words like any other sign-in name, but ones that say who it is."""
    return f"demo-{space.slug}-{person.pen_name.casefold()}"


def _account(name: str, hashed: str, town: Town, is_operator: bool = False) -> Account:
    account = make_account_with(hashed, is_operator)
    account.sign_in_name = name
    account.save()
    town.accounts.append(account)
    return account


def _draft(text: SpaceText) -> Draft:
    return Draft(text.name, text.outward_name, text.city, text.language, text.time_zone, text.paper)


def _introduce(town: Town) -> None:
    for account in town.accounts:
        reader = reader_of(account.id, bool(account.is_operator))
        for standing in reader.memberships:
            town.people[standing.pen_name] = Person(reader, standing)


def _furnish(text: SpaceText, town: Town) -> None:
    """What a coordinator does first: the settings, the sites, the names to take out."""
    coordinator, space = town.coordinator_of(text), town.spaces[text.slug]
    for key, name in text.sites.items():
        town.sites[text.slug, key] = settings.add_site(coordinator, space.id, name).id
    names = "\n".join(f"{name} = {instead}" for name, instead in text.take_out)
    settings.save_names(coordinator, space.id, names, settings.names_version(space.id))
    town.spaces[text.slug] = settings.change_settings(coordinator, space.id, _settings(text), space.version)


def _settings(text: SpaceText) -> settings.Settings:
    return settings.Settings(
        name=text.name,
        outward_name=text.outward_name,
        city=text.city,
        slug=text.slug,
        language=text.language,
        time_zone=text.time_zone,
        paper=text.paper,
        theme=text.theme,
        openness=text.openness,
        public_text=text.public_text,
    )


def _line(text: LineText, texts: DemoTexts, town: Town) -> int:
    opened_to = Choice(Audience.SPACES, tuple(int(town.spaces[slug].id) for slug in text.opened_to))
    maker = next(space for space in texts.spaces if space.slug == text.space)
    draft = lines.Draft(text.title, text.text, text.key, opened_to)
    return int(lines.make_line(town.coordinator_of(maker), town.spaces[text.space].id, draft).id)


def _set_back(town: Town) -> None:
    """All of this lies before everything that will happen."""
    begun = town.today - _BEGUN
    week = clock.week_of(begun)
    Account.update(made_week=week).execute()
    Space.update(made_week=week).execute()
    Membership.update(joined_week=week).execute()
    LogEntry.update(made_on=begun).execute()


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
