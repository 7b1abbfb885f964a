"""Every word of a real report, and every message of a real mailing list, is found again where it should be."""

import mailbox
import re
from collections import Counter
from contextlib import closing
from email.message import Message
from html import unescape

from pypdf import PdfReader

from coordinator import search
from coordinator.desk.models import ImportedMessage, ImportedSender
from coordinator.markup import plain_text
from coordinator.spaces.models import Membership
from coordinator.threads.models import Post, Thread
from tests.acceptance.journey import MBOX, REPORT, Journey, printed

WORD = re.compile(r"[^\W_]+")
DIVIDED = re.compile(r"([^\W_]+)[-‐\u00ad]\n([^\W_]+)")
LONG_WORD = re.compile(r"[^\W\d_]{4,}")
# Of a message's longer words so many are shown: attributions and addresses are not.
SHOWN_SHARE = 0.85


def words_of(text: str) -> Counter[str]:
    return Counter(WORD.findall(text))


def wanted(journey: Journey) -> str:
    return (journey.samples / REPORT).read_text()


def text_of(page: str) -> str:
    """The words that a page shows."""
    return unescape(re.sub(r"<[^>]*>", " ", page))


def test_the_report_has_all_words_under_the_headings_of_its_writers(journey: Journey) -> None:
    assert journey.answers["report"]["words"] == sum(bool(WORD.search(word)) for word in wanted(journey).split())
    lines = wanted(journey).split("\n")
    alone = [line for line in lines if line and len(line) < 80 and not line.startswith("-") and not line.endswith(".")]
    assert journey.headings() == ["", *alone]


def test_every_word_is_on_the_report_page_at_home_and_in_the_other_city(journey: Journey) -> None:
    for person in (journey.cast.robin, journey.cast.heron, journey.cast.maple, journey.cast.birch):
        page = person.page(f"/reports/{journey.report.public_id}")
        assert sorted(words_of(wanted(journey)) - words_of(text_of(page))) == []
    assert journey.cast.stranger.get(f"/reports/{journey.report.public_id}").status_code == 404


def test_every_word_finds_the_report_by_search(journey: Journey) -> None:
    distinct = sorted(set(search.search_words(wanted(journey))))
    assert len(distinct) > 1000
    for person in (journey.cast.robin, journey.cast.maple):
        missing = [word for word in distinct if not finds(word, person.account_id, journey)]
        assert missing == []


def finds(word: str, account_id: int | None, journey: Journey) -> bool:
    hits = search.find(word, account_id, kinds=("report", "released_report"))
    return any(journey.report.public_id in str(hit.shown) for hit in hits)


def test_the_search_page_finds_it_too(journey: Journey) -> None:
    for word in ("supervisor", "“Lackeyism”", "mass-line", "newsletter*"):
        page = journey.cast.maple.submit("/search", words=word, _follow=True).get_data(as_text=True)
        assert journey.report.public_id in page


def test_the_quoted_paragraph_stands_in_the_thread_of_both_cities(journey: Journey) -> None:
    thread = Thread.get(Thread.title == "Act now, or wait?")
    for person in (journey.cast.maple, journey.cast.robin):
        assert "action cannot be deferred" in person.page(f"/threads/{thread.public_id}")


def test_every_word_is_in_the_printed_edition(journey: Journey) -> None:
    text = "\n".join(page.extract_text() for page in PdfReader(printed(journey)).pages)
    # A word divided at the end of a line counts whole; one with a hyphen of its own may be divided there.
    divided = Counter("".join(parts) for parts in DIVIDED.findall(text))
    assert sorted(words_of(wanted(journey)) - words_of(text) - divided) == []


def test_every_word_is_in_the_text_for_messengers(journey: Journey) -> None:
    files = sorted((journey.folder / "messenger_text").iterdir())
    there = words_of("\n".join(path.read_text() for path in files))
    assert sorted(words_of(wanted(journey)) - there) == []


def test_every_word_is_on_the_page_of_the_edition(journey: Journey) -> None:
    page = text_of(journey.cast.robin.page("/s/boston/newsletter/1"))
    assert sorted(words_of(wanted(journey)) - words_of(page)) == []


def messages(journey: Journey) -> list[Message]:
    with closing(mailbox.mbox(journey.samples / MBOX, create=False)) as box:
        return list(box)


def test_every_message_is_imported_once(journey: Journey) -> None:
    count = len(messages(journey))
    assert journey.answers["mbox"]["messages"] == count
    assert journey.answers["mbox"]["skipped"] == 0
    assert journey.answers["mbox again"] == {"messages": count, "posts": 0, "threads": 0, "skipped": count}
    assert ImportedMessage.select().where(ImportedMessage.post.is_null(False)).count() == count


def test_every_message_stands_in_a_thread_with_its_words(journey: Journey) -> None:
    posts = [post for post in Post.select().join(ImportedMessage) if post.thread.deleted_on is None]
    free = {post.id: set(LONG_WORD.findall(plain_text(post.body_html).lower())) for post in posts}
    for message in messages(journey):
        words = set(LONG_WORD.findall(plain_part(message).lower()))
        best = max(free, key=lambda key: len(words & free[key]) / len(words | free[key]))
        assert len(words & free[best]) >= SHOWN_SHARE * len(words), message["Subject"]
        del free[best]
    assert free == {}


def plain_part(message: Message) -> str:
    part = next(part for part in message.walk() if part.get_content_type() == "text/plain")
    data = part.get_payload(decode=True)
    assert isinstance(data, bytes)
    text = data.decode(part.get_content_charset() or "utf-8", errors="replace")
    return re.sub(r"\S+@\S+", "", text)


def test_every_post_is_on_the_page_of_its_thread_for_members_alone(journey: Journey) -> None:
    for post in Post.select().join(ImportedMessage):
        page = journey.cast.robin.get(f"/threads/{post.thread.public_id}?from={post.number}")
        assert page.status_code == 200
        there = words_of(text_of(page.get_data(as_text=True)))
        assert sorted(words_of(plain_text(post.body_html)) - there) == []
        assert journey.cast.maple.get(f"/threads/{post.thread.public_id}").status_code == 404


def test_answers_stand_with_what_they_answer(journey: Journey) -> None:
    titles = Counter(thread.title for thread in Thread.select().where(Thread.line.is_null(False)))
    assert titles["Checking if MPM is working"] == titles["client removal of .htaccess file"] == 1
    # Sent twice, neither an answer: two threads.
    assert titles["how to byPass json custom error response code"] == 2
    sizes = {thread.title: thread.post_count for thread in Thread.select()}
    assert sizes["client removal of .htaccess file"] == 11


def test_no_address_no_id_and_no_senders_name_is_stored(journey: Journey) -> None:
    stored = "\n".join(
        str(row)
        for model in (Thread, Post, Membership, ImportedMessage, ImportedSender)
        for row in model.select().tuples()
    ).lower()
    for message in messages(journey):
        address = re.search(r"<([^<>]+@[^<>]+)>|(\S+@\S+)", str(message["From"]))
        assert address is not None
        assert (address[1] or address[2]).lower() not in stored
        assert message["Message-ID"].strip("<> \n").lower() not in stored
        name = re.match(r'"?([^"<=@]+? [^"<=@]+?)"? <', str(message["From"]))
        assert name is None or name[1].lower() not in stored
    assert not re.search(r"\w@[a-z0-9-]+\.[a-z]{2,}\b", stored)
