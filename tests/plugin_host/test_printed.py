"""A PDF that acts by itself, or that nobody could be sure of, is refused; what is made to be printed is taken."""

import io
import time
import zlib

import pytest
import typst
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject

from coordinator.plugin_contract import ExportedFile
from coordinator.plugin_host.outputs import fault_of
from coordinator.plugin_host.printed import active_in_pdf
from tests.plugin_host.papers import CATALOGUE, PAGES, packed_objects, pdf, stream

SCRIPT = b"<</S/JavaScript/JS(app.alert\\(1\\))>>"
PLAIN = "not written plainly"


def test_a_pdf_written_by_hand_is_one() -> None:
    assert len(PdfReader(io.BytesIO(pdf()), strict=True).pages) == 0


@pytest.mark.parametrize(
    "objects",
    [
        (),
        (b"[1 -2.5 .5 +3 true false null (a\\)b) (a (b) c) <48 65> <4> /A#42 3 0 R]",),
        (stream(b"/Filter/FlateDecode", zlib.compress(b"0 0 m /JS /AA (5 0) obj")),),
        (b"<</Length 4 0 R>>\nstream\nwords\nendstream", b"5"),
        (packed_objects(b"<</A 1>>", b"(text)", b"5"),),
        (b"<</Type/Annot/Subtype/Link/A<</S/URI/URI(https://example.org/a\\(b\\)?c=d:e)>>>>",),
        (b"<</A<</S/URI/URI(mailto:us@example.org)>>>>", b"<</A<</S/URI/URI(#below)>>>>"),
        (b"<</A<</S/GoTo/D[3 0 R/Fit]>>>> % a word\n",),
    ],
)
def test_a_calm_pdf_is_taken(objects: tuple[bytes, ...]) -> None:
    assert active_in_pdf(pdf(*objects)) == ""


def test_a_pdf_may_say_which_page_comes_first() -> None:
    assert active_in_pdf(pdf(catalogue=CATALOGUE[:-2] + b"/OpenAction[2 0 R/Fit]>>")) == ""
    assert active_in_pdf(pdf(catalogue=CATALOGUE[:-2] + b"/OpenAction<</S/GoTo/D[2 0 R/Fit]>>>>")) == ""


@pytest.mark.parametrize("hides", [False, True])
@pytest.mark.parametrize(
    "acting",
    [
        SCRIPT,
        b"<</S/JavaScr#69pt/JS(x)>>",
        b"<</S/#4a#61#76#61#53#63#72#69#70#74/#4aS 5 0 R>>",
        b"<</A[<<(a)/Launch>>]>>".replace(b"(a)", b"/S"),
        b"<</S/Launch/F(cmd.exe)>>",
        b"<</AA<</O 4 0 R>>>>",
        b"<</A#41<</O 4 0 R>>>>",
        b"<</S/SubmitForm/F<</FS/URL/F(https://example.org)>>>>",
        b"<</S/ImportData/F(a.fdf)>>",
        b"<</Subtype/RichMedia/RichMediaContent<<>>>>",
        b"<</Type/EmbeddedFile>>",
        b"<</Names<</EmbeddedFiles 5 0 R>>>>",
        b"<</Type/Filespec/F(a)/EF<</F 5 0 R>>>>",
        b"<</AcroForm<</XFA 5 0 R>>>>",
        b"<</S/GoToR/F(//example.org/a.pdf)/D[0/Fit]>>",
        b"<</S/GoToE/T<<>>>>",
        b"<</S/Thread/F(//example.org/a.pdf)>>",
        b"<</Subtype/Movie/Movie<<>>>>",
        b"<</S/Sound/Sound 5 0 R>>",
        b"<</S/Rendition/R<<>>>>",
        b"<</Subtype/Screen>>",
        b"<</Subtype/3D>>",
        b"<</Subtype/FileAttachment>>",
        b"<</FT/Sig/V 5 0 R>>",
        b"<</OPI<<>>>>",
        b"<</OpenAction 5 0 R>>",
        b"<</OpenAction<</S/URI/URI(https://example.org)>>>>",
        b"<</A<</S/URI/URI(javascript:alert\\(1\\))>>>>",
        b"<</A<</S/URI/URI(j\\141vascript:alert\\(1\\))>>>>",
        b"<</A<</S/URI/URI<6a6176617363726970743a31>>>>>",
        b"<</A<</S/URI/URI(\xfe\xff\x00j\x00a\x00v\x00a\x00s\x00c\x00r\x00i\x00p\x00t\x00:\x001)>>>>",
        b"<</A<</S/URI/URI 5 0 R>>>>",
        b"<</A<</S/URI/URI(file:///etc/passwd)>>>>",
        b"[" * 50 + SCRIPT + b"]" * 50,
    ],
)
def test_what_acts_in_a_pdf_is_refused_by_name(acting: bytes, hides: bool) -> None:
    found = active_in_pdf(pdf(packed_objects(b"1", acting) if hides else acting))
    assert found.startswith("/")


