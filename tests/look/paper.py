"""A page as it comes out of the printer: its sheets, the lines on each; and what is measured before it goes there."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from playwright.sync_api import Page

MILLIMETRE = 72 / 25.4
# What the stylesheet leaves of A4 and Letter between its margins, in the pixels of a browser.
A4_WIDTH, LETTER_WIDTH = 673, 695
XHTML = "{http://www.w3.org/1999/xhtml}"
# Drawings have their own small words; whether those of a chart can be read is measured with the chart.
UNFIT = """() => {
  const faults = [];
  const say = e => e.outerHTML.slice(0, 110);
  const seen = [...document.body.querySelectorAll('*')].filter(e => e.checkVisibility({visibilityProperty: true})
    && !e.closest('.hidden, [hidden]'));
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > wide) faults.push('runs off the side');
  for (const e of seen) {
    const style = getComputedStyle(e), box = e.getBoundingClientRect();
    const words = [...e.childNodes].some(node => node.nodeType == 3 && node.data.trim());
    if (e.matches('button, input:not([type=hidden]), select, summary, .button, .breadcrumbs, .places, .pager'))
      faults.push('cannot be pressed on paper: ' + say(e));
    if (e.closest('svg')) continue;
    if (box.width > 1 && (box.right > wide + 1 || box.left < -1)) faults.push('sticks out: ' + say(e));
    if (words && parseFloat(style.fontSize) < 13.3) faults.push('small, ' + style.fontSize + ': ' + say(e));
    if (words && style.color != 'rgb(0, 0, 0)') faults.push(style.color + ': ' + say(e));
    if (!['rgba(0, 0, 0, 0)', 'rgb(255, 255, 255)'].includes(style.backgroundColor))
      faults.push('on ' + style.backgroundColor + ': ' + say(e));
  }
  for (const e of document.querySelectorAll('.chart text')) {
    const size = parseFloat(getComputedStyle(e).fontSize) * e.getCTM().d;
    if (size < 13.3) faults.push('small, ' + size + ': ' + say(e));
  }
  return faults;
}"""


@dataclass(frozen=True)
class Sheet:
    """One sheet: its size and where its ink begins and ends, in points; its lines from top to bottom, number apart."""

    width: float
    height: float
    ink: tuple[float, float, float, float]
    lines: list[str]
    number: str

    @property
    def margin(self) -> float:
        """The least that is left white at any side of what was written, in millimetres."""
        left, top, right, foot = self.ink
        return min(left, top, self.width - right, self.height - foot) / MILLIMETRE


def unfit(page: Page) -> list[str]:
    """What would come out wrong of the page that is shown now, were it sent to a printer."""
    page.emulate_media(media="print")
    found: list[str] = page.evaluate(UNFIT)
    return found


def printed(page: Page, folder: Path, paper: str = "A4") -> list[Sheet]:
    """The sheets of this page, printed without backgrounds, as browsers do unless told otherwise."""
    page.pdf(path=folder / "printed.pdf", format=paper, print_background=False)
    command = ["pdftotext", "-bbox-layout", folder / "printed.pdf", "-"]
    answer = subprocess.run(command, check=True, capture_output=True).stdout
    # Control characters have no place in XML; poppler lets them through.
    tree = ElementTree.fromstring(re.sub(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]", b"", answer))  # noqa: S314 (poppler made it a moment ago)
    return [_sheet(each) for each in tree.iter(f"{XHTML}page")]


def pictures_on(folder: Path) -> int:
    """How many pictures `printed` left on its sheets: one that was cut through counts twice."""
    command = ["pdfimages", "-list", folder / "printed.pdf"]
    listed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return sum(1 for line in listed.splitlines() if re.match(r"\s*\d+\s+\d+\s+image", line))


def _sheet(page: ElementTree.Element) -> Sheet:
    lines = sorted(page.iter(f"{XHTML}line"), key=lambda line: float(line.attrib["yMax"]))
    *above, last = lines
    boxes = [[float(line.attrib[side]) for side in ("xMin", "yMin", "xMax", "yMax")] for line in lines]
    ink = tuple(least(each) for least, each in zip((min, min, max, max), zip(*boxes, strict=True), strict=True))
    size = [float(page.attrib[side]) for side in ("width", "height")]
    return Sheet(*size, ink, [_words(line) for line in above], _words(last))  # type: ignore[arg-type]


def _words(line: ElementTree.Element) -> str:
    return " ".join(word.text or "" for word in line.iter(f"{XHTML}word"))
