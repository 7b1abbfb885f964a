"""Names to take out, as they are typed on the release page: `Maria = a coworker`, one a line."""

from collections.abc import Sequence

from coordinator import markup
from coordinator.errors import Invalid
from coordinator.language import _
from coordinator.spaces import redaction
from coordinator.spaces.models import NameToTakeOut

NAME_BYTES = 120


def parse_names(text: str) -> list[tuple[str, str]]:
    """The names of such lines with the words in their stead; a line that says not what to write is refused."""
    return [_parsed(line) for line in text.splitlines() if line.strip()]


def _parsed(line: str) -> tuple[str, str]:
    name, _equals, words = (part.strip() for part in line.partition("="))
    if not name or not words:
        raise Invalid(
            _("Write each line as a name, =, and the words in its stead: “%(line)s” is not.", line=line.strip()[:60]),
            "names",
        )
    return name, words


def keep_names(space_id: int, names: Sequence[tuple[str, str]]) -> None:
    """Have the space take these names out from now on; part of the caller's transaction."""
    for name, words in names:
        kept = markup.one_line(name, NAME_BYTES, "names")
        row, _made = NameToTakeOut.get_or_create(space=space_id, name=kept, defaults={"replacement": ""})
        row.replacement = markup.one_line(words, NAME_BYTES, "names")
        row.save()
    if names:
        redaction.names_changed(space_id)
