"""Lays out pages with typst from data in a folder, and tells where on them everything stands."""

import ctypes
import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import typst

_HERE = Path(__file__).parent
FONTS = _HERE / "fonts"
# The fonts at hand write Latin, Greek, Cyrillic, Hebrew and Arabic; for the rest the system's are looked through.
_OTHER_SCRIPTS = re.compile(
    r"[^\u0000-\u052f\u0590-\u06ff\u0750-\u077f\u1c80-\u1cff\u1d00-\u22ff\u25a0-\u25ff\ufb00-\ufdff\ufe70-\ufeff]"
)
# The size of data, in characters, from which on memory counts for more than time, and that from which on time is short.
_LARGE = 100_000
_LONG = 300_000


@dataclass(frozen=True)
class Mark:
    """Where something begins or ends, or a footnote begins: the page, and points from its left and upper edge.

    `inner` is where the text of an article ends that stands in columns of its own.
    """

    name: Literal["start", "end", "last", "note", "inner"]
    article: str
    page: int
    x: float
    y: float


@dataclass(frozen=True)
class Turning:
    """What goes on over a page: paragraphs by number, and in those watched words by paragraph, span and place."""

    paragraphs: frozenset[int]
    words: frozenset[tuple[int, int, int]]


def work_folder(name: str = "pages") -> Path:
    """A new folder under the current one, which is the only place that a plugin can write to."""
    folder = Path.cwd() / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def needs_system_fonts(text: str) -> bool:
    """Whether a text has signs that the fonts at hand do not write, so that those of the system are looked through."""
    return bool(_OTHER_SCRIPTS.search(text))


def _give_memory_back() -> None:
    """Have the system take back what was let go of: else the next layout stands beside the last, in pieces."""
    give_back = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if give_back is not None:
        give_back(0)


class Layout:
    """A template laid out with data; the folder holds the pictures that the data names.

    The template may import its neighbours, and the templates of this package by their names.

    With one that `is_long`, every layout takes about a second for eighty pages, and memory has to be minded.
    """

    def __init__(self, folder: Path, template: Path, data: Mapping[str, Any]) -> None:
        self._folder = folder
        self._template = template
        self.data = dict(data)
        self._needs_system_fonts = needs_system_fonts(json.dumps(self.data, ensure_ascii=False))
        length = len(json.dumps(self.data))
        self.is_long, self._is_large = length > _LONG, length > _LARGE
        self._is_laid_out = False
        for file in (*_HERE.glob("*.typ"), *template.parent.glob("*.typ")):
            shutil.copyfile(file, folder / file.name)
        self.lay_out()

    def lay_out(self, **more: object) -> None:
        """Lay it out anew with `more` in the data."""
        if self._is_large and self._is_laid_out:
            self.forget()
        self._is_laid_out = True
        self.data.update(more)
        (self._folder / "data.json").write_text(json.dumps(self.data), encoding="utf-8")
        self._compiler = typst.Compiler(
            str(self._folder / self._template.name),
            root=str(self._folder),
            font_paths=[str(FONTS)],
            ignore_system_fonts=not self._needs_system_fonts,
        )

    def forget(self) -> None:
        """Have typst let go of earlier layouts, which it keeps for ten compilations and which would fill the memory."""
        nothing = self._folder / "nothing.typ"
        nothing.touch()
        compiler = typst.Compiler(str(nothing), root=str(self._folder), ignore_system_fonts=True)
        for _compilation in range(12):
            compiler.compile(format="pdf")
        _give_memory_back()

    def marks(self) -> list[Mark]:
        """Every mark of the layout, in the order of the text."""
        return [Mark(**mark) for mark in json.loads(self._compiler.query("<mark>", field="value"))]

    def stated(self, label: str) -> Any:
        """What the template states once under that label."""
        return json.loads(self._compiler.query(f"<{label}>", field="value", one=True))

    def stated_each(self, label: str) -> list[Any]:
        """Everything that the template states under that label, in the order of the text."""
        found: list[Any] = json.loads(self._compiler.query(f"<{label}>", field="value"))
        return found

    def measures(self) -> dict[str, float]:
        """The measures that the template states: counts, and lengths in points."""
        found: dict[str, float] = self.stated("measures")
        return found

    def turning(self) -> Turning:
        """What stands last on its page, or where it matters in its column."""
        found = self.stated("turning")
        return Turning(
            frozenset(found["paragraphs"]), frozenset((word[0], word[1], word[2]) for word in found["words"])
        )

    def pdf(self, shows_pages: bool = False) -> bytes:
        """The pages as a tagged PDF, to the letter of PDF/UA where the content allows it.

        Where it `shows_pages` of another PDF, it never does.
        """
        try:
            return self._written([] if shows_pages else ["ua-1"])
        except typst.TypstError:
            return self._written([])

    def _written(self, standards: list[Any]) -> bytes:
        content = self._compiler.compile(format="pdf", pdf_standards=standards, timestamp=0)
        assert isinstance(content, bytes)  # noqa: S101 - a PDF is one file
        return content
