"""Exports: a plugin run over an edition or a sheet as a job, and what came of it."""

import json
from collections.abc import Mapping
from typing import Any

from coordinator import clock, db, files, jobs
from coordinator.access import Permission, Reader, require
from coordinator.errors import Invalid, NotFound
from coordinator.language import _, in_language
from coordinator.newsletters import queries, release_check
from coordinator.newsletters.actions.forgetting import forget_exports
from coordinator.newsletters.claims.models import Claim
from coordinator.newsletters.earlier import edition_for_plugin
from coordinator.newsletters.looks.models import PLUGIN_NAME
from coordinator.newsletters.looks.queries import plugin_in
from coordinator.newsletters.looks.trying import fitting
from coordinator.newsletters.measuring import own_settings
from coordinator.newsletters.models import FAILURES_IN_A_ROW, Article, Edition, Export, ExportFile, PluginChoice
from coordinator.newsletters.printable import printable_claim, printable_sheet
from coordinator.newsletters.selection.queries import EVERYTHING, Selection, chosen
from coordinator.newsletters.web.actions import require_second_yes, require_sheet_yes
from coordinator.plugin_contract import Edition as PrintableEdition
from coordinator.plugin_contract import ExportedFile, Sheet
from coordinator.plugin_host import host
from coordinator.plugin_host.discovery import Plugin
from coordinator.plugin_host.failure import PluginFailed
from coordinator.plugin_host.settings import check_settings
from coordinator.spaces.log import record
from coordinator.spaces.models import LogEntry
from coordinator.spaces.queries import sites_of


def choose_plugin(actor: Reader, space_id: int, name: str, is_on: bool, values: Mapping[str, object]) -> None:
    """Switch a plugin on or off for a space and keep its settings, checked against what the plugin declares.

    Refuses (Invalid, with the setting as `field`) a value that does not fit, and a plugin that is not there.
    """
    require(actor, Permission.EDIT_NEWSLETTER, space_id)
    plugin = plugin_in(space_id, name)
    if plugin is None:
        raise NotFound()
    settings = check_settings(host.describe(plugin).settings, values)
    with db.write():
        choice, _made = PluginChoice.get_or_create(space=space_id, plugin=name)
        # Another version of a look may take what this one does not know.
        kept = json.loads(choice.settings) if name.startswith(PLUGIN_NAME) else {}
        choice.is_on, choice.settings, choice.failures = is_on, json.dumps(kept | settings), 0
        choice.save()


def export_edition(actor: Reader, edition: Edition, plugin: str, wanted: Selection = EVERYTHING) -> Export:
    """Ask for an edition, or what is wanted of it, in the form that a plugin makes; the work is queued with the row.

    Refuses (Invalid) an empty one, one that something stops, and a site that is none of the space's.
    """
    require(actor, Permission.EXPORT, edition.space_id)
    if not queries.lined_up(edition.id):
        raise Invalid(_("This number is empty. Take an article from the box, or paste a text, first."))
    what = {"edition": edition, "language": wanted.language, "site": _site(edition, wanted.site_id)}
    return _ask(actor, edition.space_id, plugin, what, _("number %(number)s", number=edition.number))


def _site(edition: Edition, site_id: int | None) -> int | None:
    """The site that a number is made for; refuses one where nothing of the number would be left."""
    if site_id is None:
        return None
    if site_id not in {site.id for site in sites_of(edition.space_id)}:
        raise Invalid(_("There is no such site any more. Choose again for which site the number is."))
    if not chosen(queries.lined_up(edition.id), Selection(site_id=site_id)):
        raise Invalid(_("Every piece of this number is meant for other sites. Choose another one."))
    return site_id


def export_sheet(actor: Reader, article: Article, plugin: str) -> Export:
    """The same for one article by itself, for a poster or a leaflet."""
    require(actor, Permission.EXPORT, article.space_id)
    return _ask(actor, article.space_id, plugin, {"article": article}, article.title)


def export_claim(actor: Reader, claim: Claim, plugin: str) -> Export:
    """The same for one claim with its answer."""
    require(actor, Permission.EXPORT, claim.space_id)
    return _ask(actor, claim.space_id, plugin, {"claim": claim}, claim.said)


def _ask(actor: Reader, space_id: int, plugin: str, what: dict[str, Any], subject: str) -> Export:
    choice = next((each for each in queries.plugin_choices(space_id) if each.name == plugin and each.is_on), None)
    if choice is None:
        raise Invalid(
            _("This form of export is switched off in this space. Switch it on in the newsletter's settings.")
        )
    standing = require(actor, Permission.EXPORT, space_id)
    require_fit_to_leave(Export(**what), standing.membership_id)
    with db.write():
        export = Export.create(
            space=space_id, plugin=plugin, settings=json.dumps(choice.settings), made_on=clock.today(), **what
        )
        export.job = jobs.enqueue("export", export.id, standing.membership_id)
        export.save()
        LogEntry.create(
            space=space_id,
            made_on=clock.today(),
            actor=standing.pen_name,
            act="exported",
            subject=f"{choice.title}: {subject}",
        )
    return export


