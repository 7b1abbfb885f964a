"""Lays out pages with typst from data in a folder, and tells where on them each article stands."""

import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import typst

_HERE = Path(__file__).parent
# The plugin's own fonts write Latin, Greek, Cyrillic, Hebrew and Arabic; for the rest the system's are looked through.
_OTHER_SCRIPTS = re.compile(
    r"[^\u0000-\u052f\u0590-\u06ff\u0750-\u077f\u1c80-\u1cff\u1d00-\u22ff\u25a0-\u25ff\ufb00-\ufdff\ufe70-\ufeff]"
)


@dataclass(frozen=True)
class Mark:
    """Where something begins or ends: the page, and points from its left and upper edge."""

    name: Literal["start", "end", "last"]
    article: str
    page: int
    x: float
    y: float


class Typesetting:
    """A template laid out with data; the folder holds the pictures that the data names."""

    def __init__(self, folder: Path, template: str, data: Mapping[str, Any]) -> None:
        self._folder = folder
        self._template = template
        self._data = dict(data)
        self._needs_system_fonts = bool(_OTHER_SCRIPTS.search(json.dumps(self._data, ensure_ascii=False)))
        for file in _HERE.glob("*.typ"):
            shutil.copyfile(file, folder / file.name)
        self.lay_out()

    def lay_out(self, **more: float | list[int]) -> None:
        """Lay it out anew with `more` in the data."""
        self._data.update(more)
        (self._folder / "data.json").write_text(json.dumps(self._data), encoding="utf-8")
        self._compiler = typst.Compiler(
            str(self._folder / self._template),
            root=str(self._folder),
            font_paths=[str(_HERE / "fonts")],
            ignore_system_fonts=not self._needs_system_fonts,
        )

    def marks(self) -> list[Mark]:
        """Every mark of the layout, in the order of the text."""
        return [Mark(**mark) for mark in json.loads(self._compiler.query("<mark>", field="value"))]

    def measures(self) -> dict[str, float]:
        """The measures that the template states: counts, and lengths in points."""
        found: dict[str, float] = json.loads(self._compiler.query("<measures>", field="value", one=True))
        return found

    def paragraph_places(self) -> list[list[int]]:
        """The page, and where it matters the column, that each paragraph begins in, in the order of the text."""
        found: list[list[int]] = json.loads(self._compiler.query("<paragraph-places>", field="value", one=True))
        return found

    def pdf(self) -> bytes:
        """The pages as a tagged PDF, to the letter of PDF/UA where the content allows it."""
        try:
            return self._written(["ua-1"])
        except typst.TypstError:
            return self._written([])

    def _written(self, standards: list[Any]) -> bytes:
        content = self._compiler.compile(format="pdf", pdf_standards=standards, timestamp=0)
        assert isinstance(content, bytes)  # noqa: S101 - a PDF is one file
        return content
