"""Threads, their posts and guests, and who may read them."""

from typing import Any

import peewee

from coordinator import ids
from coordinator.access import Audience
from coordinator.accounts.models import Account
from coordinator.db import Row, UtcDateTimeField
from coordinator.reports.models import Report
from coordinator.spaces.models import Line, Membership, Space, in_audience, spaces_of


class Thread(Row):
    """A discussion inside its space or across spaces; posts are numbered from 1 without gaps."""

    space_id: int
    opener_id: int | None
    line_id: int | None
    report_id: int | None
    public_id = peewee.CharField(max_length=32, unique=True, default=ids.new_id)
    space = peewee.ForeignKeyField(Space, backref="threads", on_delete="CASCADE")
    opener = peewee.ForeignKeyField(Membership, null=True, on_delete="SET NULL")
    line = peewee.ForeignKeyField(Line, null=True, on_delete="SET NULL")
    # The report that it discusses; a thread for the report's audience follows it, even after it has gone.
    report = peewee.ForeignKeyField(Report, null=True, on_delete="SET NULL")
    follows_report = peewee.BooleanField(default=False)
    title = peewee.TextField()
    audience = peewee.CharField(max_length=12, default=Audience.SPACE.value)
    is_locked = peewee.BooleanField(default=False)
    # Stored, since all who may read the thread may read all of its posts.
    post_count = peewee.IntegerField(default=0)
    # The number of the post that says where it stands (0: none yet).
    sum_up_number = peewee.IntegerField(default=0)
    last_post_on = peewee.DateField()
    made_on = peewee.DateField()
    deleted_on = peewee.DateField(null=True)
    version = peewee.IntegerField(default=1)

    class Meta:
        table_name = "thread"
        indexes = (
            (("space", "deleted_on", "last_post_on"), False),
            (("audience", "deleted_on", "last_post_on"), False),
            (("line", "deleted_on", "last_post_on"), False),
            (("deleted_on", "last_post_on"), False),
        )

    @classmethod
    def visible_to(cls, account_id: int | None) -> Any:
        """The threads of the reader's spaces, those whose audience the reader belongs to, and those it is a guest of.

        A report's own thread for its audience follows the report: it is readable where the report is.
        """
        mine = spaces_of(account_id)
        invited = Guest.select(Guest.thread).where(Guest.held_by(account_id))
        readable = Report.select(Report.id).where(Report.outside_for(account_id))
        of_report = ~cls.follows_report | cls.report.in_(readable)
        outside = in_audience(cls, ThreadSpace, ThreadSpace.thread, account_id) & of_report
        return cls.deleted_on.is_null() & (cls.space.in_(mine) | cls.id.in_(invited) | outside)


def title_for(account_id: int | None) -> Any:
    """A thread's title as a column; empty where it is that of a report which the reader may not read (any more)."""
    readable = Report.select(Report.id).where(Report.visible_to(account_id))
    return peewee.Case(None, ((Thread.report.is_null() | Thread.report.in_(readable), Thread.title),), "")


class ThreadSpace(Row):
    """A space chosen as audience of a thread."""

    thread_id: int
    space_id: int
    thread = peewee.ForeignKeyField(Thread, backref="chosen_spaces", on_delete="CASCADE")
    space = peewee.ForeignKeyField(Space, on_delete="CASCADE")

    class Meta:
        table_name = "thread_space"
        indexes = ((("thread", "space"), True),)


class Guest(Row):
    """An account let into one thread only, under a pen name for it."""

    thread = peewee.ForeignKeyField(Thread, backref="guests", on_delete="CASCADE")
    account = peewee.ForeignKeyField(Account, on_delete="CASCADE")
    account_id: int
    pen_name = peewee.CharField(max_length=80)
    # The day from which the thread is closed to it; what it wrote stays under its pen name.
    ended_on = peewee.DateField(null=True)

    class Meta:
        table_name = "guest"
        indexes = ((("thread", "account"), True),)

    @classmethod
    def held_by(cls, account_id: int | None) -> Any:
        """The condition that an account is this guest, and still is."""
        return (cls.account == account_id) & cls.ended_on.is_null()


