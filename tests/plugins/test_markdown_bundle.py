"""Articles as Markdown: what is read out of them again is what was written, whatever signs people use."""

import io
import zipfile
from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as some
from markdown_it import MarkdownIt
from pressroom import MASTHEAD, made_anew, made_by, make_article, make_edition, make_picture, make_sheet, part_of

from coordinator.plugin_contract import Block, Edition, ExportedFile, Masthead, Sheet
from coordinator.plugin_host.blocks import blocks_of

writing = part_of("markdown_bundle", "writing")
inlining = part_of("markdown_bundle", "inline")
heads = part_of("markdown_bundle", "front_matter")
# As websites read it: CommonMark with tables and struck words.
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
SIGNS = list("ab1 .-+*_`~#>!?[](){}|\\<&;:\"'$%=^@/é😀ا中\u00a0\u3000\u0301")
LINKS = ["https://e.org/", "https://e.org/a_b_(c)*d?e=f&copy;=1#g", "mailto:a@e.org", "http://e.org/%7B%7B"]


def opened(files: dict[str, ExportedFile]) -> dict[str, bytes]:
    """The files in the one archive, by their paths."""
    (file,) = files.values()
    with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def bundle(value: Edition | Sheet, **options: object) -> dict[str, bytes]:
    """What the plugin makes of an edition or a sheet."""
    return opened(made_by("markdown_bundle", value, **options))


def divided(content: bytes) -> tuple[dict[str, Any], str]:
    """The values at the head of a file, and its text."""
    start, head, text = content.decode().split("---\n", 2)
    assert start == ""
    return yaml.safe_load(head), text


def again(markdown: str) -> tuple[Block, ...]:
    """The blocks that a website would show."""
    return blocks_of(READER.render(markdown))


def said(blocks: Iterable[Block]) -> list[Any]:
    """Blocks for comparing: their structure, their text, and the styles of every letter that can be seen."""
    return [
        (
            block.kind,
            (block.ordered, block.start if block.ordered else 1),
            "".join(span.text for span in block.spans).rstrip("\n"),
            [] if block.kind == "code" else [each for span in block.spans for each in seen(span)],
            said(block.children),
        )
        for block in blocks
    ]


def seen(span: Any) -> list[tuple[Any, ...]]:
    """The letters of a span that can be seen, each with its styles."""
    styles = (span.emphasis, span.strong, span.code, span.struck, span.link)
    return [(letter, *styles) for letter in span.text if not letter.isspace()]


def levels(blocks: Iterable[Block]) -> list[int]:
    """The levels of all headings."""
    return [each for block in blocks for each in ([block.level] if block.level else []) + levels(block.children)]


