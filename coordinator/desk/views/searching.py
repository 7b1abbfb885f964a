"""Search: asked by POST, so that the words stand in no address unless one wants to keep it."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, render_template, request

from coordinator.access import Permission
from coordinator.desk.queries import finding
from coordinator.desk.queries.narrowing import PERIODS, Narrowed, narrowed
from coordinator.door import guard, reader

bp = Blueprint("search", __name__)
WORDS_BYTES = 400


@bp.get("/search")
@guard(Permission.SIGNED_IN)
def index() -> Any:
    """The form; with words in a kept address, what they find now."""
    return _page(request.args)


@bp.post("/search")
@guard(Permission.SIGNED_IN)
def results() -> Any:
    """What was found."""
    return _page(request.form)


def _page(asked: Any) -> str:
    words = asked.get("words", "").strip()[:WORDS_BYTES]
    kinds = [kind for kind in asked.getlist("kind") if kind in finding.GROUPS]
    wanted = narrowed(reader(), asked)
    before = asked.get("before", type=int)
    found = None
    if words:
        found = finding.find(reader(), words, kinds, wanted.space_id, wanted.line_id, wanted.since, before)
    return render_template(
        "desk/search.html",
        words=words,
        kinds=kinds,
        groups={kind: name for kind, (name, _kinds) in finding.GROUPS.items()},
        wanted=wanted,
        periods=PERIODS,
        found=found,
        address=_address(words, kinds, wanted),
        is_further=before is not None,
    )


def _address(words: str, kinds: list[str], wanted: Narrowed) -> str:
    """The search as an address that can be kept."""
    filters: Mapping[str, str] = {name: value for name, value in wanted.chosen.items() if value}
    return "/search?" + urlencode([("words", words), *(("kind", kind) for kind in kinds), *filters.items()])