@pytest.mark.parametrize(
    "about",
    [b"/F(https://example.org/a)", b"/FFilter/FlateDecode", b"/Ref<</F(//example.org/a.pdf)>>", b"/Subtype/PS"],
)
def test_a_stream_that_lies_elsewhere_or_is_a_program_is_refused(about: bytes) -> None:
    assert active_in_pdf(pdf(stream(about, b"x"))).startswith("/")


def pointing_to(place: int) -> bytes:
    """A PDF whose table says that its second object begins at another place."""
    whole = pdf()
    second = b"%010d 00000 n" % whole.index(b"2 0 obj")
    return whole.replace(second, b"%010d 00000 n" % place)


def packed_table(rows: bytes, about: bytes = b"") -> bytes:
    """A PDF whose table lies in a stream, as newer programs write it."""
    begins = b"%PDF-1.7\n1 0 obj\n" + CATALOGUE + b"\nendobj\n2 0 obj\n" + PAGES + b"\nendobj\n"
    said = b"/Type/XRef/Size 4/W[1 2 1]/Root 1 0 R/Filter/FlateDecode" + about
    return begins + b"3 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF" % (stream(said, zlib.compress(rows)), len(begins))


def test_a_packed_table_is_read() -> None:
    places = (9, pdf().index(b"2 0 obj") - 6, packed_table(b"").index(b"3 0 obj"))
    rows = [b"\x00\x00\x00\xff", *(b"\x01" + place.to_bytes(2, "big") + b"\x00" for place in places)]
    assert active_in_pdf(packed_table(b"".join(rows))) == ""
    above = bytes(4)
    differences = b""
    for row in rows:
        differences += b"\x02" + bytes((new - old) & 255 for new, old in zip(row, above, strict=True))
        above = row
    how = b"/DecodeParms<</Predictor 12/Columns 4>>"
    assert active_in_pdf(packed_table(differences, how)) == ""
    assert PLAIN in active_in_pdf(packed_table(differences.replace(b"\x02\x01", b"\x03\x01"), how))
    assert PLAIN in active_in_pdf(packed_table(b"\x01\x00\x0c\x00" * 3))
    assert PLAIN in active_in_pdf(packed_table(bytes(4) * 400_000))


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n",
        b"%PDF-1.7\n/JavaScript",
        pdf()[:-40],
        pdf() + b"<script>",
        pdf() + b"% startxref 17",
        pdf(extra=b"something\n"),
        pdf(extra=b"% 9 0 obj <</S/JavaScript>>\n"),
        pdf(b"(9 0 obj " + SCRIPT + b" endobj)"),
        pdf(b"(9 0 obj %\n" + SCRIPT + b" endobj)"),
        pdf(stream(b"", b"endstream endobj 9 0 obj " + SCRIPT + b" endobj")),
        pdf(b"<</Length 99999>>\nstream\nx\nendstream"),
        pdf(b"<</Length 1>>\nstream\nxy\nendstream"),
        pdf(b"<</A 1/A 2>>"),
        pdf(b"<</A 1/#41 2>>"),
        pdf(b"<</A>>"),
        pdf(b"<<1 2>>"),
        pdf(b"<</A 1"),
        pdf(b"[1 2>>"),
        pdf(b"(never ends"),
        pdf(b"((never) ends"),
        pdf(b"<4G>"),
        pdf(b"/A#0"),
        pdf(b"/A#00"),
        pdf(b"R"),
        pdf(b"1 R"),
        pdf(b"word"),
        pdf(b"{ 1 }"),
        pdf(b"9" * 6000),
        pdf(b"1 2"),
        pdf(b"[" * 5000 + b"]" * 5000),
        pdf(trailer=b"/Prev 9999"),
        pdf(trailer=b"/Prev 3 0 R"),
        pdf(trailer=b"/XRefStm 9"),
        pdf().replace(b"startxref\n", b"startxref\n1"),
        pointing_to(12),
        packed_table(b"", b"/DecodeParms 4 0 R"),
        pdf(packed_objects(b"(" + SCRIPT + b")", b"1", places=(0, 1))),
        pdf(packed_objects(b"1", b"2", places=(2, 0))),
        pdf(packed_objects(b"1", about=b"/DecodeParms<</Predictor 12>>")),
        pdf(packed_objects(b"1").replace(b"/FlateDecode", b"/LZWDecode")),
        pdf(packed_objects(b"1").replace(b"/N 1", b"/N 9")),
        pdf(packed_objects(b"1").replace(b"/N 1", b"/N 4 0 R")),
        pdf(stream(b"/First 4 0 R/N 1", b"100 0 " + SCRIPT)),
        pdf(stream(b"/N 1/First " + b"9" * 30, b"100 0 1")),
        pdf(stream(b"/N 1/First 10", b"9" * 6000 + b" 0 1")),
        pdf(packed_objects(b"1")[:-14] + b"\nendstream"),
    ],
)
def test_a_pdf_that_could_be_read_in_two_ways_is_refused(content: bytes) -> None:
    assert PLAIN in active_in_pdf(content)
    assert "a.pdf has something" in str(fault_of([ExportedFile("a.pdf", "application/pdf", content)]))


