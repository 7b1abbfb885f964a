"""Writes the lines of YAML that stand at the head of a Markdown file, so that the strictest reader takes them."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date

Value = str | int | date | Sequence[Mapping[str, str]]

# Surrogates are no text at all.
_NO_TEXT = re.compile("[\ud800-\udfff]")
# What YAML does not print, and what ends a line there.
_NOT_PRINTED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def front_matter(values: Mapping[str, Value]) -> str:
    """The values between two lines of dashes; those that are empty are left out."""
    lines = [line for name, value in values.items() if value not in ("", (), []) for line in _lines(name, value)]
    return "\n".join(["---", *lines, "---", ""])


def _lines(name: str, value: Value) -> list[str]:
    if isinstance(value, str):
        return [f"{name}: {_quoted(value)}"]
    if isinstance(value, int):
        return [f"{name}: {value}"]
    if isinstance(value, date):
        return [f"{name}: {value.isoformat()}"]
    return [f"{name}:", *(line for each in value for line in _entry(each))]


def _entry(values: Mapping[str, str]) -> list[str]:
    said = [f"{name}: {_quoted(value)}" for name, value in values.items() if value]
    return [f"{'-' if not place else ' '} {line}" for place, line in enumerate(f"{each}" for each in said)]


def _quoted(text: str) -> str:
    """The text in double quotes, which say what it is whatever it looks like: no language called `no` becomes false."""
    quoted = json.dumps(_NO_TEXT.sub("", text), ensure_ascii=False)
    return _NOT_PRINTED.sub(lambda found: f"\\u{ord(found.group()):04x}", quoted)
