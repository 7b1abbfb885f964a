"""A page that runs something, or fetches something from elsewhere, is no paper to hand out."""

import io
import time
import zipfile
from email.message import EmailMessage

import pytest

from coordinator.plugin_contract import ExportedFile
from coordinator.plugin_host.active import active_in_html
from coordinator.plugin_host.outputs import fault_of

CALM = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>No. 12</title>
<link rel="canonical" href="https://example.org/paper/">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<style>body { max-width: 40em; color: #222 } @media (prefers-color-scheme: dark) { body { color: #eee } }</style></head>
<body style="margin: 0"><!-- the lead --><h1>5 &lt; 6 &amp; on = off</h1>
<p><a href="https://example.org/x?on=1">out</a> <a href="#piece-2">down</a> <a href="mailto:us@example.org">us</a></p>
<img src="data:image/png;base64,iVBORw0KGgo=" alt="only = one"><img src="cid:picture.1" alt=""><img src="a.png" alt="">
</body></html>"""


def test_a_calm_page_is_taken() -> None:
    assert active_in_html(CALM) == ""
    assert str(fault_of([ExportedFile("a.html", "text/html", CALM.encode())])) == ""


@pytest.mark.parametrize(
    "piece",
    [
        "<script>1</script>",
        "<SCRIPT src=x>",
        "<svg:script>",
        "<svg><script>1</script></svg>",
        "<img src=x onerror=alert(1)>",
        "<body\nonload\n=\nalert(1)>",
        "<svg/onload=alert(1)>",
        "<a href='javascript:alert(1)'>x</a>",
        "<a href=' java\tscript:alert(1)'>x</a>",
        "<a href='&#106;avascript:alert(1)'>x</a>",
        "<a href='data:text/html,x'>x</a>",
        "<iframe src=x></iframe>",
        "<object data=x></object>",
        "<embed src=x>",
        "<base href='https://example.org'>",
        "<form action='/x'></form>",
        "<meta http-equiv='Refresh' content='0;url=https://example.org'>",
        "<link rel='alternate stylesheet' href='https://example.org/a.css'>",
        "<link href='https://example.org/a.css'>",
        "<link rel=stylesheet href='https://example.org/a.css'>",
        "<img src='https://example.org/a.png'>",
        "<img src='//example.org/a.png'>",
        "<img src='\\\\example.org\\a.png'>",
        "<img srcset='https://example.org/a.png 2x'>",
        "<video poster='https://example.org/a.png'></video>",
        "<img src='data:image/svg+xml;base64,AAAA'>",
        "<style>@import 'x';</style>",
        "<style>p { background: url(https://example.org) }</style>",
        "<p style='background: url(//example.org)'>x</p>",
        "<p style='background: u\\72l(//example.org)'>x</p>",
        "<svg><style><img src=x onerror=alert(1)></style></svg>",
        "<title><a title='</title><img src=x onerror=alert(1)>'></title>",
        "<textarea><a title='</textarea><img src=x onerror=alert(1)>'></textarea>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
        "<!--><img src=x onerror=alert(1)>-->",
        "<!--<img src=x>--!><img src=x onerror=alert(1)>-->",
        "<img alt='>' src=x onerror=alert(1)>",
        '<img alt=a"b onerror=alert(1)>',
        "<img/src=x/onerror=alert(1)>",
        "<img src='x'onerror=alert(1)>",
        "<img src=x src=y ONERROR = 'alert(1)'>",
        "<!---><img src=x onerror=alert(1)>-->",
        "<![CDATA[<img src=x onerror=alert(1)>]]>",
        "<?xml-stylesheet href='https://example.org'?>",
        "<svg><animate attributeName=href values=javascript:alert(1) /></svg>",
    ],
)
def test_what_acts_by_itself_is_refused_by_name(piece: str) -> None:
    page = CALM.replace("<h1>", piece + "<h1>")
    assert active_in_html(page)
    said = str(fault_of([ExportedFile("a.html", "text/html", page.encode())]))
    assert said.startswith("a.html has something in it that runs or fetches by itself: ")


@pytest.mark.parametrize(
    "piece",
    [
        "<", "< ", "<p ", "<p a", "<p a=", "<p a='", '<p a="', "<!--", "<!", "<!doctype", "<style>", "<style>url",
        "</", "</p", "&", "<p a=b ", "<p\t", "a='b' ", "<p>", "<!-- -->", "<br/>",
    ],
)  # fmt: skip
def test_a_look_at_a_page_takes_one_pass_whatever_stands_in_it(piece: str) -> None:
    page = piece * (2_000_000 // len(piece))
    started = time.process_time()
    active_in_html(page)
    active_in_html("<p " + page + ">")
    assert time.process_time() - started < 10


def test_a_pdf_that_runs_something_is_refused() -> None:
    for mark in (b"/OpenAction << /S /JavaScript /JS (x) >>", b"<< /S /Launch /F (x) >>"):
        assert "runs or fetches" in str(fault_of([ExportedFile("a.pdf", "application/pdf", b"%PDF-1.7\n" + mark)]))


def archive(**files: str | bytes) -> bytes:
    """A ZIP file with these files."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name.replace("__", "."), content)
    return written.getvalue()


XHTML = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml"><p>x</p></html>'


def test_a_calm_archive_is_taken() -> None:
    calm = archive(index__html=CALM, chapter__xhtml=XHTML, style__css="p { color: red }", picture__png=b"\x89PNG")
    assert str(fault_of([ExportedFile("a.zip", "application/zip", calm)])) == ""
    assert str(fault_of([ExportedFile("a.epub", "application/epub+zip", calm)])) == ""


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"index__html": "<script>1</script>"}, "index.html: &lt;script&gt;"),
        ({"chapter__xhtml": XHTML.replace("<p>", "<p onclick='x'>")}, "chapter.xhtml: &lt;p onclick="),
        ({"a__xhtml": "<!DOCTYPE html [<!ENTITY x '&#60;script>'>]><p>&x;</p>"}, "ENTITY"),
        ({"a__svg": "<svg onload='x'/>"}, "a.svg"),
        ({"app__js": "alert(1)"}, "app.js"),
        ({"index__html": CALM.encode("utf-16")}, "not UTF-8"),
        ({"bomb__html": b" " * (65 * 2**20)}, "unpacks to too much"),
    ],
)
def test_what_acts_inside_an_archive_is_refused(files: dict[str, str | bytes], said: str) -> None:
    found = fault_of([ExportedFile("a.zip", "application/zip", archive(**files))])
    assert said.replace("&lt;", "<").replace("&gt;", ">") in str(found)


def test_a_damaged_archive_is_refused() -> None:
    whole = archive(index__html=CALM)
    assert "damaged" in str(fault_of([ExportedFile("a.zip", "application/zip", whole[:-30])]))


def test_what_acts_inside_a_message_is_refused() -> None:
    for piece, is_taken in (("", True), ("<img src='https://example.org/seen.png'>", False)):
        message = EmailMessage()
        message.set_content("words")
        message.add_alternative(CALM.replace("<h1>", piece + "<h1>"), subtype="html")
        found = str(fault_of([ExportedFile("a.eml", "message/rfc822", message.as_bytes())]))
        assert (found == "") is is_taken
