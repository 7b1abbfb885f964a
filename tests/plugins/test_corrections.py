"""What was wrong with a piece once its number was out stands below it in whatever is made of the number anew."""

import io
import zipfile
from datetime import date

import pytest

from coordinator.plugin_contract import ExportedFile
from tests.plugins.pressroom import made_by, make_article, make_edition, paragraphs, text_of

EDITION = make_edition(
    make_article(
        1,
        paragraphs(2),
        title="The fan",
        corrected="It stood still for nine days,\nnot for eight.",
        corrected_on=date(2026, 11, 30),
    ),
    make_article(2, paragraphs(1, seed=3), title="The gate"),
)


def words_of(file: ExportedFile) -> str:
    """All words of a file in one line, an archive's pages included."""
    if file.content.startswith(b"%PDF"):
        text = text_of(file.content)
    elif file.content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(file.content)) as packed:
            text = " ".join(packed.read(name).decode("utf-8", "ignore") for name in packed.namelist())
    else:
        text = file.content.decode()
    return " ".join(text.split())


@pytest.mark.parametrize(
    "plugin", ["print_pdf", "booklet", "epub", "messenger_text", "email", "web_page", "markdown_bundle"]
)
def test_a_correction_stands_in_it(plugin: str) -> None:
    said = [words_of(file) for file in made_by(plugin, EDITION).values()]
    shown = [text for text in said if "not for eight" in text]
    assert shown and all("nine days, not for eight" in text for text in shown)
