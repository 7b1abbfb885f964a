"""The letterbox: anybody writes, comes back with words, and finds an answer; nothing leads to a sender."""

import io
import math
import re
from datetime import timedelta

import pytest
from cast import Cast, forms_of
from PIL import Image
from pypdf import PdfReader

from coordinator import clock, db
from coordinator import plugin_contract as contract
from coordinator.accounts import words
from coordinator.errors import Invalid, NotAllowed, TooMany
from coordinator.files import StoredFile
from coordinator.newsletters import versions
from coordinator.newsletters.actions import editions
from coordinator.newsletters.actions.articles import Draft as ArticleDraft
from coordinator.newsletters.actions.articles import edit_article, require_printable
from coordinator.newsletters.letters import actions, answering, queries, receipts, showing
from coordinator.newsletters.letters.actions import Draft, Terms
from coordinator.newsletters.letters.models import Letter, LetterArticle, LetterPart, LetterWish
from coordinator.newsletters.letters.printed import reach_of, where_to_write
from coordinator.newsletters.models import Article, Edition
from coordinator.newsletters.printable import printable_edition
from coordinator.newsletters.queries import lined_up, newsletter_of
from coordinator.plugin_host import host
from coordinator.spaces.models import NameToTakeOut, Space

BOX, EDITORS = "/s/boston/letterbox", "/s/boston/newsletter/letterbox"
SECRET = "an odd secret for these tests alone"
STEPS = (1, 7, 11, 13, 17, 19, 23, 29)
TEXT = "The lift has been broken since Monday, and we carry everything."


def opened(cast: Cast, **terms: object) -> None:
    """Wren opens Boston's letterbox."""
    actions.set_letterbox(cast.wren.reader, cast.boston.id, Terms(**terms))  # type: ignore[arg-type]


def sent(cast: Cast, text: str = TEXT, **more: object) -> str:
    """Somebody puts a letter in; the words come back."""
    box = queries.open_letterbox(cast.nobody.reader, "boston")
    assert box is not None
    return actions.send_letter(box, Draft(text, **more), SECRET)  # type: ignore[arg-type]


def words_on(page: str) -> str:
    """The words that a page shows."""
    return " ".join(re.findall(r'<li lang="en">(\w+)</li>', page))


def picture() -> bytes:
    """A small red picture."""
    made = io.BytesIO()
    Image.new("RGB", (20, 20), "red").save(made, "PNG")
    return made.getvalue()


def test_anybody_writes_and_comes_back_with_the_words(both_engines: str, cast: Cast) -> None:
    opened(cast)
    answer = cast.nobody.submit(BOX, "/letterbox", text=TEXT)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200 and answer.headers["Cache-Control"] == "no-store"
    receipt = words_on(page)
    assert len(receipt.split()) == receipts.COUNT
    again = cast.nobody.submit("/letter", receipt=receipt.upper().replace(" ", ", "))
    mine = again.get_data(as_text=True)
    assert TEXT in mine and "There is no answer yet." in mine
    added = cast.nobody.post("/letter", receipt=receipt, act="line", line="It works again.")
    assert "It works again." in added.get_data(as_text=True)
    cast.nobody.client.get("/")
    assert cast.nobody.client.get_cookie("s") is None


def test_no_page_of_it_sets_a_cookie(cast: Cast) -> None:
    opened(cast)
    answers = [cast.nobody.get(BOX), cast.nobody.submit(BOX, "/letterbox", text=TEXT), cast.nobody.get("/letter")]
    answers.append(cast.nobody.submit("/letter", receipt=words_on(answers[1].get_data(as_text=True))))
    for answer in answers:
        assert "Set-Cookie" not in answer.headers and answer.headers["Cache-Control"] == "no-store"


def test_a_closed_letterbox_is_a_missing_page(cast: Cast) -> None:
    def bare(path: str, slug: str) -> str:
        answer = cast.nobody.get(path)
        assert answer.status_code == 404
        return re.sub(r' value="[^"]*"', "", answer.get_data(as_text=True)).replace(slug, "X")

    assert bare(BOX, "boston") == bare("/s/nowhere/letterbox", "nowhere")
    assert cast.nobody.post(BOX, text=TEXT).status_code == 404
    opened(cast)
    opened(cast, is_open=False)
    assert bare(BOX, "boston") == bare("/s/nowhere/letterbox", "nowhere")


