"""Names to take out that are typed on the release page, beside those that the space takes out already."""

from collections.abc import Sequence

from coordinator.spaces import log, redaction
from coordinator.spaces.actions.settings import names_as_lines, parse_names
from coordinator.spaces.models import NameToTakeOut


def keep_names(space_id: int, names: Sequence[tuple[str, str]], pen_name: str) -> None:
    """Have the space take these names out from now on, what is out already included; part of the caller's transaction.

    Refuses (Invalid) what the space's own list would refuse.
    """
    if not names:
        return
    typed = "\n".join(f"{_one_line(name)} = {_one_line(words)}" for name, words in names)
    for name, words in parse_names(f"{names_as_lines(space_id)}\n{typed}"):
        row, _made = NameToTakeOut.get_or_create(space=space_id, name=name, defaults={"replacement": words})
        if row.replacement != words:
            row.replacement = words
            row.save()
    log.record(space_id, "names", pen_name)
    redaction.names_changed(space_id)


def _one_line(text: str) -> str:
    return " ".join(text.split()).replace("=", " ")
