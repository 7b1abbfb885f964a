"""The archive of a mailing list comes out as threads in which every mail stands and nobody can be found."""

import re
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordinator.desk.imports.mbox import NO_SUBJECT, NO_TEXT, ParsedMbox, read_mbox
from coordinator.errors import Invalid
from coordinator.markup import plain_text, render
from tests.desk.imports.mails import ENVELOPE, mail, mbox

KEY = b"a key for the tests, 32 bytes ok"
LOOKS_LIKE_ADDRESS = re.compile(r"\w@\w[\w-]*\.\w")


def read(folder: Path, *mails: bytes) -> ParsedMbox:
    return read_mbox(mbox(folder, *mails), KEY)


def texts(parsed: ParsedMbox) -> list[str]:
    return [text for thread in parsed.threads for _mail, posts in parsed.posts(thread) for text in posts]


def text_of(folder: Path, *mails: bytes) -> str:
    return "\n".join(texts(read(folder, *mails)))


def test_answers_stand_in_the_thread_of_what_they_answer(tmp_path: Path) -> None:
    parsed = read(
        tmp_path,
        mail("first", number=1, subject="[gate] Heaters"),
        mail("second", number=2, subject="[gate] Breaks"),
        mail("third", number=3, subject="Re: [gate] Heaters", answers=[1]),
        mail("fourth", number=4, subject="Re: [gate] Heaters", answers=[1, 3]),
    )
    assert [(thread.title, len(thread.mails)) for thread in parsed.threads] == [("Heaters", 3), ("Breaks", 1)]
    assert texts(parsed) == ["first", "third", "fourth", "second"]
    assert (parsed.messages, parsed.skipped) == (4, ())


def test_the_same_sender_has_one_pen_name_and_two_have_two(tmp_path: Path) -> None:
    bo = "Bo <bo@depot.example>"
    parsed = read(
        tmp_path,
        mail(number=1),
        mail(number=2, sender=bo, answers=[1]),
        mail(number=3, sender="A. Ruiz <ANA@depot.example.INVALID>", answers=[1]),
    )
    first, second, third = (each.pen_name for each in parsed.threads[0].mails)
    assert first == third != second
    assert not {"ana", "ruiz", "bo"} & set(f"{first} {second}".lower().split())


def test_pen_names_met_before_are_kept_and_taken_ones_left_alone(tmp_path: Path) -> None:
    path = mbox(tmp_path, mail())
    one = read_mbox(path, KEY).threads[0].mails[0]
    again = read_mbox(path, KEY, known={one.sender_key: "Grey Heron"}).threads[0].mails[0]
    other = read_mbox(path, KEY, taken=[one.pen_name]).threads[0].mails[0]
    assert (again.pen_name, again.sender_key) == ("Grey Heron", one.sender_key)
    assert other.pen_name != one.pen_name


def test_ids_and_senders_are_known_again_only_with_the_same_key(tmp_path: Path) -> None:
    path = mbox(tmp_path, mail())
    one, same = (read_mbox(path, KEY).threads[0].mails[0] for _ in range(2))
    other = read_mbox(path, b"another key").threads[0].mails[0]
    assert (one.key, one.sender_key) == (same.key, same.sender_key)
    assert one.key != other.key
    assert one.sender_key != other.sender_key
    assert "mail.example" not in repr(read_mbox(path, KEY).threads)


def test_no_address_is_left_in_subjects_texts_and_file_names(tmp_path: Path) -> None:
    attachment = (
        "Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\n"
        "Write to <mailto:bo@depot.example>, bo+list@depot.example or bo(at)depot.example.\n--x\n"
        'Content-Type: image/jpeg; name="cy@depot.example.jpg"\nContent-Transfer-Encoding: base64\n\nAAAA\n--x--\n'
    )
    head, _blank, body = attachment.partition("\n\n")
    parsed = read(tmp_path, mail(body, more=head, subject="For ana@depot.example only"))
    assert parsed.threads[0].title == "For [address] only"
    assert texts(parsed) == ["Write to <[address]>, [address] or [address].\n\n[attachment: [address]]"]


def test_a_senders_name_is_a_pen_name_in_subjects_and_texts_too(tmp_path: Path) -> None:
    parsed = read(tmp_path, mail("It was Ana Ruiz who asked, not Ana Ruizova.", subject="Answer to Ana Ruiz"))
    pen_name = parsed.threads[0].mails[0].pen_name
    assert parsed.threads[0].title == f"Answer to {pen_name}"
    assert texts(parsed) == [f"It was {pen_name} who asked, not Ana Ruizova."]


def test_a_long_mail_goes_on_in_further_posts(tmp_path: Path) -> None:
    line = "> We counted the heaters, and there were twelve of them.\n"
    parsed = read(tmp_path, mail(line * 900))
    posts = texts(parsed)
    assert len(posts) == 3
    assert all(len(post.encode()) <= 20_000 for post in posts)
    assert all(row.startswith("> We counted") for post in posts for row in post.splitlines())
    assert "\n".join(posts).count("twelve") == 900


def test_a_mail_with_nothing_to_read_still_stands_in_its_thread(tmp_path: Path) -> None:
    parsed = read(tmp_path, mail("", subject=""))
    assert (parsed.threads[0].title, texts(parsed)) == (NO_SUBJECT, [NO_TEXT])


def test_lines_that_begin_with_from_are_text(tmp_path: Path) -> None:
    body = "Hello,\n\nFrom the gate we saw it at 10:30 in 2020.\n>From there on it was clear.\n>>From here too."
    expected = "Hello,\n\nFrom the gate we saw it at 10:30 in 2020.\nFrom there on it was clear.\n> From here too."
    assert text_of(tmp_path, mail(body)) == expected


