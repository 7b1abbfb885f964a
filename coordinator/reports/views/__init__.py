"""Pages of this floor."""

from flask import Blueprint

from coordinator.reports.views import files, lists, notes, reading, releasing, states, writing

blueprints: tuple[Blueprint, ...] = (
    files.bp,
    lists.bp,
    notes.bp,
    reading.bp,
    writing.bp,
    releasing.bp,
    states.bp,
)
