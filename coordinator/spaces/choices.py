"""What can be chosen for a space: languages, time zones, papers, colours."""

from functools import cache
from zoneinfo import available_timezones

from coordinator.access import Role
from coordinator.language import _
from coordinator.spaces.models import Openness

# Each by its own name, as those who read it look for it.
LANGUAGES = {
    "ar": "العربية",
    "bn": "বাংলা",
    "de": "Deutsch",
    "el": "Ελληνικά",
    "en": "English",
    "es": "Español",
    "fa": "فارسی",
    "fr": "Français",
    "he": "עברית",
    "hi": "हिन्दी",
    "ht": "Kreyòl ayisyen",
    "hu": "Magyar",
    "id": "Bahasa Indonesia",
    "it": "Italiano",
    "ja": "日本語",
    "ko": "한국어",
    "ku": "Kurdî",
    "nl": "Nederlands",
    "pl": "Polski",
    "pt": "Português",
    "ro": "Română",
    "ru": "Русский",
    "so": "Soomaali",
    "sq": "Shqip",
    "sr": "Srpski",
    "sw": "Kiswahili",
    "ta": "தமிழ்",
    "tl": "Tagalog",
    "tr": "Türkçe",
    "uk": "Українська",
    "ur": "اردو",
    "vi": "Tiếng Việt",
    "zh": "中文",
}
PAPERS = {"a4": _("A4 (210 × 297 mm)"), "letter": _("Letter (8½ × 11 in)")}
THEMES = {
    "red": _("Red"),
    "amber": _("Amber"),
    "green": _("Green"),
    "teal": _("Teal"),
    "blue": _("Blue"),
    "plum": _("Plum"),
}
OPENNESS = {
    Openness.UNLISTED.value: _("Nobody: other spaces need our code"),
    Openness.NETWORK.value: _("Members of every space on this server, by our outward name"),
    Openness.PUBLIC.value: _("Anybody, by our outward name"),
}
SETTING_NAMES = {
    "name": _("Name, for ourselves"),
    "outward_name": _("What others see instead"),
    "city": _("City, for ourselves"),
    "openness": _("Who may see that we exist?"),
    "public_text": _("What others may read about us"),
    "language": _("Our language"),
    "time_zone": _("Time zone"),
    "paper": _("Our paper"),
    "theme": _("Our colour"),
    "slug": _("Our word in addresses"),
}
ROLES = {
    Role.MEMBER: _("Member: writes notes, reports and posts"),
    Role.EDITOR: _("Editor: makes the newsletter, too"),
    Role.COORDINATOR: _("Coordinator: lets people in and reports out, too"),
}
_REGIONS = ("Africa/", "America/", "Antarctica/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")


@cache
def time_zones() -> tuple[str, ...]:
    """The IANA names of the zones of places, in order, UTC first."""
    return ("UTC", *sorted(zone for zone in available_timezones() if zone.startswith(_REGIONS)))


def role_name(role: str) -> str:
    """What a role is called, without what it may do."""
    return str(ROLES[Role(role)]).partition(":")[0]