def test_only_the_outward_name_and_the_language_of_the_space_are_shown(cast: Cast) -> None:
    opened(cast)
    page = cast.nobody.page(BOX)
    assert cast.boston.outward_name in page and cast.boston.name not in page
    Space.update(language="es").where(Space.id == cast.boston.id).execute()
    assert '<html lang="es"' in cast.nobody.page(BOX)


def test_words_are_kept_as_a_keyed_hash_alone(cast: Cast) -> None:
    opened(cast)
    receipt = sent(cast)
    stored = Letter.get().receipt_hash
    assert stored == receipts.fingerprint(receipt, SECRET) != receipts.fingerprint(receipt, "another")
    rows = db.fetch_all("SELECT * FROM letter")
    assert not any(receipt in str(value) or receipt.split()[0] == value for row in rows for value in row)
    count = len(words.all_words())
    assert sum(math.log2(count - drawn) for drawn in range(receipts.COUNT)) >= 80


@pytest.mark.parametrize("tries", [100_000, pytest.param(1_000_000, marks=pytest.mark.long)])
def test_guesses_find_nothing(tries: int) -> None:
    stored = {receipts.fingerprint(receipts.new_receipt(), SECRET) for _letter in range(100)}
    known = words.all_words()
    guesses = (" ".join(known[guess * step % len(known)] for step in STEPS) for guess in range(tries))
    assert not any(receipts.fingerprint(guess, SECRET) in stored for guess in guesses)


def test_wrong_words_and_those_of_a_deleted_letter_are_one(cast: Cast) -> None:
    opened(cast)
    gone, wrong = sent(cast), receipts.new_receipt()
    actions.forget_letter(Letter.get())

    def bare(receipt: str) -> tuple[int, str]:
        answer = cast.nobody.submit("/letter", receipt=receipt)
        page = re.sub(r'name="(csrf_token|once_key)"[^>]*>', "", answer.get_data(as_text=True))
        return answer.status_code, page.replace(receipt, "X")

    assert bare(gone) == bare(wrong)
    assert bare(wrong)[0] == 400


