"""The settings of one server: read once, checked whole, and from then on fixed."""

import importlib.util
import ipaddress
import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from string import hexdigits
from typing import Any, get_type_hints
from urllib.parse import urlsplit

from coordinator.errors import Invalid
from coordinator.mail_rules import fault_of_mail

PREFIX = "COORDINATOR_"
# Read elsewhere, or by tests; everything else that starts with the prefix must be a setting.
OTHER_VARIABLES = ("INSTANCE", "RECOVERY_KEY", "RECOVERY_KEY_FILE")
LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")
ONION = re.compile(r"https?://[a-z2-7]{56}\.onion(?::\d{1,5})?/?")
CONTACT = re.compile(r"mailto:[^\s@]+@[^\s@]+|https://\S+|tel:\+?[0-9-]+")
YES, NO = ("true", "on", "yes", "1"), ("false", "off", "no", "0")


def setting(meaning: str, default: Any, lowest: int = 1, highest: int | None = None) -> Any:
    """A setting of config.toml with its line of meaning; numbers stay between `lowest` and `highest`."""
    limits = {"meaning": meaning, "lowest": lowest, "highest": highest}
    # What is none at first is, or carries, a password.
    return field(default=default, repr=default is not None, metadata=limits)


def secret(meaning: str) -> Any:
    """A secret: from a file in instance/keys/ or the environment, never from config.toml, never printed."""
    return field(repr=False, metadata={"meaning": meaning, "secret": True})


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything that an operator can set, checked; tests may build one directly."""

    instance: Path = field(metadata={"meaning": "The folder with config.toml, keys, database and backups."})
    secret_key: str = secret("64 hex digits that sign forms and job messages.")
    database_key: str = secret("64 hex digits, the raw key of the encrypted SQLite file.")
    database_url: str | None = setting(
        "postgresql://user:password@host/name; without it the encrypted file coordinator.sqlite3 here.", None
    )
    host: str = setting("The address that the server listens on.", "127.0.0.1")
    port: int = setting("The port that the server listens on.", 8000, highest=65535)
    behind_proxy: bool = setting("A buffering proxy with TLS (see deploy/) stands before the server.", False)
    trusted_hosts: tuple[str, ...] = setting("The host names under which people reach the server.", ())
    address: str = setting("The address that links start with; without it made from the names above.", "")
    onion_address: str = setting(
        "The server's address in the Tor network, which public pages name: http://….onion.", ""
    )
    security_contact: str = setting(
        "Whom to tell of a hole, in /.well-known/security.txt: mailto:…, https://… or tel:….", ""
    )
    workers: int = setting("Server processes.", 2, highest=64)
    threads: int = setting("Requests that one server process answers at the same time.", 8, highest=64)
    plugins: bool = setting("Whether plugins may run: on, or off.", True)
    upload_limit_bytes: int = setting(
        "The largest form or file that is taken, in bytes.", 12 * 1024 * 1024, lowest=1024 * 1024, highest=2**30
    )
    backup_folder: str = setting("Where backups go, from the instance folder.", "backups")
    backups_kept: int = setting("How many of the backups made by themselves are kept.", 14, highest=1000)
    smtp_host: str = setting("The mail server that newsletters are sent through; without it none is.", "")
    smtp_port: int = setting("Its port: 587 for starttls, 465 for tls.", 587, highest=65535)
    smtp_user: str = setting("The name by which it knows this server, if it asks.", "")
    smtp_password: str | None = setting("The password to that name.", None)
    smtp_security: str = setting(
        "How the line is kept secret: starttls, tls, or none on this machine only.", "starttls"
    )
    mail_from: str = setting("The address that mail is sent from.", "")
    log_level: str = setting("What the log holds: debug, info, warning or error.", "warning")

    @property
    def keys(self) -> Path:
        """The folder of the keys."""
        return self.instance / "keys"

    @property
    def backups(self) -> Path:
        """The folder that the server's own backups go to."""
        return self.instance / self.backup_folder

    @property
    def database_file(self) -> Path:
        """The encrypted SQLite file, used while there is no database_url."""
        return self.instance / "coordinator.sqlite3"

    @property
    def accepted_hosts(self) -> list[str]:
        """Every host name that a request may ask for; loopback names only, while none is set."""
        onion = [urlsplit(self.onion_address).netloc] if self.onion_address else []
        return [*self.trusted_hosts, *onion, *LOOPBACK_NAMES]

    @property
    def own_address(self) -> str:
        """Where people reach the server, without a slash at the end."""
        if self.address:
            return self.address.rstrip("/")
        if self.behind_proxy and self.trusted_hosts:
            return f"https://{self.trusted_hosts[0]}"
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"

    @property
    def is_https(self) -> bool:
        """Whether cookies can be bound to TLS."""
        return self.own_address.startswith("https://")


