"""Forms for long texts: what the marks look like stands beside the box, and own words run as they are typed."""

import re
from pathlib import Path

import pytest
from cast import NAMESPACE, Cast
from html5lib import parse

from coordinator import markup
from coordinator.reports import actions as reports
from coordinator.threads.actions.writing import open_thread

TEMPLATES = Path(markup.__file__).parent / "templates"
SUMMARY = "Bold, lists, links: how to type them"
BOX = re.compile(r"<(?:textarea|input(?![^>]*type=\"(?:hidden|checkbox|radio|number|file|password|date)\"))\b[^>]*>")
# Numbers and sign-in names, and a drawing of a form in a comment.
NO_WORDS = ('class="place"', 'class="narrow"', 'class="hidden"')


@pytest.fixture
def forms(cast: Cast) -> list[str]:
    """The pages on which Heron writes a long text."""
    heron, boston = cast.heron.reader, cast.boston.id
    report = f"/reports/{reports.start_report(heron, boston, 'A title', 'Words.').public_id}"
    note = reports.write_note(heron, boston, "It was cold.")
    thread = open_thread(heron, boston, "A question", "Words.")
    return [
        "/s/boston/notes/new", f"/notes/{note.public_id}/edit", "/s/boston/reports/new", f"{report}/sections/1",
        f"{report}/sections/new", f"{report}/sections/new?kind=situation", "/s/boston/threads/new",
        f"/threads/{thread.public_id}", f"/threads/{thread.public_id}/reply", "/s/boston/newsletter/articles/new",
        "/s/boston/settings",
    ]  # fmt: skip


def test_each_long_form_says_how_marks_are_typed(cast: Cast, forms: list[str]) -> None:
    assert [path for path in forms if cast.heron.page(path).count(SUMMARY) != 1] == []


def test_each_long_form_has_its_button_at_the_thumb(cast: Cast, forms: list[str]) -> None:
    # A thread is read first: its form is short, and comes last.
    pages = {path: cast.heron.page(path) for path in forms if path.endswith("/reply") or "/threads/" not in path}
    assert [path for path, page in pages.items() if 'class="form-actions sticky"' not in page] == []


def test_what_the_help_shows_is_what_the_marks_do(cast: Cast) -> None:
    tree = parse(cast.heron.page("/s/boston/notes/new"))
    help_ = next(each for each in tree.iter(f"{NAMESPACE}dl") if "disclosed" in each.get("class", ""))
    typed = ["".join(each.itertext()) for each in help_.iter(f"{NAMESPACE}dt")]
    shown = [[child.tag.removeprefix(NAMESPACE) for child in each] for each in help_.iter(f"{NAMESPACE}dd")]
    assert len(typed) == 6
    for mark, tags in zip(typed, shown, strict=True):
        made = markup.render(mark.replace("…", "example.org"))
        assert all(f"<{tag}>" in made for tag in tags), mark
    (link,) = (each for each in typed if "](" in each)
    assert "<a " in markup.render(link.replace("…", "example.org"))


def test_own_words_run_in_their_own_direction() -> None:
    bare = [
        f"{path.relative_to(TEMPLATES)}: {box}"
        for path in sorted(TEMPLATES.rglob("*.html"))
        for box in BOX.findall(re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL))
        if 'dir="auto"' not in box and not any(each in box for each in NO_WORDS)
    ]
    assert bare == []
