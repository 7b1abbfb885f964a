"""Joins the lines of a paragraph that a mail program broke at some width, for screens have widths of their own."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from coordinator.desk.imports.mail_lines import Line

# Mail programs break lines at 60 to 80 letters; what is longer was broken by nobody.
NARROWEST, WIDEST = 55, 82
_LEAST_WORDS = 4

_PROSE = re.compile(r"^[^\W_][^<>{}|\\=;]*$|^[\"'“”‘’«»„(¿¡][^\W_]")
_NUMBERED = re.compile(r"^\w{1,3}[.)]\s")


def unwrapped(lines: Iterable[Line]) -> Iterator[Line]:
    """The same lines, but paragraphs of prose that were broken at one width on one line each.

    Only what stands in the same quote is joined; lists, code, verses and signatures stay as they are.
    """
    for (depth, is_blank), group in groupby(lines, key=lambda line: (line.depth, not line.text.strip())):
        texts = [line.text for line in group]
        if not is_blank and len(texts) > 1 and _is_prose(texts):
            texts = list(_joined(texts))
        yield from (Line(depth, text) for text in texts)


def _is_prose(texts: Sequence[str]) -> bool:
    """Whether each line could be one of sentences, and most have words enough for one."""
    wordy = sum(len(text.split()) >= _LEAST_WORDS for text in texts)
    fits = NARROWEST <= max(map(len, texts)) <= WIDEST
    return fits and wordy * 2 > len(texts) and all(_PROSE.match(text) and not _NUMBERED.match(text) for text in texts)


def _joined(texts: Sequence[str]) -> Iterator[str]:
    """Lines joined wherever the first word of the next one would not have fitted."""
    width = max(map(len, texts))
    waiting = texts[0]
    for before, text in pairwise(texts):
        if len(before) + 1 + len(text.split()[0]) > width:
            waiting = f"{waiting} {text}"
        else:
            yield waiting
            waiting = text
    yield waiting
