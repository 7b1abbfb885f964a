"""Putting a letter into the box, coming back to it with its words, and letting it go."""

import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

from coordinator import clock, db, files, jobs, markup, once
from coordinator.access import Permission, Reader, require
from coordinator.accounts import throttle, words
from coordinator.errors import Invalid, TooMany
from coordinator.language import _
from coordinator.newsletters.letters.models import Letter, Letterbox, LetterPart, LetterWish
from coordinator.newsletters.letters.queries import letterbox_of
from coordinator.newsletters.letters.receipts import fingerprint, new_receipt

LETTER_BYTES = 20_000
LINE_BYTES = 2_000
LINES_AT_MOST = 20
AN_HOUR = timedelta(hours=1)
# Letters an hour, and wrong words an hour that begin with the same word.
OF_A_SPACE, OF_THE_SERVER, GUESSES = 30, 120, 30


@dataclass(frozen=True, slots=True)
class Terms:
    """What editors set for their letterbox; `keeps_days` from 14 to 365."""

    is_open: bool = True
    code_word: str = ""
    keeps_days: int = 90
    # Whether its address stands in every number.
    is_printed: bool = False


def set_letterbox(actor: Reader, space_id: int, terms: Terms) -> None:
    """Open or close the letterbox and set its terms. Refuses (Invalid) days outside of 14 to 365."""
    require(actor, Permission.EDIT_NEWSLETTER, space_id)
    if not 14 <= terms.keeps_days <= 365:
        raise Invalid(_("From 14 to 365 days."), "keeps_days")
    word = markup.one_line(terms.code_word, 100, "code_word")
    values = {
        "is_open": terms.is_open,
        "code_word": word,
        "keeps_days": terms.keeps_days,
        "is_printed": terms.is_printed,
    }
    with db.write():
        row = letterbox_of(space_id)
        for name, value in values.items():
            setattr(row, name, value)
        row.save()


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter before it is a row."""

    text: str
    wish: LetterWish = LetterWish.SHORTEN
    picture: bytes | None = None
    code_word: str = ""


def send_letter(box: Letterbox, draft: Draft, secret: str, today: date | None = None) -> str:
    """Put a letter into the box; the words that lead back to it are returned here and never again.

    Refuses no words and a wrong code word (Invalid), and one letter too many in an hour (TooMany).
    """
    once.refuse_spent()
    text = _needed(draft.text, LETTER_BYTES, "text", _("Write your letter first: a few lines are enough."))
    _check_code_word(box, draft.code_word)
    _check_rate(box)
    picture = files.make_picture(draft.picture) if draft.picture else None
    receipt, day = new_receipt(), today or clock.today()
    with db.write():
        Letter.create(
            space=box.space_id,
            receipt_hash=fingerprint(receipt, secret),
            text=text,
            wish=draft.wish.value,
            picture=files.keep_made(picture) if picture else None,
            arrived_on=day,
            goes_on=day + timedelta(days=box.keeps_days),
        )
    return receipt


def _needed(text: str, limit: int, field: str, sentence: str) -> str:
    text = markup.normalise(text).strip()
    markup.require_length(text, limit, field)
    if not text:
        raise Invalid(sentence, field)
    return text


def _check_code_word(box: Letterbox, typed: str) -> None:
    if box.code_word and _folded(typed) != _folded(box.code_word):
        raise Invalid(
            _("That is not the code word. It is printed in the newest number of the newsletter."), "code_word"
        )


def _folded(text: str) -> str:
    """Letters and digits alone, small and without accents."""
    return "".join(each for each in unicodedata.normalize("NFKD", text.casefold()) if each.isalnum())


def _check_rate(box: Letterbox) -> None:
    """Count a letter. Neither who sends it nor from where is looked at."""
    of_space = throttle.is_over("letters", str(box.space_id), OF_A_SPACE, AN_HOUR)
    if throttle.is_over("letters", "server", OF_THE_SERVER, AN_HOUR) or of_space:
        raise TooMany(
            _("Many letters came in this hour, and yours was not taken. Keep your text, and send it again in an hour.")
        )


def letter_with(receipt: str, secret: str) -> Letter:
    """The letter that these words lead to; as much is done for wrong words as for right ones.

    Refuses wrong words with one sentence (Invalid), after many that begin alike with another (TooMany).
    Whoever has the right words is let in at any time.
    """
    first = words.as_recovery(receipt).partition(" ")[0]
    is_over = throttle.is_over("letter", first, GUESSES, AN_HOUR)
    found: Letter | None = Letter.get_or_none(Letter.receipt_hash == fingerprint(receipt, secret))
    if found is not None:
        return found
    if is_over:
        raise TooMany(_("That was tried too often. Please wait an hour, then try again."))
    raise Invalid(
        _("No letter has these words. Check them one by one; after its last day a letter is gone."), "receipt"
    )


def add_line(letter: Letter, text: str, today: date | None = None) -> None:
    """The sender adds something to a letter. Refuses (Invalid) nothing at all, and more than twenty lines."""
    text = _needed(text, LINE_BYTES, "line", _("Write the line first."))
    mine = (LetterPart.letter == letter.id) & ~LetterPart.is_answer
    with db.write():
        if LetterPart.select().where(mine).count() >= LINES_AT_MOST:
            raise Invalid(_("Many lines were added already. Please write another letter."), "line")
        LetterPart.create(letter=letter.id, is_answer=False, text=text, made_on=today or clock.today())
        keep_on(letter, today)


def keep_on(letter: Letter, today: date | None = None) -> None:
    """Something was done with a letter: its days begin anew; part of the caller's transaction."""
    letter.goes_on = (today or clock.today()) + timedelta(days=letterbox_of(letter.space_id).keeps_days)
    Letter.update(goes_on=letter.goes_on).where(Letter.id == letter.id).execute()


def forget_letter(letter: Letter) -> None:
    """Delete a letter for good, with its picture and everything that was said about it."""
    with db.write():
        Letter.delete().where(Letter.id == letter.id).execute()
        if letter.picture_id:
            files.drop_unused(letter.picture_id)


def purge(today: date | None = None) -> int:
    """Delete for good the letters whose last day is over; returns how many those were."""
    with db.write():
        gone = list(Letter.select().where(Letter.goes_on < (today or clock.today())))
        for letter in gone:
            forget_letter(letter)
    return len(gone)


@jobs.daily("letters_whose_time_is_over")
def purge_letters() -> None:
    """A letter goes when the day comes that its sender was told."""
    purge()
