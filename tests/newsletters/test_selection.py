"""Pieces have languages and translations, and may be meant for some sites; a number is handed out by both."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from cast import Cast

from coordinator import clock, jobs
from coordinator.errors import Invalid, NotAllowed
from coordinator.newsletters import queries
from coordinator.newsletters.actions import articles, editions, exports
from coordinator.newsletters.boxes.actions import Draft as BoxDraft
from coordinator.newsletters.boxes.actions import write_box
from coordinator.newsletters.letters.actions import Draft as LetterDraft
from coordinator.newsletters.letters.actions import Terms, send_letter, set_letterbox
from coordinator.newsletters.letters.answering import make_article
from coordinator.newsletters.letters.models import Letter, LetterWish
from coordinator.newsletters.letters.queries import letterbox_of
from coordinator.newsletters.letters.showing import say, show_piece
from coordinator.newsletters.models import Agreement, Article, Edition, Export, Wish
from coordinator.newsletters.printable import printable_edition, printable_sheet
from coordinator.newsletters.selection.actions import mean_for_sites, translate
from coordinator.newsletters.selection.queries import Selection, missing_in
from coordinator.plugin_contract import Article as PrintableArticle
from coordinator.plugin_contract import Edition as PrintableEdition
from coordinator.plugin_contract import Masthead
from coordinator.plugin_host import host
from coordinator.plugin_host.blocks import blocks_of
from coordinator.spaces.models import Site
from coordinator.threads.actions.writing import open_thread
from coordinator.threads.models import Post


def a_piece(cast: Cast, title: str = "The belt", wish: Wish = Wish.SHORTEN) -> Article:
    """A piece that Robin handed in."""
    return articles.submit_article(
        cast.robin.reader, cast.boston.id, articles.Draft(title, "It stood still.", wish=wish)
    )


def in_spanish(cast: Cast, article: Article) -> Article:
    """The same piece in Spanish, by Wren."""
    return translate(cast.wren.reader, article, "La cinta", "Se *paró*.", "es")


def a_number(cast: Cast, *pieces: Article) -> Edition:
    """A number of Boston's with these pieces."""
    edition = editions.start_edition(cast.wren.reader, cast.boston.id, clock.today())
    editions.line_up(cast.wren.reader, edition, {each.id: place for place, each in enumerate(pieces, start=1)})
    return Edition.get_by_id(edition.id)


def printed(edition: Edition, language: str = "", site_id: int | None = None) -> PrintableEdition:
    """What a plugin gets of the number."""
    newsletter, pieces = queries.newsletter_of(edition.space_id), queries.lined_up(edition.id)
    return printable_edition(edition, newsletter, pieces, Selection(language, site_id))


def titles(value: PrintableEdition) -> list[str]:
    """The headings of what is printed."""
    return [each.title for each in value.articles]


def test_each_piece_goes_out_in_its_own_language_tied_to_what_it_translates(cast: Cast) -> None:
    piece, other = a_piece(cast), a_piece(cast, "The fan")
    value = printed(a_number(cast, piece, in_spanish(cast, piece), other))
    assert [(each.language, each.translation_of) for each in value.articles] == [("en", ""), ("es", "1"), ("en", "")]


def test_a_number_in_one_language_has_each_piece_once_and_falls_back(cast: Cast) -> None:
    piece, other = a_piece(cast), a_piece(cast, "The fan")
    edition = a_number(cast, piece, other, in_spanish(cast, piece))
    spanish, english = printed(edition, "es"), printed(edition, "en")
    assert (spanish.language, titles(spanish)) == ("es", ["La cinta", "The fan"])
    assert [each.language for each in spanish.articles] == ["es", "en"]
    assert titles(english) == ["The belt", "The fan"]
    assert printed(edition, "fr").language == "fr" and titles(printed(edition, "fr")) == ["The belt", "The fan"]


