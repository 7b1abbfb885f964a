"""Lays the template out with typst from data in the work folder."""

import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst

_HERE = Path(__file__).parent
# The plugin's own fonts write Latin, Greek, Cyrillic, Hebrew and Arabic; for the rest the system's are looked through.
_OTHER_SCRIPTS = re.compile(
    r"[^\u0000-\u052f\u0590-\u06ff\u0750-\u077f\u1c80-\u1cff\u1d00-\u22ff\u25a0-\u25ff\ufb00-\ufdff\ufe70-\ufeff]"
)


def work_folder() -> Path:
    """A new folder under the current one, which is the only place that can be written to."""
    folder = Path.cwd() / "poster"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


class Typesetting:
    """The poster laid out with data, whose pictures stand in the work folder."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        folder = Path.cwd() / "poster"
        written = json.dumps(data, ensure_ascii=False)
        (folder / "data.json").write_text(written, encoding="utf-8")
        for file in _HERE.glob("*.typ"):
            shutil.copyfile(file, folder / file.name)
        self._compiler = typst.Compiler(
            str(folder / "poster.typ"),
            root=str(folder),
            font_paths=[str(_HERE / "fonts")],
            ignore_system_fonts=not _OTHER_SCRIPTS.search(written),
        )

    def fits(self) -> bool:
        """Whether all of it stands on one page, or on each of the strips."""
        return bool(json.loads(self._compiler.query("<fits>", field="value", one=True)))

    def pdf(self) -> bytes:
        """The poster as a tagged PDF, to the letter of PDF/UA where the content allows it."""
        try:
            return self._written(["ua-1"])
        except typst.TypstError:
            return self._written([])

    def _written(self, standards: list[Any]) -> bytes:
        content = self._compiler.compile(format="pdf", pdf_standards=standards, timestamp=0)
        assert isinstance(content, bytes)  # noqa: S101 - a PDF is one file
        return content
