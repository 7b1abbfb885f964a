"""Reads what stands in front of a mail's subject: that it answers or passes on, and the mailing list's own tag."""

import re
from collections import Counter
from collections.abc import Iterable

_COUNT = r"\s*(?:\[\d+\]|\(\d+\)|\^\d+)?\s*[:：]\s*"
_ANSWER = re.compile(r"^(?:re|aw|antw|sv|vs|ref|odp|res|rif|ynt|回复|答复)" + _COUNT, re.IGNORECASE)
_PASSED_ON = re.compile(r"^(?:fw|fwd|wg|tr|rv|enc|doorst|转发)" + _COUNT, re.IGNORECASE)
_TAG = re.compile(r"^\[[^\[\]]{1,60}\]\s*")
_AFTERWORD = re.compile(r"\s*\((?:fwd|was:[^()]*)\)\s*$", re.IGNORECASE)


def bare_subject(subject: str) -> str:
    """The subject as two mails of one thread share it: no signs, no tags, no spaces or case to differ in."""
    return " ".join(_AFTERWORD.sub("", _without_front(subject, _TAG)).casefold().split())


def is_answer(subject: str) -> bool:
    """Whether the subject says that the mail answers another (`Re:` and its like in other languages)."""
    while match := _PASSED_ON.match(subject) or _TAG.match(subject):
        subject = subject[match.end() :]
    return bool(_ANSWER.match(subject))


def common_tag(subjects: Iterable[str]) -> str:
    """The tag in square brackets that a mailing list puts in front of most of its subjects; empty if there is none."""
    found = [_TAG.match(_without_front(subject)) for subject in subjects]
    tags = Counter(match[0].strip() for match in found if match)
    tag, times = tags.most_common(1)[0] if tags else ("", 0)
    return tag if times > 1 and times * 2 > len(found) else ""


def title_of(subject: str, tag: str) -> str:
    """The subject as a thread's title: without `Re:` and its like, and without the list's tag."""
    return _without_front(subject, re.compile(re.escape(tag) + r"\s*") if tag else None)


def _without_front(subject: str, also: re.Pattern[str] | None = None) -> str:
    """The subject without the signs in front of it, and without what `also` fits."""
    text = subject.strip()
    while match := _ANSWER.match(text) or _PASSED_ON.match(text) or (also and also.match(text)):
        text = text[match.end() :]
    return text
