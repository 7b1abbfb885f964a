"""A number of eight pages in two languages, out of a real report and letters through the public letterbox."""

from pathlib import Path

from cast import Cast

from coordinator import clock
from coordinator.newsletters import fitting
from coordinator.newsletters.actions import articles, editions, exports
from coordinator.newsletters.actions.articles import Draft
from coordinator.newsletters.actions.fitting import set_text_size
from coordinator.newsletters.boxes.actions import Draft as BoxDraft
from coordinator.newsletters.boxes.actions import write_box
from coordinator.newsletters.boxes.models import BoxPlace
from coordinator.newsletters.letters import answering
from coordinator.newsletters.letters.actions import Terms, set_letterbox
from coordinator.newsletters.letters.models import Letter
from coordinator.newsletters.models import Article, Edition
from coordinator.newsletters.selection.actions import translate
from tests.acceptance.journey import Journey

PAGES = 8
# The sections of the real report that find room on eight pages, in two pieces.
SECTIONS = ((1, 2), (3,))
PLUGINS = ("print_pdf", "booklet", "email", "web_page", "epub", "messenger_text", "markdown_bundle")
LETTERS = {
    "The heat in aisle nine": (
        "On Tuesday it was 41 degrees in aisle nine by three in the afternoon. Two of us had to sit down. The fan that "
        "was promised in May is still in its box by the dock.\n\nWhoever has a thermometer: write the hour and the "
        "number on the sheet in the break room. We have nine entries so far, and nobody can call that a feeling."
    ),
    "La silla que no está": (
        "Llevo ocho meses en la línea de embalaje y en mi puesto no hay silla. Pregunté tres veces. La primera vez me "
        "dijeron que estaba pedida; la segunda, que no hacía falta; la tercera, que preguntara a otra persona.\n\n¿A "
        "alguien más le han dado esta vuelta? Escríbanlo aquí: cada respuesta que nos dieron, con su fecha."
    ),
}
IN_SPANISH = (
    "Lo que aprendimos en un año",
    "En dos lugares de trabajo probamos lo mismo durante un año. En uno avanzamos: una hoja propia, reuniones "
    "regulares y paciencia para ganar a la mayoría. En el otro no pasamos de hablar.\n\nLa diferencia no estuvo en el "
    "lugar, sino en cómo tratamos a quienes trabajan al lado: donde escuchamos antes de opinar, la gente vino.",
)
BOXES = (
    BoxDraft("How to reach us", "Letters: the box by the time clock, or the address below.", "en", BoxPlace.LAST),
    BoxDraft("Cómo encontrarnos", "Cartas: en la caja junto al reloj, o en la dirección de abajo.", "es"),
)


def put_out(journey: Journey) -> Edition:
    """The number, published; its report must have been released already."""
    cast, editor = journey.cast, journey.cast.wren.reader
    space_id = cast.boston.id
    for plugin in PLUGINS:
        exports.choose_plugin(editor, space_id, plugin, True, {})
    for box in BOXES:
        write_box(editor, space_id, box)
    edition = editions.start_edition(editor, space_id, clock.today())
    Edition.update(pages=PAGES).where(Edition.id == edition.id).execute()
    pieces = _pieces(journey)
    editions.line_up(editor, edition, {article.id: place for place, article in enumerate(pieces, start=1)})
    edition = make_it_fit(cast, edition)
    editions.publish_edition(editor, edition)
    return edition


def _pieces(journey: Journey) -> list[Article]:
    heron, editor = journey.cast.heron.reader, journey.cast.wren.reader
    first, second = (journey.article(numbers) for numbers in SECTIONS)
    spanish = translate(editor, first, *IN_SPANISH, "es")
    for article in (first, second, spanish):
        articles.agree(heron, article)
    english_letter, spanish_letter = letters_of(journey.cast)
    return [first, spanish, english_letter, second, spanish_letter]


def letters_of(cast: Cast) -> list[Article]:
    """Two letters that somebody without an account put into the box, as pieces of the newsletter."""
    editor, space_id = cast.wren.reader, cast.boston.id
    set_letterbox(editor, space_id, Terms())
    made = []
    for title, text in LETTERS.items():
        cast.nobody.submit("/s/boston/letterbox", text=text)
        letter = Letter.select().order_by(Letter.id.desc()).get()
        article = answering.make_article(editor, letter, title)
        language = "es" if "silla" in title else "en"
        draft = Draft(title, article.body_source, kind=article.kind, language=language)
        made.append(articles.edit_article(editor, article, draft, article.version))
    return made


def make_it_fit(cast: Cast, edition: Edition) -> Edition:
    """As editors do it: the largest type in which the number fits its pages."""
    editor = cast.wren.reader
    for points in reversed(fitting.sizes_of(edition.space_id)):
        set_text_size(editor, Edition.get_by_id(edition.id), points)
        edition = Edition.get_by_id(edition.id)
        found = fitting.fit_of(editor, edition)
        assert isinstance(found, fitting.Fit)
        if found.measured.pages <= PAGES and found.measured.lines_over <= 0:
            return edition
    raise AssertionError("In no size of type does it fit.")


def hand_out(journey: Journey, edition: Edition) -> dict[str, list[Path]]:
    """The files of every shipped plugin, by its name, written by the command as a script would have it."""
    found = {}
    for plugin in PLUGINS:
        options = ("--space", "boston", "--number", edition.number, "--plugin", plugin)
        to = journey.folder / "bilingual" / plugin
        answer = journey.command(f"{plugin} in two languages", "export", "edition", *options, "--to", to)
        found[plugin] = [Path(each) for each in answer["files"]]
    return found
