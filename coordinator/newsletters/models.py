"""Newsletters, editions, articles, their exports and the plugins that a space chose."""

from enum import StrEnum
from typing import Any

import peewee

from coordinator import ids
from coordinator.access import Role
from coordinator.db import Row
from coordinator.files import StoredFile
from coordinator.jobs import Job
from coordinator.newsletters.claims.models import Claim
from coordinator.reports.models import Note, Report
from coordinator.spaces.models import Membership, Site, Space, memberships_of, spaces_of, spaces_with_role
from coordinator.threads.models import Post


class Newsletter(Row):
    """A space's newsletter: its masthead and what stands in every edition."""

    space = peewee.ForeignKeyField(Space, unique=True, backref="newsletters", on_delete="CASCADE")
    space_id: int
    name = peewee.TextField()
    motto = peewee.TextField(default="")
    imprint = peewee.TextField(default="")
    how_to_reach = peewee.TextField(default="")
    # Every so many weeks (0: no rhythm), on a weekday (0 is Monday), pieces handed in so many days before.
    rhythm_weeks = peewee.IntegerField(default=0)
    weekday = peewee.IntegerField(default=0)
    deadline_days = peewee.IntegerField(default=3)
    # Whether a second editor has to say yes before a number goes on the open web, and before it is handed out.
    second_yes_web = peewee.BooleanField(default=True)
    second_yes_paper = peewee.BooleanField(default=False)
    version = peewee.IntegerField(default=1)

    class Meta:
        table_name = "newsletter"


class EditionState(StrEnum):
    """Where an edition stands."""

    IN_WORK = "in_work"
    PUBLISHED = "published"


class Edition(Row):
    """One number of a space's newsletter."""

    public_id = peewee.CharField(max_length=32, unique=True, default=ids.new_id)
    space = peewee.ForeignKeyField(Space, backref="editions", on_delete="CASCADE")
    space_id: int
    number = peewee.IntegerField()
    date = peewee.DateField()
    deadline = peewee.DateField(null=True)
    # How many pages it should have.
    pages = peewee.IntegerField(default=4)
    # The size of its type in points, as `9.5`; empty where it is that of every number.
    text_size = peewee.CharField(max_length=8, default="")
    state = peewee.CharField(max_length=12, default=EditionState.IN_WORK.value)
    is_on_the_web = peewee.BooleanField(default=False)
    # An editor wants it there, and a second one has not said yes yet.
    is_web_wanted = peewee.BooleanField(default=False)
    version = peewee.IntegerField(default=1)
    made_on = peewee.DateField()
    published_on = peewee.DateField(null=True)
    deleted_on = peewee.DateField(null=True)
    # Where to write, as it was printed when the number came out; empty where it was not.
    kept_address = peewee.TextField(default="")
    kept_code_word = peewee.TextField(default="")

    class Meta:
        table_name = "edition"
        indexes = ((("space", "number"), True),)

    @property
    def is_published(self) -> bool:
        """Whether the members may read it."""
        return bool(self.state == EditionState.PUBLISHED.value)

    @classmethod
    def visible_to(cls, account_id: int | None) -> Any:
        """In work: the space's editors. Published: its members, and anybody once it is on the web."""
        published = cls.state == EditionState.PUBLISHED.value
        return cls.inside_for(account_id) | (cls.deleted_on.is_null() & published & cls.is_on_the_web)

    @classmethod
    def inside_for(cls, account_id: int | None) -> Any:
        """Those that are read whole, names and all: in work by the space's editors, published by its members."""
        edited = cls.space.in_(spaces_with_role(account_id, Role.EDITOR, Role.COORDINATOR))
        published = cls.state == EditionState.PUBLISHED.value
        return cls.deleted_on.is_null() & (edited | (published & cls.space.in_(spaces_of(account_id))))


class Wish(StrEnum):
    """What whoever submits an article says about changes to it."""

    SHORTEN = "shorten"
    SHOW_ME = "show_me"
    AS_IT_IS = "as_it_is"


