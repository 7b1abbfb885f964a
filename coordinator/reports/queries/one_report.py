"""A report's page: for its own space the whole as it stands, for everybody else what was released."""

from typing import Any

from coordinator import db
from coordinator.access import Audience, Permission, Reader
from coordinator.notices.models import Kind
from coordinator.notices.queries import position_of
from coordinator.prepared import Prepared
from coordinator.reports.models import Release, Report, ReportState
from coordinator.reports.queries.shown import (
    ReportPage,
    ShownAuthor,
    ShownPicture,
    ShownRemark,
    ShownSection,
    SourceNote,
    outward_place,
)
from coordinator.reports.releasing import sections_from_json
from coordinator.spaces.models import Line, Site, Space


def _page(account: Any, report: Any) -> Any:
    return (
        Report.select(
            Report.id,
            Report.public_id,
            Report.space,
            Report.inside_for(account),
            Space.name,
            Space.outward_name,
            Space.openness,
            Report.state,
            Report.title,
            Report.month,
            Report.in_brief,
            Report.audience,
            Report.revision,
            Report.submitted_revision,
            Report.released_revision,
            Report.version,
            Site.name,
            Line.name,
            Line.slug,
            Line.visible_to(account),
            Release.title,
            Release.in_brief,
            Release.sections,
            Release.outward_date,
            Release.number,
            position_of(account, Kind.REPORT, Report.id),
            Report.words,
        )
        .join(Space)
        .switch(Report)
        .join(Site, "LEFT JOIN")
        .switch(Report)
        .join(Line, "LEFT JOIN", on=Report.line == Line.id)
        .switch(Report)
        .join(Release, "LEFT JOIN", on=Release.report == Report.id)
        .where((Report.public_id == report) & Report.visible_to(account))
    )


_PAGE = Prepared(_page)

# Asked only after `_page` has decided that the reader may see the report, and in which form.
_INSIDE_PARTS = """
SELECT 'section' AS part, position AS place, number, 0, kind, heading, body_html FROM section WHERE report_id = ?
UNION ALL SELECT 'lesson', position, 0, 0, text, '', '' FROM lesson WHERE report_id = ? AND text <> ''
UNION ALL SELECT 'picture', a.position, f.width, f.height, f.public_id, a.text, ''
    FROM attachment a JOIN stored_file f ON f.id = a.file_id WHERE a.report_id = ?
UNION ALL SELECT 'author', m.id, CASE WHEN a.is_first THEN 1 ELSE 0 END, CASE WHEN m.is_active THEN 1 ELSE 0 END,
        m.pen_name, CASE WHEN a.sees_drafts THEN 'drafts' ELSE '' END, ''
    FROM report_author a JOIN membership m ON m.id = a.membership_id WHERE a.report_id = ?
UNION ALL SELECT 'remark', r.id, 0, 0, COALESCE(m.pen_name, ''), CAST(r.made_on AS text), r.body_html
    FROM remark r LEFT JOIN membership m ON m.id = r.author_id WHERE r.report_id = ?
UNION ALL SELECT 'note', n.id, 0, 0, n.public_id, n.week, ''
    FROM report_note s JOIN note n ON n.id = s.note_id WHERE s.report_id = ? AND n.deleted_on IS NULL
UNION ALL SELECT 'chosen', space_id, 0, 0, '', '', '' FROM report_space WHERE report_id = ?
ORDER BY 1, 2
"""
_OUTSIDE_PARTS = """
SELECT 'lesson' AS part, position AS place, 0, 0, released_text, '', ''
    FROM lesson WHERE report_id = ? AND released_text <> ''
UNION ALL SELECT 'picture', p.position, f.width, f.height, f.public_id, p.text, ''
    FROM released_picture p JOIN stored_file f ON f.id = p.file_id WHERE p.report_id = ?
ORDER BY 1, 2
"""


def report_for(reader: Reader, report_id: str) -> ReportPage | None:
    """The report at an address as this reader may see it, in two statements; None where there is nothing to see."""
    row = _PAGE.row(account=reader.account_id, report=report_id)
    if row is None:
        return None
    return _inside_page(reader, row) if row[3] else _outside_page(row)


