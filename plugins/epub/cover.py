"""Draws the picture by which programs for reading show a book on their shelf."""

import io
import json
import re
from pathlib import Path

import typst
from PIL import Image

from .volume import Volume
from .words import direction

_HERE = Path(__file__).parent
_HEADLINES = 6
_LONGEST = 160
# The fonts at hand write Latin, Greek, Cyrillic, Hebrew and Arabic; for the rest the system's are looked through.
_OTHER_SCRIPTS = re.compile(
    r"[^\u0000-\u052f\u0590-\u06ff\u0750-\u077f\u1c80-\u1cff\u1d00-\u22ff\u25a0-\u25ff\ufb00-\ufdff\ufe70-\ufeff]"
)


def cover_picture(volume: Volume) -> bytes:
    """A PNG of 1200 by 1800 pixels in shades of grey."""
    data = json.dumps(_data(volume), ensure_ascii=False)
    drawn = typst.compile(
        _HERE / "cover.typ",
        font_paths=[_HERE / "fonts"],
        ignore_system_fonts=not _OTHER_SCRIPTS.search(data),
        sys_inputs={"data": data},
        format="png",
        ppi=144,
    )
    assert isinstance(drawn, bytes)  # noqa: S101 - a cover is one page
    return _grey(drawn)


def _grey(drawn: bytes) -> bytes:
    """The drawing without colours, which makes it a third as large."""
    written = io.BytesIO()
    with Image.open(io.BytesIO(drawn)) as image:
        image.convert("L").quantize(16).save(written, "PNG", optimize=True)
    return written.getvalue()


def _data(volume: Volume) -> dict[str, object]:
    masthead = volume.masthead
    return {
        "name": _short(masthead.name) or _short(volume.title),
        "motto": _short(masthead.motto),
        "line": volume.line,
        "headlines": [_short(chapter.name) for chapter in volume.chapters[:_HEADLINES]],
        "language": volume.language.split("-")[0],
        "rtl": direction(volume.language) == "rtl",
    }


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
