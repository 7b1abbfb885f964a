"""Posters: as large as the words fit, nothing cut, one page of the right size, and the same bytes each time."""

import io
import re
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pressroom import (
    MASTHEAD,
    made_anew,
    made_by,
    make_article,
    make_edition,
    make_picture,
    make_sheet,
    paragraphs,
    part_of,
    read,
    text_of,
    words,
)

from coordinator.plugin_contract import Claim, Masthead, Sheet

content = part_of("poster", "content")
saying = part_of("poster", "words")
ADDRESS = "https://dock.example.org/next"
SAID, TRUE = "There is no money for a second break this year.", "Four million went to the owners in March."


def claim_sheet(said: str = SAID, answer: str = TRUE, **more: Any) -> Sheet:
    """A sheet made from a claim, as the product makes one."""
    claim = Claim(said, more.pop("said_on", None), more.pop("said_to", ""), answer, more.pop("source", ""))
    article = make_article(1, [answer] if answer else "", title=said, byline="", language=more.get("language", "en"))
    return make_sheet(article, claim=claim, **more)


def made(sheet: Any, **settings: object) -> bytes:
    """The one file that comes out."""
    (file,) = made_by("poster", sheet, **settings).values()
    return file.content


def heights(pdf: bytes) -> dict[str, float]:
    """How high each word stands on the page, in points; of the same words the highest."""
    boxes = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    found: dict[str, float] = {}
    for top, foot, word in re.findall(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">([^<]+)<', boxes):
        found[word] = max(found.get(word, 0), float(foot) - float(top))
    return found


def edges(pdf: bytes) -> tuple[float, float, float, float]:
    """The outermost ink in millimetres from the left, the upper, the right and the lower edge of the first page."""
    done = subprocess.run(
        ["pdftoppm", "-r", "25.4", "-gray", "-f", "1", "-l", "1", "-"], input=pdf, capture_output=True, check=True
    )
    with Image.open(io.BytesIO(done.stdout)) as page:
        box = page.point(lambda shade: 255 if shade < 200 else 0).getbbox()
        assert box is not None
        return (box[0], box[1], page.width - box[2], page.height - box[3])


@pytest.mark.parametrize(
    ("paper", "size", "expected"),
    [
        ("a4", "sheet", (210, 297)),
        ("a4", "double", (297, 420)),
        ("a4", "fourfold", (420, 594)),
        ("a4", "strips", (210, 297)),
        ("letter", "sheet", (216, 279)),
        ("letter", "double", (279, 432)),
        ("letter", "fourfold", (432, 559)),
        ("letter", "strips", (216, 279)),
    ],
)
def test_it_takes_the_paper_of_the_space_or_more_of_it(paper: str, size: str, expected: tuple[int, int]) -> None:
    pdf = made(claim_sheet(paper=paper), size=size)
    (page,) = read(pdf).pages
    assert tuple(round(float(side) / 72 * 25.4) for side in page.mediabox[2:]) == expected
    left, top, right, foot = edges(pdf)
    assert min(left, top, right, foot) >= 8


def test_the_answer_stands_larger_than_the_claim_and_a_larger_paper_makes_both_larger() -> None:
    small, large = heights(made(claim_sheet())), heights(made(claim_sheet(), size="fourfold"))
    assert small["million"] > 1.3 * small["money"]
    assert small["million"] > 30
    assert large["million"] > 1.7 * small["million"]


@pytest.mark.parametrize("size", ["sheet", "fourfold", "strips"])
@pytest.mark.parametrize(("said", "true"), [(3, 60), (12, 20), (60, 3)])
def test_from_three_words_to_sixty_nothing_is_cut(size: str, said: int, true: int) -> None:
    claim, answer = words(said, 1), words(true, 2)
    sheet = claim_sheet(
        " ".join(claim), " ".join(answer), said_on=date(2026, 11, 3), said_to="all", source="The roster"
    )
    pdf = made(sheet, size=size, address=ADDRESS)
    assert len(read(pdf).pages) == 1
    count = 3 if size == "strips" else 1
    found = re.findall(r"\w+", text_of(pdf))
    assert all(found.count(word) >= count for word in {*claim, *answer})
    assert text_of(pdf).count("Source: The roster") == text_of(pdf).count("dock.example.org/next") == count
    assert min(edges(pdf)) >= 8


def test_words_stand_above_the_foot_and_within_the_page() -> None:
    boxes = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"],
        input=made(claim_sheet(" ".join(words(30, 1)), " ".join(words(30, 2)))),
        capture_output=True,
        check=True,
    ).stdout.decode()
    places = {word: float(foot) for foot, word in re.findall(r'yMax="([\d.]+)">([^<]+)<', boxes)}
    assert max(places[word] for word in words(30, 2)) < places["Loading"]


