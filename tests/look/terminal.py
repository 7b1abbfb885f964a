"""A terminal as a person sits before it: a program on a screen of letters, keys going in, lines to be read."""

import codecs
import os
import pty
import re
import select
import struct
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from fcntl import ioctl
from pathlib import Path
from termios import FIONREAD, TIOCSWINSZ

WIDTH, HEIGHT = 80, 50
PATIENCE = 30.0
SEQUENCE = re.compile(r"\x1b(?:\[([0-9;?]*)([@-~])|[()#].|[^\[()#])", re.DOTALL)


@dataclass
class Screen:
    """What a VT100 shows: rows of letters, a cursor, a part that scrolls. Colours and brightness are left out."""

    width: int = WIDTH
    height: int = HEIGHT
    row: int = 0
    column: int = 0
    rows: list[list[str]] = field(init=False)
    region: tuple[int, int] = field(init=False)
    kept: tuple[int, int] = (0, 0)
    _rest: str = ""

    def __post_init__(self) -> None:
        self.rows = [self._blank() for _ in range(self.height)]
        self.region = (0, self.height - 1)

    def _blank(self) -> list[str]:
        return [" "] * self.width

    def lines(self) -> list[str]:
        """The lines from the top, without the blanks at their ends."""
        return ["".join(row).rstrip() for row in self.rows]

    def feed(self, text: str) -> None:
        """Show what the program has sent; half a sequence waits for its other half."""
        text, self._rest = self._rest + text, ""
        at = 0
        while at < len(text):
            if text[at] != "\x1b":
                self._put(text[at])
                at += 1
            elif found := SEQUENCE.match(text, at):
                self._obey(found)
                at = found.end()
            else:
                self._rest = text[at:]
                return

    def _put(self, letter: str) -> None:
        if letter == "\r":
            self.column = 0
        elif letter == "\n":
            self._down()
        elif letter == "\b":
            self.column = max(min(self.column, self.width) - 1, 0)
        elif letter == "\t":
            self.column = min(self.column // 8 * 8 + 8, self.width - 1)
        elif letter >= " ":
            self._write(letter)

    def _write(self, letter: str) -> None:
        if self.column >= self.width:
            self.column = 0
            self._down()
        self.rows[self.row][self.column] = letter
        self.column += 1

    def _down(self) -> None:
        first, last = self.region
        if self.row == last:
            del self.rows[first]
            self.rows.insert(last, self._blank())
        else:
            self.row = min(self.row + 1, self.height - 1)

    def _up(self) -> None:
        first, last = self.region
        if self.row == first:
            del self.rows[last]
            self.rows.insert(first, self._blank())
        else:
            self.row = max(self.row - 1, 0)

    def _obey(self, found: re.Match[str]) -> None:
        letter = found.group(2)
        if letter is None:
            self._obey_short(found.group()[1])
            return
        numbers = [int(each) if each.isdigit() else 0 for each in found.group(1).split(";")]
        if letter in "ABCD":
            self._move(letter, max(numbers[0], 1))
        elif letter in "Hf":
            self._go(max(numbers[0], 1) - 1, max((*numbers, 1)[1], 1) - 1)
        elif letter in "JK":
            self._clear(numbers[0], letter == "J")
        elif letter == "r":
            bottom = numbers[1] if len(numbers) > 1 and numbers[1] else self.height
            self.region = (max(numbers[0], 1) - 1, bottom - 1)
            self._go(0, 0)

    def _obey_short(self, letter: str) -> None:
        if letter == "M":
            self._up()
        elif letter == "D":
            self._down()
        elif letter == "7":
            self.kept = (self.row, self.column)
        elif letter == "8":
            self.row, self.column = self.kept

    def _go(self, row: int, column: int) -> None:
        self.row, self.column = max(min(row, self.height - 1), 0), max(min(column, self.width - 1), 0)

    def _move(self, letter: str, steps: int) -> None:
        down, right = {"A": (-1, 0), "B": (1, 0), "C": (0, 1), "D": (0, -1)}[letter]
        self._go(self.row + down * steps, self.column + right * steps)

    def _clear(self, how: int, whole_screen: bool) -> None:
        """Clear to the end (0), from the beginning (1), or all (2), of the line or of the screen."""
        column = min(self.column, self.width - 1)
        start, stop = (0 if how else column), (column + 1 if how == 1 else self.width)
        self.rows[self.row][start:stop] = [" "] * (stop - start)
        if whole_screen:
            before, after = range(self.row), range(self.row + 1, self.height)
            for row in (*(before if how else ()), *(after if how != 1 else ())):
                self.rows[row] = self._blank()


class Terminal:
    """A program that runs on a screen of its own, until the `with` block ends."""

    def __init__(self, command: list[str], home: Path, **environment: str) -> None:
        self.screen = Screen()
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        told = {"PATH": os.environ["PATH"], "HOME": str(home), "TERM": "vt100", "LC_ALL": "C.UTF-8", **environment}
        self.line, theirs = pty.openpty()
        ioctl(theirs, TIOCSWINSZ, struct.pack("HHHH", self.screen.height, self.screen.width, 0, 0))
        self.process = subprocess.Popen(
            ["setsid", "--ctty", *command], cwd=home, env=told, stdin=theirs, stdout=theirs, stderr=theirs
        )
        # Kept open, to see whether the program has taken all keys.
        self._theirs = theirs

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait(10)
        os.close(self.line)
        os.close(self._theirs)

    def type(self, keys: str) -> None:
        """Press keys, one after the other."""
        os.write(self.line, keys.encode())

    def shown(self) -> str:
        """All that stands on the screen, once the program has taken every key and waits for the next."""
        self._read()
        while self._is_busy() or self._read():
            time.sleep(0.002)
        return "\n".join(self.screen.lines())

    def _is_busy(self) -> bool:
        waiting = struct.unpack("i", ioctl(self._theirs, FIONREAD, b"\0\0\0\0"))[0]
        state = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(") ")[2][0]
        self._read()
        return waiting > 0 or state not in "SZ"

    def _read(self) -> bool:
        if not select.select([self.line], [], [], 0)[0]:
            return False
        self.screen.feed(self._decoder.decode(os.read(self.line, 65536)))
        return True

    def wait(self, until: Callable[[str], bool], wanted: str, within: float = PATIENCE) -> str:
        """The screen as soon as it is as wanted; fails, with what stands there, when it does not become so."""
        ends = time.monotonic() + within
        while not until(shown := self.shown()):
            assert time.monotonic() < ends, f"not seen: {wanted}\n{shown}"
            time.sleep(0.01)
        return shown

    def wait_for(self, words: str) -> str:
        """The screen as soon as these words stand on it, over the ends of lines too."""
        return self.wait(lambda shown: words in " ".join(shown.split()), words)