def report_inside(reader: Reader, report_id: str) -> ReportPage | None:
    """The same, for readers of its own space alone."""
    page = report_for(reader, report_id)
    return page if page is not None and page.is_inside else None


def authored_report(reader: Reader, report_id: str) -> ReportPage | None:
    """The same, for its authors alone."""
    page = report_for(reader, report_id)
    return page if page is not None and page.is_author else None


def released_view(reader: Reader, report_id: str) -> ReportPage | None:
    """A released report as other spaces read it, for anybody who may read it, its own space included."""
    row = _PAGE.row(account=reader.account_id, report=report_id)
    return _outside_page(row) if row is not None and row[7] == ReportState.RELEASED else None


def _parts(sql: str, report_id: int) -> dict[str, list[tuple[Any, ...]]]:
    found: dict[str, list[tuple[Any, ...]]] = {}
    for part, *values in db.fetch_all(sql, (report_id,) * sql.count("?")):
        found.setdefault(part, []).append(tuple(values))
    return found


def _pictures(rows: list[tuple[Any, ...]]) -> tuple[ShownPicture, ...]:
    return tuple(ShownPicture(file, text, width, height) for _place, width, height, file, text, _html in rows)


def _inside_page(reader: Reader, row: tuple[Any, ...]) -> ReportPage:
    parts = _parts(_INSIDE_PARTS, row[0])
    authors = tuple(
        ShownAuthor(each[0], each[3], bool(each[1]), bool(each[2]), bool(each[4])) for each in parts.get("author", [])
    )
    standing = reader.standing_in(row[2])
    mine = next((each for each in authors if standing and each.membership_id == standing.membership_id), None)
    return ReportPage(
        **_shared(row, bool(row[19])),
        is_inside=True,
        place=row[4],
        title=row[8],
        date=row[9],
        in_brief=row[10],
        number=row[13],
        sections=tuple(ShownSection(each[1], each[3], each[4], each[5]) for each in parts.get("section", [])),
        lessons=tuple(each[3] for each in parts.get("lesson", [])),
        pictures=_pictures(parts.get("picture", [])),
        site=row[16] or "",
        revision=row[12],
        submitted_revision=row[13],
        released_revision=row[14],
        version=row[15],
        words=row[26],
        is_author=mine is not None,
        sees_drafts=mine is not None and mine.sees_drafts,
        may_delete=mine is not None
        and (mine.is_first or not any(each.is_first and each.is_active for each in authors)),
        chosen_space_ids=tuple(each[0] for each in parts.get("chosen", [])),
        may_release=reader.may(Permission.RELEASE_REPORT, row[2]),
        authors=tuple(sorted(authors, key=lambda author: (not author.is_first, author.pen_name))),
        remarks=tuple(ShownRemark(each[3], each[4], each[5]) for each in parts.get("remark", [])),
        notes=tuple(SourceNote(f"/notes/{each[3]}", each[4]) for each in parts.get("note", [])),
    )


def _outside_page(row: tuple[Any, ...]) -> ReportPage:
    parts = _parts(_OUTSIDE_PARTS, row[0])
    released = enumerate(sections_from_json(row[22]), start=1)
    return ReportPage(
        **_shared(row, bool(row[19])),
        is_inside=False,
        place=outward_place(row[5], row[6]),
        title=row[20],
        date=row[23],
        in_brief=row[21],
        number=row[24],
        sections=tuple(ShownSection(place, each.kind, each.heading, each.html) for place, each in released),
        lessons=tuple(each[3] for each in parts.get("lesson", [])),
        pictures=_pictures(parts.get("picture", [])),
    )


def _shared(row: tuple[Any, ...], sees_line: bool) -> dict[str, Any]:
    return {
        "id": row[0],
        "public_id": row[1],
        "space_id": row[2],
        "state": ReportState(row[7]),
        "audience": Audience(row[11]),
        "line": row[17] if sees_line else "",
        "line_address": f"/lines/{row[18]}" if sees_line else "",
        "release_number": row[24] or 0,
        "seen": row[25],
    }
