"""Tries a look before it counts: over what is made up when it is kept, over the current number when somebody asks."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import BoundedSemaphore

from coordinator.errors import Invalid, TooMany
from coordinator.language import _
from coordinator.newsletters import queries
from coordinator.newsletters.actions.articles import require_printable
from coordinator.newsletters.models import Article, Edition, EditionState
from coordinator.newsletters.printable import printable_edition
from coordinator.newsletters.web.queries import waits_for_paper
from coordinator.plugin_author.editions import plain_edition, plain_sheet
from coordinator.plugin_contract import Edition as PrintableEdition
from coordinator.plugin_contract import ExportedFile, Setting, SettingValue
from coordinator.plugin_host import host
from coordinator.plugin_host.discovery import Plugin
from coordinator.plugin_host.failure import PluginFailed
from coordinator.plugin_host.process import Limits
from coordinator.plugin_host.sandbox import sandbox_state
from coordinator.plugin_host.settings import check_settings

# Somebody waits for the page meanwhile.
LIMITS = Limits(seconds=10)
WAIT_SECONDS = 20
# So that everybody else's pages are made while looks are tried.
_turns = BoundedSemaphore(1)


@contextmanager
def _turn() -> Iterator[None]:
    """One look at a time in each server process; refuses (TooMany) to wait longer than twenty seconds."""
    if not _turns.acquire(timeout=WAIT_SECONDS):
        raise TooMany(_("Others are trying their looks just now. Please wait a minute and try again."))
    try:
        yield
    finally:
        _turns.release()


def require_working(plugin: Plugin) -> None:
    """Try whether a look makes something of a number, or at least of a single piece.

    Refuses (Invalid, field `text`) with what the author must mend. Where nothing can be tried, since this machine
    cannot lock plugins in, it is taken as it is.
    """
    if not sandbox_state().is_whole:
        return
    try:
        with _turn():
            host.describe(plugin)
            _make_anything(plugin)
    except PluginFailed as failed:
        raise Invalid(failed.sentence, "text") from None


def _make_anything(plugin: Plugin) -> None:
    try:
        host.export(plugin, plain_edition(), {}, LIMITS)
    except PluginFailed as failed:
        try:
            host.export(plugin, plain_sheet(), {}, LIMITS)
        except PluginFailed:
            raise failed from None


def made_of_current_number(plugin: Plugin, space_id: int, kept: Mapping[str, object]) -> ExportedFile:
    """What a look makes of the space's current number, with those of the kept settings that it still takes.

    Of the pieces in it only those that may be printed, and of no number that waits for a second editor's yes; where
    there is none, of a number that is made up. Refuses (PluginFailed) with what the author must mend.
    """
    number = _current_number(space_id)
    with _turn():
        settings = fitting(host.describe(plugin).settings, kept)
        return host.export(plugin, number, settings, LIMITS)[0]


def fitting(declared: tuple[Setting, ...], kept: Mapping[str, object]) -> dict[str, SettingValue]:
    """Those of the kept settings that a plugin still declares and that still fit."""
    found: dict[str, SettingValue] = {}
    for each in declared:
        if each.name in kept:
            try:
                found |= check_settings([each], {each.name: kept[each.name]})
            except Invalid:
                continue
    return found


def _current_number(space_id: int) -> PrintableEdition:
    here = (Edition.space == space_id) & Edition.deleted_on.is_null()
    in_work = Edition.state == EditionState.IN_WORK.value
    for edition in Edition.select().where(here).order_by(in_work.desc(), Edition.number.desc()).limit(5):
        pieces = [article for article in queries.lined_up(edition.id) if _may_be_printed(article)]
        if pieces and not waits_for_paper(edition, None):
            return printable_edition(edition, queries.newsletter_of(space_id), pieces)
    return plain_edition()


def _may_be_printed(article: Article) -> bool:
    try:
        require_printable(article)
    except Invalid:
        return False
    return True
