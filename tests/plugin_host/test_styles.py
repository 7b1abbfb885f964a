"""A style sheet that fetches something is refused; what lies close by or in the sheet itself is taken."""

import time

import pytest

from coordinator.plugin_contract import ExportedFile
from coordinator.plugin_host.outputs import fault_of
from coordinator.plugin_host.styles import active_in_style


@pytest.mark.parametrize(
    "style",
    [
        "",
        "p { color: red } /* from https://example.org/, by * and / */ a > b::after { content: '\\201C \\'' }",
        "@font-face { font-family: A; src: local('A'), url(fonts/a.woff2) format('woff2') }",
        "@font-face { src: url( 'data:font/woff2;base64,AAAA//+=' ) }",
        'p { background: url("../pictures/a-b.png") }',
        "p { fill: url(#dots); mask: url('#a') }",
        "p { background: url(data:image/png;base64,//8AAAA=) }",
        "@namespace epub 'http://www.idpf.org/2007/ops'; @namespace url(http://www.w3.org/1999/xhtml);",
        "@media (min-width: 40em) { p { width: calc(100% - (2 * 3px)) } } @page { margin: 18mm }",
        "p::before { content: 'say \"url\" /* and */ go on' }",
    ],
)
def test_a_calm_style_is_taken(style: str) -> None:
    assert active_in_style(style) == ""
    assert str(fault_of([ExportedFile("a.css", "text/css", f"{style}\n".encode())])) == ""


@pytest.mark.parametrize(
    "style",
    [
        "@import 'a.css';",
        "@IMPORT url(a.css);",
        "p { background: url(https://example.org/a) }",
        "p { background: URL( //example.org/a ) }",
        "p { background: url('https://example.org/a') }",
        "p { background: url(/\\/example.org/a) }",
        "p { background: url(\\\\example.org/a) }",
        "p { background: url(data:image/svg+xml;base64,AAAA) }",
        "p { background: url(data:text/html;base64,AAAA) }",
        "p { background: url(ftp:a) }",
        "p { background: url(/a.png) }",
        "p { background: u\\72 l(https://example.org/a) }",
        "@\\69mport 'a.css';",
        "p { background: image-set('https://example.org/a' 1x) }",
        "p { background: -webkit-image-set('a' 1x) }",
        "p { background: image('a.png') }",
        "p { background: cross-fade('a.png', 'b.png') }",
        "p { background: src('https://example.org/a') }",
        "p { background: src(var(--a)) }",
        "p { --a: 'https://example.org/a' }",
        "@font-face { src: url(https://example.org/a.woff2) }",
        "@namespace http/* '*/ p { background: url(//example.org/a) } /*'*/",
        "@namespace 'x' url(https://example.org/a)",
        "@document url-prefix('') { p { color: red } }",
        "p { width: expression(alert(1)) }",
        "p { behavior: none }",
        "p { -moz-binding: none }",
        "p { filter: progid:DXImageTransform.Microsoft.AlphaImageLoader(src='a') }",
        "/* p { color: red }",
        "/* a */ */ /* b",
        "p { content: 'a\n' } p { content: 'b' }",
        "p { content: 'a\\\n' }",
        'p { content: "a',
        "p { content: '/*'; background: url(https://example.org/a); content: '*/' }",
        "p { content: '\\'; background: url(https://example.org/a) }",
        "p::before { content: '\\\\'; background: url(https://example.org/a); content: '' }",
        "/**/ p { background: url(https://example.org/a) } /**/",
        "p { background: url(a) url(https://example.org/a) }",
        "p { background: &#117;rl(https://example.org/a) }",
    ],
)
def test_a_style_that_fetches_is_refused(style: str) -> None:
    assert active_in_style(style)
    assert "a.css has something" in str(fault_of([ExportedFile("a.css", "text/css", style.encode())]))


def test_a_sheet_in_another_alphabet_is_refused() -> None:
    assert "a.css" in str(fault_of([ExportedFile("a.css", "text/css", b"p { color: red } \x1b$B")]))


@pytest.mark.parametrize(
    "piece", ["/*", "/", "*", "'", '"', "url(", "@namespace ", "\\", "a", " ", "/**/", "url(a", "url(a/", "@"]
)
def test_a_look_at_a_style_takes_one_pass(piece: str) -> None:
    started = time.process_time()
    active_in_style(piece * (1_000_000 // len(piece)))
    assert time.process_time() - started < 5
