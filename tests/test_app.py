"""The house as a whole: it stands up, it is closed by default, it keeps its own rules."""

import pytest
from cast import Cast
from flask import Flask

from coordinator import door
from coordinator.errors import Invalid


def test_the_application_answers_on_both_engines(both_engines: str, cast: Cast) -> None:
    assert cast.heron.get("/").status_code == 200


def test_a_route_without_a_guard_stops_the_start(app: Flask) -> None:
    bare = Flask("bare", static_folder=None)
    bare.add_url_rule("/open", "open", lambda: "open to all by mistake")
    with pytest.raises(Invalid, match="open"):
        door.refuse_unguarded(bare)
