"""What a plugin is handed and what it gives back: version 1 of the promise between Coordinator and its plugins.

Everything here is a frozen value. Nothing in it names a person, an account, a row of the database or a moment finer
than a day. A plugin may import this module, the standard library and what the product ships; nothing else of the
product is there for it to import. docs/plugins.md describes each hook with an example.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

import pluggy

CONTRACT_VERSION = 1
PROJECT_NAME = "coordinator"

hookspec = pluggy.HookspecMarker(PROJECT_NAME)
hookimpl = pluggy.HookimplMarker(PROJECT_NAME)

SettingValue = str | int | bool
Settings = Mapping[str, SettingValue]


@dataclass(frozen=True)
class Span:
    """A run of text in one style, with newlines for line breaks; at the mark of a footnote `note` is what that says."""

    text: str
    emphasis: bool = False
    strong: bool = False
    code: bool = False
    struck: bool = False
    link: str = ""
    note: "tuple[Span, ...]" = ()


@dataclass(frozen=True)
class Block:
    """One piece of an article's text, read off its safe HTML.

    `paragraph`, `heading` (with `level` 1 to 6), `code` and `cell` carry `spans`; `quote`, `list`, `item`, `table` and
    `row` carry `children`; `rule` carries neither. A numbered list is `ordered` and begins at `start`;
    `notes` says that it holds the footnotes, for those who do not print them from the marks.
    """

    kind: Literal["paragraph", "heading", "code", "rule", "quote", "list", "item", "table", "row", "cell"]
    spans: tuple[Span, ...] = ()
    children: "tuple[Block, ...]" = ()
    level: int = 0
    ordered: bool = False
    start: int = 1
    notes: bool = False


@dataclass(frozen=True)
class Picture:
    """A picture of an article, re-encoded and free of metadata; `name` is unique in its article, sizes are pixels."""

    name: str
    media_type: Literal["image/jpeg", "image/png", "image/gif", "image/webp"]
    content: bytes
    alt: str
    width: int
    height: int
    caption: str = ""


@dataclass(frozen=True)
class Article:
    """One article as it may be published.

    `id` means something inside its edition only (`"1"`, `"2"`). `html` is safe HTML, `text` the same as plain text,
    `blocks` the same as values; the host fills in `blocks`, whoever calls it may leave them out. `kind` is in words of
    the article's language ("Letter"), `byline` what the author chose; both may be empty.

    Where the editors let it carry on further back, `carries_on_after` is the id of the article behind which its rest
    stands, and `blocks_before` the number of blocks that stand in its own place; what has no pages prints it whole.

    Where something was wrong with it after its number was out, `corrected` says what, in plain text, and `corrected_on`
    on which day that was said last; else they are empty and None. `html` is right already.

    A box is what stands in every number, such as "How to reach us" (`is_box`): best in a frame, without a place in the
    contents, without a by-line or a kind. `box_place` says whether it belongs on the front, on the last page, or
    anywhere (empty); boxes come in the order in which they can be shown one after another.

    `language` is that of the piece itself, which may differ from the edition's: mark it, with its direction. Where it
    says in another language what another article of the same edition says, `translation_of` is the id of that one.
    """

    id: str
    title: str
    byline: str
    kind: str
    html: str
    text: str
    language: str
    pictures: tuple[Picture, ...] = ()
    blocks: tuple[Block, ...] = ()
    carries_on_after: str = ""
    blocks_before: int = 0
    corrected: str = ""
    corrected_on: date | None = None
    is_box: bool = False
    box_place: Literal["", "front", "last"] = ""
    translation_of: str = ""


@dataclass(frozen=True)
class Masthead:
    """What stands on every number of a newsletter; each may be empty but the name.

    `letterbox` is the address of the page where anybody can write to the newsletter, where it is to stand in print,
    best as a code for phones. In an edition a box among its articles says so already.
    """

    name: str
    motto: str = ""
    imprint: str = ""
    how_to_reach: str = ""
    letterbox: str = ""


@dataclass(frozen=True)
class Edition:
    """One number of a newsletter, its articles in their order.

    `earlier` holds the published numbers before this one, newest first, for a plugin whose plugin.toml says
    `earlier = true`; it is empty for every other, and in the earlier numbers themselves.
    """

    number: int
    date: date
    language: str
    paper: Literal["a4", "letter"]
    masthead: Masthead
    articles: tuple[Article, ...]
    earlier: "tuple[Edition, ...]" = ()


@dataclass(frozen=True)
class Claim:
    """What management said, and what is true.

    `said` and `answer` are a sentence or a few, plain text; the answer may still be missing. `said_on` is the day on
    which it was said, None where nobody knows; `said_to` (to whom) and `source` (of the answer) may be empty.
    """

    said: str
    said_on: date | None = None
    said_to: str = ""
    answer: str = ""
    source: str = ""


@dataclass(frozen=True)
class Sheet:
    """One article without a number, for tonight's poster or leaflet.

    Where it is made from a claim, `claim` holds it, and `article` says the same in its own way: the claim as its title,
    the answer as its text. A plugin that knows nothing of claims needs to look at `article` only.
    """

    date: date
    language: str
    paper: Literal["a4", "letter"]
    masthead: Masthead
    article: Article
    claim: Claim | None = None


@dataclass(frozen=True)
class ExportedFile:
    """One file that came out: a plain file name without folders, its media type, and its bytes."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class PageFigures:
    """How one page came out: `lines_free` is the number of lines of running text that would still fit on it."""

    page: int
    lines_free: int
    articles: tuple[str, ...]