def test_boxes_follow_the_language_where_there_are_any_in_it(cast: Cast) -> None:
    for title, language in (("Reach us", "en"), ("Contacto", "es")):
        write_box(cast.wren.reader, cast.boston.id, BoxDraft(title, "Words.", language))
    edition = a_number(cast, a_piece(cast))
    assert titles(printed(edition, "es")) == ["The belt", "Contacto"]
    assert titles(printed(edition, "fr")) == ["The belt", "Reach us", "Contacto"]


def test_what_a_number_still_lacks_in_a_language_is_said(cast: Cast) -> None:
    piece, other = a_piece(cast), a_piece(cast, "The fan")
    edition = a_number(cast, piece, in_spanish(cast, piece), other)
    assert missing_in(queries.lined_up(edition.id)) == {other.id: ["Español"]}
    text = cast.wren.page(f"/editions/{edition.public_id}")
    assert "not yet in Español" in text and "In which language?" in text
    assert missing_in([piece, other]) == {}


def test_a_piece_is_translated_with_the_original_beside_it(cast: Cast) -> None:
    piece = a_piece(cast)
    address = f"/articles/{piece.public_id}/translate"
    assert "It stood still." in cast.wren.page(address)
    assert cast.wren.submit(address, "/translate", title="La cinta", text="Se paró.").status_code == 400
    sent = cast.wren.submit(address, "/translate", language="es", title="La cinta", text="Se paró.")
    assert sent.status_code == 303
    assert "Español" in cast.wren.page(f"/articles/{piece.public_id}")
    assert cast.birch.get(address).status_code == 404


def test_a_translation_of_a_translation_belongs_to_the_first(cast: Cast) -> None:
    piece = a_piece(cast)
    third = translate(cast.wren.reader, in_spanish(cast, piece), "La bande", "Elle est tombée.", "fr")
    assert third.translation_of_id == piece.id


def test_as_it_is_is_translated_by_its_author_only(cast: Cast) -> None:
    piece = a_piece(cast, wish=Wish.AS_IT_IS)
    with pytest.raises(NotAllowed):
        in_spanish(cast, piece)
    assert cast.wren.get(f"/articles/{piece.public_id}/translate").status_code == 403
    assert "/translate" not in cast.wren.page(f"/articles/{piece.public_id}")
    assert translate(cast.robin.reader, piece, "La cinta", "Se paró.", "es").wish == Wish.AS_IT_IS.value
    with pytest.raises(Invalid, match="language that you translate into"):
        translate(cast.robin.reader, piece, "The belt", "It stood.", "en")


def test_a_translation_is_shown_first_to_the_author_who_asked_for_that(cast: Cast) -> None:
    made = in_spanish(cast, a_piece(cast, wish=Wish.SHOW_ME))
    assert articles.is_author(cast.robin.reader, made) and not articles.is_author(cast.wren.reader, made)
    with pytest.raises(Invalid, match="shown first"):
        articles.require_printable(made)
    articles.agree_to_changes(cast.robin.reader, made)
    articles.require_printable(Article.get_by_id(made.id))
    own = translate(cast.robin.reader, a_piece(cast, wish=Wish.SHOW_ME), "La cinta", "Se paró.", "es")
    articles.require_printable(own)


def test_the_translation_of_a_letter_waits_for_its_sender(cast: Cast) -> None:
    set_letterbox(cast.wren.reader, cast.boston.id, Terms())
    send_letter(letterbox_of(cast.boston.id), LetterDraft("It stood still.", LetterWish.SHOW_ME), "secret")
    letter = Letter.get()
    made = in_spanish(cast, make_article(cast.wren.reader, letter, "The belt"))
    assert made.author_id is None and made.awaits_author
    show_piece(cast.wren.reader, made)
    say(letter, made.public_id, is_yes=False)
    assert Article.get_by_id(made.id).awaits_author
    show_piece(cast.wren.reader, made)
    say(letter, made.public_id, is_yes=True)
    assert not Article.get_by_id(made.id).awaits_author


