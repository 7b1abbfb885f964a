"""Eight pages in two languages: right in every form in which they are handed out, and kept as pictures to look at."""

import re
import shutil
import subprocess
import zipfile
from email import message_from_bytes, policy
from html import unescape
from pathlib import Path

import pytest
from epubcheck import checked
from pypdf import PdfReader

from tests.acceptance import bilingual
from tests.acceptance.journey import Journey

KEPT = Path(__file__).parents[2] / "build" / "looked-at" / "bilingual"
SAID = ("thermometer", "silla", "Lo que aprendimos", "Cómo encontrarnos", "How to reach us")
Files = dict[str, list[Path]]


@pytest.fixture(scope="module")
def files(journey: Journey) -> Files:
    """Every file of the number, by plugin; also kept below build/, with each page as a picture."""
    with journey.cast.app.app_context():
        found = bilingual.hand_out(journey, bilingual.put_out(journey))
    shutil.rmtree(KEPT, ignore_errors=True)
    for plugin, paths in found.items():
        (KEPT / plugin).mkdir(parents=True)
        for path in paths:
            shutil.copy(path, KEPT / plugin / path.name)
            if path.suffix == ".pdf":
                subprocess.run(["pdftoppm", "-png", "-r", "60", path, KEPT / plugin / path.stem], check=True)
    return found


def one(paths: list[Path], pattern: str) -> Path:
    """The one file whose name is like this."""
    (found,) = (path for path in paths if re.search(pattern, path.name))
    return found


def answer_of(*command: object) -> str:
    """What a program says that reads files of this kind."""
    return subprocess.run([str(each) for each in command], check=True, capture_output=True, text=True).stdout


def flat(text: str) -> str:
    """Words with one blank between, hyphens at the ends of lines taken out."""
    return " ".join(re.sub(r"[\u00ad-]\s*\n\s*", "", text).split())


def lacking(text: str) -> list[str]:
    """What should be said and is not."""
    there = flat(text).casefold()
    return [words for words in SAID if words.casefold() not in there]


def test_the_printed_paper_has_eight_pages_and_all_of_both_languages(files: Files) -> None:
    path = one(files["print_pdf"], r"to-read\.pdf$")
    assert len(PdfReader(path).pages) == bilingual.PAGES
    assert lacking(answer_of("pdftotext", path, "-")) == []


@pytest.mark.parametrize("plugin", ["print_pdf", "booklet"])
def test_a_printer_and_a_screen_reader_find_no_fault(files: Files, plugin: str) -> None:
    for path in (path for path in files[plugin] if path.suffix == ".pdf"):
        assert "No syntax or stream encoding errors" in answer_of("qpdf", "--check", path)
        fonts = [line.split() for line in answer_of("pdffonts", path).splitlines()[2:]]
        assert fonts and all(font[-5] == "yes" for font in fonts), path
    read = one(files[plugin], r"to-read\.pdf$")
    assert "Tagged:          yes" in answer_of("pdfinfo", read)


def test_the_booklet_says_the_same(files: Files) -> None:
    assert lacking(answer_of("pdftotext", one(files["booklet"], r"to-read\.pdf$"), "-")) == []


def test_the_mail_carries_both_as_text_and_as_a_page(files: Files) -> None:
    message = message_from_bytes(one(files["email"], r"\.eml$").read_bytes(), policy=policy.default)
    plain, page = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None and page is not None
    assert lacking(plain.get_content()) == []
    assert lacking(unescape(re.sub(r"<[^>]+>", " ", page.get_content()))) == []
    assert 'lang="es"' in page.get_content()


def test_the_book_is_sound_and_says_which_language_is_which(files: Files) -> None:
    path = one(files["epub"], r"\.epub$")
    assert "0 fatals / 0 errors / 0 warnings" in checked(path)
    with zipfile.ZipFile(path) as book:
        pages = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml"))
    assert 'xml:lang="es"' in pages
    assert lacking(unescape(re.sub(r"<[^>]+>", " ", pages))) == []


def test_the_pages_for_the_web_ask_for_nothing_elsewhere(files: Files) -> None:
    with zipfile.ZipFile(one(files["web_page"], r"\.zip$")) as site:
        pages = "".join(site.read(name).decode() for name in site.namelist() if name.endswith(".html"))
    assert lacking(unescape(re.sub(r"<[^>]+>", " ", pages))) == []
    assert re.findall(r'(?:src|srcset)="(?:https?:)?//[^"]*"', pages) == []
    assert "<script" not in pages and 'lang="es"' in pages


def test_the_messenger_and_the_bundle_say_it_all(files: Files) -> None:
    parts = "\n".join(path.read_text() for path in sorted(files["messenger_text"]) if path.suffix == ".txt")
    assert lacking(parts) == []
    with zipfile.ZipFile(one(files["markdown_bundle"], r"\.zip$")) as bundle:
        texts = "\n".join(bundle.read(name).decode() for name in bundle.namelist() if name.endswith(".md"))
    assert lacking(texts) == []
