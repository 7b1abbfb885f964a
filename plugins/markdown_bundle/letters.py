"""Takes runs of text apart into letters, each with its styles, and settles what blanks and code belong to."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from coordinator.plugin_contract import Span

STYLES = ("struck", "strong", "emphasis")
_BLANKS = (" ", "\n")
# No text has them: control characters, and halves of characters.
_NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
# What the templates of a website would take for a command of theirs, even in code.
TEMPLATE_MARK = re.compile(r"\{[{%#]")
_PLAIN_ADDRESS = re.compile(r"(?:https?://|mailto:)[\w.~:/?#@!$&'()*+,;=%-]+", re.ASCII)
_BACKTICKS = re.compile(r"`+")


@dataclass(frozen=True)
class Letter:
    """One character with its styles, or with `source` a whole piece that is written in its own way."""

    text: str
    styles: frozenset[str] = frozenset()
    link: str = ""
    source: str = ""


def letters_of(spans: Iterable[Span], *, is_one_line: bool = False) -> list[Letter]:
    """The letters of the spans; code and addresses that are their own words are one piece each."""
    letters = [letter for span in spans for letter in _of_span(span, is_one_line)]
    with_code = [piece for run in _runs(_settled(letters), _code) for piece in _as_code(run, is_one_line)]
    return [piece for run in _runs(with_code, lambda letter: letter.link) for piece in _as_address(run)]


def as_text(text: str) -> str:
    """The text without what no text has, a tab as a blank."""
    return _NO_TEXT.sub("", text).replace("\t", " ")


def _of_span(span: Span, is_one_line: bool) -> Iterator[Letter]:
    if span.note:
        yield Letter("\ufffc", source=f"[^{span.text}]")
        return
    styles = frozenset(name for name in ("code", *STYLES) if getattr(span, name))
    text = as_text(span.text)
    for letter in text.replace("\n", " ") if is_one_line else text:
        yield Letter(letter, styles, span.link)


def _runs(letters: list[Letter], key: Callable[[Letter], object]) -> list[list[Letter]]:
    return [list(run) for _key, run in groupby(letters, key)]


def _settled(letters: list[Letter]) -> list[Letter]:
    """Blanks in the styles that both their neighbours have: a mark must not stand beside a blank that it encloses."""
    runs = _runs(letters, lambda letter: letter.text in _BLANKS)
    settled: list[Letter] = []
    for place, run in enumerate(runs):
        if run[0].text in _BLANKS:
            before = runs[place - 1][-1] if place else Letter("")
            after = runs[place + 1][0] if place + 1 < len(runs) else Letter("")
            run = _between(before, after, run)
        settled.extend(run)
    return settled


def _between(before: Letter, after: Letter, blanks: list[Letter]) -> list[Letter]:
    styles = before.styles & after.styles
    if any(blank.text == "\n" for blank in blanks):
        # Code has no line breaks: it ends before one and begins anew after it.
        styles -= {"code"}
    link = before.link if before.link == after.link else ""
    return [replace(blank, styles=styles, link=link) for blank in blanks]


def _code(letter: Letter) -> object:
    return (letter.styles, letter.link) if "code" in letter.styles else None


def _as_code(run: list[Letter], is_one_line: bool) -> list[Letter]:
    if "code" not in run[0].styles:
        return run
    text = "".join(letter.text for letter in run)
    styles = run[0].styles - {"code"}
    # A table ends a cell even within code, and templates look into it: such code is ordinary text.
    if TEMPLATE_MARK.search(text) or (is_one_line and "|" in text):
        return [replace(letter, styles=styles) for letter in run]
    fence = "`" * (max((len(found) for found in _BACKTICKS.findall(text)), default=0) + 1)
    room = " " if text.startswith("`") or text.endswith("`") else ""
    return [Letter(text, styles, run[0].link, f"{fence}{room}{text}{room}{fence}")]


def _as_address(run: list[Letter]) -> list[Letter]:
    """A link whose words are its address, as that address between angle brackets."""
    link = run[0].link
    text = "".join(letter.text for letter in run)
    is_plain = len({letter.styles for letter in run}) == 1 and not any(letter.source for letter in run)
    if not is_plain or text not in (link, link.removeprefix("mailto:")) or not _PLAIN_ADDRESS.fullmatch(link):
        return run
    return [Letter(text, run[0].styles, "", f"<{text}>")]
