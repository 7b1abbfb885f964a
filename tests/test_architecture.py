"""The house keeps its floors and rooms: imports go down, rooms keep to their work."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "coordinator"
FLOORS = ["accounts", "notices", "spaces", "reports", "threads", "newsletters", "desk"]
# What is neither floor nor cellar: it stands above all floors and puts them together.
ROOF = {"app", "cli", "__main__", "__init__", "serve", "console"}
QUIET_ROOMS = {"actions", "queries", "models"}


def modules() -> list[Path]:
    """Every module of the package but the migrations, which are frozen scripts."""
    return [path for path in sorted(ROOT.rglob("*.py")) if "migrations" not in path.parts]


def imports(path: Path) -> list[str]:
    """The dotted names of what a module imports from the package."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "coordinator":
            found += [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            found += [alias.name for alias in node.names if alias.name.split(".")[0] == "coordinator"]
    return found


def floor_of(parts: tuple[str, ...]) -> int | None:
    """The floor's number, counted from below; None for cellar and roof."""
    return FLOORS.index(parts[0]) if parts and parts[0] in FLOORS else None


def own_parts(path: Path) -> tuple[str, ...]:
    """Where a module stands, as `('reports', 'views')`."""
    return path.relative_to(ROOT).with_suffix("").parts


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_down_only(path: Path) -> None:
    here = own_parts(path)
    if here[0] in ROOF:
        return
    floor = floor_of(here)
    for name in imports(path):
        other = floor_of(tuple(name.split(".")[1:]))
        if other is not None:
            assert floor is not None, f"the cellar's {path.name} imports {name}"
            assert other <= floor, f"{path.name} imports {name} from above"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_another_floor_is_entered_through_its_rooms_not_its_pages(path: Path) -> None:
    here = own_parts(path)
    if here[0] in ROOF:
        return
    for name in imports(path):
        parts = tuple(name.split(".")[1:])
        if floor_of(parts) is not None and parts[0] != here[0]:
            assert not {"views", "api", "cli", "forms"} & set(parts[1:2]), f"{'.'.join(here)} imports {name}"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_actions_queries_and_models_know_no_web(path: Path) -> None:
    here = own_parts(path)
    if floor_of(here) is None or not QUIET_ROOMS & set(here[1:2]):
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    named = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    named |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert not {name for name in named if name and name.split(".")[0] in ("flask", "flask_login", "werkzeug")}


def product_imports(folder: Path) -> dict[str, list[str]]:
    """What each module in a folder imports from the package, by the module's place."""
    return {str(path.relative_to(folder)): imports(path) for path in sorted(folder.rglob("*.py"))}


def test_plugins_import_the_contract_and_what_typesets_and_nothing_else_of_ours() -> None:
    allowed = ("coordinator.plugin_contract.", "coordinator.typesetting.")
    for name, found in product_imports(ROOT.parent / "plugins").items():
        assert all(each.startswith(allowed) for each in found), f"plugins/{name} imports {found}"


def test_what_typesets_imports_nothing_of_the_application_but_the_contract() -> None:
    allowed = ("coordinator.plugin_contract.", "coordinator.typesetting.")
    for name, found in product_imports(ROOT / "typesetting").items():
        assert all(each.startswith(allowed) for each in found), f"typesetting/{name} imports {found}"


def test_only_one_module_makes_markup_or_cleans_it() -> None:
    for path in modules():
        text = path.read_text(encoding="utf-8")
        for word in ("import bleach", "from bleach", "import nh3", "Markup(", "from markdown_it"):
            assert word not in text or path.name == "markup.py", f"{path.name} has {word}"
    for template in ROOT.rglob("*.html"):
        assert "|safe" not in template.read_text(encoding="utf-8").replace(" ", ""), template.name


def test_no_script_and_no_inline_style_is_shipped() -> None:
    assert not list(ROOT.rglob("*.js"))
    for template in ROOT.rglob("*.html"):
        text = template.read_text(encoding="utf-8").lower()
        for word in ("<script", " style=", "onclick=", "onload=", "onsubmit=", "javascript:"):
            assert word not in text, f"{template.name} has {word}"


def test_each_module_opens_with_one_sentence() -> None:
    for path in modules():
        docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
        assert docstring and docstring.rstrip()[-1] in ".:", path
