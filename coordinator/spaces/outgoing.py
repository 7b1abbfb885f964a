"""What a space says to others of itself and of its struggles: without the names that it takes out, of now and later."""

from typing import Any

from coordinator import markup
from coordinator.spaces import redaction
from coordinator.spaces.models import Line, LineOpening, Space


def line_words(space_id: int, name: str, source: str, is_opened: bool) -> dict[str, str]:
    """The columns that readers get of a struggle: names stand in it only while nobody else may see it."""
    if is_opened:
        name, source = redaction.take_out(space_id, name), redaction.take_out(space_id, source)
    return {"name": name, "text_html": markup.render(source)}


def own_words(space_id: int, outward_name: str, source: str) -> dict[str, str]:
    """The columns that others get of a space's settings."""
    return {
        "outward_name": redaction.take_out(space_id, outward_name),
        "public_text_html": markup.render(redaction.take_out(space_id, source)),
    }


@redaction.on_change
def names_changed(space_id: int) -> None:
    """Take the names of now out of what others know already."""
    space = Space.get_by_id(space_id)
    words = own_words(space_id, space.outward_name, space.public_text_source)
    Space.update(**words).where(Space.id == space_id).execute()
    for line in _opened_lines(space_id):
        Line.update(**line_words(space_id, line.name, line.text_source, True)).where(Line.id == line.id).execute()


def _opened_lines(space_id: int) -> list[Line]:
    opened = LineOpening.select(LineOpening.line)
    is_opened: Any = Line.is_open_to_all | Line.id.in_(opened)
    return list(Line.select().where((Line.space == space_id) & is_opened))
