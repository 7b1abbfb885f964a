"""No text that is accepted keeps the server busy: a second for a post, three for a field of a report."""

import time

import pytest

from coordinator import markup

PIECES = (
    "[", "![", "*a ", "`", "<", "&", "http://", "http://a.b/(", "://", "a.com ", "*_", "> ", "- ", "-\n", "|a", "\\",
    "a@b.", "www.a", "[a](<", "~~a", '"', "_a*",
)  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize(("size", "seconds"), [(markup.POST_BYTES, 1.0), (markup.FIELD_BYTES, 3.0)])
def test_a_hostile_text_is_rendered_soon(piece: str, size: int, seconds: float) -> None:
    text = piece * (size // len(piece))
    began = time.process_time()
    assert markup.render(text)
    assert time.process_time() - began < seconds


def test_addresses_become_links_up_to_a_number_that_no_text_needs() -> None:
    text = "https://a.example/1 and "
    assert markup.render(text * markup.LINKS_AT_MOST).count("<a href") == markup.LINKS_AT_MOST
    assert "<a href" not in markup.render(text * (markup.LINKS_AT_MOST + 1))
