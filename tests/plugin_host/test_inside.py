"""What lies in an archive or a message is looked at as what is handed out by itself."""

import io
import struct
import zipfile
from email.message import EmailMessage

import pytest

from coordinator.plugin_contract import ExportedFile
from coordinator.plugin_host.outputs import fault_of
from tests.plugin_host.papers import archive, pdf

PAGE = '<!DOCTYPE html>\n<html lang="en"><title>x</title><p>x</p></html>'
XHTML = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml"><p>x</p></html>'
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path fill="url(#a)" d="M0 0"/></svg>'
ACTIVE_PDF = pdf(b"<</S/JavaScript/JS(1)>>")
CALM = {
    "mimetype": "application/epub+zip",
    "folder/index.html": PAGE,
    "chapter.xhtml": XHTML,
    "a.svg": SVG,
    "style.css": "p { background: url(../a.png) }",
    "picture.png": b"\x89PNG",
    "paper.pdf": pdf(),
    "feed.xml": "<feed xmlns='http://www.w3.org/2005/Atom'/>",
    "words.md": "# <b>",
    "LICENSE": "AGPL",
    "letter.eml": "Subject: x\n\nwords\n",
}


def zipped(content: bytes) -> str:
    """What is said of an archive."""
    return str(fault_of([ExportedFile("a.zip", "application/zip", content)]))


def mailed(message: EmailMessage | bytes) -> str:
    """What is said of a message."""
    content = message if isinstance(message, bytes) else message.as_bytes()
    return str(fault_of([ExportedFile("a.eml", "message/rfc822", content)]))


def test_a_calm_archive_is_taken() -> None:
    assert zipped(archive(CALM)) == ""
    assert str(fault_of([ExportedFile("a.epub", "application/epub+zip", archive(CALM))])) == ""


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("index.html", "<script>1</script>", "index.html: <script>"),
        ("INDEX.HTM", "<script>1</script>", "INDEX.HTM: <script>"),
        ("a.xhtml", XHTML.replace("<p>", "<p onclick='x'>"), "a.xhtml: <p onclick="),
        ("a.xhtml", XHTML.replace("<p>", "<p>&copy;"), "not well-formed"),
        ("a.xhtml", XHTML.replace("<p>", "<p><![CDATA[<b>]]><script>"), "a.xhtml"),
        ("a.xhtml", XHTML.replace("<p>x", "<p><![CDATA[<script>1</script>]]>"), "not written plainly"),
        ("a.xhtml", "<!DOCTYPE html [<!ENTITY x '&#60;script>'>]><p>&x;</p>", "ENTITY"),
        ("a.svg", "<svg onload='x'/>", "a.svg"),
        ("a.svg", SVG.replace("<path", "<image href='https://example.org/a.png'/><path"), "a.svg: <image href="),
        ("a.svg", SVG.replace("<path", "<s:script xmlns:s='http://www.w3.org/2000/svg'/><path"), "a.svg: <script>"),
        ("a.svg", "<?xml-stylesheet href='a.css'?>" + SVG, "xml-stylesheet"),
        ("a.css", "@import url(https://example.org/a.css);", "a.css: @import"),
        ("a.xml", XHTML.replace("<p>", "<p><script>1</script>"), "a.xml: <script>"),
        ("a.opf", "<package><item href='https://example.org/a'/></package>", "a.opf: <item href="),
        ("a.pdf", ACTIVE_PDF, "a.pdf: /JavaScript"),
        ("a.eml", "Content-Type: text/html\n\n<script>1</script>", "a.eml: <script>"),
        ("index.html", PAGE.encode("utf-16"), "not UTF-8"),
        ("bomb.html", b" " * (65 * 2**20), "unpacks to too much"),
        ("a.zip", archive({"a.txt": "x"}), "an archive inside"),
        ("a.zip", b"junk" + archive({"a.txt": "x"}), "an archive inside"),
        ("a.png", archive({"a.txt": "x"}), "an archive inside"),
        ("a.docx", archive({"a.xml": "<a/>"}), "an archive inside"),
        ("app.js", "alert(1)", "not taken (.js)"),
        ("a.svgz", "x", "not taken"),
        ("a.mhtml", "x", "not taken"),
        ("a.desktop", "x", "not taken"),
        ("noending", "<script>1</script>", "not taken"),
        ("../a.txt", "x", "leads elsewhere"),
        ("/a.txt", "x", "leads elsewhere"),
        ("a/../../b.txt", "x", "leads elsewhere"),
        ("a\\b.txt", "x", "leads elsewhere"),
        ("C:a.txt", "x", "leads elsewhere"),
        ("a.html.", "x", "leads elsewhere"),
        ("a\u202etxt.html", "x", "leads elsewhere"),
    ],
)
def test_what_acts_inside_an_archive_is_refused(name: str, content: str | bytes, said: str) -> None:
    assert said in zipped(archive({"a.txt": "x"} | {name: content}))


