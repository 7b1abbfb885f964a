"""What a space says to search engines, and the yes of a second editor to a single piece or claim."""

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

    class Claim(Model):
        class Meta:
            database = db
            table_name = "claim"

    class WebTerms(Model):
        space = ForeignKeyField(Space, unique=True, on_delete="CASCADE")
        is_listed = BooleanField(default=False)

        class Meta:
            database = db
            table_name = "web_terms"

    class SheetYes(Model):
        article = ForeignKeyField(Article, null=True, on_delete="CASCADE")
        claim = ForeignKeyField(Claim, null=True, on_delete="CASCADE")
        membership = ForeignKeyField(Membership, on_delete="CASCADE")
        seen = CharField(max_length=64)
        made_on = DateField()

        class Meta:
            database = db
            table_name = "sheet_yes"

    db.create_tables([WebTerms, SheetYes])
