"""Every write of this floor, by what it is about."""

from coordinator.threads.actions.asking import ask, places_to_ask, thread_of_report
from coordinator.threads.actions.bulk import PostRow, insert_posts
from coordinator.threads.actions.changing import bring_back_post, edit_post, take_back_post
from coordinator.threads.actions.leading import edit_thread, lock_thread, unlock_thread
from coordinator.threads.actions.moderating import put_away_post, put_back_post
from coordinator.threads.actions.writing import open_thread, write_post

__all__ = [
    "PostRow",
    "ask",
    "bring_back_post",
    "edit_post",
    "edit_thread",
    "insert_posts",
    "lock_thread",
    "open_thread",
    "places_to_ask",
    "put_away_post",
    "put_back_post",
    "take_back_post",
    "thread_of_report",
    "unlock_thread",
    "write_post",
]
