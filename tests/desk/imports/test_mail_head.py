"""The header of a mail is read in the many ways in which programs write it."""

from datetime import UTC, datetime

import pytest

from coordinator.desk.imports.mail_head import parse_sender, read_head
from coordinator.desk.imports.mail_words import decoded_header
from coordinator.desk.imports.pen_names import PenNames

ENVELOPE = b"From ana@depot.example Wed Jul  1 05:04:06 2020"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"=?utf-8?q?Fr=C3=ADo?= at the gate", "Frío at the gate"),
        (b"=?ISO-8859-1?Q?Fr=EDo?=\n =?ISO-8859-1?Q?_y_calor?=", "Frío y calor"),
        (b"=?utf-8?b?RnLDrQ==?= =?utf-8?q?o=20?=here", "Frío here"),
        (b"=?utf-8?q?Fr=C3?= =?utf-8?q?=ADo?=", "Frío"),
        (b"=?iso-2022-jp?B?GyRCQ0hLPBsoQg==?=", "暖房"),
        ("Frío".encode("cp1252"), "Frío"),
        (b"=?utf-8?b?broken", "=?utf-8?b?broken"),
        (b"=?no-charset?q?cold?=", "cold"),
        (b"cold\n\tand dark", "cold and dark"),
    ],
)
def test_encoded_words_are_decoded(raw: bytes, text: str) -> None:
    assert decoded_header(raw) == text


@pytest.mark.parametrize(
    ("text", "name", "address"),
    [
        ("Ana Ruiz <ana@depot.example>", "Ana Ruiz", "ana@depot.example"),
        ('"Ruiz, Ana" <ana@depot.example>', "Ruiz, Ana", "ana@depot.example"),
        ("ana@depot.example (Ana Ruiz)", "Ana Ruiz", "ana@depot.example"),
        ("ana at depot.example (Ana Ruiz)", "Ana Ruiz", "ana@depot.example"),
        ("ana@depot.example", "", "ana@depot.example"),
        ("Ana Ruiz", "Ana Ruiz", ""),
    ],
)
def test_a_sender_has_a_name_and_an_address(text: str, name: str, address: str) -> None:
    sender = parse_sender(text)
    assert (sender.name, sender.address) == (name, address)


def test_two_people_behind_one_list_address_are_two() -> None:
    one, two = parse_sender("Ana via Gate <gate@list.example>"), parse_sender("Bo via Gate <gate@list.example>")
    assert one.identity != two.identity


def test_ids_in_a_sentence_are_not_taken_for_references() -> None:
    head = read_head(b"From: a@b.example\nIn-Reply-To: Your mail of Monday <c@d.example>\nReferences: <e@f> <g@h>", b"")
    assert head is not None
    assert head.references == ("e@f", "g@h")


@pytest.mark.parametrize("date", ["", "Date: nonsense\n", "Date: Wed, 99 Foo 2020 99:99:99\n", "Date: 1 Jan 0001\n"])
def test_a_date_that_is_none_is_taken_from_the_separator(date: str) -> None:
    head = read_head(f"{date}From: a@b.example\n".encode(), ENVELOPE)
    assert head is not None
    assert head.written_at == datetime(2020, 7, 1, 5, 4, 6, tzinfo=UTC)


def test_a_mail_that_does_not_say_who_wrote_it_is_from_whom_the_separator_names() -> None:
    head = read_head(b"Subject: Heaters\n", ENVELOPE)
    assert head is not None
    assert head.sender.address == "ana@depot.example"
    assert read_head(b"Subject: Heaters\n", b"From - Wed Jul  1 05:04:06 2020") is None


def test_pen_names_are_many_and_never_the_same() -> None:
    names = PenNames(taken=["Amber Albatross"])
    given = [names.pen_name_for(f"{number:016x}{number:016x}") for number in range(500)]
    given += [names.pen_name_for(f"{7:016x}{number:016x}") for number in range(500, 600)]
    assert len({name.casefold() for name in given} | {"amber albatross"}) == 601
    assert names.pen_name_for(f"{7:016x}{7:016x}") == given[7]
    assert given[-1].endswith(" 101")
