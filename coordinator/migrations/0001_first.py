"""The first schema."""

from huey.contrib.sql_huey import SqlStorage
from peewee import *  # noqa: F403 (each migration is a frozen script of its own)


def up(migrator, db):
    class Account(Model):
        sign_in_name = CharField(unique=True, max_length=64)
        password_hash = TextField()
        recovery_hash = TextField(default='')
        is_operator = BooleanField(default=False)
        language = CharField(null=True, max_length=12)
        email = TextField(null=True)
        made_week = CharField(max_length=8)
        last_week = CharField(max_length=8, default='')
        is_closed = BooleanField(default=False)
        class Meta:
            database = db
            table_name = 'account'
    db.create_tables([Account])

    class Space(Model):
        slug = CharField(unique=True, max_length=40)
        code = CharField(unique=True, max_length=16)
        name = TextField()
        outward_name = TextField()
        city = TextField(default='')
        language = CharField(max_length=12, default='en')
        time_zone = CharField(max_length=64, default='UTC')
        paper = CharField(max_length=12, default='a4')
        theme = CharField(max_length=12, default='red')
        openness = CharField(max_length=12, default='network')
        public_text_source = TextField(default='')
        public_text_html = TextField(default='')
        small_space_seen = BooleanField(default=False)
        last_active_week = CharField(max_length=8, default='')
        made_week = CharField(max_length=8)
        version = IntegerField(default=1)
        class Meta:
            database = db
            table_name = 'space'
    db.create_tables([Space])

    class Membership(Model):
        space = ForeignKeyField(Space, on_delete='CASCADE')
        account = ForeignKeyField(Account, null=True, on_delete='SET NULL')
        pen_name = CharField(max_length=80)
        pen_name_key = CharField(max_length=80)
        role = CharField(max_length=12, default='member')
        joined_week = CharField(max_length=8)
        is_active = BooleanField(default=True)
        class Meta:
            database = db
            table_name = 'membership'
            indexes = ((('space', 'pen_name_key'), True), (('account', 'is_active', 'space'), False))
    db.create_tables([Membership])

    class Edition(Model):
        public_id = CharField(unique=True, max_length=32)
        space = ForeignKeyField(Space, on_delete='CASCADE')
        number = IntegerField()
        date = DateField()
        deadline = DateField(null=True)
        pages = IntegerField(default=4)
        state = CharField(max_length=12, default='in_work')
        is_on_the_web = BooleanField(default=False)
        version = IntegerField(default=1)
        made_on = DateField()
        published_on = DateField(null=True)
        deleted_on = DateField(null=True)
        class Meta:
            database = db
            table_name = 'edition'
            indexes = ((('space', 'number'), True),)
    db.create_tables([Edition])

    class StoredFile(Model):
        public_id = CharField(unique=True, max_length=32)
        media_type = CharField(max_length=80)
        name = CharField(max_length=120)
        size = IntegerField()
        width = IntegerField(default=0)
        height = IntegerField(default=0)
        sealed = BlobField()
        class Meta:
            database = db
            table_name = 'stored_file'
    db.create_tables([StoredFile])

    class Site(Model):
        space = ForeignKeyField(Space, on_delete='CASCADE')
        name = CharField(max_length=120)
        is_closed = BooleanField(default=False)
        class Meta:
            database = db
            table_name = 'site'
            indexes = ((('space', 'name'), True),)
    db.create_tables([Site])

    class Note(Model):
        public_id = CharField(unique=True, max_length=32)
        space = ForeignKeyField(Space, on_delete='CASCADE')
        author = ForeignKeyField(Membership, null=True, on_delete='SET NULL')
        site = ForeignKeyField(Site, null=True, on_delete='SET NULL')
        week = CharField(max_length=8)
        body_source = TextField()
        body_html = TextField()
        body_version = IntegerField()
        picture = ForeignKeyField(StoredFile, null=True, on_delete='SET NULL')
        picture_text = TextField(default='')
        version = IntegerField(default=1)
        made_on = DateField()
        deleted_on = DateField(null=True)
        class Meta:
            database = db
            table_name = 'note'
            indexes = ((('space', 'deleted_on', 'week'), False),)
    db.create_tables([Note])

    class Line(Model):
        space = ForeignKeyField(Space, on_delete='CASCADE')
        slug = CharField(unique=True, max_length=60)
        name = CharField(max_length=120)
        text_source = TextField(default='')
        text_html = TextField(default='')
        is_open_to_all = BooleanField(default=False)
        class Meta:
            database = db
            table_name = 'line'
    db.create_tables([Line])

    class Report(Model):
        public_id = CharField(unique=True, max_length=32)
        space = ForeignKeyField(Space, on_delete='CASCADE')
        site = ForeignKeyField(Site, null=True, on_delete='SET NULL')
        line = ForeignKeyField(Line, null=True, on_delete='SET NULL')
        title = TextField(default='')
        month = CharField(max_length=7)
        state = CharField(max_length=12, default='draft')
        audience = CharField(max_length=12, default='space')
        in_brief = TextField(default='')
        revision = IntegerField(default=0)
        submitted_revision = IntegerField(default=0)
        released_revision = IntegerField(default=0)
        version = IntegerField(default=1)
        made_on = DateField()
        released_on = DateField(null=True)
        deleted_on = DateField(null=True)
        class Meta:
            database = db
            table_name = 'report'
            indexes = ((('space', 'state', 'deleted_on'), False), (('state', 'audience', 'deleted_on'), False))
    db.create_tables([Report])

    class Thread(Model):
        public_id = CharField(unique=True, max_length=32)
        space = ForeignKeyField(Space, on_delete='CASCADE')
        opener = ForeignKeyField(Membership, null=True, on_delete='SET NULL')
        line = ForeignKeyField(Line, null=True, on_delete='SET NULL')
        report = ForeignKeyField(Report, null=True, on_delete='SET NULL')
        title = TextField()
        audience = CharField(max_length=12, default='space')
        is_locked = BooleanField(default=False)
        post_count = IntegerField(default=0)
        last_post_on = DateField()
        made_on = DateField()
        deleted_on = DateField(null=True)
        version = IntegerField(default=1)
        class Meta:
            database = db
            table_name = 'thread'
            indexes = ((('space', 'deleted_on', 'last_post_on'), False), (('audience', 'deleted_on', 'last_post_on'), False), (('line', 'deleted_on', 'last_post_on'), False))
    db.create_tables([Thread])

    class Guest(Model):
        thread = ForeignKeyField(Thread, on_delete='CASCADE')
        account = ForeignKeyField(Account, on_delete='CASCADE')
        pen_name = CharField(max_length=80)
        class Meta:
            database = db
            table_name = 'guest'
            indexes = ((('thread', 'account'), True),)
    db.create_tables([Guest])

    class Post(Model):
        public_id = CharField(unique=True, max_length=32)
        thread = ForeignKeyField(Thread, on_delete='CASCADE')
        number = IntegerField()
        author = ForeignKeyField(Membership, null=True, on_delete='SET NULL')
        guest = ForeignKeyField(Guest, null=True, on_delete='SET NULL')
        is_unnamed = BooleanField(default=False)
        body_source = TextField()
        body_html = TextField()
        body_version = IntegerField()
        quotes = ForeignKeyField('self', null=True, on_delete='SET NULL')
        quoted_html = TextField(default='')
        quotes_report = ForeignKeyField(Report, null=True, on_delete='SET NULL')
        is_sum_up = BooleanField(default=False)
        edit_count = IntegerField(default=0)
        made_on = DateField()
        deleted_on = DateField(null=True)
        class Meta:
            database = db
            table_name = 'post'
            indexes = ((('thread', 'number'), True),)
    db.create_tables([Post])

    class Article(Model):
        public_id = CharField(unique=True, max_length=32)
        space = ForeignKeyField(Space, on_delete='CASCADE')
        author = ForeignKeyField(Membership, null=True, on_delete='SET NULL')
        kind = CharField(max_length=16, default='')
        title = TextField()
        byline = TextField(default='')
        wish = CharField(max_length=12, default='shorten')
        state = CharField(max_length=12, default='in_box')
        edition = ForeignKeyField(Edition, null=True, on_delete='SET NULL')
        position = IntegerField(default=0)
        body_source = TextField()
        body_html = TextField()
        body_version = IntegerField()
        picture = ForeignKeyField(StoredFile, null=True, on_delete='SET NULL')
        picture_text = TextField(default='')
        from_report = ForeignKeyField(Report, null=True, on_delete='SET NULL')
        from_post = ForeignKeyField(Post, null=True, on_delete='SET NULL')
        awaits_author = BooleanField(default=False)
        source_title = TextField(default='')
        version = IntegerField(default=1)
        made_on = DateField()
        deleted_on = DateField(null=True)
        class Meta:
            database = db
            table_name = 'article'
            indexes = ((('space', 'state', 'deleted_on'), False), (('edition', 'position'), False))
    db.create_tables([Article])

    class ArticleNote(Model):
        article = ForeignKeyField(Article, on_delete='CASCADE')
        note = ForeignKeyField(Note, on_delete='CASCADE')
        class Meta:
            database = db
            table_name = 'article_note'
            indexes = ((('article', 'note'), True),)
    db.create_tables([ArticleNote])

    class Agreement(Model):
        article = ForeignKeyField(Article, unique=True, on_delete='CASCADE')
        membership = ForeignKeyField(Membership, null=True, on_delete='SET NULL')
        is_given = BooleanField(default=False)
        made_on = DateField()
        class Meta:
            database = db
            table_name = 'agreement'
    db.create_tables([Agreement])

    class ArticleVersion(Model):
        article = ForeignKeyField(Article, on_delete='CASCADE')
        number = IntegerField()
        title = TextField()
        body_source = TextField()
        author = ForeignKeyField(Membership, null=True, on_delete='SET NULL')
        made_on = DateField()
        class Meta:
            database = db
            table_name = 'article_version'
            indexes = ((('article', 'number'), True),)
    db.create_tables([ArticleVersion])

    class Attachment(Model):
        report = ForeignKeyField(Report, on_delete='CASCADE')
        file = ForeignKeyField(StoredFile, on_delete='CASCADE')
        text = TextField(default='')
        position = IntegerField(default=0)
        class Meta:
            database = db
            table_name = 'attachment'
    db.create_tables([Attachment])

    class Job(Model):
        public_id = CharField(unique=True, max_length=32)
        name = CharField(max_length=64)
        arguments = TextField(default='[]')
        state = CharField(index=True, max_length=12, default='waiting')
        progress = IntegerField(default=0)
        attempts = IntegerField(default=0)
        sentence = TextField(default='')
        touched_at = DateTimeField()
        class Meta:
            database = db
            table_name = 'job'
    db.create_tables([Job])

    class Export(Model):
        public_id = CharField(unique=True, max_length=32)
        space = ForeignKeyField(Space, on_delete='CASCADE')
        edition = ForeignKeyField(Edition, null=True, on_delete='CASCADE')
        article = ForeignKeyField(Article, null=True, on_delete='CASCADE')
        plugin = CharField(max_length=80)
        settings = TextField(default='{}')
        job = ForeignKeyField(Job, null=True, on_delete='SET NULL')
        state = CharField(max_length=12, default='waiting')
        sentence = TextField(default='')
        made_on = DateField()
        class Meta:
            database = db
            table_name = 'export'
    db.create_tables([Export])

    class ExportFile(Model):
        export = ForeignKeyField(Export, on_delete='CASCADE')
        file = ForeignKeyField(StoredFile, on_delete='CASCADE')
        position = IntegerField(default=0)
        class Meta:
            database = db
            table_name = 'export_file'
    db.create_tables([ExportFile])

    class FormKey(Model):
        actor = CharField(max_length=64)
        key = CharField(max_length=64)
        address = TextField(default='')
        made_on = DateField(index=True)
        class Meta:
            database = db
            table_name = 'form_key'
            indexes = ((('actor', 'key'), True),)
    db.create_tables([FormKey])

    class HomeNotice(Model):
        account = ForeignKeyField(Account, on_delete='CASCADE')
        sentence = TextField()
        made_on = DateField()
        class Meta:
            database = db
            table_name = 'home_notice'
    db.create_tables([HomeNotice])

    class ImportedMessage(Model):
        space = ForeignKeyField(Space, on_delete='CASCADE')
        message_hash = CharField(max_length=64)
        post = ForeignKeyField(Post, null=True, on_delete='SET NULL')
        class Meta:
            database = db
            table_name = 'imported_message'
            indexes = ((('space', 'message_hash'), True),)
    db.create_tables([ImportedMessage])

    class ImportedSender(Model):
        space = ForeignKeyField(Space, on_delete='CASCADE')
        sender_hash = CharField(max_length=64)
        membership = ForeignKeyField(Membership, on_delete='CASCADE')
        class Meta:
            database = db
            table_name = 'imported_sender'
            indexes = ((('space', 'sender_hash'), True),)
    db.create_tables([ImportedSender])

    class Invitation(Model):
        space = ForeignKeyField(Space, on_delete='CASCADE')
        code_hash = CharField(unique=True, max_length=64)
        role = CharField(max_length=12, default='member')
        made_by = ForeignKeyField(Membership, null=True, on_delete='SET NULL')
        returns = ForeignKeyField(Membership, null=True, on_delete='CASCADE')
        ends_at = DateTimeField()
        is_used = BooleanField(default=False)
        class Meta:
            database = db
            table_name = 'invitation'
    db.create_tables([Invitation])

    class KnownDevice(Model):
        account = ForeignKeyField(Account, on_delete='CASCADE')
        token_hash = CharField(unique=True, max_length=64)
        made_on = DateField()
        class Meta:
            database = db
            table_name = 'known_device'
    db.create_tables([KnownDevice])

    class Lesson(Model):
        report = ForeignKeyField(Report, on_delete='CASCADE')
        position = IntegerField()
        text = TextField()
        released_text = TextField(default='')
        class Meta:
            database = db
            table_name = 'lesson'
            indexes = ((('report', 'position'), False),)
    db.create_tables([Lesson])

    class LineOpening(Model):
        line = ForeignKeyField(Line, on_delete='CASCADE')
        space = ForeignKeyField(Space, on_delete='CASCADE')
        class Meta:
            database = db
            table_name = 'line_opening'
            indexes = ((('line', 'space'), True),)
    db.create_tables([LineOpening])

    class LogEntry(Model):
        space = ForeignKeyField(Space, on_delete='CASCADE')
        made_on = DateField()
        actor = CharField(max_length=80, default='')
        act = CharField(max_length=32)
        subject = TextField(default='')
        class Meta:
            database = db
            table_name = 'log_entry'
    db.create_tables([LogEntry])

    class NameToTakeOut(Model):
        space = ForeignKeyField(Space, on_delete='CASCADE')
        name = CharField(max_length=120)
        replacement = CharField(max_length=120)
        class Meta:
            database = db
            table_name = 'name_to_take_out'
            indexes = ((('space', 'name'), True),)
    db.create_tables([NameToTakeOut])

    class Newsletter(Model):
        space = ForeignKeyField(Space, unique=True, on_delete='CASCADE')
        name = TextField()
        motto = TextField(default='')
        imprint = TextField(default='')
        how_to_reach = TextField(default='')
        version = IntegerField(default=1)
        class Meta:
            database = db
            table_name = 'newsletter'
    db.create_tables([Newsletter])

    class PluginChoice(Model):
        space = ForeignKeyField(Space, on_delete='CASCADE')
        plugin = CharField(max_length=80)
        is_on = BooleanField(default=True)
        settings = TextField(default='{}')
        failures = IntegerField(default=0)
        class Meta:
            database = db
            table_name = 'plugin_choice'
            indexes = ((('space', 'plugin'), True),)
    db.create_tables([PluginChoice])

    class PostVersion(Model):
        post = ForeignKeyField(Post, on_delete='CASCADE')
        number = IntegerField()
        body_source = TextField()
        body_html = TextField()
        made_on = DateField()
        class Meta:
            database = db
            table_name = 'post_version'
            indexes = ((('post', 'number'), True),)
    db.create_tables([PostVersion])

    class ReadPosition(Model):
        account = ForeignKeyField(Account, on_delete='CASCADE')
        kind = CharField(max_length=12)
        object_id = IntegerField()
        number = IntegerField()
        class Meta:
            database = db
            table_name = 'read_position'
            indexes = ((('account', 'kind', 'object_id'), True),)
    db.create_tables([ReadPosition])

    class Release(Model):
        report = ForeignKeyField(Report, unique=True, on_delete='CASCADE')
        title = TextField()
        in_brief = TextField()
        sections = TextField()
        original = TextField()
        body_version = IntegerField()
        number = IntegerField(default=1)
        class Meta:
            database = db
            table_name = 'release'
    db.create_tables([Release])

    class Remark(Model):
        report = ForeignKeyField(Report, on_delete='CASCADE')
        author = ForeignKeyField(Membership, null=True, on_delete='SET NULL')
        body_source = TextField()
        body_html = TextField()
        body_version = IntegerField()
        made_on = DateField()
        class Meta:
            database = db
            table_name = 'remark'
    db.create_tables([Remark])

    class ReportAuthor(Model):
        report = ForeignKeyField(Report, on_delete='CASCADE')
        membership = ForeignKeyField(Membership, on_delete='CASCADE')
        is_first = BooleanField(default=False)
        class Meta:
            database = db
            table_name = 'report_author'
            indexes = ((('report', 'membership'), True),)
    db.create_tables([ReportAuthor])

    class ReportNote(Model):
        report = ForeignKeyField(Report, on_delete='CASCADE')
        note = ForeignKeyField(Note, on_delete='CASCADE')
        class Meta:
            database = db
            table_name = 'report_note'
            indexes = ((('report', 'note'), True),)
    db.create_tables([ReportNote])

    class ReportSpace(Model):
        report = ForeignKeyField(Report, on_delete='CASCADE')
        space = ForeignKeyField(Space, on_delete='CASCADE')
        class Meta:
            database = db
            table_name = 'report_space'
            indexes = ((('report', 'space'), True),)
    db.create_tables([ReportSpace])

    class ResetLink(Model):
        account = ForeignKeyField(Account, null=True, on_delete='CASCADE')
        code_hash = CharField(unique=True, max_length=64)
        ends_at = DateTimeField()
        class Meta:
            database = db
            table_name = 'reset_link'
    db.create_tables([ResetLink])

    class Revision(Model):
        report = ForeignKeyField(Report, on_delete='CASCADE')
        number = IntegerField()
        is_draft = BooleanField(default=True)
        author = ForeignKeyField(Membership, null=True, on_delete='SET NULL')
        content = TextField()
        made_on = DateField()
        class Meta:
            database = db
            table_name = 'revision'
            indexes = ((('report', 'number'), True),)
    db.create_tables([Revision])

    class SearchEntry(Model):
        kind = CharField(max_length=24)
        object_id = IntegerField()
        space_id = IntegerField(null=True)
        line_id = IntegerField(null=True)
        class Meta:
            database = db
            table_name = 'search_entry'
            indexes = ((('kind', 'object_id'), True),)
    db.create_tables([SearchEntry])

    class Section(Model):
        report = ForeignKeyField(Report, on_delete='CASCADE')
        position = IntegerField()
        kind = CharField(null=True, max_length=12)
        heading = TextField(default='')
        body_source = TextField(default='')
        body_html = TextField(default='')
        body_version = IntegerField(default=0)
        version = IntegerField(default=1)
        class Meta:
            database = db
            table_name = 'section'
            indexes = ((('report', 'position'), False),)
    db.create_tables([Section])

    class Server(Model):
        name = TextField(default='')
        language = CharField(max_length=12, default='en')
        paper = CharField(max_length=12, default='a4')
        is_set_up = BooleanField(default=False)
        is_demo = BooleanField(default=False)
        class Meta:
            database = db
            table_name = 'server'
    db.create_tables([Server])

    class Session(Model):
        account = ForeignKeyField(Account, on_delete='CASCADE')
        token_hash = CharField(unique=True, max_length=64)
        kind = CharField(max_length=8)
        made_on = DateField()
        ends_at = DateTimeField()
        idle_until = DateTimeField()
        confirmed_at = DateTimeField(null=True)
        class Meta:
            database = db
            table_name = 'session'
    db.create_tables([Session])

    class ThreadSpace(Model):
        thread = ForeignKeyField(Thread, on_delete='CASCADE')
        space = ForeignKeyField(Space, on_delete='CASCADE')
        class Meta:
            database = db
            table_name = 'thread_space'
            indexes = ((('thread', 'space'), True),)
    db.create_tables([ThreadSpace])

    class Throttle(Model):
        key = CharField(primary_key=True, max_length=96)
        tries = IntegerField(default=0)
        window_ends_at = DateTimeField()
        class Meta:
            database = db
            table_name = 'throttle'
    db.create_tables([Throttle])

    storage = SqlStorage('coordinator', database=db, create_tables=False)
    db.create_tables([storage.KV, storage.Schedule, storage.Task, storage.Counter])

    if isinstance(db, SqliteDatabase):
        db.execute_sql("CREATE VIRTUAL TABLE search_text USING fts5(words, tokenize = 'unicode61 remove_diacritics 2')")
        # Without it, words that were deleted stay readable in the index.
        db.execute_sql("INSERT INTO search_text(search_text, rank) VALUES ('secure-delete', 1)")
    else:
        db.execute_sql("CREATE TABLE search_text (entry_id integer PRIMARY KEY, vector tsvector NOT NULL)")
        db.execute_sql("CREATE INDEX search_text_vector ON search_text USING gin (vector)")
