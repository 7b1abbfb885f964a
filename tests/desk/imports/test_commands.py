"""The import commands: what they print, with which status, for people and for scripts."""

import json
from pathlib import Path

import pytest
from cast import Cast
from click.testing import CliRunner, Result

from coordinator import db
from coordinator.cli import program
from coordinator.config import Settings
from coordinator.spaces.models import Line, LineOpening
from tests.desk.imports.mails import ENVELOPE, mail, mbox


@pytest.fixture
def instance(cast: Cast, settings: Settings) -> Path:
    """An instance with the two cities and a line in each."""
    Line.create(space=cast.boston, slug="heat", name="Warm rooms")
    buses = Line.create(space=cast.chicago, slug="buses", name="Buses")
    LineOpening.create(line=buses, space=cast.boston)
    Line.create(space=cast.chicago, slug="hidden", name="Hidden")
    db.close_all()
    return settings.instance


def coordinator(instance: Path, *arguments: object) -> Result:
    return CliRunner().invoke(program, ["--instance", str(instance), *(str(argument) for argument in arguments)])


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "winter.txt"
    path.write_text("The heaters\n\nThey were cold.\n")
    return path


@pytest.mark.parametrize("author", ["Robin", "robin", "robin-oak-lamp"])
def test_import_report_answers_scripts_with_id_words_and_sections(instance: Path, text: Path, author: str) -> None:
    answer = coordinator(instance, "import", "report", text, "--space", "boston", "--author", author, "--json")
    found = json.loads(answer.stdout)
    assert sorted(found) == ["id", "sections", "words"]
    assert (found["words"], found["sections"], answer.exit_code) == (5, 1, 0)


def test_import_report_tells_a_person_where_it_is(instance: Path, text: Path) -> None:
    answer = coordinator(instance, "import", "report", text, "--space", "boston", "--author", "Robin")
    assert "“The heaters” is a draft of Robin: 1 sections, 5 words, at /reports/" in answer.stdout


def test_import_mbox_answers_scripts_with_four_numbers(instance: Path, tmp_path: Path) -> None:
    path = mbox(tmp_path, mail(number=1), mail(number=2, answers=[1]))
    arguments = ("import", "mbox", path, "--space", "boston", "--line", "buses", "--json")
    assert json.loads(coordinator(instance, *arguments).stdout) == {
        "messages": 2,
        "posts": 2,
        "threads": 1,
        "skipped": 0,
    }
    assert json.loads(coordinator(instance, *arguments).stdout) == {
        "messages": 2,
        "posts": 0,
        "threads": 0,
        "skipped": 2,
    }


def test_import_mbox_says_which_mails_were_skipped_and_why(instance: Path, tmp_path: Path) -> None:
    path = tmp_path / "list.mbox"
    path.write_bytes(ENVELOPE + mail() + b"\n" + (ENVELOPE + b"\nonly a text\n\n") * 30)
    answer = coordinator(instance, "import", "mbox", path, "--space", "boston")
    assert answer.exit_code == 0, answer.output
    assert answer.stdout == "31 mails read: 1 posts in 1 new threads, 30 mails skipped.\n"
    assert "Mail 2 was skipped. Its header is missing" in answer.stderr
    assert "10 more were skipped" in answer.stderr


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--space", "nowhere", "--author", "Robin"), "There is no space nowhere. There are: boston, chicago."),
        (("--space", "boston", "--author", "Maple"), "Nobody in boston goes by Maple"),
        (("--space", "boston", "--author", "maple-oak-lamp"), "Nobody in boston goes by maple-oak-lamp"),
    ],
)
def test_a_wrong_name_is_one_clear_line(instance: Path, text: Path, options: tuple[str, ...], sentence: str) -> None:
    answer = coordinator(instance, "import", "report", text, *options)
    assert answer.exit_code == 1
    assert answer.stderr.startswith(f"Error: {sentence}")
    assert answer.stderr.count("\n") == 1


@pytest.mark.parametrize("line", ["nowhere", "hidden"])
def test_a_line_that_is_not_open_to_the_space_does_not_exist(instance: Path, tmp_path: Path, line: str) -> None:
    answer = coordinator(instance, "import", "mbox", mbox(tmp_path, mail()), "--space", "boston", "--line", line)
    assert answer.exit_code == 1
    assert answer.stderr.endswith(f"The space boston has no line {line}. It has: buses, heat.\n")


@pytest.mark.parametrize("command", [("report", "--author", "Robin"), ("mbox",)])
@pytest.mark.parametrize("content", [None, b"", b"\x89PNG\r\n\x00\x00\xff"])
def test_a_file_that_cannot_be_taken_is_one_clear_line(
    instance: Path, tmp_path: Path, command: tuple[str, ...], content: bytes | None
) -> None:
    path = tmp_path / "file"
    if content is not None:
        path.write_bytes(content)
    answer = coordinator(instance, "import", *command, path, "--space", "boston", "--json")
    assert (answer.exit_code, answer.stdout) == (1, "")
    assert answer.stderr.startswith("Error: ")
    assert answer.stderr.count("\n") == 1