def test_right_and_wrong_words_cost_the_same_statements(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(cast)
    receipt, said = sent(cast), []
    real = db.database.obj.execute_sql

    def listening(sql: str, *more: object, **named: object) -> object:
        said.append(sql)
        return real(sql, *more, **named)

    monkeypatch.setattr(db.database.obj, "execute_sql", listening)
    actions.letter_with(receipt, SECRET)
    right, said[:] = list(said), []
    with pytest.raises(Invalid):
        actions.letter_with(receipts.new_receipt(), SECRET)
    assert said == right


def test_guesses_that_begin_alike_are_slowed_down_but_the_sender_comes_in(cast: Cast) -> None:
    opened(cast)
    receipt = sent(cast)
    first = receipt.split()[0]
    for _guess in range(actions.GUESSES):
        with pytest.raises(Invalid):
            actions.letter_with(f"{first} guess", SECRET)
    with pytest.raises(TooMany):
        actions.letter_with(f"{first} guess", SECRET)
    assert actions.letter_with(receipt, SECRET).text == TEXT


def test_the_code_word_is_asked_for_whatever_its_accents(cast: Cast) -> None:
    opened(cast, code_word="Café Rouge")
    answer = cast.nobody.submit(BOX, "/letterbox", text=TEXT, code_word="tea")
    assert answer.status_code == 400 and TEXT in answer.get_data(as_text=True)
    assert cast.nobody.submit(BOX, "/letterbox", text=TEXT, code_word="cafe rouge").status_code == 200
    assert Letter.select().count() == 1


def test_the_box_for_machines_stays_empty(cast: Cast) -> None:
    opened(cast)
    assert "Leave this box empty" in cast.nobody.page(BOX)
    answer = cast.nobody.submit(BOX, "/letterbox", text=TEXT, website="https://example.org")
    assert answer.status_code == 400 and TEXT in answer.get_data(as_text=True)
    assert Letter.select().count() == 0


def test_one_letter_too_many_gets_its_text_back(cast: Cast) -> None:
    opened(cast)
    for _letter in range(actions.OF_A_SPACE):
        sent(cast)
    answer = cast.nobody.submit(BOX, "/letterbox", text=TEXT)
    assert answer.status_code == 429 and TEXT in answer.get_data(as_text=True)
    assert Letter.select().count() == actions.OF_A_SPACE


def test_a_form_sent_twice_is_one_letter(cast: Cast) -> None:
    opened(cast)
    form = next(each for each in forms_of(cast.nobody.page(BOX)) if each["action"] == BOX)
    for _time in range(2):
        cast.nobody.client.post(BOX, data={**form["fields"], "text": TEXT})
    assert Letter.select().count() == 1


def test_a_picture_goes_through_the_darkroom_and_goes_with_the_letter(both_engines: str, cast: Cast) -> None:
    opened(cast)
    answer = cast.nobody.submit(BOX, "/letterbox", text=TEXT, picture=(io.BytesIO(picture()), "me.png"))
    receipt = words_on(answer.get_data(as_text=True))
    path = f"/files/{Letter.get().picture.public_id}"
    assert cast.wren.get(path).status_code == 200
    assert {each.get(path).status_code for each in (cast.robin, cast.maple, cast.nobody)} == {404}
    assert "with a picture" in cast.nobody.post("/letter", receipt=receipt, act="read").get_data(as_text=True)
    asked = cast.nobody.post("/letter", receipt=receipt, act="delete")
    assert "No, go back" in asked.get_data(as_text=True) and Letter.select().count() == 1
    assert cast.nobody.post("/letter", receipt=receipt, act="delete", is_sure="yes").status_code == 303
    assert Letter.select().count() == StoredFile.select().count() == 0


def test_a_letter_goes_when_its_last_day_is_over(both_engines: str, cast: Cast) -> None:
    opened(cast, keeps_days=14)
    receipt, today = sent(cast, picture=picture()), clock.today()
    letter = actions.letter_with(receipt, SECRET)
    actions.add_line(letter, "One more thing.", today + timedelta(days=10))
    assert actions.purge(today + timedelta(days=24)) == 0
    assert actions.purge(today + timedelta(days=25)) == 1
    assert Letter.select().count() == LetterPart.select().count() == StoredFile.select().count() == 0


def test_only_editors_set_the_terms(cast: Cast) -> None:
    assert cast.wren.submit(EDITORS, "/letterbox", is_open="y", keeps_days="30").status_code == 303
    assert queries.letterbox_of(cast.boston.id).keeps_days == 30
    assert BOX in cast.robin.page("/s/boston/newsletter/")
    assert cast.wren.submit(EDITORS, "/letterbox", keeps_days="13").status_code == 400
    assert {each.get(EDITORS).status_code for each in (cast.maple, cast.nobody)} == {404}
    assert cast.robin.get(EDITORS).status_code == 403
    with pytest.raises(NotAllowed):
        actions.set_letterbox(cast.robin.reader, cast.boston.id, Terms())


def test_editors_answer_and_the_sender_reads_it(both_engines: str, cast: Cast) -> None:
    opened(cast)
    answer = cast.nobody.submit(BOX, "/letterbox", text=TEXT)
    receipt = words_on(answer.get_data(as_text=True))
    NameToTakeOut.create(space=cast.boston, name="Wren", replacement="an editor")
    assert 'class="unread"' in cast.wren.page(EDITORS)
    page = cast.wren.page(EDITORS)
    path = f"/letters/{Letter.get().public_id}"
    assert path in page and 'class="unread"' not in page
    assert cast.wren.submit(path, "/answer", text="We ask for it on Friday, says Wren").status_code == 303
    mine = cast.nobody.post("/letter", receipt=receipt).get_data(as_text=True)
    assert "We ask for it on Friday, says an editor" in mine
    assert cast.heron.submit(path, "/answer", text="It is promised.").status_code == 303
    mine = cast.nobody.post("/letter", receipt=receipt, once_key="another").get_data(as_text=True)
    assert "It is promised." in mine and "on Friday" not in mine
    assert "on Friday" in cast.heron.page(path) and "answered" in cast.heron.page(EDITORS)
    assert cast.heron.submit(path, "/answer", text=" ").status_code == 400


def test_nobody_but_editors_reads_a_letter(cast: Cast) -> None:
    opened(cast)
    sent(cast)
    path = f"/letters/{Letter.get().public_id}"
    for person in (cast.robin, cast.maple, cast.birch, cast.operator, cast.stranger, cast.nobody):
        assert person.get(path).status_code == 404
        assert person.post(f"{path}/delete", is_sure="yes").status_code == 404
    assert cast.heron.get(path).status_code == 200


def test_a_letter_becomes_a_piece_with_its_picture_and_wish(both_engines: str, cast: Cast) -> None:
    opened(cast)
    sent(cast, picture=picture(), wish=LetterWish.SHOW_ME)
    letter = Letter.get()
    answer = cast.wren.submit(f"/letters/{letter.public_id}", "/article")
    article = Article.get()
    assert answer.headers["Location"] == f"/articles/{article.public_id}"
    assert (article.kind, article.wish, article.title) == ("letter", "show_me", "The lift has been broken since Monday")
    assert article.picture_id == letter.picture_id is not None
    assert article.public_id in cast.wren.page(f"/letters/{letter.public_id}")
    answering.delete_letter(cast.wren.reader, letter)
    assert StoredFile.select().count() == Article.select().count() == 1


def test_a_letter_that_is_not_for_print_is_not_placed(cast: Cast) -> None:
    opened(cast)
    sent(cast, wish=LetterWish.NOT_FOR_PRINT)
    path = f"/letters/{Letter.get().public_id}"
    assert "does not want it printed" in cast.wren.page(path)
    assert cast.wren.post(f"{path}/article", title="A heading").status_code == 400
    assert Article.select().count() == 0


def test_spam_lies_apart_and_can_come_back(cast: Cast) -> None:
    opened(cast)
    sent(cast)
    path = f"/letters/{Letter.get().public_id}"
    cast.wren.submit(path, "/spam")
    assert queries.letters(cast.wren.reader, cast.boston.id) == []
    assert path in cast.wren.page(EDITORS)
    cast.wren.submit(path, "/spam")
    assert len(queries.letters(cast.wren.reader, cast.boston.id)) == 1


def test_its_address_is_shown_as_text_and_square_and_goes_into_the_newsletter(cast: Cast) -> None:
    assert 'class="qr"' not in cast.wren.page(EDITORS)
    assert cast.wren.post(f"{EDITORS}/reach").status_code == 404
    opened(cast)
    page = cast.wren.page(EDITORS)
    assert BOX in page and 'class="qr"' in page
    for _time in range(2):
        assert cast.wren.submit(EDITORS, "/reach").status_code == 303
    newsletter = newsletter_of(cast.boston.id)
    assert newsletter.how_to_reach.count(BOX) == 1 and newsletter.name == "Our newsletter"


def changed_piece(cast: Cast, receipt: str) -> Article:
    """A piece made of the letter that asks to be shown first, and changed by the editor who made it."""
    letter = actions.letter_with(receipt, SECRET)
    article = answering.make_article(cast.wren.reader, letter, "The lift")
    path = f"/articles/{article.public_id}/edit"
    assert cast.wren.submit(path, "/edit", text="The lift is broken, says Robin.").status_code == 303
    return Article.get_by_id(article.id)


def test_a_changed_letter_is_printed_once_its_sender_says_yes(both_engines: str, cast: Cast) -> None:
    opened(cast)
    answer = cast.nobody.submit(BOX, "/letterbox", text=TEXT, wish="show_me")
    receipt = words_on(answer.get_data(as_text=True))
    NameToTakeOut.create(space=cast.boston, name="Robin", replacement="a coworker")
    letter = Letter.get()
    article = answering.make_article(cast.wren.reader, letter, "The lift")
    own = f"/articles/{article.public_id}"
    require_printable(article)
    assert cast.wren.submit(f"{own}/edit", "/edit", text="The lift is broken, says Robin.").status_code == 303
    with pytest.raises(Invalid):
        require_printable(Article.get())
    assert f"/letters/{letter.public_id}" in cast.wren.page(own)
    assert "How the editors" not in cast.nobody.post("/letter", receipt=receipt).get_data(as_text=True)
    assert cast.wren.submit(own, "/show-sender").status_code == 303
    mine = cast.nobody.post("/letter", receipt=receipt, once_key="a").get_data(as_text=True)
    assert "The lift is broken, says a coworker." in mine and "Robin" not in mine
    said = cast.nobody.post("/letter", receipt=receipt, act="yes", piece=article.public_id, once_key="b")
    assert "You said yes." in said.get_data(as_text=True)
    require_printable(Article.get())


def test_a_no_stands_until_the_piece_is_changed_and_shown_again(cast: Cast) -> None:
    opened(cast)
    receipt = sent(cast, wish=LetterWish.SHOW_ME)
    article, letter, wren = changed_piece(cast, receipt), Letter.get(), cast.wren.reader
    showing.show_piece(wren, article)
    showing.say(letter, article.public_id, is_yes=False)
    late = clock.today() + timedelta(days=30)
    with pytest.raises(Invalid):
        showing.decide(wren, article, late)
    assert "They said no" in cast.wren.page(f"/articles/{article.public_id}")
    cast.heron.submit(f"/articles/{article.public_id}/edit", "/edit", text="The lift is broken.")
    article = Article.get()
    with pytest.raises(Invalid):
        showing.say(letter, article.public_id, is_yes=True)
    showing.show_piece(wren, article)
    showing.say(letter, article.public_id, is_yes=True)
    require_printable(Article.get())


def test_without_an_answer_the_editors_decide_after_its_day_and_not_before(cast: Cast) -> None:
    opened(cast)
    article, wren, today = changed_piece(cast, sent(cast, wish=LetterWish.SHOW_ME)), cast.wren.reader, clock.today()
    showing.show_piece(wren, article, today)
    with pytest.raises(Invalid):
        showing.decide(wren, article, today + timedelta(days=showing.DAYS_TO_ANSWER))
    with pytest.raises(Invalid):
        require_printable(Article.get())
    with pytest.raises(NotAllowed):
        showing.decide(cast.robin.reader, article, today + timedelta(days=8))
    LetterArticle.update(until=today - timedelta(days=1)).execute()
    assert cast.wren.submit(f"/articles/{article.public_id}", "/decide").status_code == 303
    require_printable(Article.get())


def test_a_name_that_is_taken_out_later_leaves_what_the_sender_reads(cast: Cast) -> None:
    opened(cast)
    page = cast.nobody.submit(BOX, "/letterbox", text=TEXT, wish="show_me").get_data(as_text=True)
    wren, letter = cast.wren.reader, Letter.get()
    answering.answer(wren, letter, "Ask Bob about it.")
    article = answering.make_article(wren, letter, "Bob and the lift")
    article = edit_article(wren, article, ArticleDraft("Bob and the lift", "Bob says it is broken."), article.version)
    showing.show_piece(wren, article)
    NameToTakeOut.create(space=cast.boston, name="Bob", replacement="a coworker")
    page = cast.nobody.submit("/letter", receipt=words_on(page)).get_data(as_text=True)
    assert "Bob" not in page and page.lower().count("a coworker") == 3


def test_a_letter_as_it_is_keeps_its_words_from_the_editor_who_took_it_up(cast: Cast) -> None:
    opened(cast)
    sent(cast, wish=LetterWish.AS_IT_IS)
    article = answering.make_article(cast.wren.reader, Letter.get(), "The lift")
    answer = cast.wren.submit(f"/articles/{article.public_id}/edit", "/edit", text="Other words.")
    assert answer.status_code == 403 and Article.get().body_source == TEXT


def test_where_to_write_stands_in_every_number_and_on_posters_once_it_is_to_be_printed(cast: Cast) -> None:
    wren = cast.wren.reader
    edition = editions.start_edition(wren, cast.boston.id, clock.today())
    editions.paste_edition(wren, edition, "# The lift\n\nIt has been broken since Monday.")

    def printed() -> contract.Edition:
        return printable_edition(edition, newsletter_of(cast.boston.id), lined_up(edition.id))

    opened(cast)
    assert [each.title for each in printed().articles] == ["The lift"] and not printed().masthead.letterbox
    assert cast.wren.submit(EDITORS, "/letterbox", is_printed="y").status_code == 303
    box = printed().articles[-1]
    assert box.is_box and box.box_place == "last" and BOX in box.text and box.id == "2"
    assert printed().masthead.letterbox.endswith(BOX) and printed().masthead.letterbox.startswith("http")
    (square,) = box.pictures
    with Image.open(io.BytesIO(square.content)) as shown:
        assert shown.size == (square.width, square.height)
    assert printed() == printed()
    for name in ("print_pdf", "booklet"):
        plugin = host.find(name)
        assert plugin
        (made, *_) = host.export(plugin, printed(), {})
        pages = PdfReader(io.BytesIO(made.content)).pages
        with_it = [each for each in pages if BOX in "".join(each.extract_text().split())]
        assert with_it and with_it[0].images
    assert "Code word" not in box.text
    opened(cast, is_open=False, is_printed=True)
    assert len(printed().articles) == 1


def test_the_code_word_stands_where_the_number_says_where_to_write(cast: Cast) -> None:
    opened(cast, code_word="kettle", is_printed=True)
    (box,) = where_to_write(reach_of(cast.boston), "1", "en")
    assert box.text.endswith("/s/boston/letterbox Code word: kettle")


def test_a_number_that_is_out_says_where_to_write_as_it_did_then(both_engines: str, cast: Cast) -> None:
    wren = cast.wren.reader
    edition = editions.start_edition(wren, cast.boston.id, clock.today())
    editions.paste_edition(wren, edition, "# The lift\n\nIt has been broken since Monday.")
    opened(cast, code_word="kettle", is_printed=True)

    def says() -> str:
        now = Edition.get_by_id(edition.id)
        return printable_edition(now, newsletter_of(cast.boston.id), lined_up(edition.id)).articles[-1].text

    editions.publish_edition(wren, Edition.get_by_id(edition.id))
    Space.update(slug="harbour").where(Space.id == cast.boston.id).execute()
    opened(cast, code_word="teapot", is_printed=True)
    assert says().endswith("/s/boston/letterbox Code word: kettle")
    editions.take_back_into_work(wren, Edition.get_by_id(edition.id))
    assert says().endswith("/s/harbour/letterbox Code word: teapot")


def test_editors_see_in_how_many_letters_there_is_something_to_read(both_engines: str, cast: Cast) -> None:
    opened(cast)
    sent(cast)
    sent(cast)
    front = "/s/boston/newsletter/"
    assert "2 letters to read" in cast.wren.page(front) and "2 letters to read" in cast.wren.page("/")
    assert "to read" not in cast.robin.page(front) and "to read" not in cast.maple.page("/")
    cast.wren.page(EDITORS)
    assert "to read" not in cast.wren.page(front) and "to read" not in cast.wren.page("/")
    assert "2 letters to read" in cast.heron.page("/")


def test_a_letter_is_to_be_read_again_once_its_sender_wrote_again(both_engines: str, cast: Cast) -> None:
    opened(cast)
    sent(cast, "The older letter.")
    sent(cast, "The newer letter.")
    older = Letter.get(Letter.text == "The older letter.")
    answering.answer(cast.wren.reader, older, "We read it.")
    assert "answered" in cast.wren.page(EDITORS)
    actions.add_line(older, "And one thing more.")
    assert "1 letter to read" in cast.wren.page("/")
    page = cast.wren.page(EDITORS)
    assert page.index("The older letter.") < page.index("The newer letter.")
    assert "the sender wrote again" in page and "answered" not in page
    assert "to read" not in cast.wren.page("/")
    assert "the sender wrote again" in cast.wren.page(EDITORS)
    answering.answer(cast.wren.reader, older, "That, too.")
    assert "the sender wrote again" not in cast.wren.page(EDITORS)
    # The other editor has not looked yet.
    assert "2 letters to read" in cast.heron.page("/")


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("Short.", "Short"),
        ("First line\nand a second", "First line"),
        (
            "On nights three people asked me, on their own, what the sheet is",
            "On nights three people asked me, on their own",
        ),
        (
            "No pause is made before the sixtieth letter of this line comes",
            "No pause is made before the sixtieth letter of this line",
        ),
        ("x" * 90, "x" * 60),
        ("...", "..."),
    ],
)
def test_the_first_words_of_a_letter_head_its_piece(text: str, heading: str) -> None:
    assert Letter(text=text).heading == heading


