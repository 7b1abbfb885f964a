"""A line's page: reports, lessons and threads of it, from every space that the reader may see."""

from typing import Any

from flask import Blueprint, render_template, request

from coordinator.access import Permission
from coordinator.door import guard, reader
from coordinator.reports.queries import lessons_for, released_reports
from coordinator.spaces.models import Line
from coordinator.spaces.queries import line_for
from coordinator.threads import lists, queries

bp = Blueprint("line", __name__)
REPORTS, LESSONS = 20, 30


@bp.get("/lines/<line>")
@guard(Permission.READ, line_for)
def show(line: Line) -> Any:
    """The newest of each; older reports page by page."""
    before = request.args.get("before")
    reports = released_reports(reader(), line=line.id, before=before, limit=REPORTS + 1)
    older_thread = queries.thread_for(reader(), request.args.get("thread", ""))
    threads = lists.listed(reader(), line_id=line.id, before=older_thread, limit=lists.AT_ONCE + 1)
    return render_template(
        "desk/line.html",
        line=line,
        reports=reports[:REPORTS],
        older=reports[REPORTS - 1].public_id if len(reports) > REPORTS else None,
        lessons=lessons_for(reader(), line=line.id, limit=LESSONS),
        threads=threads[: lists.AT_ONCE],
        older_thread=threads[lists.AT_ONCE - 1].public_id if len(threads) > lists.AT_ONCE else None,
    )
