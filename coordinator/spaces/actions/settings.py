"""What coordinators change about their space: settings, sites, names to take out. Nothing newer is overwritten."""

import hashlib
import re
from dataclasses import dataclass

import peewee

from coordinator import access, db, markup
from coordinator.access import Permission, Reader
from coordinator.errors import Conflict, Invalid, NotFound
from coordinator.language import _
from coordinator.spaces import log, outgoing, redaction
from coordinator.spaces.models import NameToTakeOut, Site, Space

PUBLIC_TEXT_BYTES = 20_000
NAMES_AT_MOST = 500
SLUG = re.compile(r"[a-z0-9][a-z0-9-]{1,39}")


@dataclass(frozen=True, slots=True)
class Settings:
    """A space's settings as they were typed."""

    name: str
    outward_name: str
    city: str
    slug: str
    language: str
    time_zone: str
    paper: str
    theme: str
    openness: str
    public_text: str


def change_settings(actor: Reader, space_id: int, typed: Settings, version: int) -> Space:
    """Save them all. Refuses (Conflict) when somebody else saved since `version` was read, and (Invalid) bad ones."""
    standing = access.require(actor, Permission.MANAGE_SPACE, space_id)
    columns = _columns(typed, space_id)
    with db.write():
        before = Space.get_by_id(space_id)
        mine = (Space.id == space_id) & (Space.version == version)
        if not Space.update(**columns, version=version + 1).where(mine).execute():
            raise Conflict(_("Somebody else changed the settings while you did."))
        log.record(space_id, "settings", standing.pen_name, _changed(before, columns))
    return Space.get_by_id(space_id)


def _changed(before: Space, columns: dict[str, str]) -> str:
    names = [name for name, value in columns.items() if getattr(before, name) != value and not name.endswith("_html")]
    return ", ".join(name.removesuffix("_source").replace("_", " ") for name in names)


def _columns(typed: Settings, space_id: int) -> dict[str, str]:
    text = markup.normalise(typed.public_text)
    markup.require_length(text, PUBLIC_TEXT_BYTES, "public_text")
    columns = {
        "name": markup.one_line(typed.name, field="name"),
        **outgoing.own_words(space_id, markup.one_line(typed.outward_name, field="outward_name"), text),
        "city": markup.one_line(typed.city, field="city"),
        "slug": _good_slug(typed.slug, space_id),
        "language": typed.language,
        "time_zone": typed.time_zone,
        "paper": typed.paper,
        "theme": typed.theme,
        "openness": typed.openness,
        "public_text_source": text,
    }
    for field in ("name", "outward_name"):
        if not columns[field]:
            raise Invalid(_("This cannot be empty."), field)
    return columns


def _good_slug(typed: str, space_id: int) -> str:
    slug = typed.strip().lower()
    if not SLUG.fullmatch(slug):
        raise Invalid(_("Two to forty small letters, digits and hyphens, such as k7m2p or north-hall."), "slug")
    if Space.select().where((Space.slug == slug) & (Space.id != space_id)).exists():
        raise Invalid(_("Another space has this address already."), "slug")
    return slug


def add_site(actor: Reader, space_id: int, name: str) -> Site:
    """One site more. Refuses (Invalid) an empty name and one that there is already."""
    standing = access.require(actor, Permission.MANAGE_SPACE, space_id)
    with db.write():
        try:
            with db.write():
                site = Site.create(space=space_id, name=_good_site_name(name))
        except peewee.IntegrityError as problem:
            raise _site_is_there() from problem
        log.record(space_id, "site", standing.pen_name, str(site.name))
    return site


def change_site(actor: Reader, space_id: int, old_name: str, name: str, is_closed: bool) -> None:
    """Rename a site, close it to new notes and reports, or open it again. What was filed there stays."""
    standing = access.require(actor, Permission.MANAGE_SPACE, space_id)
    mine = (Site.space == space_id) & (Site.name == old_name)
    with db.write():
        try:
            with db.write():
                changed = Site.update(name=_good_site_name(name), is_closed=is_closed).where(mine).execute()
        except peewee.IntegrityError as problem:
            raise _site_is_there() from problem
        if not changed:
            raise NotFound()
        log.record(space_id, "site", standing.pen_name, name)


def _good_site_name(typed: str) -> str:
    name = markup.one_line(typed, limit=120, field="name")
    if not name:
        raise Invalid(_("Give the site a name; a code name will do."), "name")
    return name


def _site_is_there() -> Invalid:
    return Invalid(_("There is a site of this name already."), "name")


def names_as_lines(space_id: int) -> str:
    """The names to take out as they are typed: one a line, with what stands in their stead."""
    return "\n".join(f"{name} = {replacement}" for name, replacement in redaction.load_names(space_id))


def names_version(space_id: int) -> str:
    """What a form carries so that no newer list is overwritten."""
    return hashlib.sha256(names_as_lines(space_id).encode()).hexdigest()[:16]


def save_names(actor: Reader, space_id: int, lines: str, version: str) -> None:
    """Keep the list, and have everything that left the space already made anew.

    Refuses (Conflict, with the list that stands now) when somebody else saved since `version` was read, and
    (Invalid) lines that cannot be understood.
    """
    standing = access.require(actor, Permission.MANAGE_SPACE, space_id)
    names = parse_names(lines)
    with db.write():
        if names_version(space_id) != version:
            raise Conflict(_("Somebody else changed the list while you did."), theirs=names_as_lines(space_id))
        NameToTakeOut.delete().where(NameToTakeOut.space == space_id).execute()
        for name, replacement in names:
            NameToTakeOut.create(space=space_id, name=name, replacement=replacement)
        log.record(space_id, "names", standing.pen_name)
        redaction.names_changed(space_id)


def parse_names(lines: str) -> list[tuple[str, str]]:
    """Lines such as `Maria = a coworker` as pairs; a name alone is replaced by "somebody"."""
    pairs: dict[str, str] = {}
    for number, line in enumerate(markup.normalise(lines).split("\n"), start=1):
        if line.strip():
            name, _sign, replacement = (" ".join(part.split()) for part in line.partition("="))
            _require_good_name(number, name, replacement)
            pairs[name] = replacement or str(_("somebody"))
    if len(pairs) > NAMES_AT_MOST:
        raise Invalid(_("That are more than 500 names. Take out those that no text can hold any more."), "names")
    _require_hiding(pairs)
    return list(pairs.items())


def _require_good_name(number: int, name: str, replacement: str) -> None:
    if sum(map(str.isalnum, name)) < 2:
        raise Invalid(_("Line %(number)s names nobody: write it as “Maria = a coworker”.", number=number), "names")
    if max(len(name), len(replacement)) > 120:
        raise Invalid(_("Line %(number)s is too long.", number=number), "names")


def _require_hiding(pairs: dict[str, str]) -> None:
    for name, replacement in pairs.items():
        if redaction.replace_names(replacement, [(each, "") for each in pairs]) != replacement:
            raise Invalid(
                _("“%(name)s” would be replaced by words that hold a name from the list.", name=name), "names"
            )
