"""Writes the lines of a mail as Markdown that shows what was written, quotes as quotes and signs as signs."""

import re
from collections.abc import Iterable, Iterator

from coordinator.desk.imports.mail_lines import Line
from coordinator.desk.imports.pieces import split_text

_LONGEST_LINE = 4_000

# Some mailers write an address of the web twice: as it was typed, and as the link that it made.
_TWICE = re.compile(r"(https?://\S+)\s*<\1/?>")

# What Markdown would take for its own signs: each gets a backslash, so that configuration files and code survive.
_SIGNS = re.compile(
    r"\\(?=[!-/:-@\[-`{-~]|$)"  # a backslash that would vanish
    r"|`"
    r"|(?<=\S)\*|\*(?=\S)"  # emphasis, but no bullet
    r"|(?<![^\W_])_|_(?![^\W_])"  # emphasis, but no name such as mod_proxy
    r"|~(?=~)|(?<=~)~"
    r"|\](?=\()"  # links
    r"|^(?=[^|]*\|)[\s|:-]+$"  # the second line of a table, which drops what its first has no room for
    r"|<(?=[A-Za-z][A-Za-z0-9+.-]*:)"  # addresses in angle brackets lose them
    r"|&(?=#?\w+;)"
    r"|^\s*[#>]"
    r"|^\s*\d+[.)](?=\s|$)"  # numbers, which a list would count anew
)
_RULE = re.compile(r"^[-=]{2,}$")


def to_markdown(lines: Iterable[Line]) -> str:
    """The lines as Markdown: those of depth 2 begin with `> > `, and where a quote ends a blank line stands."""
    return "\n".join(_written(lines)).strip("\n")


def _written(lines: Iterable[Line]) -> Iterator[str]:
    before = Line(0, "")
    for line in lines:
        # Without a blank line a rule would turn the line above it into a heading or a table.
        if before.text and line.text and (line.depth < before.depth or _RULE.match(line.text)):
            yield _quoted(Line(line.depth, ""))
        if line.text or before.text:
            for text in split_text(line.text, _LONGEST_LINE):
                yield _quoted(Line(line.depth, escaped(text)))
        before = line


def _quoted(line: Line) -> str:
    return ("> " * line.depth + line.text).rstrip()


def escaped(text: str) -> str:
    """One line of text with a backslash before each sign that Markdown would take for its own."""
    return _SIGNS.sub(lambda match: f"{match[0][:-1]}\\{match[0][-1]}", _TWICE.sub(r"\1", text))
