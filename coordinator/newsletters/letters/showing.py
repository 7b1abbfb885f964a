"""Showing a piece to whoever wrote the letter that it was made of, and what they say to it."""

from datetime import date, timedelta

from coordinator import clock, db
from coordinator.access import Permission, Reader, require
from coordinator.errors import Invalid, NotFound
from coordinator.language import _
from coordinator.newsletters.letters.actions import keep_on
from coordinator.newsletters.letters.models import Letter, LetterArticle, Said
from coordinator.newsletters.letters.queries import made_of_letter, shown_pieces
from coordinator.newsletters.models import Article
from coordinator.spaces.redaction import take_out

# The fewest days for which a letter is kept are more.
DAYS_TO_ANSWER = 7


def show_piece(actor: Reader, article: Article, today: date | None = None) -> LetterArticle:
    """Put a changed piece to whoever wrote the letter: they read it with their words and say yes or no.

    It leaves the space, so names are taken out. What they said to an earlier text is forgotten. Refuses (Invalid)
    a piece that waits for nobody, and (NotFound) one that was made of no letter.
    """
    made = _made(actor, article)
    if not article.awaits_author:
        raise Invalid(_("This piece waits for nobody: it may be printed as it stands."))
    day = today or clock.today()
    made.shown_on, made.until = day, day + timedelta(days=DAYS_TO_ANSWER)
    made.shown_version, made.says = article.version, Said.NOTHING.value
    made.shown_title = take_out(article.space_id, article.title)
    made.shown_text = take_out(article.space_id, article.body_source)
    with db.write():
        made.save()
        keep_on(made.letter, today)
    return made


def _made(actor: Reader, article: Article) -> LetterArticle:
    require(actor, Permission.EDIT_NEWSLETTER, article.space_id)
    made = made_of_letter(article)
    if made is None:
        raise NotFound()
    return made


def say(letter: Letter, article_id: str, is_yes: bool, today: date | None = None) -> None:
    """As the sender: say yes or no to a piece as it was shown. Refuses (Invalid) one that nobody asks about now."""
    found = shown_pieces(letter)
    made = next((each for each in found if each.article.public_id == article_id and each.is_asked), None)
    if made is None:
        raise Invalid(_("The editors changed this piece, or it is decided already. Look at your letter again."))
    made.says = Said.YES.value if is_yes else Said.NO.value
    with db.write():
        made.save()
        keep_on(letter, today)
        if is_yes:
            _release(made.article)


def decide(actor: Reader, article: Article, today: date | None = None) -> None:
    """As an editor: print a piece that was shown, once its day is over and the sender said nothing.

    Refuses (Invalid) before that day is over, after a no, and where it was changed since.
    """
    made = _made(actor, article)
    if not may_decide(made, today):
        raise Invalid(_("Whoever wrote the letter still has time to say yes or no to this piece."))
    with db.write():
        _release(article)


def may_decide(made: LetterArticle, today: date | None = None) -> bool:
    """Whether the day for an answer is over, and none came."""
    return made.is_asked and made.until is not None and bool(made.until < (today or clock.today()))


def _release(article: Article) -> None:
    """Let a piece be placed, if it still is the one that was shown; part of the caller's transaction."""
    as_shown = (Article.id == article.id) & (Article.version == article.version)
    Article.update(awaits_author=False).where(as_shown).execute()
