"""Turns the HTML of a mail into lines of text, with its quotes, lists and links, and without its looks."""

import re
from html import unescape
from html.parser import HTMLParser

from coordinator.desk.imports.mail_lines import Line, quoted_line

# Beyond this size the tags are cut out without looking at them, for a parser may take very long over hostile ones.
MOST_PARSED = 1_000_000

_UNSEEN = {"script", "style", "head", "title", "template", "noscript"}
_APART = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "pre", "hr", "dl"}
_LINE = {"div", "li", "tr", "section", "article", "header", "footer", "address", "dt", "dd", "center", "body", "form"}
_CELL = {"td", "th"}
_TAG = re.compile(r"<!--.*?-->|<[^<>]*>", re.DOTALL)
_SPACE = re.compile(r"[ \t\r\n]+")


def lines_of_html(html: str) -> list[Line]:
    """The lines that a reader of the HTML would see, each with its depth of quoting; links keep their addresses."""
    if len(html) > MOST_PARSED:
        return [quoted_line(line) for line in unescape(_TAG.sub(" ", html)).split("\n")]
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.finished()


class _Reader(HTMLParser):
    """Collects the visible text of a page line by line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[Line] = []
        self.words: list[str] = []
        self.depth = 0
        self.unseen: list[str] = []
        self.preformatted = 0
        self.numbers: list[int] = []
        self.links: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line, a quote, a list item or a link where the tag does."""
        given = {name: value or "" for name, value in attrs}
        if tag in _UNSEEN:
            self.unseen.append(tag)
        elif tag == "br":
            self._end_line(is_forced=True)
        elif tag == "img":
            self.words.append(given.get("alt", ""))
        elif tag == "a":
            self.links.append((given.get("href", ""), len(self.words)))
        else:
            self._start_block(tag, given)

    def handle_endtag(self, tag: str) -> None:
        """End what the tag ends; an end without a beginning changes nothing."""
        if tag in self.unseen:
            del self.unseen[self.unseen.index(tag) :]
        elif tag == "a" and self.links:
            self._end_link(*self.links.pop())
        else:
            self._end_block(tag)

    def handle_data(self, data: str) -> None:
        """Keep visible text: with its line ends where it is preformatted, else with single spaces."""
        if self.unseen:
            return
        if not self.preformatted:
            self.words.append(_SPACE.sub(" ", data))
            return
        first, *others = data.split("\n")
        self.words.append(first)
        for line in others:
            self._end_line(is_forced=True)
            self.words.append(line)

    def finished(self) -> list[Line]:
        """All lines, without more than one blank one at a time."""
        self._end_line()
        before = [Line(0, ""), *self.lines]
        return [line for line, above in zip(self.lines, before, strict=False) if line.text or above.text]

    def _start_block(self, tag: str, given: dict[str, str]) -> None:
        if tag == "blockquote":
            self._end_line()
            self.depth += 1
        elif tag in _APART:
            self._end_line()
            self._blank_line()
        elif tag in _LINE:
            self._end_line()
        elif tag in _CELL and self.words:
            self.words.append("  ")
        self._start_list(tag, given)

    def _start_list(self, tag: str, given: dict[str, str]) -> None:
        if tag in ("ul", "ol"):
            start = given.get("start", "")
            self.numbers.append(0 if tag == "ul" else int(start) if start.isdecimal() and len(start) < 5 else 1)
        elif tag == "li":
            number = self.numbers[-1] if self.numbers else 0
            self.words.append(f"{number}. " if number else "- ")
            if number:
                self.numbers[-1] += 1
        elif tag == "pre":
            self.preformatted += 1

    def _end_block(self, tag: str) -> None:
        if tag == "blockquote" or tag in _APART or tag in _LINE:
            self._end_line()
        if tag in _APART:
            self._blank_line()
        if tag == "blockquote":
            self.depth = max(0, self.depth - 1)
        elif tag in ("ul", "ol") and self.numbers:
            self.numbers.pop()
        elif tag == "pre":
            self.preformatted = max(0, self.preformatted - 1)

    def _end_link(self, address: str, start: int) -> None:
        """Add the link's address behind its text, unless the text shows it."""
        shown = "".join(self.words[start:])
        bare = address.removeprefix("mailto:")
        if address.startswith(("http://", "https://", "mailto:")) and bare.rstrip("/") not in shown:
            self.words.append(f" <{bare}>")

    def _blank_line(self) -> None:
        self.lines.append(Line(self.depth, ""))

    def _end_line(self, is_forced: bool = False) -> None:
        text = "".join(self.words)
        text = text.rstrip() if self.preformatted else _SPACE.sub(" ", text.replace("\xa0", " ")).strip()
        self.words = []
        self.links = [(address, 0) for address, _ in self.links]
        if text or is_forced:
            self.lines.append(quoted_line(text, self.depth))
