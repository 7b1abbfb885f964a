"""A text written elsewhere becomes a title and sections, and no word of it is lost."""

import re
from collections import Counter
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.desk.imports.report_text import ParsedReport, count_words, parse_report
from coordinator.errors import Invalid
from coordinator.markup import plain_text, render
from coordinator.text_file import plain_lines

WORDS = re.compile(r"[^\W_]+")
LETTERS = re.compile(r"[^\W\d_]+")


def parse(text: str) -> ParsedReport:
    return parse_report(dedent(text).strip("\n"), "From the file")


def headings(report: ParsedReport) -> list[str]:
    return [section.heading for section in report.sections]


def words_of(report: ParsedReport) -> list[str]:
    parts = [report.title, *(part for section in report.sections for part in (section.heading, section.body_markdown))]
    return WORDS.findall("\n".join(parts))


def test_every_markdown_heading_becomes_a_section_under_its_own_name() -> None:
    report = parse("""
        # Winter at the depot

        Twelve of us met in the canteen.

        ## What we did

        We counted the broken heaters.

        ### At gate four ###
        Nobody would open it.

        ## Openings on a larger level
        The other depot asks.
    """)
    assert report.title == "Winter at the depot"
    assert headings(report) == ["", "What we did", "At gate four", "Openings on a larger level"]
    assert report.sections[2].body_markdown == "Nobody would open it."
    assert [section.kind for section in report.sections] == [None, "done", None, None]


def test_a_short_line_standing_alone_is_a_heading() -> None:
    report = parse("""
        We have been at this for a year, and here is what came of it.

        The heaters

        They were broken again.

        On the night shift

        People stayed longer than we had thought they would.

        We shall not be moved, not this time.

        -Ana
    """)
    assert report.title == "From the file"
    assert headings(report) == ["", "The heaters", "On the night shift"]
    assert report.sections[2].body_markdown.endswith("-Ana")


def test_a_first_heading_names_the_report_and_stays_a_section() -> None:
    report = parse("""
        The heaters

        They were broken again.

        Who came

        Nearly everybody came.
    """)
    assert report.title == "The heaters"
    assert headings(report) == ["The heaters", "Who came"]


def test_a_heading_above_another_heading_is_the_title_alone() -> None:
    report = parse("""
        Winter at the depot

        Situation

        It was cold.
    """)
    assert report.title == "Winter at the depot"
    assert [(section.heading, section.kind) for section in report.sections] == [("Situation", "situation")]


def test_a_title_above_markdown_headings_needs_no_sign_of_its_own() -> None:
    report = parse("""
        Winter at the depot

        ## Situation
        It was cold.
    """)
    assert (report.title, headings(report)) == ("Winter at the depot", ["Situation"])


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Situation", "situation"),
        ("WHAT WE DID:", "done"),
        ("3. What moved forward", "forward"),
        ("**Setbacks**", "setbacks"),
        ("*Mistakes and corrections*", "mistakes"),
        ("Lessons", "lessons"),
        ("Openings", "openings"),
        ("Next steps:", "next"),
        ("Situación", "situation"),
        ("¿Qué hicimos?", "done"),
        ("Lo que avanzó", "forward"),
        ("Retrocesos", "setbacks"),
        ("Errores y correcciones", "mistakes"),
        ("lecciones", "lessons"),
        ("Oportunidades", "openings"),
        ("PROXIMOS PASOS", "next"),
        ("Openings on a larger level", None),
        ("Lessons from the laundry", None),
    ],
)
def test_a_section_has_a_kind_only_where_its_heading_is_the_name_of_one(heading: str, kind: str | None) -> None:
    report = parse_report(f"Before.\n\n{heading}\n\nSome text here.\n", "From the file")
    assert report.sections[1].kind == kind


def test_a_kinds_name_right_above_its_text_is_a_heading() -> None:
    report = parse("""
        Situation
        It was cold, and the heaters
        were broken.

        Lessons:
        Count first.
    """)
    assert [section.kind for section in report.sections] == ["situation", "lessons"]
    assert report.title == "From the file"


def test_underlined_lines_are_headings_only_where_they_plainly_are() -> None:
    report = parse("""
        Winter at the depot
        ===================

        We met, and this was said
        ---
        and then we went home.

        The heaters
        -----------

        They were broken.

        Ana said it all
        --
    """)
    assert report.title == "Winter at the depot"
    assert headings(report) == ["", "The heaters"]
    assert "this was said\n---\nand then" in report.sections[0].body_markdown


@pytest.mark.parametrize(
    "line",
    [
        "- bring the list",
        "* bring the list",
        "• bring the list",
        "> bring the list",
        "#heaters",
        "Bring the list.",
        "Dear friends,",
        "“Not one step back”",
        "—Ana",
        "https://example.org/list",
        "* * *",
        "-----",
        "12 | 14 | 19",
        "a line that goes on and on with more words than any heading would ever have",
    ],
)
def test_a_lone_line_that_is_something_else_makes_no_section(line: str) -> None:
    report = parse_report(f"Before.\n\n{line}\n\nSome text here.\n", "From the file")
    assert headings(report) == [""]
    assert line in report.sections[0].body_markdown


def test_many_short_lines_one_after_another_are_text() -> None:
    report = parse("""
        we met at five

        nobody came

        ana was ill

        we went home

        Then the rain came down, and that was that.
    """)
    assert headings(report) == ["", "we went home"]


