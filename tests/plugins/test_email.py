"""The newsletter as one mail: read back by a mail parser, legible as text, the same bytes each time."""

import unicodedata
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from pressroom import MASTHEAD, made_anew, made_by, make_article, make_edition, make_picture, make_sheet, paragraphs

from coordinator.plugin_contract import ExportedFile, Masthead

RICH = (
    "<p>Two <strong>bold words</strong> and <em>a soft one</em>. "
    'See <a href="https://e.org/x">there</a> or <a href="https://e.org/">e.org</a>.</p><h3>Then</h3>'
    '<ul><li>one<ol start="4"><li>in it</li></ol></li><li>two</li></ul><blockquote><p>They said<br>no.</p></blockquote>'
    "<hr><table><tr><th>Shift</th><td>10 &lt; 12</td></tr></table>"
)
ARABIC = "خمس عشرة دقيقة للجميع"


def mail_of(files: dict[str, ExportedFile]) -> EmailMessage:
    """The message, read by Python's parser, without a fault in any part."""
    (file,) = [file for name, file in files.items() if name.endswith(".eml")]
    mail = message_from_bytes(file.content, policy=default)
    assert isinstance(mail, EmailMessage)
    for part in mail.walk():
        assert not part.defects
        assert not [header for header in part.values() if header.defects]
    assert max(map(len, file.content.split(b"\r\n"))) <= 998
    assert file.content.isascii()
    return mail


def text_of(mail: EmailMessage) -> str:
    """Its text, as a mail program in a terminal shows it."""
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def html_of(mail: EmailMessage) -> str:
    """Its HTML."""
    part = mail.get_body(("html",))
    assert part is not None
    return str(part.get_content())


def test_an_edition_is_a_message_its_text_and_its_html() -> None:
    files = made_by("email", make_edition(make_article(1, ["We took the break."])))
    assert list(files) == ["newsletter-12.eml", "newsletter-12.txt", "newsletter-12.html"]
    mail = mail_of(files)
    assert mail["Subject"] == "The Loading Dock, No. 12"
    assert text_of(mail) == files["newsletter-12.txt"].content.decode()
    assert text_of(mail) == (
        "The Loading Dock\n================\nFrom hand to hand\nNo. 12 · November 22, 2026\n\n\n"
        "Headline 1\n==========\nHeron\n\nWe took the break.\n\n\n* * *\n\n"
        "How to reach us\n---------------\n\nPut it in the box.\n\nMade by those who work here.\n"
    )


def test_nothing_in_the_head_tells_anybody_apart() -> None:
    mail = mail_of(made_by("email", make_edition(make_article(1, ["Text."]))))
    assert {name.lower() for name in mail.keys()} == {  # noqa: SIM118
        "subject",
        "content-language",
        "x-unsent",
        "content-type",
        "mime-version",
    }


def test_the_same_edition_gives_the_same_bytes() -> None:
    edition = make_edition(make_article(1, RICH, pictures=(make_picture(1600, 900),)))
    assert made_anew("email", edition) == made_anew("email", edition)


def test_the_text_keeps_its_lines_short_and_its_links_whole() -> None:
    address = "https://example.org/" + "a-long-path/" * 12
    html = RICH + f'<p>And <a href="{address}">this</a>.</p><ul><li>{" ".join(paragraphs(2))}</li></ul>'
    text = text_of(mail_of(made_by("email", make_edition(make_article(1, html), make_article(2, paragraphs(9))))))
    assert all(len(line) <= 76 for line in text.split("\n") if address not in line)
    assert f"<{address}>" in text
    assert "Two *bold words* and _a soft one_. See there <https://e.org/x> or e.org." in text
    assert "Then\n----" in text
    assert "- one\n  4. in it\n- two" in text
    assert "> They said\n> no." in text
    assert "Shift | 10 < 12" in text
    assert "In this number:\n  1. Headline 1\n  2. Headline 2" in text


@pytest.mark.parametrize(
    "name", ["Das Flugblatt für Größe", ARABIC, "工人报", "🧯 " * 30 + "Fire", "a" * 300, "A: b; c, <d>"]
)
def test_any_subject_arrives_as_it_was_written(name: str) -> None:
    mail = mail_of(made_by("email", make_edition(make_article(1, ["x"]), masthead=Masthead(name), language="en")))
    assert mail["Subject"] == f"{name}, No. 12"


