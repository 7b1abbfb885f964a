"""Turns a sheet or an edition into the data that the template reads, with its pictures and its code beside it."""

import re
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import segno

from coordinator.plugin_contract import Article, Block, Claim, Edition, Masthead, Picture, Settings, Sheet
from coordinator.typesetting.papers import PAPERS, Size, twice
from coordinator.typesetting.pictures import ready_for_paper
from coordinator.typesetting.words import number_line, picture_word, short_date

from .words import quoted, words_of

_SCALES = {"sheet": 1.0, "double": 2**0.5, "fourfold": 2.0}
_STRIPS = 3
# A longer run of letters without a blank may be broken anywhere.
_LONGEST_WORD = 32


def sheet_data(sheet: Sheet, settings: Settings, folder: Path) -> dict[str, Any]:
    """What the template reads for one claim or one article. Writes pictures into `folder`."""
    frame = _frame(sheet.masthead, sheet.language, sheet.paper, settings, folder)
    if sheet.claim is not None:
        return {**frame, **_claim(sheet.claim, sheet.language, settings)}
    return {**frame, **_article(sheet.article, folder)}


def edition_data(edition: Edition, settings: Settings, folder: Path) -> dict[str, Any]:
    """What the template reads for an edition: its headlines, or its first article."""
    frame = _frame(edition.masthead, edition.language, edition.paper, settings, folder)
    if settings["edition"] == "lead" and edition.articles:
        return {**frame, **_article(edition.articles[0], folder)}
    number = number_line(edition.number, edition.language)
    return {
        **frame,
        "kind": "headlines",
        "title": f"{edition.masthead.name}, {number}",
        "over": f"{number} · {short_date(edition.date, edition.language)}",
        "headlines": [_breakable(each.title) for each in edition.articles if each.title and not each.is_box],
    }


def _frame(masthead: Masthead, language: str, paper: str, settings: Settings, folder: Path) -> dict[str, Any]:
    """What every poster has: its paper, its foot and its code."""
    is_strips = settings["size"] == "strips"
    size = "sheet" if is_strips else str(settings["size"])
    address = str(settings["address"]).strip() or masthead.letterbox
    said = words_of(language)
    return {
        "language": language,
        "page": _paper(paper, size),
        "scale": _SCALES[size],
        "strips": _STRIPS if is_strips else 1,
        "name": _breakable(masthead.name),
        "reach": _breakable(masthead.how_to_reach),
        "address": _breakable(re.sub("^https?://", "", address).rstrip("/")),
        "modules": _write_code(address, folder),
        "code": f"{said.code}: {address}",
        "source_word": said.source,
    }


def _paper(paper: str, size: str) -> Size:
    doublings = {"sheet": 0, "double": 1, "fourfold": 2}[size]
    for _doubling in range(doublings):
        paper = twice(paper)
    return PAPERS[paper]


def _write_code(address: str, folder: Path) -> int:
    """Writes the square that phones read, and gives its width in modules; 0 where there is no address."""
    if not address:
        return 0
    code = segno.make(address, error="m", micro=False)
    code.save(str(folder / "code.svg"), kind="svg", border=0, xmldecl=False, svgns=True, nl=False)
    return int(code.symbol_size(border=0)[0])


def _claim(claim: Claim, language: str, settings: Settings) -> dict[str, Any]:
    said = words_of(language)
    is_struck = settings["claim"] == "struck"
    when = short_date(claim.said_on, language) if claim.said_on else ""
    return {
        "kind": "claim",
        "title": claim.said,
        "over": said.they_say,
        "said": _breakable(claim.said if is_struck else quoted(claim.said, language)),
        "is_struck": is_struck,
        "where": _breakable(" · ".join(part for part in (when, claim.said_to) if part)),
        "true": said.true,
        "answer": _breakable(claim.answer),
        "source": _breakable(claim.source),
    }


def _article(article: Article, folder: Path) -> dict[str, Any]:
    pictures = [_picture(each, place, article, folder) for place, each in enumerate(article.pictures[:1])]
    return {
        "kind": "article",
        "title": article.title,
        "over": article.kind,
        "head": _breakable(article.title),
        "byline": _breakable(article.byline),
        "article_language": article.language,
        "blocks": [_block(block) for block in article.blocks],
        "pictures": pictures,
    }


def _block(block: Block) -> dict[str, Any]:
    spans = [asdict(replace(span, text=_breakable(span.text))) for span in block.spans]
    return {**asdict(block), "spans": spans, "children": [_block(child) for child in block.children]}


def _picture(picture: Picture, place: int, article: Article, folder: Path) -> dict[str, Any]:
    content, ending, width, height = ready_for_paper(picture, greyscale=True)
    name = f"picture-{place}.{ending}"
    (folder / name).write_bytes(content)
    alt = picture.alt or picture.caption or picture_word(article.language)
    return {"name": name, "alt": alt, "width": width, "height": height}


def _breakable(text: str) -> str:
    """The same text, in which what is longer than any word may go on in the next line."""
    return re.sub(rf"\S{{{_LONGEST_WORD},}}", lambda run: "\u200b".join(_pieces(run.group())), text)


def _pieces(run: str) -> list[str]:
    """A run of letters in pieces that keep letters and their accents together."""
    return re.findall(r".{1,10}[\u0300-\u036f\u200d\ufe0f]*", run, re.DOTALL)
