"""Articles: handing them in, making them from notes, reports and posts, changing them, saying yes to them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from coordinator import clock, db, files, footnotes, markup, search
from coordinator.access import Audience, Permission, Reader, Standing, require
from coordinator.errors import Invalid, NotAllowed, NotFound
from coordinator.language import _, quotable
from coordinator.newsletters.actions.forgetting import forget_article
from coordinator.newsletters.actions.saving import save
from coordinator.newsletters.claims.models import Claim
from coordinator.newsletters.elsewhere import put_article
from coordinator.newsletters.models import (
    Agreement,
    Article,
    ArticleKind,
    ArticleNote,
    ArticleState,
    ArticleVersion,
    Edition,
    Wish,
)
from coordinator.reports.models import Note
from coordinator.reports.queries import Passage
from coordinator.threads.models import Post, Thread

PICTURE_TEXT_BYTES = 500


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody hands in: an article before it is a row."""

    title: str
    text: str
    kind: str = ""
    byline: str = ""
    wish: Wish = Wish.SHORTEN
    picture: bytes | None = None
    picture_text: str = ""
    note_ids: tuple[int, ...] = ()
    report_id: int | None = None
    post_id: int | None = None
    claim_id: int | None = None
    source_title: str = ""
    # Empty: that of the space.
    language: str = ""
    translation_of_id: int | None = None


def submit_article(actor: Reader, space_id: int, draft: Draft, today: date | None = None) -> Article:
    """Put a piece into the space's box.

    Words that come from a report or a post wait for a yes of those whom they belong to, where the reader
    cannot give it; the yes is a row.
    """
    standing = require(actor, Permission.SUBMIT_ARTICLE, space_id)
    values = _values(draft)
    made_picture = files.make_picture(draft.picture) if draft.picture else None
    with db.write():
        picture = files.keep_made(made_picture) if made_picture else None
        article = Article.create(
            space=space_id,
            author=standing.membership_id,
            wish=draft.wish.value,
            picture=picture,
            from_report=draft.report_id,
            from_post=draft.post_id,
            from_claim=draft.claim_id,
            translation_of=draft.translation_of_id,
            source_title=draft.source_title,
            made_on=today or clock.today(),
            **values,
        )
        for note in _own_notes(actor, space_id, draft.note_ids):
            ArticleNote.create(article=article, note=note)
        _ask_for_agreement(actor, article)
        put_article(article)
    return article


def _own_notes(actor: Reader, space_id: int, note_ids: tuple[int, ...]) -> list[Note]:
    """Those of the notes that the reader may read and that belong to the space."""
    mine = Note.visible_to(actor.account_id) & (Note.space == space_id)
    return list(Note.select().where(Note.id.in_(note_ids) & mine)) if note_ids else []


def _values(draft: Draft) -> dict[str, Any]:
    title = markup.one_line(draft.title, field="title")
    if not title:
        raise Invalid(_("Give the piece a heading; the editors can change it."), "title")
    made = markup.made(draft.text, field="text")
    if not made["body_source"]:
        raise Invalid(_("The piece has no words yet."), "text")
    return {
        "title": title,
        "kind": draft.kind,
        "language": draft.language,
        "byline": markup.one_line(draft.byline, field="byline"),
        "picture_text": markup.one_line(draft.picture_text, PICTURE_TEXT_BYTES, "picture_text"),
        **made,
    }


def _ask_for_agreement(actor: Reader, article: Article) -> None:
    if not article.is_from_elsewhere or _is_public(article):
        return
    standing = agreeing_standing(actor, article)
    Agreement.create(
        article=article,
        membership=standing.membership_id if standing else None,
        is_given=standing is not None,
        made_on=clock.today(),
    )


def _is_public(article: Article) -> bool:
    if article.from_report is not None:
        report = article.from_report
        return report.is_released and report.audience == Audience.PUBLIC.value
    return article.from_post is not None and article.from_post.thread.audience == Audience.PUBLIC.value


def agreeing_standing(actor: Reader, article: Article) -> Standing | None:
    """The membership by which the reader may say yes for the source.

    For a report, that of a coordinator of its space; for a post, that of its author.
    """
    if article.from_report is not None:
        space_id = article.from_report.space_id
        return actor.standing_in(space_id) if actor.may(Permission.RELEASE_REPORT, space_id) else None
    if article.from_post is not None:
        author = article.from_post.author_id
        return next((each for each in actor.memberships if each.membership_id == author), None)
    return None


def agree(actor: Reader, article: Article) -> None:
    """Say yes to printing words that come from the reader's report or post. Refuses (NotFound) anybody else."""
    standing = agreeing_standing(actor, article)
    if standing is None:
        raise NotFound()
    with db.write():
        Agreement.update(is_given=True, membership=standing.membership_id, made_on=clock.today()).where(
            Agreement.article == article.id
        ).execute()


def agree_to_changes(actor: Reader, article: Article) -> None:
    """As the author who asked to be shown first: say yes to what the editors made of the piece."""
    if not is_author(actor, article):
        raise NotFound()
    with db.write():
        Article.update(awaits_author=False).where(Article.id == article.id).execute()


def is_author(actor: Reader, article: Article) -> bool:
    """Whether the reader handed the piece in."""
    return any(each.membership_id == article.author_id for each in actor.memberships)