@dataclass(frozen=True)
class ArticleFigures:
    """How one article came out: the lines it takes, its headline and pictures counted in lines, and its pages."""

    article: str
    lines: int
    first_page: int
    last_page: int


@dataclass(frozen=True)
class Measurement:
    """How an edition fits its pages.

    `lines_over` is positive where that many lines stand beyond the last page of the budget, negative where that many
    more would fit, and 0 where it fits exactly. `sentence` says so in the edition's language.
    """

    pages: int
    page_budget: int
    lines_over: int
    per_page: tuple[PageFigures, ...]
    per_article: tuple[ArticleFigures, ...]
    sentence: str


@dataclass(frozen=True)
class Setting:
    """One thing that an editor may set for a plugin.

    `text` takes a string of at most `maximum` characters (200 where it is not given), `address` the same if it is the
    address of a page (`https://…` or `http://…`, or empty), `number` a whole number from `minimum` to `maximum`,
    `choice` one of `choices` (pairs of value and label), `yes-no` a truth value.
    """

    name: str
    kind: Literal["text", "address", "number", "choice", "yes-no"]
    label: str
    default: SettingValue
    help: str = ""
    minimum: int | None = None
    maximum: int | None = None
    choices: tuple[tuple[str, str], ...] = ()


class Hooks:
    """Every hook of version 1. A plugin implements at least one of the two exports, as functions of its module.

    docs/hooks.md is made from what is written here: `make hooks` writes it anew.
    """

    @hookspec(firstresult=True)
    def settings_schema(self) -> tuple[Setting, ...]:  # type: ignore[empty-body]
        """The settings that this plugin takes, in the order of the form. Without this hook it takes none.

        Since version 1.

        Example:
            @hookimpl
            def settings_schema() -> tuple[Setting, ...]:
                return (
                    Setting("columns", "number", "Columns", 2, help="Two read best.", minimum=1, maximum=3),
                    Setting("loud", "yes-no", "Headlines in capitals", True),
                )
        """

    @hookspec(firstresult=True)
    def export_edition(self, edition: Edition, settings: Settings) -> tuple[ExportedFile, ...]:  # type: ignore[empty-body]
        """The files made from an edition, the one that most people want first. At least one.

        Since version 1.

        Example:
            @hookimpl
            def export_edition(edition: Edition, settings: Settings) -> tuple[ExportedFile, ...]:
                titles = [article.title for article in edition.articles]
                text = "\\n".join(title.upper() if settings["loud"] else title for title in titles)
                return (ExportedFile(f"headlines-{edition.number}.txt", "text/plain", text.encode()),)
        """

    @hookspec(firstresult=True)
    def export_sheet(self, sheet: Sheet, settings: Settings) -> tuple[ExportedFile, ...]:  # type: ignore[empty-body]
        """The files made from a sheet. Without this hook the plugin is not offered for sheets.

        Since version 1.

        Example:
            @hookimpl
            def export_sheet(sheet: Sheet) -> tuple[ExportedFile, ...]:
                lines = (sheet.claim.said, sheet.claim.answer) if sheet.claim else (sheet.article.title,)
                return (ExportedFile("tonight.txt", "text/plain", "\\n\\n".join(lines).encode()),)
        """

    @hookspec(firstresult=True)
    def measure_edition(self, edition: Edition, settings: Settings) -> Measurement:  # type: ignore[empty-body]
        """How the edition would fit its pages, by the plugin's real layout. Only for what has pages.

        Editors wait for it while they put an edition together: two seconds at most.

        Since version 1.

        Example:
            @hookimpl
            def measure_edition(edition: Edition, settings: Settings) -> Measurement:
                lines = sum(len(article.text) // 60 + 3 for article in edition.articles)
                over = lines - 4 * 50
                sentence = f"{over} lines too many." if over > 0 else f"Room for {-over} more lines."
                return Measurement(-(-lines // 50), 4, over, per_page=(), per_article=(), sentence=sentence)
        """
