"""The same evil through every door: at import, in the settings, in both exports and in the measure of a plugin.

A few through each door every time; all of them through all doors in the long tests.
"""

import os
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from coordinator.plugin_contract import Edition, Sheet
from coordinator.plugin_host import host
from coordinator.plugin_host.discovery import Plugin
from coordinator.plugin_host.failure import PluginFailed
from coordinator.plugin_host.process import Limits

MakePlugin = Callable[..., Plugin]
DOORS = ("import", "settings_schema", "export_edition", "export_sheet", "measure_edition")
LIMITS = Limits(seconds=2)
# What a run may take beyond its limit until nothing of it is left.
SLACK = 6
CANARY = "canary-5d1f"

EACH_OPENED = "for n in range(3, 20):\n    try:\n        "
HOSTILE = {
    "never ends": "while True: pass",
    "sleeps": "time.sleep(600)",
    "ignores being asked to stop": "signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)",
    "takes ten gigabytes": "return 'x' * 10**10",
    "takes more and more": "kept = []\nwhile True: kept.append(bytearray(os.urandom(2**20)))",
    "forks without end": "while True:\n    try: os.fork()\n    except OSError: time.sleep(0.01)",
    "starts threads without end": "while True: threading.Thread(target=time.sleep, args=(600,)).start()",
    "raises": "raise ValueError('no')",
    "exits": "sys.exit(0)",
    "exits at once": "os._exit(0)",
    "aborts": "os.abort()",
    "kills those above it": "os.kill(os.getppid(), 9); os.kill(1, 9); os.killpg(0, 9)",
    "kills everybody": "os.kill(-1, 9)",
    "writes a gigabyte out": "[os.write(n, bytes(2**20)) for _ in range(1000) for n in (1, 2)]",
    "floods the answer": EACH_OPENED + "while True: os.write(n, bytes(2**20))\n    except OSError: pass",
    "forges the answer": EACH_OPENED + "os.write(n, b'{\"answer\": 1}')\n    except OSError: pass\nos._exit(0)",
    "answers in bytes": "return os.urandom(1000).decode('latin-1')",
    "writes outside": "for p in ('/tmp', '/usr/lib', FOLDER):\n    Path(p, 'written').write_text('x')",
    "writes into the product": "Path('/in-the-sandbox/product/coordinator/__init__.py').write_text('x')",
    "links outside": "os.symlink(FOLDER, 'link'); Path('link/written').write_text('x')",
    "reads the machine's accounts": "return Path('/etc/passwd').read_text()",
    "reads keys": "return Path(FOLDER, 'config.toml').read_text()",
    "reads the environment": "return str(dict(os.environ)) + Path('/proc/self/environ').read_text()",
    "reads the environment of others": "return str([p.read_bytes() for p in Path('/proc').glob('*/environ')])",
    "connects": "socket.create_connection(('127.0.0.1', PORT), 1).sendall(b'x')",
    "asks a name server": "socket.getaddrinfo('example.org', 80)",
    "opens a raw socket": "socket.socket(socket.AF_INET, socket.SOCK_RAW, 1)",
    "meddles with the product": "import coordinator.plugin_host.codec as c; c.encode = c.check = lambda *a: 'meddled'",
    "leaves children": "if os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0: time.sleep(600)\n    os._exit(0)",
    "fills its folder": "[Path(str(n)).write_bytes(bytes(10**7)) for n in range(100)]",
    "makes files without end": "n = 0\nwhile True: n += 1; Path(str(n)).touch()",
    "drips": "while True: os.write(2, b'.'); time.sleep(0.05)",
    "crashes the interpreter": "ctypes.string_at(0)",
    "falls down": "sys.setrecursionlimit(10**9)\ndef down(): return down()\ndown()",
    "makes namespaces": "return str(ctypes.CDLL(None).unshare(0x10000000))",
    "mounts": "return str(ctypes.CDLL(None).mount(b'x', b'/', b'tmpfs', 0, 0))",
    "traces": "return str(ctypes.CDLL(None).ptrace(16, os.getppid(), 0, 0))",
    "takes its limits away": "resource.setrlimit(resource.RLIMIT_AS, (-1, -1))",
}  # fmt: skip
# Through the exports of editions every one goes each time already, beside this file.
QUICK = [
    ("import", "never ends"), ("import", "reads keys"), ("import", "forges the answer"), ("import", "leaves children"),
    ("settings_schema", "takes ten gigabytes"), ("settings_schema", "reads keys"), ("settings_schema", "exits at once"),
    ("export_sheet", "never ends"), ("export_sheet", "connects"), ("export_sheet", "writes outside"),
    ("measure_edition", "never ends"), ("measure_edition", "reads keys"), ("measure_edition", "forks without end"),
]  # fmt: skip

