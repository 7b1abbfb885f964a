"""Looks of a space's own: brought or copied by a coordinator, tried, changed, taken back, and seen by nobody else."""

import io
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from cast import Cast, Person
from PIL import Image

from coordinator import clock, files, jobs
from coordinator.accounts.models import Session
from coordinator.errors import Invalid
from coordinator.newsletters import queries as newsletters
from coordinator.newsletters.actions import editions, exports
from coordinator.newsletters.looks import actions, intake, queries, trying
from coordinator.newsletters.looks.models import Look, LookFile, LookVersion
from coordinator.newsletters.models import Edition, Export, PluginChoice
from coordinator.spaces.models import LogEntry

TOML = 'title = "Slip"\nsummary = "Headlines."\ncontract = 1\ntemplate = "slip.txt"\n'
SETTING = '[[settings]]\nname = "first"\nkind = "text"\nlabel = "First line"\ndefault = "Pass it on:"\n'
TEXT = "{{ settings.first }}\n{% for a in edition.articles %}- {{ a.title }}\n{% endfor %}\n"


def zipped(files_: dict[str, bytes | str], folder: str = "slip/") -> bytes:
    """A ZIP file with these files in a folder."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files_.items():
            archive.writestr(folder + name, content)
    return written.getvalue()


def picture(kind: str = "PNG") -> bytes:
    """A small picture with words hidden in it."""
    written = io.BytesIO()
    Image.new("RGB", (30, 20), "red").save(written, kind, **({"comment": b"hidden"} if kind == "JPEG" else {}))
    return written.getvalue()


SLIP = zipped({"plugin.toml": TOML + SETTING, "slip.txt": TEXT})


def upload(person: Person, content: bytes, name: str = "slip.zip", title: str = "", path: str = "") -> Any:
    """Bring a file on the page for it."""
    path = path or "/s/boston/newsletter/looks/new"
    return person.post(path, file=(io.BytesIO(content), name), title=title)


def added(cast: Cast, content: bytes = SLIP) -> Look:
    """A look of Boston's own."""
    return actions.add_look(cast.heron.reader, cast.boston.id, intake.brought(content, "slip.zip"))


@pytest.fixture
def edition(cast: Cast) -> Edition:
    """A number with one piece."""
    made = editions.start_edition(cast.wren.reader, cast.boston.id, clock.today())
    editions.paste_edition(cast.wren.reader, made, "# Ten minutes\n\nThey are back.")
    return made


def exported(cast: Cast, edition: Edition, plugin: str) -> Export:
    """A number made in a look."""
    export = exports.export_edition(cast.wren.reader, edition, plugin)
    jobs.run_pending()
    return Export.get_by_id(export.id)


def test_a_coordinator_brings_a_look_and_editors_use_it(both_engines: str, cast: Cast, edition: Edition) -> None:
    address = upload(cast.heron, SLIP).headers["Location"]
    assert "It is here" in cast.heron.page(address)
    (look,) = Look.select()
    assert "Slip" in cast.wren.page(f"/editions/{edition.public_id}")
    export = exported(cast, edition, look.plugin_name)
    (file,) = newsletters.files_of(export)
    assert files.content_of(file) == b"Pass it on:\n- Ten minutes\n"
    assert "Slip" in cast.wren.page(f"/exports/{export.public_id}")
    assert [entry.subject for entry in LogEntry.select().where(LogEntry.act == "look_added")] == ["Slip"]


def test_editors_set_it_up_like_any_other(cast: Cast, edition: Edition) -> None:
    look = added(cast)
    path = f"/s/boston/newsletter/plugins/{look.plugin_name}"
    assert "First line" in cast.wren.page(path)
    assert "Change this look" not in cast.wren.page(path)
    assert "Change this look" in cast.heron.page(path)
    assert cast.wren.submit(path, **{"is_on": "1", "setting-first": "Read this"}).status_code == 303
    (file,) = newsletters.files_of(exported(cast, edition, look.plugin_name))
    assert files.content_of(file).startswith(b"Read this\n")


def test_nobody_else_can_tell_that_it_is_there(cast: Cast, edition: Edition) -> None:
    look = added(cast)
    for person in (cast.wren, cast.robin, cast.maple, cast.operator, cast.nobody):
        for path in ("", "/download", "/removed"):
            assert person.get(f"/looks/{look.public_id}{path}").status_code == 404
    theirs = f"/s/chicago/newsletter/plugins/{look.plugin_name}"
    never = "/s/chicago/newsletter/plugins/look_23456789abcdefghjkmnpqrstu"
    assert cast.maple.get(theirs).status_code == cast.maple.get(never).status_code == 404
    assert "Slip" not in cast.maple.page("/s/chicago/newsletter/plugins")
    assert look.plugin_name not in [each.name for each in newsletters.plugin_choices(cast.chicago.id)]
    assert queries.plugin_in(cast.chicago.id, look.plugin_name) is None
    for person in (cast.wren, cast.robin):
        assert upload(person, SLIP).status_code in (403, 404)


