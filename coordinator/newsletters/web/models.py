"""What stands open to anybody, what search engines are told, and the yes of an editor to what was read."""

from typing import Any

import peewee

from coordinator.db import Row
from coordinator.newsletters.claims.models import Claim
from coordinator.newsletters.models import Article, Edition, EditionState
from coordinator.spaces.models import Membership, Space


class WebTerms(Row):
    """What a space says to search engines about its numbers on the open web; without a row they are sent away."""

    space = peewee.ForeignKeyField(Space, unique=True, on_delete="CASCADE")
    space_id: int
    is_listed = peewee.BooleanField(default=False)

    class Meta:
        table_name = "web_terms"


class NumberYes(Row):
    """One editor read a number and said yes; `seen` is what it consisted of at that moment."""

    edition = peewee.ForeignKeyField(Edition, backref="yeses", on_delete="CASCADE")
    edition_id: int
    membership = peewee.ForeignKeyField(Membership, on_delete="CASCADE")
    membership_id: int
    seen = peewee.CharField(max_length=64)
    made_on = peewee.DateField()

    class Meta:
        table_name = "number_yes"
        indexes = ((("edition", "membership"), True),)


class SheetYes(Row):
    """The same for one piece or one claim by itself: one of the two."""

    article = peewee.ForeignKeyField(Article, null=True, backref="yeses", on_delete="CASCADE")
    article_id: int | None
    claim = peewee.ForeignKeyField(Claim, null=True, backref="yeses", on_delete="CASCADE")
    claim_id: int | None
    membership = peewee.ForeignKeyField(Membership, on_delete="CASCADE")
    membership_id: int
    seen = peewee.CharField(max_length=64)
    made_on = peewee.DateField()

    class Meta:
        table_name = "sheet_yes"


def is_open() -> Any:
    """The condition that anybody may read a number."""
    return (Edition.state == EditionState.PUBLISHED.value) & Edition.is_on_the_web & Edition.deleted_on.is_null()
