"""What editors say about a piece, in tables of their own: a piece without marks has no row here."""

import peewee

from coordinator.db import Row
from coordinator.newsletters.models import Article
from coordinator.spaces.models import Membership


class ArticleMark(Row):
    """How far a piece is, who is at it, and the word with which it was put aside."""

    article = peewee.ForeignKeyField(Article, unique=True, backref="marks", on_delete="CASCADE")
    article_id: int
    edited_by = peewee.ForeignKeyField(Membership, null=True, backref="edits", on_delete="SET NULL")
    edited_by_id: int | None
    edited_since = peewee.DateField(null=True)
    is_ready = peewee.BooleanField(default=False)
    # The editor who looks after it.
    keeper = peewee.ForeignKeyField(Membership, null=True, backref="keeps", on_delete="SET NULL")
    keeper_id: int | None
    deadline = peewee.DateField(null=True)
    kind_word = peewee.TextField(default="")

    class Meta:
        table_name = "article_mark"


class ArticleRemark(Row):
    """A remark on a piece: read by the editors, and by its author where it says so."""

    article = peewee.ForeignKeyField(Article, backref="remarks", on_delete="CASCADE")
    article_id: int
    author = peewee.ForeignKeyField(Membership, null=True, backref="article_remarks", on_delete="SET NULL")
    author_id: int | None
    text = peewee.TextField()
    is_for_author = peewee.BooleanField(default=False)
    made_on = peewee.DateField()

    class Meta:
        table_name = "article_remark"


class Correction(Row):
    """A line that says what was wrong with a piece that was out already."""

    article = peewee.ForeignKeyField(Article, backref="corrections", on_delete="CASCADE")
    article_id: int
    sentence = peewee.TextField()
    made_on = peewee.DateField()

    class Meta:
        table_name = "correction"
