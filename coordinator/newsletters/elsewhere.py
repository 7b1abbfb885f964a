"""Words that a piece has from elsewhere: the way back to them, who is asked for a yes, and names taken out later."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from coordinator import markup, search
from coordinator.access import Reader
from coordinator.language import _
from coordinator.newsletters.models import Agreement, Article, ArticleVersion
from coordinator.newsletters.web import findable
from coordinator.reports.models import Report
from coordinator.spaces import redaction
from coordinator.spaces.audience import outward
from coordinator.spaces.models import Membership, Space
from coordinator.threads.models import Post, Thread

Names = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Source:
    """What a piece was made from, for somebody who may read it."""

    title: str
    report: str = ""
    post: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A piece as those see it who are asked for a yes to it."""

    place: str
    title: str
    html: str


def source_of(reader: Reader, article: Article) -> Source | None:
    """The way back to what a piece was made from; None where it is not there, or not for this reader."""
    if not article.is_from_elsewhere:
        return None
    account = reader.account_id
    report = Report.get_or_none((Report.id == article.from_report_id) & Report.visible_to(account))
    if report is not None:
        return Source(article.source_title, report=report.public_id)
    readable = Thread.select(Thread.id).where(Thread.visible_to(account))
    post = Post.get_or_none((Post.id == article.from_post_id) & Post.is_there() & Post.thread.in_(readable))
    return None if post is None else Source(article.source_title, post=post.public_id)


@dataclass(frozen=True, slots=True)
class Consent:
    """Whose words a piece has in it, who said yes to printing them, and on which day; None where nobody has yet.

    People are told by where they belong, never by a name: they may be of another space. Whoever may not read the
    source is told of no place either.
    """

    whose: str
    by: str
    on: date | None


def consent_of(reader: Reader, article: Article) -> Consent | None:
    """The consent to words from elsewhere; None for a piece that was written for the newsletter."""
    if not article.is_from_elsewhere:
        return None
    agreement = Agreement.get_or_none(Agreement.article == article.id)
    given = agreement is not None and agreement.is_given
    day = agreement.made_on if agreement is not None and given else None
    if source_of(reader, article) is None:
        return Consent(str(_("Words from elsewhere")), _whether_agreed(agreement is not None, given), day)
    home = _home(article)
    place = str(_("a space")) if home is None else _told(reader, home)
    whose = (
        _("A report of %(place)s", place=place) if article.from_report_id else _("A post from %(place)s", place=place)
    )
    return Consent(str(whose), _who_agreed(article, place, is_needed=agreement is not None, is_given=given), day)


def _whether_agreed(is_needed: bool, is_given: bool) -> str:
    if not is_needed:
        return str(_("nobody had to be asked: everybody can read it"))
    return str(_("Yes") if is_given else _("nobody yet"))


def _home(article: Article) -> Space | None:
    """The space that the words come from."""
    if article.from_report is not None:
        return article.from_report.space
    author = article.from_post.author if article.from_post is not None else None
    return None if author is None else author.space


def _told(reader: Reader, space: Space) -> str:
    return str(space.name if reader.standing_in(space.id) is not None else outward(space))


def _who_agreed(article: Article, place: str, *, is_needed: bool, is_given: bool) -> str:
    if not is_needed or not is_given:
        return _whether_agreed(is_needed, is_given)
    return str(_("a coordinator of %(place)s", place=place) if article.from_report_id else _("whoever wrote it"))


def asked(reader: Reader, article: Article) -> Asked:
    """The piece as it may leave its space, whose outward name stands for it; whole for that space's own members."""
    space = article.space
    if reader.standing_in(space.id) is not None:
        return Asked(space.name, article.title, article.body_html)
    names = redaction.load_names(space.id)
    html = markup.render(redaction.replace_names(article.body_source, names))
    return Asked(outward(space), redaction.replace_names(article.title, names), html)


@redaction.on_change
def names_changed(space_id: int) -> None:
    """Take the names of now out of the pieces that other spaces made from this one's reports and posts."""
    names = redaction.load_names(space_id)
    reports = Report.select(Report.id).where(Report.space == space_id)
    members = Membership.select(Membership.id).where(Membership.space == space_id)
    posts = Post.select(Post.id).where(Post.author.in_(members))
    is_ours: Any = Article.from_report.in_(reports) | Article.from_post.in_(posts)
    for article in Article.select().where((Article.space != space_id) & is_ours):
        _take_out(article, names)


def _take_out(article: Article, names: Names) -> None:
    for name in ("title", "source_title", "byline", "picture_text"):
        setattr(article, name, redaction.replace_names(getattr(article, name), names))
    source = redaction.replace_names(article.body_source, names)
    if source != article.body_source:
        article.body_source, article.body_html = source, markup.render(source)
    if article.dirty_fields:
        article.save()
    if article.deleted_on is None:
        put_article(article)
    for version in ArticleVersion.select().where(ArticleVersion.article == article.id):
        version.title = redaction.replace_names(version.title, names)
        version.body_source = redaction.replace_names(version.body_source, names)
        version.save()


def put_article(article: Article) -> None:
    """Have a piece found by its words of now."""
    text = f"{article.title}\n{article.byline}\n{markup.plain_text(article.body_html)}"
    search.put("article", article.id, text, article.space_id)
    findable.put_again(article)
