"""Finds what a style sheet would fetch from elsewhere, or run."""

import re
from html import unescape

# Pictures and fonts that stand in the sheet itself.
_INSIDE = r"data:(?:image/(?:png|jpeg|gif|webp)|font/(?:woff2?|ttf|otf)|application/font-woff);base64,[A-Za-z0-9+/=]*+"
# A part of the same page, a neighbour in the same archive, or something that stands in the sheet.
_CLOSE_BY = rf"(?:\#[\w-]++|(?:\.\./)*+[\w-](?:[\w.-]|/(?!/))*+(?!:)|{_INSIDE})"
# The name of a kind of markup looks like an address, and is none that anybody asks for.
_NAMED = r"""(?:"[^"\\()<>\s]*+"|'[^'\\()<>\s]*+')"""
# What browsers take as one piece stands first, so that nothing is looked for across its borders; whatever begins such
# a piece and does not end it as written here is refused, which also keeps the look to a single pass.
_PIECE = re.compile(
    rf"""
    (?P<calm> /\*[^*]*+\*++(?:[^/*][^*]*+\*++)*+/
        | @namespace\s++(?:[\w-]++\s++)?+(?:{_NAMED}|url\(\s*+(?:{_NAMED}|http[^"'\\()<>\s]*+)\s*+\))
        | url\(\s*+(?:"{_CLOSE_BY}"|'{_CLOSE_BY}'|{_CLOSE_BY})\s*+\) )
    | (?P<quoted> "(?:[^"\\\n\r\f]|\\[^\n\r\f])*+" | '(?:[^'\\\n\r\f]|\\[^\n\r\f])*+' )
    | (?P<active> /\* | ["'] | \\ | // | @import | @document | (?:url|src|image|image-set|cross-fade|expression)\s*+\(
        | behaviou?r\s*+: | -moz-binding | progid\s*+: | (?:java|vb)script\s*+: )
    """,
    re.IGNORECASE | re.VERBOSE,
)


def active_in_style(style: str) -> str:
    """The first thing in a style sheet, or in the value of a `style`, that fetches or runs something; else empty.

    Neighbours in the same archive and what stands in the sheet itself are fine. What could be read in two ways counts.
    """
    return _active_in(style) or (_active_in(unescape(style)) if "&" in style else "")


def _active_in(style: str) -> str:
    for piece in _PIECE.finditer(style):
        if piece["active"]:
            return piece["active"]
        if piece["quoted"] and "//" in piece["quoted"]:
            return "//"
    return ""
