"""The style page's own stylesheet: each look as a class, made of the tokens; no other page asks for it."""

from functools import cache

from coordinator.desk.look.tokens import LIGHT, LOOKS, THEMES, Look, colours, tokens

SIZES, GAPS = "size-", ("gap", "radius", "lift", "shadow", "touch")
OWN = """
main { max-inline-size: none; }
.specimen { padding-block-end: var(--gap-l); }
.specimen > h2 { font-size: var(--size-m); }
.looks { display: grid; gap: var(--gap); align-items: start; }
.looks { grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); }
.look { padding: var(--gap); border: 1px solid var(--edge); min-inline-size: 0; overflow-x: auto; }
.look { background: var(--paper); color: var(--ink); }
.look > * + * { margin-block-start: var(--gap); }
.look-caption { font-size: var(--size-s); color: var(--ink-soft); border-block-end: 1px dotted var(--edge); }
.look-narrow { inline-size: 320px; max-inline-size: 100%; }
.look .form-actions.sticky { position: static; margin-inline: 0; padding-inline: 0; }
.swatches { display: grid; gap: .5rem; list-style: none; padding: 0; }
.swatches { grid-template-columns: repeat(auto-fill, minmax(9rem, 1fr)); }
.swatches li { margin: 0; padding: .5rem .6rem; border: 1px solid var(--edge); font-size: var(--size-s); }
.gap-shown { background: var(--accent); block-size: .8rem; max-inline-size: 100%; }
@media print { .look:not(:first-child) { display: none; } }
"""


@cache
def style() -> str:
    """The whole text of the style page's stylesheet."""
    return "\n".join([OWN, *_looks(), *_pairs(), *_sizes()])


def names(*beginnings: str) -> list[str]:
    """The tokens whose names begin so, as the stylesheet orders them."""
    return [name for name in tokens(LIGHT) if name.startswith(beginnings)]


def _looks() -> list[str]:
    return [line for look in LOOKS for line in (_look(look), *(_theme(look, theme) for theme in THEMES))]


def _look(look: Look) -> str:
    scheme = "dark" if look.name.startswith("dark") else "light"
    values = {**colours(look), "lift": tokens(look)["lift"]}
    return f".look-{look.name} {{ color-scheme: {scheme}; {_declared(values)} }}"


def _theme(look: Look, theme: str) -> str:
    values = {name: value for name, value in colours(look, theme).items() if name in ("accent", "accent-wash")}
    return f".look-{look.name}.theme-{theme} {{ {_declared(values)} }}"


def _declared(values: dict[str, str]) -> str:
    return " ".join(f"--{name}: {value};" for name, value in values.items())


def _pairs() -> list[str]:
    found = {name for look in LOOKS for name in colours(look)}
    return [
        f".ink-{name} {{ color: var(--{name}); }} .on-{name} {{ background: var(--{name}); }}" for name in sorted(found)
    ]


def _sizes() -> list[str]:
    sizes = [f".as-{name} {{ font-size: var(--{name}); }}" for name in names(SIZES)]
    return sizes + [f".as-{name} {{ inline-size: var(--{name}); }}" for name in names("gap", "radius", "touch")]
