"""The documents lead somewhere: pictures, links and headings are there, and quoted words stand on the pages."""

import re
from itertools import chain
from pathlib import Path

import pytest

from coordinator.translating import messages, written

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "docs" / "pictures"
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("deploy/*.md")])
LINK = re.compile(r"\]\(([^)\s]+)\)")
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
CODE = re.compile(r"^```.*?^```|`[^`\n]*`", re.DOTALL | re.MULTILINE)
HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)
ALL_PICTURES_TOGETHER = 1_500_000


def links_of(document: Path) -> list[str]:
    """Where the links and pictures of a document lead inside this repository."""
    found = LINK.findall(CODE.sub("", document.read_text(encoding="utf-8")))
    return [link for link in found if not re.match(r"[a-z]+:", link)]


def anchors_of(document: Path) -> set[str]:
    """The headings of a document as links name them: small letters, hyphens for blanks, no other marks."""
    text = re.sub(r"^```.*?^```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    plain = (re.sub(r"[`*]", "", heading).strip().lower() for heading in HEADING.findall(text))
    return {re.sub(r"[^\w\- ]", "", heading).replace(" ", "-") for heading in plain}


def leads_nowhere(document: Path, link: str) -> bool:
    """Whether the file, or the heading in it, is missing."""
    name, _sign, anchor = link.partition("#")
    target = (document.parent / name).resolve() if name else document
    return not target.exists() or bool(anchor and anchor not in anchors_of(target))


def labels(language: str) -> set[str]:
    """Everything that the program says, in a language."""
    if language == "en":
        return set(chain.from_iterable(_forms(message.id) for message in messages()))
    return set(chain.from_iterable(_forms(message.string) for message in written(language)))


def _forms(said: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else tuple(said or ())


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_and_every_picture_is_there(document: Path) -> None:
    assert [link for link in links_of(document) if leads_nowhere(document, link)] == []


def test_every_picture_is_shown_somewhere_and_all_are_small() -> None:
    shown = {(document.parent / link).resolve() for document in DOCUMENTS for link in links_of(document)}
    pictures = set(PICTURES.iterdir())
    assert {path.name for path in pictures - shown} == set()
    assert sum(path.stat().st_size for path in pictures) < ALL_PICTURES_TOGETHER


@pytest.mark.parametrize(
    ("name", "language"),
    [("using.md", "en"), ("using.es.md", "es"), ("newsletter.md", "en"), ("newsletter.es.md", "es")],
)
def test_words_in_bold_stand_in_the_program(name: str, language: str) -> None:
    text = CODE.sub("", (ROOT / "docs" / name).read_text(encoding="utf-8"))
    quoted = {" ".join(words.split()) for words in BOLD.findall(text)}
    assert len(quoted) > 50
    assert quoted - labels(language) == set()