def load_settings(instance: Path | None = None, given: Mapping[str, object] | None = None) -> Settings:
    """The settings of `instance`: config.toml, then COORDINATOR_* variables, then what was `given` on the command line.

    Without `instance`, COORDINATOR_INSTANCE or the folder instance/ is meant.
    Refuses (Invalid) unknown names, wrong values, missing keys and what is unsafe, each with one sentence.
    """
    folder = find_instance(instance)
    values = _file_values(folder / "config.toml") | _environment_values() | _checked(given or {}, "The option")
    for name in ("secret_key", "database_key"):
        values[name] = values.get(name) or _key_file(folder, name)
    settings = Settings(instance=folder, **values)
    _refuse_the_unsafe(settings)
    return settings


def find_instance(instance: Path | None = None) -> Path:
    """The instance folder meant: the one given, COORDINATOR_INSTANCE, or instance/ here."""
    return Path(instance or os.environ.get(PREFIX + "INSTANCE") or "instance").absolute()


def file_settings() -> list[Field[Any]]:
    """The settings that may stand in config.toml, in order."""
    return [each for each in fields(Settings) if "lowest" in each.metadata]


def _file_values(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as problem:
        raise Invalid(f"{path} cannot be read: {problem}.") from problem
    refuse_open_file(path)
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise Invalid(f"{path} is not well-formed TOML: {problem}.") from problem
    for name in {"secret_key", "database_key"} & raw.keys():
        raise Invalid(f"{name} does not belong in {path}: put it into a file in {path.parent / 'keys'}.")
    return _checked(raw, f"In {path},")


def _environment_values() -> dict[str, Any]:
    found: dict[str, object] = {}
    known = _types()
    for variable, text in os.environ.items():
        name = variable.removeprefix(PREFIX)
        if name == variable or name in OTHER_VARIABLES or name.startswith("TEST_"):
            continue
        if name.endswith("_FILE") and name[:-5].lower() in known:
            found[name[:-5].lower()] = _text_of(variable, Path(text))
        else:
            found[name.lower()] = text
    return _checked(found, "In the environment,", lambda name: PREFIX + name.upper())


def _text_of(variable: str, path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as problem:
        raise Invalid(f"The file that {variable} names cannot be read: {problem}.") from problem


def _types() -> dict[str, Any]:
    types = get_type_hints(Settings)
    del types["instance"]
    return types


def _checked(raw: Mapping[str, object], place: str, spell: Callable[[str], str] = str) -> dict[str, Any]:
    """The values in their types; `place` opens the sentence that refuses one, in which `spell` writes the names."""
    known = _types()
    limits = {each.name: each.metadata for each in fields(Settings)}
    values = {}
    for name, value in raw.items():
        if name not in known:
            near = get_close_matches(name, known, n=1, cutoff=0.5)
            hint = f"did you mean {spell(near[0])}?" if near else f"known are {', '.join(map(spell, known))}."
            raise Invalid(f"{place} {spell(name)} is not a setting: {hint}")
        try:
            values[name] = _value(known[name], value, limits[name])
        except (ValueError, TypeError) as problem:
            raise Invalid(f"{place} {spell(name)} must be {problem}.") from problem
    return values


def _value(kind: Any, raw: object, limits: Mapping[str, Any]) -> Any:
    """`raw` as a value of `kind`; the ValueError says what it must be."""
    if kind is bool:
        return _truth(raw)
    if kind is int:
        return _number(raw, limits["lowest"], limits["highest"])
    if kind == tuple[str, ...]:
        return _names(raw)
    if not isinstance(raw, str):
        raise TypeError("text in quotation marks")
    return raw or None if kind == str | None else raw


def _truth(raw: object) -> bool:
    word = str(raw).lower()
    if word not in YES + NO:
        raise ValueError("true or false")
    return word in YES


def _number(raw: object, lowest: int, highest: int) -> int:
    if isinstance(raw, int | str) and not isinstance(raw, bool) and str(raw).isdecimal():
        number = int(raw)
        if lowest <= number <= highest:
            return number
    raise ValueError(f"a whole number from {lowest} to {highest}")


def _names(raw: object) -> tuple[str, ...]:
    names = raw.replace(",", " ").split() if isinstance(raw, str) else raw
    if not isinstance(names, list) or not all(isinstance(name, str) and name.strip() for name in names):
        raise ValueError("a list of host names in quotation marks")
    return tuple(name.strip() for name in names)


def _key_file(folder: Path, name: str) -> str:
    path = folder / "keys" / f"{name.removesuffix('_key')}.key"
    try:
        key = path.read_text(encoding="ascii", errors="replace").strip()
    except FileNotFoundError:
        raise Invalid(f"There is no key {path}: “coordinator init --instance {folder}” makes an instance.") from None
    except OSError as problem:
        raise Invalid(f"The key {path} cannot be read: {problem.strerror}.") from problem
    refuse_open_file(path)
    return key


def refuse_open_file(path: Path) -> None:
    """Refuses a file with secrets that other users of the machine could read."""
    if path.stat().st_mode & 0o077:
        raise Invalid(f"Other users of this machine can read {path}: type “chmod 600 {path}” and start again.")


def _refuse_the_unsafe(settings: Settings) -> None:
    for name in ("secret_key", "database_key"):
        key = getattr(settings, name)
        # A key typed by hand is short on different digits; one drawn by chance practically never is.
        if len(key) != 64 or not set(key) <= set(hexdigits) or len(set(key)) < 8:
            raise Invalid(f"{name} must be 64 hex digits drawn at random: “coordinator init” makes one.")
    if settings.log_level not in ("debug", "info", "warning", "error"):
        raise Invalid("log_level must be debug, info, warning or error.")
    if not is_loopback(settings.host) and not (settings.behind_proxy and settings.trusted_hosts):
        raise Invalid(
            f"host = {settings.host} can be reached from other machines: set behind_proxy = true and trusted_hosts "
            "once a proxy as in deploy/ stands before the server, or leave host at 127.0.0.1."
        )
    if settings.behind_proxy and not settings.trusted_hosts:
        raise Invalid("behind_proxy = true needs trusted_hosts: the names under which people reach the server.")
    if settings.address and urlsplit(settings.address).scheme not in ("http", "https"):
        raise Invalid("address must start with https:// or http://.")
    if settings.onion_address and not ONION.fullmatch(settings.onion_address):
        raise Invalid("onion_address must be http:// or https://, then 56 letters and digits, then .onion.")
    if settings.security_contact and not CONTACT.fullmatch(settings.security_contact):
        raise Invalid("security_contact must start with mailto:, https:// or tel: and name whom to tell.")
    is_here = is_loopback(settings.smtp_host)
    if fault := fault_of_mail(settings.smtp_host, settings.smtp_security, settings.mail_from, is_here=is_here):
        raise Invalid(fault)
    _refuse_database(settings.database_url)


def _refuse_database(url: str | None) -> None:
    if url is None:
        return
    if urlsplit(url).scheme not in ("postgresql", "postgres"):
        raise Invalid("database_url must start with postgresql://, or be left out for the encrypted file.")
    if importlib.util.find_spec("psycopg") is None:
        raise Invalid("PostgreSQL needs one more package: type “make postgres” and start again.")


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach `host`."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"
