"""Pages of this floor."""

from flask import Blueprint

from coordinator.reports import held
from coordinator.reports.views import files, lists, notes, reading, releasing, states, writing

# Imported for what it registers: what is held about a person.
LISTENERS = (held,)
blueprints: tuple[Blueprint, ...] = (
    files.bp,
    lists.bp,
    notes.bp,
    reading.bp,
    writing.bp,
    releasing.bp,
    states.bp,
)