def test_a_subject_cannot_bring_in_a_header() -> None:
    edition = make_edition(make_article(1, ["x"]), masthead=Masthead("One\r\nBcc: boss@example.org"))
    mail = mail_of(made_by("email", edition))
    assert mail["Bcc"] is None
    assert mail["Subject"] == "One Bcc: boss@example.org, No. 12"


def test_chinese_and_arabic_fit_the_lines_of_a_terminal() -> None:
    article = make_article(
        1, ["工人们一起争取了十五分钟的休息时间" * 20, (ARABIC + " ") * 30], language="ar", title=ARABIC
    )
    mail = mail_of(made_by("email", make_edition(article, language="ar")))
    for line in text_of(mail).split("\n"):
        assert sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in line) <= 76
    assert mail["Content-Language"] == "ar"
    assert 'lang="ar" dir="rtl"' in html_of(mail)


def test_each_article_runs_in_its_own_direction() -> None:
    edition = make_edition(make_article(1, ["Hello"]), make_article(2, [ARABIC], language="ar", title=ARABIC))
    html = html_of(mail_of(made_by("email", edition)))
    assert '<div class="piece" lang="en" dir="ltr">' in html
    assert '<div class="piece" lang="ar" dir="rtl">' in html


def test_pictures_come_along_small_and_are_found_by_the_html() -> None:
    article = make_article(1, ["Text."], pictures=(make_picture(2400, 1200),))
    files = made_by("email", make_edition(article))
    mail = mail_of(files)
    html = mail.get_body(("html",))
    assert html is not None
    (picture,) = [part for part in mail.walk() if part.get_content_maintype() == "image"]
    assert picture["Content-ID"] == "<picture-1-1@newsletter.invalid>"
    assert picture.get_content_disposition() == "inline"
    assert '<img src="cid:picture-1-1@newsletter.invalid" alt="The gate" width="568" height="284">' in html_of(mail)
    assert "[Picture: The gate · The gate at six]" in text_of(mail)
    assert "data:image/png;base64," in files["newsletter-12.html"].content.decode()
    assert len(picture.get_content()) < len(article.pictures[0].content)


def test_without_pictures_their_descriptions_stand_there() -> None:
    article = make_article(1, ["Text."], pictures=(make_picture(40, 20),))
    mail = mail_of(made_by("email", make_edition(article), pictures="no"))
    assert not [part for part in mail.walk() if part.get_content_maintype() == "image"]
    assert "[Picture: The gate · The gate at six]" in html_of(mail)


def test_settings_are_kept_to() -> None:
    edition = make_edition(make_article(1, ["Text."]))
    mail = mail_of(made_by("email", edition, prefix="[paper]", bylines="no", closing="Pass it on."))
    assert mail["Subject"] == "[paper] The Loading Dock, No. 12"
    assert "Heron" not in text_of(mail) + html_of(mail)
    assert text_of(mail).endswith("\n\nPass it on.\n")


def test_the_html_asks_nobody_for_anything_and_runs_nothing() -> None:
    article = make_article(1, RICH + "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>", title="<b>Bold</b> & loud")
    html = html_of(mail_of(made_by("email", make_edition(article))))
    assert "<script" not in html
    assert "style=" not in html
    assert "&lt;b&gt;Bold&lt;/b&gt; &amp; loud" in html
    assert "src=" not in html
    assert "<h3>Then</h3>" in html


def test_a_sheet_is_one_article_under_its_title() -> None:
    files = made_by("email", make_sheet(make_article(1, RICH)))
    assert list(files) == ["newsletter-sheet.eml", "newsletter-sheet.txt", "newsletter-sheet.html"]
    assert mail_of(files)["Subject"] == f"Headline 1 · {MASTHEAD.name}"


def test_what_was_wrong_is_said_below_the_article() -> None:
    article = make_article(1, ["Ten minutes."], corrected="It was ten, not nine.", corrected_on=date(2026, 11, 23))
    mail = mail_of(made_by("email", make_edition(article)))
    said = "Corrected on November 23, 2026: It was ten, not nine."
    assert said in text_of(mail)
    assert said in html_of(mail)


def test_an_empty_edition_says_so() -> None:
    mail = mail_of(made_by("email", make_edition(masthead=Masthead("Echo"), language="es")))
    assert mail["Subject"] == "Echo, N.º 12"
    assert "No hay artículos en este número." in text_of(mail)


def test_a_language_that_nobody_knows_does_no_harm() -> None:
    assert mail_of(made_by("email", make_edition(make_article(1, ["x"], language="tlh"), language="tlh")))
