"""A walk through every page that links lead to, one page of each kind."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from cast import Person

LINK = re.compile(r'<a[^>]* href="([^"#]+)')
RANDOM = re.compile(r"[0-9a-z]{20,}|[0-9]+")


@dataclass(frozen=True)
class Visited:
    """A page as it came."""

    kind: str
    address: str
    status: int
    html: str


def walk(person: Person, *starts: str) -> Iterator[Visited]:
    """Each kind of page once, beginning at `starts` and at home, following links."""
    waiting, seen = [*starts, "/"], set()
    while waiting:
        address = waiting.pop(0)
        kind = kind_of(address)
        if kind in seen:
            continue
        seen.add(kind)
        response = person.get(address)
        if response.mimetype != "text/html" or response.status_code in (301, 302, 303, 308):
            continue
        html = response.get_data(as_text=True)
        yield Visited(kind, address, response.status_code, html)
        waiting += [urljoin(address, found.replace("&amp;", "&")) for found in LINK.findall(html) if found[0] in "/?"]


def kind_of(address: str) -> str:
    """The address with its random parts, its numbers and the names of spaces and lines left out."""
    parts = ["*" if RANDOM.fullmatch(part) else part for part in urlsplit(address).path.split("/")]
    if len(parts) > 2 and parts[1] in ("s", "lines") and parts[2]:
        parts[2] = "*"
    return "/".join(parts)
