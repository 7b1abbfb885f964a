"""What can be read of the newsletter: editions, articles, the box, exports, and what waits for whom."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from coordinator import clock, files, markup, search
from coordinator.access import Permission, Reader, Role
from coordinator.language import _, translated
from coordinator.newsletters.looks import queries as looks
from coordinator.newsletters.models import (
    FAILURES_IN_A_ROW,
    Agreement,
    Article,
    ArticleNote,
    ArticleState,
    ArticleVersion,
    Edition,
    EditionState,
    Export,
    ExportFile,
    Newsletter,
    PluginChoice,
)
from coordinator.notices.models import Kind
from coordinator.notices.queries import position_of
from coordinator.plugin_contract import SettingValue
from coordinator.plugin_host import host
from coordinator.prepared import Prepared
from coordinator.reports import queries as reports
from coordinator.reports.models import Note, Report
from coordinator.spaces.models import memberships_of, spaces_of, spaces_with_role
from coordinator.threads.models import Post


@dataclass(frozen=True, slots=True)
class ChosenPlugin:
    """A plugin as one space has it: switched on or off, with its settings."""

    name: str
    title: str
    summary: str
    is_on: bool
    settings: dict[str, SettingValue]
    problem: str
    has_failed: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """An article found by search."""

    title: str
    address: str
    excerpt: str
    place: str
    day: Any


def newsletter_of(space_id: int) -> Newsletter:
    """The newsletter of a space; one that nobody has set up yet has a plain name and is no row."""
    found = Newsletter.get_or_none(Newsletter.space == space_id)
    return found or Newsletter(space=space_id, name=str(_("Our newsletter")))


def article_for(reader: Reader, article_id: str) -> Article | None:
    """An article that the reader may read, by its public id."""
    return Article.get_or_none((Article.public_id == article_id) & Article.visible_to(reader.account_id))


def article_to_change(reader: Reader, article_id: str) -> Article | None:
    """An article that the reader handed in, or edits, by its public id; also one that was taken back."""
    own = Article.author.in_(memberships_of(reader.account_id))
    edited = Article.space.in_(spaces_with_role(reader.account_id, Role.EDITOR, Role.COORDINATOR))
    return Article.get_or_none((Article.public_id == article_id) & (own | edited))


def article_awaiting(reader: Reader, article_id: str) -> Article | None:
    """An article that needs the reader's yes: as coordinator of its report's space, or as author of its post."""
    return Article.get_or_none((Article.public_id == article_id) & _asks(reader.account_id))


def _asks(account_id: int | None) -> Any:
    """The condition that an article was made from something that is the account's to agree to."""
    reports = Report.select(Report.id).where(Report.space.in_(spaces_with_role(account_id, Role.COORDINATOR)))
    posts = Post.select(Post.id).where(Post.author.in_(memberships_of(account_id)))
    agreements = Agreement.select(Agreement.article)
    return (
        Article.deleted_on.is_null()
        & Article.id.in_(agreements)
        & (Article.from_report.in_(reports) | Article.from_post.in_(posts))
    )


def _waiting(account_id: Any) -> Any:
    missing = Agreement.select(Agreement.article).where(~Agreement.is_given)
    asked = _asks(account_id) & Article.id.in_(missing)
    changed = Article.deleted_on.is_null() & Article.awaits_author & Article.author.in_(memberships_of(account_id))
    return Article.select(Article.title, Article.public_id).where(asked | changed).order_by(Article.id)


_WAITING = Prepared(_waiting)


def waiting_for(reader: Reader) -> list[tuple[str, str]]:
    """Title and id of the articles that wait for the reader's yes: to words of theirs, or to an editor's changes."""
    return [(title, public_id) for title, public_id in _WAITING.rows(account_id=reader.account_id)]


def agreement_of(article: Article) -> Agreement | None:
    """The yes that an article's words need, given or not; None where they need none."""
    return Agreement.get_or_none(Agreement.article == article.id)


