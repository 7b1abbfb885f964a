"""Where to write, as it stands in print: the address of the letterbox as a line and as a square for phones."""

import io

import segno

from coordinator import markup
from coordinator import plugin_contract as contract
from coordinator.language import _, in_language
from coordinator.newsletters.letters.queries import letterbox_of

QUIET, DOTS = 4, 4


def printed_address(space_id: int) -> str:
    """The address that is to stand in print; '' where the letterbox is closed or its editors print none."""
    box = letterbox_of(space_id)
    return str(box.printed_address) if box.is_open else ""


def printed_words(space_id: int) -> str:
    """The address and the code word that are to stand in print; '' where nothing is printed."""
    address = printed_address(space_id)
    return f"{address} {letterbox_of(space_id).code_word}".strip() if address else ""


def where_to_write(space_id: int, number: str, language: str) -> list[contract.Article]:
    """The box that says where to write, by the id `number`; none where nothing is to be printed."""
    address = printed_address(space_id)
    if not address:
        return []
    with in_language(language):
        title, alt = str(_("Write to us")), str(_("The same address, for a phone's camera"))
        line = str(
            _("Write to us, without an account and without a name: %(address)s", address=address.partition("://")[2])
        )
        word = letterbox_of(space_id).code_word
        if word:
            line += " " + str(_("Code word: %(word)s", word=word))
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