def escaped(text: str) -> str:
    """Text as HTML has it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


TEXTS = some.text(SIGNS, min_size=1, max_size=8).map(escaped)
TAGS = some.sampled_from(["em", "strong", "s"])


def styled(inner: some.SearchStrategy[str]) -> some.SearchStrategy[str]:
    """Some of it one after the other, some in a style."""
    in_style = some.builds(lambda tag, text: f"<{tag}>{text}</{tag}>", TAGS, inner)
    return some.one_of(in_style, some.lists(inner, min_size=1, max_size=4).map("".join))


PLAIN = some.recursive(TEXTS, styled, max_leaves=8)
CODE = some.text("ab `\\*&<", min_size=1, max_size=6).map(lambda text: f"<code>{escaped(text)}</code>")
LINK = some.builds(lambda link, text: f'<a href="{escaped(link)}">{text}</a>', some.sampled_from(LINKS), PLAIN)
LINE = some.lists(some.one_of(PLAIN, CODE, LINK, LINK.map(lambda text: f"<em>b{text}</em>")), min_size=1, max_size=5)
PARAGRAPH = some.lists(LINE.map("".join), min_size=1, max_size=3).map(lambda lines: f"<p>{'<br>'.join(lines)}</p>")
HEADING = some.builds(lambda level, text: f"<h{level}>{text}</h{level}>", some.integers(3, 6), PLAIN)
PRE = some.lists(some.text("ab `~#-*_<&", max_size=9).map(escaped), min_size=1, max_size=4).map(
    lambda lines: f"<pre><code>{chr(10).join(lines)}\n</code></pre>"
)
ROW = some.lists(PLAIN, min_size=1, max_size=3).map(lambda cells: "".join(f"<td>{cell}</td>" for cell in cells))
TABLE = some.lists(some.tuples(PLAIN, PLAIN), min_size=1, max_size=3).map(
    lambda rows: f"<table>{''.join(f'<tr><td>{one}</td><td>{two}</td></tr>' for one, two in rows)}</table>"
)


def holding(inner: some.SearchStrategy[str]) -> some.SearchStrategy[str]:
    """Quotes and lists of it."""
    several = some.lists(inner, min_size=1, max_size=3)
    items = several.map(lambda texts: "".join(f"<li>{text}</li>" for text in texts))
    return some.one_of(
        several.map(lambda texts: f"<blockquote>{''.join(texts)}</blockquote>"),
        items.map(lambda texts: f"<ul>{texts}</ul>"),
        some.builds(lambda start, texts: f'<ol start="{start}">{texts}</ol>', some.integers(0, 999), items),
    )


LEAVES = some.one_of(PARAGRAPH, HEADING, PRE, TABLE, some.just("<hr>"))
ARTICLES = some.lists(some.recursive(LEAVES, holding, max_leaves=6), max_size=5).map("".join)


@settings(max_examples=60, deadline=None)
@given(ARTICLES)
def test_what_is_read_again_is_what_was_written(html: str) -> None:
    blocks = blocks_of(html)
    markdown = writing.written(blocks)
    found = again(markdown)
    assert said(found) == said(blocks), markdown
    shift = min(levels(blocks), default=2) - 2
    assert levels(found) == [level - shift for level in levels(blocks)]


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>Two <strong>bold words</strong> and <em>a soft one</em>.</p>", "Two **bold words** and _a soft one_."),
        ("<p>un<em>believ</em>able</p>", "u&#110;_believ_&#97;ble"),
        ("<p>un<strong>believ</strong>able</p>", "un**believ**able"),
        ("<p>4. It costs 5 * 3_000 #now</p>", "4\\. It costs 5 \\* 3\\_000 #now"),
        ("<p>one<br>- two</p>", "one\\\n\\- two"),
        ("<p>!<a href='https://e.org/'>x</a></p>", "\\![x](https://e.org/)"),
        ("<p><a href='https://e.org/a_b'>https://e.org/a_b</a></p>", "<https://e.org/a_b>"),
        ("<p><a href='mailto:a@e.org'>a@e.org</a></p>", "<a@e.org>"),
        ("<p><em>see <a href='https://e.org/'>there</a></em></p>", "_see [there](https://e.org/)_"),
        ("<p><em>a</em><strong>b</strong></p>", "_a_**b**"),
        ("<p>AT&amp;T &amp;amp; <code>a`b</code></p>", "AT&T \\&amp; ``a`b``"),
        ("<h3>On #1 <br>today #</h3>", "## On \\#1 today \\#"),
        ("<ul><li>one</li><li>two</li></ul><ul><li>three</li></ul>", "- one\n- two\n\n* three"),
        ("<ol start='4'><li><p>in</p><p>it</p></li></ol>", "4. in\n\n   it"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ("<pre><code>```\nx\n</code></pre>", "````\n```\nx\n````"),
        ("<table><tr><td>a|b</td></tr><tr><td>c</td><td></td></tr></table>", "| a\\|b |  |\n| --- | --- |\n| c |  |"),
    ],
)
def test_it_reads_as_people_write_it(html: str, markdown: str) -> None:
    assert writing.written(blocks_of(html)) == markdown


def test_nothing_in_a_text_is_a_command_for_the_templates_of_a_website() -> None:
    nasty = ["{{ site.secret }}", "{% include x %}", "{# hidden #}", "{{&lt; readfile x &gt;}}", "{{{{%"]
    html = "".join(f"<h3>{text}</h3><p>{text} <code>{text}</code></p><pre>  {text}\n</pre>" for text in nasty)
    article = make_article(
        1, html, title="{{ title }}", byline="{% by %}", pictures=(make_picture(4, 4, alt="{{ x }}", caption="{%"),)
    )
    masthead = Masthead("{{ name }}", "{{ motto }}", "{% imprint %}", "{# reach #}")
    files = bundle(make_edition(article, masthead=masthead), headline="yes")
    for name in ("edition-12/index.md", "edition-12/01-title.md"):
        text = divided(files[name])[1]
        assert not {"{{", "{%", "{#"} & {text[place : place + 2] for place in range(len(text))}
    assert "site.secret }}" in str(said(again(divided(files["edition-12/01-title.md"])[1])))


@given(some.text())
def test_the_strictest_reader_takes_every_title(text: str) -> None:
    head = heads.front_matter({"title": text + ".", "pictures": [{"file": text + "x", "alt": ""}]})
    read = yaml.safe_load(head.removeprefix("---\n").removesuffix("---\n"))
    assert read == {"title": text + ".", "pictures": [{"file": text + "x"}]}


RICH = make_edition(
    make_article(1, "<p>One</p>", title="¿Quién decide? Größe’s “Łódź”", pictures=(make_picture(9, 6),), language="no"),
    make_article(2, "<p>Two</p>", byline="", kind="", title="The break"),
    make_article(3, "<p>Three</p>", title="The break", pictures=(make_picture(9, 6), make_picture(6, 9, alt=""))),
    make_article(4, "<p>أربعة</p>", title="خمس عشرة دقيقة", language="ar"),
    make_article(5, "", title=""),
)


def test_files_have_readable_names_in_their_order() -> None:
    assert list(bundle(RICH)) == [
        f"edition-12/{name}"
        for name in (
            "index.md", "01-quien-decide-grosses-lodz.md", "01-quien-decide-grosses-lodz-1.png", "02-the-break.md",
            "03-the-break.md", "03-the-break-1.png", "03-the-break-2.png", "04-article.md", "05-article.md",
        )
    ]  # fmt: skip


@pytest.mark.parametrize(("layout", "first"), [("folders", "index.md"), ("hugo", "_index.md")])
def test_each_article_can_have_a_folder(layout: str, first: str) -> None:
    names = list(bundle(RICH, layout=layout))
    assert names[0] == f"edition-12/{first}"
    assert names[4:7] == [f"edition-12/03-the-break/{name}" for name in ("index.md", "picture-1.png", "picture-2.png")]


def test_what_an_article_says_of_itself_stands_at_its_head() -> None:
    files = bundle(RICH)
    values, text = divided(files["edition-12/01-quien-decide-grosses-lodz.md"])
    assert values == {
        "title": "¿Quién decide? Größe’s “Łódź”",
        "date": date(2026, 11, 22),
        "number": 12,
        "order": 1,
        "byline": "Heron",
        "article_kind": "Letter",
        "language": "no",
        "pictures": [{"file": "01-quien-decide-grosses-lodz-1.png", "alt": "The gate", "caption": "The gate at six"}],
    }
    assert text == "\n![The gate](01-quien-decide-grosses-lodz-1.png)\n\n_The gate at six_\n\nOne\n"
    assert set(divided(files["edition-12/02-the-break.md"])[0]) == {"title", "date", "number", "order", "language"}
    assert divided(files["edition-12/05-article.md"])[0]["title"] == "Untitled"


def test_what_was_corrected_stands_at_the_head_and_below_the_text() -> None:
    article = make_article(1, ["Ten."], title="Right", corrected="It was *ten*.", corrected_on=date(2026, 11, 25))
    values, text = divided(bundle(make_edition(article))["edition-12/01-right.md"])
    assert (values["corrected"], values["corrected_on"]) == ("It was *ten*.", date(2026, 11, 25))
    assert "2026-11-25" in text.rpartition("Ten.")[2]


def test_hugo_learns_the_order_and_meets_no_word_that_it_keeps_for_itself() -> None:
    values, _text = divided(bundle(RICH, layout="hugo")["edition-12/02-the-break/index.md"])
    assert values["weight"] == 2
    assert not {"kind", "lang", "path", "type", "url", "layout"} & set(values)


@pytest.mark.parametrize("layout", ["flat", "folders", "hugo"])
def test_pictures_lie_where_the_text_looks_for_them(layout: str) -> None:
    files = bundle(RICH, layout=layout)
    for name in (name for name in files if name.endswith(".md")):
        values, text = divided(files[name])
        shown = [token for block in READER.parse(text) for token in block.children or [] if token.type == "image"]
        assert [token.attrs["src"] for token in shown] == [each["file"] for each in values.get("pictures", [])]
        for token in shown:
            assert files[f"{name.rsplit('/', 1)[0]}/{token.attrs['src']}"].startswith(b"\x89PNG")


@pytest.mark.parametrize("layout", ["flat", "folders", "hugo"])
def test_the_first_page_leads_to_every_article(layout: str) -> None:
    files = bundle(RICH, layout=layout)
    values, text = divided(next(iter(files.values())))
    assert values == {"title": "The Loading Dock, No. 12", "date": date(2026, 11, 22), "number": 12, "language": "en"}
    links = [token.attrs["href"] for block in READER.parse(text) for token in block.children or [] if token.attrs]
    assert len(links) == 5
    ending = "" if layout == "flat" else "index.md"
    assert all(f"edition-12/{link}{ending}" in files for link in links)


def test_a_text_begins_with_its_headline_where_asked() -> None:
    files = bundle(RICH, headline="yes")
    assert divided(files["edition-12/02-the-break.md"])[1] == "\n# The break\n\nTwo\n"
    assert divided(files["edition-12/05-article.md"])[1] == ""


def test_the_first_page_ends_with_how_to_reach_those_who_made_it_unless_not_asked_to() -> None:
    said_there = bundle(RICH)["edition-12/index.md"].decode()
    assert f"## How to reach us\n\n{MASTHEAD.how_to_reach}\n" in said_there
    assert f"## Imprint\n\n{MASTHEAD.imprint}\n" in said_there
    assert "Imprint" not in bundle(RICH, imprint="no")["edition-12/index.md"].decode()


def test_an_empty_edition_is_its_first_page() -> None:
    files = bundle(make_edition(masthead=Masthead("Echo")))
    assert list(files) == ["edition-12/index.md"]
    assert divided(files["edition-12/index.md"])[1] == ""


def test_a_sheet_is_its_article() -> None:
    files = bundle(make_sheet(make_article(1, ["Text."], pictures=(make_picture(4, 4),))))
    assert list(files) == ["sheet/headline-1.md", "sheet/headline-1-1.png"]
    assert divided(files["sheet/headline-1.md"])[0].keys() == {
        "title", "date", "byline", "article_kind", "language", "pictures",
    }  # fmt: skip


def test_eighty_articles_are_made_within_the_limits() -> None:
    html = "<p>word <em>soft</em> and <strong>more</strong> of it.</p>" * 60
    edition = make_edition(*(make_article(number, html, pictures=(make_picture(9, 9),)) for number in range(1, 81)))
    names = [name for name in bundle(edition) if name.endswith(".md")]
    assert len(names) == 81
    assert names == [names[0], *sorted(names[1:])]


@pytest.mark.parametrize("value", [RICH, make_sheet(make_article(1, ["Text."]))], ids=["edition", "sheet"])
def test_the_same_edition_gives_the_same_bytes(value: Edition | Sheet) -> None:
    assert made_anew("markdown_bundle", value) == made_anew("markdown_bundle", value)


def test_the_archive_tells_no_time() -> None:
    (file,) = made_by("markdown_bundle", RICH).values()
    assert file.media_type == "application/zip"
    with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_an_address_leads_where_it_led() -> None:
    for link in LINKS:
        (token,) = [
            each for each in READER.parseInline(f"[x]({inlining.target(link)})")[0].children or [] if each.attrs
        ]
        assert token.attrs["href"] == READER.normalizeLink(link)
