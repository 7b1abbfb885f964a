"""One page of every template, in each language, before the Nu checker: what a browser forgives is a fault here."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.look.taken import Pages

ROOT = Path(__file__).parents[2]
WITHIN = 300
# Warnings that are no faults here; any other one, and every error, is.
ACCEPTED = (
    # A note and a post are whole by themselves, and nobody gives them a heading.
    "Article lacks heading.",
    # One field alone in its part of a form: its label says what it is.
    "Section lacks heading.",
    # The style page shows pages of papers.
    "Consider using the “h1” element as a top-level heading only",
    # People write in their own language, whatever the page around it speaks; their words are marked with it.
    "This document appears to be written in",
)


@pytest.fixture(scope="session")
def checker() -> str:
    """Where the checker lies; fetched the first time."""
    fetched = subprocess.run([ROOT / ".ci" / "nu"], capture_output=True, text=True, timeout=WITHIN, check=False)
    if fetched.returncode:
        pytest.fail(fetched.stderr.strip(), pytrace=False)
    return fetched.stdout.strip()


def messages_about(checker: str, folder: Path) -> list[dict[str, Any]]:
    """What the checker has against the files of a folder: a start takes seconds, so it is started once."""
    command = ["java", "-Xss4m", "-jar", checker, "--stdout", "--exit-zero-always", "--format", "json", str(folder)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=WITHIN, check=True)
    found: list[dict[str, Any]] = json.loads(ended.stdout)["messages"]
    return [message for message in found if not message["message"].startswith(ACCEPTED)]


def said(message: dict[str, Any]) -> str:
    """One message with its place, as a person would look for it."""
    page = message.get("url", "").rpartition("/")[2]
    place = f"{page}:{message.get('lastLine', '')}"
    return f"{message.get('subType') or message['type']}: {place}: {message['message']} [{message.get('extract', '')}]"


def test_the_checker_finds_no_error_on_any_template_in_any_language_but_in_the_page_that_has_one(
    checker: str, all_pages: dict[str, Pages], tmp_path: Path
) -> None:
    for language, pages in all_pages.items():
        for template, page in pages.one_of_each().items():
            (tmp_path / f"{template.replace('/', '.')}-{language}.html").write_bytes(page.answer[2])
    (tmp_path / "faulty.html").write_text("<!doctype html><html lang=en><title>A page</title><p><div></p></div>")
    told = messages_about(checker, tmp_path)
    assert any(message["type"] == "error" for message in told if message["url"].endswith("/faulty.html"))
    assert [said(message) for message in told if not message["url"].endswith("/faulty.html")] == []
