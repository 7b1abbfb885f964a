"""Paragraphs that were broken at a width are whole again; what was meant as lines stays lines."""

import pytest

from coordinator.desk.imports.mail_lines import lines_of_text
from coordinator.desk.imports.mail_wrapping import unwrapped

PROSE = """We counted the heaters on every floor last night, and there were twelve
of them, of which four were cold, two were broken, and nobody knew who
had the key to the room with the rest."""


def whole(text: str) -> str:
    return "\n".join("> " * line.depth + line.text for line in unwrapped(lines_of_text(text)))


def test_a_paragraph_that_was_broken_at_a_width_is_one_line() -> None:
    assert whole(PROSE) == PROSE.replace("\n", " ")


def test_a_quoted_paragraph_is_joined_inside_its_quote() -> None:
    quoted = "\n".join(f"> {line}" for line in PROSE.split("\n"))
    assert whole(f"{quoted}\nYes.") == "> " + PROSE.replace("\n", " ") + "\nYes."


@pytest.mark.parametrize(
    "text",
    [
        "Ana\nfrom the night shift\nat gate four",
        "- " + PROSE.replace("\n", "\n- "),
        "1. " + PROSE.replace("\n", "\n2. "),
        "    " + PROSE.replace("\n", "\n    "),
        "listen = 80\n" + PROSE,
        "\n".join(["iQIzBAEBCAAdFiEEMmKgYcQvxMe7tcJcHPApP6U8pFgFAl8AnkQACgkQHPApP6U8"] * 3),
        "First we met and talked about it.\n" + PROSE.split("\n")[0],
        PROSE.replace("\n", "\n\n"),
    ],
)
def test_lines_that_were_meant_as_lines_stay(text: str) -> None:
    assert whole(text) == text


def test_the_end_of_a_paragraph_is_seen_without_a_blank_line() -> None:
    text = f"{PROSE}\nThat was on Monday."
    assert whole(text) == PROSE.replace("\n", " ") + "\nThat was on Monday."