class ArticleKind(StrEnum):
    """What sort of piece an article is, where somebody said so."""

    LETTER = "letter"
    FLOOR = "floor"
    DEBATE = "debate"
    NEWS = "news"
    HISTORY = "history"
    ANSWER = "answer"
    ANNOUNCEMENT = "announcement"
    POEM = "poem"


class ArticleState(StrEnum):
    """Where an article stands."""

    IN_BOX = "in_box"
    IN_EDITION = "in_edition"
    DECLINED = "declined"


class Article(Row):
    """A piece for the newsletter, with its way back to what it was made from."""

    public_id = peewee.CharField(max_length=32, unique=True, default=ids.new_id)
    space = peewee.ForeignKeyField(Space, backref="articles", on_delete="CASCADE")
    space_id: int
    author = peewee.ForeignKeyField(Membership, null=True, on_delete="SET NULL")
    author_id: int | None
    kind = peewee.CharField(max_length=16, default="")
    title = peewee.TextField()
    byline = peewee.TextField(default="")
    wish = peewee.CharField(max_length=12, default=Wish.SHORTEN.value)
    state = peewee.CharField(max_length=12, default=ArticleState.IN_BOX.value)
    edition = peewee.ForeignKeyField(Edition, null=True, backref="articles", on_delete="SET NULL")
    edition_id: int | None
    position = peewee.IntegerField(default=0)
    body_source = peewee.TextField()
    body_html = peewee.TextField()
    body_version = peewee.IntegerField()
    picture = peewee.ForeignKeyField(StoredFile, null=True, on_delete="SET NULL")
    picture_id: int | None
    picture_text = peewee.TextField(default="")
    # The way back: at most one of the two; notes have rows of their own.
    from_report = peewee.ForeignKeyField(Report, null=True, on_delete="SET NULL")
    from_report_id: int | None
    from_post = peewee.ForeignKeyField(Post, null=True, on_delete="SET NULL")
    from_post_id: int | None
    from_claim = peewee.ForeignKeyField(Claim, null=True, backref="articles", on_delete="SET NULL")
    from_claim_id: int | None
    # In print, all but the first `blocks_before` blocks stand behind another article of the same edition.
    carries_on_after = peewee.ForeignKeyField("self", null=True, on_delete="SET NULL")
    carries_on_after_id: int | None
    blocks_before = peewee.IntegerField(default=0)
    # Changed by an editor although its author asked to be shown first; not placed until the author agrees.
    awaits_author = peewee.BooleanField(default=False)
    # Empty: that of its space.
    language = peewee.CharField(max_length=12, default="")
    translation_of = peewee.ForeignKeyField("self", null=True, backref="translations", on_delete="SET NULL")
    translation_of_id: int | None
    # What the piece was made from, in the words that its reader may see.
    source_title = peewee.TextField(default="")
    version = peewee.IntegerField(default=1)
    made_on = peewee.DateField()
    deleted_on = peewee.DateField(null=True)

    class Meta:
        table_name = "article"
        indexes = (
            (("space", "state", "deleted_on"), False),
            (("edition", "position"), False),
        )

    @property
    def is_from_elsewhere(self) -> bool:
        """Whether it was made from words that were not written for the newsletter."""
        return self.from_report_id is not None or self.from_post_id is not None

    @classmethod
    def visible_to(cls, account_id: int | None) -> Any:
        """Its author, the space's editors, and, once published, the members of the space.

        Others read a number that is on the web as a whole, with the names taken out.
        """
        published = Edition.select(Edition.id).where(
            (Edition.state == EditionState.PUBLISHED.value) & Edition.inside_for(account_id)
        )
        return cls.deleted_on.is_null() & (
            cls.author.in_(memberships_of(account_id))
            | cls.space.in_(spaces_with_role(account_id, Role.EDITOR, Role.COORDINATOR))
            | cls.edition.in_(published)
        )


