"""The pieces as HTML: valid, labelled, and with nothing lost."""

from collections.abc import Callable
from xml.etree import ElementTree

import html5lib
import pytest
import wtforms
from wtforms.validators import DataRequired

from tests.look.sheet import SampleForm

Draw = Callable[..., str]
XHTML = "{http://www.w3.org/1999/xhtml}"
PAGES = (
    "sample.html", "sample_edition.html", "sample_confirm.html",
    "errors/refused.html", "errors/not_here.html", "errors/send_again.html",
)  # fmt: skip
GIVEN = {
    "title": "This is too large",
    "sentence": "Choose a smaller file.",
    "typed": [("what_happened", "We went\nround.")],
    "theirs": "What stands there.",
    "fields": [("text", "We went\nround."), ("site", "1")],
    "address": "/notes/new",
    "asks_password": False,
    "next_address": "/reports/1",
    "held": [("held-text", "We went round.")],
}


def tree(html: str) -> ElementTree.Element:
    """The page as a browser reads it; a fault in the markup is an error."""
    return html5lib.HTMLParser(strict=True).parse(html)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_valid(draw: Draw, name: str) -> None:
    tree(draw(name, **GIVEN))


@pytest.mark.parametrize("name", PAGES)
def test_no_id_stands_twice_and_every_reference_finds_its_target(draw: Draw, name: str) -> None:
    page = tree(draw(name, **GIVEN))
    ids = [each.get("id") for each in page.iter() if each.get("id")]
    assert len(ids) == len(set(ids))
    wanted = [target for each in page.iter() for target in (each.get("aria-describedby") or "").split()]
    wanted += [each.get("for") or "" for each in page.iter(f"{XHTML}label")]
    assert set(wanted) <= set(ids)


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_styled_or_scripted_in_the_page(draw: Draw, name: str) -> None:
    page = tree(draw(name, **GIVEN))
    assert not list(page.iter(f"{XHTML}script"))
    assert not list(page.iter(f"{XHTML}style"))
    assert not [key for each in page.iter() for key in each.attrib if key == "style" or key.startswith("on")]


def test_every_error_of_a_form_is_said_once_above_it_and_leads_to_its_field(draw: Draw) -> None:
    page = tree(draw("sample.html"))
    summary = next(each for each in page.iter(f"{XHTML}div") if each.get("class") == "error-summary")
    said = {link.get("href"): "".join(link.itertext()) for link in summary.iter(f"{XHTML}a")}
    assert said["#heading"] == "A heading: Please type a heading."
    assert said["#text"] == "What happened? Please write what happened."
    assert said["#audience-0"] == "Who may read it? Please choose who may read it."


def test_the_errors_stand_in_the_order_of_the_page_wherever_the_form_inherited_its_fields(draw: Draw) -> None:
    class Later(SampleForm):
        """Its own field is the last of the form, and the first on the page."""

        name = wtforms.StringField("Name", validators=[DataRequired("Please type a name.")])

    form = Later()
    form.validate()
    page = tree(draw("sample_order.html", form=form))
    summary = next(each for each in page.iter(f"{XHTML}div") if each.get("class") == "error-summary")
    assert [each.get("href") for each in summary.iter(f"{XHTML}a")][:3] == ["#name", "#audience-0", "#text"]
    assert len(list(summary.iter(f"{XHTML}a"))) == len(form.errors)


def test_a_field_in_error_says_so_to_a_screen_reader(draw: Draw) -> None:
    page = tree(draw("sample.html"))
    field = next(each for each in page.iter(f"{XHTML}textarea") if each.get("id") == "text")
    assert field.get("aria-invalid") == "true"
    assert field.get("aria-describedby") == "text-help text-error"


def test_a_browser_never_cuts_what_is_pasted(draw: Draw) -> None:
    assert "maxlength" not in draw("sample.html")


def test_a_form_carries_its_hidden_fields_without_ids(draw: Draw) -> None:
    html = draw("sample_confirm.html")
    assert '<input name="token" type="hidden" value="secret">' in html


def test_a_refusal_gives_every_typed_line_back(draw: Draw) -> None:
    page = tree(draw("errors/refused.html", **GIVEN))
    kept = ["".join(each.itertext()) for each in page.iter(f"{XHTML}textarea")]
    assert kept == ["What stands there.", "We went\nround."]


def test_sending_again_carries_every_field(draw: Draw) -> None:
    page = tree(draw("errors/send_again.html", **{**GIVEN, "asks_password": True, "sentence": ""}))
    fields = {each.get("name"): each.get("value") for each in page.iter(f"{XHTML}input")}
    texts = {each.get("name"): "".join(each.itertext()) for each in page.iter(f"{XHTML}textarea")}
    assert fields["site"] == "1"
    assert fields["csrf_token"] == "secret"
    assert "password_again" in fields
    assert texts == {"text": "We went\nround."}


def test_what_is_not_here_asks_a_stranger_to_sign_in_and_keeps_the_way_back(draw: Draw) -> None:
    reader = {"is_signed_in": False, "is_operator": False, "memberships": ()}
    html = draw("errors/not_here.html", **{**GIVEN, "reader": reader, "here": None})
    assert '<input type="hidden" name="next" value="/reports/1">' in html
    assert '<input type="hidden" name="held-text" value="We went round.">' in html
    assert "Boston" not in html


def test_the_title_says_what_the_page_is_and_the_server_it_is_on(draw: Draw) -> None:
    assert "<title>A newsletter · The Kettle</title>" in draw("sample_edition.html")


def test_a_demonstration_says_so_on_every_page(draw: Draw) -> None:
    assert "everybody knows these passwords" in draw("sample_edition.html", demo=True)
    assert "everybody knows these passwords" not in draw("sample_edition.html")


def test_a_message_is_announced(draw: Draw) -> None:
    assert 'role="status"' in draw("sample_edition.html", message="It is published.")


def test_member_text_is_never_markup(draw: Draw) -> None:
    hostile = "<script>alert(1)</script>"
    assert hostile not in draw("errors/refused.html", **{**GIVEN, "typed": [(hostile, hostile)], "theirs": hostile})
    assert hostile not in draw("sample_edition.html", message=hostile, server_name=hostile)