def test_it_says_when_and_to_whom_and_where_the_answer_is_from() -> None:
    sheet = claim_sheet(said_on=date(2026, 11, 3), said_to="to the night shift", source="Annual accounts, page 14")
    said = " ".join(text_of(made(sheet)).split())
    for part in ("They say", f"“{SAID}”", "November 3, 2026 · to the night shift", "What is true", TRUE,
                 "Source: Annual accounts, page 14", MASTHEAD.name, MASTHEAD.how_to_reach):  # fmt: skip
        assert part in said


def test_a_claim_without_an_answer_stands_alone() -> None:
    said = text_of(made(claim_sheet(answer="")))
    assert "They say" in said
    assert "What is true" not in said


def test_a_claim_may_be_crossed_out_instead_of_quoted() -> None:
    quoted, struck = made(claim_sheet()), made(claim_sheet(), claim="struck")
    assert "“" in text_of(quoted)
    assert "“" not in text_of(struck)
    assert quoted != struck


def test_a_claim_that_brings_its_marks_gets_no_others() -> None:
    assert saying.quoted("No.", "en") == "“No.”"
    assert saying.quoted("No.", "es-MX") == "«No.»"
    assert saying.quoted("No.", "tlh") == "“No.”"
    assert saying.quoted("“No,” they said.", "en") == "“No,” they said."


def test_only_where_there_is_an_address_there_is_a_code_to_scan(tmp_path: Path) -> None:
    assert "/Figure" not in structure(made(claim_sheet()))
    assert "/Figure" in structure(made(claim_sheet(), address=ADDRESS))
    assert content._write_code("", tmp_path) == 0
    assert content._write_code(ADDRESS, tmp_path) >= 25
    assert (tmp_path / "code.svg").read_text().startswith("<svg")


def structure(pdf: bytes) -> set[str]:
    """The kinds of the elements that the PDF is tagged with."""
    opened = read(pdf)
    objects = (opened.get_object(number) for number in range(1, len(opened.xref[0]) + 1))
    return {str(each["/S"]) for each in objects if isinstance(each, dict) and "/S" in each}


