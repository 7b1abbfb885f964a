"""Fills an empty instance with people and texts to try it with."""

from collections.abc import Callable, Iterable
from typing import Any

from coordinator import clock, db
from coordinator.accounts.models import Account, ResetLink
from coordinator.desk.demo_happenings import Happening, Story
from coordinator.desk.demo_people import PASSWORD, Town, settle, told
from coordinator.desk.demo_texts import DemoTexts, read_demo
from coordinator.errors import Invalid
from coordinator.newsletters.actions.editions import set_masthead
from coordinator.server import the_server
from coordinator.spaces.models import Space

SERVER_NAME = "Lantern"


Watch = Callable[[list[Happening]], Iterable[Happening]]


def make_demo(watch: Watch = iter) -> dict[str, Any]:
    """Everything stands in the database, or nothing does; returns who can sign in as what.

    `watch` is handed all that will happen and hands it on bit by bit, to show how far the work is.
    Refuses (Invalid) an instance that has an account or a space.
    """
    texts = read_demo()
    with db.write():
        _refuse_one_in_use()
        _open_server()
        town = settle(texts, clock.today())
        _set_mastheads(texts, town)
        for happening in watch(Story(town, texts).happenings()):
            happening.act()
    return told(town)


def _refuse_one_in_use() -> None:
    if Account.select().exists() or Space.select().exists():
        raise Invalid(
            "This instance is in use, and the demo would stand among its members: name an empty one with --instance."
        )


def _open_server() -> None:
    """Name the server and say on every page that it is a demo; nobody needs its first link any more."""
    server = the_server()
    server.name, server.is_set_up, server.is_demo = SERVER_NAME, True, True
    server.save()
    ResetLink.delete().where(ResetLink.account.is_null()).execute()


def _set_mastheads(texts: DemoTexts, town: Town) -> None:
    for space in texts.spaces:
        set_masthead(town.editor_of(space), town.spaces[space.slug].id, 1, **space.newsletter)


def as_table(who: dict[str, Any]) -> str:
    """Who can sign in as what, for a person to read."""
    names = {space["slug"]: f"{space['name']} ({space['city']})" for space in who["spaces"]}
    rows = [(account["sign_in"], _places(account, names)) for account in who["accounts"]]
    width = max(len(sign_in) for sign_in, _places_of in rows)
    lines = [f"{sign_in:<{width}}  {places}" for sign_in, places in rows]
    return "\n".join(["Everybody's password is: " + PASSWORD, "", *lines])


def _places(account: dict[str, Any], names: dict[str, str]) -> str:
    places = [f"{each['pen_name']}, {each['role']}, {names[each['space']]}" for each in account["memberships"]]
    return "; ".join(["operator"] * account["operator"] + places)