def test_a_template_by_itself_is_enough(cast: Cast, edition: Edition) -> None:
    address = upload(cast.heron, b'= #json("data.json").edition.masthead.name', "My paper!.typ", "Our front page")
    look = Look.get()
    assert address.status_code == 303
    assert (look.title, queries.version_of(look).template) == ("Our front page", "My-paper.typ")
    export = exported(cast, edition, look.plugin_name)
    (file,) = newsletters.files_of(export)
    assert (file.name, files.content_of(file)[:5]) == ("My-paper-1.pdf", b"%PDF-")


def test_pictures_are_made_anew_and_fonts_and_licences_stay(cast: Cast) -> None:
    font = b"OTTO" + bytes(40)
    typ = '#image("mark.jpg")\n#assert.eq(read("OFL.txt"), "Free.")'
    given = {"plugin.toml": TOML.replace("slip.txt", "s.typ"), "s.typ": typ, "mark.jpg": picture("JPEG")}
    look = added(cast, zipped(given | {"Own.otf": font, "OFL.txt": "Free.", "__MACOSX/x": "litter", ".DS_Store": "x"}))
    kept = queries.files_of(queries.version_of(look))
    assert sorted(kept) == ["OFL.txt", "Own.otf", "mark.jpg", "plugin.toml", "s.typ"]
    assert kept["Own.otf"] == font
    assert b"hidden" in picture("JPEG") and b"hidden" not in kept["mark.jpg"]


PLAIN = {"plugin.toml": TOML, "slip.txt": "x"}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (b"", "Choose a file first"),
        (b"PK\x03\x04 nothing", "cannot be unpacked"),
        (zipped({"slip.txt": "x"}), "plugin.toml is missing"),
        (zipped({"plugin.toml": TOML}), "is not there"),
        (zipped({**PLAIN, "plugin.toml": "title ="}), "not well-formed"),
        (zipped({**PLAIN, "plugin.toml": "a = " + "[" * 9000}), "not well-formed"),
        (zipped({**PLAIN, "plugin.toml": "a = " + "9" * 9000}), "not well-formed"),
        (zipped({**PLAIN, "plugin.toml": TOML + "run = 'x'\n"}), "lines that nobody knows"),
        (zipped({**PLAIN, "plugin.toml": TOML.replace("slip.txt", "../slip.txt")}), "a file in its folder"),
        (zipped({"plugin.toml": "contract = 1", "__init__.py": "import os"}), "has code in it"),
        (zipped({**PLAIN, "__init__.py": "import os"}), "__init__.py is not taken"),
        (zipped({**PLAIN, "more.py": "x"}), "more.py is not taken"),
        (zipped({**PLAIN, "other.txt": "x"}), "other.txt is not taken"),
        (zipped({**PLAIN, "a.svg": "<svg/>"}), "a.svg is not taken"),
        (zipped({**PLAIN, "a.png": "<svg/>"}), "picture"),
        (zipped({**PLAIN, "a.png": picture("JPEG")}), "named otherwise"),
        (zipped({**PLAIN, "a.ttf": "MZ"}), "a.ttf is not taken"),
        (zipped({**PLAIN, "sub/a.png": picture()}), "is not taken"),
        (zipped({**PLAIN, "../../a.png": picture()}), "is not taken"),
        (zipped({**PLAIN, "..": "x"}), "is not taken"),
        (zipped(PLAIN, "/etc/"), "is not taken"),
        (zipped(PLAIN, "..\\"), "is not taken"),
        (zipped({**PLAIN, "b.txt\x00.png": picture()}), "is not taken"),
        (zipped({**PLAIN, "SLIP.txt": "x"}), "same name"),
        (zipped({**PLAIN, "slip.txt": b"\xff\xfe"}), "not a text in UTF-8"),
        (zipped({**PLAIN, "slip.txt": "x" * 200_001}), "is too long"),
        (zipped({**PLAIN, "a.ttf": b"\x00\x01\x00\x00" + bytes(7 * 2**20)}), "6 MB at most"),
        (zipped({**PLAIN, **{f"{n}.ttf": b"true" for n in range(20)}}), "20 files"),
        (zipped({**PLAIN, **{f"{n}.png": picture() for n in range(6)}}), "5 pictures"),
        (zipped({**PLAIN, "slip.txt": "{% for %}"}), "has a mistake on line 1"),
        (zipped({**PLAIN, "plugin.toml": TOML + "[[settings]]\nname = 'a'\n"}), "is missing"),
    ],
)
def test_what_is_no_look_is_refused_with_a_sentence(cast: Cast, given: bytes, said: str) -> None:
    page = upload(cast.heron, given)
    assert page.status_code == 400
    assert said in page.get_data(as_text=True)
    assert not Look.select().exists() and not LookVersion.select().exists()


