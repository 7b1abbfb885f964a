"""The letterbox of a space, the letters in it, and what was said about each since it came."""

import re
from enum import StrEnum
from typing import Any

import peewee

from coordinator import ids, markup
from coordinator.access import Role
from coordinator.db import Row
from coordinator.files import StoredFile
from coordinator.newsletters.models import Article
from coordinator.spaces.models import Membership, Space, spaces_with_role
from coordinator.spaces.redaction import take_out

HEADING = 60
_PAUSE = re.compile(rf".{{14,{HEADING - 1}}}[.,;:!?…](?=\s)")
_WORDS = re.compile(rf".{{1,{HEADING}}}(?=\s)")


class Letterbox(Row):
    """Whether anybody may write to the newsletter of a space, and on which terms."""

    space = peewee.ForeignKeyField(Space, unique=True, backref="letterboxes", on_delete="CASCADE")
    space_id: int
    is_open = peewee.BooleanField(default=False)
    # Printed in the newsletter; empty where none is asked for.
    code_word = peewee.TextField(default="")
    # So many days after the last thing that anybody did with it, a letter is deleted.
    keeps_days = peewee.IntegerField(default=90)
    # Whether its address stands with a square in every number.
    is_printed = peewee.BooleanField(default=False)

    class Meta:
        table_name = "letterbox"


class LetterWish(StrEnum):
    """What the sender says about printing it."""

    AS_IT_IS = "as_it_is"
    SHORTEN = "shorten"
    SHOW_ME = "show_me"
    NOT_FOR_PRINT = "not_for_print"


class Letter(Row):
    """What somebody without an account wrote; nothing here leads to the sender."""

    public_id = peewee.CharField(max_length=32, unique=True, default=ids.new_id)
    space = peewee.ForeignKeyField(Space, backref="letters", on_delete="CASCADE")
    space_id: int
    receipt_hash = peewee.CharField(max_length=64, unique=True)
    text = peewee.TextField()
    wish = peewee.CharField(max_length=16, default=LetterWish.SHORTEN.value)
    picture = peewee.ForeignKeyField(StoredFile, null=True, backref="letters", on_delete="SET NULL")
    picture_id: int | None
    is_spam = peewee.BooleanField(default=False)
    arrived_on = peewee.DateField()
    goes_on = peewee.DateField(index=True)

    class Meta:
        table_name = "letter"

    @property
    def html(self) -> str:
        """Its words as safe HTML."""
        return markup.as_plain_html(self.text)

    @property
    def beginning(self) -> str:
        """Its first line, at most eighty letters of it."""
        line = str(self.text).splitlines()[0]
        return line if len(line) <= 80 else line[:79].rsplit(" ", 1)[0] + "…"

    @property
    def heading(self) -> str:
        """A heading for a piece made of it: how its first line begins, sixty letters at most, to a pause if it can."""
        line = str(self.text).splitlines()[0]
        begins = _PAUSE.match(line) or _WORDS.match(line) if len(line) > HEADING else None
        return (begins[0] if begins else line[:HEADING]).rstrip(" .,;:!?…-–—") or line[:HEADING]

    @classmethod
    def visible_to(cls, account_id: int | None) -> Any:
        """Those who edit the newsletter of its space; the sender comes with words, not with an account."""
        return cls.space.in_(spaces_with_role(account_id, Role.EDITOR, Role.COORDINATOR))


class LetterPart(Row):
    """A line that the sender added, or an answer of the editors; an answer that was changed stays as it was."""

    letter = peewee.ForeignKeyField(Letter, backref="parts", on_delete="CASCADE")
    letter_id: int
    is_answer = peewee.BooleanField()
    # False where a later answer took its place.
    is_current = peewee.BooleanField(default=True)
    author = peewee.ForeignKeyField(Membership, null=True, backref="letter_parts", on_delete="SET NULL")
    author_id: int | None
    text = peewee.TextField()
    made_on = peewee.DateField()

    class Meta:
        table_name = "letter_part"

    @property
    def html(self) -> str:
        """Its words as safe HTML; of an answer, which leaves the space, without the names of now."""
        return markup.as_plain_html(take_out(self.letter.space_id, self.text) if self.is_answer else self.text)


class Said(StrEnum):
    """What the sender says to a piece that was made of their letter; empty where nothing was said yet."""

    NOTHING = ""
    YES = "yes"
    NO = "no"


class LetterArticle(Row):
    """A piece that was made of a letter: the way back while the letter is kept, and what the sender says of it."""

    letter = peewee.ForeignKeyField(Letter, backref="made_articles", on_delete="CASCADE")
    letter_id: int
    article = peewee.ForeignKeyField(Article, unique=True, backref="from_letters", on_delete="CASCADE")
    article_id: int
    # Where it was shown to the sender: the day, the last day for an answer, and what they see, names taken out.
    shown_on = peewee.DateField(null=True)
    until = peewee.DateField(null=True)
    shown_version = peewee.IntegerField(default=0)
    shown_title = peewee.TextField(default="")
    shown_text = peewee.TextField(default="")
    says = peewee.CharField(max_length=4, default="")

    class Meta:
        table_name = "letter_article"

    @property
    def is_as_shown(self) -> bool:
        """Whether the sender was shown the piece, and nobody changed it since."""
        return self.shown_on is not None and bool(self.shown_version == self.article.version)

    @property
    def is_asked(self) -> bool:
        """Whether the sender may say yes or no to it now."""
        return self.is_as_shown and bool(self.article.awaits_author) and not self.says

    @property
    def title(self) -> str:
        """The heading that the sender sees, without the names of now."""
        return take_out(self.letter.space_id, self.shown_title)

    @property
    def html(self) -> str:
        """What the sender sees, as safe HTML, without the names of now."""
        return markup.render(take_out(self.letter.space_id, self.shown_text))