def test_a_second_piece_of_a_letter_is_made_only_by_whoever_asks_for_it(cast: Cast) -> None:
    opened(cast)
    sent(cast)
    letter = Letter.get()
    answering.make_article(cast.wren.reader, letter, "The lift")
    page = cast.wren.page(f"/letters/{letter.public_id}")
    assert page.index("Make one more piece of it") < page.index("Make a piece of it")
    assert ">The lift<" in page


def test_where_the_letter_is_gone_its_own_words_may_be_printed(cast: Cast) -> None:
    opened(cast)
    sent(cast, wish=LetterWish.SHOW_ME)
    letter = Letter.get()
    piece = answering.make_article(cast.wren.reader, letter, "The lift")
    piece = edit_article(cast.wren.reader, piece, ArticleDraft("The lift", "Shorter."), piece.version)
    actions.forget_letter(letter)
    assert "nobody can ask its author" in cast.wren.page(f"/articles/{piece.public_id}")
    with pytest.raises(Invalid):
        require_printable(piece)
    versions.go_back(cast.wren.reader, piece, 1, piece.version)
    back = Article.get_by_id(piece.id)
    assert back.body_source == TEXT
    require_printable(back)


def test_the_public_page_of_the_space_leads_to_an_open_letterbox(cast: Cast) -> None:
    page = "/s/boston/"
    assert BOX not in cast.maple.page(page)
    opened(cast)
    assert BOX in cast.maple.page(page)