def test_links_and_lies_in_a_zip_file_are_refused(cast: Cast) -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        link = zipfile.ZipInfo("slip/slip.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("slip/plugin.toml", TOML)
    with pytest.raises(Invalid, match="is a link"):
        intake.brought(written.getvalue(), "slip.zip")
    whole = zipped({**PLAIN, "slip.txt": "y" * 5000})
    lying = whole.replace((5000).to_bytes(4, "little"), (50).to_bytes(4, "little"))
    with pytest.raises(Invalid):
        intake.brought(lying, "slip.zip")
    bomb = zipped({**PLAIN, "slip.txt": bytes(200 * 2**20)})
    assert len(bomb) < 2**20
    with pytest.raises(Invalid, match="6 MB at most"):
        intake.brought(bomb, "slip.zip")


def test_it_is_changed_on_its_page_and_a_mistake_names_its_line(cast: Cast, edition: Edition) -> None:
    look = added(cast)
    page = f"/looks/{look.public_id}"
    wrong = cast.heron.submit(page, page, text="fine\n{{ nothing.here }}", toml=TOML)
    assert wrong.status_code == 400
    assert "has a mistake on line 2" in (said := wrong.get_data(as_text=True)) and "nothing.here" in said
    assert cast.heron.submit(page, page, text="x", toml="title = ").status_code == 400
    assert queries.version_of(look).text == TEXT
    assert cast.heron.submit(page, page, text="NEW {{ edition.number }}", toml=TOML).status_code == 303
    (file,) = newsletters.files_of(exported(cast, edition, look.plugin_name))
    assert files.content_of(file) == b"NEW 1"


def test_two_who_change_it_at_once_lose_nothing(cast: Cast) -> None:
    look = added(cast)
    actions.change_look(cast.heron.reader, look, TOML, "first", 1)
    late = cast.heron.post(f"/looks/{look.public_id}", text="second", toml=TOML, version=1)
    assert late.status_code == 409
    said = late.get_data(as_text=True)
    assert "second" in said and "first" in said


def test_what_editors_set_stays_as_far_as_the_new_version_takes_it(cast: Cast, edition: Edition) -> None:
    look = added(cast)
    exports.choose_plugin(cast.wren.reader, cast.boston.id, look.plugin_name, True, {"first": "Ours"})
    more = TOML + SETTING + SETTING.replace('"first"', '"other"')
    look = actions.change_look(cast.heron.reader, look, more, TEXT, 1)
    assert '"first": "Ours"' in PluginChoice.get(PluginChoice.plugin == look.plugin_name).settings
    look = actions.change_look(cast.heron.reader, look, TOML, "plain", 2)
    assert exported(cast, edition, look.plugin_name).state == "done"
    exports.choose_plugin(cast.wren.reader, cast.boston.id, look.plugin_name, True, {})
    look = actions.go_back(cast.heron.reader, look, 1)
    (file,) = newsletters.files_of(exported(cast, edition, look.plugin_name))
    assert files.content_of(file).startswith(b"Ours")


def test_a_machine_that_cannot_lock_plugins_in_forgets_no_settings(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    look = added(cast)
    exports.choose_plugin(cast.wren.reader, cast.boston.id, look.plugin_name, True, {"first": "Ours"})
    monkeypatch.setattr("coordinator.plugin_host.sandbox._way", lambda: None)
    look = actions.change_look(cast.heron.reader, look, TOML + SETTING, TEXT, 1)
    assert '"first": "Ours"' in PluginChoice.get(PluginChoice.plugin == look.plugin_name).settings


def test_an_earlier_version_stands_again_with_its_files(cast: Cast) -> None:
    look = added(cast, zipped({**PLAIN, "plugin.toml": TOML, "a.png": picture()}))
    page = f"/looks/{look.public_id}"
    assert upload(cast.heron, SLIP, path=f"{page}/replace").status_code == 303
    look = Look.get_by_id(look.id)
    assert queries.beside(queries.version_of(look)) == []
    assert cast.heron.submit(page, "/back", version="1").status_code == 303
    look = Look.get_by_id(look.id)
    assert (look.version, [each.name for each in queries.beside(queries.version_of(look))]) == (3, ["a.png"])
    assert cast.heron.post(f"{page}/back", version="99").status_code == 404
    assert LookFile.select().count() == 2 and len({each.file_id for each in LookFile.select()}) == 1


@pytest.mark.parametrize(("limit", "most"), [("MOST_VERSIONS", 2), ("MOST_BYTES_BESIDE", 0)])
def test_no_version_goes_by_itself_and_one_too_many_is_refused(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, limit: str, most: int
) -> None:
    look = actions.replace_look(
        cast.heron.reader, added(cast), intake.brought(zipped({**PLAIN, "a.png": picture()}), "a.zip")
    )
    monkeypatch.setattr(actions, limit, most)
    said = cast.heron.post(f"/looks/{look.public_id}", text="mine", toml=TOML, version=2)
    assert said.status_code == 400
    assert "as many versions as are kept" in (page := said.get_data(as_text=True)) and "mine" in page
    assert cast.heron.post(f"/looks/{look.public_id}/back", version="1").status_code == 400
    assert [each.number for each in queries.versions_of(look)] == [2, 1]


def test_it_is_taken_away_brought_back_and_gone_after_a_week(cast: Cast, edition: Edition) -> None:
    look = added(cast, zipped({**PLAIN, "a.png": picture()}))
    page = f"/looks/{look.public_id}"
    after = cast.heron.submit(page, "/remove").headers["Location"]
    assert cast.heron.get(page).status_code == 404
    with pytest.raises(Invalid):
        exports.export_edition(cast.wren.reader, edition, look.plugin_name)
    assert cast.heron.submit(after, "/bring-back").status_code == 303
    assert exported(cast, edition, look.plugin_name).state == "done"
    actions.remove_look(cast.heron.reader, look)
    assert actions.purge(clock.today() + timedelta(days=7)) == 0
    assert actions.purge(clock.today() + timedelta(days=8)) == 1
    assert not LookFile.select().exists() and not PluginChoice.select().where(PluginChoice.plugin == look.plugin_name)
    acts = [entry.act for entry in LogEntry.select().where(LogEntry.act.startswith("look_"))]
    assert acts == ["look_added", "look_removed", "look_back", "look_removed"]


def test_it_is_downloaded_and_brought_again(cast: Cast) -> None:
    look = added(cast, zipped({**PLAIN, "a.png": picture()}))
    answer = cast.heron.get(f"/looks/{look.public_id}/download")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.data == cast.heron.get(f"/looks/{look.public_id}/download").data
    again = intake.brought(answer.data, "look.zip")
    assert (again.title, again.text, [name for name, _content in again.beside]) == ("Slip", "x", ["a.png"])


def test_trying_it_saves_nothing_and_shows_words_on_the_page(cast: Cast, edition: Edition) -> None:
    look = added(cast)
    page = f"/looks/{look.public_id}"
    shown = cast.heron.post(f"{page}/try", text="TRIED {{ edition.articles[0].title }}", toml=TOML, version=1)
    assert shown.status_code == 200 and "TRIED Ten minutes" in shown.get_data(as_text=True)
    wrong = cast.heron.post(f"{page}/try", text="{{ 1 // 0 }}", toml=TOML, version=1)
    assert wrong.status_code == 400 and "on line 1" in wrong.get_data(as_text=True)
    typ = TOML.replace("slip.txt", "slip.typ")
    pdf = cast.heron.post(f"{page}/try", text='= #json("data.json").edition.number', toml=typ, version=1)
    assert (pdf.status_code, pdf.mimetype, pdf.data[:5]) == (200, "application/pdf", b"%PDF-")
    assert pdf.headers["Content-Disposition"] == 'attachment; filename="slip-1.pdf"'
    assert Look.get_by_id(look.id).version == 1 and not Export.select().exists()


def test_a_long_text_comes_as_a_file(cast: Cast, edition: Edition) -> None:
    look = added(cast)
    long = cast.heron.post(f"/looks/{look.public_id}/try", text="{{ 'x' * 200001 }}", toml=TOML, version=1)
    assert long.headers["Content-Disposition"] == 'attachment; filename="slip-1.txt"'


def test_looks_are_tried_one_after_the_other(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    look = added(cast)
    monkeypatch.setattr(trying, "WAIT_SECONDS", 0.1)
    with trying._turn():
        busy = cast.heron.post(f"/looks/{look.public_id}/try", text="MINE", toml=TOML, version=1)
    assert busy.status_code == 429 and "template = " in busy.get_data(as_text=True)
    assert cast.heron.post(f"/looks/{look.public_id}/try", text="MINE", toml=TOML, version=1).status_code == 200


def test_trying_it_asks_for_the_password_like_any_export(cast: Cast) -> None:
    look = added(cast)
    Session.update(confirmed_at=None).execute()
    asked = cast.heron.post(f"/looks/{look.public_id}/try", text="MINE", toml=TOML, version=1)
    assert asked.status_code == 403 and "MINE" in asked.get_data(as_text=True)


def test_with_plugins_off_none_runs_and_none_is_offered(
    cast: Cast, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = added(cast)
    monkeypatch.setenv("COORDINATOR_PLUGINS", "off")
    assert newsletters.plugin_choices(cast.boston.id) == []
    assert queries.plugin_in(cast.boston.id, look.plugin_name) is None
    answer = cast.heron.post(f"/looks/{look.public_id}/try", text="x", toml=TOML, version=1)
    assert answer.status_code == 400 and "runs without plugins" in answer.get_data(as_text=True)


def test_where_plugins_cannot_be_locked_in_it_is_kept_and_does_not_run(
    cast: Cast, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coordinator.plugin_host.sandbox._way", lambda: None)
    look = added(cast)
    assert "Until then" in cast.heron.page(f"/looks/{look.public_id}")
    assert "Until then" in cast.heron.page("/s/boston/newsletter/looks/new")
    assert "cannot lock plugins in" in cast.wren.page("/s/boston/newsletter/plugins")
    export = exported(cast, edition, look.plugin_name)
    assert export.state == "failed" and "cannot lock plugins in" in export.sentence


def test_one_that_fails_again_and_again_is_switched_off_by_its_own_name(cast: Cast, edition: Edition) -> None:
    look = added(cast, zipped({**PLAIN, "slip.txt": "fine {% if edition.number == 1 %}{{ 1 // 0 }}{% endif %}"}))
    for _time in range(3):
        export = exported(cast, edition, look.plugin_name)
    assert "on line 1" in export.sentence
    assert "Slip failed three times in a row" in cast.wren.page(f"/exports/{export.public_id}")


def test_a_space_has_so_many_looks_and_no_more(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_LOOKS", 1)
    added(cast)
    assert "Take one away first" in upload(cast.heron, SLIP).get_data(as_text=True)


def test_the_look_of_a_plugin_is_copied_under_a_name_of_its_own_and_changed(cast: Cast, edition: Edition) -> None:
    assert "Copy this look" not in cast.wren.page("/s/boston/newsletter/plugins/messenger_text")
    assert cast.wren.post("/s/boston/newsletter/plugins/messenger_text/copy").status_code == 403
    page = cast.heron.submit("/s/boston/newsletter/plugins/messenger_text", "/copy").headers["Location"].split("?")[0]
    look = Look.get()
    assert look.title == "Text for a messenger, our own"
    text = cast.heron.page(page)
    assert "{% macro piece(article) %}" in text and "Text for a messenger, our own" in text
    template = queries.version_of(look).text.replace("{{ edition.number }} ·", "NUMBER {{ edition.number }}:")
    assert cast.heron.submit(page, page, text=template).status_code == 303
    (file,) = newsletters.files_of(exported(cast, edition, look.plugin_name))
    assert b"NUMBER 1:" in files.content_of(file) and b"*Ten minutes*" in files.content_of(file)
    (as_it_was,) = newsletters.files_of(exported(cast, edition, "messenger_text"))
    assert b"NUMBER" not in files.content_of(as_it_was)


def test_both_ways_to_a_look_stand_on_one_page(cast: Cast) -> None:
    page = "/s/boston/newsletter/looks/new"
    text = cast.heron.page(page)
    assert all(f"Copy: {title}" in text for title in ("Print (PDF)", "Poster", "Web page", "Text for a messenger"))
    assert cast.heron.submit(page, "/poster/copy").status_code == 303
    assert cast.heron.post("/s/boston/newsletter/plugins/epub/copy").status_code == 404
    assert cast.heron.post("/s/boston/newsletter/plugins/nothing/copy").status_code == 404


def test_a_zip_file_that_was_damaged_on_its_way_is_refused() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("look.txt", "Words, and words again, and words again." * 40)
    content = bytearray(written.getvalue())
    content[40:60] = b"\xff" * 20
    with pytest.raises(Invalid, match="cannot be unpacked"):
        intake.brought(bytes(content), "look.zip")


def test_settings_that_stand_in_one_another_without_end_are_refused() -> None:
    with pytest.raises(Invalid):
        intake.changed(f"a = {'[' * 5000}", "Words.")
