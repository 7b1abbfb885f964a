"""One piece shown several times on a page: each copy with ids of its own, and out of the way of keyboard and reader."""

import re
from functools import cache
from pathlib import Path

from markupsafe import Markup

import coordinator
from coordinator.markup import shown

COMPONENTS = Path(coordinator.__file__).parent / "templates" / "components"
_MACRO = re.compile(r"\{%-?\s*macro\s+([a-z]\w*)\(")
_REFERENCE = re.compile(r'(\s(?:id|for|aria-describedby|aria-labelledby|name|href)=")([^"]*)"')


@cache
def pieces() -> list[str]:
    """Every macro of the components that pages may use, as `forms-field`."""
    return [
        f"{path.stem}-{name}"
        for path in sorted(COMPONENTS.glob("*.html"))
        for name in _MACRO.findall(path.read_text(encoding="utf-8"))
    ]


def copied(html: Markup, look: str) -> Markup:
    """The same piece once more, its ids and what refers to them marked with the name of the look.

    Nothing of it takes the focus when the page is opened.
    """
    html = html.replace(" autofocus", "")
    return shown(_REFERENCE.sub(lambda found: _marked(found.group(1), found.group(2), look), html))


def _marked(attribute: str, value: str, look: str) -> str:
    if attribute.strip() == 'href="':
        return f'{attribute}{value + "-" + look if value.startswith("#") else value}"'
    return f'{attribute}{" ".join(f"{each}-{look}" for each in value.split())}"'
