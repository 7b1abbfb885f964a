"""How a text will look to its readers, before it is sent."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from flask import request
from wtforms import Field

from coordinator import markup

# The name of the button that asks for a look; a form that was sent with it is not acted on.
BUTTON = "preview"


@dataclass(frozen=True, slots=True)
class Look:
    """Texts as their readers would get them: each with the label of its box and as safe HTML, under one `heading`."""

    pieces: tuple[tuple[str, str], ...]
    words: int
    names_taken_out: bool = False
    quoted: str = ""
    heading: str = ""


def is_asked() -> bool:
    """Whether the form of this request was sent to look at it only."""
    return BUTTON in request.form


def lost_file(name: str) -> bool:
    """Whether a file was sent in that field: a browser has it chosen once more on the page that comes back."""
    return bool(request.files.get(name))


def look_of(
    fields: Iterable[Field], leaving: Callable[[str], str], render: Callable[[str], str], heading: str = ""
) -> Look:
    """The look of what was typed into `fields`, each of which has passed its own check of length.

    `leaving` takes out of a text what does not leave its space; `render` makes it safe HTML.
    """
    typed = [(str(field.label.text), markup.normalise(field.data or "")) for field in fields]
    left = [(label, leaving(text)) for label, text in typed]
    return Look(
        pieces=tuple((label, render(text)) for label, text in left if text.strip()),
        words=sum(markup.count_words(text) for _label, text in typed),
        names_taken_out=left != typed or leaving(heading) != heading,
        heading=leaving(heading),
    )
