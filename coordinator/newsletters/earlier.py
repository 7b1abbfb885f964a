"""An edition as a plugin gets it, with the earlier numbers of its space where the plugin asks for them."""

from collections.abc import Iterator
from dataclasses import replace

from coordinator import plugin_contract as contract
from coordinator.errors import Invalid
from coordinator.newsletters import queries
from coordinator.newsletters.actions.articles import require_printable
from coordinator.newsletters.models import Article, Edition, EditionState, Newsletter
from coordinator.newsletters.printable import printable_edition
from coordinator.newsletters.selection.queries import EVERYTHING, Selection
from coordinator.newsletters.web.queries import may_come_along
from coordinator.plugin_host import host
from coordinator.plugin_host.discovery import Plugin

# What all earlier numbers together may take of a plugin's memory; the edition itself needs the rest.
TEXT_BYTES = 4 * 2**20
PICTURE_BYTES = 12 * 2**20


def edition_for_plugin(plugin: Plugin, edition: Edition, wanted: Selection = EVERYTHING) -> contract.Edition:
    """What is wanted of an edition for this plugin, names taken out.

    Where its plugin.toml says so, the newest published numbers before it come along, as far as there is room for
    their texts; the pictures of a number are left out where there is no room for all of them.
    """
    newsletter = queries.newsletter_of(edition.space_id)
    value = printable_edition(edition, newsletter, queries.lined_up(edition.id), wanted)
    return replace(value, earlier=tuple(_earlier(edition, newsletter, wanted))) if plugin.takes_earlier else value


def _earlier(edition: Edition, newsletter: Newsletter, wanted: Selection) -> Iterator[contract.Edition]:
    text, pictures = TEXT_BYTES, PICTURE_BYTES
    for number in filter(may_come_along, _published_before(edition)):
        value = printable_edition(number, newsletter, _printable(number), wanted)
        text -= sum(len(article.html.encode()) for article in value.articles)
        if text < 0:
            return
        if _picture_bytes(value) > pictures:
            value = _without_pictures(value)
        pictures -= _picture_bytes(value)
        if value.articles:
            yield value


def _published_before(edition: Edition) -> list[Edition]:
    return list(
        Edition.select()
        .where(
            (Edition.space == edition.space_id)
            & (Edition.number < edition.number)
            & (Edition.state == EditionState.PUBLISHED.value)
            & Edition.deleted_on.is_null()
        )
        .order_by(Edition.number.desc())
        .limit(host.MOST_EARLIER)
    )


def _printable(number: Edition) -> list[Article]:
    """Its articles without those that somebody still has to say yes to, or took their yes back from."""
    return [article for article in queries.lined_up(number.id) if _may_be_printed(article)]


def _may_be_printed(article: Article) -> bool:
    try:
        require_printable(article)
    except Invalid:
        return False
    return True


def _picture_bytes(value: contract.Edition) -> int:
    return sum(len(picture.content) for article in value.articles for picture in article.pictures)


def _without_pictures(value: contract.Edition) -> contract.Edition:
    return replace(value, articles=tuple(replace(article, pictures=()) for article in value.articles))