def packed_with(*entries: tuple[zipfile.ZipInfo, str]) -> bytes:
    """An archive of these entries."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as packed:
        for entry, content in entries:
            packed.writestr(entry, content)
    return written.getvalue()


def test_an_archive_that_unpacks_otherwise_elsewhere_is_refused() -> None:
    link = zipfile.ZipInfo("a.txt")
    link.external_attr = 0o120777 << 16
    assert "leads elsewhere" in zipped(packed_with((link, "/etc/passwd")))
    other = zipfile.ZipInfo("a.txt")
    other.extra = struct.pack("<HHBI", 0x7075, 11, 1, 0) + b"a.html"
    assert "second name" in zipped(packed_with((other, "x")))
    twice = packed_with((zipfile.ZipInfo("a.txt"), "x"), (zipfile.ZipInfo("A.TXT"), "y"))
    assert "same name" in zipped(twice)
    whole = archive(CALM)
    assert "damaged" in zipped(whole[:-30])
    assert "between its files" in zipped(archive({"a.html": "<script>"}) + whole)
    assert "damaged" in zipped(whole.replace(b"a.svg", b"a.txt", 1))


def test_an_archive_written_in_one_go_is_taken() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

    written = Pipe()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.html", PAGE)
        packed.writestr("b.html", PAGE)
    assert zipped(written.getvalue()) == ""


def letter(page: str = PAGE, **how: str) -> EmailMessage:
    """A message with words and a page."""
    message = EmailMessage()
    message["Subject"] = "x"
    message.set_content("words")
    message.add_alternative(page, subtype="html", **how)
    return message


def test_a_calm_message_is_taken() -> None:
    message = letter()
    message.add_attachment(pdf(), maintype="application", subtype="pdf", filename="paper.pdf")
    message.add_attachment(archive({"a.txt": "x"}), maintype="application", subtype="zip", filename="a.zip")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="a.png")
    message.add_attachment(letter())
    assert mailed(message) == ""


@pytest.mark.parametrize(
    "how", [{}, {"cte": "base64"}, {"cte": "quoted-printable"}, {"cte": "base64", "charset": "iso-8859-1"}]
)
def test_what_acts_in_the_page_of_a_message_is_refused(how: dict[str, str]) -> None:
    page = "<img src='https://example.org/seen.png' alt='é'>"
    assert "<img src=>" in mailed(letter(page, **how))
    outer = letter()
    outer.add_attachment(letter(page, **how))
    assert "<img src=>" in mailed(outer)


@pytest.mark.parametrize(
    ("maintype", "subtype", "name", "content", "said"),
    [
        ("application", "octet-stream", "a.html", b"<p>", "not taken"),
        ("application", "x-msdownload", "a.exe", b"MZ", "not taken"),
        ("application", "pdf", "a.pdf", ACTIVE_PDF, "/JavaScript"),
        ("application", "zip", "a.zip", archive({"a.html": "<script>"}), "a.html: <script>"),
        ("application", "zip", "a.zip", archive({"a.zip": archive({})}), "an archive inside"),
        ("image", "png", "a.html", b"<script>", "<script>"),
        ("image", "png", "a.exe", b"MZ", "not taken"),
        ("image", "png", "a.png", archive({}), "an archive inside"),
        ("image", "svg+xml", "a.svg", b"<svg onload='x'/>", "onload"),
        ("image", "tiff", "a.tiff", b"x", "not taken"),
        ("text", "css", "a.css", b"@import 'a'", "@import"),
        ("text", "calendar", "a.ics", b"BEGIN:VCALENDAR", "not taken"),
        ("application", "pkcs7-mime", "smime.p7m", b"x", "not taken"),
    ],
)
def test_what_acts_in_an_attachment_is_refused(
    maintype: str, subtype: str, name: str, content: bytes, said: str
) -> None:
    message = letter()
    message.add_attachment(content, maintype=maintype, subtype=subtype, filename=name)
    assert said in mailed(message)


@pytest.mark.parametrize(
    "written",
    [
        b'Content-Type: message/external-body; access-type=URL; URL="https://example.org/a"\n\nSubject: x\n\n',
        b"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nQ29udGVudC1UeXBlOiB0ZXh0L2h0bWwKCjxw",
        b"Content-Type: text/html\nContent-Type: text/plain\n\n<script>",
        b"Content-Type: text/html; charset=utf-7\n\n+ADw-script+AD4-",
        b"Content-Type: text/html; charset=utf-16\n\nx",
        b"Content-Type: text/html\nContent-Transfer-Encoding: x-uuencode\n\nbegin 644 a\n#<script>\n`\nend\n",
        b"Content-Type: text/html\nContent-Transfer-Encoding: base64\n\nPHNjcmlwdD4\n",
        b"Content-Type: multipart/mixed; boundary=a\n\n--b\nContent-Type: text/html\n\n<script>\n--b--\n",
        b"Content-Type: multipart/x-mixed-replace; boundary=a\n\n--a\n\nx\n--a--\n",
        b"Content-Type: text/html\nContent-Base: https://example.org/\n\n<img src=a.png>",
        b"Content-Type: text/html\nContent-Location: https://example.org/\n\n<img src=a.png>",
        b"Disposition-Notification-To: us@example.org\n\nx",
        b"Return-Receipt-To: us@example.org\n\nx",
        b"Content-Type: text/html\n\n<meta http-equiv=refresh content=0>",
        b"Content-Type: text/x-unknown\n\nx",
    ],
)
def test_a_message_that_answers_by_itself_or_is_in_doubt_is_refused(written: bytes) -> None:
    assert "a.eml has something" in mailed(b"Subject: x\nMIME-Version: 1.0\n" + written)


def test_messages_inside_messages_come_to_an_end() -> None:
    opened = b"".join(b"Content-Type: message/rfc822\n\n" for _ in range(5000))
    assert "a.eml has something" in mailed(opened + b"Content-Type: text/html\n\n<p>")
    many = b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\n\nx\n" * 300 + b"--a--\n"
    assert "too many parts" in mailed(many)
