"""The door: every request comes in here, and every route names the right that it asks for."""

import functools
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, g, has_request_context, redirect, request
from flask_babel import refresh
from flask_login import LoginManager, current_user
from werkzeug.wrappers import Response as BaseResponse

from coordinator import access, csrf, db, once, pages
from coordinator.access import NOBODY, Permission, Reader, Standing
from coordinator.errors import Invalid, NotAllowed, NotFound
from coordinator.language import _, speak
from coordinator.markup import count_words

View = Callable[..., Any]
WRITING = {"POST", "PUT", "PATCH", "DELETE"}
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; manifest-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not "no-referrer": under it browsers send a null Origin, which the token check must be able to read.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), interest-cohort=(), microphone=(), payment=(), usb=()",
}
# By their names in small letters.
PRESET = {name.lower(): (name, value) for name, value in (*HEADERS.items(), ("Cache-Control", "no-store"))}


@dataclass(frozen=True, slots=True)
class Guard:
    """What a route asks for: a right, the query that loads its object, and whether the password must be fresh."""

    permission: Permission
    load: Callable[..., Any] | None = None
    confirm: bool = False


def reader() -> Reader:
    """Who is asking in this request, found once."""
    if not has_request_context():
        return cast(Reader, current_user._get_current_object())
    who: Reader | None = g.get("_login_user")
    if who is None:
        # Where flask-login would look too; it itself would first make a hash of address and browser.
        who = g._login_user = _recognised() or NOBODY
    return who


def _recognised() -> Reader | None:
    token = request.cookies.get(cookie_name())
    return current_app.extensions["load_reader"](token) if token else None


def guard(
    permission: Permission, load: Callable[..., Any] | None = None, confirm: bool = False, doing: str = ""
) -> Callable[[View], View]:
    """Let a view be entered only with `permission`.

    With `<space>` in the address and no `load`, the view gets the reader's `Standing` there as `here`.
    With `load(reader, **address_parts)`, the view gets what that query returned instead of the address
    parts; None is answered like a missing page. An object with a `space_id` is asked for `permission` in
    that space, except for Permission.READ, which the query itself has decided.
    `confirm` asks for the password again where it was given more than ten minutes ago; `doing` tells whoever is
    asked what is about to be done, where it is no step that cannot easily be taken back.
    """

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def entered(**parts: Any) -> Any:
            arguments = _admit(entered_guard, reader(), parts)
            if confirm and request.method in WRITING and (page := _ask_password(doing)) is not None:
                return page
            return view(*arguments)

        entered_guard = Guard(permission, load, confirm)
        entered.guard = entered_guard  # type: ignore[attr-defined]
        return entered

    return decorate


def _admit(wanted: Guard, who: Reader, parts: dict[str, Any]) -> tuple[Any, ...]:
    """The arguments for the view, or the refusal."""
    if wanted.permission is not Permission.OPEN and wanted.permission is not Permission.READ and not who.is_signed_in:
        raise NotFound()
    if wanted.permission is Permission.OPERATE and not who.is_operator:
        raise NotFound()
    if wanted.load is not None:
        return (_admit_to_object(wanted, who, parts),)
    if "space" in parts and wanted.permission not in access.ACCOUNT_PERMISSIONS:
        return (_admit_to_space(wanted, who, parts.pop("space")), *parts.values())
    return tuple(parts.values())


def _admit_to_object(wanted: Guard, who: Reader, parts: dict[str, Any]) -> Any:
    found = wanted.load(who, **parts) if wanted.load else None
    if found is None:
        raise NotFound()
    if wanted.permission not in access.ACCOUNT_PERMISSIONS:
        access.require(who, wanted.permission, found.space_id)
    space_id = getattr(found, "space_id", None)
    _stand(None if space_id is None else who.standing_in(space_id))
    return found


def _admit_to_space(wanted: Guard, who: Reader, slug: str) -> Standing:
    standing = who.standing_at(slug)
    if standing is None:
        raise NotFound()
    access.require(who, wanted.permission, standing.space_id)
    _stand(standing)
    return standing


def _stand(here: Standing | None) -> None:
    g.here = here
    # What was said on the way in may have been said before it was known whose page this is.
    refresh()


def take_password() -> bool:
    """Whether the password is fresh, or came with this form and is right: then it holds for a while."""
    if reader().gave_password_lately():
        return True
    given = request.form.get("password_again", "")
    g.password_is_right = given != "" and current_app.extensions["confirm_password"](reader(), given)
    return bool(g.password_is_right)


