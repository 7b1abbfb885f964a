"""The printed paper: right sizes, right order, every word, and the same bytes each time."""

import io
import re
import subprocess
from itertools import pairwise
from pathlib import Path

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

from coordinator.plugin_contract import Edition, Masthead
from coordinator.plugin_host.discovery import find
from coordinator.plugin_host.host import measure

saying = part_of("print_pdf", "words")
LONG = make_edition(*(make_article(number, paragraphs(12, seed=number)) for number in range(1, 5)))
READ, FOLD = "edition-12-to-read.pdf", "edition-12-to-print-and-fold.pdf"


def sizes(pdf: bytes) -> set[tuple[int, int]]:
    """The sizes of the pages in whole millimetres."""
    return {
        (round(float(page.mediabox.width) / 72 * 25.4), round(float(page.mediabox.height) / 72 * 25.4))
        for page in read(pdf).pages
    }


def measured(edition: Edition, **settings: object) -> int:
    """The lines over."""
    plugin = find("print_pdf")
    assert plugin is not None
    return measure(plugin, edition, settings).lines_over


def numbers_on_sides(pdf: bytes) -> list[tuple[int, int]]:
    """The page numbers at the foot of the left and the right half of every page; 0 where there is none."""
    width, height = (int(side) for side in read(pdf).pages[0].mediabox[2:])
    found = []
    for page in range(1, len(read(pdf).pages) + 1):
        halves = []
        for left in (0, width // 2):
            at = ("-x", left, "-y", 0, "-W", width // 2, "-H", height, "-f", page, "-l", page)
            number = re.search(r"No\. 12 · (\d+)", text_of(pdf, *(str(part) for part in at)))
            halves.append(int(number[1]) if number else 0)
        found.append((halves[0], halves[1]))
    return found


@pytest.mark.parametrize(
    ("paper", "full", "half"), [("a4", (210, 297), (149, 210)), ("letter", (216, 279), (140, 216))]
)
def test_pages_have_the_size_of_the_paper_or_half_of_it(
    paper: str, full: tuple[int, int], half: tuple[int, int]
) -> None:
    edition = make_edition(make_article(1, paragraphs(3)), paper=paper)
    (flat,) = made_by("print_pdf", edition, fold="flat").values()
    folded = made_by("print_pdf", edition)
    assert sizes(flat.content) == {full}
    assert sizes(folded[READ].content) == {half}
    assert sizes(folded[FOLD].content) == {(full[1], full[0])}


@pytest.mark.parametrize(
    ("paper", "full", "half"), [("a3", (297, 420), (210, 297)), ("tabloid", (279, 432), (216, 279))]
)
def test_a_larger_paper_than_that_of_the_space_may_be_chosen(
    paper: str, full: tuple[int, int], half: tuple[int, int]
) -> None:
    edition = make_edition(make_article(1, paragraphs(3)))
    (flat,) = made_by("print_pdf", edition, fold="flat", paper=paper).values()
    assert sizes(flat.content) == {full}
    assert sizes(made_by("print_pdf", edition, paper=paper)[READ].content) == {half}
    (sheet,) = made_by("print_pdf", make_sheet(make_article(1, paragraphs(3))), paper=paper).values()
    assert sizes(sheet.content) == {full}


def left_edges(pdf: bytes) -> int:
    """How many columns the second page has: the places at which more than ten lines begin."""
    page = ("-bbox-layout", "-f", "2", "-l", "2", "-", "-")
    found = subprocess.run(["pdftotext", *page], input=pdf, capture_output=True, check=True).stdout.decode()
    edges = [round(float(left) / 4) for left in re.findall(r'<line xMin="([\d.]+)"', found)]
    return sum(edges.count(edge) > 10 for edge in set(edges))


@pytest.mark.parametrize(("settings", "columns"), [({"fold": "flat"}, 4), ({"paper": "a3"}, 4), ({}, 3)])
def test_four_columns_stand_where_there_is_room_for_them(settings: dict[str, object], columns: int) -> None:
    files = made_by("print_pdf", LONG, columns=4, hyphenate="no", **settings)
    assert left_edges(list(files.values())[-1].content) == columns


def test_a_quote_with_a_heading_is_a_box_and_one_in_bold_stands_out() -> None:
    html = (
        "<p>Before.</p><blockquote><h4>What to do</h4><p>Write it down.</p></blockquote>"
        "<blockquote><p><strong>Nobody misunderstands a clock.</strong></p></blockquote>"
        "<blockquote><p>Said by <strong>many</strong>.</p></blockquote><p>After.</p>"
    )
    (file,) = made_by("print_pdf", make_edition(make_article(1, html)), fold="flat").values()
    heights = {word: high for word, high in words_with_heights(file.content) if word in ("misunderstands", "Said")}
    assert heights["misunderstands"] > 1.2 * heights["Said"]
    assert has_frame(file.content, "down.")
    assert not has_frame(file.content, "misunderstands")
    assert claims_to_be_accessible(file.content)


def test_no_box_runs_over_what_stands_beside_or_below_it() -> None:
    items = "".join(f"<li>thing number {number}</li>" for number in range(9))
    html = (
        "<p>Before the box.</p><blockquote><h4>What to do</h4><ul>" + items + "</ul></blockquote>"
        "<blockquote><p><strong>Nobody misunderstands a clock.</strong></p></blockquote>"
    )
    lead = make_article(1, html, title="A headline that goes on and on", pictures=(make_picture(1200, 800),))
    front = make_article(2, paragraphs(1), is_box=True, box_place="front")
    last = make_article(3, paragraphs(1), is_box=True, box_place="last")
    for settings in ({}, {"columns": 1}, {"fold": "flat", "columns": 3}):
        files = made_by("print_pdf", make_edition(front, lead, last), **settings)
        assert_no_words_overlap(list(files.values())[-1].content)


def assert_no_words_overlap(pdf: bytes) -> None:
    """No word stands upon another, or below the foot of its page."""
    told = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    for page in re.findall(r"<page .*?</page>", told, re.DOTALL):
        found = re.findall(r'xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)<', page)
        boxes = [(float(a), float(b), float(c), float(d), word) for a, b, c, d, word in found]
        foot = max(low for _left, _top, _right, low, _word in boxes)
        assert next(word for *_box, low, word in boxes if low == foot).isdigit()
        for place, one in enumerate(boxes):
            for other in boxes[place + 1 :]:
                across = min(one[2], other[2]) - max(one[0], other[0])
                down = min(one[3], other[3]) - max(one[1], other[1])
                assert across < 1 or down < 4, f"{one[4]} stands upon {other[4]}"


def words_with_heights(pdf: bytes) -> list[tuple[str, float]]:
    """Every word with the height of its line, in points."""
    found = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    boxes = re.findall(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">([^<]*)<', found)
    return [(word, float(low) - float(high)) for high, low, word in boxes]


def has_frame(pdf: bytes, word: str) -> bool:
    """Whether a line runs down the page left of a word, close to it."""
    found = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    left, top = (float(part) for part in re.findall(rf'xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>{word}<', found)[0])
    done = subprocess.run(["pdftoppm", "-r", "72", "-gray", "-"], input=pdf, capture_output=True, check=True)
    with Image.open(io.BytesIO(done.stdout)) as page:
        strip = page.crop((25, int(top), int(left), int(top) + 1))
        return min(strip.tobytes()[:12]) < 128


def claims_to_be_accessible(pdf: bytes) -> bool:
    """Whether the PDF says of itself that it keeps to PDF/UA."""
    return b"pdfuaid:part" in read(pdf).trailer["/Root"]["/Metadata"].get_data()


def test_four_pages_come_on_one_sheet_front_and_back() -> None:
    edition = make_edition(make_article(1, paragraphs(18)))
    files = made_by("print_pdf", edition)
    assert len(read(files[READ].content).pages) == 4
    assert numbers_on_sides(files[FOLD].content) == [(4, 1), (2, 3)]


def test_more_pages_fold_into_one_another_with_blanks_at_the_end() -> None:
    files = made_by("print_pdf", LONG)
    pages = len(read(files[READ].content).pages)
    assert 8 < pages < 12
    expected = [(12, 1), (2, 11), (10, 3), (4, 9), (8, 5), (6, 7)]
    assert numbers_on_sides(files[FOLD].content) == [
        tuple(number if number <= pages else 0 for number in side) for side in expected
    ]


def test_the_same_edition_gives_the_same_bytes() -> None:
    edition = make_edition(make_article(1, paragraphs(6), pictures=(make_picture(900, 600),)))
    assert made_anew("print_pdf", edition) == made_anew("print_pdf", edition)


@pytest.mark.parametrize("settings", [{}, {"fold": "flat"}, {"fold": "flat", "columns": 3}, {"columns": 1}])
def test_every_word_can_be_found_again(settings: dict[str, object]) -> None:
    files = made_by("print_pdf", LONG, **settings)
    wanted = {word for number in range(1, 5) for word in words(12 * 60, number)}
    assert len(wanted) > 1000
    for file in files.values():
        assert wanted - set(re.findall(r"\w+", text_of(file.content))) == set()


def test_undivided_every_word_is_found_as_it_stands() -> None:
    (file,) = made_by("print_pdf", LONG, fold="flat", hyphenate="no").values()
    text = subprocess.run(["pdftotext", "-", "-"], input=file.content, capture_output=True, check=True).stdout.decode()
    assert "\u00ad" not in text
    assert {word for number in range(1, 5) for word in words(12 * 60, number)} <= set(re.findall(r"\w+", text))


def test_the_pdf_is_sound_tagged_and_in_its_language_with_every_font_inside(tmp_path: Path) -> None:
    spanish = make_edition(make_article(1, ["¿Quién decide?"], language="es"), language="es")
    for file in made_by("print_pdf", spanish).values():
        (tmp_path / file.name).write_bytes(file.content)
        checked = subprocess.run(["qpdf", "--check", tmp_path / file.name], capture_output=True, check=False)
        assert checked.returncode == 0, checked.stdout + checked.stderr
        root = read(file.content).trailer["/Root"]
        assert root["/Lang"] == "es"
        assert root["/MarkInfo"]["/Marked"]
        fonts = subprocess.run(["pdffonts", "-"], input=file.content, capture_output=True, check=True).stdout.decode()
        assert all(line.split()[-5] == "yes" for line in fonts.splitlines()[2:])
        assert len(fonts.splitlines()) > 3


def test_it_says_nothing_about_when_or_by_whom_it_was_made() -> None:
    (file,) = made_by("print_pdf", LONG, fold="flat").values()
    known = read(file.content).metadata
    assert known is not None
    assert set(known) <= {"/Title", "/Creator", "/Producer"}
    assert known.title == "The Loading Dock, No. 12"


@pytest.mark.parametrize("margin", [10, 20])
def test_the_margin_stays_white(margin: int) -> None:
    edition = make_edition(make_article(1, paragraphs(12), pictures=(make_picture(3000, 2000),)))
    for file in made_by("print_pdf", edition, margin=margin).values():
        done = subprocess.run(
            ["pdftoppm", "-r", "50.8", "-gray", "-f", "1", "-l", "1", "-"],
            input=file.content,
            capture_output=True,
            check=True,
        )
        with Image.open(io.BytesIO(done.stdout)) as page:
            edge = int(margin * 2) - 1
            width, height = page.size
            for box in ((0, 0, width, edge), (0, height - edge, width, height), (width - edge, 0, width, height)):
                assert page.crop(box).getextrema() == (255, 255)


@pytest.mark.parametrize(("settings", "mode"), [({}, "L"), ({"greyscale": "no"}, "RGB")])
def test_pictures_are_grey_unless_colour_is_wanted(settings: dict[str, object], mode: str) -> None:
    edition = make_edition(make_article(1, paragraphs(2), pictures=(make_picture(900, 600, "red"),)))
    (file,) = made_by("print_pdf", edition, fold="flat", **settings).values()
    (picture,) = read(file.content).pages[0].images
    assert picture.image is not None
    assert picture.image.mode == mode


def test_pictures_carry_their_captions_and_descriptions() -> None:
    described = make_picture(900, 600, alt="A gate with ten people", caption="The gate at six")
    (file,) = made_by("print_pdf", make_edition(make_article(1, ["x"], pictures=(described,))), fold="flat").values()
    assert "The gate at six" in text_of(file.content)
    objects = (read(file.content).get_object(number) for number in range(1, len(read(file.content).xref[0]) + 1))
    assert "A gate with ten people" in [each.get("/Alt") for each in objects if isinstance(each, dict)]


@pytest.mark.parametrize(
    ("width", "height"),
    [(2000, 2000), pytest.param(4000, 4000, marks=pytest.mark.long), (200, 4000), (4000, 90), (1, 1)],
)
def test_a_picture_of_any_shape_stays_on_the_page(width: int, height: int) -> None:
    article = make_article(1, paragraphs(2), pictures=(make_picture(width, height), make_picture(width, height)))
    (file,) = made_by("print_pdf", make_edition(article), fold="flat").values()
    assert len(read(file.content).pages) <= 2


def test_what_is_written_is_never_taken_for_commands() -> None:
    nasty = '#panic() $x^2$ *not bold* _ @label <tag> \\ // /* #import "x" = Head'
    article = make_article(1, [nasty], title=nasty, byline=nasty, kind=nasty)
    masthead = Masthead('#eval("1")', nasty, nasty, nasty)
    (file,) = made_by("print_pdf", make_edition(article, masthead=masthead), fold="flat").values()
    assert " ".join(text_of(file.content).split()).count("#panic() $x^2$") >= 5


def test_headings_lists_quotes_tables_and_links_come_through() -> None:
    html = (
        "<h3>Head</h3><ul><li>first</li></ul><ol start='7'><li>seventh</li></ol><blockquote><p>quoted</p></blockquote>"
        "<pre><code>code  kept</code></pre><hr><table><tr><th>Shift</th><td>early</td></tr></table>"
        '<p><a href="https://e.org/page">there</a> and <a href="https://e.org/">e.org</a></p>'
    )
    (file,) = made_by("print_pdf", make_edition(make_article(1, html)), fold="flat", columns=1).values()
    said = " ".join(text_of(file.content).split())
    for part in ("Head", "• first", "7. seventh", "quoted", "code", "Shift", "there (e.org/page) and e.org"):
        assert part in said


def test_an_empty_edition_is_a_page_with_its_head() -> None:
    files = made_by("print_pdf", make_edition())
    assert len(read(files[READ].content).pages) == 1
    assert len(read(files[FOLD].content).pages) == 2
    assert MASTHEAD.name in text_of(files[READ].content)


def test_names_that_fit_nowhere_are_broken_into_lines() -> None:
    name = "The Newsletter of the United Workers of Many Warehouses, Depots and Kitchens " * 2
    edition = make_edition(make_article(1, ["x"], title=name, kind=name), masthead=Masthead(name.strip(), name))
    (file,) = made_by("print_pdf", edition, fold="flat").values()
    assert len(read(file.content).pages) == 1


@pytest.mark.parametrize(
    ("language", "text", "date"),
    [
        ("es", "Nos quitaron el descanso", "domingo, 22 de noviembre de 2026"),
        ("ar", "خمس عشرة دقيقة للجميع", ""),
        ("tlh", "a language that nobody knows", "Sunday, November 22, 2026"),
    ],
)
def test_it_speaks_the_language_of_the_edition(language: str, text: str, date: str) -> None:
    edition = make_edition(make_article(1, [text] * 3, language=language), language=language)
    for file in made_by("print_pdf", edition).values():
        assert date in text_of(file.content)
        fonts = subprocess.run(["pdffonts", "-"], input=file.content, capture_output=True, check=True).stdout.decode()
        assert ("NotoNaskhArabic" in fonts) == (language == "ar")


def test_articles_may_begin_on_new_pages() -> None:
    edition = make_edition(*(make_article(number, ["Short."]) for number in range(1, 4)))
    (together,) = made_by("print_pdf", edition, fold="flat").values()
    (apart,) = made_by("print_pdf", edition, fold="flat", new_page="yes").values()
    assert [len(read(file.content).pages) for file in (together, apart)] == [1, 3]


def test_a_long_edition_says_how_many_lines_it_is_over() -> None:
    plugin = find("print_pdf")
    assert plugin is not None
    found = measure(plugin, LONG, {})
    assert found.pages == len(read(made_by("print_pdf", LONG)[READ].content).pages)
    assert found.page_budget == 4
    assert found.lines_over > 300
    assert found.sentence == f"{found.lines_over} lines over four pages."
    assert [figures.page for figures in found.per_page] == list(range(1, found.pages + 1))
    assert [figures.article for figures in found.per_article] == ["1", "2", "3", "4"]
    assert all(before.last_page <= after.first_page for before, after in pairwise(found.per_article))


@pytest.mark.parametrize("settings", [{"pages": 1, "fold": "flat"}, {"pages": 1, "fold": "flat", "columns": 1}, {}])
def test_there_is_room_for_as_many_lines_as_it_says_and_for_no_more(settings: dict[str, object]) -> None:
    texts = paragraphs(4)
    room = -measured(make_edition(make_article(1, texts)), **settings)
    assert room > 10
    nearly = make_edition(make_article(1, texts + ["One line."] * (room - 4)))
    assert -8 <= measured(nearly, **settings) <= 0
    beyond = make_edition(make_article(1, texts + ["One line."] * (room + 6)))
    assert 0 < measured(beyond, **settings) <= 30


def test_the_sentence_is_in_the_language_of_the_edition() -> None:
    assert saying.fit_sentence(1, 4, 4, "en") == "1 line over four pages."
    assert saying.fit_sentence(0, 1, 1, "en") == "It fits one page exactly."
    assert saying.fit_sentence(-18, 4, 4, "en") == "Room for about 18 more lines on page 4."
    assert saying.fit_sentence(-1, 8, 7, "fr") == "Room for about 1 more line on pages 7 to 8."
    assert saying.fit_sentence(12, 4, 4, "es-MX") == "Sobran 12 líneas para cuatro páginas."


def test_a_sheet_is_one_page_as_large_as_it_fits() -> None:
    sizes_of_type = []
    for count in (1, 4, 9):
        article = make_article(1, paragraphs(count), pictures=())
        (file,) = made_by("print_pdf", make_sheet(article)).values()
        assert len(read(file.content).pages) == 1
        assert set(words(count * 60)) <= set(re.findall(r"\w+", text_of(file.content)))
        boxes = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=file.content, capture_output=True, check=True)
        heights = re.findall(rb'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)"', boxes.stdout)
        sizes_of_type.append(sorted(float(low) - float(high) for high, low in heights)[len(heights) // 2])
    assert sizes_of_type == sorted(sizes_of_type, reverse=True)
    assert sizes_of_type[0] > 1.5 * sizes_of_type[-1]


def test_a_sheet_that_is_too_long_goes_on() -> None:
    (file,) = made_by("print_pdf", make_sheet(make_article(1, paragraphs(60)))).values()
    assert len(read(file.content).pages) > 1
    assert set(words(60 * 60)) <= set(re.findall(r"\w+", text_of(file.content)))


def carried_on(after: str = "3", before: int = 3) -> Edition:
    """Four pages and more, whose first article breaks off and goes on behind another."""
    first = make_article(1, paragraphs(12, seed=1), carries_on_after=after, blocks_before=before)
    return make_edition(first, *(make_article(number, paragraphs(5, seed=number)) for number in (2, 3, 4)))


def test_an_article_carries_on_behind_another_and_both_places_name_the_other_page() -> None:
    edition = carried_on()
    pages = [
        re.sub(r"\s+", " ", text_of(made_by("print_pdf", edition)[READ].content, "-f", str(page), "-l", str(page)))
        for page in range(1, 6)
    ]
    away, back = re.search(r"Continued on page (\d)", pages[0]), "Headline 1 Continued from page 1"
    assert away is not None
    assert back in pages[int(away[1]) - 1]
    assert sum(page.count("Continued from") for page in pages) == 1


def test_no_word_is_lost_where_an_article_carries_on() -> None:
    printed = text_of(made_by("print_pdf", carried_on())[READ].content)
    assert set(words(12 * 60, seed=1)) <= set(re.findall(r"\w+", printed))


@pytest.mark.parametrize(("after", "before"), [("1", 3), ("9", 3), ("3", 0), ("3", 12), ("3", 40)])
def test_an_article_that_cannot_carry_on_there_stays_whole(after: str, before: int) -> None:
    printed = text_of(made_by("print_pdf", carried_on(after, before))[READ].content)
    assert "Continued" not in printed


def test_an_article_that_carries_on_counts_once_with_all_its_lines() -> None:
    plugin = find("print_pdf")
    assert plugin is not None
    figures = {each.article: each for each in measure(plugin, carried_on(), {}).per_article}
    whole = {each.article: each for each in measure(plugin, carried_on("1"), {}).per_article}
    assert list(figures) == ["1", "2", "3", "4"]
    assert abs(figures["1"].lines - whole["1"].lines) < 12
    assert figures["1"].last_page > whole["1"].last_page


def test_half_a_point_smaller_makes_room() -> None:
    assert measured(LONG, text_size="9.5") < measured(LONG, text_size="10") < measured(LONG, text_size="10.5")
