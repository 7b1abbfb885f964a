"""A page that runs something, or fetches something from elsewhere, is no paper to hand out."""

import time

import pytest

from coordinator.plugin_contract import ExportedFile
from coordinator.plugin_host.active import active_in_html
from coordinator.plugin_host.outputs import fault_of

CALM = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>No. 12</title>
<link rel="canonical" href="https://example.org/paper/">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<link rel="stylesheet" href="style.css"><link rel="icon" href="icon.png"><link rel="next" href="two.html">
<style>body > p { background: url("paper.png") }
body { max-width: 40em; color: #222 } @media (prefers-color-scheme: dark) { body { color: #eee } }</style></head>
<body style="margin: 0"><!-- the lead --><h1>5 &lt; 6 &amp; on = off</h1>
<p><a href="https://example.org/x?on=1">out</a> <a href="#piece-2">down</a> <a href="mailto:us@example.org">us</a></p>
<img src="data:image/png;base64,iVBORw0KGgo=" alt="only = one"><img src="cid:picture.1" alt=""><img src="a.png" alt="">
<img src="a.png" srcset="a.png 1x, b.png 2x, data:image/png;base64,AAAA 3x"
sizes="(min-width: 30em) 50vw, 100vw" alt="url(x)">
<svg viewBox="0 0 9 9"><path fill="url(#g)" transform="rotate(45)" d="M0 0"/>
<a href="https://example.org/"><text>a</text></a></svg>
</body></html>"""


def test_a_calm_page_is_taken() -> None:
    assert active_in_html(CALM) == ""
    assert str(fault_of([ExportedFile("a.html", "text/html", CALM.encode())])) == ""


@pytest.mark.parametrize(
    "piece",
    [
        "<script>1</script>",
        "<SCRIPT src=x>",
        "<svg:script>",
        "<svg><script>1</script></svg>",
        "<img src=x onerror=alert(1)>",
        "<body\nonload\n=\nalert(1)>",
        "<svg/onload=alert(1)>",
        "<a href='javascript:alert(1)'>x</a>",
        "<a href=' java\tscript:alert(1)'>x</a>",
        "<a href='&#106;avascript:alert(1)'>x</a>",
        "<a href='data:text/html,x'>x</a>",
        "<iframe src=x></iframe>",
        "<object data=x></object>",
        "<embed src=x>",
        "<base href='https://example.org'>",
        "<form action='/x'></form>",
        "<meta http-equiv='Refresh' content='0;url=https://example.org'>",
        "<link rel='alternate stylesheet' href='https://example.org/a.css'>",
        "<link href='https://example.org/a.css'>",
        "<link rel=stylesheet href='https://example.org/a.css'>",
        "<img src='https://example.org/a.png'>",
        "<img src='//example.org/a.png'>",
        "<img src='\\\\example.org\\a.png'>",
        "<img srcset='https://example.org/a.png 2x'>",
        "<video poster='https://example.org/a.png'></video>",
        "<img src='data:image/svg+xml;base64,AAAA'>",
        "<style>@import 'x';</style>",
        "<style>p { background: url(https://example.org) }</style>",
        "<p style='background: url(//example.org)'>x</p>",
        "<p style='background: u\\72l(//example.org)'>x</p>",
        "<svg><style><img src=x onerror=alert(1)></style></svg>",
        "<title><a title='</title><img src=x onerror=alert(1)>'></title>",
        "<textarea><a title='</textarea><img src=x onerror=alert(1)>'></textarea>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
        "<!--><img src=x onerror=alert(1)>-->",
        "<!--<img src=x>--!><img src=x onerror=alert(1)>-->",
        "<img alt='>' src=x onerror=alert(1)>",
        '<img alt=a"b onerror=alert(1)>',
        "<img/src=x/onerror=alert(1)>",
        "<img src='x'onerror=alert(1)>",
        "<img src=x src=y ONERROR = 'alert(1)'>",
        "<!---><img src=x onerror=alert(1)>-->",
        "<![CDATA[<img src=x onerror=alert(1)>]]>",
        "<?xml-stylesheet href='https://example.org'?>",
        "<svg><animate attributeName=href values=javascript:alert(1) /></svg>",
        "<svg><set attributeName=href to=javascript:alert(1) /></svg>",
        "<svg><animateTransform attributeName=transform /></svg>",
        "<svg><ANIMATEMOTION><mpath href='#a'/></animateMotion></svg>",
        "<svg><image href='https://example.org/a.png'/></svg>",
        "<svg><image xlink:href='//example.org/a.png'/></svg>",
        "<svg><image href='&#104;ttps://example.org/a.png'/></svg>",
        "<svg><feImage href='https://example.org/a.png'/></svg>",
        "<svg><use href='a.svg#b'/></svg>",
        "<svg><linearGradient href='https://example.org/a.svg#b'/></svg>",
        "<svg><mpath href='https://example.org/a.svg#b'/></svg>",
        "<svg><textPath xlink:href='https://example.org/a.svg#b'/></svg>",
        "<svg><a xlink:href='&#x6A;avascript&colon;alert(1)'>x</a></svg>",
        "<svg><path fill='url(https://example.org/a.svg#b)'/></svg>",
        "<svg><path fill='u&#114;l(https://example.org/a.svg#b)'/></svg>",
        "<svg><path filter=' url ( //example.org/a.svg#b )'/></svg>",
        "<svg><path mask='url(\"https://example.org/a.svg#b\")'/></svg>",
        "<svg><path clip-path='\\75 rl(https://example.org/a.svg#b)'/></svg>",
        "<svg><path marker-start='url(https://example.org/a.svg#b)'/></svg>",
        "<svg><path marker='url(https://example.org/a.svg#b)'/></svg>",
        "<svg><path stroke='url(https://example.org/a.svg#b) red'/></svg>",
        "<svg><path cursor='url(https://example.org/a.cur), auto'/></svg>",
        "<svg><path fill='image-set(\"https://example.org/a\" 1x)'/></svg>",
        "<svg><style>a{fill:&#117;rl(https://example.org/a)}</style></svg>",
        "<svg><style/><path/></svg>",
        "<svg xml:base='https://example.org/'><path/></svg>",
        "<svg><handler type='text/plain'>x</handler></svg>",
        "<math><mi href='https://example.org/'>x</mi></math>",
        "<math xlink:href='javascript:alert(1)'><mi>x</mi></math>",
        "<math href=javascript:alert(1)>x</math>",
        "<math><annotation-xml encoding='text/html'><p>x</p></annotation-xml></math>",
        "<math><maction actiontype='statusline#https://example.org'>x</maction></math>",
        "<img srcset='a.png 1x, https://example.org/a.png 2x'>",
        "<img srcset='a.png 1x,//example.org/a.png 2x'>",
        "<img srcset='data:image/png;base64,AAAA 1x,https://example.org/a.png 2x'>",
        "<img srcset='data:image/png;base64,AAAA,https://example.org/a.png 2x'>",
        "<picture><source srcset='\nhttps://example.org/a.png'></picture>",
        "<link rel=preload as=image imagesrcset='https://example.org/a.png 2x'>",
        "<link rel=icon imagesrcset='https://example.org/a.png 2x'>",
        "<link rel=preload href=a.png>",
        "<link rel=preconnect href='https://example.org'>",
        "<link rel='dns-prefetch' href='//example.org'>",
        "<link rel=prefetch href='https://example.org'>",
        "<link rel=next href='https://example.org'>",
        "<link rel='license ICON' href='https://example.org/a.ico'>",
        "<link rel=modulepreload href='a.js'>",
        "<link rel=manifest href='a.json'>",
        "<link rel=import href='a.html'>",
        "<link rel='canonical' href='javascript:alert(1)'>",
        "<meta http-equiv='set-cookie' content='a=b'>",
        "<meta http-equiv='origin-trial' content='a'>",
        "<meta http-equiv='Content-Security-Policy' content='report-uri https://example.org'>",
        "<meta http-equiv='Content-Security-Policy-Report-Only' content='default-src *'>",
        "<meta http-equiv='&#82;efresh' content='0;url=https://example.org'>",
        "<meta charset='iso-2022-jp'>",
        "<meta http-equiv=content-type content='text/html; charset=utf-7'>",
        "<audio src='https://example.org/a.ogg'></audio>",
        "<video><source src='https://example.org/a.ogg'></video>",
        "<video><track src='https://example.org/a.vtt'></video>",
        "<input type=image src='https://example.org/a.png'>",
        "<button formaction='https://example.org/'>x</button>",
        "<button formaction='javascript:alert(1)'>x</button>",
        "<body background='https://example.org/a.png'>",
        "<table background='//example.org/a.png'>",
        "<img lowsrc='https://example.org/a.png'>",
        "<img longdesc='https://example.org/a'>",
        "<img src='/\\example.org/a.png'>",
        "<img src='\t//example.org/a.png'>",
        "<img src='h\nttps://example.org/a.png'>",
        "<img src='data:image/png;base64,AAAA' attributionsrc>",
        "<a ping='/seen' href='#a'>x</a>",
        "<a href='vbscript:1'>x</a>",
        "<a href='blob:https://example.org/1'>x</a>",
        "<a href='file:///etc/passwd'>x</a>",
        "<area href='java&Tab;script&colon;alert(1)'>",
        "<blockquote cite='javascript:alert(1)'>x</blockquote>",
        "<q cite='data:text/html,x'>x</q>",
        "<script type=speculationrules>{}</script>",
        "<template shadowrootmode=open><p>x</p></template>",
        "<fencedframe></fencedframe>",
        "<html manifest='https://example.org/a'>",
        "<style><!-- @import url(https://example.org/a.css); --></style>",
        "<style></x>{}body{background:url(https://example.org/a)}</style>",
        "<style>p{}</p>p{background:url(https://example.org/a)}</style>",
        "<style><![CDATA[ @import 'a'; ]]></style>",
        "<STYLE\n>@IMPORT 'a'</sTyLe>",
        "<style/>p { background: url(https://example.org/a) }</style>",
        "<style>p { color: red }",
        "<style>p { background: image-set('https://example.org/a' 1x) }</style>",
        "<p style='background:-webkit-image-set(\"a\" 1x)'>x</p>",
        "<p style='background: &#117;rl(https://example.org/a)'>x</p>",
        "<p style=\"'/*';background:url(https://example.org/a);'*/'\">x</p>",
        "<p style='behavior: url(#default#time2)'>x</p>",
    ],
)
def test_what_acts_by_itself_is_refused_by_name(piece: str) -> None:
    page = CALM.replace("<h1>", piece + "<h1>")
    assert active_in_html(page)
    said = str(fault_of([ExportedFile("a.html", "text/html", page.encode())]))
    assert said.startswith("a.html has something in it that runs or fetches by itself")


def test_a_page_that_changes_its_alphabet_is_refused() -> None:
    assert "a sign that no page has" in active_in_html("<p>\x1b$B</p>")


@pytest.mark.parametrize(
    "piece",
    [
        "<", "< ", "<p ", "<p a", "<p a=", "<p a='", '<p a="', "<!--", "<!", "<!doctype", "<style>", "<style>url",
        "</", "</p", "&", "<p a=b ", "<p\t", "a='b' ", "<p>", "<!-- -->", "<br/>",
    ],
)  # fmt: skip
def test_a_look_at_a_page_takes_one_pass_whatever_stands_in_it(piece: str) -> None:
    page = piece * (2_000_000 // len(piece))
    started = time.process_time()
    active_in_html(page)
    active_in_html("<p " + page + ">")
    assert time.process_time() - started < 10
