"""Saving a row that somebody else may have saved meanwhile."""

from typing import Any

from coordinator.errors import Conflict
from coordinator.language import _


def save(model: Any, key: int, version: int, changes: dict[str, Any], theirs: str) -> None:
    """Save `changes` where the row still has `version`, and count the version up; else Conflict with `theirs`."""
    changed = (
        model.update(**changes, version=model.version + 1)
        .where((model.id == key) & (model.version == version))
        .execute()
    )
    if not changed:
        raise Conflict(
            _("Somebody else saved this while you were writing. Put the two texts together and save again."), theirs
        )