def test_an_object_stream_without_its_name_is_looked_into() -> None:
    content = b"100 0 " + SCRIPT
    assert active_in_pdf(pdf(stream(b"/Type/Other/N 1/First 6", content))) == "/JavaScript"


def test_a_locked_pdf_is_refused() -> None:
    assert active_in_pdf(pdf(trailer=b"/Encrypt 3 0 R")) == "/Encrypt"


@pytest.mark.parametrize(
    "piece",
    [
        b"1 ", b"<<", b"[", b"(", b"%", b"%\n", b"/", b"#", b"1 0 ", b"1 0 obj ", b"obj", b"<", b"\\", b"\n", b"9",
        b"/A 1 ", b"[]",
    ],
)  # fmt: skip
def test_a_look_at_a_pdf_ends_soon_whatever_stands_in_it(piece: bytes) -> None:
    flood = piece * (1_000_000 // len(piece))
    started = time.process_time()
    for content in (pdf(extra=flood), pdf(b"[" + flood + b"]"), pdf(b"(" + flood + b")"), pdf(packed_objects(flood))):
        active_in_pdf(content)
    assert time.process_time() - started < 10


def test_a_pdf_that_unpacks_to_too_much_is_refused() -> None:
    assert PLAIN in active_in_pdf(pdf(packed_objects(b" " * (70 * 2**20) + b"1")))


@pytest.mark.parametrize("standard", ["1.7", "2.0", "ua-1"])
def test_what_typst_sets_is_taken_whatever_it_is_called(standard: str) -> None:
    words = """
    #let more = "9 0 obj startxref 9 % << /JS"
    = #more
    #set document(date: none, title: "(JS) é")
    = Sound <Sound>
    = Launch <JS>
    #link(<Sound>)[a] #link(<JS>)[b] #outline()
    #link("https://example.org/?" + more)[f]
    #link("https://example.org/a(b)c)?x=é#ñ")[c] #link("https://example.org/a\\\\b(")[d]
    #link("mailto:us@example.org")[e]
    """
    assert active_in_pdf(typst.compile(words.encode(), pdf_standards=[standard], timestamp=0)) == ""
    assert active_in_pdf(typst.compile(b'#link("javascript:alert(1)")[a]')) == "/URI"


def written(writer: PdfWriter) -> bytes:
    """What pypdf writes."""
    content = io.BytesIO()
    writer.write(content)
    return content.getvalue()


def test_what_other_programs_write_is_taken_and_what_acts_in_it_is_found() -> None:
    content = io.BytesIO()
    Image.new("RGB", (40, 40), "red").save(content, "PDF")
    assert active_in_pdf(content.getvalue()) == ""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    assert active_in_pdf(written(writer)) == ""
    writer.root_object[NameObject("/AA")] = DictionaryObject()
    assert active_in_pdf(written(writer)) == "/AA"
