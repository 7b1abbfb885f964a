"""Finds every message in code, templates and the plugins that come along, and brings the catalogues up to date.

`python -m coordinator.translating` does it for every language; docs/translating.md says how to go on from there.
"""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from coordinator.catalogues import SPOKEN, file_of

PACKAGE = Path(__file__).parent
TEMPLATES = PACKAGE / "templates"
PLUGINS = PACKAGE.parent / "plugins"
# The functions that say words, each with how many of its first arguments are a message (two: one and many).
SAYING = {"_": 1, "gettext": 1, "said": 1, "ngettext": 2, "said_many": 2}
IN_TEMPLATES: dict[str, tuple[int, ...] | None] = {"_": None, "ngettext": (1, 2)}
HEADER = """# The words of the pages in {name}. How to change them: docs/translating.md.
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural_forms}\\n"

"""


def messages() -> Catalog:
    """Every message that the program has, with the files that it stands in."""
    found = Catalog()
    for name, line, message in [*_in_code(), *_in_templates()]:
        found.add(message, locations=[(name, line)])
    for name, text in sorted(_plugin_words()):
        found.add(text, locations=[(name, 1)])
    return found


def _in_code() -> Iterator[tuple[str, int, str | tuple[str, ...]]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.parent.name != "migrations":
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                # Babel's own way does not look into f-strings.
                if isinstance(node, ast.Call) and (message := message_of(node)):
                    yield f"coordinator/{path.relative_to(PACKAGE)}", node.lineno, message


def message_of(call: ast.Call) -> str | tuple[str, ...] | None:
    """The message of a call that says words; None for every other call, and where the words are no constant."""
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    words = [each.value for each in call.args[: SAYING.get(name, 0)] if isinstance(each, ast.Constant)]
    texts = tuple(word for word in words if isinstance(word, str))
    if not texts or len(texts) < SAYING[name]:
        return None
    return texts if len(texts) > 1 else texts[0]


def _in_templates() -> Iterator[tuple[str, int, str | tuple[str, ...]]]:
    options = {"**.html": {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}}
    methods = [("**.html", "jinja2")]
    for name, line, message, _comments, _context in extract_from_dir(TEMPLATES, methods, options, IN_TEMPLATES):
        yield f"coordinator/templates/{name}", line, message


def _plugin_words() -> Iterator[tuple[str, str]]:
    """What the plugins that come along say of themselves and of their settings, with the file that it stands in."""
    for about in PLUGINS.glob("*/plugin.toml"):
        told = tomllib.loads(about.read_text(encoding="utf-8"))
        yield from ((f"plugins/{about.parent.name}/plugin.toml", told[name]) for name in ("title", "summary"))
    for code in PLUGINS.glob("*/__init__.py"):
        for node in ast.walk(ast.parse(code.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Setting":
                yield from ((f"plugins/{code.parent.name}/__init__.py", text) for text in _words_of_setting(node))


def _words_of_setting(call: ast.Call) -> Iterator[str]:
    """The label, the help and the names of the choices of `Setting(name, kind, label, …)`."""
    shown = [call.args[2], *(each.value for each in call.keywords if each.arg in ("label", "help"))]
    for choices in (each.value for each in call.keywords if each.arg == "choices"):
        shown += [pair.elts[1] for pair in ast.walk(choices) if isinstance(pair, ast.Tuple) and len(pair.elts) == 2]
    yield from (node.value for node in shown if isinstance(node, ast.Constant) and isinstance(node.value, str))


def written(language: str) -> Catalog:
    """The catalogue of a language as it lies there; an empty one where there is none yet."""
    path = file_of(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def up_to_date(language: str) -> Catalog:
    """The catalogue with every message of the program and no other; new ones have no translation yet."""
    before, after = written(language), Catalog(locale=language)
    for message in messages():
        if message.id:
            known = before.get(message.id)
            kept = known.string if known is not None and known.pluralizable == message.pluralizable else ""
            after.add(message.id, kept, message.locations, user_comments=known.user_comments if known else ())
    return after


def write(language: str, catalogue: Catalog) -> None:
    """Put a catalogue where it belongs, with the names of files but without line numbers, which change all the time."""
    path = file_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        plural_forms = Catalog(locale=language).plural_forms
        file.write(HEADER.format(name=SPOKEN[language], language=language, plural_forms=plural_forms).encode())
        write_po(file, catalogue, width=110, omit_header=True, sort_by_file=True, include_lineno=False)


def update() -> None:
    """Bring every language up to date and say how many messages each still lacks."""
    for language in SPOKEN:
        if language != "en":
            catalogue = up_to_date(language)
            write(language, catalogue)
            lacking = sum(not all(_forms(message.string)) for message in catalogue if message.id)
            print(f"{language}: {len(catalogue)} messages, {lacking} without a translation")


def _forms(string: object) -> tuple[object, ...]:
    return tuple(string) if isinstance(string, list | tuple) else (string,)


if __name__ == "__main__":
    update()
