"""Words in templates: the same as Babel's own, without looking each up again."""

import pytest
from flask import Flask
from flask_babel import force_locale
from markupsafe import Markup

from coordinator.language import quotable, spoken
from coordinator.said import said


def test_a_word_is_said_as_it_stands_where_there_is_no_translation(app: Flask) -> None:
    with app.test_request_context("/"):
        assert said("A word that nobody translated") == "A word that nobody translated"


def test_values_take_their_places_and_are_escaped(app: Flask) -> None:
    with app.test_request_context("/"):
        assert said("as %(name)s", name="<Heron>") == "as &lt;Heron&gt;"
        assert said("as %(name)s", name=Markup("<b>Heron</b>")) == "as <b>Heron</b>"
        assert said("100 %%") == "100 %"


def test_two_languages_are_kept_apart(app: Flask) -> None:
    with app.test_request_context("/"):
        with force_locale("es"):
            spanish = said("Home")
        with force_locale("en"):
            assert said("Home") == "Home"
        with force_locale("es"):
            assert said("Home") == spanish


def test_templates_say_their_words_through_it(app: Flask) -> None:
    with app.test_request_context("/"):
        assert app.jinja_env.globals["_"] is said


def test_names_keep_their_own_direction_in_a_sentence_that_runs_from_right_to_left(app: Flask) -> None:
    with app.test_request_context("/"), force_locale("ar"):
        sentence = said("You write as %(pen_name)s, %(place)s", pen_name="Heron", place="<Boston>")
    assert "\u2068Heron\u2069" in sentence and "\u2068&lt;Boston&gt;\u2069" in sentence
    with app.test_request_context("/"), force_locale("es"):
        assert "\u2068" not in said("You write as %(pen_name)s, %(place)s", pen_name="Heron", place="Boston")
    with app.test_request_context("/"), force_locale("ar"):
        # Nobody translated it, so it runs as English does.
        assert said("as %(name)s", name="Heron") == "as Heron"


def test_the_language_of_a_page_ends_with_it(app: Flask) -> None:
    app.test_client().get("/sign-in", headers={"Accept-Language": "es"})
    with app.test_request_context("/"), force_locale("ar"):
        assert spoken() == "ar"


@pytest.mark.parametrize(
    ("title", "in_quotes"),
    [
        ("“Industry standard”", "Industry standard"),
        ("«Lo de siempre»", "Lo de siempre"),
        ('"No heat"', "No heat"),
        ("“Safety” and “first”", "“Safety” and “first”"),
        ("“Safety” first", "“Safety” first"),
        ("“", "“"),
        ("", ""),
    ],
)
def test_a_title_in_quotes_of_its_own_is_quoted_once(title: str, in_quotes: str) -> None:
    assert quotable(title) == in_quotes
