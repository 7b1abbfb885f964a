"""Each hook is asked in the sandbox; what it gives is taken only if it is what was asked for."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from coordinator import plugin_contract
from coordinator.errors import Invalid
from coordinator.plugin_contract import Edition, Setting, Sheet
from coordinator.plugin_host.discovery import Plugin, find
from coordinator.plugin_host.failure import PluginFailed
from coordinator.plugin_host.host import MOST_EARLIER, describe, export, measure

MakePlugin = Callable[..., Plugin]
CONTRACT = "from coordinator.plugin_contract import *\n"


def sentence(of: Callable[[], object]) -> str:
    """The sentence that a plugin fails with."""
    with pytest.raises(PluginFailed) as failed:
        of()
    return failed.value.sentence


def test_export_edition_hands_over_everything_that_may_be_published(make_plugin: MakePlugin, edition: Edition) -> None:
    plugin = make_plugin(
        """
        article, = edition.articles
        picture, = article.pictures
        return text((edition.number, edition.date.isoformat(), edition.masthead.motto, article.byline,
                     article.blocks[0].spans[1].strong, picture.alt, picture.content[:4], sorted(settings)))
        """
    )
    (file,) = export(plugin, edition, {})
    assert file.content.decode() == str(
        (12, "2026-11-22", "From hand to hand", "Heron", True, "The gate", b"\x89PNG", [])
    )


def test_export_edition_hands_over_earlier_numbers_to_a_plugin_that_asks_for_them(
    make_plugin: MakePlugin, edition: Edition
) -> None:
    say = """
        return text([(n.number, n.articles[0].blocks[0].kind, n.articles[0].pictures[0].content[:4], len(n.earlier))
                     for n in edition.earlier])
    """
    nested = replace(edition, number=11, earlier=(replace(edition, number=10),))
    whole = replace(edition, earlier=(nested, *(replace(edition, number=n) for n in range(10, -40, -1))))
    assert export(make_plugin(say), whole, {})[0].content == b"[]"
    (file,) = export(make_plugin(say, name="archive", toml="earlier = true\n"), whole, {})
    assert file.content.decode() == str([(n, "paragraph", b"\x89PNG", 0) for n in range(11, 11 - MOST_EARLIER, -1)])


def test_export_sheet_hands_over_one_article(make_plugin: MakePlugin, sheet: Sheet) -> None:
    plugin = make_plugin(
        module=CONTRACT
        + "@hookimpl\ndef export_sheet(sheet):\n"
        + "    return (ExportedFile('a.txt', 'text/plain', sheet.article.title.encode()),)\n"
    )
    assert export(plugin, sheet, {})[0].content == b"Ten minutes"
    assert describe(plugin).exports_sheets
    assert not describe(plugin).exports_editions


def test_measure_edition_gives_figures(make_plugin: MakePlugin, edition: Edition) -> None:
    plugin = make_plugin(
        module=CONTRACT
        + "@hookimpl\ndef export_edition(edition): return ()\n"
        + "@hookimpl\ndef measure_edition(edition, settings):\n"
        + "    return Measurement(2, 4, -30, (PageFigures(1, 0, ('1',)),), (ArticleFigures('1', 9, 1, 1),), 'Room.')\n"
    )
    measured = measure(plugin, edition, {})
    assert (measured.pages, measured.lines_over, measured.per_page[0].articles) == (2, -30, ("1",))
    assert describe(plugin).measures


def test_settings_schema_becomes_the_description(make_plugin: MakePlugin, edition: Edition) -> None:
    plugin = make_plugin(
        module=CONTRACT
        + "@hookimpl\ndef settings_schema(): return (Setting('shout', 'yes-no', 'Shout', False),)\n"
        + "@hookimpl\ndef export_edition(edition, settings):\n"
        + "    return (ExportedFile('a.txt', 'text/plain', repr(dict(settings)).encode()),)\n"
    )
    assert describe(plugin).settings == (Setting("shout", "yes-no", "Shout", False),)
    assert export(plugin, edition, {"shout": "yes"})[0].content == b"{'shout': True}"
    with pytest.raises(Invalid):
        export(plugin, edition, {"wisper": "yes"})


def test_a_changed_plugin_is_described_anew(make_plugin: MakePlugin) -> None:
    code = CONTRACT + "@hookimpl\ndef settings_schema(): return (Setting('{}', 'yes-no', 'A', False),)\n"
    code += "@hookimpl\ndef export_edition(edition): return ()\n"
    plugin = make_plugin(module=code.format("one"))
    assert describe(plugin).settings[0].name == "one"
    assert plugin.folder is not None
    (plugin.folder / "__init__.py").write_text(code.format("other"))
    assert describe(plugin).settings[0].name == "other"


@pytest.mark.parametrize(
    ("module", "said"),
    [
        ("@hookimpl\ndef export_editon(edition): return ()", "has a hook that nobody asks for"),
        ("@hookimpl\ndef export_edition(edition, account): return ()", "takes what it is not given"),
        ("@hookimpl\ndef settings_schema(): return ()", "can export neither a number nor a sheet"),
        ("def export_edition(edition): return ()", "can export neither a number nor a sheet"),
        ("raise ValueError('on import')", "could not be loaded (ValueError)"),
        ("import nothing_of_the_kind", "could not be loaded (ModuleNotFoundError)"),
        ("this is no Python", "could not be loaded (SyntaxError)"),
        ("import coordinator.config", "could not be loaded (ModuleNotFoundError)"),
    ],
)
def test_a_plugin_that_keeps_to_no_contract_is_refused(make_plugin: MakePlugin, module: str, said: str) -> None:
    plugin = make_plugin(module=f"{CONTRACT}{module}\n")
    assert said in sentence(lambda: describe(plugin))


@pytest.mark.parametrize(
    ("schema", "said"),
    [
        ("(Setting('a', 'yes-no', 'A', 1),)", "the default of a is not of its kind"),
        ("(Setting('a', 'colour', 'A', 'red'),)", "must be one of"),
        ("('columns',)", "Setting was expected, not str"),
        ("7", "a tuple was expected, not int"),
    ],
)
def test_settings_that_are_not_well_described_are_refused(make_plugin: MakePlugin, schema: str, said: str) -> None:
    plugin = make_plugin(
        module=f"{CONTRACT}@hookimpl\ndef settings_schema(): return {schema}\n"
        "@hookimpl\ndef export_edition(edition): return ()\n"
    )
    assert said in sentence(lambda: describe(plugin))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("()", "wrote no file"),
        ("None", "a tuple was expected, not NoneType"),
        ("'a file'", "a tuple was expected, not str"),
        ("('a.txt',)", "ExportedFile was expected, not str"),
        ("(ExportedFile('a.txt', 'text/plain', 'no bytes'),)", "content is not bytes"),
        ("(ExportedFile('../a.txt', 'text/plain', b'a'),)", "file name"),
        ("(ExportedFile('a.pdf', 'application/pdf', b'a'),)", "a.pdf is not what it says it is"),
    ],
)
def test_what_is_not_a_row_of_files_is_refused(
    make_plugin: MakePlugin, edition: Edition, given: str, said: str
) -> None:
    plugin = make_plugin(f"return {given}")
    assert said in sentence(lambda: export(plugin, edition, {}))


def test_a_measurement_that_is_none_is_refused(make_plugin: MakePlugin, edition: Edition) -> None:
    plugin = make_plugin(
        module=CONTRACT
        + "@hookimpl\ndef export_edition(edition): return ()\n"
        + "@hookimpl\ndef measure_edition(edition): return 'four pages'\n"
    )
    assert "Measurement was expected, not str" in sentence(lambda: measure(plugin, edition, {}))


def test_what_a_plugin_cannot_do_is_said(make_plugin: MakePlugin, edition: Edition, sheet: Sheet) -> None:
    plugin = make_plugin("return text(1)")
    assert "it has no export_sheet" in sentence(lambda: export(plugin, sheet, {}))
    assert "it has no measure_edition" in sentence(lambda: measure(plugin, edition, {}))


def test_a_plugin_that_is_gone_is_missed_with_a_sentence(make_plugin: MakePlugin, edition: Edition) -> None:
    plugin = make_plugin("return text(1)")
    describe(plugin)
    assert plugin.folder is not None
    (plugin.folder / "plugin.toml").unlink()
    assert "There is no plugin trial any more" in sentence(lambda: export(plugin, edition, {}))
    assert find("trial", [plugin.folder.parent]) is None


def test_its_parts_may_stand_in_files_beside_it(make_plugin: MakePlugin, edition: Edition) -> None:
    plugin = make_plugin(
        module=CONTRACT + "from .parts import WORD\n"
        "@hookimpl\ndef export_edition(edition): return (ExportedFile('a.txt', 'text/plain', WORD),)\n",
        parts__py="WORD = b'beside'\n",
    )
    assert export(plugin, edition, {})[0].content == b"beside"


def test_a_plugin_named_like_a_module_stands_in_nobodys_way(make_plugin: MakePlugin, edition: Edition) -> None:
    plugin = make_plugin("import json; return text(json.dumps([1]))", name="json")
    assert export(plugin, edition, {})[0].content == b"[1]"


def test_what_it_prints_is_kept_apart_and_the_traceback_is_for_authors(
    make_plugin: MakePlugin, edition: Edition
) -> None:
    plugin = make_plugin("print('a word'); return text('the file')")
    assert export(plugin, edition, {})[0].content == b"the file"
    plugin = make_plugin("print('a word', flush=True); raise KeyError('Ten minutes')", name="broken")
    with pytest.raises(PluginFailed) as failed:
        export(plugin, edition, {})
    assert "broke off with an error (KeyError)" in failed.value.sentence
    assert "Ten minutes" not in failed.value.sentence
    assert "a word" in failed.value.detail
    assert "KeyError: 'Ten minutes'" in failed.value.detail


def test_the_same_question_gives_the_same_answer_in_any_order_of_letters(
    make_plugin: MakePlugin, edition: Edition
) -> None:
    plugin = make_plugin("return text((edition.masthead.name, list({'a', 'b', 'c', 'd'}) and 1))")
    arabic = replace(edition, masthead=replace(edition.masthead, name="صوت 🎉 \u200f ‘quoted’"))
    assert export(plugin, arabic, {}) == export(plugin, arabic, {})
    assert "صوت 🎉" in export(plugin, arabic, {})[0].content.decode()


def test_the_contract_stands_alone() -> None:
    source = Path(plugin_contract.__file__).read_text(encoding="utf-8")
    assert "from coordinator" not in source
    assert "import coordinator" not in source
