"""The few words that the plugin itself puts into a book, and what it knows of languages."""

import re
from dataclasses import dataclass

from coordinator.typesetting.words import is_right_to_left, short_tag

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True)
class Words:
    """What a book says of its own parts; `about` is for those who choose a book by how it can be read."""

    number: str
    cover: str
    contents: str
    reach: str
    imprint: str
    picture: str
    article: str
    about: str
    about_pictures: str


_WORDS = {
    "en": Words(
        number="No. {}",
        cover="Cover",
        contents="Contents",
        reach="How to reach us",
        imprint="Imprint",
        picture="Picture",
        article="Article {}",
        about="All of it is text in its reading order, with headings and a table of contents.",
        about_pictures="Pictures are described.",
    ),
    "es": Words(
        number="N.º {}",
        cover="Portada",
        contents="Contenido",
        reach="Cómo encontrarnos",
        imprint="Pie de imprenta",
        picture="Imagen",
        article="Artículo {}",
        about="Todo es texto en su orden de lectura, con títulos e índice.",
        about_pictures="Las imágenes están descritas.",
    ),
    "ar": Words(
        number="العدد {}",
        cover="الغلاف",
        contents="المحتويات",
        reach="كيف تتواصلون معنا",
        imprint="بيانات النشر",
        picture="صورة",
        article="مقال {}",
        about="كل المحتوى نص بترتيب القراءة، مع عناوين وجدول محتويات.",
        about_pictures="للصور وصف مكتوب.",
    ),
    "de": Words(
        number="Nr. {}",
        cover="Titelseite",
        contents="Inhalt",
        reach="So erreicht ihr uns",
        imprint="Impressum",
        picture="Bild",
        article="Artikel {}",
        about="Alles ist Text in Lesereihenfolge, mit Überschriften und Inhaltsverzeichnis.",
        about_pictures="Bilder sind beschrieben.",
    ),
    "fr": Words(
        number="Nº {}",
        cover="Couverture",
        contents="Sommaire",
        reach="Nous joindre",
        imprint="Mentions légales",
        picture="Image",
        article="Article {}",
        about="Tout est du texte dans l’ordre de lecture, avec des titres et une table des matières.",
        about_pictures="Les images sont décrites.",
    ),
    "it": Words(
        number="N. {}",
        cover="Copertina",
        contents="Indice",
        reach="Come trovarci",
        imprint="Colophon",
        picture="Immagine",
        article="Articolo {}",
        about="È tutto testo in ordine di lettura, con titoli e indice.",
        about_pictures="Le immagini sono descritte.",
    ),
    "pt": Words(
        number="N.º {}",
        cover="Capa",
        contents="Índice",
        reach="Como nos encontrar",
        imprint="Ficha técnica",
        picture="Imagem",
        article="Artigo {}",
        about="Tudo é texto na ordem de leitura, com títulos e índice.",
        about_pictures="As imagens têm descrição.",
    ),
}


def words_in(language: str) -> Words:
    """The words in that language, in English where we do not have them."""
    return _WORDS.get(short_tag(language), _WORDS["en"])


def language_tag(language: str) -> str:
    """The language as books name it; `und` where it is none."""
    tag = language.replace("_", "-")
    return tag if _TAG.fullmatch(tag) else "und"


def direction(language: str) -> str:
    """`rtl` or `ltr`."""
    return "rtl" if is_right_to_left(language) else "ltr"
