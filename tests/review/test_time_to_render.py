"""No text that is accepted keeps the server busy: what takes its time grows with its length and no faster."""

import time

import pytest

from coordinator import markup

# One of each kind: brackets, emphasis, code, addresses, quotes in lists, tables, footnotes.
PIECES = ("[", "*_", "`", "http://a.b/(", "- > a\n", "|a", "[^a]: [^a]\n", "[[^a]", "> [^a]: b\n")
MORE_PIECES = (
    "![", "*a ", "<", "&", "http://", "://", "a.com ", "> ", "- ", "-\n", "\\", "a@b.", "www.a", "[a](<", "~~a", '"',
    "_a*", "[^a]", "[^a]: ", "[^a]: b\n", "[^a] [^a]: b\n\n", "- [^a]: b\n", "[^", "[^a](", "- # a\n",
)  # fmt: skip


def _seconds(piece: str, size: int) -> float:
    """Processor time of this thread alone, so that neighbours do not count."""
    began = time.thread_time()
    assert markup.render(piece * (size // len(piece)))
    return time.thread_time() - began


@pytest.mark.parametrize("piece", [*PIECES, *(pytest.param(piece, marks=pytest.mark.long) for piece in MORE_PIECES)])
def test_a_hostile_text_costs_no_more_than_its_length(piece: str) -> None:
    times_longer = markup.FIELD_BYTES / markup.POST_BYTES
    # Below a fifth of a second other things than the text decide.
    short = max(_seconds(piece, markup.POST_BYTES), 0.2)
    # Twice what its length explains; where each part is compared with each other it is the square.
    allowed = 2 * times_longer * short
    assert any(_seconds(piece, markup.FIELD_BYTES) < allowed for _again in range(2))


def test_addresses_become_links_up_to_a_number_that_no_text_needs() -> None:
    text = "https://a.example/1 and "
    assert markup.render(text * markup.LINKS_AT_MOST).count("<a href") == markup.LINKS_AT_MOST
    assert "<a href" not in markup.render(text * (markup.LINKS_AT_MOST + 1))
