"""Spanish is whole, Arabic is sound, and nothing that people read escapes translation."""

import ast
import re

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

from coordinator.catalogues import SPOKEN, file_of, translations_into
from coordinator.translating import PACKAGE, SAYING, TEMPLATES, message_of, messages
from tests.language.words import PLACE, TAG, bare_words, forms, ids, templates

TRANSLATED = sorted(set(SPOKEN) - {"en"})
# Ids put together by a macro, and a place that the style page names as a sample.
NO_WORDS = {"0-help0 0-error0", "Boston 0"}


@pytest.fixture(scope="module")
def said() -> Catalog:
    """Every message of the program."""
    return messages()


@pytest.fixture(scope="module", params=TRANSLATED)
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    """A catalogue as it lies there."""
    with file_of(request.param).open("rb") as file:
        return read_po(file, locale=request.param)


def known(catalogue: Catalog) -> dict[object, tuple[str, ...]]:
    """The messages of a catalogue that have a translation."""
    return {message.id: forms(message.string) for message in catalogue if message.id and all(forms(message.string))}


def test_spanish_has_every_message_of_the_program(said: Catalog) -> None:
    with file_of("es").open("rb") as file:
        spanish = known(read_po(file, locale="es"))
    missing = [message.id for message in said if message.id and message.id not in spanish]
    assert missing == [], "type make translations, then fill in what is empty"


def test_a_catalogue_holds_no_message_that_the_program_has_lost(said: Catalog, catalogue: Catalog) -> None:
    there = {message.id for message in said}
    assert [message.id for message in catalogue if message.id not in there] == [], "type make translations"


def test_arabic_lacks_at_most_one_message_in_twenty(said: Catalog) -> None:
    with file_of("ar").open("rb") as file:
        arabic = known(read_po(file, locale="ar"))
    wanted = [message.id for message in said if message.id]
    assert sum(each not in arabic for each in wanted) <= len(wanted) / 20


def test_no_translation_is_a_guess(catalogue: Catalog) -> None:
    assert [message.id for message in catalogue if message.id and message.fuzzy] == []
    assert not catalogue.obsolete


def test_each_translation_keeps_places_tags_and_blanks(catalogue: Catalog) -> None:
    faults = []
    for message in catalogue:
        english = ids(message)[-1]
        for text in forms(message.string):
            if message.id and text:
                faults += [f"{english!r}: {fault}" for fault in differences(english, text, len(ids(message)) > 1)]
    assert faults == []


def differences(english: str, text: str, is_plural: bool) -> list[str]:
    """What a translation does otherwise than its message, and must not."""
    wanted, there = sorted(PLACE.findall(english)), sorted(PLACE.findall(text))
    # One of a thing, or two in Arabic, may be said without the number.
    may_lack = ["num"] if is_plural else []
    faults = []
    if set(there) - set(wanted) or set(wanted) - set(there) - set(may_lack):
        faults.append(f"places {wanted} became {there}")
    if sorted(TAG.findall(english)) != sorted(TAG.findall(text)):
        faults.append("the tags differ")
    if (english[0].isspace(), english[-1].isspace()) != (text[0].isspace(), text[-1].isspace()):
        faults.append("a blank at an end is lost or new")
    if re.search(r"%(?!\(\w+\)[sd]|%)", text) and PLACE.search(english):
        faults.append("a lone % sign")
    return faults


def test_each_number_has_as_many_forms_as_the_language(catalogue: Catalog) -> None:
    for message in catalogue:
        if message.pluralizable and all(forms(message.string)):
            assert len(forms(message.string)) == catalogue.num_plurals, message.id


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_names_no_person_no_tool_and_no_line(language: str) -> None:
    text = file_of(language).read_text(encoding="utf-8")
    for word in ("@", "Generated-By", "Last-Translator", "Date", "fuzzy"):
        assert word not in text.partition("\n\n")[0]
    assert not re.search(r"^#:.*:\d", text, re.MULTILINE)


@pytest.mark.parametrize("language", TRANSLATED)
def test_what_a_language_lacks_is_said_in_english(language: str) -> None:
    assert translations_into(language).gettext("Nobody has said this yet.") == "Nobody has said this yet."
    assert translations_into(language).ngettext("one", "%(num)s", 2) == "%(num)s"


def test_code_says_nothing_but_constants() -> None:
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAYING:
                # The one door hands on what it was given.
                assert message_of(node) or path.name == "language.py", f"{path.name}:{node.lineno}"


def test_templates_say_nothing_but_constants() -> None:
    for path in templates():
        tree = Environment(extensions=["jinja2.ext.do"]).parse(path.read_text(encoding="utf-8"))  # noqa: S701
        for call in tree.find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name in ("_", "ngettext"):
                wanted = call.args[: SAYING[call.node.name]]
                assert all(isinstance(each, nodes.Const) for each in wanted), f"{path.name}:{call.lineno}"


@pytest.mark.parametrize("path", templates(), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_a_template_has_no_words_that_escape_translation(path: object) -> None:
    found = bare_words(path.read_text(encoding="utf-8"))  # type: ignore[attr-defined]
    assert [words for words in found if words not in NO_WORDS] == []
