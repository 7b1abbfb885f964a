"""Whoever wrote, and whoever is quoted, is a pen name at most."""

import pytest

from coordinator.desk.imports.mail_lines import Line, lines_of_text
from coordinator.desk.imports.mail_people import People, without_addresses

PEOPLE = People(
    by_address={"ana@depot.example": "Grey Heron", "bo@depot.example": "Brisk Wren"},
    by_name={"Ana Ruiz": "Grey Heron", "Bo": "Brisk Wren"},
)


def kept_out(text: str) -> str:
    lines = PEOPLE.kept_out_of_lines(lines_of_text(text))
    return "\n".join("> " * line.depth + line.text for line in lines)


@pytest.mark.parametrize(
    "attribution",
    [
        "On 6/28/20, Ana Ruiz <ana@depot.example> wrote:",
        "On Thu, Jul 2, 2020 at 5:09 PM Ana Ruiz <ana@depot.example>\nwrote:",
        "On Thu, Jul 2, 2020 at 5:09 PM Ana\nRuiz <\nana@depot.example> wrote:",
        "On 1 Jul 2020, at 15:33, Ana <ana@depot.example<mailto:ana@depot.example>> wrote:",
        "Am 10.07.20 um 12:47 schrieb Ana Ruiz:",
        "Am 13.07.2020 um 18:10 schrieb A. R. <ana@depot.example.INVALID>:",
        'El 10 jul. 2020 23:54, "Ana Ruiz" <ana@depot.example> escribió:',
        "Le 10/07/2020 à 12:47, Ana Ruiz a écrit :",
        "On Friday 10 July 2020 at 23:54:05, Ana Ruiz wrote:",
        "On Thursday 16/07/2020 at 04:12, Ana Ruiz  wrote:",
        "Ana Ruiz <ana@depot.example> wrote:",
        "Quoting Ana Ruiz <ana@depot.example> on 10 July, who wrote:",
        "2020-07-01 10:00 GMT+02:00 Ana Ruiz <ana@depot.example>:",
    ],
)
def test_an_attribution_names_the_pen_name(attribution: str) -> None:
    assert kept_out(f"Yes.\n\n{attribution}\n> No.") == "Yes.\n\nGrey Heron wrote:\n> No."


@pytest.mark.parametrize(
    "attribution",
    [
        "On 6/28/20, Cy Young <cy@depot.example> wrote:",
        "On Friday 10 July 2020 at 23:54:05, Cy Young wrote:",
        "Am 10.07.20 um 12:47 schrieb Cy Young:",
    ],
)
def test_an_attribution_to_somebody_unknown_names_nobody(attribution: str) -> None:
    assert kept_out(f"{attribution}\n> No.") == "[somebody] wrote:\n> No."


def test_attributions_inside_quotes_keep_their_depth() -> None:
    text = "> On 1 Jul 2020, Bo <bo@depot.example> wrote:\n> > On 30 Jun 2020, Ana Ruiz wrote:\n> > > No."
    assert kept_out(text) == "> Brisk Wren wrote:\n> > Grey Heron wrote:\n> > > No."


@pytest.mark.parametrize(
    "sentence",
    [
        "On 3 May 2019 the management wrote:",
        "On the wall somebody wrote:",
        "See below what management wrote:",
        "In 2020 they said:",
    ],
)
def test_a_sentence_is_no_attribution(sentence: str) -> None:
    assert kept_out(f"{sentence}\n\nNo.") == f"{sentence}\n\nNo."


def test_the_header_of_a_quoted_mail_names_pen_names_at_most() -> None:
    header = (
        "________\nFrom: Ana Ruiz\nSent: Sunday, July 19, 2020 7:18 AM\n"
        "To: Cy Young; Bo <bo@depot.example>;\n Di Fox <di@depot.example>\nSubject: Heaters\n\nNo."
    )
    assert kept_out(header) == (
        "________\nFrom: Grey Heron\nSent: Sunday, July 19, 2020 7:18 AM\nTo: Brisk Wren\nSubject: Heaters\n\nNo."
    )


def test_a_header_on_one_line_is_seen_too() -> None:
    line = "-------- Original message --------From: Cy Young <cy@depot.example> Date: 7/13/20 To: bo@depot.example"
    assert kept_out(line) == "-------- Original message --------From: [somebody]  Date: 7/13/20 To: [address]"


def test_a_single_word_is_a_name_only_where_somebody_is_named() -> None:
    assert kept_out("Ask Bo.\nOn 1 Jul 2020 at 10:00, Bo wrote:\n> No.") == "Ask Bo.\nBrisk Wren wrote:\n> No."


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("write to ana@depot.example now", "write to [address] now"),
        ("<mailto:ana@depot.example>", "<[address]>"),
        ("ana@depot.example<mailto:ana@depot.example>", "[address]"),
        ("ANA.RUIZ+list@sub.depot.example.", "[address]."),
        ("ana%40depot.example", "[address]"),
        ("ana [at] depot [dot] example", "[address]"),
        ("<ana at depot.example>", "<[address]>"),
        ("root@server", "[address]"),
        ("ana@10.0.0.7", "[address]"),
        ("https://ana@depot.example/list", "https://[address]/list"),
        ("bounce+ana=depot.example@list.example", "[address]"),
        ("añá@dépôt.example", "[address]"),
        ("echo_init@0 and @everybody at 10 @ the gate", "echo_init@0 and @everybody at 10 @ the gate"),
        ("look at depot.example", "look at depot.example"),
    ],
)
def test_addresses_are_blotted_out_and_nothing_else(text: str, without: str) -> None:
    assert without_addresses(text) == without


def test_lines_without_people_stay_as_they_are() -> None:
    lines = [Line(0, "From the gate:"), Line(1, "To: the office"), Line(0, ""), Line(2, "Sent: nothing")]
    assert PEOPLE.kept_out_of_lines(lines) == lines
