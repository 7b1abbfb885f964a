"""Keeps the people out of imported mails: addresses are blotted out, the names of senders become pen names."""

import re
from collections.abc import Iterator, Mapping, Sequence

from coordinator.desk.imports.mail_head import parse_sender
from coordinator.desk.imports.mail_lines import Line

ADDRESS = "[address]"
SOMEBODY = "[somebody]"

_LOCAL = r"(?:\"[^\"@\n]{1,64}\"|[\w.+'=~-]{1,64})"
_HOST = r"(?:(?:[\w-]{1,63}\.){1,8}[^\W\d_][\w-]{1,23}|\[?\d{1,3}(?:\.\d{1,3}){3}\]?|[^\W\d_][\w-]{1,62})"
_SPOKEN_HOST = r"[\w-]{1,63}(?:(?:\.|\s?[\[({]\s?dot\s?[\])}]\s?)[\w-]{1,63}){1,6}"
_ADDRESSES = re.compile(
    rf"(?:mailto:)?{_LOCAL}(?:[@＠]|%40){_HOST}"
    rf"|[\w.+-]{{1,64}}\s?[\[({{]\s?at\s?[\])}}]\s?{_SPOKEN_HOST}"
    rf"|(?<=<)[\w.+-]{{1,64}} at {_SPOKEN_HOST}(?=>)",
    re.IGNORECASE,
)
# Some mailers write each address twice: as it was typed, and as the link that it made.
_TWICE = re.compile(r"\[address\]\s*[<(\[]\s*\[address\]\s*[>)\]]")

_WROTE = (
    r"(?:wrote|writes|said|schrieb|a écrit|escribió|escribio|ha scritto|escreveu|schreef|skrev"
    r"|napisał(?:\(?a\)?)?|написал(?:\(?а\)?)?|пишет)"
)
_BEGINS = re.compile(r"^(?:On|Am|Le|El|En|Il|Em|Op|Den|Dnia|W dniu|At|Quoting|Zitat von)\b.*\d", re.IGNORECASE)
_ENDS = re.compile(rf"\b{_WROTE}\b[^:]{{0,160}}:[\s*_]*$", re.IGNORECASE)
_DAY = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}|\b\d{1,2}\.? [^\W\d_]+\.?,? \d{4}|\b[^\W\d_]+ \d{1,2},? \d{4}")
_NAME_FIRST = re.compile(
    rf"^[^<>@]{{0,60}}<[^<>]{{3,200}}>[^.]{{0,80}}\b{_WROTE}\b[^:]{{0,40}}:[\s*_]*$", re.IGNORECASE
)
_DAY_FIRST = re.compile(r"^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\b.{0,120}<[^<>]{3,200}>:$")
_LONGEST_ATTRIBUTION = 400
_MOST_LINES = 4

_FROM = "From|Von|De|Da|Od|Van"
_TO = "To|Cc|Bcc|An|Kopie|Para|Reply-To|Aan|À|A"
_OTHER = (
    "Sent|Date|Subject|Gesendet|Datum|Betreff|Enviado|Enviado el|Fecha|Asunto|Envoyé|Objet|Inviato|Oggetto"
    "|Verzonden|Onderwerp|Assunto|Data|Importance|Message-ID"
)
_HEADER = re.compile(rf"^\W{{0,4}}({_FROM}|{_TO}|{_OTHER})\W?:\W{{0,3}}\s")
_PERSON_HEADER = re.compile(rf"^(\W{{0,4}}(?:{_FROM}|{_TO})\W?:\W{{0,3}})\s(.*)$")
_FROM_HEADER = re.compile(rf"^\W{{0,4}}(?:{_FROM})\W?:")
_INLINE_HEADER = re.compile(rf"\b({_FROM}|{_TO}): ?([^:<>@\n]{{0,80}}[<\[(][^<>\n]{{0,20}}[^\s<>]+@[^\s<>]+?[>\])])")
_WORD = re.compile(r"\w+")


