"""What is looked at before a number leaves its space: each finding in one sentence, with the way to its place."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from coordinator.errors import Invalid
from coordinator.language import _, quotable
from coordinator.newsletters import queries
from coordinator.newsletters.claims.models import Claim
from coordinator.newsletters.few_people import written_by_few
from coordinator.newsletters.letters.printed import reach_of
from coordinator.newsletters.models import Agreement, Article, Edition
from coordinator.newsletters.picture_data import carries_data
from coordinator.newsletters.printable import printable_edition, printable_sheet
from coordinator.plugin_contract import Article as PrintableArticle
from coordinator.spaces import redaction
from coordinator.spaces.models import Space
from coordinator.typesetting.coverage import lacking_signs

_LINK = re.compile(r'href="(https?://[^"]+)"')
# More of them would not be read.
HINTS_AT_MOST = 8


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at: what it is, where it can be changed, and whether it keeps the number from leaving."""

    sentence: str
    address: str
    stops: bool = False


def findings_of(edition: Edition) -> list[Finding]:
    """Everything that was found in a number, what stops it first; nothing where it may leave as it is."""
    articles = queries.lined_up(edition.id)
    if not articles:
        return []
    newsletter = queries.newsletter_of(edition.space_id)
    printed = printable_edition(edition, newsletter, articles).articles
    pieces = _findings(edition.space_id, articles, tuple(each for each in printed if not each.is_box))
    boxes = _in_boxes(edition, [each for each in printed if each.is_box])
    return sorted([*pieces, *boxes], key=lambda each: not each.stops)


def _in_boxes(edition: Edition, printed: list[PrintableArticle]) -> list[Finding]:
    """Names in a box, as in a piece, and signs that the fonts lack."""
    names = redaction.load_names(edition.space_id)
    front = f"/s/{edition.space.slug}/newsletter/"
    found: list[Finding] = []
    for each in printed:
        # Of all boxes only the one that says where to write has a picture; it is made from the letterbox.
        address = front + ("letterbox" if each.pictures else "boxes/")
        found += _names_in(quotable(each.title), address, "", _words(each), names)
        found += _signs(each, address)
    return found


def _in_address(space: Space) -> list[Finding]:
    """Names of the space's list in the letterbox's address and code word, which stand on every printed sheet."""
    left = redaction.names_in(str(reach_of(space)), redaction.load_names(space.id))
    title = _("Write to us")
    return [
        Finding(
            str(_("“%(name)s” is on your list, and would still stand in “%(title)s”.", name=name, title=title)),
            f"/s/{space.slug}/newsletter/letterbox",
            stops=True,
        )
        for name in left
    ]


def findings_of_sheet(article: Article) -> list[Finding]:
    """The same of one article by itself."""
    shown = printable_sheet(article, queries.newsletter_of(article.space_id)).article
    return [*_in_address(article.space), *_findings(article.space_id, [article], (shown,))]


def findings_of_claim(claim: Claim) -> list[Finding]:
    """The same of what management says, with its answer: the names in it."""
    names = redaction.load_names(claim.space_id)
    written = "\n\n".join((claim.said, claim.said_to, claim.answer, claim.source))
    words = redaction.replace_names(written, names)
    found = _names_in(quotable(claim.said), f"/claims/{claim.public_id}/edit", written, words, names)
    return [*_in_address(claim.space), *found]


def require_none(findings: list[Finding]) -> None:
    """Refuse (Invalid) what something was found in that stops it, with the first such thing."""
    stopping = next((each for each in findings if each.stops), None)
    if stopping is not None:
        raise Invalid(stopping.sentence)


def _findings(space_id: int, articles: list[Article], printed: tuple[PrintableArticle, ...]) -> list[Finding]:
    names = redaction.load_names(space_id)
    keys = [each.id for each in articles]
    asked = {row.article_id for row in Agreement.select().where(Agreement.article.in_(keys) & ~Agreement.is_given)}
    found: list[Finding] = []
    for article, shown in zip(articles, printed, strict=True):
        found += _missing_yes(article, article.id in asked)
        found += _names(article, shown, names)
        found += _pictures(article, shown)
        found += _links(article, shown)
        found += _signs(shown, f"/articles/{article.public_id}/edit")
    found += _few_people(space_id, [(each, shown.byline) for each, shown in zip(articles, printed, strict=True)])
    return sorted(found, key=lambda each: not each.stops)