def test_a_member_who_translated_what_waits_for_its_author_is_led_to_the_original(cast: Cast) -> None:
    piece = articles.submit_article(
        cast.wren.reader, cast.boston.id, articles.Draft("The belt", "It stood still.", wish=Wish.SHOW_ME)
    )
    editions.publish_edition(cast.wren.reader, a_number(cast, piece))
    address = f"/articles/{piece.public_id}/translate"
    sent = cast.robin.submit(address, "/translate", True, language="es", title="La cinta", text="Se paró.")
    assert sent.status_code == 200 and "Handed in" in sent.get_data(as_text=True)


def test_words_that_need_a_yes_need_it_in_the_other_language_too(cast: Cast) -> None:
    thread = open_thread(cast.robin.reader, cast.boston.id, "A question", "It stood still.")
    post = Post.get(Post.thread == thread.id)
    draft = articles.Draft("The belt", "It stood still.", post_id=post.id, source_title="A question")
    made = in_spanish(cast, articles.submit_article(cast.wren.reader, cast.boston.id, draft))
    assert not Agreement.get(Agreement.article == made.id).is_given


def test_the_language_of_a_piece_can_be_set_and_stays_when_it_is_changed(cast: Cast) -> None:
    piece = a_piece(cast)
    edit = f"/articles/{piece.public_id}/edit"
    assert cast.wren.submit(edit, "/edit", language="es").status_code == 303
    assert cast.wren.submit(edit, "/edit", title="Another").status_code == 303
    assert Article.get_by_id(piece.id).language == "es"
    assert printable_sheet(Article.get_by_id(piece.id), queries.newsletter_of(cast.boston.id)).language == "es"


def test_the_page_of_a_piece_stays_in_the_language_of_its_reader(cast: Cast) -> None:
    text = cast.wren.page(f"/articles/{in_spanish(cast, a_piece(cast)).public_id}")
    assert '<html lang="en"' in text and 'class="text" lang="es" dir="auto"' in text


def test_the_kind_is_said_in_the_language_of_the_piece(cast: Cast) -> None:
    draft = articles.Draft("Carta", "Hola.", kind="letter", language="es")
    edition = a_number(cast, articles.submit_article(cast.robin.reader, cast.boston.id, draft))
    with cast.app.test_request_context():
        assert printed(edition).articles[0].kind == "Carta"


def test_a_number_is_handed_out_in_one_language(cast: Cast) -> None:
    piece = a_piece(cast)
    edition = a_number(cast, piece, in_spanish(cast, piece))
    sent = cast.wren.submit(f"/editions/{edition.public_id}", "/export", plugin="messenger_text", language="es")
    jobs.run_pending()
    export = Export.get()
    text = "".join(file.name + cast.wren.page(f"/files/{file.public_id}") for file in queries.files_of(export))
    assert sent.status_code == 303 and export.language == "es"
    assert "La cinta" in text and "The belt" not in text
    assert "Español" in cast.wren.page(f"/editions/{edition.public_id}")


def two_sites(cast: Cast) -> list[Site]:
    """Two sites of Boston's."""
    return [Site.create(space=cast.boston, name=name) for name in ("North", "South")]


def test_a_piece_for_one_site_is_left_out_for_another(cast: Cast) -> None:
    north, south = two_sites(cast)
    piece, other = a_piece(cast), a_piece(cast, "The fan")
    mean_for_sites(cast.wren.reader, other, [north.id])
    edition = a_number(cast, piece, other)
    assert titles(printed(edition)) == titles(printed(edition, site_id=north.id)) == ["The belt", "The fan"]
    assert titles(printed(edition, site_id=south.id)) == ["The belt"]
    assert "North" not in repr(printed(edition, site_id=north.id))
    mean_for_sites(cast.wren.reader, other, [])
    assert titles(printed(edition, site_id=south.id)) == ["The belt", "The fan"]


def test_editors_tick_sites_and_choose_one_when_handing_out(cast: Cast) -> None:
    north, south = two_sites(cast)
    piece = a_piece(cast)
    edition = a_number(cast, piece)
    table = f"/editions/{edition.public_id}"
    assert "For which site?" not in cast.wren.page(table)
    answer = cast.wren.submit(f"/articles/{piece.public_id}", "/sites", site=str(north.id))
    assert answer.status_code == 303 and "For which site?" in cast.wren.page(table)
    with pytest.raises(Invalid, match="meant for other sites"):
        exports.export_edition(cast.wren.reader, edition, "messenger_text", Selection(site_id=south.id))
    with pytest.raises(Invalid, match="no such site"):
        exports.export_edition(cast.wren.reader, edition, "messenger_text", Selection(site_id=999))
    assert (
        exports.export_edition(cast.wren.reader, edition, "messenger_text", Selection(site_id=north.id)).site == north
    )


