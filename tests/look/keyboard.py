"""Somebody with a keyboard and nothing else: Tab, Enter, the space bar and letters, in Chromium without scripts."""

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Page

STOPS = 150
# Where the focus is: what it reads, and whether one sees that it is there.
HERE = """() => {
  const e = document.activeElement;
  const at = window.stops ? window.stops.indexOf(e) : -1;
  if (!e || e === document.body) return {words: '', label: '', name: '', value: '', open: false, at, faults: []};
  const box = e.getBoundingClientRect(), style = getComputedStyle(e), faults = [];
  const say = e.outerHTML.slice(0, 90);
  const seen = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  if (!seen) faults.push('focus cannot be seen: ' + say);
  const x = Math.min(Math.max(box.left + Math.min(box.width, 40) / 2, 0), innerWidth - 1);
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const y = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
  const over = inside ? document.elementFromPoint(x, y) : null;
  if (!inside) faults.push('focus is off the screen: ' + say);
  else if (over && !e.contains(over) && !over.contains(e) && !(e.labels && [...e.labels].some(l => l.contains(over))))
    faults.push('focus is covered: ' + say + ' BY ' + over.outerHTML.slice(0, 60));
  const words = e.innerText || e.value || '', label = e.labels && e.labels.length ? e.labels[0].innerText : '';
  return {words, label, name: e.name || '', value: e.value || '', open: !!e.closest('details[open]'), at, faults};
}"""


def here(page: Page) -> dict[str, Any]:
    """What the focus stands on, and what is wrong with how it is shown."""
    found: dict[str, Any] = page.evaluate(HERE)
    return found


@dataclass
class Typist:
    """Somebody signed in, at a small window, whose hand never leaves the keys."""

    browser: Browser
    start: str
    token: str
    page: Page = field(init=False)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        context = self.browser.new_context(java_script_enabled=False, viewport={"width": 800, "height": 600})
        context.add_cookies([{"name": "s", "value": self.token, "url": self.start}])
        self.page = context.new_page()
        self.page.goto(self.start)

    def walk(self, words: str = "", label: str = "", name: str = "") -> dict[str, Any]:
        """Tab after Tab to what reads `words`, or to the field with that label or name; a trap or an end fails."""
        for _stop in range(STOPS):
            self.page.keyboard.press("Tab")
            stop = here(self.page)
            self.faults += stop["faults"]
            if (
                (words and stop["words"].strip().startswith(words))
                or (label and stop["label"].strip().startswith(label))
                or (name and stop["name"] == name)
            ):
                return stop
        raise AssertionError(f"{STOPS} stops and none is {words or label or name}")

    def press(self, words: str) -> None:
        """Go to the link or button that reads so, and press Enter; a page comes."""
        self.walk(words)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def write(self, label: str, text: str) -> None:
        """Go to the field with this label and type."""
        self.walk(label=label)
        self.page.keyboard.type(text)

    def choose(self, name: str, value: str) -> None:
        """Go to a group of choices, and with the arrow key to one of them."""
        stop = self.walk(name=name)
        for _stop in range(STOPS):
            if stop["value"] == value:
                return
            self.page.keyboard.press("ArrowDown")
            stop = here(self.page)
        raise AssertionError(f"{name} offers no {value}")

    def write_password(self, password: str) -> None:
        """Go on to the field that asks for the password again, and type it."""
        self.walk(name="password_again")
        self.page.keyboard.type(password)

    def reads(self) -> str:
        """The words of the page."""
        return str(self.page.inner_text("main"))
