"""The printed guides: two pages each, in both languages, with every word of their text."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

GUIDES = Path(__file__).parents[2] / "docs/guides"
NAMES = [path.stem for path in sorted(GUIDES.glob("*.md"))]


def _out_of(*command: str | Path) -> str:
    return subprocess.run(list(map(str, command)), check=True, capture_output=True, text=True, timeout=30).stdout


def test_there_is_one_for_members_and_one_for_coordinators_in_both_languages() -> None:
    assert NAMES == ["coordinator.en", "coordinator.es", "member.en", "member.es"]


@pytest.mark.parametrize("name", NAMES)
def test_a_guide_is_printed_on_two_pages_as_its_text_stands_now(name: str) -> None:
    printed = GUIDES / f"{name}-edition-1.pdf"
    assert "Pages:           2" in _out_of("pdfinfo", printed)
    words = re.findall(r"\w+", _out_of("pdftotext", printed, "-"))
    missing = set(re.findall(r"\w+", (GUIDES / f"{name}.md").read_text())) - set(words)
    assert missing == set(), "type make guides after a change of the text"


def test_a_text_becomes_pages_without_a_server(tmp_path: Path) -> None:
    text = tmp_path / "leaflet.md"
    text.write_text("# One thing\n\nWe were twelve.\n\n# Another\n\nWe will be more.\n")
    command = ["-m", "coordinator", "export", "text", text, "--title", "Leaflet", "--set", "fold=flat"]
    said = _out_of(sys.executable, *command, "--to", tmp_path)
    assert said.strip() == str(tmp_path / "leaflet-edition-1.pdf")
    assert "We were twelve." in _out_of("pdftotext", tmp_path / "leaflet-edition-1.pdf", "-")
