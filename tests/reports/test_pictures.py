"""Pictures of notes and reports: made anew, guarded by what shows them, and never anything but pictures."""

import io
import struct
import zlib

import pytest
from cast import Cast, Person
from PIL import Image

from coordinator import files
from coordinator.access import Audience
from coordinator.errors import Invalid
from coordinator.files import StoredFile
from coordinator.reports import actions
from coordinator.reports.models import Note, Report


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 30)) -> bytes:
    made = io.BytesIO()
    details = Image.Exif()
    details[0x010E] = "Canary of the camera"
    Image.new("RGB", size, "#a33").save(made, kind, exif=details)
    return made.getvalue()


def bomb(side: int) -> bytes:
    """A small PNG that says it has so many pixels on each side."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1_000_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def upload(content: bytes, name: str = "IMG_2041.jpg") -> tuple[io.BytesIO, str]:
    return io.BytesIO(content), name


def statuses(cast: Cast, path: str) -> dict[str, int]:
    people: dict[str, Person] = {
        name: getattr(cast, name) for name in ("robin", "wren", "birch", "operator", "stranger", "nobody")
    }
    return {name: person.get(path).status_code for name, person in people.items()}


def test_a_note_with_a_picture_keeps_the_pixels_alone(cast: Cast) -> None:
    sent = cast.robin.submit("/s/boston/notes/new", text="Look.", picture=upload(picture()), picture_text="A red wall")
    assert sent.status_code == 303
    file = StoredFile.get()
    shown = cast.wren.get(f"/files/{file.public_id}")
    assert shown.status_code == 200 and shown.content_type == "image/jpeg"
    assert b"Canary" not in shown.data and b"IMG_2041" not in shown.data
    assert shown.headers["Cache-Control"] == "no-store" and "IMG" not in shown.headers["Content-Disposition"]
    page = cast.wren.page("/s/boston/notes/")
    # Read out once: the words stand below the picture for everybody.
    assert page.count("A red wall") == 1 and "<figcaption>A red wall</figcaption>" in page


def test_a_notes_picture_is_for_those_who_read_the_note(cast: Cast) -> None:
    note = actions.write_note(cast.robin.reader, cast.boston.id, "Look.", picture=picture())
    path = f"/files/{note.picture.public_id}"
    expected = {"robin": 200, "wren": 200, "birch": 404, "operator": 404, "stranger": 404, "nobody": 404}
    assert statuses(cast, path) == expected
    actions.take_back_note(cast.robin.reader, note)
    assert set(statuses(cast, path).values()) == {404}


def test_a_reports_picture_goes_out_only_with_a_release_that_takes_it_along(cast: Cast) -> None:
    robin = cast.robin.reader
    report = actions.start_report(robin, cast.boston.id, "A title", "Words.")
    sent, kept = (actions.add_picture(robin, report, picture(), words).file.public_id for words in ("Wall", "Face"))
    actions.submit_report(robin, report)
    actions.release_report(cast.heron.reader, report, "In brief.", Audience.NETWORK, picture_ids=[sent])
    assert statuses(cast, f"/files/{sent}")["birch"] == 200
    assert statuses(cast, f"/files/{kept}")["birch"] == 404
    assert statuses(cast, f"/files/{kept}")["wren"] == 200
    page = cast.birch.page(f"/reports/{report.public_id}")
    assert sent in page and kept not in page and "Face" not in page


def test_a_picture_that_was_removed_stands_outside_until_the_next_release(cast: Cast) -> None:
    robin = cast.robin.reader
    report = actions.start_report(robin, cast.boston.id, "A title", "Words.")
    file = actions.add_picture(robin, report, picture()).file.public_id
    actions.submit_report(robin, report)
    actions.release_report(cast.heron.reader, report, "In brief.", Audience.NETWORK)
    actions.remove_picture(robin, report, file)
    assert statuses(cast, f"/files/{file}")["birch"] == 200
    actions.release_report(cast.heron.reader, report, "In brief.", Audience.NETWORK)
    assert set(statuses(cast, f"/files/{file}").values()) == {404}
    assert not StoredFile.select().exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (bomb(30_000), "too many pixels"),
        (bomb(10_000), "too many pixels"),
        (bomb(8_000), "too many pixels"),
        (b"%PDF-1.7 not a picture", "not a picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "not a picture"),
        (picture()[:200], "not a picture"),
        (b"GIF89a<html><script>1</script>", "not a picture"),
    ],
    ids=["bomb", "lesser bomb", "least bomb", "pdf", "svg", "cut off", "disguised page"],
)
def test_what_is_no_picture_is_refused_and_the_text_stays(cast: Cast, content: bytes, sentence: str) -> None:
    sent = cast.robin.submit("/s/boston/notes/new", text="Words that stay.", picture=upload(content))
    page = sent.get_data(as_text=True)
    assert sent.status_code == 400 and sentence in page and "Words that stay." in page
    assert "once more" in page
    assert not Note.select().exists() and not StoredFile.select().exists()


def test_an_upload_beyond_the_limit_gives_the_text_back(cast: Cast) -> None:
    cast.app.config["MAX_CONTENT_LENGTH"] = 300_000
    text = "Words that stay, however large the picture is."
    sent = cast.robin.submit("/s/boston/notes/new", text=text, picture=upload(b"x" * 400_000))
    page = sent.get_data(as_text=True)
    assert sent.status_code == 413 and "larger than this server takes" in page and text in page
    assert not StoredFile.select().exists()


def test_a_report_takes_pictures_from_its_page(cast: Cast) -> None:
    report = actions.start_report(cast.robin.reader, cast.boston.id, "A title", "Words.")
    address = f"/reports/{report.public_id}"
    refused = cast.robin.submit(f"{address}/pictures", "/pictures", picture_text="Nothing chosen")
    assert refused.status_code == 400 and "Choose a picture first." in refused.get_data(as_text=True)
    cast.robin.submit(f"{address}/pictures", "/pictures", picture=upload(picture("PNG")), picture_text="A wall")
    file = StoredFile.get().public_id
    cast.robin.submit(f"{address}/pictures/{file}", f"/pictures/{file}", picture_text="A red wall")
    assert "A red wall" in cast.robin.page(address)
    cast.robin.submit(f"{address}/pictures/{file}", "/remove", is_sure="yes")
    assert not StoredFile.select().exists()
    assert Report.get().revision == 4


def test_a_file_that_is_no_picture_is_a_download(cast: Cast) -> None:
    note = actions.write_note(cast.robin.reader, cast.boston.id, "Look.")
    stored = files.keep(b"<html>", "text/html", 'x"\r\nSet-Cookie: a.html')
    Note.update(picture=stored).where(Note.id == note.id).execute()
    response = cast.robin.get(f"/files/{stored.public_id}")
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert response.headers["X-Content-Type-Options"] == "nosniff" and "Set-Cookie" not in response.headers


def test_at_most_twenty_pictures(cast: Cast) -> None:
    report = actions.start_report(cast.robin.reader, cast.boston.id, "A title", "Words.")
    for _number in range(20):
        actions.add_picture(cast.robin.reader, report, picture(size=(4, 4)))
    with pytest.raises(Invalid, match="twenty pictures"):
        actions.add_picture(cast.robin.reader, report, picture())
