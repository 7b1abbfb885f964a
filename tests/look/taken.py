"""Pages as they came, kept with what they load, so that a browser can show them when the application is gone."""

import re
from dataclasses import dataclass, field
from typing import Any

from cast import Person
from flask import Flask, template_rendered
from playwright.sync_api import BrowserContext, Page, Route
from werkzeug.test import TestResponse

from tests.look.sheet import ADDRESS, ROOT

TEMPLATES = ROOT / "templates"
PAGES = sorted(
    str(path.relative_to(TEMPLATES))
    for path in TEMPLATES.rglob("*.html")
    if path.parent != TEMPLATES and '{% extends "layout.html" %}' in path.read_text(encoding="utf-8")
)
LOADED = re.compile(r'(?:<link rel="(?:stylesheet|icon)"[^>]* href|<img[^>]* src)="([^"]+)"')
FONT = "/static/atkinson-hyperlegible-next.woff2"
LONG = 45_000
Answer = tuple[int, dict[str, str], bytes]


@dataclass(frozen=True)
class Taken:
    """One page as somebody saw it: its template, its address, and what came."""

    template: str
    address: str
    answer: Answer

    @property
    def html(self) -> str:
        """The page's text."""
        return self.answer[2].decode()


@dataclass
class Pages:
    """Every page of one walk in one language, and the files that they load."""

    app: Flask
    language: str
    taken: list[Taken] = field(default_factory=list)
    files: dict[str, Answer] = field(default_factory=dict)
    dead_links: list[tuple[str | None, str, int]] = field(default_factory=list)
    _templates: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        template_rendered.connect(self._note, self.app)

    def __getstate__(self) -> dict[str, Any]:
        """What another process needs to look at them: all but the application."""
        kept = ("language", "taken", "files", "dead_links")
        return {name: value for name, value in vars(self).items() if name in kept}

    def _note(self, _app: Flask, template: Any, **_more: Any) -> None:
        self._templates.append(template.name)

    def person(self, *signed_in: Any) -> Person:
        """Somebody whose every page is kept from now on; nobody reads in this round's language, too."""
        person = Person(self.app, *signed_in)
        person.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = self.language
        person.client.open = self._keeping(person, person.client.open)  # type: ignore[method-assign]
        return person

    def _keeping(self, person: Person, opened: Any) -> Any:
        def keep(*args: Any, **kwargs: Any) -> TestResponse:
            self._templates.clear()
            response: TestResponse = opened(*args, **kwargs)
            templates = [name for name in self._templates if name in PAGES]
            if templates and response.mimetype == "text/html":
                page = Taken(templates[-1], response.request.full_path.rstrip("?"), _answer(response))
                self.taken.append(page)
                self._fetch_files(opened, page.html)
            return response

        return keep

    def _fetch_files(self, opened: Any, html: str) -> None:
        for address in {*LOADED.findall(html), FONT} - set(self.files):
            with opened(address.replace("&amp;", "&")) as response:
                self.files[address] = _answer(response)

    def one_of_each(self) -> dict[str, Taken]:
        """The longest page of each template that a browser is through with in a moment: most can go wrong on it."""
        sizes = [(len(page.answer[2]), page) for page in self.taken]
        by_size = sorted(sizes, key=lambda each: each[0] if each[0] < LONG else -each[0])
        return {page.template: page for _size, page in by_size}


def _answer(response: TestResponse) -> Answer:
    return response.status_code, dict(response.headers), response.get_data()


class Showing:
    """A browser window in which pages that were taken are shown one after the other, each under its own policy."""

    def __init__(self, context: BrowserContext) -> None:
        self.page: Page = context.new_page()
        self.page.route("**/*", self._answer)

    def show(self, pages: Pages, taken: Taken) -> Page:
        """The page, loaded."""
        self._pages, self._taken = pages, taken
        self.page.goto(ADDRESS)
        self.page.evaluate("document.fonts.ready.then(() => true)")
        return self.page

    def _answer(self, route: Route) -> None:
        path = "/" + route.request.url.removeprefix(ADDRESS)
        status, headers, body = self._taken.answer if path == "/" else self._pages.files.get(path, (404, {}, b""))
        # Clear-Site-Data and the like are about a site; here every page stands at one address.
        kept = {name: headers[name] for name in ("Content-Type", "Content-Security-Policy") if name in headers}
        route.fulfill(status=max(status, 200), headers=kept, body=body)