def test_a_numbered_list_with_blank_lines_is_text() -> None:
    report = parse("""
        What we want:

        1. warm rooms

        2. longer breaks

        That is all we want.
    """)
    assert headings(report) == ["What we want"]
    assert report.sections[0].body_markdown.startswith("1. warm rooms")


def test_what_looks_like_a_heading_inside_a_code_fence_is_text() -> None:
    report = parse("""
        Before.

        ```
        # not a heading

        nor this one
        ```

        # Lessons
        One.
    """)
    assert headings(report) == ["", "Lessons"]
    assert "# not a heading" in report.sections[0].body_markdown


def test_a_fence_that_never_closes_swallows_nothing() -> None:
    assert headings(parse("Before.\n\n```\n\n# Lessons\nOne.")) == ["", "Lessons"]


def test_indented_lines_are_kept_and_headings_found_among_them() -> None:
    report = parse_report("    It was cold.\n\n    The heaters\n\n    They were broken.\n", "From the file")
    assert headings(report) == ["", "The heaters"]
    assert report.sections[1].body_markdown == "    They were broken."


def test_a_heading_with_nothing_below_it_is_kept() -> None:
    report = parse("## Situation\n\n## Lessons\n\nCount first.")
    assert [(section.heading, section.body_markdown) for section in report.sections][-1] == ("Lessons", "Count first.")
    assert "Situation" in headings(report)


def test_settings_above_a_markdown_text_are_text() -> None:
    report = parse("---\ntitle: Winter\n---\n\n# Winter at the depot\n\nIt was cold.")
    assert headings(report) == ["", "Winter at the depot"]
    assert "title: Winter" in report.sections[0].body_markdown


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Some text.\n\n  1. A note below it.", "Some text.\n\n  1\\. A note below it."),
        ("2019. A year of cold.", "2019\\. A year of cold."),
        ("1. warm\n2. dry\n3. quiet", "1. warm\n2. dry\n3. quiet"),
        ("1) warm\n\n2) dry", "1) warm\n\n2) dry"),
        ("3. warm\n5. dry", "3\\. warm\n5\\. dry"),
        ("It was 2.5 degrees.\n14 of us came.", "It was 2.5 degrees.\n14 of us came."),
    ],
)
def test_a_number_that_opens_a_line_stays_that_number(text: str, body: str) -> None:
    assert parse_report(f"And so on.\n{text}", "From the file").sections[0].body_markdown == f"And so on.\n{body}"


def test_a_section_that_is_too_long_goes_on_in_further_ones() -> None:
    paragraph = "One two three four five six seven eight nine ten.\n\n"
    report = parse_report("## Lessons\n\n" + paragraph * 4000, "From the file")
    assert headings(report) == ["Lessons", "Lessons (2)", "Lessons (3)", "Lessons (4)"]
    assert {section.kind for section in report.sections} == {"lessons"}
    assert all(len(section.body_markdown.encode()) <= 64_000 for section in report.sections)
    assert all(section.body_markdown.endswith("ten.") for section in report.sections)


def test_more_headings_than_a_report_takes_sections_are_headings_inside_the_last_one() -> None:
    report = parse_report("".join(f"## Part {number}\n\nText {number}.\n\n" for number in range(300)), "From the file")
    assert len(report.sections) == 131
    assert report.sections[130].body_markdown.startswith("### Part 130\n\nText 130.")
    assert report.sections[130].body_markdown.endswith("### Part 299\n\nText 299.")


def test_a_text_without_a_word_is_refused() -> None:
    with pytest.raises(Invalid, match="no word"):
        parse_report("\n--- \n***\n", "From the file")


def test_words_are_what_a_reader_would_count() -> None:
    assert count_words("Two words — and three more: 24, it’s.") == 7


line = st.one_of(
    st.sampled_from(["", "", "", "---", "===", "-----------", "```", "~~~", "[1]: here", "    indented", "> quoted"]),
    st.sampled_from(
        ["Lessons", "Next steps:", "## What we did", "# A title", "**Bold**", "#tag", "Short line", "a: b"]
    ),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=90),
)


def letters_of(text: str) -> Counter[str]:
    """How often each letter and digit stands in a text."""
    return Counter("".join(LETTERS.findall(text)))


@settings(deadline=None)
@given(st.lists(line, max_size=25), st.integers(16, 200))
def test_no_word_of_any_text_is_lost(lines: list[str], section_bytes: int) -> None:
    text = plain_lines("\n".join(lines))
    try:
        report = parse_report(text, "")
    except Invalid:
        assert not WORDS.search(text)
        return
    assert Counter(WORDS.findall(text)) <= Counter(words_of(report))
    shown = [plain_text(render(section.body_markdown)) for section in report.sections]
    headings_shown = [section.heading for section in report.sections]
    # Letter by letter: "A*A" and a "*" further on are one word with emphasis in it.
    assert letters_of(text) <= letters_of("\n".join([report.title, *headings_shown, *shown]))
    small = parse_report(text, "", section_bytes)
    assert all(len(section.body_markdown.encode()) <= section_bytes for section in small.sections)
    assert Counter("".join(WORDS.findall(text))) <= Counter("".join(words_of(small)))
