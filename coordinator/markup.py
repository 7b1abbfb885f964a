"""The one door from what people type to safe HTML; nothing else parses Markdown or builds Markup."""

import html
import re
import unicodedata
from typing import Any
from urllib.parse import urlsplit

import bleach
import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from coordinator import footnotes
from coordinator.errors import Invalid
from coordinator.language import _

VERSION = 3
POST_BYTES = 20_000
FIELD_BYTES = 64_000
LINE_BYTES = 1_000
TAGS = {
    "p", "br", "em", "strong", "s", "a", "ul", "ol", "li", "blockquote", "code", "pre", "hr",
    "h3", "h4", "h5", "h6", "sup", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
# A class says that the words of a link are its address, which paper need not write out, or that a list holds notes.
ATTRIBUTES = {"a": {"href", "class"}, "ol": {"start", "class"}}
BARE = "bare"
NOTES = "notes"
SCHEMES = {"http", "https", "mailto"}
# So many lists, items and quotes may stand in one another.
DEEPEST = 20
# So many bare addresses in a text become links; with more of them, none does.
LINKS_AT_MOST = 400
# So many items of lists and rows of tables a text may have.
ITEMS_AT_MOST = 2000
_CONTAINERS = {"blockquote_open", "bullet_list_open", "ordered_list_open", "list_item_open"}
_BLOCK_END = re.compile(r"</(?:p|li|h[3-6]|blockquote|pre|tr)>|<hr>|<br>(?!\n)")
_CELL_END = re.compile(r"</t[hd]>")
_BLANK_LINES = re.compile(r"\n{3,}")


def _parser(with_links: bool = True) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True, "linkify": with_links, "maxNesting": DEEPEST})
    parser.enable([*(["linkify"] if with_links else []), "table", "strikethrough"])
    # Text pasted from a phone must survive: an indented line is no code, dashes below a line make no heading.
    parser.disable(["image", "code", "lheading", "html_block", "html_inline", "reference"])
    if parser.linkify is not None:
        parser.linkify.tlds(["onion"], True)
    footnotes.teach(parser)
    parser.core.ruler.push("fit_into_page", _fit_into_page)
    return parser


def _fit_into_page(state: Any) -> None:
    """A page has its own first two levels of heading, those of a text come below them; bare addresses are marked."""
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + 2, 6)}"
        _drop_alignment(token)
        for inner in token.children or ():
            if inner.type == "link_open" and inner.info == "auto":
                inner.attrs["class"] = BARE


def _drop_alignment(token: Token) -> None:
    if token.type in ("th_open", "td_open"):
        token.attrs.pop("style", None)


_markdown = _parser()
_without_links = _parser(with_links=False)


def normalise(text: str) -> str:
    """Typed text as it is stored: NFC, `\\n` line ends, no control characters, no blanks at the end."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = (c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    return "".join(kept).rstrip()


def require_length(text: str, limit: int = FIELD_BYTES, field: str | None = None) -> None:
    """Refuse (Invalid) a text of more than `limit` bytes, saying by how much."""
    size = len(text.encode())
    if size > limit:
        raise Invalid(
            _(
                "This text is too long by about %(over)d characters: please shorten it or split it in two.",
                over=size - limit,
            ),
            field,
        )


def render(source: str) -> str:
    """Markdown to safe HTML: parsed without raw HTML, then bleach, then nh3 as the last word.

    Where the two sanitisers disagree, where lists and quotes stand in one another so deep that the parser would drop
    what is in them, and where lists or tables are longer than any that are written, the text is shown as it was typed.
    `source` must have passed `require_length`.
    """
    # Looking for addresses takes time by the square of their number.
    parser = _markdown if source.count("://") <= LINKS_AT_MOST else _without_links
    tokens = parser.parse(source)
    if any(token.level >= DEEPEST - 1 and token.type in _CONTAINERS for token in tokens):
        return as_plain_html(source)
    made = parser.renderer.render(tokens, parser.options, {})
    # Looking through what stands beside one another takes time by the square of its number.
    if made.count("<li>") + made.count("<tr>") > ITEMS_AT_MOST:
        return as_plain_html(source)
    bleached = bleach.clean(
        made, tags=TAGS, attributes={tag: list(names) for tag, names in ATTRIBUTES.items()}, protocols=SCHEMES
    )
    safe = _last_word(bleached)
    return safe if safe == _last_word(made) else as_plain_html(source)


def _last_word(text: str) -> str:
    return nh3.clean(
        text,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_checked_attribute,
        link_rel="noopener noreferrer",
        url_schemes=SCHEMES,
    )


def _checked_attribute(tag: str, name: str, value: str) -> str | None:
    if name == "class":
        return value if value == (NOTES if tag == "ol" else BARE) else None
    return value if name != "href" or is_outside_link(value) else None


def is_outside_link(address: str) -> bool:
    """Whether an address is a whole one that a text may link to: http, https or mailto, with no user name in it."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return False
    if parts.scheme == "mailto":
        return "@" in parts.path
    return parts.scheme in ("http", "https") and bool(host) and "@" not in parts.netloc


def as_plain_html(text: str) -> str:
    """Text as safe HTML without any markup: paragraphs and line breaks only."""
    paragraphs = re.split(r"\n\s*\n", text.strip())
    return "".join(f"<p>{html.escape(each, quote=False).replace(chr(10), '<br>')}</p>\n" for each in paragraphs if each)


def clean_again(safe_html: str) -> str:
    """Stored HTML that has no source of its own, such as quoted words, under the rules of this version."""
    return _last_word(safe_html)


def made(source: str, limit: int = FIELD_BYTES, field: str | None = None) -> dict[str, Any]:
    """The three columns of a text: `body_source`, `body_html`, `body_version`. Refuses one that is too long."""
    source = normalise(source)
    require_length(source, limit, field)
    return {"body_source": source, "body_html": render(source), "body_version": VERSION}


def shown(safe_html: str) -> Markup:
    """Stored HTML that `render` made, as a template may print it."""
    return Markup(safe_html)  # noqa: S704 (this module is the one that may)


def plain_text(safe_html: str) -> str:
    """The words of HTML that `render` made, block by block, for search, messengers and counting."""
    spaced = _CELL_END.sub(" ", _BLOCK_END.sub(lambda found: found.group() + "\n", footnotes.as_words(safe_html)))
    text = html.unescape(nh3.clean(spaced, tags=set()))
    return _BLANK_LINES.sub("\n\n", text).strip()


def one_line(text: str, limit: int = LINE_BYTES, field: str | None = None) -> str:
    """A title, name or other single line: normalised, blanks folded; refuses one that is too long."""
    line = " ".join(normalise(text).split())
    require_length(line, limit, field)
    return line


def count_words(text: str) -> int:
    """How many words a text has, as a person would count them."""
    return len(text.split())
