"""A plugin that fails again and again is switched off where it fails; files can be compared by their hashes."""

import hashlib
from pathlib import Path

import pytest
from cast import Cast

from coordinator import clock, files, jobs
from coordinator.errors import Invalid
from coordinator.newsletters import queries
from coordinator.newsletters.actions import editions, exports
from coordinator.newsletters.models import Edition, Export, PluginChoice
from coordinator.spaces.models import LogEntry

HEAD = "from coordinator.plugin_contract import *\n@hookimpl\ndef export_edition(edition):\n    "
GOOD = HEAD + "return (ExportedFile('calm.txt', 'text/plain', b'calm'),)\n"
BAD = HEAD + "raise ValueError\n"


@pytest.fixture
def storm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The module of an installed plugin that fails."""
    packages = tmp_path / "site-packages"
    about = packages / "storm-1.0.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: storm\nVersion: 1.0\nSummary: Wind.\n")
    (about / "entry_points.txt").write_text("[coordinator.plugins]\nstorm = storm_plugin\n")
    (packages / "storm_plugin.py").write_text(BAD)
    monkeypatch.syspath_prepend(str(packages))
    return packages / "storm_plugin.py"


@pytest.fixture
def edition(cast: Cast, storm: Path) -> Edition:
    """A number in a space that has the plugin switched on."""
    PluginChoice.create(space=cast.boston, plugin="storm")
    made = editions.start_edition(cast.wren.reader, cast.boston.id, clock.today())
    editions.paste_edition(cast.wren.reader, made, "# Ten minutes\n\nThey are back.")
    return made


def run_it(cast: Cast, edition: Edition, times: int = 1) -> Export:
    """Export that often."""
    for _time in range(times):
        export = exports.export_edition(cast.wren.reader, edition, "storm")
        jobs.run_pending()
    return Export.get_by_id(export.id)


def is_on(cast: Cast) -> bool:
    """Whether the space has it switched on."""
    return next(each.is_on for each in queries.plugin_choices(cast.boston.id) if each.name == "storm")


def test_after_three_failures_in_a_row_it_is_off_and_the_editors_are_told(cast: Cast, edition: Edition) -> None:
    run_it(cast, edition, 2)
    assert is_on(cast)
    export = run_it(cast, edition)
    assert not is_on(cast)
    for path in ("/s/boston/newsletter/", "/s/boston/newsletter/plugins/storm", f"/exports/{export.public_id}"):
        assert "storm failed three times in a row" in cast.wren.page(path)
    assert "failed three times" not in cast.robin.page("/s/boston/newsletter/")
    assert [entry.subject for entry in LogEntry.select().where(LogEntry.act == "plugin_off")] == ["storm"]
    with pytest.raises(Invalid):
        exports.export_edition(cast.wren.reader, edition, "storm")


def test_a_success_between_begins_the_count_anew(cast: Cast, edition: Edition, storm: Path) -> None:
    run_it(cast, edition, 2)
    storm.write_text(GOOD)
    assert run_it(cast, edition).state == "done"
    storm.write_text(BAD)
    run_it(cast, edition, 2)
    assert is_on(cast)


def test_editors_switch_it_on_again(cast: Cast, edition: Edition, storm: Path) -> None:
    run_it(cast, edition, 3)
    storm.write_text(GOOD)
    cast.wren.post("/s/boston/newsletter/plugins/storm", is_on="1")
    assert is_on(cast)
    assert run_it(cast, edition).state == "done"
    assert "failed three times" not in cast.wren.page("/s/boston/newsletter/")


def test_one_that_ships_is_switched_off_where_no_choice_was_made(cast: Cast, edition: Edition) -> None:
    for _time in range(3):
        export = exports.export_edition(cast.wren.reader, edition, "messenger_text")
        exports._failed(export, "no", is_the_plugins_fault=True)
    chosen = {each.name: each for each in queries.plugin_choices(cast.boston.id)}
    assert chosen["messenger_text"].has_failed
    assert chosen["print_pdf"].is_on


def test_what_is_not_the_plugins_fault_does_not_count(cast: Cast, edition: Edition) -> None:
    for _time in range(3):
        export = exports.export_edition(cast.wren.reader, edition, "storm")
        Export.update(plugin="gone_since").where(Export.id == export.id).execute()
        jobs.run_pending()
    assert not queries.failed_plugins(cast.boston.id)


def test_the_files_can_be_compared_by_their_hashes(cast: Cast, edition: Edition, storm: Path) -> None:
    storm.write_text(GOOD)
    export = run_it(cast, edition)
    (file,) = queries.files_of(export)
    digest = hashlib.sha256(files.content_of(file)).hexdigest()
    assert digest in cast.wren.page(f"/exports/{export.public_id}")
    listed = cast.wren.get(f"/exports/{export.public_id}/sha256sums.txt")
    assert listed.data == f"{digest}  calm.txt\n".encode()
    assert listed.headers["Content-Disposition"].startswith("attachment")
    for person in (cast.robin, cast.maple, cast.nobody):
        assert person.get(f"/exports/{export.public_id}/sha256sums.txt").status_code == 404