class People:
    """The senders of an archive, for finding them in its texts; `by_address` and `by_name` lead to their pen names.

    Addresses are in lower case, names as their writers gave them. Nothing of this is stored.
    """

    def __init__(self, by_address: Mapping[str, str], by_name: Mapping[str, str]) -> None:
        self._by_address = by_address
        self._by_name = {name.casefold(): pen_name for name, pen_name in by_name.items()}
        self._by_first_word: dict[str, list[tuple[str, str]]] = {}
        for name in sorted(by_name, key=len, reverse=True):
            words = _WORD.findall(name)
            # A name of a single word may be any word, so that it is looked for in attributions only.
            if len(words) > 1:
                self._by_first_word.setdefault(words[0].casefold(), []).append((name, by_name[name]))

    def called(self, text: str) -> str:
        """The pen name of the person whom a text such as `Ana <ana@example.org>` names, if they are known."""
        sender = parse_sender(text)
        by_address = self._by_address.get(sender.plain_address)
        return by_address or self._by_name.get(sender.name.casefold()) or SOMEBODY

    def named_beside(self, text: str, is_before: bool) -> str | None:
        """The pen name of a known sender whose name ends (or else begins) the text."""
        words = text.strip(" ,:;<>()[]\"*'").split()
        for count in range(min(len(words), 6), 0, -1):
            name = " ".join(words[-count:] if is_before else words[:count]).strip("\"'<>()[],:").casefold()
            if name in self._by_name:
                return self._by_name[name]
        return None

    def without_names(self, text: str) -> str:
        """The text with the full names of known senders, where they have two words or more, as pen names."""
        for match in reversed(list(_WORD.finditer(text))):
            for name, pen_name in self._by_first_word.get(match[0].casefold(), ()):
                end = match.start() + len(name)
                if text[match.start() : end].casefold() == name.casefold() and not text[end : end + 1].isalnum():
                    text = text[: match.start()] + pen_name + text[end:]
                    break
        return text

    def kept_out_of(self, text: str) -> str:
        """One line without addresses and without senders' names, for a subject, a file name or a line of text."""
        text = _INLINE_HEADER.sub(lambda match: f"{match[1]}: {self.called(match[2])} ", text)
        return without_addresses(self.without_names(text))

    def kept_out_of_lines(self, lines: Sequence[Line]) -> list[Line]:
        """The lines of a mail without people: attributions and headers of quoted mails name pen names at most."""
        return [Line(depth, self.kept_out_of(text)) for depth, text in self._without_headers(self._attributed(lines))]

    def _attributed(self, lines: Sequence[Line]) -> list[Line]:
        """Each attribution (`On Monday, Ana <…> wrote:`), however many lines it takes, as `Pen Name wrote:`."""
        found: list[Line] = []
        number = 0
        while number < len(lines):
            count, pen_name = self._attribution_at(lines, number)
            found.append(Line(lines[number].depth, f"{pen_name} wrote:") if count else lines[number])
            number += count or 1
        return found

    def _attribution_at(self, lines: Sequence[Line], first: int) -> tuple[int, str]:
        """How many lines the attribution takes that begins here, and whom it names; 0 where none begins."""
        depth = lines[first].depth
        text = ""
        for count, line in enumerate(lines[first : first + _MOST_LINES], start=1):
            text = f"{text} {line.text.strip()}".strip()
            if line.depth != depth or not line.text.strip() or len(text) > _LONGEST_ATTRIBUTION:
                break
            pen_name = self._attributed_to(text, count, _is_quote_next(lines, first + count, depth))
            if pen_name:
                return count, pen_name
        return 0, ""

    def _attributed_to(self, text: str, count: int, is_quote_next: bool) -> str | None:
        """Whom a text names as the writer of what follows; None where it is no attribution but a sentence."""
        is_begun = _BEGINS.match(text)
        if not text.endswith((":", "*", "_")) or not (is_begun or count == 1):
            return None
        has_address = _ADDRESSES.search(text)
        if has_address:
            fits = (is_begun and _ENDS.search(text)) or _NAME_FIRST.match(text) or _DAY_FIRST.match(text)
            return self._attribution_name(text, has_address[0]) if fits else None
        verb = _ENDS.search(text)
        if not verb or not is_begun or not _DAY.search(text):
            return None
        known = self._beside_verb(text, verb)
        return known or (SOMEBODY if is_quote_next else None)

    def _attribution_name(self, text: str, address: str) -> str:
        by_address = self.called(address.removeprefix("mailto:"))
        verb = _ENDS.search(text)
        return by_address if by_address != SOMEBODY or not verb else self._beside_verb(text, verb) or SOMEBODY

    def _beside_verb(self, text: str, verb: re.Match[str]) -> str | None:
        before = re.sub(r"<[^<>]*>", " ", text[: verb.start()])
        after = re.sub(rf"^{_WROTE}", "", verb[0], flags=re.IGNORECASE)
        return self.named_beside(before, is_before=True) or self.named_beside(after, is_before=False)

    def _without_headers(self, lines: Sequence[Line]) -> Iterator[Line]:
        """The headers of mails that are quoted or passed on with the people in them replaced."""
        block_end = 0
        is_list_of_people = False
        for number, (depth, text) in enumerate(lines):
            if number >= block_end:
                block_end = _header_block_end(lines, number)
            person = _PERSON_HEADER.match(text) if number < block_end else None
            if person:
                is_list_of_people = True
                yield Line(depth, f"{person[1]} {self.called(person[2])}")
            elif number >= block_end or _HEADER.match(text) or not is_list_of_people:
                is_list_of_people = False
                yield Line(depth, text)


def without_addresses(text: str) -> str:
    """The text with every mail address, spelled out or not, as `[address]`."""
    return _TWICE.sub(ADDRESS, _ADDRESSES.sub(ADDRESS, text))


def _is_quote_next(lines: Sequence[Line], start: int, depth: int) -> bool:
    following = next((line for line in lines[start : start + 3] if line.text.strip()), None)
    return following is not None and following.depth > depth


def _header_block_end(lines: Sequence[Line], first: int) -> int:
    """The line after the header of a quoted mail that begins here with who wrote; 0 where there is none."""
    if not _FROM_HEADER.match(lines[first].text):
        return 0
    end = first
    for number in range(first, min(first + 24, len(lines))):
        if lines[number].depth != lines[first].depth or not (lines[number].text.strip() or number == first + 1):
            break
        if _HEADER.match(lines[number].text):
            end = number + 1
    return end if end > first + 1 else 0
