"""Editions to print and send, and the tools that look at what came out."""

import importlib
import io
import random
import re
import subprocess
import sys
from datetime import date
from functools import cache
from html import escape
from types import ModuleType
from typing import Any

from PIL import Image
from pypdf import PdfReader

from coordinator.plugin_contract import Article, Edition, ExportedFile, Masthead, Picture, Sheet
from coordinator.plugin_host.discovery import find, product_folder
from coordinator.plugin_host.host import export
from coordinator.plugin_host.runner import load_folder

MASTHEAD = Masthead("The Loading Dock", "From hand to hand", "Made by those who work here.", "Put it in the box.")
SYLLABLES = ("ba", "con", "der", "fi", "gra", "lum", "mor", "nes", "ple", "ri", "sta", "tion", "ver", "work")


def words(count: int, seed: int = 7) -> list[str]:
    """That many made-up words, most of them long enough to be divided."""
    dice = random.Random(seed)  # noqa: S311
    return ["".join(dice.choices(SYLLABLES, k=dice.randint(1, 5))) for _ in range(count)]


def paragraphs(count: int, each: int = 60, seed: int = 7) -> list[str]:
    """That many paragraphs of so many words."""
    found = words(count * each, seed)
    return [" ".join(found[start : start + each]) + "." for start in range(0, len(found), each)]


def make_article(number: int, texts: list[str] | str, **more: Any) -> Article:
    """An article of paragraphs, or of HTML."""
    html = texts if isinstance(texts, str) else "".join(f"<p>{escape(text)}</p>\n" for text in texts)
    plain = texts if isinstance(texts, str) else "\n\n".join(texts)
    standard = {"title": f"Headline {number}", "byline": "Heron", "kind": "Letter", "language": "en"}
    return Article(id=str(number), html=html, text=plain, **{**standard, **more})


def make_edition(*articles: Article, **more: Any) -> Edition:
    """Number 12 with these articles."""
    standard = {"number": 12, "date": date(2026, 11, 22), "language": "en", "paper": "a4", "masthead": MASTHEAD}
    return Edition(articles=articles, **{**standard, **more})


def make_sheet(article: Article, **more: Any) -> Sheet:
    """A sheet with that article."""
    standard = {"date": date(2026, 11, 22), "language": "en", "paper": "a4", "masthead": MASTHEAD}
    return Sheet(article=article, **{**standard, **more})


def make_picture(width: int, height: int, colour: str = "red", **more: Any) -> Picture:
    """A picture of one colour with a diagonal, as a PNG."""
    written = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(written, "PNG")
    standard = {"name": "gate", "alt": "The gate", "caption": "The gate at six"}
    return Picture(
        media_type="image/png", content=written.getvalue(), width=width, height=height, **{**standard, **more}
    )


def made_by(plugin: str, value: Edition | Sheet, **settings: object) -> dict[str, ExportedFile]:
    """The files that a shipped plugin makes, by name; made once for all tests that ask for the same."""
    return {file.name: file for file in _made(plugin, value, tuple(sorted(settings.items())))}


@cache
def _made(plugin: str, value: Edition | Sheet, settings: tuple[tuple[str, object], ...]) -> tuple[ExportedFile, ...]:
    return made_anew(plugin, value, **dict(settings))


def made_anew(plugin: str, value: Edition | Sheet, **settings: object) -> tuple[ExportedFile, ...]:
    """The files that a shipped plugin makes now."""
    found = find(plugin)
    assert found is not None
    return export(found, value, settings)


def text_of(pdf: bytes, *options: str) -> str:
    """What pdftotext reads, divided words put together again."""
    done = subprocess.run(["pdftotext", *options, "-", "-"], input=pdf, capture_output=True, check=True)
    return re.sub(r"\u00ad\s*", "", done.stdout.decode())


def read(pdf: bytes) -> PdfReader:
    """The PDF, opened."""
    return PdfReader(io.BytesIO(pdf))


def part_of(plugin: str, module: str) -> ModuleType:
    """One module of a shipped plugin, to be tested without the sandbox."""
    if f"plugin_{plugin}" not in sys.modules:
        load_folder(plugin, product_folder() / plugin)
    return importlib.import_module(f"plugin_{plugin}.{module}")