def _missing_yes(article: Article, is_asked: bool) -> list[Finding]:
    address = f"/articles/{article.public_id}"
    if article.awaits_author:
        sentence = _("“%(title)s” was changed, and its author asked to be shown first.", title=quotable(article.title))
        return [Finding(str(sentence), address, stops=True)]
    if is_asked:
        sentence = _(
            "“%(title)s” has words of others in it, and their yes is still missing.", title=quotable(article.title)
        )
        return [Finding(str(sentence), address, stops=True)]
    return []


def _names(article: Article, shown: PrintableArticle, names: list[tuple[str, str]]) -> list[Finding]:
    """Names of the space's list that would still be printed, and what else may tell who somebody is."""
    written = f"{article.title}\n{article.byline}\n{article.body_source}"
    return _names_in(quotable(article.title), f"/articles/{article.public_id}/edit", written, _words(shown), names)


def _names_in(title: str, change: str, written: str, words: str, names: list[tuple[str, str]]) -> list[Finding]:
    """The same of any text: as it was `written`, and the `words` that would be printed of it."""
    left = redaction.names_in(words, names)
    found = [
        Finding(
            str(_("“%(name)s” is on your list, and would still stand in “%(title)s”.", name=name, title=title)),
            change,
            stops=True,
        )
        for name in left
    ]
    taken_out = redaction.names_in(written, names)
    found += [
        Finding(
            str(_("“%(name)s” is printed as “%(words)s” in “%(title)s”.", name=name, words=words_for, title=title)),
            change,
        )
        for name, words_for in names
        if name in taken_out and name not in left
    ]
    own = {words_for.casefold() for _name, words_for in names}
    likely = [each for each in redaction.likely_names(words) if each.casefold() not in own and each not in left]
    if likely:
        hint = _(
            "“%(title)s” may tell who somebody is: %(names)s.", title=title, names=", ".join(likely[:HINTS_AT_MOST])
        )
        found.append(Finding(str(hint), change))
    return found


def _words(shown: PrintableArticle) -> str:
    pictures = [words for each in shown.pictures for words in (each.alt, each.caption)]
    return "\n\n".join(dict.fromkeys((shown.title, shown.byline, shown.text, *pictures)))


def _pictures(article: Article, shown: PrintableArticle) -> list[Finding]:
    address = f"/articles/{article.public_id}/edit"
    found = []
    for picture in shown.pictures:
        if carries_data(picture.content):
            sentence = _(
                "The picture of “%(title)s” carries data that may tell where it comes from. Choose it anew.",
                title=quotable(article.title),
            )
            found.append(Finding(str(sentence), address, stops=True))
        if not picture.alt:
            sentence = _("Nobody said what the picture of “%(title)s” shows.", title=quotable(article.title))
            found.append(Finding(str(sentence), address))
    return found


def _signs(shown: PrintableArticle, address: str) -> list[Finding]:
    """What no font of the printed paper has a shape for."""
    captions = [each.caption for each in shown.pictures]
    lacking = lacking_signs("\n".join((shown.title, shown.byline, shown.text, *captions)))
    if not lacking:
        return []
    sentence = _(
        "The fonts of the printed paper lack %(signs)s: an empty square would stand instead in “%(title)s”.",
        signs=" ".join(lacking[:HINTS_AT_MOST]),
        title=quotable(shown.title),
    )
    return [Finding(str(sentence), address)]


def _few_people(space_id: int, bylines: list[tuple[Article, str]]) -> list[Finding]:
    """One warning for all pieces together that fewer than five people could have written, as `written_by_few` says."""
    found = written_by_few(space_id, bylines)
    if not found:
        return []
    sentence = _(
        "Fewer than five people are known to be at the site that these pieces name or are meant for, so it may be "
        "guessed who wrote them: %(titles)s.",
        titles=", ".join(f"“{quotable(each.title)}”" for each in found[:HINTS_AT_MOST]),
    )
    return [Finding(str(sentence), f"/articles/{found[0].public_id}/edit")]


def _links(article: Article, shown: PrintableArticle) -> list[Finding]:
    hosts = dict.fromkeys(urlsplit(address).netloc for address in _LINK.findall(shown.html))
    if not hosts:
        return []
    sentence = _("“%(title)s” leads elsewhere: %(hosts)s.", title=quotable(article.title), hosts=", ".join(hosts))
    return [Finding(str(sentence), f"/articles/{article.public_id}/edit")]
