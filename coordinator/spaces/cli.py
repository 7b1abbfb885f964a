"""The commands for spaces: make one, list them, invite."""

import click

from coordinator.access import Role
from coordinator.console import Console, pass_console
from coordinator.errors import Invalid
from coordinator.spaces import queries
from coordinator.spaces.actions import invitations, making

JOIN_PATH = "/join/"


@click.group()
def space() -> None:
    """Spaces: make one, list them."""


@space.command()
@click.argument("name")
@click.option("--outward", default="", help="What other spaces see instead of the name.")
@click.option("--city", default="", help="Its city, for its members alone.")
@click.option("--language", default="en", show_default=True, help="Its language, as en or es.")
@click.option("--time-zone", default="UTC", show_default=True, help="Its time zone, as America/Chicago.")
@click.option("--paper", default="a4", show_default=True, help="a4 or letter.")
@pass_console
def new(console: Console, name: str, outward: str, city: str, language: str, time_zone: str, paper: str) -> None:
    """Make a space called NAME and print an invitation for its first coordinator."""
    draft = making.Draft(name, outward, city, language, time_zone, paper)
    with console.opened():
        made = making.make_space(draft)
        link = console.settings.own_address + JOIN_PATH + invitations.invite_as_operator(made, Role.COORDINATOR)
    said = f"{made.name} is there, at /s/{made.slug}/. Its first coordinator comes in here, within a week:\n{link}"
    console.answer({"slug": made.slug, "name": made.name, "link": link}, said)


@space.command("list")
@pass_console
def list_(console: Console) -> None:
    """Every space, with the word that stands in its address."""
    with console.opened():
        rows = [{"slug": row.slug, "name": row.name, "city": row.city} for row in queries.all_spaces()]
    console.answer(rows, "\n".join(f"{row['slug']:<12} {row['name']}" for row in rows) or "There is no space yet.")


@click.command()
@click.argument("slug")
@click.option("--role", type=click.Choice([role.value for role in Role]), default=Role.MEMBER.value, show_default=True)
@click.option("--count", default=1, show_default=True, help="How many, up to 20.")
@pass_console
def invite(console: Console, slug: str, role: str, count: int) -> None:
    """Print invitations into the space SLUG; its log will say that the operator made them."""
    if not 1 <= count <= invitations.AT_ONCE:
        raise Invalid("Make between one and twenty invitations at a time.")
    with console.opened():
        found = queries.space_named(slug)
        codes = [invitations.invite_as_operator(found, Role(role)) for _number in range(count)]
    links = [console.settings.own_address + JOIN_PATH + code for code in codes]
    console.answer({"space": slug, "role": role, "links": links}, "\n".join(links))
