"""Puts a plugin where the server finds it, after a look at everything that would be unpacked."""

import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from coordinator.errors import Invalid
from coordinator.plugin_author.folders import plugin_in
from coordinator.plugin_host.discovery import SHIPPED, Plugin, product_folder

MOST_FILES = 500
MOST_BYTES = 32 * 2**20
_LEFT_BEHIND = {"__pycache__", ".git", ".pytest_cache", ".venv"}
_LINK = 0o120000


def install_plugin(source: Path, into: Path | None = None, *, replace: bool = False) -> Plugin:
    """The plugin of a folder or a ZIP file, now in `into` (beside the shipped ones, where not given) and usable.

    Refuses (Invalid) a path that climbs out, a link, more than 500 files or 32 MB, one that could not be used, the
    name of a plugin that ships with the product, and without `replace` a name that is there already. What was there
    stays until the new one is whole.
    """
    into = product_folder() if into is None else into
    try:
        with tempfile.TemporaryDirectory(prefix=".installing-", dir=_made(into)) as place:
            found = _usable(_copied(source, Path(place)))
            target = into / found.name
            if found.name in SHIPPED:
                raise Invalid(f"{found.name} ships with the product: give the plugin another name.")
            if target.exists() and not replace:
                raise Invalid(f"There is a plugin {found.name} already: type --replace to put this one in its place.")
            _swap(Path(found.folder or place), target, Path(place) / "old")
    except OSError as problem:
        raise Invalid(f"The plugin cannot be put into {into}: {problem.strerror or problem}.") from problem
    return plugin_in(target)


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _swap(new: Path, target: Path, old: Path) -> None:
    _let_everybody_read(new)
    if target.exists():
        target.rename(old)
    new.rename(target)


def _let_everybody_read(folder: Path) -> None:
    """Where the server is root, a plugin runs as nobody and must be able to read itself."""
    for place in (folder, *folder.rglob("*")):
        place.chmod(0o755 if place.is_dir() else 0o644)


def _usable(folder: Path) -> Plugin:
    found = plugin_in(folder)
    if not found.is_usable:
        raise Invalid(f"{found.name} cannot be used. {found.problem}")
    return found


def _copied(source: Path, place: Path) -> Path:
    if source.is_dir():
        return _copied_folder(source.resolve(), place / "new")
    if zipfile.is_zipfile(source):
        return _unpacked(source, place / "new")
    raise Invalid(f"{source} is neither a folder nor a ZIP file.")


def _copied_folder(source: Path, to: Path) -> Path:
    files = list(_files_in(source))
    _refuse_too_much(len(files), sum(file.stat().st_size for file in files))
    for file in files:
        target = to / source.name / file.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
    return to / source.name


def _files_in(source: Path) -> Iterator[Path]:
    for file in sorted(source.rglob("*")):
        if _LEFT_BEHIND & set(file.relative_to(source).parts):
            continue
        if file.is_symlink():
            raise Invalid(f"{file.name} is a link: put the file itself there.")
        if file.is_file():
            yield file


def _unpacked(source: Path, to: Path) -> Path:
    """The folder of a plugin out of a ZIP file that holds just that folder, or its files and is named as it is."""
    try:
        with zipfile.ZipFile(source) as packed:
            members = [each for each in packed.infolist() if not each.is_dir()]
            _refuse_too_much(len(members), sum(each.file_size for each in members))
            within = to / source.stem if any(each.filename == "plugin.toml" for each in members) else to
            for each in members:
                _write(packed, each, within)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as problem:
        raise Invalid(f"{source} cannot be unpacked: {problem}.") from problem
    found = [place.parent for place in sorted(to.glob("*/plugin.toml"))]
    if len(found) != 1:
        raise Invalid(f"{source} must hold one plugin: one folder with a plugin.toml.")
    return found[0]


def _write(packed: zipfile.ZipFile, member: zipfile.ZipInfo, to: Path) -> None:
    parts = PurePosixPath(member.filename.replace("\\", "/")).parts
    if ".." in parts or member.filename.startswith(("/", "\\")) or ":" in member.filename or "\0" in member.filename:
        raise Invalid(f"{member.filename[:80]} would lie outside the plugin's folder: nothing was installed.")
    if (member.external_attr >> 16) & 0o170000 == _LINK:
        raise Invalid(f"{member.filename[:80]} is a link: put the file itself there.")
    if _LEFT_BEHIND & set(parts):
        return
    target = to.joinpath(*parts)
    target.parent.mkdir(parents=True, exist_ok=True)
    with packed.open(member) as content:
        # No more than it said: a size that is a lie ends here.
        target.write_bytes(content.read(member.file_size))


def _refuse_too_much(files: int, size: int) -> None:
    if files > MOST_FILES or size > MOST_BYTES:
        raise Invalid(f"A plugin has at most {MOST_FILES} files and {MOST_BYTES // 2**20} MB.")
