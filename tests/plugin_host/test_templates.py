"""A folder with plugin.toml and one template is a plugin too."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from coordinator.plugin_contract import Edition, Sheet
from coordinator.plugin_host.discovery import Plugin, in_files
from coordinator.plugin_host.failure import PluginFailed
from coordinator.plugin_host.host import describe, export

MakePlugin = Callable[..., Plugin]
SETTING = '[[settings]]\nname = "word"\nkind = "text"\nlabel = "A word"\ndefault = "Hello"\n'


def failure(plugin: Plugin, edition: Edition) -> str:
    """The sentence that an export of the edition fails with."""
    with pytest.raises(PluginFailed) as failed:
        export(plugin, edition, {})
    return failed.value.sentence


def test_a_text_template_writes_the_edition(make_plugin: MakePlugin, edition: Edition) -> None:
    plugin = make_plugin(
        toml="template = 'words.txt'\n" + SETTING,
        words__txt="{{ settings.word }} {% for a in edition.articles %}{{ a.title }} & {{ a.text }}{% endfor %}",
    )
    (file,) = export(plugin, edition, {"word": "Hi"})
    assert (file.name, file.media_type) == ("words-12.txt", "text/plain")
    assert file.content.decode() == "Hi Ten minutes & They cut the break. We took it."


def test_a_template_writes_a_sheet_as_well(make_plugin: MakePlugin, sheet: Sheet) -> None:
    plugin = make_plugin(
        toml="template = 'template.md'\n",
        template__md="# {{ (sheet or edition).masthead.name }}: {{ sheet.article.title }}",
    )
    (file,) = export(plugin, sheet, {})
    assert (file.name, file.content) == ("trial.md", b"# The Dock: Ten minutes")


def test_an_html_template_escapes_what_is_not_html(make_plugin: MakePlugin, edition: Edition) -> None:
    plugin = make_plugin(
        toml="template = 'page.html'\n",
        page__html="{{ edition.articles[0].html }}|{{ edition.articles[0].html | safe }}",
    )
    escaped, safe = export(plugin, edition, {})[0].content.decode().split("|")
    assert escaped.startswith("&lt;p&gt;")
    assert safe.startswith("<p>")


def test_a_typst_template_sets_the_edition(make_plugin: MakePlugin, edition: Edition) -> None:
    plugin = make_plugin(
        toml="template = 'page.typ'\n" + SETTING,
        page__typ="""
        #let data = json("data.json")
        #set document(date: none)
        = #data.edition.masthead.name
        #data.settings.word
        #for article in data.edition.articles [
          == #article.title
          #for one in article.pictures [#image(one.name, width: 1cm, alt: one.alt)]
          #article.text
        ]
        """,
    )
    (file,) = export(plugin, edition, {})
    assert file.name == "page-12.pdf"
    assert file.content.startswith(b"%PDF-")
    assert export(plugin, edition, {}) == (file,)


def test_a_typst_template_finds_the_pictures_of_earlier_numbers(make_plugin: MakePlugin, edition: Edition) -> None:
    plugin = make_plugin(
        toml="template = 'page.typ'\nearlier = true\n",
        page__typ="""
        #let data = json("data.json")
        #for number in data.edition.earlier [
          #for one in number.articles.first().pictures [
            #assert.eq(one.name, "picture-11-1-1.png")
            #image(one.name, alt: one.alt)
          ]
        ]
        """,
    )
    whole = replace(edition, earlier=(replace(edition, number=11),))
    assert export(plugin, whole, {})[0].content.startswith(b"%PDF-")


def test_a_template_declares_its_settings_in_plugin_toml(make_plugin: MakePlugin) -> None:
    plugin = make_plugin(toml="template = 'a.txt'\n" + SETTING, a__txt="a")
    assert [(setting.name, setting.default) for setting in describe(plugin).settings] == [("word", "Hello")]
    assert describe(plugin).exports_editions


@pytest.mark.parametrize(
    ("toml", "template", "said"),
    [
        ("", "{% for a in %}", "has a mistake on line 1: "),
        ("", "{{ edition.articels }}", "has a mistake"),
        ("", "{{ ''.__class__.__mro__ }}", "has a mistake"),
        ("", "{{ edition.articles.__class__.__bases__ }}", "has a mistake"),
        ("", "{% include '/etc/passwd' %}", "has a mistake"),
        ("", "one\n\n{{ 1 // 0 }}", "has a mistake on line 3: integer division"),
        ("settings = 3\n", "a", "settings"),
        ("[[settings]]\nname = 'a'\n", "a", "is missing"),
    ],
)
def test_a_mistake_in_a_text_template_is_named(
    make_plugin: MakePlugin, edition: Edition, toml: str, template: str, said: str
) -> None:
    plugin = make_plugin(toml=f"template = 'a.txt'\n{toml}", a__txt=template)
    assert said in failure(plugin, edition)


@pytest.mark.parametrize(
    "template",
    [
        "{{ edition.articles | random }}",
        "{{ [1, 2] | random }}",
        "{{ lipsum() }}",
        "{{ joiner() }}",
        "{{ cycler(1, 2) }}",
        "{{ 'a'.upper }}",
        "{{ [edition.articles | map('upper')] }}",
    ],
)
def test_a_template_has_no_chance(make_plugin: MakePlugin, edition: Edition, template: str) -> None:
    plugin = make_plugin(toml="template = 'a.txt'\n", a__txt=template)
    assert "has a mistake on line 1" in failure(plugin, edition)


def test_a_mistake_in_a_typst_template_is_named(make_plugin: MakePlugin, edition: Edition) -> None:
    plugin = make_plugin(toml="template = 'a.typ'\n", a__typ="= Fine\n\n#unknown-thing")
    assert "has a mistake on line 3: unknown variable: unknown-thing" in failure(plugin, edition)


def test_both_kinds_of_template_have_the_day_in_words(make_plugin: MakePlugin, edition: Edition) -> None:
    written = make_plugin(toml="template = 'a.txt'\n", name="written", a__txt="{{ date_in_words }}")
    spanish = replace(edition, language="es")
    assert export(written, edition, {})[0].content == b"November 22, 2026"
    assert export(written, spanish, {})[0].content == b"22 de noviembre de 2026"
    assert export(written, replace(edition, language="xx-nothing"), {})[0].content == b"November 22, 2026"
    checked = '#assert.eq(json("data.json").date_in_words, "22 de noviembre de 2026")'
    typeset = make_plugin(toml="template = 'a.typ'\n", name="typeset", a__typ=checked)
    assert export(typeset, spanish, {})[0].content.startswith(b"%PDF-")


def test_a_template_kept_elsewhere_than_in_a_folder_runs_like_any_other(edition: Edition) -> None:
    toml = b"title = 'Kept'\nname = 'another'\ncontract = 1\ntemplate = 'a.txt'\n" + SETTING.encode()
    plugin = in_files("kept", {"plugin.toml": toml, "a.txt": b"{{ settings.word }}, {{ edition.number }}"})
    assert (plugin.title, plugin.folder, plugin.is_shipped) == ("Kept", None, False)
    assert [setting.name for setting in describe(plugin).settings] == ["word"]
    assert export(plugin, edition, {})[0].content == b"Hello, 12"
    changed = in_files("kept", {"plugin.toml": toml.replace(b"word", b"other"), "a.txt": b""})
    assert [setting.name for setting in describe(changed).settings] == ["other"]


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        ({}, "must say contract = 1"),
        ({"plugin.toml": b"\xff"}, "not well-formed"),
        ({"plugin.toml": b"contract = 1\ntemplate = 'a.txt'"}, "is not there"),
        ({"plugin.toml": b"contract = 1\ntemplate = '../a.txt'", "../a.txt": b""}, "a file in its folder"),
    ],
)
def test_what_is_wrong_with_files_kept_elsewhere_is_a_sentence(files: dict[str, bytes], problem: str) -> None:
    assert problem in str(in_files("kept", files).problem)


def test_a_typst_template_reads_nothing_outside(make_plugin: MakePlugin, edition: Edition) -> None:
    plugin = make_plugin(toml="template = 'a.typ'\n", a__typ='#read("/../../../etc/passwd")')
    assert "has a mistake" in failure(plugin, edition)


def test_a_template_that_eats_memory_is_stopped(make_plugin: MakePlugin, edition: Edition) -> None:
    plugin = make_plugin(toml="template = 'a.txt'\n", a__txt="{{ 'a' * 10 ** 10 }}")
    assert "memory" in failure(plugin, edition)