def notes_of(article: Article, reader: Reader) -> list[Note]:
    """The notes that an article was made from, where the reader may read them."""
    keys = ArticleNote.select(ArticleNote.note).where(ArticleNote.article == article.id)
    return list(Note.select().where(Note.id.in_(keys) & Note.visible_to(reader.account_id)))


def versions_of(article: Article) -> list[ArticleVersion]:
    """An article as it stood before each edit, newest first."""
    rows = ArticleVersion.select().where(ArticleVersion.article == article.id)
    return list(rows.order_by(ArticleVersion.number.desc()))


def edition_for(reader: Reader, edition_id: str) -> Edition | None:
    """An edition that the reader may read, by its public id."""
    return Edition.get_or_none((Edition.public_id == edition_id) & Edition.visible_to(reader.account_id))


def published_edition(reader: Reader, space: str, number: str) -> Edition | None:
    """A published edition that the reader may read, by its space's slug and its number."""
    if not number.isascii() or not number.isdigit() or len(number) > 6:
        return None
    found: Edition | None = (
        Edition.select()
        .join(Edition.space.rel_model)
        .where(
            (Edition.space.rel_model.slug == space)
            & (Edition.number == int(number))
            & (Edition.state == EditionState.PUBLISHED.value)
            & Edition.visible_to(reader.account_id)
        )
        .first()
    )
    return found


def lined_up(edition_id: int) -> list[Article]:
    """The articles of an edition, in their order."""
    return list(
        Article.select()
        .where((Article.edition == edition_id) & Article.deleted_on.is_null())
        .order_by(Article.position, Article.id)
    )


def editions(reader: Reader, space_id: int) -> list[Edition]:
    """The editions of a space that the reader may read, newest first."""
    return list(
        Edition.select()
        .where((Edition.space == space_id) & Edition.visible_to(reader.account_id))
        .order_by(Edition.number.desc())
    )


def number_wanting_pieces(space_id: int) -> tuple[int, date] | None:
    """Number and last day of the number that pieces are handed in for now; every member of the space may know it."""
    waits = (Edition.state == EditionState.IN_WORK.value) & (Edition.deadline >= clock.today())
    chosen = (Edition.space == space_id) & Edition.deleted_on.is_null() & waits
    found: Edition | None = Edition.select().where(chosen).order_by(Edition.deadline, Edition.number).first()
    return (found.number, found.deadline) if found and found.deadline else None


def box(reader: Reader, space_id: int, state: ArticleState = ArticleState.IN_BOX) -> list[Article]:
    """What lies in a space's box (or was declined), newest first; nothing for whoever is no editor there."""
    if not reader.may(Permission.EDIT_NEWSLETTER, space_id):
        return []
    return list(
        Article.select()
        .where((Article.space == space_id) & (Article.state == state.value) & Article.deleted_on.is_null())
        .order_by(Article.id.desc())
    )


def own_articles(reader: Reader, space_id: int) -> list[Article]:
    """What the reader handed in to a space, newest first."""
    return list(
        Article.select()
        .where(
            (Article.space == space_id)
            & Article.author.in_(memberships_of(reader.account_id))
            & Article.deleted_on.is_null()
        )
        .order_by(Article.id.desc())
        .limit(30)
    )


def _new(account_id: Any) -> Any:
    seen = position_of(account_id, Kind.EDITION, Edition.id)
    is_new = Edition.deleted_on.is_null() & (Edition.state == EditionState.PUBLISHED.value) & (seen == 0)
    return (
        Edition.select(Edition.space, Edition.number, Edition.published_on, Newsletter.name)
        .join(Newsletter, "LEFT JOIN", on=Newsletter.space == Edition.space)
        .where(is_new & Edition.space.in_(spaces_of(account_id)))
        .order_by(Edition.id.desc())
        .limit(20)
    )


