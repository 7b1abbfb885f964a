"""Counts from a layout how an edition fits its pages."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from coordinator.plugin_contract import ArticleFigures, Measurement, PageFigures
from coordinator.typesetting.layout import Mark

from .words import fit_sentence


@dataclass(frozen=True)
class Grid:
    """The pages as lines: each has `columns` columns of `lines` lines; lengths are points.

    The last page is shorter by `box_lines` in every column, for the box on how to reach us. Where articles stand
    `is_across` the page, each takes the lines of all columns from where it begins to where it ends.
    """

    columns: int
    lines: int
    pitch: float
    top: float
    left: float
    step: float
    box_lines: int
    mirrored: bool
    is_across: bool = False

    @property
    def page_lines(self) -> int:
        """The lines of a whole page."""
        return self.columns * self.lines

    def column_of(self, mark: Mark) -> int:
        """The column that a mark stands in, in reading order from 0; the first where it stands across all."""
        if self.is_across:
            return 0
        column = min(self.columns - 1, max(0, int((mark.x - self.left + 1) / self.step)))
        return self.columns - 1 - column if self.mirrored else column

    def line_of(self, mark: Mark) -> int:
        """The lines of its column above a mark."""
        return min(self.lines, max(0, math.ceil((mark.y - self.top) / self.pitch - 0.2)))

    def place_of(self, mark: Mark) -> tuple[int, int]:
        """The page and the column that a mark stands in."""
        return mark.page, self.column_of(mark)

    def lines_above_note(self, mark: Mark) -> int:
        """The lines of its column above a note and the line over it; the mark of a note stands on its first line."""
        return int((mark.y - self.top) / self.pitch - 1)

    def lines_before(self, mark: Mark) -> int:
        """All lines from the beginning of the first page to a mark."""
        lines_above = (mark.page - 1) * self.page_lines
        if self.is_across:
            return lines_above + self.columns * self.line_of(mark)
        return lines_above + self.column_of(mark) * self.lines + self.line_of(mark)


def measurement(
    grid: Grid, marks: Sequence[Mark], pages: int, budget: int, language: str, halves: frozenset[str] = frozenset()
) -> Measurement:
    """How the pages that the marks were taken from fit `budget` pages.

    `halves` are the articles that stand beside another: each has half of the lines that both take.
    """
    last = next(mark for mark in marks if mark.name == "last")
    free = free_on_last_page(grid, marks, pages)
    over = _lines_over(grid, free, pages, budget)
    per_page = tuple(_page_figures(marks, free if page == pages else 0, page) for page in range(1, pages + 1))
    return Measurement(
        pages=pages,
        page_budget=budget,
        lines_over=over,
        per_page=per_page,
        per_article=tuple(_article_figures(grid, marks, pages, halves)),
        sentence=fit_sentence(over, budget, last.page, language),
    )


def _lines_over(grid: Grid, free: int, pages: int, budget: int) -> int:
    if pages <= budget:
        return -free - (budget - pages) * grid.page_lines
    used = grid.page_lines - free
    return used + (pages - budget - 1) * grid.page_lines


def free_on_last_page(grid: Grid, marks: Sequence[Mark], pages: int) -> int:
    """The lines left on the last page, which may hold nothing but the box."""
    height = grid.lines - grid.box_lines
    last = next(mark for mark in marks if mark.name == "last")
    if last.page < pages:
        return grid.columns * height
    if grid.is_across:
        notes = _note_lines(grid, marks, pages).get((pages, 0), 0)
        return grid.columns * max(0, height - grid.line_of(last) - notes)
    in_this_column = max(0, height - grid.line_of(last) - _note_lines(grid, marks, pages).get(grid.place_of(last), 0))
    return in_this_column + (grid.columns - 1 - grid.column_of(last)) * height


def _note_lines(grid: Grid, marks: Sequence[Mark], pages: int) -> dict[tuple[int, int], int]:
    """The lines that the notes at the foot of each column take, with the line above them."""
    lines: dict[tuple[int, int], int] = {}
    for mark in marks:
        if mark.name == "note":
            height = grid.lines - (grid.box_lines if mark.page == pages else 0)
            taken = max(1, height - grid.lines_above_note(mark))
            lines[grid.place_of(mark)] = max(taken, lines.get(grid.place_of(mark), 0))
    return lines


def _page_figures(marks: Sequence[Mark], free: int, page: int) -> PageFigures:
    articles = dict.fromkeys(start.article for start, end in _spans(marks) if start.page <= page <= end.page)
    return PageFigures(page, free, tuple(articles))


def _article_figures(grid: Grid, marks: Sequence[Mark], pages: int, halves: frozenset[str]) -> list[ArticleFigures]:
    """One for each article; one that carries on elsewhere takes the lines of both its parts.

    The notes in the columns that it fills are counted with them, those where it ends are added.
    """
    notes = _note_lines(grid, marks, pages)
    figures: dict[str, ArticleFigures] = {}
    for start, end in _spans(marks):
        lines = max(1, grid.lines_before(end) - grid.lines_before(start))
        if _has_note_where_it_ends(grid, marks, end):
            lines += notes.get(grid.place_of(end), 0) * (grid.columns if grid.is_across else 1)
        lines = math.ceil(lines / 2) if start.article in halves else lines
        before = figures.get(start.article)
        figures[start.article] = ArticleFigures(
            start.article,
            lines + (before.lines if before else 0),
            before.first_page if before else start.page,
            end.page,
        )
    return list(figures.values())


def _has_note_where_it_ends(grid: Grid, marks: Sequence[Mark], end: Mark) -> bool:
    place = grid.place_of(end)
    return any(each.name == "note" and each.article == end.article and grid.place_of(each) == place for each in marks)


def _spans(marks: Sequence[Mark]) -> list[tuple[Mark, Mark]]:
    """Where each article, or each part of one, begins and ends, in the order of the pages."""
    spans: list[tuple[Mark, Mark]] = []
    begun: dict[str, Mark] = {}
    for mark in marks:
        if mark.name == "start":
            begun[mark.article] = mark
        elif mark.name == "end":
            spans.append((begun.pop(mark.article), mark))
    return spans