def test_windows_line_ends_and_blank_lines_above_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "list.mbox"
    content = b"\xef\xbb\xbf" + ENVELOPE + mail("one\ntwo") + b"\n" + ENVELOPE + mail("three", number=2)
    path.write_bytes(content.replace(b"\n", b"\r\n"))
    assert texts(read_mbox(path, KEY)) == ["one\ntwo", "three"]


def test_a_mail_that_stands_there_twice_is_skipped_once(tmp_path: Path) -> None:
    parsed = read(tmp_path, mail("same"), mail("same"), mail("another text under the same id"))
    assert (parsed.messages, [skipped.number for skipped in parsed.skipped]) == (3, [2])
    assert sorted(texts(parsed)) == ["another text under the same id", "same"]


def test_mails_without_an_id_or_a_date_are_kept(tmp_path: Path) -> None:
    bare = b"From: cy@depot.example\nSubject: Breaks\n\nnobody came\n"
    parsed = read(tmp_path, mail(number=3), bare, bare.replace(b"nobody", b"everybody"))
    assert parsed.messages == sum(len(thread.mails) for thread in parsed.threads) == 3
    assert {each.written_at.year for thread in parsed.threads for each in thread.mails} == {2020}


def test_a_mail_without_a_header_is_skipped_with_a_reason(tmp_path: Path) -> None:
    path = tmp_path / "list.mbox"
    path.write_bytes(ENVELOPE + mail() + b"\n" + ENVELOPE + b"\nonly a text\n\n" + ENVELOPE)
    parsed = read_mbox(path, KEY)
    assert parsed.messages == 3
    assert [(skipped.number, str(skipped.reason)) for skipped in parsed.skipped] == [
        (2, "Its header is missing or does not say who wrote it."),
        (3, "Its header is missing or does not say who wrote it."),
    ]


def test_a_file_that_breaks_off_gives_what_it_has(tmp_path: Path) -> None:
    whole = mail("SGVhdGVycyBhcmUgY29sZC4gQnJpbmcgY29hdHMu", more="Content-Transfer-Encoding: base64")
    path = mbox(tmp_path, mail(number=2), whole)
    path.write_bytes(path.read_bytes()[:-20])
    assert "Heaters are cold" in "".join(texts(read_mbox(path, KEY)))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (b"From here on it is prose.\n", "not an mbox file"),
        (b"Subject: one mail alone\n\nHello\n", "not an mbox file"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not an mbox file"),
        (b"{" * 200_000, "not an mbox file"),
        (ENVELOPE + b"\n\n", "no mail that can be read"),
    ],
)
def test_a_file_that_is_no_mbox_is_refused_with_one_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "list.mbox"
    path.write_bytes(content)
    with pytest.raises(Invalid) as refused:
        read_mbox(path, KEY)
    assert sentence in refused.value.sentence


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Invalid) as refused:
        read_mbox(tmp_path / "nothing.mbox", KEY)
    assert "cannot be read" in refused.value.sentence


def test_a_large_archive_is_never_in_memory_as_a_whole(tmp_path: Path) -> None:
    letter = "We counted the heaters.\n" * 4_000
    path = mbox(tmp_path, *(mail(letter, number=number, date="1 Jul 2020 10:00:00 +0000") for number in range(1, 101)))
    tracemalloc.start()
    parsed = read_mbox(path, KEY)
    total = sum(len(posts) for thread in parsed.threads[:3] for _mail, posts in parsed.posts(thread))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert total == 15
    assert path.stat().st_size > 9_000_000
    assert peak < 5_000_000


word = st.from_regex(r"[A-Za-zéßжش]{1,12}", fullmatch=True)
sign = st.sampled_from(
    ["*", "_", "`", "#", "> ", ">> ", "[1]: ", "](", "<b>", "&amp;", "\\", "| ", "---", "-- ", "1. ", "  "]
)
row = st.lists(st.one_of(word, word, sign), max_size=8).map(" ".join)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(st.lists(st.lists(row, max_size=8).map("\n".join), min_size=1, max_size=4))
def test_no_word_of_any_mail_is_lost(tmp_path: Path, bodies: list[str]) -> None:
    parsed = read(tmp_path, *(mail(f"begin\n{body}", number=n) for n, body in enumerate(bodies, start=1)))
    for body, text in zip(bodies, sorted_by_number(parsed), strict=True):
        # The numbers of a list are drawn by the list and are no words of its text.
        there = set(re.findall(r"[^\W\d_]+", plain_text(render(text))))
        assert set(re.findall(r"[^\W\d_]+", body)) <= there


def sorted_by_number(parsed: ParsedMbox) -> list[str]:
    rows = [(mail.place.number, posts[0]) for thread in parsed.threads for mail, posts in parsed.posts(thread)]
    return [text for _number, text in sorted(rows)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(st.lists(st.one_of(word, st.sampled_from(["@", ".", "<", ">", " ", "mailto:", '"', "(at)", "+", "=", "%40"]))))
def test_nothing_that_looks_like_an_address_is_left(tmp_path: Path, parts: list[str]) -> None:
    assert not LOOKS_LIKE_ADDRESS.search(text_of(tmp_path, mail("".join(parts))))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=100)
@given(st.binary(max_size=400), st.binary(max_size=100))
def test_no_bytes_whatever_stop_the_reading(tmp_path: Path, body: bytes, header: bytes) -> None:
    parsed = read(tmp_path, mail(), b"X: " + header.replace(b"\n", b"") + b"\n" + mail(body, number=2))
    assert parsed.messages >= 2
    assert all(text.encode() for text in texts(parsed))
