"""Charts: what is drawn is what the table says, in both directions of reading."""

from datetime import timedelta

from cast import Cast

from coordinator import clock
from coordinator.charts import HEIGHT, WIDEST, WIDTH, stacked
from coordinator.reports.models import Note, Report
from coordinator.spaces.models import Site

LABELS = [("44", "week of 26 October"), ("45", "week of 2 November"), ("46", "week of 9 November")]
SERIES = [("Notes", [2, 0, 1]), ("Reports", [1, 0, 0])]


def test_bars_stand_on_one_another_within_the_picture() -> None:
    chart = stacked(LABELS, SERIES)
    first, second = chart.columns[0].bars
    assert [bar.kind for bar in (first, second)] == ["first", "second"]
    assert first.height == 2 * second.height and second.y + second.height == first.y
    assert first.y + first.height == chart.ground < HEIGHT and chart.columns[1].bars == []
    assert all(bar.x >= 0 and bar.x + bar.width <= WIDTH for column in chart.columns for bar in column.bars)


def test_a_bar_that_stands_alone_is_no_block() -> None:
    column = stacked(LABELS[:1], [("Copies", [7])]).columns[0]
    assert column.bars[0].width == WIDEST and column.bars[0].x + WIDEST / 2 == column.middle == WIDTH / 2


def test_the_table_has_every_number() -> None:
    rows = stacked(LABELS, SERIES).rows
    assert rows == [("week of 26 October", [2, 1]), ("week of 2 November", [0, 0]), ("week of 9 November", [1, 0])]


def test_time_goes_the_way_one_reads() -> None:
    middles = [column.middle for column in stacked(LABELS, SERIES, is_rtl=True).columns]
    assert middles == sorted(middles, reverse=True)


def test_nothing_to_draw_is_said() -> None:
    assert stacked(LABELS, [("Notes", [0, 0, 0])]).is_empty and not stacked(LABELS, SERIES).is_empty


def test_members_see_their_weeks_as_a_picture_with_its_numbers(both_engines: str, cast: Cast) -> None:
    assert 'class="chart"' not in cast.robin.page("/s/boston/")
    site = Site.create(space=cast.boston, name="The big hall")
    cast.robin.submit("/s/boston/notes/new", text="The belt stood still.", site=str(site.id))
    cast.wren.submit("/s/boston/notes/new", text="It stood still again.", site="")
    before = clock.today() - timedelta(weeks=2)
    Report.create(space=cast.boston, title="A", month="2026-10", state="in_review", made_on=before)
    Report.create(space=cast.boston, title="B", month="2026-10", state="draft", made_on=before)
    page = cast.heron.page("/s/boston/")
    assert '<svg role="img" aria-labelledby="chart-title"' in page and page.count("<rect class=") == 2 + 2
    assert "<td>2</td><td>0</td>" in page and "<td>0</td><td>1</td>" in page
    assert ">2 notes this week<" in page and ">1 report shared with us<" in page
    assert 'class="chart"' not in cast.maple.page("/s/boston/") and Note.select().count() == 2
