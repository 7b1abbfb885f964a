"""What editors do with a letter: answer it, make a piece of it, say that it is spam, delete it; and where to write."""

from datetime import date

from coordinator import clock, db, markup
from coordinator.access import Permission, Reader, require
from coordinator.errors import Invalid, NotFound
from coordinator.language import _
from coordinator.newsletters.actions import articles
from coordinator.newsletters.actions.editions import set_masthead
from coordinator.newsletters.letters.actions import forget_letter, keep_on
from coordinator.newsletters.letters.models import Letter, LetterArticle, LetterPart, LetterWish
from coordinator.newsletters.letters.queries import letterbox_of
from coordinator.newsletters.models import Article, ArticleKind, Wish
from coordinator.newsletters.queries import newsletter_of
from coordinator.spaces.redaction import take_out

ANSWER_BYTES = 10_000


def answer(actor: Reader, letter: Letter, text: str, today: date | None = None) -> None:
    """Answer a letter; an answer that stood there before is kept for the editors.

    The answer leaves the space, so the names that the space takes out are taken out. Refuses (Invalid) no words.
    """
    standing = require(actor, Permission.EDIT_NEWSLETTER, letter.space_id)
    text = markup.normalise(text).strip()
    markup.require_length(text, ANSWER_BYTES, "text")
    if not text:
        raise Invalid(_("Write the answer first."), "text")
    with db.write():
        LetterPart.update(is_current=False).where((LetterPart.letter == letter.id) & LetterPart.is_answer).execute()
        LetterPart.create(
            letter=letter.id,
            is_answer=True,
            author=standing.membership_id,
            text=take_out(letter.space_id, text),
            made_on=today or clock.today(),
        )
        keep_on(letter, today)


def make_article(actor: Reader, letter: Letter, title: str) -> Article:
    """Put a letter's words into the box as a piece of kind letter, with its picture and the sender's wish.

    Refuses (Invalid) a letter that its sender does not want printed.
    """
    require(actor, Permission.EDIT_NEWSLETTER, letter.space_id)
    if letter.wish == LetterWish.NOT_FOR_PRINT:
        raise Invalid(_("Whoever wrote this letter does not want it printed."))
    draft = articles.Draft(title, letter.text, kind=ArticleKind.LETTER.value, wish=Wish(letter.wish))
    with db.write():
        article = articles.submit_article(actor, letter.space_id, draft)
        # The same stored picture: it was made anew when the letter came. The sender's wish binds every editor, so
        # none of them is its author.
        Article.update(picture=letter.picture_id, author=None).where(Article.id == article.id).execute()
        LetterArticle.create(letter=letter.id, article=article.id)
        keep_on(letter)
    return Article.get_by_id(article.id)


def set_spam(actor: Reader, letter: Letter, is_spam: bool) -> None:
    """Lay a letter among the spam, or take it from there; it goes on its day either way."""
    require(actor, Permission.EDIT_NEWSLETTER, letter.space_id)
    with db.write():
        Letter.update(is_spam=is_spam).where(Letter.id == letter.id).execute()


def delete_letter(actor: Reader, letter: Letter) -> None:
    """Delete a letter for good; its sender finds nothing any more. A piece that was made of it stays."""
    require(actor, Permission.EDIT_NEWSLETTER, letter.space_id)
    forget_letter(letter)


def print_address(actor: Reader, space_id: int, address: str, line: str) -> None:
    """Have `line` stand below how to reach the newsletter, where the letterbox's address does not stand there yet.

    Refuses (NotFound) a letterbox that is closed.
    """
    require(actor, Permission.EDIT_NEWSLETTER, space_id)
    if not letterbox_of(space_id).is_open:
        raise NotFound()
    newsletter = newsletter_of(space_id)
    if address in newsletter.how_to_reach:
        return
    reached = f"{newsletter.how_to_reach}\n{line}".strip()
    set_masthead(actor, space_id, newsletter.version, name=newsletter.name, how_to_reach=reached)