MODULE = """\
import ctypes, os, resource, signal, socket, sys, threading, time
from pathlib import Path
from coordinator.plugin_contract import *
FOLDER, PORT = {folder!r}, {port}

def hostile():
{code}

{now}
@hookimpl
def settings_schema():
    return (Setting("one", "text", str({settings_schema})[:150] or "One", ""),)

@hookimpl
def export_edition(edition, settings):
    return (ExportedFile("said.txt", "text/plain", str({export_edition}).encode() or b"x"),)

@hookimpl
def export_sheet(sheet, settings):
    return (ExportedFile("said.txt", "text/plain", str({export_sheet}).encode() or b"x"),)

@hookimpl
def measure_edition(edition, settings):
    return Measurement(1, 1, 0, (), (), str({measure_edition}))
"""


@pytest.fixture
def secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a key in it, and the same word in the environment."""
    place = tmp_path / "instance"
    place.mkdir()
    (place / "config.toml").write_text(f"secret_key = '{CANARY}'")
    monkeypatch.setenv("COORDINATOR_SECRET_KEY", CANARY)
    monkeypatch.setattr(host, "LIMITS", LIMITS)
    return place


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    """A server on this machine that nobody should reach."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


def module(evil: str, door: str, folder: Path, port: int) -> str:
    """A plugin that is evil at one door and does nothing at the others."""
    code = "\n".join("    " + line for line in evil.splitlines())
    calls = {each: "hostile()" if each == door else "''" for each in DOORS[1:]}
    now = "hostile()\n" if door == "import" else ""
    return MODULE.format(folder=str(folder), port=port, code=code, now=now, **calls)


def through(door: str, plugin: Plugin, edition: Edition, sheet: Sheet) -> str:
    """What comes out when the host knocks at that door."""
    try:
        if door in ("import", "settings_schema"):
            return str(host.describe(plugin))
        if door == "measure_edition":
            return str(host.measure(plugin, edition, {}, LIMITS))
        return str(host.export(plugin, sheet if door == "export_sheet" else edition, {}, LIMITS))
    except PluginFailed as failed:
        return failed.sentence + failed.detail


def left_behind(folder: Path) -> list[str]:
    """The processes that still name the plugin's folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if process.name != str(os.getpid()) and str(folder).encode() in (process / "cmdline").read_bytes():
                found.append(process.name)
        except OSError:
            continue
    return found


def contained(
    evil: str, door: str, make: MakePlugin, value: tuple[Edition, Sheet], secrets: Path, server: socket.socket
) -> None:
    """Run it, and see that nothing came of it."""
    plugin = make(module=module(HOSTILE[evil], door, secrets, server.getsockname()[1]))
    assert plugin.folder is not None
    before = sorted(secrets.parent.rglob("*"))
    started = time.monotonic()
    said = through(door, plugin, *value)
    # Its settings are asked for first, so that there are two runs at most.
    assert time.monotonic() - started < 2 * LIMITS.seconds + SLACK
    assert CANARY not in said
    assert "root:" not in said
    with pytest.raises(BlockingIOError):
        server.accept()
    assert sorted(secrets.parent.rglob("*")) == before
    time.sleep(0.1)
    assert left_behind(plugin.folder) == []


def test_the_evil_is_what_it_says_it_is(make_plugin: MakePlugin, secrets: Path, listening: socket.socket) -> None:
    """The same code in this very process finds the key: a test that catches nothing would be noticed."""
    names: dict[str, object] = {}
    code = module(HOSTILE["reads keys"], "export_edition", secrets, listening.getsockname()[1])
    exec(code, names)  # noqa: S102 - that is the point
    (file,) = names["export_edition"](None, None)  # type: ignore[operator]
    assert CANARY in file.content.decode()


@pytest.mark.parametrize(("door", "evil"), QUICK)
def test_a_few_are_contained_at_every_door(
    make_plugin: MakePlugin,
    edition: Edition,
    sheet: Sheet,
    secrets: Path,
    listening: socket.socket,
    door: str,
    evil: str,
) -> None:
    contained(evil, door, make_plugin, (edition, sheet), secrets, listening)


@pytest.mark.long
@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("evil", HOSTILE)
def test_all_are_contained_at_every_door(
    make_plugin: MakePlugin,
    edition: Edition,
    sheet: Sheet,
    secrets: Path,
    listening: socket.socket,
    door: str,
    evil: str,
) -> None:
    contained(evil, door, make_plugin, (edition, sheet), secrets, listening)
