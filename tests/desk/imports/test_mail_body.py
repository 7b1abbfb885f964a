"""The text of a mail is found in whatever form its writer's program sent it."""

import base64
import quopri

import pytest

from coordinator.desk.imports.mail_body import read_body
from coordinator.desk.imports.mail_markdown import to_markdown
from coordinator.markup import plain_text, render
from tests.desk.imports.mails import mail

PLAIN_AND_HTML = (
    "--x\nContent-Type: text/plain; charset=utf-8\n\n{plain}\n"
    "--x\nContent-Type: text/html; charset=utf-8\n\n<p>{html}</p>\n--x--\n"
)


def text_of(body: str | bytes, *more: str) -> str:
    return to_markdown(read_body(mail(body, more="\n".join(more))).lines)


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        ("Frío – “nada”".encode(), "utf-8"),
        ("Frío – “nada”".encode("cp1252"), "windows-1252"),
        ("Frío – “nada”".encode("cp1252"), "iso-8859-1"),
        ("Frío – “nada”".encode("cp1252"), "utf-8"),
        ("Frío – “nada”".encode(), "us-ascii"),
        ("Frío – “nada”".encode(), "x-nobody-knows"),
        ("Frío – “nada”".encode("cp1252"), "rot13"),
        ("Frío – “nada”".encode("utf-16"), "utf-16"),
    ],
)
def test_a_text_is_read_though_its_charset_be_wrong_or_unknown(data: bytes, charset: str) -> None:
    encoded = base64.encodebytes(data)
    kind = f"Content-Type: text/plain; charset={charset}"
    assert text_of(encoded, kind, "Content-Transfer-Encoding: base64") == "Frío – “nada”"


def test_a_text_without_any_charset_is_read() -> None:
    assert text_of("Frío".encode("cp1252")) == text_of("Frío") == "Frío"


def test_japanese_and_quoted_printable() -> None:
    body = quopri.encodestring("暖房が壊れた".encode("iso-2022-jp"))
    kind = 'Content-Type: text/plain; charset="iso-2022-jp"'
    assert text_of(body, kind, "Content-Transfer-Encoding: quoted-printable") == "暖房が壊れた"


def test_of_two_forms_the_plain_one_is_taken() -> None:
    body = PLAIN_AND_HTML.format(plain="It was *cold*.", html="It was <b>cold</b>.")
    assert text_of(body, "Content-Type: multipart/alternative; boundary=x") == "It was \\*cold\\*."


def test_of_two_forms_the_one_that_says_something_is_taken() -> None:
    body = PLAIN_AND_HTML.format(plain=" ", html="It was <b>cold</b>.")
    assert text_of(body, "Content-Type: multipart/alternative; boundary=x") == "It was cold."


def test_flowed_lines_are_joined_and_the_signature_stays_apart() -> None:
    body = "It was cold \nand dark.\n>> Who \n>> came?\n> \n> Nobody. \n-- \nBo\n From the gate"
    expected = "It was cold and dark.\n> > Who came?\n>\n> Nobody.\n\n--\nBo\nFrom the gate"
    assert text_of(body, "Content-Type: text/plain; format=flowed") == expected


def test_html_alone_becomes_text_with_its_quotes_lists_and_links() -> None:
    html = """<html><head><title>no</title><style>p {color: red}</style></head><body>
    <p>It was <b>cold</b>,&nbsp;and<br>dark.</p>
    <ul><li>coats</li><li>a <a href="https://list.example/a">list</a></li></ul>
    <ol start="3"><li>third</li></ol>
    <div>On 1 July:</div>
    <blockquote>Who <i>came</i>?<blockquote><p>Nobody.</p></blockquote>&gt; not Bo</blockquote>
    <pre>a  b
  c</pre><script>alert(1)</script>
    <table><tr><td>12</td><td>14</td></tr></table>
    <p>1 &lt; 2 <img src="x.png" alt="the gate"></p></body></html>"""
    assert text_of(html, "Content-Type: text/html") == "\n".join(
        [
            "It was cold, and",
            "dark.",
            "",
            "- coats",
            "- a list \\<https://list.example/a>",
            "",
            "3\\. third",
            "",
            "On 1 July:",
            "> Who came?",
            "> >",
            "> > Nobody.",
            "> >",
            "> > not Bo",
            "",
            "a  b",
            "  c",
            "",
            "12 14",
            "",
            "1 < 2 the gate",
        ]
    )


def test_html_that_is_broken_or_huge_still_gives_its_words() -> None:
    assert text_of("<p>cold</blockquote></a></ul></pre><<b dark", "Content-Type: text/html").startswith("cold")
    huge = text_of("<i>cold</i> " * 200_000, "Content-Type: text/html")
    assert huge.count("cold") == 200_000


def test_attachments_are_named_and_texts_among_them_read() -> None:
    body = (
        "--x\nContent-Type: text/plain\n\nSee the list.\n"
        "--x\nContent-Type: text/plain; name=notes.txt\nContent-Disposition: inline\n\nTwelve heaters.\n"
        '--x\nContent-Type: text/csv\nContent-Disposition: attachment; filename="C:\\\\lists\\\\who.csv"\n\na,b\n'
        "--x\nContent-Type: application/pgp-signature\n\nxyz\n--x--\n"
    )
    read = read_body(mail(body, more="Content-Type: multipart/mixed; boundary=x"))
    assert to_markdown(read.lines) == "See the list.\n\nTwelve heaters."
    assert read.attachments == ["who.csv", "application/pgp-signature"]


def test_a_mail_inside_a_mail_is_read_with_who_wrote_it() -> None:
    body = "--x\nContent-Type: message/rfc822\n\nFrom: Bo <bo@depot.example>\nSubject: Breaks\n\nToo short.\n--x--\n"
    kind = "Content-Type: multipart/mixed; boundary=x"
    assert text_of(body, kind) == "From: Bo <bo@depot.example>\nSubject: Breaks\n\nToo short."


def test_parts_without_an_end_and_parts_within_parts_without_end_stop_nothing() -> None:
    open_ended = "--x\nContent-Type: text/plain\n\nIt was cold."
    assert text_of(open_ended, "Content-Type: multipart/mixed; boundary=x") == "It was cold."
    nested = "".join(f"--b{n}\nContent-Type: multipart/mixed; boundary=b{n + 1}\n\n" for n in range(2_000))
    assert read_body(mail(nested + "It was cold.", more="Content-Type: multipart/mixed; boundary=b0")) is not None


def test_a_signed_mail_keeps_its_signature() -> None:
    body = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nIt was cold.\n-----BEGIN PGP SIGNATURE-----\niQEz\n"
    assert "BEGIN PGP SIGNATURE" in text_of(body)


@pytest.mark.parametrize(
    "line",
    [
        "RewriteRule ^/[^/]+/(.*)\\.html$",
        "*.example __init__ mod_proxy_http",
        "# a comment",
        "`date` &amp; <cfg:x>",
        "| a | b",
        "|---|",
        "> not a quote",
        "[a](b) ~~c~~",
        "17. seventeen",
    ],
)
def test_what_was_typed_is_what_is_shown(line: str) -> None:
    from_stuffed = f" {line}" if line.startswith(">") else line
    kind = "Content-Type: text/plain; format=flowed"
    assert shown(text_of(f"begin\n\n{from_stuffed}", kind)) == f"begin\n{line}"


def shown(markdown: str) -> str:
    return plain_text(render(markdown)).replace("\n\n", "\n")
