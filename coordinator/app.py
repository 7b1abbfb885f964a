"""The roof: puts cellar and floors together into one application."""

import hashlib
import io
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from babel import Locale
from flask import Flask, Request, Response, g, has_request_context, request, send_from_directory
from flask.sessions import SecureCookieSession, SessionInterface, SessionMixin
from flask_babel import get_locale
from jinja2 import StrictUndefined
from werkzeug.datastructures import ImmutableMultiDict, LanguageAccept
from werkzeug.http import parse_accept_header

from coordinator import db, door, files, forms, jobs, looking, mail, markup, onion, pages, server
from coordinator.access import Permission, Reader, Standing
from coordinator.accounts import actions as account_actions
from coordinator.accounts import passwords
from coordinator.accounts import views as account_views
from coordinator.accounts.forms import SignIn
from coordinator.catalogues import SPOKEN, Languages
from coordinator.config import Settings
from coordinator.days import day_element
from coordinator.desk import views as desk_views
from coordinator.instance import files_key
from coordinator.language import quotable, say_number, say_size, speak, translated
from coordinator.newsletters import views as newsletter_views
from coordinator.reports import views as report_views
from coordinator.said import said, said_many, saying_in, written_in
from coordinator.server import shown_everywhere
from coordinator.spaces import views as space_views
from coordinator.spaces.queries import reader_by_session
from coordinator.threads import views as thread_views

STATIC = Path(__file__).parent / "static"
FORM_BYTES = 2 * 1024 * 1024
RIGHT_TO_LEFT = {"ar", "fa", "he", "ur"}
BLUEPRINTS = (
    *account_views.blueprints,
    *space_views.blueprints,
    *report_views.blueprints,
    *thread_views.blueprints,
    *newsletter_views.blueprints,
    *desk_views.blueprints,
)


class QuietRequest(Request):
    """A request whose uploads stay in memory: no plaintext is spooled to the disk."""

    max_form_memory_size = FORM_BYTES
    max_form_parts = 2000

    def _get_file_stream(self, *_arguments: Any, **_more: Any) -> Any:
        return io.BytesIO()

    def _load_form_data(self) -> None:
        super()._load_form_data()
        sent = self.__dict__["form"]
        # Nobody types a NUL, and PostgreSQL does not take it.
        if any("\0" in value for _name, value in sent.items(multi=True)):
            kept = [(name, value.replace("\0", "")) for name, value in sent.items(multi=True)]
            self.__dict__["form"] = ImmutableMultiDict(kept)


class Application(Flask):
    """Flask without its session: nothing is kept in a cookie but our own random value."""

    request_class = QuietRequest

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function itself: none of ours is asynchronous, and looking costs each page six looks."""
        return func


class NoSession(SessionInterface):
    """A session interface that opens an empty session and sets nothing."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession:
        """An empty one, thrown away at the end of the request."""
        return SecureCookieSession()

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Nothing is kept."""


def build(settings: Settings) -> Flask:
    """The application over the store that the settings name."""
    app = Application("coordinator", static_folder=None, template_folder="templates")
    app.jinja_options = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    app.session_interface = NoSession()
    settle(app, settings)
    Languages(app, locale_selector=_language)
    app.extensions["sign_in_form"] = SignIn
    app.extensions["confirm_password"] = account_actions.confirm_password
    door.set_up(app, reader_by_session)
    pages.set_up(app)
    onion.set_up(app)
    app.add_url_rule("/static/<path:name>", "static", _static)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    _furnish(app)
    door.refuse_unguarded(app)
    return app


def settle(app: Flask, settings: Settings) -> None:
    """Have the application work on the instance of the settings: its store, its keys, its queue."""
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SETTINGS=settings,
        MAX_CONTENT_LENGTH=settings.upload_limit_bytes,
        SESSION_COOKIE_SECURE=settings.is_https,
        TRUSTED_HOSTS=settings.accepted_hosts,
        WTF_CSRF_CHECK_DEFAULT=False,
    )
    db.open_database(settings)
    files.seal.use(files_key(settings))
    passwords.gate.use(settings.instance)
    jobs.queue.open(settings.secret_key)
    mail.office.use(settings)
    server.address.use(settings.own_address)


@door.guard(Permission.OPEN)
def _static(name: str) -> Response:
    response = send_from_directory(STATIC, name)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@cache
def _fingerprint(name: str) -> str:
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]


@cache
def static_address(name: str) -> str:
    """The address of a file of ours, which changes when the file does."""
    return f"/static/{name}?v={_fingerprint(name)}"


def _language() -> Locale:
    """The language of the page; English in commands."""
    if not has_request_context():
        return _locale("en")
    wished = (language for language in _wished(door.reader()) if language in SPOKEN)
    return _locale(next(wished, None) or _browsers(request.headers.get("Accept-Language", "")))


def _wished(reader: Reader) -> Iterator[str | None]:
    """The account's own choice, the language of the space that the page is in, the one that all its spaces share."""
    yield reader.language
    here: Standing | None = g.get("here")
    if here is not None:
        yield here.language
    shared = {each.language for each in reader.memberships}
    if len(shared) == 1:
        yield shared.pop()


# Both are kept, since reading a language's name costs as much as a query.
_locale = cache(Locale.parse)


@lru_cache(maxsize=256)
def _browsers(wanted: str) -> str:
    """The language of ours that a browser's list of wishes asks for first."""
    return str(parse_accept_header(wanted, LanguageAccept).best_match(list(SPOKEN), "en"))


def _furnish(app: Flask) -> None:
    """Give templates the few names that every page needs."""
    app.jinja_env.globals.update(static=static_address, token=forms.page_token, page_token=forms.page_token)
    app.jinja_env.globals["lost_file"] = looking.lost_file
    app.jinja_env.globals.update(_=said, ngettext=said_many, saying_in=saying_in, written_in=written_in)
    app.jinja_env.filters.update(shown=markup.shown, word_count=markup.count_words, file_size=say_size)
    app.jinja_env.filters.update(day=day_element, number=say_number, quotable=quotable, translated=translated)
    app.context_processor(_page_context)


def _page_context() -> dict[str, Any]:
    name, is_demo = shown_everywhere()
    language = str(get_locale() or "en")
    speak(language)
    return {
        "reader": door.reader(),
        "here": g.get("here"),
        "server_name": name,
        "demo": is_demo,
        "language": language,
        "direction": "rtl" if language.split("_")[0] in RIGHT_TO_LEFT else "ltr",
        "message": pages.message(),
    }
