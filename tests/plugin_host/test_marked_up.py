"""A feed, a package of an e-book or any other XML that runs or fetches something is refused."""

import time

import pytest

from coordinator.plugin_contract import ExportedFile
from coordinator.plugin_host.inside import active_in_output
from coordinator.plugin_host.outputs import fault_of

FEED = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><id>urn:uuid:1</id><title>Wages &lt; prices</title>
<generator uri="https://example.org/">words</generator><icon>icon.png</icon>
<link rel="self" href="https://example.org/feed.xml"/><link rel="alternate" href="https://example.org/"/>
<entry><id>https://example.org/1</id><title type="html">&lt;b&gt;One&lt;/b&gt;</title><category term="a" scheme="https://example.org/"/>
<content type="html">&lt;p&gt;One &amp;amp; all&lt;/p&gt; &lt;img src="a.png" alt=""&gt;</content></entry>
<entry><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p><a href="https://example.org/">on</a></p></div></content></entry>
</feed>"""
OPF = """<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0"><manifest>
<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/><item id="b" href="b.svg#c" media-type="image/svg+xml"/>
<item id="s" href="s.css" media-type="text/css"/><item id="p" href="p.png" media-type="image/png"/>
</manifest></package>"""


def said(content: str, kind: str = "application/atom+xml") -> str:
    """What is found in such a file."""
    return active_in_output(kind, content.encode())


def test_calm_files_are_taken() -> None:
    assert str(fault_of([ExportedFile("feed.xml", "application/atom+xml", FEED.encode())])) == ""
    assert said(OPF) == ""
    assert said('<!DOCTYPE ncx PUBLIC "a" "http://www.daisy.org/z3986/2005/ncx-2005-1.dtd"><ncx/>') == ""


def test_a_feed_counts_its_addresses_from_its_own_place_and_from_no_other() -> None:
    based = FEED.replace('xml:lang="en"', 'xml:base="https://example.org/" xml:lang="en"')
    assert said(based) == ""
    assert said(based.replace('href="https://example.org/feed.xml"', 'href="https://example.net/feed.xml"'))
    assert said(based.replace('href="https://example.org/feed.xml"', 'href="feed.xml"')) == ""
    assert said(based.replace('href="https://example.org/feed.xml"', 'href="//example.net/feed.xml"'))
    assert said(based.replace('xml:base="https://example.org/"', 'xml:base="https://example.org"'))
    assert said(based.replace('xml:base="https://example.org/"', 'xml:base="javascript:"'))
    assert said(based.replace("<entry>", '<entry xml:base="https://example.org/">', 1))
    assert said(f"<html>{based.partition('?>')[2]}</html>")


@pytest.mark.parametrize(
    "piece",
    [
        "<content type='html'>&lt;script>1&lt;/script></content>",
        "<content type='html'><![CDATA[<script>1</script>]]></content>",
        "<content type='HTML'>&lt;img src='https://example.org/a.png'></content>",
        "<content type='text/html'>&lt;p onclick='1'></content>",
        "<summary type='html'>&#60;iframe src='a'&#62;</summary>",
        "<title type='html'>&lt;svg onload='1'/></title>",
        "<content type='image/svg+xml'><svg xmlns='http://www.w3.org/2000/svg'/></content>",
        "<content type='application/pdf'>JVBERi0=</content>",
        "<content src='https://example.org/a'/>",
        "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><script>1</script></div></content>",
        "<h:script xmlns:h='http://www.w3.org/1999/xhtml'>1</h:script>",
        "<x:img xmlns:x='http://www.w3.org/1999/xhtml' src='https://example.org/a.png'/>",
        "<h:p xmlns:h='http://www.w3.org/1999/xhtml' h:onclick='1'/>",
        "<s:image xmlns:s='http://www.w3.org/2000/svg' xmlns:l='http://www.w3.org/1999/xlink' l:href='//a.org/a'/>",
        "<s:style xmlns:s='http://www.w3.org/2000/svg'>@imp<![CDATA[ort 'a';]]></s:style>",
        "<s:path xmlns:s='http://www.w3.org/2000/svg' fill='url(https://example.org/a#b)'/>",
        "<icon>https://example.org/a.ico</icon>",
        "<logo> //example.org/a.png</logo>",
        "<link rel='enclosure' href='https://example.org/a.ogg'/>",
        "<link rel='stylesheet' href='https://example.org/a.css'/>",
        "<link href='https://example.org/a.css'/>",
        "<link rel='alternate' href='javascript:alert(1)'/>",
        "<a xml:base='https://example.org/'/>",
        "<xsl:stylesheet xmlns:xsl='http://www.w3.org/1999/XSL/Transform' version='1.0'/>",
        "<include xmlns='http://www.w3.org/2001/XInclude' href='a.xml'/>",
        "<listener xmlns='http://www.w3.org/2001/xml-events'/>",
        "<a xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:schemaLocation='a https://example.org/a.xsd'/>",
        "<?xml-stylesheet type='text/xsl' href='a.xsl'?>",
        "<?php echo 1 ?>",
        "<unclosed>",
        "&unknown;",
        "<b:a/>",
        "<a" + "><a" * 300 + "/>" + "</a>" * 300,
    ],
)
def test_what_acts_in_a_feed_is_refused(piece: str) -> None:
    feed = FEED.replace("<entry>", piece + "<entry>", 1)
    assert "feed.xml has something" in str(fault_of([ExportedFile("feed.xml", "application/atom+xml", feed.encode())]))


@pytest.mark.parametrize(
    "content",
    [
        "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
        "<!DOCTYPE a [<!ENTITY % b SYSTEM 'https://example.org/a'> %b;]><a/>",
        "<!DOCTYPE a [<!ATTLIST a onclick CDATA 'x'>]><a/>",
        "<!DOCTYPE a SYSTEM 'https://example.org/a.dtd'><a/>",
        "<?xml version='1.0' encoding='iso-2022-jp'?><a/>",
        "<?xml version='1.0' encoding='utf-16'?><a/>",
        "<a/><script/>",
        "<rss><channel><description>&lt;script>1&lt;/script></description></channel></rss>",
        "<rss><channel><title>&lt;script>1&lt;/script></title></channel></rss>",
        "<rss><channel><image><url>https://example.org/a.png</url></image></channel></rss>",
        "<rss><channel><item><enclosure url='https://example.org/a.ogg'/></item></channel></rss>",
        "<smil><text src='https://example.org/a.xhtml'/></smil>",
        "<encryption><CipherReference URI='https://example.org/a'/></encryption>",
        "<container><rootfile full-path='a.txt'/></container>",
        "<container><rootfile full-path='https://example.org/a.opf'/></container>",
        OPF.replace("a.xhtml", "https://example.org/a.xhtml"),
        OPF.replace("a.xhtml", "a.txt"),
        OPF.replace("image/png", "image/svg+xml"),
        OPF.replace("text/css", "text/javascript"),
        OPF.replace("<manifest>", "<guide><reference href='https://example.org/a'/></guide><manifest>"),
        OPF.replace("<manifest>", "<link rel='record' href='https://example.org/a'/><manifest>"),
        "<html xmlns='http://www.w3.org/1999/xhtml'><script/></html>",
        "<html xmlns='http://www.w3.org/1999/xhtml'><meta http-equiv='refresh' content='0;url=a'/></html>",
    ],
)
def test_what_acts_in_other_files_is_refused(content: str) -> None:
    assert said(content, "application/xml")


def test_a_file_in_another_writing_is_refused() -> None:
    for writing in ("utf-16", "utf-32", "utf-16-le"):
        assert active_in_output("application/xml", FEED.replace("utf-8", writing).encode(writing))
    assert active_in_output("application/xml", b"<a>\xff</a>")


@pytest.mark.parametrize("piece", ["<a>", "<a/>", "&lt;", "<![CDATA[", "<a b='c'/>", "<!-- -->", "<", "a", "]]>"])
def test_a_look_at_xml_takes_one_pass(piece: str) -> None:
    started = time.process_time()
    said("<feed>" + piece * (1_000_000 // len(piece)) + "</feed>")
    assert time.process_time() - started < 5
