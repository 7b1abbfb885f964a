"""An article's HTML, made ready for a page of its own: only known tags, headings in order, tables that scroll."""

from html import escape
from html.parser import HTMLParser

_TAGS = {
    "p", "br", "em", "strong", "s", "a", "ul", "ol", "li", "blockquote", "code", "pre", "hr", "table", "thead", "tbody",
    "tr", "th", "td", "sup",
}  # fmt: skip
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_ALONE = {"br", "hr"}
_SILENT = {"script", "style", "template", "title"}


def page_body(html: str, top: int, table_word: str, notes: str = "") -> str:
    """The HTML with its first heading at level `top` and none more than one deeper than the one before.

    Its footnotes and their marks lead to one another by ids that begin with `notes`; without it, nothing has an id.
    """
    writer = _Writer(top, table_word, notes)
    writer.feed(html)
    writer.close()
    return writer.finish()


def rows_of(html: str) -> int:
    """How many elements that HTML consists of, those inside of others not counted."""
    writer = _Writer(1, "", "")
    writer.feed(html)
    writer.close()
    return writer.rows


class _Writer(HTMLParser):
    def __init__(self, top: int, table_word: str, notes: str) -> None:
        super().__init__(convert_charrefs=True)
        self._footnotes = _Footnotes(notes)
        self._top = top
        self._table_word = table_word
        self._last_level = top - 1
        self._highest = 0
        self._open: list[tuple[str, str]] = []
        self._silent = 0
        self._written: list[str] = []
        self.rows = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag in _HEADINGS:
            level = self._level(_HEADINGS[tag])
            self._begin(tag, f"<h{level}>", f"</h{level}>")
        elif tag in _ALONE:
            self.rows += not self._open
            self._written.append(f"<{tag}>")
        elif tag in _TAGS:
            self._begin(tag, *(self._footnotes.around(tag, dict(attrs)) or self._around(tag, dict(attrs))))

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        if any(tag == each for each, _end in self._open):
            while self._open:
                each, end = self._open.pop()
                self._written.append(self._footnotes.at_end(each) + end)
                if each == tag:
                    return

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.rows += bool(not self._open and data.strip())
            self._written.append(self._footnotes.marked(data) or escape(data, quote=False))

    def finish(self) -> str:
        """All that was written, with every tag closed."""
        return "".join(self._written) + "".join(end for _tag, end in reversed(self._open))

    def _begin(self, tag: str, start: str, end: str) -> None:
        self.rows += not self._open
        self._written.append(start)
        self._open.append((tag, end))

    def _around(self, tag: str, attributes: dict[str, str | None]) -> tuple[str, str]:
        if tag == "table":
            label = escape(self._table_word)
            return f'<div class="table" role="group" tabindex="0" aria-label="{label}"><table>', "</table></div>"
        if tag == "a":
            return _link(attributes.get("href") or "")
        start = attributes.get("start") or ""
        if tag == "ol" and start.isascii() and start.isdigit() and len(start) < 7:
            return f'<ol start="{start}">', "</ol>"
        return f"<{tag}>", f"</{tag}>"

    def _level(self, given: int) -> int:
        self._highest = min(self._highest or given, given)
        level = min(self._top + given - self._highest, self._last_level + 1, 6)
        self._last_level = level
        return level


class _Footnotes:
    """The ways from the marks of an article to its notes and back."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._is_in_mark = False
        self._marked: set[str] = set()
        self._note = 0
        self._is_in_notes = False

    def around(self, tag: str, attributes: dict[str, str | None]) -> tuple[str, str] | None:
        """The beginning and the end of a mark, of the notes, or of a note; None for all else."""
        if tag == "sup":
            self._is_in_mark = True
            return "<sup>", "</sup>"
        if tag == "ol" and attributes.get("class") == "notes":
            self._is_in_notes = True
            return '<ol class="notes">', "</ol>"
        if tag == "li" and self._is_in_notes:
            self._note += 1
            return (f'<li id="{self._name}-{self._note}">' if self._name else "<li>"), "</li>"
        return None

    def marked(self, number: str) -> str:
        """The number of a mark, leading to its note; '' elsewhere."""
        if not self._is_in_mark or not self._name or not number.isdecimal():
            return ""
        own = "" if number in self._marked else f' id="{self._name}-mark-{number}"'
        self._marked.add(number)
        return f'<a{own} href="#{self._name}-{number}" role="doc-noteref">{number}</a>'

    def at_end(self, tag: str) -> str:
        """What stands before the end of a tag: in a note, the way back to its first mark."""
        if tag == "sup":
            self._is_in_mark = False
        elif tag == "ol":
            self._is_in_notes = False
        elif tag == "li" and self._is_in_notes and str(self._note) in self._marked:
            where = f"{self._name}-mark-{self._note}"
            return f' <a href="#{where}" role="doc-backlink" aria-label="↑ {self._note}">↑</a>'
        return ""


def _link(address: str) -> tuple[str, str]:
    if not address.lower().startswith(("https://", "http://", "mailto:")):
        return "<span>", "</span>"
    return f'<a href="{escape(address)}" rel="noreferrer">', "</a>"
