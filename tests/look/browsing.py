"""Pages of the application in a real browser, without a server between."""

from cast import Person
from playwright.sync_api import BrowserContext, Page, Route

from tests.look.sheet import ADDRESS


def shown(context: BrowserContext, person: Person, address: str) -> Page:
    """The page in a browser whose every request is answered by the application in this process."""

    def answer(route: Route) -> None:
        with person.get("/" + route.request.url.removeprefix(ADDRESS)) as response:
            route.fulfill(status=response.status_code, headers=dict(response.headers), body=response.get_data())

    page = context.new_page()
    page.route("**/*", answer)
    page.goto(ADDRESS.rstrip("/") + address)
    return page
