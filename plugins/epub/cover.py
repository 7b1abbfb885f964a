"""Draws the picture by which programs for reading show a book on their shelf."""

import io
import json
from pathlib import Path

import typst
from PIL import Image

from coordinator.typesetting.layout import FONTS, needs_system_fonts
from coordinator.typesetting.words import is_right_to_left, short_tag

from .volume import Volume

_HERE = Path(__file__).parent
_HEADLINES = 6
_LONGEST = 160


def cover_picture(volume: Volume) -> bytes:
    """A PNG of 1200 by 1800 pixels in shades of grey."""
    data = json.dumps(_data(volume), ensure_ascii=False)
    drawn = typst.compile(
        _HERE / "cover.typ",
        font_paths=[FONTS],
        ignore_system_fonts=not needs_system_fonts(data),
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
        "headlines": [_short(chapter.name) for chapter in volume.articles[:_HEADLINES]],
        "language": short_tag(volume.language),
        "rtl": is_right_to_left(volume.language),
    }


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
