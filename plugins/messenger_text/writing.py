"""Writes articles as people write in messengers: *bold*, _italic_, bullets, quotes, links in full."""

from collections.abc import Iterable, Iterator

from coordinator.plugin_contract import Article, Block, Edition, Settings, Span
from coordinator.typesetting.phrases import correction_of
from coordinator.typesetting.words import short_date

from .cutting import Paragraph

_INDENT = "   "


def edition_paragraphs(edition: Edition, settings: Settings) -> list[Paragraph]:
    """The whole edition: its head, its articles, and how to reach those who made it."""
    masthead = edition.masthead
    line = f"{edition.number} · {short_date(edition.date, edition.language)}"
    head = [_bold(masthead.name, settings), masthead.motto.strip(), line]
    paragraphs = [Paragraph("\n".join(line for line in head if line), is_head=True)]
    for article in edition.articles:
        paragraphs.extend(article_paragraphs(article, settings))
    if settings["imprint"]:
        ending = [text for text in (masthead.how_to_reach.strip(), masthead.imprint.strip()) if text]
        paragraphs.extend([Paragraph("———", is_head=True)] if ending else [])
        paragraphs.extend(Paragraph(text) for text in ending)
    return paragraphs


def article_paragraphs(article: Article, settings: Settings) -> list[Paragraph]:
    """One article: its heading in bold, its by-line, its text; pictures are named by their captions."""
    heading = [_bold(article.title.strip(), settings), _italic(article.byline.strip(), settings)]
    first = "\n".join(line for line in heading if line)
    captions = [f"[{picture.caption or picture.alt}]" for picture in article.pictures if picture.caption or picture.alt]
    headings = [Paragraph(first, is_head=True)] if first else []
    blocks = (*article.blocks, *correction_of(article))
    texts = (Paragraph(text, block.kind == "heading") for block in blocks for text in _texts([block], settings))
    return [*headings, *(Paragraph(caption, is_head=True) for caption in captions), *texts]


def _texts(blocks: Iterable[Block], settings: Settings) -> Iterator[str]:
    for block in blocks:
        if block.kind == "quote":
            yield from (_led(text, "> ", "> ") for text in _texts(block.children, settings))
        elif block.kind == "list":
            yield "\n".join(_items(block, settings))
        elif block.kind == "table":
            yield "\n".join(
                " · ".join(_inline(cell.spans, settings) for cell in row.children) for row in block.children
            )
        elif block.kind == "rule":
            yield "———"
        elif block.kind == "heading":
            said = (_styled(span, settings) if span.note else span.text for span in block.spans)
            yield _bold("".join(said).strip(), settings)
        else:
            yield _inline(block.spans, settings)


def _items(block: Block, settings: Settings) -> Iterator[str]:
    for number, item in enumerate(block.children, start=block.start):
        text = "\n".join(_texts(item.children, settings))
        mark = f"[{number}] " if block.notes else f"{number}. " if block.ordered else "• "
        yield _led(text, mark, _INDENT)


def _led(text: str, first: str, others: str) -> str:
    """The text with something before its first line and something before each other."""
    return first + text.replace("\n", "\n" + others)


def _inline(spans: Iterable[Span], settings: Settings) -> str:
    text = ""
    spans = tuple(spans)
    for place, span in enumerate(spans):
        text += _styled(span, settings)
        is_last_of_link = place + 1 == len(spans) or spans[place + 1].link != span.link
        if span.link and is_last_of_link:
            text += _written_out(span.link, "".join(each.text for each in spans if each.link == span.link))
    return text


def _written_out(link: str, said: str) -> str:
    address = link.removeprefix("mailto:")
    is_said = address.removeprefix("https://").removeprefix("http://").rstrip("/") in said
    return "" if is_said else f" ({address})"


def _styled(span: Span, settings: Settings) -> str:
    if span.note:
        return f" [{span.text}]"
    text = span.text
    if span.strong:
        text = _around(text, "*", settings)
    if span.emphasis:
        text = _around(text, "_", settings)
    return _around(text, "~", settings) if span.struck else text


def _around(text: str, mark: str, settings: Settings) -> str:
    """The text between two marks, which messengers understand only where they touch its letters."""
    inner = text.strip()
    if not settings["emphasis"] or not inner or "\n" in inner:
        return text
    start = text.index(inner)
    return f"{text[:start]}{mark}{inner}{mark}{text[start + len(inner) :]}"


def _bold(text: str, settings: Settings) -> str:
    return _around(text, "*", settings)


def _italic(text: str, settings: Settings) -> str:
    return _around(text, "_", settings)
