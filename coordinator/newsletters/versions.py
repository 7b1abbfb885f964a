"""How a piece stood before each change, and what changed between any two of its versions."""

from dataclasses import dataclass
from datetime import date

from coordinator.access import Reader
from coordinator.errors import NotFound
from coordinator.newsletters.actions import articles
from coordinator.newsletters.differences import Piece, differences
from coordinator.newsletters.models import Article, ArticleVersion
from coordinator.spaces.models import Membership


@dataclass(frozen=True, slots=True)
class Version:
    """A text of a piece; `ended_by` and `ended_on` say who changed it when, empty for the one that stands now."""

    number: int
    title: str
    text: str
    ended_by: str = ""
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions of a piece and what changed from the first to the second."""

    old: Version
    new: Version
    title: list[list[Piece]]
    lines: list[list[Piece]]


def versions_of(article: Article) -> list[Version]:
    """Every version of a piece, the one that stands now first."""
    rows = (
        ArticleVersion.select(ArticleVersion, Membership)
        .join(Membership, "LEFT JOIN")
        .where(ArticleVersion.article == article.id)
        .order_by(ArticleVersion.number.desc())
    )
    return [Version(article.version, article.title, article.body_source), *(_version(row) for row in rows)]


def _version(row: ArticleVersion) -> Version:
    pen_name = row.author.pen_name if row.author else ""
    return Version(row.number, row.title, row.body_source, pen_name, row.made_on)


def compare(versions: list[Version], old: int | None = None, new: int | None = None) -> Comparison | None:
    """What changed between the versions of these numbers: the last change where none are named, None without one."""
    if len(versions) < 2:
        return None
    by_number = {each.number: each for each in versions}
    one, other = by_number.get(old or 0, versions[1]), by_number.get(new or 0, versions[0])
    one, other = sorted((one, other), key=lambda each: each.number)
    return Comparison(one, other, differences(one.title, other.title), differences(one.text, other.text))


def go_back(actor: Reader, article: Article, number: int, version: int) -> Article:
    """Make an earlier version the text of the piece again, as a new version. Refuses (NotFound) what never was."""
    earlier = next((each for each in versions_of(article)[1:] if each.number == number), None)
    if earlier is None:
        raise NotFound()
    draft = articles.Draft(
        earlier.title,
        earlier.text,
        kind=article.kind,
        byline=article.byline,
        picture_text=article.picture_text,
        language=article.language,
    )
    return articles.edit_article(actor, article, draft, version)
