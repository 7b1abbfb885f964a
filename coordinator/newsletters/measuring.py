"""How an edition fits its pages, as the plugin that prints it would typeset it now."""

import hashlib
import json
from collections import OrderedDict

from coordinator.errors import Invalid
from coordinator.newsletters import queries
from coordinator.newsletters.models import Edition
from coordinator.newsletters.printable import printable_edition
from coordinator.plugin_contract import Measurement
from coordinator.plugin_host import host
from coordinator.plugin_host.codec import encode
from coordinator.plugin_host.failure import PluginFailed

MEASURED_AT_MOST = 64
PRINTED = "print_pdf"

_measured: "OrderedDict[str, Measurement]" = OrderedDict()


def measure(edition: Edition) -> Measurement | str | None:
    """How an edition fits its pages, as `print_pdf` would typeset it now.

    A sentence where that could not be found out; None where the space does not print. Kept in memory, so that
    an unchanged edition is typeset once.
    """
    choices = queries.plugin_choices(edition.space_id)
    choice = next((each for each in choices if each.name == PRINTED and each.is_on), None)
    articles = queries.lined_up(edition.id)
    plugin = host.find(PRINTED)
    if choice is None or plugin is None or not articles:
        return None
    value = printable_edition(edition, queries.newsletter_of(edition.space_id), articles)
    settings = {**choice.settings, "pages": edition.pages}
    key = hashlib.sha256(json.dumps([encode(value), settings], sort_keys=True).encode()).hexdigest()
    try:
        if key not in _measured:
            _measured[key] = host.measure(plugin, value, settings)
    except (PluginFailed, Invalid) as problem:
        return problem.sentence
    while len(_measured) > MEASURED_AT_MOST:
        _measured.popitem(last=False)
    return _measured[key]
