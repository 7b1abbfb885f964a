"""How an edition fits its pages, as the plugin that prints it would typeset it now."""

import hashlib
import json
from collections import OrderedDict
from collections.abc import Iterable

from coordinator.errors import Invalid
from coordinator.newsletters import queries
from coordinator.newsletters.models import Edition
from coordinator.newsletters.printable import printable_edition
from coordinator.newsletters.queries import ChosenPlugin
from coordinator.newsletters.room import fit_sentence
from coordinator.newsletters.selection.queries import EVERYTHING, Selection
from coordinator.plugin_contract import Edition as PrintableEdition
from coordinator.plugin_contract import Measurement, Setting, SettingValue
from coordinator.plugin_host import host
from coordinator.plugin_host.codec import encode
from coordinator.plugin_host.discovery import Plugin
from coordinator.plugin_host.failure import PluginFailed

MEASURED_AT_MOST = 64
PRINTED = "print_pdf"

_measured: "OrderedDict[str, Measurement]" = OrderedDict()


def own_settings(edition: Edition, declared: Iterable[Setting]) -> dict[str, SettingValue]:
    """What a number says itself of settings that a plugin declares: its `pages`, and `text_size` where it has one."""
    own: dict[str, SettingValue] = {"pages": edition.pages}
    if edition.text_size:
        own["text_size"] = edition.text_size
    names = {each.name for each in declared}
    return {name: value for name, value in own.items() if name in names}


def printing(space_id: int) -> tuple[ChosenPlugin, Plugin] | None:
    """The plugin that prints, as the space has it; None where the space does not print."""
    choice = next((each for each in queries.plugin_choices(space_id) if each.name == PRINTED and each.is_on), None)
    plugin = host.find(PRINTED)
    return (choice, plugin) if choice and plugin else None


def fitting_in(edition: Edition, language: str) -> str:
    """How an edition in one language fits its pages, in words of the page; '' where the space does not print."""
    found = measure(edition, wanted=Selection(language))
    return fit_sentence(found) if isinstance(found, Measurement) else found or ""


def measure(edition: Edition, text_size: str = "", wanted: Selection = EVERYTHING) -> Measurement | str | None:
    """How an edition, or what is wanted of it, fits its pages, as `print_pdf` would typeset it now,
    or would with type of another size.

    A sentence where that could not be found out; None where the space does not print. Kept in memory, so that
    an unchanged edition is typeset once.
    """
    found, articles = printing(edition.space_id), queries.lined_up(edition.id)
    if found is None or not articles:
        return None
    choice, plugin = found
    value = printable_edition(edition, queries.newsletter_of(edition.space_id), articles, wanted)
    try:
        own = own_settings(edition, host.describe(plugin).settings)
        return _measured_once(
            plugin, value, {**choice.settings, **own, **({"text_size": text_size} if text_size else {})}
        )
    except (PluginFailed, Invalid) as problem:
        return problem.sentence


def _measured_once(plugin: Plugin, value: PrintableEdition, settings: dict[str, SettingValue]) -> Measurement:
    key = hashlib.sha256(json.dumps([encode(value), settings], sort_keys=True).encode()).hexdigest()
    if key not in _measured:
        _measured[key] = host.measure(plugin, value, settings)
    while len(_measured) > MEASURED_AT_MOST:
        _measured.popitem(last=False)
    return _measured[key]
