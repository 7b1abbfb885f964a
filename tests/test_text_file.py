"""A file is read whatever its encoding, and refused in one clear sentence when it is no text."""

from pathlib import Path

import pytest

from coordinator.errors import Invalid
from coordinator.text_file import read_text_file

TEXT = "Qué hicimos – “nada”\nEl frío siguió.\n"


def written(folder: Path, data: bytes) -> Path:
    path = folder / "report.txt"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_a_text_is_read_in_whatever_encoding_it_was_saved(tmp_path: Path, encoding: str) -> None:
    assert read_text_file(written(tmp_path, TEXT.encode(encoding))) == TEXT


def test_every_kind_of_line_end_is_a_line_end(tmp_path: Path) -> None:
    data = "one\r\ntwo\rthree\u2028four\x0cfive".encode()
    assert read_text_file(written(tmp_path, data)).split("\n") == ["one", "two", "three", "four", "five"]


def test_a_stray_control_character_is_left_out(tmp_path: Path) -> None:
    text = "One bell\x07 rang." + " And nobody came." * 20
    assert read_text_file(written(tmp_path, text.encode())) == text.replace("\x07", "")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "is empty"),
        (b" \r\n\t\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"text with\x00 an empty character in it", "is not text"),
        (bytes(range(256)) * 40, "is not text"),
        (bytes(range(1, 256)) * 40, "is not text"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" * 9, "is not text"),
        (b"PK\x03\x04 and the rest of a word processor's file", "office file"),
        (b"%PDF-1.7 and the rest", "office file"),
        (b"a" * (2 * 1024 * 1024 + 1), "larger than 2 MB"),
    ],
)
def test_a_file_that_is_no_text_is_refused_with_one_sentence(tmp_path: Path, data: bytes, sentence: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_text_file(written(tmp_path, data))
    assert sentence in refused.value.sentence


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "nothing.txt", tmp_path):
        with pytest.raises(Invalid) as refused:
            read_text_file(path)
        assert "cannot be read" in refused.value.sentence
