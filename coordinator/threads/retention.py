"""What was taken back is gone for good a week later; its number stays, so that the others keep theirs."""

from datetime import date, timedelta
from typing import Any

from coordinator import clock, db, jobs
from coordinator.reports.acting import UNDO_DAYS
from coordinator.threads.models import Post, PostVersion, Thread


@jobs.daily("posts_taken_back")
def purge_posts(today: date | None = None) -> None:
    """Empty what was taken back more than seven days ago, and drop threads that went with their only post."""
    last_day = (today or clock.today()) - timedelta(days=UNDO_DAYS)
    gone = Post.deleted_on < last_day
    with db.write():
        keys: Any = Post.select(Post.id).where(gone & (Post.body_source != ""))
        _empty([row[0] for row in keys.tuples()])
        Thread.delete().where(Thread.deleted_on < last_day).execute()


def _empty(keys: list[int]) -> None:
    PostVersion.delete().where(PostVersion.post.in_(keys)).execute()
    Post.update(quoted_html="", quotes=None).where(Post.quotes.in_(keys)).execute()
    Post.update(
        body_source="",
        body_html="",
        quoted_html="",
        author=None,
        guest=None,
        quotes=None,
        quotes_report=None,
        is_unnamed=False,
        is_sum_up=False,
        put_away_reason="",
    ).where(Post.id.in_(keys)).execute()