class GuestInvitation(Row):
    """A link that lets one person into one thread, once; it dies with the rights of who made it."""

    thread_id: int
    made_by_id: int
    taken_by_id: int | None
    thread = peewee.ForeignKeyField(Thread, backref="guest_invitations", on_delete="CASCADE")
    code_hash = peewee.CharField(max_length=64, unique=True)
    made_by = peewee.ForeignKeyField(Membership, on_delete="CASCADE")
    ends_at = UtcDateTimeField()
    is_used = peewee.BooleanField(default=False)
    # Who came in with it, so that a form sent twice leads to the same place.
    taken_by = peewee.ForeignKeyField(Guest, null=True, on_delete="SET NULL")

    class Meta:
        table_name = "guest_invitation"


class Post(Row):
    """One entry of a thread.

    `body_source` is what its author typed; `body_html` is what is shown, with the names of the author's
    space taken out where the thread leaves that space.
    """

    thread_id: int
    author_id: int | None
    guest_id: int | None
    quotes_id: int | None
    quotes_report_id: int | None
    public_id = peewee.CharField(max_length=32, unique=True, default=ids.new_id)
    thread = peewee.ForeignKeyField(Thread, backref="posts", on_delete="CASCADE")
    number = peewee.IntegerField()
    author = peewee.ForeignKeyField(Membership, null=True, on_delete="SET NULL")
    guest = peewee.ForeignKeyField(Guest, null=True, on_delete="SET NULL")
    # Shown as "a member of <outward name>".
    is_unnamed = peewee.BooleanField(default=False)
    body_source = peewee.TextField()
    body_html = peewee.TextField()
    body_version = peewee.IntegerField()
    # Whether `body_html` lacks names that stand in `body_source`.
    names_taken_out = peewee.BooleanField(default=False)
    quotes = peewee.ForeignKeyField("self", null=True, on_delete="SET NULL")
    quoted_html = peewee.TextField(default="")
    # A passage of a report: the report, and the words as they were released.
    quotes_report = peewee.ForeignKeyField(Report, null=True, on_delete="SET NULL")
    is_sum_up = peewee.BooleanField(default=False)
    edit_count = peewee.IntegerField(default=0)
    made_on = peewee.DateField()
    # Taken back by its author: shown as such to readers at once, gone for good a week later.
    deleted_on = peewee.DateField(null=True)
    # Put away by those who moderate the thread's space: hidden from readers, with the reason for its author.
    put_away_on = peewee.DateField(null=True)
    put_away_reason = peewee.TextField(default="")

    class Meta:
        table_name = "post"
        indexes = ((("thread", "number"), True),)

    @classmethod
    def is_there(cls) -> Any:
        """The condition that a post was neither taken back nor put away."""
        return cls.deleted_on.is_null() & cls.put_away_on.is_null()


class PostVersion(Row):
    """A post as it stood before an edit; read by its author and those who moderate the author's space."""

    post = peewee.ForeignKeyField(Post, backref="versions", on_delete="CASCADE")
    post_id: int
    number = peewee.IntegerField()
    body_source = peewee.TextField()
    body_html = peewee.TextField()
    made_on = peewee.DateField()

    class Meta:
        table_name = "post_version"
        indexes = ((("post", "number"), True),)


def posts_visible_to(account_id: int | None) -> Any:
    """The keys of all posts that a reader may find by search, as a sub-select."""
    threads = Thread.select(Thread.id).where(Thread.visible_to(account_id))
    return Post.select(Post.id).where(Post.thread.in_(threads) & Post.is_there())


def own_threads(account_id: int | None) -> Any:
    """The keys of the threads of the reader's own spaces, as a sub-select."""
    return Thread.select(Thread.id).where(Thread.space.in_(spaces_of(account_id)) & Thread.deleted_on.is_null())