class ArticleNote(Row):
    """A note that an article was made from: the way back."""

    article = peewee.ForeignKeyField(Article, backref="from_notes", on_delete="CASCADE")
    article_id: int
    note = peewee.ForeignKeyField(Note, backref="in_articles", on_delete="CASCADE")
    note_id: int

    class Meta:
        table_name = "article_note"
        indexes = ((("article", "note"), True),)


class ArticleVersion(Row):
    """An article as it stood before an edit."""

    article = peewee.ForeignKeyField(Article, backref="versions", on_delete="CASCADE")
    article_id: int
    number = peewee.IntegerField()
    title = peewee.TextField()
    body_source = peewee.TextField()
    author = peewee.ForeignKeyField(Membership, null=True, on_delete="SET NULL")
    author_id: int | None
    made_on = peewee.DateField()

    class Meta:
        table_name = "article_version"
        indexes = ((("article", "number"), True),)


class Agreement(Row):
    """A yes to printing words that come from elsewhere: by the source space's coordinator or the post's author."""

    article = peewee.ForeignKeyField(Article, unique=True, backref="agreements", on_delete="CASCADE")
    article_id: int
    membership = peewee.ForeignKeyField(Membership, null=True, on_delete="SET NULL")
    membership_id: int | None
    is_given = peewee.BooleanField(default=False)
    made_on = peewee.DateField()

    class Meta:
        table_name = "agreement"


# A plugin that fails so often in one space is switched off there.
FAILURES_IN_A_ROW = 3


class PluginChoice(Row):
    """A plugin that a space switched on, with the settings that it checked against what the plugin declares."""

    space = peewee.ForeignKeyField(Space, backref="plugin_choices", on_delete="CASCADE")
    space_id: int
    plugin = peewee.CharField(max_length=80)
    is_on = peewee.BooleanField(default=True)
    settings = peewee.TextField(default="{}")
    failures = peewee.IntegerField(default=0)

    class Meta:
        table_name = "plugin_choice"
        indexes = ((("space", "plugin"), True),)


class Export(Row):
    """One run of a plugin over an edition, or over one article or claim as a sheet, and what came of it."""

    public_id = peewee.CharField(max_length=32, unique=True, default=ids.new_id)
    space = peewee.ForeignKeyField(Space, backref="exports", on_delete="CASCADE")
    space_id: int
    edition = peewee.ForeignKeyField(Edition, null=True, backref="exports", on_delete="CASCADE")
    edition_id: int | None
    article = peewee.ForeignKeyField(Article, null=True, backref="sheets", on_delete="CASCADE")
    article_id: int | None
    claim = peewee.ForeignKeyField(Claim, null=True, backref="posters", on_delete="CASCADE")
    claim_id: int | None
    plugin = peewee.CharField(max_length=80)
    settings = peewee.TextField(default="{}")
    # Empty: every piece in its own language.
    language = peewee.CharField(max_length=12, default="")
    # None: for the whole space.
    site = peewee.ForeignKeyField(Site, null=True, on_delete="SET NULL")
    site_id: int | None
    job = peewee.ForeignKeyField(Job, null=True, on_delete="SET NULL")
    job_id: int | None
    state = peewee.CharField(max_length=12, default="waiting")
    sentence = peewee.TextField(default="")
    made_on = peewee.DateField()

    class Meta:
        table_name = "export"

    @classmethod
    def visible_to(cls, account_id: int | None) -> Any:
        """As the edition inside its space; a sheet, by the space's editors."""
        editions = Edition.select(Edition.id).where(Edition.inside_for(account_id))
        edited = cls.space.in_(spaces_with_role(account_id, Role.EDITOR, Role.COORDINATOR))
        return cls.edition.in_(editions) | (cls.edition.is_null() & edited)


class ExportFile(Row):
    """One file that an export made."""

    export = peewee.ForeignKeyField(Export, backref="files", on_delete="CASCADE")
    export_id: int
    file = peewee.ForeignKeyField(StoredFile, on_delete="CASCADE")
    file_id: int
    position = peewee.IntegerField(default=0)

    class Meta:
        table_name = "export_file"
