"""Writes docs/hooks.md, the reference of every hook, from the contract itself; `make hooks` runs it."""

import ast
import inspect
import re
from collections.abc import Iterator
from dataclasses import MISSING, Field, dataclass, fields
from pathlib import Path
from typing import Any

from coordinator import plugin_contract as contract
from coordinator.plugin_host.discovery import SHIPPED, product_folder

PAGE = Path(__file__).parents[2] / "docs" / "hooks.md"
_SINCE = re.compile(r"^Since version (\d+)\.$", re.MULTILINE)
_HEAD = """\
# Hook reference

Every hook of version {version} of the contract, and every value that goes in or comes out. This page is made from
`coordinator/plugin_contract.py` by `make hooks`. [Plugins](plugins.md) tells how to begin.

A function may leave out arguments that it does not need. `Settings` maps the name of each setting to its checked value.
"""


@dataclass(frozen=True)
class Hook:
    """One hook as its docstring and its signature describe it; `since` is '' and `example` '' where they do not."""

    name: str
    arguments: tuple[tuple[str, str], ...]
    returns: str
    meaning: str
    since: str
    example: str


def hooks() -> list[Hook]:
    """Every hook of the contract, in its order."""
    return [_hook(name, function) for name, function in vars(contract.Hooks).items() if not name.startswith("_")]


def users_of(hook: str) -> list[str]:
    """The shipped plugins that have that hook, read off their files without running them."""
    return [name for name in SHIPPED if hook in _functions(product_folder() / name)]


def page() -> str:
    """The whole reference as Markdown."""
    parts = [_HEAD.format(version=contract.CONTRACT_VERSION), *(_section(each) for each in hooks()), "## Values\n"]
    return "\n".join([*parts, *(_value(kind) for kind in _values())])


def _hook(name: str, function: Any) -> Hook:
    text, _mark, example = inspect.cleandoc(function.__doc__ or "").partition("\nExample:\n")
    since = _SINCE.search(text)
    signature = inspect.signature(function)
    arguments = [each for each in signature.parameters.values() if each.name != "self"]
    return Hook(
        name,
        tuple((each.name, _type(each.annotation)) for each in arguments),
        _type(signature.return_annotation),
        _SINCE.sub("", text).strip(),
        since.group(1) if since else "",
        inspect.cleandoc(example),
    )


def _functions(folder: Path) -> set[str]:
    tree = ast.parse((folder / "__init__.py").read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def _section(hook: Hook) -> str:
    users = ", ".join(f"`{name}`" for name in users_of(hook.name))
    return "\n".join(
        [
            f"## `{hook.name}({', '.join(name for name, _kind in hook.arguments)})`\n",
            f"{hook.meaning}\n",
            *(f"- `{name}`: {_linked(kind)}" for name, kind in hook.arguments),
            f"- gives {_linked(hook.returns)}",
            f"- since version {hook.since}",
            f"- used by {users}\n",
            f"```python\n{hook.example}\n```\n",
        ]
    )


def _values() -> Iterator[type]:
    for kind in vars(contract).values():
        if isinstance(kind, type) and kind.__module__ == contract.__name__ and hasattr(kind, "__dataclass_fields__"):
            yield kind


def _value(kind: type) -> str:
    rows = [f"| `{each.name}` | {_linked(_type(each.type))} | {_default(each)} |" for each in fields(kind)]
    table = ["| field | type | where it is left out |", "| --- | --- | --- |", *rows]
    return "\n".join([f"### `{kind.__name__}`\n", inspect.cleandoc(kind.__doc__ or ""), "", *table, ""])


def _default(field: Field[Any]) -> str:
    return "must be there" if field.default is MISSING else f"`{field.default!r}`"


def _type(annotation: Any) -> str:
    if annotation == contract.Settings:
        return "Settings"
    text = annotation if isinstance(annotation, str) else inspect.formatannotation(annotation)
    return re.sub(r"\b(?:coordinator\.plugin_contract|datetime|typing|collections\.abc)\.", "", text)


def _linked(kind: str) -> str:
    """The type, and the way to what stands on this page about it."""
    named = next((each.__name__ for each in _values() if re.search(rf"\b{each.__name__}\b", kind)), "")
    shown = kind.replace("|", "\\|")
    return f"[`{shown}`](#{named.lower()})" if named else f"`{shown}`"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
