"""A number's files from the command line are those that its page gives."""

import json
from pathlib import Path

from cast import Cast
from click.testing import CliRunner, Result
from flask import Flask
from pypdf import PdfReader

from coordinator import clock
from coordinator.cli import program
from coordinator.newsletters.actions import articles, editions, exports, fitting
from coordinator.newsletters.actions.articles import Draft
from coordinator.newsletters.models import Agreement, Article, Edition
from coordinator.newsletters.selection.actions import mean_for_sites, translate
from coordinator.spaces.models import Site

WORDS = "We asked for the fan in March and again in June, and each time the answer was that it had been ordered."


def number(cast: Cast, *pieces: Article) -> Edition:
    """A number in work with these pieces."""
    edition = editions.start_edition(cast.wren.reader, cast.boston.id, clock.today())
    editions.line_up(cast.wren.reader, edition, {each.id: place for place, each in enumerate(pieces, start=1)})
    return Edition.get_by_id(edition.id)


def piece(cast: Cast, title: str = "The fan") -> Article:
    """A piece in the box."""
    return articles.submit_article(cast.wren.reader, cast.boston.id, Draft(title, WORDS))


def typed(app: Flask, *words: object) -> Result:
    """The command, as a script types it."""
    where = ["--instance", str(app.config["SETTINGS"].instance), "--json", "export", "edition", "--space", "boston"]
    return CliRunner().invoke(program, [*where, "--number", "1", *map(str, words)])


def files_of(result: Result) -> list[Path]:
    """What it wrote."""
    assert result.exit_code == 0, result.output
    return [Path(each) for each in json.loads(result.stdout)["files"]]


def sizes_in(pdf: Path) -> set[float]:
    """The sizes of type on the first page, in points."""
    found: set[float] = set()
    page = PdfReader(pdf).pages[0]
    page.extract_text(visitor_text=lambda _text, _cm, tm, _font, size: found.add(round(size * abs(tm[3]), 1)))
    return found


def test_it_has_the_size_of_type_that_the_number_was_given(app: Flask, cast: Cast, tmp_path: Path) -> None:
    exports.choose_plugin(cast.wren.reader, cast.boston.id, "print_pdf", True, {})
    edition = number(cast, piece(cast))
    fitting.set_text_size(cast.wren.reader, edition, "9")
    paper = next(path for path in files_of(typed(app, "--to", tmp_path)) if "read" in path.name)
    assert 9.0 in sizes_in(paper)


def test_it_takes_one_of_the_languages(app: Flask, cast: Cast, tmp_path: Path) -> None:
    first = piece(cast)
    spanish = translate(cast.wren.reader, first, "El ventilador", "Lo pedimos en marzo.", "es")
    number(cast, first, spanish)
    options = ("--plugin", "messenger_text", "--to", tmp_path)
    whole = "".join(path.read_text() for path in files_of(typed(app, *options)))
    assert "The fan" in whole and "El ventilador" in whole
    one = "".join(path.read_text() for path in files_of(typed(app, *options, "--language", "es")))
    assert "The fan" not in one and "El ventilador" in one


def test_it_stops_where_its_page_would(app: Flask, cast: Cast, tmp_path: Path) -> None:
    asked = piece(cast)
    number(cast, asked)
    Agreement.create(article=asked, made_on=clock.today())
    refused = typed(app, "--plugin", "messenger_text", "--to", tmp_path)
    assert refused.exit_code == 1
    assert "The fan" in refused.stderr
    assert list(tmp_path.glob("*.txt")) == []


def test_it_is_made_for_one_site(app: Flask, cast: Cast, tmp_path: Path) -> None:
    north, _south = (Site.create(space=cast.boston, name=name) for name in ("North", "South"))
    first, other = piece(cast), piece(cast, "The belt")
    mean_for_sites(cast.wren.reader, other, [north.id])
    number(cast, first, other)
    options = ("--plugin", "messenger_text", "--to", tmp_path)
    text = "".join(path.read_text() for path in files_of(typed(app, *options, "--site", "South")))
    assert "The fan" in text and "The belt" not in text
    refused = typed(app, *options, "--site", "East")
    assert refused.exit_code != 0 and "There are: North, South." in refused.output