_NEW = Prepared(_new)


def newly_published(reader: Reader) -> list[tuple[int, int, Any, str]]:
    """Published editions of the reader's spaces that the reader has not opened yet, newest first.

    The space's key, the number, the day and the newsletter's name of each.
    """
    return [
        (space_id, number, day, name or str(_("Our newsletter")))
        for space_id, number, day, name in _NEW.rows(account_id=reader.account_id)
    ]


def export_for(reader: Reader, export_id: str) -> Export | None:
    """An export that the reader may have, by its public id."""
    return Export.get_or_none((Export.public_id == export_id) & Export.visible_to(reader.account_id))


def files_of(export: Export) -> list[files.StoredFile]:
    """The files of an export, the one that most people want first."""
    rows = ExportFile.select().where(ExportFile.export == export.id).order_by(ExportFile.position)
    return [row.file for row in rows]


def exports_of(edition: Edition) -> list[Export]:
    """What was made of an edition so far, newest first."""
    return list(Export.select().where(Export.edition == edition.id).order_by(Export.id.desc()).limit(20))


def plugin_choices(space_id: int) -> list[ChosenPlugin]:
    """Every plugin that there is for the space, as it has it. One that ships is on until switched off."""
    rows = {row.plugin: row for row in PluginChoice.select().where(PluginChoice.space == space_id)}
    plugins = [*host.discover(), *looks.plugins_of(space_id)]
    return [_chosen(plugin, rows.get(plugin.name)) for plugin in plugins]


def _chosen(plugin: Any, row: PluginChoice | None) -> ChosenPlugin:
    is_on = plugin.is_shipped if row is None else bool(row.is_on)
    settings = {} if row is None else json.loads(row.settings)
    title, summary = translated(plugin.title), translated(plugin.summary)
    has_failed = row is not None and not is_on and row.failures >= FAILURES_IN_A_ROW
    return ChosenPlugin(plugin.name, title, summary, is_on, settings, str(plugin.problem), has_failed)


def failed_plugins(space_id: int) -> list[str]:
    """The names of the plugins that were switched off in a space because they failed again and again."""
    rows = PluginChoice.select().where((PluginChoice.space == space_id) & ~PluginChoice.is_on)
    return [row.plugin for row in rows.where(PluginChoice.failures >= FAILURES_IN_A_ROW).order_by(PluginChoice.plugin)]


def _readable_files(account_id: int | None) -> Any:
    """The keys of the files that come with articles and exports that the account may have."""
    pictures = Article.select(Article.picture).where(Article.visible_to(account_id) & Article.picture.is_null(False))
    exports = Export.select(Export.id).where(Export.visible_to(account_id))
    made = ExportFile.select(ExportFile.file).where(ExportFile.export.in_(exports))
    return pictures.union_all(made)


def _findable(account_id: int | None) -> Any:
    return Article.select(Article.id).where(Article.visible_to(account_id))


def _shown(keys: list[int], account_id: int | None) -> dict[int, Hit]:
    rows = Article.select().where(Article.id.in_(keys) & Article.visible_to(account_id))
    return {row.id: _hit(row) for row in rows}


def _hit(article: Article) -> Hit:
    excerpt = markup.plain_text(article.body_html)[:200]
    return Hit(article.title, f"/articles/{article.public_id}", excerpt, article.space.name, article.made_on)


@reports.add_made_of
def _made_of_note(reader: Reader, note_id: int) -> list[tuple[str, str]]:
    """The articles that a note went into and the reader may read, as title and address."""
    keys = ArticleNote.select(ArticleNote.article).where(ArticleNote.note == note_id)
    rows = Article.select().where(Article.id.in_(keys) & Article.visible_to(reader.account_id))
    return [(row.title, f"/articles/{row.public_id}") for row in rows.order_by(Article.id)]


files.allow(_readable_files)
search.register("article", _findable, _shown)