@pytest.mark.parametrize("size", ["sheet", "strips"])
@pytest.mark.parametrize(
    ("language", "said", "answer"),
    [
        ("en", SAID, TRUE),
        ("es", "No hay dinero para un segundo descanso.", "En marzo se repartieron cuatro millones."),
        ("ar", "لا يوجد مال لاستراحة ثانية هذا العام.", "دفعت الشركة أربعة ملايين لأصحابها."),
        ("he", "אין כסף להפסקה נוספת", "ארבעה מיליון הלכו לבעלים"),
    ],
)
def test_it_is_sound_tagged_for_reading_aloud_and_has_every_font_inside(
    size: str, language: str, said: str, answer: str, tmp_path: Path
) -> None:
    pdf = made(claim_sheet(said, answer, language=language), size=size, address=ADDRESS)
    (tmp_path / "poster.pdf").write_bytes(pdf)
    checked = subprocess.run(["qpdf", "--check", tmp_path / "poster.pdf"], capture_output=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    root = read(pdf).trailer["/Root"]
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
    assert {"/H1", "/Figure"} <= structure(pdf)
    fonts = subprocess.run(["pdffonts", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    assert all(line.split()[-5] == "yes" for line in fonts.splitlines()[2:])
    assert ("NotoNaskhArabic" in fonts) == (language == "ar")
    known = read(pdf).metadata
    assert known is not None
    assert set(known) <= {"/Title", "/Creator", "/Producer"}
    assert known.title == said


@pytest.mark.parametrize("language", ["en", "ar"])
def test_dashes_stand_where_strips_are_cut(language: str) -> None:
    done = subprocess.run(
        ["pdftoppm", "-r", "72", "-gray", "-"],
        input=made(claim_sheet(language=language), size="strips"),
        capture_output=True,
        check=True,
    )
    with Image.open(io.BytesIO(done.stdout)) as page:
        for third in (1, 2):
            row = round(page.height * third / 3)
            inked = page.crop((28, row - 2, page.width - 28, row + 2)).convert("1").getbbox()
            assert inked is not None
            assert inked[2] - inked[0] > 0.95 * (page.width - 56)
        assert page.crop((0, 0, page.width, 20)).getextrema() == (255, 255)


def test_what_is_read_from_the_right_begins_at_the_right() -> None:
    boxes = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"],
        input=made(claim_sheet("نعم", "لا", language="ar")),
        capture_output=True,
        check=True,
    ).stdout.decode()
    starts = [
        float(left) for left, word in re.findall(r'xMin="([\d.]+)"[^>]*>([^<]+)<', boxes) if re.search(r"[؀-ۿ]", word)
    ]
    assert min(starts) > 595 / 2


def test_it_is_black_on_white() -> None:
    picture = make_picture(900, 600, "red")
    for value in (claim_sheet(), make_sheet(make_article(1, ["Words."], pictures=(picture,)))):
        pdf = made(value, address=ADDRESS)
        done = subprocess.run(["pdftoppm", "-r", "30", "-"], input=pdf, capture_output=True, check=True)
        with Image.open(io.BytesIO(done.stdout)) as page:
            red, green, blue = page.split()
            assert red.tobytes() == green.tobytes() == blue.tobytes()


def test_an_article_stands_as_large_as_it_fits() -> None:
    found = [heights(made(make_sheet(make_article(1, paragraphs(count))))) for count in (1, 3, 5)]
    sizes = [each[words(60)[0]] for each in found]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > 1.4 * sizes[-1]
    assert found[0]["Headline"] > 1.5 * sizes[0]


def test_an_article_that_is_too_long_goes_on_and_is_whole() -> None:
    pdf = made(make_sheet(make_article(1, paragraphs(40))))
    assert len(read(pdf).pages) > 1
    assert set(words(40 * 60)) <= set(re.findall(r"\w+", text_of(pdf)))
    on_strips = made(make_sheet(make_article(1, paragraphs(12))), size="strips")
    assert set(words(12 * 60)) <= set(re.findall(r"\w+", text_of(on_strips)))


def test_an_article_brings_all_that_it_has() -> None:
    html = (
        "<h3>Head</h3><ul><li>first</li></ul><ol start='7'><li>seventh</li></ol><blockquote><p>quoted</p></blockquote>"
        "<pre><code>code  kept</code></pre><hr><table><tr><th>Shift</th><td>early</td></tr></table>"
        '<p><em>so</em> <strong>it</strong> <s>was</s> <a href="https://e.org/page">there</a></p>'
    )
    said = " ".join(text_of(made(make_sheet(make_article(1, html)))).split())
    for part in (
        "Headline 1",
        "Letter",
        "Heron",
        "Head",
        "• first",
        "7. seventh",
        "quoted",
        "code",
        "Shift",
        "so it was",
    ):
        assert part in said


@pytest.mark.parametrize(
    ("width", "height"),
    [(2000, 2000), pytest.param(4000, 4000, marks=pytest.mark.long), (200, 4000), (4000, 90), (1, 1)],
)
def test_a_picture_of_any_shape_stays_on_the_page(width: int, height: int) -> None:
    article = make_article(1, paragraphs(1), pictures=(make_picture(width, height, alt="The gate"),))
    pdf = made(make_sheet(article))
    assert len(read(pdf).pages) == 1
    assert min(edges(pdf)) >= 8


def test_an_edition_becomes_its_headlines_or_its_first_article() -> None:
    edition = make_edition(
        make_article(1, ["The belt stood."], title="Nine minutes"), make_article(2, ["x"], title="Tea")
    )
    headlines, lead = text_of(made(edition)), text_of(made(edition, edition="lead"))
    for part in (MASTHEAD.name, "No. 12 · November 22, 2026", "Nine minutes", "Tea"):
        assert part in " ".join(headlines.split())
    assert "The belt stood." in lead
    assert "Tea" not in lead


def test_an_empty_edition_is_its_name() -> None:
    for chosen in ("headlines", "lead"):
        pdf = made(make_edition(), edition=chosen)
        assert len(read(pdf).pages) == 1
        assert MASTHEAD.name in " ".join(text_of(pdf).split())


def test_eighty_headlines_are_all_there() -> None:
    edition = make_edition(*(make_article(number, ["x"]) for number in range(1, 81)))
    said = " ".join(text_of(made(edition)).split())
    assert all(f"Headline {number}" in said for number in range(1, 81))


@pytest.mark.parametrize("size", ["sheet", "strips"])
def test_a_word_without_end_is_broken_and_not_cut(size: str) -> None:
    sheet = claim_sheet("A" * 200, "see https://" + "b" * 150, masthead=Masthead("N" * 120, "", "", "r" * 300))
    pdf = made(sheet, size=size, address="https://" + "c" * 150)
    assert len(read(pdf).pages) == 1
    count = 3 if size == "strips" else 1
    assert text_of(pdf).count("A") == 200 * count
    assert text_of(pdf).count("N") >= 120 * count
    assert min(edges(pdf)) >= 8


def test_pieces_of_a_word_make_the_word_again() -> None:
    word = "e\u0301" * 40
    assert content._breakable(f"short {word}").replace("\u200b", "") == f"short {word}"
    assert "\u200b\u0301" not in content._breakable(word)


def test_what_is_written_is_never_taken_for_commands() -> None:
    nasty = '#panic() $x^2$ *not bold* _ @label <tag> \\ // #import "x"'
    sheet = claim_sheet(nasty, nasty, said_to=nasty, source=nasty, masthead=Masthead(nasty, nasty, nasty, nasty))
    assert " ".join(text_of(made(sheet, address=nasty)).split()).count("#panic() $x^2$") >= 5


def test_emoji_and_other_scripts_do_no_harm() -> None:
    assert len(read(made(claim_sheet("没有钱 🙃", "有四百万 💰", language="zh"))).pages) == 1
    assert len(read(made(claim_sheet(language="tlh", said_on=date(2026, 11, 3)))).pages) == 1


def test_the_same_claim_gives_the_same_bytes() -> None:
    for size in ("sheet", "strips"):
        sheet = claim_sheet(said_on=date(2026, 11, 3))
        settings = {"size": size, "address": ADDRESS}
        assert made_anew("poster", sheet, **settings) == made_anew("poster", sheet, **settings)


def test_the_letterbox_is_the_address_to_scan_where_no_other_is_set_and_boxes_are_no_headlines() -> None:
    letterbox = "https://paper.example.org/s/dock/letterbox"
    box = make_article(2, ["Write."], title="Write to us", is_box=True)
    edition = make_edition(make_article(1, ["Text."]), box, masthead=replace(MASTHEAD, letterbox=letterbox))
    # Addresses may be broken anywhere.
    shown = text_of(made(edition)).replace("\u200b", "")
    assert "paper.example.org/s/dock/letterbox" in "".join(shown.split()) and "Write to us" not in shown
    other = text_of(made(edition, address="https://other.example.org")).replace("\u200b", "")
    assert "other.example.org" in "".join(other.split()) and "letterbox" not in other
