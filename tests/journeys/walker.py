"""Somebody on a phone without scripts, whose every press, page and typed word is counted."""

from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page


@dataclass
class Steps:
    """What a journey cost: presses of links, buttons and boxes; pages loaded; words typed."""

    clicks: int = 0
    pages: int = 0
    words: int = 0


@dataclass
class Walker:
    """A person with a browser of their own; several may share one count."""

    browser: Browser
    start: str
    steps: Steps
    token: str = ""
    page: Page = field(init=False)

    def __post_init__(self) -> None:
        context = self.browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
        if self.token:
            context.add_cookies([{"name": "s", "value": self.token, "url": self.start}])
        self.page = context.new_page()
        self.page.on("domcontentloaded", self._loaded)

    def _loaded(self, _page: Page) -> None:
        self.steps.pages += 1

    def open(self, address: str = "") -> None:
        """Come to an address that one has: the bookmark, a link on paper."""
        self.page.goto(address if address.startswith("http") else self.start + address)

    def press(self, words: str) -> None:
        """Press the link or the button that has these words, and wait for the page."""
        self.steps.clicks += 1
        found = self.page.locator(f':is(main, aside, nav) :is(a, button):has-text("{words}")')
        with self.page.expect_navigation():
            found.locator("visible=true").first.click()

    def tick(self, selector: str) -> None:
        """Tick a box or choose one of several."""
        self.steps.clicks += 1
        self.page.check(selector)

    def type(self, name: str, text: str) -> None:
        """Write into the field of that name."""
        self.steps.words += len(text.split())
        self.page.fill(f"main [name={name}]", text)

    def give_password(self, password: str) -> None:
        """Give the password again in the field that stands above the button of an act that reaches far."""
        self.type("password_again", password)

    def reads(self) -> str:
        """The words of the page."""
        return str(self.page.inner_text("main"))
