"""Pieces and exports that go for good, with the pictures and files that nothing else holds."""

from datetime import date, timedelta

from coordinator import clock, db, files, jobs, search
from coordinator.newsletters.models import Article, Edition, Export, ExportFile
from coordinator.newsletters.web import findable

KEPT_FOR = timedelta(days=7)


def forget_article(article: Article) -> None:
    """Delete a piece with its versions, sheets and picture; part of the caller's transaction."""
    search.remove("article", article.id)
    search.remove(findable.KIND, article.id)
    forget_exports(list(Export.select().where(Export.article == article.id)))
    picture_id = article.picture_id
    article.delete_instance()
    if picture_id:
        files.drop_unused(picture_id)


def forget_edition(edition: Edition) -> None:
    """Delete an edition and the files that were made of it; part of the caller's transaction."""
    forget_exports(list(Export.select().where(Export.edition == edition.id)))
    edition.delete_instance()


def forget_exports(exports: list[Export]) -> None:
    """Delete exports and their files; part of the caller's transaction."""
    keys = [export.id for export in exports]
    stored = [row.file_id for row in ExportFile.select().where(ExportFile.export.in_(keys))]
    Export.delete().where(Export.id.in_(keys)).execute()
    for file_id in stored:
        files.drop_unused(file_id)


def purge(today: date | None = None) -> int:
    """Delete for good what was taken back more than seven days ago; returns how many pieces that were."""
    limit = (today or clock.today()) - KEPT_FOR
    with db.write():
        gone = list(Article.select().where(Article.deleted_on < limit))
        for article in gone:
            forget_article(article)
    return len(gone)


@jobs.daily("pieces_taken_back")
def purge_pieces() -> None:
    """What was taken away from the newsletter is gone for good a week later."""
    purge()
