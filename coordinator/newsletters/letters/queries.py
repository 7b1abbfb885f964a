"""What can be read of a letterbox: whether it is open, and for its editors, the letters in it."""

from typing import Any

from coordinator import files
from coordinator.access import Reader
from coordinator.newsletters.letters.models import Letter, Letterbox, LetterPart
from coordinator.spaces.models import Space


def open_letterbox(_reader: Reader, space: str) -> Letterbox | None:
    """The letterbox at a space's address, with its space, where it is open."""
    found: Letterbox | None = (
        Letterbox.select(Letterbox, Space).join(Space).where(Letterbox.is_open & (Space.slug == space)).first()
    )
    return found


def letterbox_of(space_id: int) -> Letterbox:
    """The letterbox of a space as it is set; one that was never set is closed and not stored."""
    found: Letterbox | None = Letterbox.get_or_none(Letterbox.space == space_id)
    return found or Letterbox(space=space_id)


def parts_of(letter: Letter) -> list[LetterPart]:
    """What was added to a letter and what stands as its answer, in the order in which it came."""
    chosen = (LetterPart.letter == letter.id) & LetterPart.is_current
    return list(LetterPart.select().where(chosen).order_by(LetterPart.id))


def _readable_pictures(account_id: int | None) -> Any:
    return Letter.select(Letter.picture).where(Letter.visible_to(account_id) & Letter.picture.is_null(False))


files.allow(_readable_pictures)