def test_the_name_of_a_site_stays_inside_its_space(cast: Cast) -> None:
    north, _south = two_sites(cast)
    piece = a_piece(cast)
    mean_for_sites(cast.wren.reader, piece, [north.id])
    edition = a_number(cast, piece)
    made = exports.export_edition(cast.wren.reader, edition, "messenger_text", Selection("en", north.id))
    editions.publish_edition(cast.wren.reader, edition)
    Edition.update(is_on_the_web=True).where(Edition.id == edition.id).execute()
    assert "English · North" in cast.robin.page(f"/exports/{made.public_id}")
    assert cast.maple.get(f"/exports/{made.public_id}").status_code == 404
    assert "North" not in cast.maple.page("/s/boston/newsletter/1")


def test_sites_of_another_space_are_none_and_members_choose_none(cast: Cast) -> None:
    theirs = Site.create(space=cast.chicago, name="Depot")
    piece = a_piece(cast)
    mean_for_sites(cast.wren.reader, piece, [theirs.id])
    assert titles(printed(a_number(cast, piece), site_id=theirs.id)) == ["The belt"]
    with pytest.raises(NotAllowed):
        mean_for_sites(cast.robin.reader, piece, [])


def _both() -> PrintableEdition:
    html = "<p>Se paró la cinta.</p>"
    arabic = "<p>توقف الحزام.</p>"
    pieces = (
        PrintableArticle("1", "The belt", "", "", "<p>It stood still.</p>", "It stood still.", "en"),
        PrintableArticle("2", "La cinta", "", "", html, "Se paró la cinta.", "es", translation_of="1"),
        PrintableArticle("3", "الحزام", "", "", arabic, "توقف الحزام.", "ar", blocks=blocks_of(arabic)),
    )
    return PrintableEdition(7, date(2026, 3, 5), "en", "a4", Masthead("The Belt"), pieces)


@pytest.mark.parametrize(
    ("name", "file", "marked"),
    [
        ("email", ".html", ['lang="es" dir="ltr"', 'lang="ar" dir="rtl"']),
        ("web_page", ".html", ['lang="es" dir="ltr"', 'lang="ar" dir="rtl"']),
        ("epub", "article-002.xhtml", ['xml:lang="es" dir="ltr"']),
        ("epub", "article-003.xhtml", ['xml:lang="ar" dir="rtl"']),
        ("markdown_bundle", "la-cinta", ['"es"']),
    ],
)
def test_each_form_marks_the_language_of_each_piece(name: str, file: str, marked: list[str]) -> None:
    plugin = host.find(name)
    assert plugin
    text = ""
    for made in host.export(plugin, _both(), {}):
        if made.media_type in ("application/zip", "application/epub+zip"):
            with ZipFile(BytesIO(made.content)) as archive:
                text += "".join(archive.read(each).decode() for each in archive.namelist() if file in each)
        elif made.name.endswith(file):
            text += made.content.decode()
    assert text
    for mark in marked:
        assert mark in text


def test_the_web_page_leads_from_a_piece_to_the_same_in_another_language() -> None:
    plugin = host.find("web_page")
    assert plugin
    with ZipFile(BytesIO(host.export(plugin, _both(), {})[0].content)) as archive:
        pages = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".html")}
    assert (
        'href="../number-7/la-cinta.html" hreflang="es" lang="es" dir="ltr">Español</a>'
        in pages["number-7/the-belt.html"]
    )
    assert 'href="../number-7/the-belt.html" hreflang="en"' in pages["number-7/la-cinta.html"]
    assert "hreflang" not in pages["index.html"]
    assert pages["number-7/index.html"].count("hreflang") == 2
