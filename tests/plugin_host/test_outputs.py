"""What a plugin wrote is looked at before anybody gets it."""

import pytest

from coordinator.plugin_contract import ExportedFile
from coordinator.plugin_host import outputs
from coordinator.plugin_host.outputs import fault_of
from tests.plugin_host.papers import pdf

PDF = ExportedFile("first.pdf", "application/pdf", pdf())


def test_a_file_that_is_what_it_says_is_taken() -> None:
    texts = ExportedFile("edition-12 (part 1).txt", "text/plain", "¡Sí!\r\n\tعدد\n".encode())
    assert str(fault_of([PDF, texts])) == ""


@pytest.mark.parametrize(
    "name",
    [
        "../a.pdf",
        "a/b.pdf",
        "a\\b.pdf",
        ".a.pdf",
        "",
        "a\n.pdf",
        "a\u202efdp.pdf",
        "-rf.pdf",
        "a.pdf ",
        "x" * 130 + ".pdf",
    ],
)
def test_a_name_that_could_lead_elsewhere_is_refused(name: str) -> None:
    assert "file name" in str(fault_of([ExportedFile(name, PDF.media_type, PDF.content)]))


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (ExportedFile("a.pdf", "application/pdf", b"<html>"), "not what it says"),
        (ExportedFile("a.html", "application/pdf", b"%PDF-"), "named otherwise"),
        (ExportedFile("a.png", "image/png", b"GIF89a"), "not what it says"),
        (ExportedFile("a.txt", "text/plain", b"\x00\x01"), "not what it says"),
        (ExportedFile("a.txt", "text/plain", b"\xff\xfe"), "not what it says"),
        (ExportedFile("a.txt", "text/plain", b""), "empty"),
        (ExportedFile("a.exe", "application/x-msdownload", b"MZ"), "a kind that is not taken"),
        (ExportedFile("a.svg", "image/svg+xml", b"<svg>"), "a kind that is not taken"),
    ],
)
def test_a_file_that_is_something_else_is_refused(file: ExportedFile, said: str) -> None:
    assert said in str(fault_of([PDF, file]))


def test_two_files_of_one_name_are_refused() -> None:
    assert "same name" in str(fault_of([PDF, ExportedFile("First.PDF", PDF.media_type, PDF.content)]))


def test_too_many_files_are_refused() -> None:
    files = [ExportedFile(f"{number}.pdf", PDF.media_type, PDF.content) for number in range(outputs.MOST_FILES + 1)]
    assert "more than 100 files" in str(fault_of(files))


def test_too_much_is_refused() -> None:
    half = ExportedFile("a.pdf", PDF.media_type, b"%PDF-" + bytes(outputs.MOST_BYTES // 2))
    other = ExportedFile("b.pdf", PDF.media_type, half.content)
    assert "more than 32 MB" in str(fault_of([half, other]))
