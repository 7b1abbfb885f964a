"""The worst that a template can do, which any coordinator may bring: it fails with a sentence, within its limits."""

import time

import pytest

from coordinator.plugin_contract import Edition
from coordinator.plugin_host.discovery import in_files
from coordinator.plugin_host.failure import PluginFailed
from coordinator.plugin_host.host import export
from coordinator.plugin_host.process import Limits

LIMITS = Limits(seconds=4)
SLACK = 6

JINJA = {
    "a gigabyte of letters": "{{ 'a' * 10**9 }}",
    "ten gigabytes of letters": "{{ 'a' * 10**10 }}",
    "a number without end": "{{ 9 ** (9 ** 9) }}",
    "a long list": "{{ [1] * 10**9 }}",
    "a wide word": "{{ 'x' | center(10**10) }}",
    "a wide number": "{{ '%9999999999d' | format(1) }}",
    "a wide format": "{{ '{:9999999999}'.format(1) }}",
    "a long range": "{% for a in range(10**10) %}x{% endfor %}",
    "loops in loops": "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "a gigabyte in small pieces": "{% for a in range(99999) %}{{ 'x' * 20000 }}{% endfor %}",
    "words without end": "{{ lipsum(n=10**7) }}",
    "a macro that calls itself": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "the classes of a word": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "the globals of a function": "{{ lipsum.__globals__['os'].popen('id').read() }}",
    "the globals of a maker": "{{ cycler.__init__.__globals__.os.environ }}",
    "the globals of the edition": "{{ edition.__init__.__globals__ }}",
    "the globals of a method": "{{ edition.articles[0].title.format.__func__.__globals__ }}",
    "the names of a class by attr": "{{ '' | attr('__class__') | attr('__mro__') }}",
    "a class through a format": "{{ '{0.__class__.__init__.__globals__}'.format(edition) }}",
    "a class through format_map": "{{ '{a.__class__}'.format_map({'a': edition}) }}",
    "a class through map": "{{ [''] | map(attribute='__class__') | join }}",
    "the template itself": "{{ self.__init__.__globals__ }}",
    "its own context": "{{ self._TemplateReference__context.environment.loader }}",
    "a file of the machine": "{% include '/etc/passwd' %}",
    "a parent outside": "{% extends '../../../instance/config.toml' %}",
    "a module": "{% import 'os' as os %}{{ os.environ }}",
    "another's settings": "{{ settings.__class__ }}",
    "a changed edition": "{% set _ = edition.__setattr__('number', 1) %}",
}  # fmt: skip
TYPST = {
    "a file of the machine": '#read("/etc/passwd")',
    "a file above it": '#read("../../../../etc/passwd")',
    "the environment": '#read("/proc/self/environ")',
    "a picture elsewhere": '#image("/usr/share/pixmaps/debian-logo.png")',
    "the product": '#read("/in-the-sandbox/product/coordinator/plugin_contract.py")',
    "a package from the network": '#import "@preview/cetz:0.3.4": canvas',
    "a package of the machine": '#import "@local/mine:1.0.0": x',
    "code for machines": '#plugin("module.wasm")',
    "a loop without end": "#while true {}",
    "a loop that grows": "#let a = (1,)\n#while true { a = a + a }",
    "a function that calls itself": "#let f(x) = f(x + 1)\n#f(1)",
    "a word that doubles": '#let a = "x"\n#for i in range(60) { a = a + a }',
    "a gigabyte of letters": '#("a" * 4000000000)',
    "a list without end": "#range(10000000000)",
    "pages without end": "#for i in range(10000000) { pagebreak() }",
    "a layout that never settles": "#context { for i in range(100000) { [#metadata(query(metadata).len())] } }",
    "nothing but brackets": "#" + "{" * 100000,
    "a deep nest": "#let f(n) = if n == 0 [x] else { block(f(n - 1)) }\n#f(100000)",
}


def outcome(name: str, text: str, edition: Edition) -> str:
    """The sentence with which it failed, or what it made."""
    toml = f'contract = 1\ntemplate = "{name}"\n'
    plugin = in_files("trial", {"plugin.toml": toml.encode(), name: text.encode()})
    assert plugin.is_usable
    started = time.monotonic()
    try:
        (file,) = export(plugin, edition, {}, LIMITS)
    except PluginFailed as failed:
        return failed.sentence
    finally:
        assert time.monotonic() - started < LIMITS.seconds + SLACK
    return file.content.decode("latin-1")


@pytest.mark.long
@pytest.mark.parametrize("evil", JINJA)
def test_a_hostile_text_template_fails_within_its_limits(edition: Edition, evil: str) -> None:
    assert outcome("a.txt", JINJA[evil], edition).startswith("The "), evil


@pytest.mark.long
@pytest.mark.parametrize("evil", TYPST)
def test_a_hostile_typst_template_fails_within_its_limits(edition: Edition, evil: str) -> None:
    assert outcome("a.typ", TYPST[evil], edition).startswith("The "), evil


QUICK_JINJA = ("ten gigabytes of letters", "loops in loops", "the globals of a maker", "a class through a format")
QUICK_TYPST = ("a file above it", "a package from the network", "a loop without end", "a word that doubles")


@pytest.mark.parametrize("evil", QUICK_JINJA)
def test_some_hostile_text_templates_fail_each_time(edition: Edition, evil: str) -> None:
    assert outcome("a.txt", JINJA[evil], edition).startswith("The "), evil


@pytest.mark.parametrize("evil", QUICK_TYPST)
def test_some_hostile_typst_templates_fail_each_time(edition: Edition, evil: str) -> None:
    assert outcome("a.typ", TYPST[evil], edition).startswith("The "), evil


def test_a_page_with_a_script_in_it_is_refused(edition: Edition) -> None:
    for piece in ("<script>1</script>", "<img src=x onerror=alert(1)>", "<img src='https://example.org/x.png'>"):
        assert "runs or fetches by itself" in outcome("a.html", f"<p>{piece}</p>", edition)


def test_what_members_wrote_stays_text_in_a_page(edition: Edition) -> None:
    page = outcome("a.html", "<p>{{ edition.masthead.name }}</p>{{ edition.articles[0].html | safe }}", edition)
    assert page == "<p>The Dock</p><p>They cut the break. <strong>We took it.</strong></p>"
