"""How long it takes to print a number: made-up editions of 8 and of 80 pages, sandbox included."""

import io
import os
import random
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PIL import Image

from coordinator.plugin_contract import Article, Edition, Masthead, Picture
from coordinator.plugin_host import host
from coordinator.plugin_host.discovery import Plugin

LENGTHS = (8, 80)
PRINTED = ("print_pdf", "booklet")
_WORDS = (
    *("we", "the", "shift", "list", "break", "nobody", "together", "Thursday"),
    *("management", "schedule", "conveyor", "signed", "asked", "wrote", "warehouse"),
)
_PARAGRAPH_WORDS = 75
_PARAGRAPHS = 5
_MOST_ARTICLES = 200


def run_exports(rounds: int, round_done: Callable[[], None], lengths: Sequence[int] = LENGTHS) -> dict[str, Any]:
    """The median and the fewest seconds of `rounds` exports of each length by each plugin, and how busy the machine is.

    Each is a whole export as the worker does it: a process of its own, locked in, whose answer is looked over.
    """
    printing = _plugin(PRINTED[0])
    editions = {pages: _edition_of(pages, printing) for pages in lengths}
    exports = [
        {"plugin": name, "pages": pages, **_timed(_plugin(name), edition, rounds, round_done)}
        for pages, edition in editions.items()
        for name in PRINTED
    ]
    return {"exports": exports, "load": round(os.getloadavg()[0], 2), "cores": os.cpu_count() or 1}


def _plugin(name: str) -> Plugin:
    found = host.find(name)
    assert found is not None  # noqa: S101 - it ships with the product
    host.describe(found)
    return found


def _timed(plugin: Plugin, edition: Edition, rounds: int, round_done: Callable[[], None]) -> dict[str, float]:
    took = []
    for _round in range(rounds):
        begun = time.monotonic()
        host.export(plugin, edition, {})
        took.append(time.monotonic() - begun)
        round_done()
    return {"seconds": round(statistics.median(took), 2), "fastest": round(min(took), 2)}


def _edition_of(pages: int, printing: Plugin) -> Edition:
    """An edition that fills so many pages as `print_pdf` sets it with its own settings: short pieces, some pictures."""
    whole = _edition(_MOST_ARTICLES if pages > LENGTHS[0] else 30)
    low, high = 1, len(whole.articles)
    while low < high:
        middle = (low + high) // 2
        if _pages(replace(whole, articles=whole.articles[:middle]), printing) < pages:
            low = middle + 1
        else:
            high = middle
    return replace(whole, articles=whole.articles[:low])


def _pages(edition: Edition, printing: Plugin) -> int:
    return host.measure(printing, edition, {"hyphenate": "no"}).pages


def small_edition() -> Edition:
    """A made-up edition of one piece, for what does not depend on what is printed."""
    return _edition(1)


def _edition(articles: int) -> Edition:
    dice = random.Random(7)  # noqa: S311 - text to measure with
    pieces = tuple(_article(number, dice) for number in range(1, articles + 1))
    masthead = Masthead("The Loading Dock", "From hand to hand", "Made by those who work here.", "Put it in the box.")
    return Edition(12, date(2026, 11, 22), "en", "a4", masthead, pieces)


def _article(number: int, dice: random.Random) -> Article:
    texts = [" ".join(dice.choices(_WORDS, k=_PARAGRAPH_WORDS)) + "." for _paragraph in range(_PARAGRAPHS)]
    html = "".join(f"<p>{text}</p>\n" for text in texts)
    pictures = (_picture(number),) if number % 4 == 1 else ()
    return Article(str(number), f"Piece {number}", "Heron", "Letter", html, "\n\n".join(texts), "en", pictures)


def _picture(number: int) -> Picture:
    written = io.BytesIO()
    Image.linear_gradient("L").rotate(90 * number).resize((1200, 800)).save(written, "JPEG")
    return Picture("gate.jpg", "image/jpeg", written.getvalue(), "The gate", 1200, 800)
