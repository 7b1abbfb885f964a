"""Pages of this floor."""

from flask import Blueprint

from coordinator.threads import findable, held, remake, retention
from coordinator.threads.views import asking, guesting, leading, moderating, opening, posts, reading, writing

# Imported for what they register: search, names taken out, what is held about a person, and what is gone after a week.
LISTENERS = (findable, held, remake, retention)
blueprints: tuple[Blueprint, ...] = (
    reading.bp,
    writing.bp,
    opening.bp,
    posts.bp,
    leading.bp,
    asking.bp,
    guesting.bp,
    moderating.bp,
)
