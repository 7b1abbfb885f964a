"""Makes the files of a plugin to look at, once or whenever something in its folder changes."""

import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from shutil import which

from coordinator.errors import Invalid
from coordinator.plugin_author.editions import odd_editions, plain_edition, plain_sheet
from coordinator.plugin_author.folders import plugin_in
from coordinator.plugin_contract import Edition, Sheet
from coordinator.plugin_host import host

_LOOK_EVERY_SECONDS = 0.5


def value_called(name: str) -> Edition | Sheet:
    """`demo` and `sheet`, or one of the odd editions by what is odd about it; else Invalid."""
    known: dict[str, Edition | Sheet] = {"demo": plain_edition(), "sheet": plain_sheet(), **odd_editions()}
    if name not in known:
        raise Invalid(f"There is no edition “{name}”: it can be a text file, or one of {', '.join(known)}.")
    return known[name]


def make_preview(folder: Path, value: Edition | Sheet, to: Path) -> list[Path]:
    """Run the plugin and write its files into `to`; PluginFailed where it fails, Invalid if none can be written."""
    made = host.export(plugin_in(folder), value, {})
    try:
        to.mkdir(parents=True, exist_ok=True)
        for file in made:
            (to / file.name).write_bytes(file.content)
    except OSError as problem:
        raise Invalid(f"The files cannot be written to {to}: {problem.strerror}.") from problem
    return [to / file.name for file in made]


def changes_of(folder: Path) -> Iterator[None]:
    """One step at once, and one after each change of a file in the folder, without end."""
    before = None
    while True:
        now = _state_of(folder)
        if now != before:
            before = now
            yield
        time.sleep(_LOOK_EVERY_SECONDS)


def _state_of(folder: Path) -> dict[str, tuple[int, int]]:
    found = {}
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__"]
        for name in files:
            try:
                seen = Path(place, name).stat()
            except OSError:
                # Editors replace a file by another one.
                continue
            found[str(Path(place, name))] = (seen.st_mtime_ns, seen.st_size)
    return found


def open_with_the_system(file: Path) -> bool:
    """Open a file as a double click would; False where the system has nothing for it, as on a server."""
    opener = which("xdg-open") or which("open")
    if opener is None or not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False
    done = subprocess.run([opener, str(file)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return done.returncode == 0
