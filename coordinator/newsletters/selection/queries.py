"""The pieces of a number that go out together, for those who read one language or work at one site."""

from collections.abc import Iterable
from dataclasses import dataclass

from coordinator.newsletters.models import Article
from coordinator.newsletters.selection.models import ArticleSite
from coordinator.spaces.choices import LANGUAGES
from coordinator.spaces.models import Site
from coordinator.spaces.queries import sites_of


@dataclass(frozen=True, slots=True)
class Selection:
    """What is wanted of a number: one language (empty: each piece in its own), one site (None: the whole space)."""

    language: str = ""
    site_id: int | None = None


EVERYTHING = Selection()


def language_of(article: Article) -> str:
    """The language that a piece is written in."""
    return article.language or article.space.language


def languages_of(articles: Iterable[Article]) -> list[tuple[str, str]]:
    """The languages that pieces are written in, each with its own name; that of the first piece first."""
    return [(code, LANGUAGES.get(code, code)) for code in dict.fromkeys(language_of(each) for each in articles)]


def chosen(articles: list[Article], wanted: Selection) -> list[Article]:
    """The pieces that go out, in their order.

    Of a piece and its translations, the one in the wanted language; where none is, the piece as it was written.
    For a site, without what is meant for others only; for the whole space, all of them.
    """
    for_site = _for_site(articles, wanted.site_id) if wanted.site_id is not None else articles
    return _in_language(for_site, wanted.language) if wanted.language else for_site


def _for_site(articles: list[Article], site_id: int) -> list[Article]:
    limited = sites_by_article(articles)
    return [each for each in articles if each.id not in limited or site_id in limited[each.id]]


def _in_language(articles: list[Article], language: str) -> list[Article]:
    groups: dict[int, list[Article]] = {}
    for article in articles:
        groups.setdefault(group_of(article), []).append(article)
    return [_best(group, language) for group in groups.values()]


def group_of(article: Article) -> int:
    """The key of the piece that this one and its sisters translate."""
    return article.translation_of_id or article.id


def _best(group: list[Article], language: str) -> Article:
    original = next((each for each in group if each.translation_of_id is None), group[0])
    return next((each for each in group if language_of(each) == language), original)


def sites_by_article(articles: Iterable[Article]) -> dict[int, set[int]]:
    """The keys of the sites that pieces are meant for, by the piece's key; one for all sites is missing."""
    keys = [each.id for each in articles]
    found: dict[int, set[int]] = {}
    for row in ArticleSite.select().where(ArticleSite.article.in_(keys)) if keys else []:
        found.setdefault(row.article_id, set()).add(row.site_id)
    return found


def sites_meant(articles: list[Article]) -> list[Site]:
    """The open sites of the space, where any of the pieces is meant for some of them only; else none."""
    return sites_of(articles[0].space_id) if sites_by_article(articles) else []


def missing_in(articles: list[Article]) -> dict[int, list[str]]:
    """Where pieces of a number are in several languages: the names of those that a piece is not in, by its key."""
    spoken = languages_of(articles)
    found: dict[int, list[str]] = {}
    if len(spoken) > 1:
        for article in articles:
            there = {language_of(each) for each in articles if group_of(each) == group_of(article)}
            if absent := [name for code, name in spoken if code not in there]:
                found[article.id] = absent
    return found


def sisters_of(article: Article) -> list[Article]:
    """The same piece in other languages: what it translates, and what translates it."""
    group = group_of(article)
    same = ((Article.id == group) | (Article.translation_of == group)) & (Article.id != article.id)
    return list(Article.select().where(same & Article.deleted_on.is_null()).order_by(Article.id))
