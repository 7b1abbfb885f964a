"""Settings are taken as a form sends them and refused with a sentence that names them."""

import pytest

from coordinator.errors import Invalid
from coordinator.plugin_contract import Setting
from coordinator.plugin_host.settings import check_settings, fault_of_schema

SCHEMA = (
    Setting("columns", "number", "Columns", 2, minimum=1, maximum=3),
    Setting("fold", "choice", "Pages", "folded", choices=(("folded", "Folded"), ("flat", "Full"))),
    Setting("grey", "yes-no", "In grey", True),
    Setting("greeting", "text", "Greeting", "", maximum=20),
    Setting("place", "address", "Address of the page", ""),
)


def test_without_a_value_the_default_stands() -> None:
    assert check_settings(SCHEMA, {}) == {"columns": 2, "fold": "folded", "grey": True, "greeting": "", "place": ""}


def test_what_a_form_sends_is_understood() -> None:
    sent = {"columns": " 3 ", "fold": "flat", "grey": "no", "greeting": " Read this\r\nnow ", "place": " http://e.org "}
    assert check_settings(SCHEMA, sent) == {
        "columns": 3, "fold": "flat", "grey": False, "greeting": "Read this\nnow", "place": "http://e.org"
    }  # fmt: skip


@pytest.mark.parametrize(
    "address",
    ["https://example.org", "https://example.org:8443/our/paper/", "http://a.onion/~us", "https://añil.example/ñ"],
)
def test_the_address_of_a_page_is_taken(address: str) -> None:
    assert check_settings(SCHEMA, {"place": address})["place"] == address


@pytest.mark.parametrize(
    "address",
    ["example.org", "javascript:alert(1)", "ftp://e.org", "https://", "https://a b.org", 'https://e.org/"><b>',
     "https://me:word@e.org/", "https://e.org/?a=b", "https://e.org/#a", "https://e.org/\nx"],
)  # fmt: skip
def test_what_is_no_address_of_a_page_is_refused(address: str) -> None:
    with pytest.raises(Invalid, match="begins with https:// or http://") as refused:
        check_settings(SCHEMA, {"place": address})
    assert refused.value.field == "place"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("columns", "4", "“Columns” must be at most 3."),
        ("columns", 0, "“Columns” must be at least 1."),
        ("columns", "two", "“Columns” must be a whole number."),
        ("columns", True, "“Columns” must be a whole number."),
        ("columns", 2.5, "“Columns” must be a whole number."),
        ("columns", "9" * 40, "“Columns” must be a whole number."),
        ("fold", "twice", "“Pages” must be one of: Folded, Full."),
        ("fold", None, "“Pages” must be one of: Folded, Full."),
        ("grey", "perhaps", "“In grey” must be yes or no."),
        ("greeting", "x" * 21, "“Greeting” may have 20 characters at most."),
        ("greeting", "a\x00b", "“Greeting” must be text."),
        ("greeting", 7, "“Greeting” must be text."),
        ("colums", "2", "This plugin has no setting colums."),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(name: str, value: object, said: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_settings(SCHEMA, {name: value})
    assert refused.value.sentence == said
    assert refused.value.field == name


def test_a_sensible_schema_has_no_fault() -> None:
    assert fault_of_schema(SCHEMA) == ""


@pytest.mark.parametrize(
    "setting",
    [
        Setting("Columns!", "number", "Columns", 2),
        Setting("columns", "number", " ", 2),
        Setting("columns", "number", "Columns", "2"),
        Setting("columns", "number", "Columns", 9, maximum=3),
        Setting("grey", "yes-no", "Grey", 1),
        Setting("fold", "choice", "Fold", "none"),
        Setting("fold", "choice", "Fold", "none", choices=(("a", "A"),)),
    ],
)
def test_a_schema_that_contradicts_itself_is_found_out(setting: Setting) -> None:
    assert fault_of_schema((setting,))


def test_two_settings_of_one_name_are_found_out() -> None:
    assert fault_of_schema((SCHEMA[0], SCHEMA[0])) == "two settings of the same name"
