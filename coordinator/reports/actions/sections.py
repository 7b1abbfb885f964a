"""Adding, saving, splitting, ordering and removing a report's sections."""

import re
from collections.abc import Sequence
from datetime import date

import peewee

from coordinator import db, markup
from coordinator.access import Reader
from coordinator.errors import Invalid, NotFound
from coordinator.language import _
from coordinator.reports.acting import editable, require_version, revise, today_in
from coordinator.reports.models import Report, Section, SectionKind

SECTIONS_AT_MOST = 200
# A heading, its kind or None, and a text in Markdown.
TypedSection = tuple[str, str | None, str]
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*$")
_FENCE = re.compile(r"^ {0,3}(```|~~~)")


def add_section(
    actor: Reader, report: Report, heading: str, kind: str | None, text: str, today: date | None = None
) -> Section:
    """The report has one more section at its end. Refuses (Invalid) an empty or over-long text."""
    with db.write():
        found, standing = editable(actor, report)
        _require_words(text)
        section = append_section(found, (heading, kind, text))
        revise(found, standing, today_in(found.space_id, today))
    return section


def append_section(report: Report, typed: TypedSection) -> Section:
    """Put a section at the end, under a number of its own; part of the caller's transaction."""
    heading, kind, text = typed
    sections = Section.select().where(Section.report == report.id)
    if sections.count() >= SECTIONS_AT_MOST:
        raise Invalid(_("This report has two hundred sections already. Put the text into one of them."), "text")
    position, number = sections.select(peewee.fn.MAX(Section.position), peewee.fn.MAX(Section.number)).scalar(
        as_tuple=True
    )
    return Section.create(
        report=report.id,
        number=(number or 0) + 1,
        position=(position or 0) + 1,
        heading=markup.one_line(heading, field="heading"),
        kind=checked_kind(kind),
        **markup.made(text, field="text"),
        # A number can come again after its section was removed; a form for that one must not fit this one.
        version=report.revision + 1,
    )


def save_section(
    actor: Reader,
    report: Report,
    number: int,
    heading: str,
    kind: str | None,
    text: str,
    version: int | None = None,
    today: date | None = None,
) -> Section:
    """The section of that number says this now, and its version is one higher.

    Refuses an empty or over-long text (Invalid) and a `version` that is not the newest (Conflict with the text
    that stands now); without a version it asks nothing.
    """
    with db.write():
        found, standing = editable(actor, report)
        section = section_of(found, number)
        require_version(section, version, section.body_source)
        _require_words(text)
        section.heading = markup.one_line(heading, field="heading")
        section.kind = checked_kind(kind)
        for name, value in markup.made(text, field="text").items():
            setattr(section, name, value)
        section.version += 1
        section.save()
        revise(found, standing, today_in(found.space_id, today))
    return section


def section_of(report: Report, number: int) -> Section:
    """The section of that number, or NotFound."""
    section = Section.get_or_none((Section.report == report.id) & (Section.number == number))
    if section is None:
        raise NotFound()
    return section


def checked_kind(kind: str | None) -> str | None:
    """A kind that there is, or None; any other is refused (Invalid)."""
    if not kind:
        return None
    if kind not in set(SectionKind):
        raise Invalid(_("There is no such kind of section. Choose one from the list."), "kind")
    return kind


def _require_words(text: str) -> None:
    if not text.strip():
        raise Invalid(_("This section is empty. Write something, or remove it on the page of the report."), "text")


def split_section(actor: Reader, report: Report, number: int, today: date | None = None) -> list[Section]:
    """A section whose text has Markdown headings becomes one section for each of them, in its place.

    Text above the first heading stays in the section itself. Refuses (Invalid) a text without headings.
    """
    with db.write():
        found, standing = editable(actor, report)
        section = section_of(found, number)
        before, parts = parts_at_headings(section.body_source)
        if not parts:
            raise Invalid(_("There is no heading in this text to split it at."))
        rest = list(
            Section.select()
            .where(Section.report == found.id, Section.position > section.position)
            .order_by(Section.position)
        )
        made = [append_section(found, (heading, None, text)) for heading, text in parts]
        kept = _keep_beginning(section, before)
        _number_positions([*_up_to(found, section, kept), *made, *rest])
        revise(found, standing, today_in(found.space_id, today))
    return made


def _keep_beginning(section: Section, before: str) -> bool:
    """Leave the section what stood above the first heading, or delete it where nothing did; whether it stays."""
    if not before.strip() and not section.heading:
        section.delete_instance()
        return False
    for name, value in markup.made(before).items():
        setattr(section, name, value)
    section.version += 1
    section.save()
    return True


def _up_to(report: Report, section: Section, kept: bool) -> list[Section]:
    limit = section.position if kept else section.position - 1
    earlier = Section.select().where(Section.report == report.id, Section.position <= limit)
    return list(earlier.order_by(Section.position))


def parts_at_headings(source: str) -> tuple[str, list[tuple[str, str]]]:
    """A Markdown text cut at its headings: what stands before the first one, and each heading with its text."""
    before: list[str] = []
    parts: list[tuple[str, list[str]]] = []
    in_fence = False
    for line in source.split("\n"):
        in_fence ^= bool(_FENCE.match(line))
        heading = None if in_fence else _HEADING.match(line)
        if heading:
            parts.append((heading.group(1), []))
        else:
            (parts[-1][1] if parts else before).append(line)
    return "\n".join(before).strip("\n"), [(heading, "\n".join(lines).strip("\n")) for heading, lines in parts]


def arrange_sections(
    actor: Reader,
    report: Report,
    order: Sequence[int],
    removed: Sequence[int] = (),
    version: int | None = None,
    today: date | None = None,
) -> Report:
    """The sections stand in this order of their numbers; those in `removed` are gone (revisions keep them).

    Sections that are not named stay at the end. Refuses a `version` that is not the newest (Conflict), and to
    remove the last section (Invalid).
    """
    with db.write():
        found, standing = editable(actor, report)
        require_version(found, version, "")
        sections = list(Section.select().where(Section.report == found.id).order_by(Section.position, Section.id))
        kept = [section for section in sections if section.number not in removed]
        if not kept:
            raise Invalid(_("One section must stay. To be rid of the whole report, take it back."))
        places = {number: place for place, number in enumerate(order)}
        kept.sort(key=lambda section: places.get(section.number, len(places)))
        for section in sections:
            if section.number in removed:
                section.delete_instance()
        _number_positions(kept)
        found.version += 1
        found.save(only=[Report.version])
        revise(found, standing, today_in(found.space_id, today))
    return found


def _number_positions(sections: Sequence[Section]) -> None:
    for position, section in enumerate(sections, start=1):
        Section.update(position=position).where(Section.id == section.id).execute()