def _ask_password(doing: str) -> Any:
    """None where the password is fresh or has just been given rightly; otherwise the page that asks for it."""
    if take_password():
        return None
    is_wrong = request.form.get("password_again", "") != ""
    return pages.ask_password(str(_("That is not your password. Please try again.")) if is_wrong else "", str(doing))


def set_up(app: Flask, load_reader: Callable[[str], Reader | None]) -> None:
    """Hang the door into the application; `load_reader` finds the reader of a session cookie's value."""
    app.extensions["load_reader"] = load_reader
    manager = LoginManager(app)
    manager.session_protection = None
    manager.anonymous_user = lambda: NOBODY

    @manager.request_loader  # type: ignore[untyped-decorator]
    def _load(_request: Any) -> Reader | None:
        return _recognised()

    app.before_request(_open)
    app.after_request(_close)
    app.teardown_request(_leave)
    app.wsgi_app = _with_headers(app.wsgi_app)  # type: ignore[method-assign]


def become(token: str) -> None:
    """Go on in this request as the reader of a session that has just been opened."""
    g._login_user = current_app.extensions["load_reader"](token)


def cookie_name() -> str:
    """The session cookie's name; over TLS the browser itself binds it to this host."""
    return "__Host-s" if current_app.config["SESSION_COOKIE_SECURE"] else "s"


def _open() -> BaseResponse | None:
    db.connect()
    once.forget()
    if _has_nul():
        raise NotFound()
    speak("")
    if request.method not in WRITING:
        return None
    if (refused := _check_origin_and_token()) is not None:
        return refused
    who = reader()
    once.begin(who.get_id() if who.is_signed_in else "", request.form.get("once_key", "")[:64])
    return None


def _has_nul() -> bool:
    """Whether the address carries a NUL, which nobody types and PostgreSQL does not take."""
    return "\x00" in request.path or b"%00" in request.query_string or b"\x00" in request.query_string


def _check_origin_and_token() -> BaseResponse | None:
    who = reader()
    if not _is_from_here():
        raise NotAllowed(_("This was sent from another website, so it was not done. Open the page here and try again."))
    token = request.form.get("csrf_token", "")
    if csrf.is_valid(token, current_app.config["SECRET_KEY"], who.session_key):
        return None
    # Signed out in between: the text is kept in the page, and sent after signing in.
    return pages.not_here() if not who.is_signed_in and not _is_open_route() else pages.send_again()


def _is_open_route() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    wanted: Guard | None = getattr(view, "guard", None)
    return wanted is not None and wanted.permission is Permission.OPEN


def _is_from_here() -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    if origin is None:
        # A text browser sends neither; the token alone must do.
        return True
    try:
        return urlsplit(origin).netloc == request.host
    except ValueError:
        return False


def _close(response: Response) -> Response:
    if response.status_code in (302, 303) and request.method in WRITING:
        once.end(response.headers.get("Location", ""))
    return response


def _with_headers(application: Any) -> Any:
    """The same application, each answer of which carries the preset headers that it does not set itself."""

    def answered(environ: dict[str, Any], start_response: Any) -> Any:
        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            there = {name.lower() for name, _value in headers}
            preset = [pair for name, pair in PRESET.items() if name not in there]
            return start_response(status, headers + preset, *more)

        return application(environ, start)

    return answered


def _leave(_error: BaseException | None) -> None:
    once.forget()
    # Whatever this thread says next, a job's sentence or another page's, asks for its own language.
    speak("")


def with_etag(response: Response) -> Response:
    """A page for anybody: kept by the reader's own browser, which asks each time whether it is still true."""
    response.headers["Cache-Control"] = "private, no-cache"
    response.set_etag(hashlib.sha256(response.get_data()).hexdigest()[:32])
    return cast(Response, response.make_conditional(request))


def see(address: str, done: str = "", text: str | None = None) -> BaseResponse:
    """After a POST: lead the browser to the page that shows what came of it.

    `done` names a message that was registered with `pages.tell`; the page shows it once, and after it how many
    words `text` has, where somebody wrote one.
    """
    if done:
        words = f"&words={count_words(text)}" if text else ""
        path, _hash, fragment = address.partition("#")
        address = f"{path}{'&' if '?' in path else '?'}done={done}{words}{_hash}{fragment}"
    return redirect(address, code=303)


def refuse_unguarded(app: Flask) -> None:
    """Stop the start where a route does not say which right it asks for."""
    bare = sorted(name for name, view in app.view_functions.items() if not hasattr(view, "guard"))
    if bare:
        raise Invalid(f"These routes name no right: {', '.join(bare)}. Give each a @guard.")
