"""Safe HTML is read into blocks with every word kept."""

import re

from hypothesis import given
from hypothesis import strategies as some

from coordinator.plugin_contract import Block, Edition, Span
from coordinator.plugin_host.blocks import blocks_of, with_blocks


def words_of(blocks: tuple[Block, ...]) -> str:
    """All text of some blocks."""
    return " ".join("".join(span.text for span in block.spans) + " " + words_of(block.children) for block in blocks)


def test_a_paragraph_keeps_its_emphasis_and_its_links() -> None:
    (paragraph,) = blocks_of('<p>One <em>two <a href="https://e.org/">three</a></em> <strong>four</strong></p>')
    assert paragraph.kind == "paragraph"
    assert paragraph.spans == (
        Span("One "),
        Span("two ", emphasis=True),
        Span("three", emphasis=True, link="https://e.org/"),
        Span(" "),
        Span("four", strong=True),
    )


def test_a_line_break_is_a_new_line_without_blanks_round_it() -> None:
    (paragraph,) = blocks_of("<p>One <br>\n two</p>")
    assert "".join(span.text for span in paragraph.spans) == "One\ntwo"


def test_lists_stand_in_lists() -> None:
    (outer,) = blocks_of("<ul><li>a<ol start='4'><li>b</li></ol></li></ul>")
    (item,) = outer.children
    assert (outer.kind, outer.ordered, item.kind) == ("list", False, "item")
    assert (item.children[1].kind, item.children[1].ordered, item.children[1].start) == ("list", True, 4)


def test_headings_quotes_code_rules_and_tables_are_told_apart() -> None:
    html = (
        "<h3>H</h3><blockquote><p>q</p></blockquote><pre><code>a\n  b\n</code></pre><hr>"
        "<table><thead><tr><th>x</th></tr></thead><tbody><tr><td></td></tr></tbody></table>"
    )
    kinds = [block.kind for block in blocks_of(html)]
    assert kinds == ["heading", "quote", "code", "rule", "table"]
    heading, _quote, code, _rule, table = blocks_of(html)
    assert heading.level == 3
    assert code.spans[0].text == "a\n  b\n"
    assert [[cell.kind for cell in row.children] for row in table.children] == [["cell"], ["cell"]]


def test_a_hard_blank_stays_hard() -> None:
    (paragraph,) = blocks_of("<p>10\u00a0minutes   here</p>")
    assert paragraph.spans[0].text == "10\u00a0minutes here"


def test_text_without_a_paragraph_becomes_one() -> None:
    assert [block.kind for block in blocks_of("loose <b>text</b><p>next</p>")] == ["paragraph", "paragraph"]


def test_scripts_and_styles_say_nothing() -> None:
    assert words_of(blocks_of("<script>alert(1)</script><style>p{}</style><p>said</p>")).split() == ["said"]


def test_a_thousand_quotes_in_one_another_do_no_harm() -> None:
    assert "deep" in words_of(blocks_of("<blockquote>" * 5000 + "<p>deep</p>" + "</blockquote>" * 5000))


@given(some.text(alphabet="abc <>&/\"'=\n\u00a0", max_size=60))
def test_nothing_makes_it_stumble(html: str) -> None:
    blocks_of(html)


@given(some.lists(some.sampled_from(["<p>", "</p>", "<li>", "<ul>", "</ul>", "<em>", "</em>", "<td>", "<h3>", "w "])))
def test_no_word_is_lost_in_broken_html(pieces: list[str]) -> None:
    html = "".join(pieces)
    assert len(re.findall("w", words_of(blocks_of(html)))) == html.count("w ")


def test_every_article_of_an_edition_gets_its_blocks(edition: Edition) -> None:
    assert all(article.blocks for article in with_blocks(edition).articles)  # type: ignore[union-attr]


def test_a_mark_carries_its_note_and_the_notes_stand_last_as_a_list() -> None:
    marked = "<p>On<sup>1</sup> and <strong>off<sup>1</sup></strong>.</p>"
    text, notes = blocks_of(f'{marked}\n<ol class="notes">\n<li>Since <em>May</em></li>\n</ol>')
    said = (Span("Since "), Span("May", emphasis=True))
    assert text.spans == (
        Span("On"),
        Span("1", note=said),
        Span(" and "),
        Span("off", strong=True),
        Span("1", strong=True, note=said),
        Span("."),
    )
    assert (notes.kind, notes.ordered, notes.notes) == ("list", True, True)
    assert notes.children == (Block("item", children=(Block("paragraph", said),)),)


def test_a_mark_without_a_note_is_its_number_in_brackets() -> None:
    assert blocks_of("<p>On<sup>1</sup></p>") == (Block("paragraph", (Span("On"), Span("[1]"))),)
