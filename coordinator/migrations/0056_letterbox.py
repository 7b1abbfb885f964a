"""The letterbox: letters of people without an account, what was added and answered, and pieces made of them."""

from peewee import *  # noqa: F403 (each migration is a frozen script of its own)


def up(migrator, db):
    class Space(Model):
        class Meta:
            database = db
            table_name = "space"

    class Membership(Model):
        class Meta:
            database = db
            table_name = "membership"

    class Article(Model):
        class Meta:
            database = db
            table_name = "article"

    class StoredFile(Model):
        class Meta:
            database = db
            table_name = "stored_file"

    class Letterbox(Model):
        space = ForeignKeyField(Space, unique=True, on_delete="CASCADE")
        is_open = BooleanField(default=False)
        code_word = TextField(default="")
        keeps_days = IntegerField(default=90)

        class Meta:
            database = db
            table_name = "letterbox"

    class Letter(Model):
        public_id = CharField(max_length=32, unique=True)
        space = ForeignKeyField(Space, on_delete="CASCADE")
        receipt_hash = CharField(max_length=64, unique=True)
        text = TextField()
        wish = CharField(max_length=16, default="shorten")
        picture = ForeignKeyField(StoredFile, null=True, on_delete="SET NULL")
        is_spam = BooleanField(default=False)
        arrived_on = DateField()
        goes_on = DateField(index=True)

        class Meta:
            database = db
            table_name = "letter"

    class LetterPart(Model):
        letter = ForeignKeyField(Letter, on_delete="CASCADE")
        is_answer = BooleanField()
        is_current = BooleanField(default=True)
        author = ForeignKeyField(Membership, null=True, on_delete="SET NULL")
        text = TextField()
        made_on = DateField()

        class Meta:
            database = db
            table_name = "letter_part"

    class LetterArticle(Model):
        letter = ForeignKeyField(Letter, on_delete="CASCADE")
        article = ForeignKeyField(Article, unique=True, on_delete="CASCADE")

        class Meta:
            database = db
            table_name = "letter_article"

    db.create_tables([Letterbox, Letter, LetterPart, LetterArticle])
