"""Writes the pages of a book: cover, contents, one for each article, and how to reach those who made it."""

from coordinator.typesetting.phrases import correction_of

from .volume import Chapter, Plate, Volume
from .words import direction, words_in
from .xhtml import lines, paragraphs, plain, written

_FIRST_HEADLINES = 6
_PAGE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" {speaking}>
<head>
<title>{title}</title>
<link rel="stylesheet" type="text/css" href="style.css"/>
</head>
<body>
{body}
</body>
</html>
"""


def cover_page(volume: Volume) -> str:
    """The name, the number, and the first headlines, each leading to its article."""
    masthead = volume.masthead
    motto = f'\n<p class="motto">{lines(masthead.motto.strip())}</p>' if masthead.motto.strip() else ""
    items = "\n".join(_link_to(chapter, volume) for chapter in volume.articles[:_FIRST_HEADLINES])
    headlines = f'\n<ul class="headlines">\n{items}\n</ul>' if items else ""
    name = masthead.name.strip() or volume.title
    body = f"""<section epub:type="cover">
<h1 class="name">{plain(name)}</h1>{motto}
<p class="line">{plain(volume.line)}</p>{headlines}
</section>"""
    return _page(volume.language, volume.title, body)


def contents_page(volume: Volume) -> str:
    """The table of contents and the landmarks, for eyes and for programs."""
    words = words_in(volume.language)
    items = [_link_to(chapter, volume) for chapter in volume.chapters]
    if volume.has_imprint:
        items.append(_item("imprint.xhtml", words.reach))
    # A table of contents must have an entry, even that of an edition without articles.
    items = items or [_item("nav.xhtml", words.contents)]
    listed = "\n".join(items)
    marks = "\n".join(_item(file, name, kind) for file, name, kind in _landmarks(volume))
    body = f"""<nav epub:type="toc" role="doc-toc" aria-labelledby="contents">
<h1 id="contents">{plain(words.contents)}</h1>
<ol>
{listed}
</ol>
</nav>
<nav epub:type="landmarks" hidden="hidden">
<ol>
{marks}
</ol>
</nav>"""
    return _page(volume.language, words.contents, body)


def article_page(chapter: Chapter) -> str:
    """One article in its own language and direction."""
    article = chapter.article
    kind = f'<p class="kind">{plain(article.kind.strip())}</p>\n' if article.kind.strip() else ""
    title = f'<h1 id="title">{plain(article.title.strip())}</h1>\n' if article.title.strip() else ""
    byline = f'<p class="byline">{lines(article.byline.strip())}</p>\n' if article.byline.strip() else ""
    name = 'aria-labelledby="title"' if title else f'aria-label="{plain(chapter.name)}"'
    head = f"<header>\n{kind}{title}{byline}</header>\n" if kind or title or byline else ""
    figures = "".join(_figure(plate) for plate in chapter.plates)
    box = ' class="box"' if article.is_box else ""
    body = f"""<section epub:type="chapter" role="doc-chapter"{box} {name}>
{head}{figures}{written((*article.blocks, *correction_of(article)))}
</section>"""
    return _page(chapter.language, chapter.name, body)


def imprint_page(volume: Volume) -> str:
    """How to reach those who made it, and the imprint."""
    words = words_in(volume.language)
    reach, imprint = volume.masthead.how_to_reach, volume.masthead.imprint
    parts = [(words.reach, reach), (words.imprint, imprint)]
    said = "\n".join(f"<h1>{plain(head)}</h1>\n{paragraphs(text)}" for head, text in parts if text.strip())
    body = f'<section epub:type="colophon" role="doc-colophon">\n{said}\n</section>'
    return _page(volume.language, words.imprint, body)


def speaking(language: str) -> str:
    """The attributes that say a language and its direction."""
    return f'lang="{language}" xml:lang="{language}" dir="{direction(language)}"'


def _page(language: str, title: str, body: str) -> str:
    return _PAGE.format(speaking=speaking(language), title=plain(title), body=body)


def _figure(plate: Plate) -> str:
    caption = f"\n<figcaption>{lines(plate.caption)}</figcaption>" if plate.caption else ""
    return f'<figure>\n<img src="{plate.file}" alt="{plain(plate.alt)}"/>{caption}\n</figure>\n'


def _link_to(chapter: Chapter, volume: Volume) -> str:
    name = plain(chapter.name)
    if chapter.language != volume.language:
        name = f"<span {speaking(chapter.language)}>{name}</span>"
    return f'<li><a href="{chapter.file}">{name}</a></li>'


def _item(file: str, name: str, kind: str = "") -> str:
    role = f' epub:type="{kind}"' if kind else ""
    return f'<li><a{role} href="{file}">{plain(name)}</a></li>'


def _landmarks(volume: Volume) -> list[tuple[str, str, str]]:
    words = words_in(volume.language)
    marks = [("cover.xhtml", words.cover, "cover")] if volume.has_cover else []
    marks.append(("nav.xhtml", words.contents, "toc"))
    if volume.chapters:
        marks.append((volume.chapters[0].file, volume.chapters[0].name, "bodymatter"))
    return marks + ([("imprint.xhtml", words.imprint, "colophon")] if volume.has_imprint else [])
