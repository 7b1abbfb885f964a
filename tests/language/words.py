"""What stands in catalogues, templates and pages, taken apart for comparison."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import html5lib
from babel.messages.catalog import Message
from jinja2 import Environment

from coordinator.translating import TEMPLATES

PLACE = re.compile(r"%\((\w+)\)[sd]|%%")
TAG = re.compile(r"</?\w[^>]*>")
SPOKEN_ATTRIBUTES = ("alt", "aria-label", "placeholder", "title")
BODY_CLASS = re.compile(r"{% block body_class %}.*?{% endblock %}")
LETTER = re.compile(r"[^\W\d_]")


def forms(string: object) -> tuple[str, ...]:
    """The one text of a message, or its forms for different numbers."""
    return tuple(string) if isinstance(string, list | tuple) else (str(string or ""),)


def ids(message: Message) -> tuple[str, ...]:
    """The English text, or its two forms."""
    return forms(message.id)


class _Words(HTMLParser):
    """The words that a reader would see in a piece of markup."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.is_code = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Attributes that are read out."""
        self.is_code = tag == "code"
        self.found += [value for name, value in attrs if name in SPOKEN_ATTRIBUTES and value]

    def handle_endtag(self, tag: str) -> None:
        """What follows is no code any more."""
        self.is_code = False

    def handle_data(self, data: str) -> None:
        """Text, but for what is typed into a machine."""
        if not self.is_code:
            self.found.append(data)


def bare_words(source: str) -> list[str]:
    """The words of a template that stand outside every Jinja expression."""
    source = BODY_CLASS.sub("", source)
    pieces = [value for _line, kind, value in Environment().lex(source) if kind == "data"]  # noqa: S701 (nothing is rendered)
    reader = _Words()
    reader.feed("0".join(pieces))
    return [text.strip() for text in reader.found if LETTER.search(text)]


def templates() -> list[Path]:
    """Every template of the application."""
    return sorted(TEMPLATES.rglob("*.html"))


def texts_of(html: str) -> Iterator[str]:
    """Each piece of text of a page, and each attribute that is read out, with single blanks.

    What is marked as being in another language than the page's is left out.
    """
    page = html5lib.parse(html)
    elsewhere = {part for each in page.iter() if each is not page and each.get("lang") for part in each.iter()}
    for element in page.iter():
        if element in elsewhere or str(element.tag).rpartition("}")[2] in ("style", "script"):
            continue
        spoken = [element.text, element.tail, *(element.get(name) for name in SPOKEN_ATTRIBUTES)]
        yield from (" ".join(text.split()) for text in spoken if text and text.strip())
