"""What editors say about a piece: marks and remarks while it is made, corrections once it is out."""

from peewee import *  # noqa: F403 (each migration is a frozen script of its own)


def up(migrator, db):
    class Article(Model):
        class Meta:
            database = db
            table_name = "article"

    class Membership(Model):
        class Meta:
            database = db
            table_name = "membership"

    class ArticleMark(Model):
        article = ForeignKeyField(Article, unique=True, on_delete="CASCADE")
        edited_by = ForeignKeyField(Membership, null=True, on_delete="SET NULL")
        edited_since = DateField(null=True)
        is_ready = BooleanField(default=False)
        keeper = ForeignKeyField(Membership, null=True, on_delete="SET NULL")
        deadline = DateField(null=True)
        kind_word = TextField(default="")

        class Meta:
            database = db
            table_name = "article_mark"

    class ArticleRemark(Model):
        article = ForeignKeyField(Article, on_delete="CASCADE")
        author = ForeignKeyField(Membership, null=True, on_delete="SET NULL")
        text = TextField()
        is_for_author = BooleanField(default=False)
        made_on = DateField()

        class Meta:
            database = db
            table_name = "article_remark"

    class Correction(Model):
        article = ForeignKeyField(Article, on_delete="CASCADE")
        sentence = TextField()
        made_on = DateField()

        class Meta:
            database = db
            table_name = "correction"

    db.create_tables([ArticleMark, ArticleRemark, Correction])
