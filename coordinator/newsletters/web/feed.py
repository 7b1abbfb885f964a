"""The numbers that anybody may read as an Atom feed (RFC 4287)."""

from collections.abc import Iterable
from datetime import date
from xml.etree import ElementTree as Tree

from coordinator.language import _, say_day
from coordinator.plugin_contract import Article, Edition

ATOM = "http://www.w3.org/2005/Atom"


def feed_of(address: str, own_address: str, numbers: Iterable[tuple[Edition, str]]) -> bytes:
    """The feed at `own_address` of the newsletter at `address`: each number with its title, newest first.

    An entry is new again on the day on which something in it was corrected. Addresses are whole ones. What the feed
    itself says is said in the language of the moment.
    """
    shown = list(numbers)
    feed = Tree.Element("feed", {"xmlns": ATOM, "xml:lang": shown[0][0].language})
    _add(feed, "title", shown[0][0].masthead.name)
    _add(feed, "id", address)
    _link(feed, address, "alternate")
    _link(feed, own_address, "self")
    _add(feed, "updated", _moment(max(_changed(edition) for edition, _title in shown)))
    _add(_add(feed, "author"), "name", shown[0][0].masthead.name)
    for edition, title in shown:
        _entry(feed, f"{address}{edition.number}", edition, title)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{Tree.tostring(feed, encoding="unicode")}'.encode()


def _entry(feed: Tree.Element, address: str, edition: Edition, title: str) -> None:
    entry = _add(feed, "entry")
    _add(entry, "title", title)
    _add(entry, "id", address)
    _link(entry, address, "alternate")
    _add(entry, "published", _moment(edition.date))
    _add(entry, "updated", _moment(_changed(edition)))
    _add(entry, "summary", "\n".join(each.title for each in edition.articles if not each.is_box))
    _add(entry, "content", "".join(_piece(each, edition.language) for each in edition.articles)).set("type", "html")


def _piece(article: Article, language: str) -> str:
    shown = f"<h2>{_escaped(article.title)}</h2>{article.html}{_correction(article)}"
    return shown if article.language == language else f'<div lang="{article.language}">{shown}</div>'


def _correction(article: Article) -> str:
    if not article.corrected_on:
        return ""
    day, sentence = say_day(article.corrected_on), article.corrected
    return f"<p><em>{_escaped(str(_('Corrected on %(day)s: %(sentence)s', day=day, sentence=sentence)))}</em></p>"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _changed(edition: Edition) -> date:
    corrected = [each.corrected_on for each in edition.articles if each.corrected_on]
    return max([edition.date, *corrected])


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _add(parent: Tree.Element, name: str, text: str = "") -> Tree.Element:
    child = Tree.SubElement(parent, name)
    child.text = text or None
    return child


def _link(parent: Tree.Element, address: str, relation: str) -> None:
    Tree.SubElement(parent, "link", {"rel": relation, "href": address})
