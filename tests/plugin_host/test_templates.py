"""A folder with plugin.toml and one template is a plugin too."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from coordinator.plugin_contract import Edition, Sheet
from coordinator.plugin_host.discovery import Plugin
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
        ("", "{% for a in %}", "has a mistake: line 1"),
        ("", "{{ edition.articels }}", "has a mistake"),
        ("", "{{ ''.__class__.__mro__ }}", "has a mistake"),
        ("", "{{ edition.articles.__class__.__bases__ }}", "has a mistake"),
        ("", "{% include '/etc/passwd' %}", "has a mistake"),
        ("settings = 3\n", "a", "settings"),
        ("[[settings]]\nname = 'a'\n", "a", "is missing"),
    ],
)
def test_a_mistake_in_a_text_template_is_named(
    make_plugin: MakePlugin, edition: Edition, toml: str, template: str, said: str
) -> None:
    plugin = make_plugin(toml=f"template = 'a.txt'\n{toml}", a__txt=template)
    assert said in failure(plugin, edition)


def test_a_mistake_in_a_typst_template_is_named(make_plugin: MakePlugin, edition: Edition) -> None:
    plugin = make_plugin(toml="template = 'a.typ'\n", a__typ="#unknown-thing")
    assert "has a mistake: unknown variable: unknown-thing" in failure(plugin, edition)


def test_a_typst_template_reads_nothing_outside(make_plugin: MakePlugin, edition: Edition) -> None:
    plugin = make_plugin(toml="template = 'a.typ'\n", a__typ='#read("/../../../etc/passwd")')
    assert "has a mistake" in failure(plugin, edition)


def test_a_template_that_eats_memory_is_stopped(make_plugin: MakePlugin, edition: Edition) -> None:
    plugin = make_plugin(toml="template = 'a.txt'\n", a__txt="{{ 'a' * 10 ** 10 }}")
    assert "memory" in failure(plugin, edition)
