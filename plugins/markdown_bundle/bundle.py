"""Gives every article its files: a Markdown file with what it says of itself at its head, and its pictures."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from coordinator.plugin_contract import Article, Edition, Picture, Settings, Sheet, Span
from coordinator.typesetting.smaller import with_smaller_pictures

from .front_matter import Value, front_matter
from .inline import escaped, inline, target
from .letters import as_text
from .words import words_in
from .writing import written

_ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "image/webp": "webp"}
_LONGEST_NAME = 50
_LONGEST_TITLE = 60
# Letters that are not a plain one with an accent.
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "’": "", "'": ""})


@dataclass(frozen=True)
class _Places:
    """Where the files of one article lie, and how the first page leads there."""

    text: str
    link: str
    pictures: tuple[tuple[str, str], ...]


def files_of_edition(edition: Edition, settings: Settings) -> dict[str, bytes]:
    """The first page, then each article with its pictures, by file name."""
    edition = with_smaller_pictures(edition)
    digits = max(2, len(str(len(edition.articles))))
    places = [
        _places(article, f"{place:0{digits}}-{_slug(article.title)}", settings)
        for place, article in enumerate(edition.articles, start=1)
    ]
    first = "_index.md" if settings["layout"] == "hugo" else "index.md"
    files = {first: _first_page(edition, places, settings).encode("utf-8")}
    for order, (article, place) in enumerate(zip(edition.articles, places, strict=True), start=1):
        values = {"date": edition.date, "number": edition.number, "order": order}
        # What Hugo sorts by.
        values |= {"weight": order} if settings["layout"] == "hugo" else {}
        files.update(_files(article, place, values, settings))
    return files


def files_of_sheet(sheet: Sheet, settings: Settings) -> dict[str, bytes]:
    """The one article with its pictures, by file name."""
    article = sheet.article
    return dict(_files(article, _places(article, _slug(article.title), settings), {"date": sheet.date}, settings))


def _slug(title: str) -> str:
    """A name of small letters, digits and dashes for a file; `article` where the title has none of them."""
    plain = unicodedata.normalize("NFKD", title.lower().translate(_LETTERS)).encode("ascii", "ignore").decode("ascii")
    name = ""
    for word in re.findall(r"[a-z0-9]+", plain.lower()):
        longer = f"{name}-{word}" if name else word[:_LONGEST_NAME]
        if len(longer) > _LONGEST_NAME:
            break
        name = longer
    return name or "article"


def _places(article: Article, name: str, settings: Settings) -> _Places:
    endings = [_ENDINGS[picture.media_type] for picture in article.pictures]
    if settings["layout"] == "flat":
        names = [f"{name}-{place}.{ending}" for place, ending in enumerate(endings, start=1)]
        return _Places(f"{name}.md", f"{name}.md", tuple((each, each) for each in names))
    names = [f"picture-{place}.{ending}" for place, ending in enumerate(endings, start=1)]
    return _Places(f"{name}/index.md", f"{name}/", tuple((f"{name}/{each}", each) for each in names))


def _files(
    article: Article, places: _Places, values: Mapping[str, Any], settings: Settings
) -> Iterator[tuple[str, bytes]]:
    text = _article(article, [link for _file, link in places.pictures], values, settings)
    yield places.text, text.encode("utf-8")
    for (file, _link), picture in zip(places.pictures, article.pictures, strict=True):
        yield file, picture.content


def _article(article: Article, links: list[str], values: Mapping[str, Any], settings: Settings) -> str:
    pictures = list(zip(links, article.pictures, strict=True))
    # Hugo keeps the word `kind` for itself and stops at any other use of it.
    head: dict[str, Value] = {
        "title": _title(article),
        **values,
        "byline": _line(article.byline),
        "article_kind": _line(article.kind),
        "language": _line(article.language),
        # Stands in every number: `front`, `last` or `anywhere`.
        "box": (article.box_place or "anywhere") if article.is_box else "",
        "corrected": _line(article.corrected),
        "corrected_on": article.corrected_on or "",
        "pictures": [{"file": link, "alt": _line(each.alt), "caption": _line(each.caption)} for link, each in pictures],
    }
    parts = [f"# {escaped(article.title.strip(), is_one_line=True)}"] if _has_headline(article, settings) else []
    parts += [part for link, picture in pictures for part in _shown(link, picture)]
    parts += [written(article.blocks), _correction(article)]
    return _file(head, parts)


def _correction(article: Article) -> str:
    """What was wrong with it, with the day, below its text."""
    if not article.corrected or article.corrected_on is None:
        return ""
    day = words_in(article.language).corrected.format(article.corrected_on.isoformat())
    return inline([Span(f"{day} {_line(article.corrected)}", emphasis=True)])


def _has_headline(article: Article, settings: Settings) -> bool:
    return bool(settings["headline"] and article.title.strip())


def _shown(link: str, picture: Picture) -> list[str]:
    """The picture with its description, and below it its caption where that says something else."""
    alt, caption = _line(picture.alt), _line(picture.caption)
    image = f"![{escaped(alt or caption)}]({target(link)})"
    return [image, inline([Span(caption, emphasis=True)])] if caption and caption != alt else [image]


def _first_page(edition: Edition, places: list[_Places], settings: Settings) -> str:
    masthead, words = edition.masthead, words_in(edition.language)
    head: dict[str, Value] = {
        "title": f"{_line(masthead.name)}, {words.number.format(edition.number)}",
        "date": edition.date,
        "number": edition.number,
        "language": _line(edition.language),
    }
    lines = [_entry(article, place) for article, place in zip(edition.articles, places, strict=True)]
    parts = [_paragraphs(masthead.motto), "\n".join(lines)]
    if settings["imprint"]:
        ending = ((words.reach, masthead.how_to_reach), (words.imprint, masthead.imprint))
        parts += [f"## {escaped(name)}\n\n{_paragraphs(text)}" for name, text in ending if text.strip()]
    return _file(head, parts)


def _entry(article: Article, places: _Places) -> str:
    byline = _line(article.byline)
    link = inline([Span(_title(article), link=places.link)])
    return f"- {link}, {escaped(byline)}" if byline else f"- {link}"


def _title(article: Article) -> str:
    """The title, else the first words, since a website needs something to call the page."""
    text = _line(article.title) or _line(article.text)
    if len(text) > _LONGEST_TITLE and not _line(article.title):
        text = text[:_LONGEST_TITLE].rsplit(" ", 1)[0] + "…"
    return text or words_in(article.language).untitled


def _paragraphs(text: str) -> str:
    pieces = (piece.strip() for piece in re.split(r"\n\s*\n", text))
    return "\n\n".join(escaped(re.sub(r" *\n *", "\n", piece)) for piece in pieces if piece)


def _file(head: Mapping[str, Value], parts: list[str]) -> str:
    return "\n".join([front_matter(head), *(f"{part}\n" for part in parts if part)])


def _line(text: str) -> str:
    return " ".join(as_text(text).split())