def require_fit_to_leave(export: Export, asked_by: int | None) -> None:
    """Refuse (Invalid) an export of what the release check stops, or what still waits for a second editor's yes.

    `asked_by` is the membership that wants to have it, whose own yes is not the second one.
    """
    if export.edition is not None:
        release_check.require_none(release_check.findings_of(export.edition))
        require_second_yes(export.edition, asked_by)
    if export.article is not None:
        release_check.require_none(release_check.findings_of_sheet(export.article))
        require_sheet_yes(export.article, asked_by)
    if export.claim is not None:
        release_check.require_none(release_check.findings_of_claim(export.claim))
        require_sheet_yes(export.claim, asked_by)


@jobs.work("export")
def run_export(export_id: int, asked_by: int | None = None) -> None:
    """Run the plugin that an export names and keep its files; a failure is a sentence on the row, nothing else.

    Running it again after it was done changes nothing; after a failure it tries anew. What was asked for may have
    been changed meanwhile, so it is looked at once more whether it may leave.
    """
    export: Export | None = Export.get_or_none(Export.id == export_id)
    if export is None or export.state == "done":
        return
    # What is made, and what is said of it, is for the readers and the editors of the space, whoever asked for it.
    with in_language(export.space.language):
        try:
            require_fit_to_leave(export, asked_by)
            made = _made_by_plugin(export)
        except (PluginFailed, Invalid) as problem:
            _failed(export, problem.sentence, is_the_plugins_fault=isinstance(problem, PluginFailed))
        else:
            _done(export, made)


def _made_by_plugin(export: Export) -> tuple[ExportedFile, ...]:
    plugin = plugin_in(export.space_id, export.plugin)
    if plugin is None:
        raise Invalid(_("There is no plugin of that name any more. An operator can put it back, or choose another."))
    settings = json.loads(export.settings)
    if plugin.name.startswith(PLUGIN_NAME):
        settings = fitting(host.describe(plugin).settings, settings)
    if export.edition is not None:
        settings |= own_settings(export.edition, host.describe(plugin).settings)
    return host.export(plugin, _value_for(plugin, export), settings)


def _value_for(plugin: Plugin, export: Export) -> PrintableEdition | Sheet:
    if export.edition is not None:
        return edition_for_plugin(plugin, export.edition, Selection(export.language, export.site_id))
    if export.claim is not None:
        return printable_claim(export.claim, queries.newsletter_of(export.space_id))
    if export.article is None:
        raise Invalid(_("What was to be exported is not there any more."))
    return printable_sheet(export.article, queries.newsletter_of(export.space_id))


def _done(export: Export, made: tuple[ExportedFile, ...]) -> None:
    with db.write():
        for position, file in enumerate(made):
            kept = files.keep(file.content, file.media_type, file.name)
            ExportFile.create(export=export, file=kept, position=position)
        Export.update(state="done", sentence="").where(Export.id == export.id).execute()
        PluginChoice.update(failures=0).where(_choice_of(export)).execute()


def _failed(export: Export, sentence: str, *, is_the_plugins_fault: bool) -> None:
    with db.write():
        Export.update(state="failed", sentence=sentence).where(Export.id == export.id).execute()
        if is_the_plugins_fault:
            _count_failure(export)


def _count_failure(export: Export) -> None:
    """Switch a plugin off in its space once it has failed three times in a row; editors can switch it on again."""
    # It was on when it was asked: where there is no row yet, it ships with the product.
    PluginChoice.get_or_create(space=export.space_id, plugin=export.plugin)
    PluginChoice.update(failures=PluginChoice.failures + 1).where(_choice_of(export)).execute()
    too_often = _choice_of(export) & (PluginChoice.failures >= FAILURES_IN_A_ROW)
    if PluginChoice.update(is_on=False).where(too_often & PluginChoice.is_on).execute():
        title = next((each.title for each in queries.plugin_choices(export.space_id) if each.name == export.plugin), "")
        record(export.space_id, "plugin_off", subject=title or export.plugin)


def _choice_of(export: Export) -> Any:
    return (PluginChoice.space == export.space_id) & (PluginChoice.plugin == export.plugin)


def delete_export(actor: Reader, export: Export) -> None:
    """Throw an export and its files away; it can be made again."""
    require(actor, Permission.EXPORT, export.space_id)
    with db.write():
        forget_exports([export])