def edit_article(actor: Reader, article: Article, draft: Draft, version: int) -> Article:
    """Save a changed piece; what stood there before is kept as a version.

    Its author may change it while it is in no edition, an editor always, except where the author said
    *as it is or not at all*. Refuses (Conflict) to overwrite a newer text.
    """
    _require_editable(actor, article)
    values = _values(draft)
    by_author = is_author(actor, article)
    if not by_author and article.wish == Wish.AS_IT_IS.value and values["body_source"] != article.body_source:
        raise NotAllowed(_("Its author wants this piece printed as it is or not at all, so its text stays."))
    changed = values["body_source"] != article.body_source or values["title"] != article.title
    awaits = (article.awaits_author or changed) and article.wish == Wish.SHOW_ME.value and not by_author
    awaits = awaits and not _is_as_handed_in(article, values["body_source"])
    made_picture = files.make_picture(draft.picture) if draft.picture else None
    with db.write():
        if made_picture:
            values["picture"] = files.keep_made(made_picture)
        save(Article, article.id, version, {**values, "awaits_author": awaits}, article.body_source)
        keep_version(actor, article)
        if draft.picture and article.picture_id:
            files.drop_unused(article.picture_id)
        saved = Article.get_by_id(article.id)
        put_article(saved)
    return saved


def _is_as_handed_in(article: Article, text: str) -> bool:
    """Whether a text is that of a piece's first version, in the words of an author who has no account to be asked."""
    if article.author_id is not None or article.translation_of_id is not None:
        return False
    first = ArticleVersion.get_or_none((ArticleVersion.article == article.id) & (ArticleVersion.number == 1))
    return bool(text == (first or article).body_source)


def _require_editable(actor: Reader, article: Article) -> None:
    if article.deleted_on is not None:
        raise NotFound()
    if actor.may(Permission.EDIT_NEWSLETTER, article.space_id):
        if article.edition is not None and article.edition.is_published:
            raise NotAllowed(_("This number is out. Take it back into work first, then change the piece."))
        return
    if not is_author(actor, article):
        raise NotFound()
    if article.state == ArticleState.IN_EDITION.value:
        raise NotAllowed(_("The piece is already in a number. Ask an editor to change it, or to hand it back."))


def keep_version(actor: Reader, article: Article) -> None:
    """Keep the piece as it stands; part of the caller's transaction, which changes it."""
    standing = actor.standing_in(article.space_id)
    ArticleVersion.create(
        article=article.id,
        number=article.version,
        title=article.title,
        body_source=article.body_source,
        author=standing.membership_id if standing else None,
        made_on=clock.today(),
    )


def take_back(actor: Reader, article: Article, at_once: bool = False) -> None:
    """As its author or an editor: take a piece away. It can be had back for seven days, unless `at_once`."""
    _require_editable(actor, article)
    with db.write():
        search.remove("article", article.id)
        if at_once:
            forget_article(article)
            return
        Article.update(
            deleted_on=clock.today(), edition=None, state=ArticleState.IN_BOX.value, version=Article.version + 1
        ).where(Article.id == article.id).execute()


def bring_back(actor: Reader, article: Article) -> None:
    """Undo `take_back` within the seven days."""
    if not is_author(actor, article) and not actor.may(Permission.EDIT_NEWSLETTER, article.space_id):
        raise NotFound()
    with db.write():
        Article.update(deleted_on=None).where(Article.id == article.id).execute()
        put_article(article)


def decline(actor: Reader, article: Article) -> None:
    """Say no to a piece; it stays its author's and can be taken up again."""
    require(actor, Permission.EDIT_NEWSLETTER, article.space_id)
    set_place(article, ArticleState.DECLINED, None, 0)


def take_up(actor: Reader, article: Article) -> None:
    """Put a declined piece back into the box."""
    require(actor, Permission.EDIT_NEWSLETTER, article.space_id)
    set_place(article, ArticleState.IN_BOX, None, 0)


def set_place(article: Article, state: ArticleState, edition: Edition | None, position: int) -> None:
    """Put a piece into the box, an edition or aside; its rights were checked by whoever calls."""
    with db.write():
        Article.update(state=state.value, edition=edition, position=position).where(Article.id == article.id).execute()


def require_printable(article: Article) -> None:
    """Refuse (Invalid) a piece that somebody still has to say yes to."""
    title = quotable(article.title)
    if article.awaits_author:
        raise Invalid(_("“%(title)s” was changed, and its author asked to be shown first.", title=title))
    if Agreement.select().where((Agreement.article == article.id) & ~Agreement.is_given).exists():
        raise Invalid(_("“%(title)s” has words of others in it, and their yes is still missing.", title=title))


def draft_of_notes(notes: list[Note]) -> Draft:
    """The beginning of an article made from ticked notes of one space, for its form."""
    text = footnotes.joined(note.body_source for note in notes)
    return Draft(title="", text=text, note_ids=tuple(note.id for note in notes))


def draft_of_post(post: Post, thread: Thread) -> Draft:
    """The beginning of an article made from a post, as its readers see it."""
    return Draft(title=thread.title, text=markup.plain_text(post.body_html), post_id=post.id, source_title=thread.title)


def draft_of_claim(claim: Claim) -> Draft:
    """The beginning of an article made from a claim: the answer under what was said."""
    text = "\n\n".join(part for part in (claim.answer, claim.source) if part)
    return Draft(title=claim.said, text=text, kind=ArticleKind.ANSWER.value, claim_id=claim.id)


def draft_of_passage(passage: Passage) -> Draft:
    """The beginning of an article made from a passage of a report, as the reader may see it."""
    return Draft(
        title=passage.heading or passage.title,
        text=passage.text_source,
        report_id=passage.report.id,
        source_title=passage.title,
    )
