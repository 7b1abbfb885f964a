"""Help stands at the same place on each page, and is written for the page that one is on."""

from pathlib import Path

import pytest

from tests.look.sheet import ROOT

TEMPLATES = ROOT / "templates"
# Pages that say all there is to say in a few lines of their own.
SHORT = {
    "accounts/reset_link.html",
    "accounts/source.html",
    "accounts/welcome.html",
    "errors/not_here.html",
    "errors/refused.html",
    "errors/send_again.html",
    "newsletters/article_taken_back.html",
    "newsletters/claim_taken_back.html",
    "spaces/first_done.html",
    "spaces/new_done.html",
    "threads/put_away.html",
}
PAGES = sorted(
    str(path.relative_to(TEMPLATES))
    for path in TEMPLATES.rglob("*.html")
    if path.parent != TEMPLATES and '{% extends "layout.html" %}' in path.read_text(encoding="utf-8")
)


def help_of(name: str) -> str:
    """The help block of a template, empty where it has none."""
    text = Path(TEMPLATES / name).read_text(encoding="utf-8")
    return text.partition("{% block help %}")[2].partition("{% endblock %}")[0].strip()


@pytest.mark.parametrize("name", sorted(set(PAGES) - SHORT))
def test_each_page_has_help_of_its_own(name: str) -> None:
    assert help_of(name).startswith("<p>{{ _("), f"{name} wants two plain sentences in its help block"


def test_the_pages_without_help_are_few_and_still_there() -> None:
    assert set(PAGES) >= SHORT
    assert [name for name in SHORT if help_of(name)] == []
