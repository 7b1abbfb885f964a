"""Somebody who reads in lynx or in w3m: each moves from link to link and from field to field with the Tab key."""

import re
from abc import ABC, abstractmethod
from contextlib import suppress
from pathlib import Path

from tests.look.terminal import HEIGHT, Terminal

STOPS = 200
# What stands before the words of a button or a box; the cursor is on it or behind its first sign.
MARKS = re.compile(r"^(?:\(BUTTON\) |[(\[]?[ *X]?[)\]] ?)")
LYNX_SETTINGS = """ACCEPT_ALL_COOKIES:TRUE
ALERTSECS:0
CHARACTER_SET:utf-8
INFOSECS:0
MESSAGESECS:0
SHOW_CURSOR:TRUE
TEXTFIELDS_NEED_ACTIVATION:TRUE
"""


def _flat(text: str) -> str:
    return " ".join(text.split())


class TextBrowser(Terminal, ABC):
    """What both have in common: stops at links, fields and buttons, one after the other."""

    to_top = ""
    # How many lines below the page are the program's own.
    foot = 0

    def top(self) -> None:
        """Go to the top of the page."""
        self.type(self.to_top)
        self.wait_for("Go to the text")

    def walk(self, words: str = "", label: str = "", after: str = "") -> None:
        """From here on, stop by stop, to the thing that reads `words`, or to the field that follows `label`."""
        for _stop in range(STOPS):
            here, before = self._stands()
            if after in before and ((words and here.startswith(words)) or (label and label in before)):
                return
            self._key("\t", f"a stop that reads {words or label}")
        raise AssertionError(f"{STOPS} stops and none reads {words or label}")

    def _stands(self) -> tuple[str, str]:
        """What the stop under the cursor reads, and all that stands before it on the screen."""
        # While a program draws, its cursor may be down where it speaks for itself.
        lines = self.wait(lambda _shown: self.screen.row < HEIGHT - self.foot, "the cursor on the page").split("\n")
        row, column = self.screen.row, self.screen.column
        return MARKS.sub("", lines[row][column:].strip()), _flat(" ".join([*lines[:row], lines[row][:column]]))

    def _key(self, key: str, wanted: str) -> None:
        """Press a key that changes what is seen, or where the cursor stands, and wait until it has."""
        before = (self.shown(), self.screen.row, self.screen.column)
        self.type(key)
        self.wait(lambda shown: (shown, self.screen.row, self.screen.column) != before, wanted)

    def _type_while(self, asked: str, text: str) -> None:
        """Type once the program asks for it, and wait until it no longer does."""
        self.wait(lambda shown: asked in shown, asked)
        self.type(text)
        self.wait(lambda shown: asked not in shown, f"the end of {asked}")

    def press(self, words: str, then: str, after: str = "") -> str:
        """Press the link or button that reads so, and wait until the page with the words `then` has come."""
        self.walk(words, after=after)
        assert then not in _flat(self.shown()), f"stands there already: {then}"
        self.type("\r")
        return self.wait_for(then)

    def tick(self, label: str) -> None:
        """Tick the box or the one of several that reads so."""
        self.walk(label)
        self._key("\r", f"a tick at {label}")

    @abstractmethod
    def write(self, label: str, text: str) -> None:
        """Write into the field of one line that follows the label."""

    @abstractmethod
    def write_more(self, label: str, text: str) -> None:
        """Write into the field of several lines that follows the label."""


class Lynx(TextBrowser):
    """The oldest of them; one writes on the page itself."""

    to_top, foot = "\x01", 3

    def __init__(self, address: str, home: Path) -> None:
        settings = home / "lynx.cfg"
        settings.write_text(LYNX_SETTINGS)
        super().__init__(["lynx", f"-cfg={settings}", address], home)

    def write(self, label: str, text: str) -> None:
        self.walk(label=label)
        self.type("\r")
        self._type_while("Enter text", f"{text}\t")

    def write_more(self, label: str, text: str) -> None:
        self.walk(label=label)
        self.type("\r")
        # A key that comes while it still draws a long page is lost now and then; one too many makes an empty line.
        with suppress(AssertionError):
            self.wait(lambda shown: "Enter text" in shown, "Enter text", within=5)
        if "Enter text" not in self.shown():
            self.type("\r")
        self._type_while("Enter text", f"{text}\t")


class W3m(TextBrowser):
    """The other one; a line is asked for below the page, more than a line in the editor of one's own."""

    to_top, foot = "g", 1

    def __init__(self, address: str, home: Path) -> None:
        self.typed = home / "typed.txt"
        super().__init__(["w3m", "-cookie", address], home, EDITOR=f"cp {self.typed}")

    def write(self, label: str, text: str) -> None:
        self.walk(label=label)
        self.type("\r")
        # The last line of the screen is where one writes.
        self._type_while("\nPassword:" if label == "Password" else "\nTEXT:", f"{text}\r")

    def write_more(self, label: str, text: str) -> None:
        self.typed.write_text(text, encoding="utf-8")
        self.walk(label=label)
        self.type("\r")
        self.wait_for(text.split()[0])
