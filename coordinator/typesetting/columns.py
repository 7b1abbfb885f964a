"""Columns that an article has for itself, between pieces as wide as the page: none may be too low for its text."""

from coordinator.typesetting.layout import Layout

_ATTEMPTS = 5
# How much higher such columns become at each attempt, in points: where they go over a page, its turn takes a few lines.
_MORE = 36.0


def give_room(pages: Layout) -> None:
    """Make the columns of every article as high as its text needs, as far as a few attempts bring it about.

    To be called again once words were kept whole, which may take a line more.
    """
    if not pages.data["has_sides"]:
        return
    heights = {**pages.data["heights"], **dict(pages.stated_each("evened"))}
    # Whatever is laid out next knows them.
    pages.data["heights"] = heights
    for _attempt in range(_ATTEMPTS):
        lacking = _lacking(pages)
        if not lacking:
            return
        heights |= {each: heights[each] + _MORE for each in lacking}
        pages.lay_out(heights=heights)


def _lacking(pages: Layout) -> list[str]:
    """The articles whose text ends below the columns that it was given."""
    marks = pages.marks()
    ends = {mark.article: mark for mark in marks if mark.name == "end"}
    inner = [mark for mark in marks if mark.name == "inner"]
    return [each.article for each in inner if (each.page, each.y - 1) > (ends[each.article].page, ends[each.article].y)]
