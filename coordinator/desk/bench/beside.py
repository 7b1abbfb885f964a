"""How fast a page is while a plugin misbehaves beside it: quiet seconds and seconds of each kind of misuse, in turn."""

import os
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import median
from typing import Any

from coordinator.desk.bench import measuring, running, serving
from coordinator.desk.bench.exporting import small_edition
from coordinator.desk.bench.measuring import Figures, Target
from coordinator.newsletters.models import FAILURES_IN_A_ROW
from coordinator.plugin_contract import Edition
from coordinator.plugin_host import host
from coordinator.plugin_host.discovery import Plugin, find
from coordinator.plugin_host.failure import PluginFailed
from coordinator.plugin_host.process import Limits

# What each plugin does with the time it is given.
MISUSES = {
    "spins": ("while True: pass",),
    "forks": ("while True:", "    try: os.fork()", "    except OSError: pass"),
    "threads": (
        "def spin():",
        "    while True: pass",
        "for _ in range(20): threading.Thread(target=spin).start()",
    ),
    "memory": ("kept = []", "while True: kept.append(bytearray(os.urandom(2**20)))"),
    "files": (
        "while True:",
        "    try: open(os.urandom(2).hex(), 'wb').write(bytes(2**20))",
        "    except OSError: pass",
    ),
    "floods": ("while True: os.write(2, bytes(2**20))",),
}
_HEAD = """\
import os, threading
from coordinator.plugin_contract import hookimpl

@hookimpl
def export_edition(edition, settings):"""
# Two who read, each a page at a time with a look at it: the machine is in use and not worn out.
PAUSE = 0.03
SECONDS = 10.0


def run_beside(
    posts: int, rounds: int, seconds: float, filled_some: Callable[[int], None], round_done: Callable[[], None]
) -> dict[str, Any]:
    """The 95th percentile of the thread page in milliseconds, without and beside each misuse, and their ratio.

    Both are the median of `rounds` rounds of `seconds`; a quiet round stands before each one that is not. A plugin
    that is stopped before its time is over is started again at once, as often as a space bears with its failing.
    """
    with (
        running.scratch(posts, filled_some) as made,
        tempfile.TemporaryDirectory(prefix="coordinator-bench-") as folder,
    ):
        plugins = {name: _made(Path(folder), name, code) for name, code in MISUSES.items()}
        with serving.product(made.instance, running.bare_environment()) as served:
            page = running.page_of(served, made.filled, "thread")
            measuring.one_round(page, measuring.WARM_UP_SECONDS, len(page.addresses))
            found = {name: _rounds(page, plugin, rounds, seconds, round_done) for name, plugin in plugins.items()}
    return {"seconds": seconds, "cores": os.cpu_count() or 1, "beside": found}


def _made(folder: Path, name: str, code: Sequence[str]) -> Plugin:
    place = folder / name
    place.mkdir()
    (place / "plugin.toml").write_text("contract = 1\n")
    (place / "__init__.py").write_text("\n    ".join((_HEAD, *code)) + "\n")
    # Inside the sandbox it is nobody who reads them.
    for path in (folder, place, *place.iterdir()):
        path.chmod(0o755)
    found = find(name, [folder])
    assert found is not None  # noqa: S101 - it was just written
    host.describe(found)
    return found


def _rounds(
    page: Target, plugin: Plugin, rounds: int, seconds: float, round_done: Callable[[], None]
) -> dict[str, float]:
    quiet, beside = [], []
    for _round in range(rounds):
        quiet.append(_p95(page, seconds))
        with _misused(plugin, seconds):
            beside.append(_p95(page, seconds))
        round_done()
    ratio = median(after / before for before, after in zip(quiet, beside, strict=True))
    return {"quiet_ms": round(median(quiet), 2), "beside_ms": round(median(beside), 2), "ratio": round(ratio, 2)}


def _p95(page: Target, seconds: float) -> float:
    _cpu, _took, times = measuring.one_round(page, seconds, pause=PAUSE)
    return Figures(seconds=times).percentile(0.95)


@contextmanager
def _misused(plugin: Plugin, seconds: float) -> Iterator[None]:
    """Have the plugin export a number beside the block, as the worker would."""
    over = threading.Event()
    runner = threading.Thread(target=_export_often, args=(over, plugin, small_edition(), seconds), daemon=True)
    runner.start()
    try:
        yield
    finally:
        over.set()
        runner.join(seconds + 10)


def _export_often(over: threading.Event, plugin: Plugin, edition: Edition, seconds: float) -> None:
    for _time in range(FAILURES_IN_A_ROW):
        with suppress(PluginFailed):
            host.export(plugin, edition, {}, Limits(seconds=max(1, round(seconds))))
        if over.is_set():
            return
