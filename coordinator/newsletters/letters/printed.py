"""Where to write, as it stands in print: the address of the letterbox as a line and as a square for phones."""

import io
from dataclasses import dataclass

import segno

from coordinator import markup, server
from coordinator import plugin_contract as contract
from coordinator.language import _, in_language
from coordinator.newsletters.letters.queries import letterbox_of
from coordinator.newsletters.models import Edition
from coordinator.spaces.models import Space

QUIET, DOTS = 4, 4


@dataclass(frozen=True, slots=True)
class Reach:
    """The address of a letterbox and its code word as they are to stand in print; '' where they are not."""

    address: str = ""
    code_word: str = ""

    def __str__(self) -> str:
        return f"{self.address} {self.code_word}".strip()


def letterbox_address(slug: str) -> str:
    """Where anybody writes to the space at `slug`, as a whole address."""
    return f"{server.address}/s/{slug}/letterbox"


def reach_of(space: Space) -> Reach:
    """Where to write to a space now; empty where its letterbox is closed or its editors print no address."""
    box = letterbox_of(space.id)
    if not (box.is_open and box.is_printed):
        return Reach()
    return Reach(letterbox_address(space.slug), str(box.code_word))


def reach_in(edition: Edition) -> Reach:
    """Where to write as a number says it: as it stood when it came out, else as of now."""
    if edition.is_published:
        return Reach(edition.kept_address, edition.kept_code_word)
    return reach_of(edition.space)


def keep_reach(edition: Edition) -> None:
    """Keep where to write with a number that comes out now; part of the transaction that publishes it."""
    reach = reach_of(edition.space)
    Edition.update(kept_address=reach.address, kept_code_word=reach.code_word).where(Edition.id == edition.id).execute()


def where_to_write(reach: Reach, number: str, language: str) -> list[contract.Article]:
    """The box that says where to write, by the id `number`; none where nothing is to be printed."""
    address = reach.address
    if not address:
        return []
    with in_language(language):
        title, alt = str(_("Write to us")), str(_("The same address, for a phone's camera"))
        line = str(
            _("Write to us, without an account and without a name: %(address)s", address=address.partition("://")[2])
        )
        if reach.code_word:
            line += " " + str(_("Code word: %(word)s", word=reach.code_word))
    text = markup.normalise(line)
    box = contract.Article(
        id=number,
        title=title,
        byline="",
        kind="",
        html=markup.as_plain_html(text),
        text=text,
        language=language,
        pictures=(_square(address, alt),),
        is_box=True,
        box_place="last",
    )
    return [box]


def _square(address: str, alt: str) -> contract.Picture:
    code, content = segno.make(address, error="m", micro=False), io.BytesIO()
    code.save(content, kind="png", scale=DOTS, border=QUIET)
    width, height = code.symbol_size(scale=DOTS, border=QUIET)
    return contract.Picture("letterbox.png", "image/png", content.getvalue(), alt, int(width), int(height))
