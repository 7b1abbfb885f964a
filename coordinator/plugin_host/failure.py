"""The one way in which a plugin goes wrong for its caller: a plain sentence for an editor."""

from coordinator.errors import DomainError
from coordinator.language import _
from coordinator.plugin_contract import CONTRACT_VERSION


class PluginFailed(DomainError):
    """A plugin did not give what it was asked for; nothing else has come to harm.

    `sentence` is for the editor. `detail` is the end of what the plugin wrote to its error output, for whoever writes
    plugins; it can hold words of the edition and must be neither stored nor logged.
    """

    status = 422

    def __init__(self, sentence: object = "", detail: str = "") -> None:
        super().__init__(sentence)
        self.detail = detail


_SENTENCES = {
    "raised": _("The plugin %(name)s broke off with an error (%(what)s). Its author needs to mend it."),
    "ended": _("The plugin %(name)s stopped before it gave an answer. Its author needs to mend it."),
    "time": _("The plugin %(name)s took longer than %(seconds)s seconds and was stopped."),
    "memory": _(
        "The plugin %(name)s used more memory than the %(megabytes)s MB that it may, and was stopped. Make the number"
        " shorter, or leave some pictures out."
    ),
    "flood": _("The plugin %(name)s wrote more than it may and was stopped."),
    "empty": _("The plugin %(name)s wrote no file."),
    "no-hook": _("The plugin %(name)s cannot do this: it has no %(what)s."),
    "misspelt": _("The plugin %(name)s was refused: it has a hook that nobody asks for (%(what)s)."),
    "mistyped": _("The plugin %(name)s was refused: one of its hooks takes what it is not given (%(what)s)."),
    "no-export": _("The plugin %(name)s was refused: it can export neither a number nor a sheet."),
    "not-loaded": _("The plugin %(name)s could not be loaded (%(what)s). Its author needs to mend it."),
    "template": _("The template of the plugin %(name)s has a mistake: %(what)s"),
    "template-line": _("The template of the plugin %(name)s has a mistake on line %(line)s: %(what)s"),
    "schema": _("The plugin %(name)s was refused: its settings are not well described (%(what)s)."),
    "mistyped-answer": _("The plugin %(name)s gave something else than it was asked for (%(what)s)."),
    "output": _("What the plugin %(name)s wrote was refused: %(what)s."),
    "missing": _("There is no plugin %(name)s any more. An operator can put it back, or choose another."),
    "no-sandbox": _(
        "The plugin %(name)s was not run: it does not ship with this server, and this machine cannot lock plugins in."
    ),
    "version": _("The plugin %(name)s was written for another version of the contract than %(version)s."),
}


def failure(code: str, name: str, *, what: str = "", detail: str = "", **figures: int) -> PluginFailed:
    """The failure of a plugin under one of the codes above; an unknown code reads as `ended`."""
    if code == "template" and figures.get("line"):
        code = "template-line"
    sentence = _SENTENCES.get(code, _SENTENCES["ended"])
    values: dict[str, object] = {"name": name, "what": what[:300], "version": CONTRACT_VERSION, **figures}
    return PluginFailed(_Filled(sentence, values), detail)


class _Filled:
    """A lazy sentence and its values, put together when it is read and in the language of that moment."""

    def __init__(self, sentence: object, values: dict[str, object]) -> None:
        self._sentence = sentence
        self._values = values

    def __str__(self) -> str:
        return str(self._sentence) % self._values
