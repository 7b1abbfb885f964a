"""Pages of the newsletter: its front, articles, editions, exports."""

from flask import Blueprint

from coordinator.newsletters import held
from coordinator.newsletters.views import (
    archive,
    articles,
    boxes,
    claims,
    corrections,
    editions,
    exports,
    fitting,
    front,
    letterbox,
    letters,
    looks,
    mailing,
    marks,
    rhythm,
    rounds,
    selecting,
    showing,
    versions,
    web,
)

# Imported for what it registers: what is held about a person.
LISTENERS = (held,)
blueprints: tuple[Blueprint, ...] = (
    front.bp,
    letterbox.bp,
    letters.bp,
    archive.bp,
    articles.bp,
    boxes.bp,
    claims.bp,
    corrections.bp,
    editions.bp,
    exports.bp,
    fitting.bp,
    looks.bp,
    mailing.bp,
    marks.bp,
    rhythm.bp,
    rounds.bp,
    selecting.bp,
    showing.bp,
    versions.bp,
    web.bp,
)
