"""The space log: what was done in a space, by whom, on which day; read by its coordinators alone."""

from coordinator import clock, markup
from coordinator.language import _
from coordinator.spaces.choices import ROLES, SETTING_NAMES, role_name
from coordinator.spaces.models import LogEntry

SUBJECT_BYTES = 400
WITH_ROLES = {"role", "asked", "invited"}
_sentences: dict[str, str] = {}


def words(act: str, sentence: str) -> None:
    """Give an act its sentence, with places for `%(actor)s` and `%(subject)s`; each floor names its own acts."""
    _sentences[act] = sentence


def record(space_id: int, act: str, actor: str = "", subject: str = "") -> None:
    """Write one line: `actor` is a pen name (without one it was the operator); call it inside the act's transaction."""
    short = markup.normalise(subject).encode()[:SUBJECT_BYTES].decode(errors="ignore")
    LogEntry.create(space=space_id, made_on=clock.today(), actor=actor[:80], act=act, subject=short)


def said(entry: LogEntry) -> str:
    """The sentence of one line, as the log's page shows it."""
    sentence = str(_sentences.get(str(entry.act), "%(actor)s · %(act)s · %(subject)s"))
    actor = str(entry.actor or _("The operator of the server"))
    subject = _in_words(str(entry.act), str(entry.subject))
    return (sentence % {"actor": actor, "act": entry.act, "subject": subject}).removesuffix(": ")


def _in_words(act: str, subject: str) -> str:
    """What was written down in words of the program, as the page says it: settings, and the role behind a name."""
    if act == "settings":
        names = (name.replace(" ", "_") for name in subject.split(", "))
        return " · ".join(str(SETTING_NAMES.get(name, name)) for name in names)
    before, _blank, last = subject.rpartition(" ")
    return f"{before} {role_name(last)}" if act in WITH_ROLES and last in set(ROLES) else subject


words("invited", _("%(actor)s made an invitation (%(subject)s)"))
words("invitation_revoked", _("%(actor)s took an invitation back"))
words("joined", _("%(subject)s came in with an invitation of %(actor)s"))
words("role", _("%(actor)s changed a role: %(subject)s"))
words("removed", _("%(actor)s removed %(subject)s"))
words("asked", _("%(actor)s asked the other coordinators: %(subject)s"))
words("declined", _("%(actor)s said no: %(subject)s"))
words("left", _("%(subject)s left"))
words("closed", _("%(subject)s closed their account"))
words("return_made", _("%(actor)s made a return invitation for %(subject)s"))
words("returned", _("%(subject)s was taken over by another account, with a return invitation of %(actor)s"))
words("reset", _("%(actor)s made a link to set a new password for %(subject)s"))
words("settings", _("%(actor)s changed the settings: %(subject)s"))
words("names", _("%(actor)s changed the names to take out"))
words("site", _("%(actor)s changed the sites: %(subject)s"))
words("line_made", _("%(actor)s made the struggle “%(subject)s”"))
words("line_changed", _("%(actor)s changed the struggle “%(subject)s”"))
words("exported", _("%(actor)s had a number made ready to hand out (%(subject)s)"))
words("plugin_off", _("%(subject)s failed three times in a row and was switched off"))
words("edition_published", _("%(actor)s published number %(subject)s of the newsletter"))
words("made", _("%(actor)s made this space"))
