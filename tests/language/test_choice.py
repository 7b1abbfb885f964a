"""Which language a page is in: one's own choice, the space's, the one that all one's spaces share, the browser's."""

import re

from cast import Cast, Person
from flask import Flask

from coordinator.access import Role
from coordinator.accounts.models import Account
from coordinator.language import in_language, name_order, ngettext, say_day, say_number, say_size
from coordinator.said import said, said_many, saying_in, written_in
from coordinator.spaces.models import Space


def language_of(person: Person, path: str, browser: str = "") -> str:
    """The language that a page says it is in."""
    html = person.get(path, headers={"Accept-Language": browser} if browser else {}).get_data(as_text=True)
    found = re.search(r'<html lang="([^"]+)" dir="([^"]+)"', html)
    assert found
    assert found.group(2) == ("rtl" if found.group(1) == "ar" else "ltr")
    return found.group(1)


def speaks(space: Space, language: str) -> None:
    """Have a space speak a language."""
    Space.update(language=language).where(Space.id == space.id).execute()


def test_signed_out_one_reads_the_language_of_the_browser(cast: Cast) -> None:
    assert language_of(cast.nobody, "/sign-in") == "en"
    assert language_of(cast.nobody, "/sign-in", "es-MX,es;q=0.9,en;q=0.5") == "es"
    assert language_of(cast.nobody, "/sign-in", "fr,ar;q=0.8,en;q=0.5") == "ar"
    assert language_of(cast.nobody, "/sign-in", "fr") == "en"


def test_a_member_reads_the_language_of_the_space_whatever_the_browser(cast: Cast) -> None:
    speaks(cast.boston, "es")
    for path in ("/", "/s/boston/", "/s/boston/notes/", "/account"):
        assert language_of(cast.robin, path, "ar") == "es"


def test_ones_own_choice_comes_first(cast: Cast) -> None:
    speaks(cast.boston, "es")
    cast.robin.submit("/account", "/account/language", language="ar")
    assert language_of(cast.robin, "/s/boston/", "en") == "ar"
    cast.robin.submit("/account", "/account/language", language="")
    assert language_of(cast.robin, "/s/boston/", "en") == "es"


def test_a_choice_that_nobody_offered_is_refused(cast: Cast) -> None:
    assert cast.robin.submit("/account", "/account/language", language="xx").status_code == 400
    assert Account.get_by_id(cast.robin.account_id).language is None


def test_who_is_in_two_spaces_reads_each_in_its_own_language(cast: Cast) -> None:
    both = cast.person("both-oak-lamp", (cast.boston, "Jay", Role.MEMBER), (cast.chicago, "Kite", Role.MEMBER))
    speaks(cast.boston, "es")
    assert language_of(both, "/s/boston/", "ar") == "es"
    assert language_of(both, "/s/chicago/", "ar") == "en"
    assert language_of(both, "/", "ar") == "ar"
    speaks(cast.chicago, "es")
    assert language_of(both, "/", "ar") == "es"


def test_a_space_in_a_language_that_the_pages_lack_leaves_it_to_the_browser(cast: Cast) -> None:
    speaks(cast.boston, "pl")
    assert language_of(cast.robin, "/s/boston/", "es") == "es"


def test_what_is_hidden_reads_like_what_is_not_there_in_every_language(cast: Cast) -> None:
    speaks(cast.chicago, "ar")
    assert language_of(cast.robin, "/s/chicago/notes/", "es") == language_of(cast.robin, "/s/nowhere/notes/", "es")


def test_each_language_is_offered_under_its_own_name(cast: Cast) -> None:
    page = cast.robin.page("/account")
    for name in ("English", "Español", "العربية", "The language of my space, or of my browser"):
        assert f">{name}</option>" in page


def test_a_message_after_an_act_is_said_in_the_new_language(cast: Cast) -> None:
    answer = cast.robin.submit("/account", "/account/language", _follow=True, language="es")
    assert "Language" not in answer.get_data(as_text=True).partition("<main")[2].partition("</main>")[0]


def test_a_form_refuses_in_the_language_of_the_page(cast: Cast) -> None:
    cast.robin.submit("/account", "/account/language", language="es")
    page = cast.robin.submit("/account", "/account/language", language="xx").get_data(as_text=True)
    assert "Not a valid choice" not in page
    assert "Opción inválida" in page


def test_days_numbers_and_sizes_are_written_as_the_language_does(app: Flask) -> None:
    with app.test_request_context("/"):
        with in_language("es"):
            assert (say_day("2026-11-03"), say_number(6200), say_size(1_400_000)) == ("3 nov 2026", "6.200", "1,4 MB")
            assert ngettext("%(num)s word", "%(num)s words", 1) == "1 palabra"
            assert ngettext("%(num)s word", "%(num)s words", 6200) == "6.200 palabras"
        with in_language("en"):
            assert (say_day("2026-11-03"), say_number(6200), say_size(1_400_000)) == ("3 Nov 2026", "6,200", "1.4 MB")


def test_arabic_has_a_form_for_each_of_its_numbers(app: Flask) -> None:
    with app.test_request_context("/"), in_language("ar"):
        said_of = [str(said_many("%(num)d new report", "%(num)d new reports", number)) for number in (1, 2, 3, 11)]
    assert len({re.sub(r"\d+", "", text) for text in said_of}) >= 3


def test_what_leaves_the_page_speaks_its_own_language_and_the_page_goes_on_in_its_own(app: Flask) -> None:
    with app.test_request_context("/"), in_language("es"):
        assert said("Home") == "Inicio"
        with in_language("en"):
            assert said("Home") == "Home"
        assert said("Home") == "Inicio"
        assert saying_in("en")("Home") == "Home"


def test_words_of_people_are_marked_with_their_language_where_it_is_another(app: Flask) -> None:
    with app.test_request_context("/"), in_language("es"):
        assert written_in("es") == ' dir="auto"'
        assert written_in("ar") == ' lang="ar" dir="auto"'


def test_names_stand_in_the_order_that_people_look_for_them() -> None:
    names = ["zorro", "Óscar", "oso", "Nube", "ñandú", "nutria", "Árbol", "avión"]
    assert sorted(names, key=name_order) == ["Árbol", "avión", "Nube", "nutria", "ñandú", "Óscar", "oso", "zorro"]


def test_a_slip_speaks_the_language_of_the_space_that_it_opens(cast: Cast) -> None:
    speaks(cast.boston, "es")
    cast.heron.submit("/account", "/account/language", language="en")
    page = cast.heron.submit("/s/boston/invite", _follow=True, count="1", role="member").get_data(as_text=True)
    slip = page.partition('<ul class="slips">')[2]
    assert 'lang="es"' in slip
    assert "Lets one person in" not in slip


def test_text_to_pass_on_speaks_the_language_of_the_space(cast: Cast) -> None:
    speaks(cast.boston, "es")
    cast.robin.submit("/s/boston/notes/new", text="The gate was shut.")
    cast.robin.submit("/account", "/account/language", language="en")
    page = cast.robin.page("/s/boston/pass-on")
    assert "1 nota nuestra" in page
    assert "This week" in page


def test_text_of_members_is_marked_with_the_language_of_their_space(cast: Cast) -> None:
    speaks(cast.boston, "es")
    cast.robin.submit("/s/boston/notes/new", text="El portón estaba cerrado.")
    assert '<div class="text" dir="auto"><p>El portón' in cast.robin.page("/s/boston/notes/")
    cast.robin.submit("/account", "/account/language", language="en")
    assert '<div class="text" lang="es" dir="auto"><p>El portón' in cast.robin.page("/s/boston/notes/")
