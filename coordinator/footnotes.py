"""Footnotes in Markdown: `[^1]` in a text and a line `[^1]: the note` somewhere in it.

The notes stand below the text as `<ol class="notes">`, numbered as their marks follow one another, each of which is
`<sup>1</sup>`. A mark without a note, a note without a mark, a second note of the same name, and marks in notes and in
the words of links stay as they were typed. A note goes on to the next blank line, as a paragraph does.
"""

import re
from collections.abc import Iterable
from typing import Any

_NAME = r"\[\^([^\[\]^\s]{1,32})\]"
_MARK = re.compile(_NAME)
_NOTE = re.compile(rf"{_NAME}:[ \t]*(?=\S)")
_NOTE_LINE = re.compile(rf"^[ \t>]*{_NAME}:[ \t]*(?=\S)", re.MULTILINE)
_BETWEEN = re.compile(r"^:\s*")
_LIST = re.compile(r'<ol class="notes">(.*?)</ol>', re.DOTALL)
_SHOWN_MARK = re.compile(r" *<sup>(\d+)</sup>")


def teach(parser: Any) -> None:
    """Have a Markdown parser read footnotes."""
    parser.block.ruler.before("paragraph", "footnote", _read_note, {"alt": ["paragraph", "reference", "blockquote"]})
    parser.inline.ruler.before("link", "footnote_mark", _read_mark)
    parser.core.ruler.push("footnotes", _gather)


def _read_note(state: Any, start: int, end: int, silent: bool) -> bool:
    """A block: the lines of a note, kept with its name before it until all marks are known."""
    first = state.bMarks[start] + state.tShift[start]
    found = _NOTE.match(state.src, first, state.eMarks[start])
    if found is None or state.sCount[start] < 0:
        return False
    if silent:
        return True
    state.line = _end_of_note(state, start, end)
    opening = state.push("note_open", "li", 1)
    opening.info = found.group(1)
    inline = state.push("inline", "", 0)
    inline.content = state.getLines(start, state.line, state.blkIndent, False).strip()
    inline.children = []
    inline.map = opening.map = [start, state.line]
    state.push("note_close", "li", -1)
    state.env.setdefault("footnotes", set()).add(found.group(1))
    return True


def _end_of_note(state: Any, start: int, end: int) -> int:
    """The line before which a paragraph would end."""
    ending = state.md.block.ruler.getRules("paragraph")
    before, state.parentType = state.parentType, "paragraph"
    line = start + 1
    while line < end and not state.isEmpty(line) and not any(rule(state, line, end, True) for rule in ending):
        line += 1
    state.parentType = before
    return line


def _read_mark(state: Any, silent: bool) -> bool:
    # What looks ahead looks for the end of a link, and takes whole marks for links inside it.
    if silent or state.linkLevel:
        return False
    found = _MARK.match(state.src, state.pos, state.posMax)
    if found is None or found.group(1) not in state.env.get("footnotes", ()):
        return False
    state.push("footnote", "", 0).meta["name"] = found.group(1)
    state.pos = found.end()
    return True


def _gather(state: Any) -> None:
    """Number the marks that have a note, and put the notes below everything else."""
    if "footnotes" not in state.env:
        return
    text, notes = _parted(state.tokens)
    numbers = _numbered(text)
    kept = [notes[name] for name in numbers]
    for note in notes.values():
        _as_typed(note[1].children)
    text = _without_notes(state.tokens, {id(token) for note in kept for token in note})
    state.tokens = [*text, *_list_of(kept)]


def _parted(tokens: list[Any]) -> tuple[list[Any], dict[str, list[Any]]]:
    """What is no note, and the three tokens of the first note of each name."""
    text: list[Any] = []
    notes: dict[str, list[Any]] = {}
    for place, token in enumerate(tokens):
        if token.type == "note_open":
            note = tokens[place : place + 3]
            if notes.setdefault(token.info, note) is not note:
                _as_typed(note[1].children)
        elif token.type == "inline" and tokens[place - 1].type != "note_open":
            text.append(token)
    return text, notes


def _numbered(text: Iterable[Any]) -> dict[str, int]:
    """The number of each name that is marked in the text, in the order of the marks, which become raised numbers."""
    numbers: dict[str, int] = {}
    for token in (each for inline in text for each in inline.children if each.type == "footnote"):
        number = numbers.setdefault(token.meta["name"], len(numbers) + 1)
        token.type, token.content = "html_inline", f"<sup>{number}</sup>"
    return numbers


def _as_typed(children: Iterable[Any]) -> None:
    for token in children:
        if token.type == "footnote":
            token.type, token.content = "text", f"[^{token.meta['name']}]"


def _without_notes(tokens: Iterable[Any], kept: set[int]) -> list[Any]:
    """The text without the notes below it; a note that stays is a paragraph, a quote that held nothing else is gone."""
    left: list[Any] = []
    for token in tokens:
        is_emptied = left and left[-1].meta.get("held_a_note") and left[-1].nesting == 1
        if id(token) in kept or (is_emptied and token.nesting == -1):
            if id(token) not in kept:
                left.pop()
            if left and left[-1].nesting == 1:
                left[-1].meta["held_a_note"] = True
            continue
        if token.type in ("note_open", "note_close"):
            token.type, token.tag = token.type.replace("note", "paragraph"), "p"
        left.append(token)
    return left


def _list_of(notes: list[list[Any]]) -> list[Any]:
    if not notes:
        return []
    first, last = notes[0][0], notes[0][2]
    for _opening, inline, _closing in notes:
        # The name and the colon behind it stood before the note.
        del inline.children[0]
        inline.children[0].content = _BETWEEN.sub("", inline.children[0].content)
    opening = first.copy(type="ordered_list_open", tag="ol", attrs={"class": "notes"}, level=0, info="")
    closing = last.copy(type="ordered_list_close", tag="ol", level=0)
    return [opening, *(token for note in notes for token in note), closing]


def has_notes(safe_html: str) -> bool:
    """Whether notes stand below a text."""
    return _LIST.search(safe_html) is not None


def as_words(safe_html: str) -> str:
    """The same HTML with marks as ` [1]` and each note behind its `[1]`."""
    with_notes = _LIST.sub(lambda found: _told(found.group(1)), safe_html)
    return marks_as_words(with_notes)


def marks_as_words(safe_html: str) -> str:
    """The same HTML with marks as ` [1]`, for a passage that leaves its notes behind."""
    return _SHOWN_MARK.sub(r" [\1]", safe_html)


def _told(items: str) -> str:
    first, *notes = items.split("<li>")
    return first + "".join(f"<li>[{number}] {note}" for number, note in enumerate(notes, start=1))


def joined(texts: Iterable[str]) -> str:
    """Several texts as one, with a blank line between them; notes that are called alike get names of their own."""
    parts: list[str] = []
    taken: set[str] = set()
    for place, text in enumerate(texts, start=1):
        names = set(_NOTE_LINE.findall(text))
        again = names & taken
        parts.append(_MARK.sub(lambda found, again=again, place=place: _renamed(found, again, place), text))  # type: ignore[misc]
        taken |= names
    return "\n\n".join(parts)


def _renamed(found: re.Match[str], again: set[str], place: int) -> str:
    name = found.group(1)
    return f"[^{name}-{place}]" if name in again else found.group()
