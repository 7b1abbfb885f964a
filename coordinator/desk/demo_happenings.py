"""What happened in the demo, as acts to be done in the order of their days."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from coordinator import clock
from coordinator.access import Audience
from coordinator.desk.demo_people import Person, Town
from coordinator.desk.demo_pictures import draw
from coordinator.desk.demo_texts import (
    ArticleText,
    BoxText,
    ClaimText,
    DemoTexts,
    EditionText,
    NoteText,
    PostText,
    ReportText,
    SpaceText,
    ThreadText,
)
from coordinator.newsletters.actions import articles, claims, editions
from coordinator.newsletters.boxes import actions as boxes
from coordinator.newsletters.boxes.models import Box, BoxPlace
from coordinator.newsletters.models import Article, Edition, Wish
from coordinator.reports import actions as reports
from coordinator.reports.models import Note, Report, ReportNote
from coordinator.threads import actions as threads
from coordinator.threads.models import Post, Thread
from coordinator.threads.quoting import Quote, of_post

WRITTEN_IN = timedelta(days=9)
SHARED_FOR = timedelta(days=4)
_IN_THE_MAKING = timedelta(days=5)


@dataclass(frozen=True, slots=True)
class Happening:
    """One act and the day on which it is done."""

    day: date
    act: Callable[[], object]


class Story:
    """Turns texts into happenings; keeps what was made, by the keys that the texts use."""

    def __init__(self, town: Town, texts: DemoTexts) -> None:
        self.town = town
        self.texts = texts
        self.notes: dict[str, Note] = {}
        self.reports: dict[str, Report] = {}
        self.threads: dict[str, Thread] = {}
        self.posts: dict[tuple[str, str], Post] = {}
        self.articles: dict[tuple[str, int], list[Article]] = {}

    def happenings(self) -> list[Happening]:
        """Everything, the oldest first."""
        found: list[Happening] = []
        for space in self.texts.spaces:
            for number, note in enumerate(space.notes):
                found.append(self._note(space, note, number))
            for report in space.reports:
                found += self._report(space, report)
            for article in space.articles:
                found.append(self._article(space, article))
            for claim in space.claims:
                found.append(self._claim(claim))
            for box in space.boxes:
                found.append(self._box(space, box))
            for edition in space.editions:
                found += self._edition(space, edition)
        for thread in self.texts.threads:
            found += self._thread(thread)
        return sorted(found, key=lambda each: each.day)

    def _as(self, pen_name: str) -> Person:
        return self.town.people[pen_name]

    def _note(self, space: SpaceText, text: NoteText, number: int) -> Happening:
        monday = clock.monday_of(clock.week_of(self.town.before(weeks=text.weeks_ago)))
        day = min(monday + timedelta(days=number * 2 % 5), self.town.today)

        def act() -> None:
            person = self._as(text.by)
            self.notes[text.key] = reports.write_note(
                person.reader,
                person.standing.space_id,
                text.text,
                self.town.sites[space.slug, text.site],
                picture=draw(text.picture) if text.picture else None,
                picture_text=text.picture_text,
                today=day,
            )

        return Happening(day, act)

    def _report(self, space: SpaceText, text: ReportText) -> Iterator[Happening]:
        """Its way from draft to where it stands now."""
        last = self.town.before(weeks=text.weeks_ago)
        begun, shared = last - WRITTEN_IN, last - SHARED_FOR
        yield Happening(begun, lambda: self._write_report(space, text, begun))
        author = self._as(text.by).reader
        if text.state == "draft":
            return
        yield Happening(shared, lambda: reports.submit_report(author, self.reports[text.key], shared))
        if text.state == "returned":
            coordinator = self.town.coordinator_of(space)
            yield Happening(
                last, lambda: reports.return_report(coordinator, self.reports[text.key], text.remarks, last)
            )
        elif text.state == "finished":
            yield Happening(last, lambda: reports.finish_report(author, self.reports[text.key]))
        elif text.state in ("released", "withdrawn"):
            yield Happening(last, lambda: self._release(text, last))
        if text.state == "withdrawn":
            later = last + SHARED_FOR
            yield Happening(later, lambda: reports.withdraw_report(author, self.reports[text.key], later))

    def _write_report(self, space: SpaceText, text: ReportText, day: date) -> None:
        """A draft about the month before, with its co-authors and the notes that it was made from."""
        person = self._as(text.by)
        report = reports.start_report(
            person.reader,
            person.standing.space_id,
            text.title,
            month=(day - timedelta(weeks=2)).isoformat()[:7],
            site_id=self.town.sites[space.slug, text.site],
            line_id=self.town.lines[text.line],
            sections=[(section.heading, section.kind or None, section.text) for section in text.section],
            lessons=text.lessons,
            today=day,
        )
        for key in text.from_notes:
            ReportNote.create(report=report, note=self.notes[key])
        if text.co_authors:
            members = [self._as(name).standing.membership_id for name in text.co_authors]
            report = reports.name_authors(person.reader, report, members, today=day)
        self.reports[text.key] = report

    def _release(self, text: ReportText, day: date) -> None:
        chosen = [self.town.spaces[slug].id for slug in text.to]
        coordinator = self._as(text.released_by).reader
        in_brief = " ".join(text.in_brief)
        reports.release_report(
            coordinator, self.reports[text.key], in_brief, Audience(text.audience), chosen, today=day
        )

    def _thread(self, text: ThreadText) -> Iterator[Happening]:
        for post, days in zip(text.posts, days_of(text.posts), strict=True):
            yield self._post(text, post, self.town.before(days=days))

    def _post(self, thread: ThreadText, text: PostText, day: date) -> Happening:
        def act() -> None:
            person = self._as(text.by)
            if thread.key not in self.threads:
                self.threads[thread.key] = self._open(thread, text, day)
                post = Post.get(Post.thread == self.threads[thread.key])
            else:
                post = threads.write_post(
                    person.reader,
                    self.threads[thread.key],
                    text.first_text or text.text,
                    person.standing.membership_id,
                    text.unnamed,
                    self._quote(thread, text),
                    is_sum_up=text.sum_up,
                    today=day,
                )
            if text.first_text:
                post = threads.edit_post(person.reader, post, text.text, today=day)
            self.posts[thread.key, text.mark] = post

        return Happening(day, act)

    def _open(self, thread: ThreadText, text: PostText, day: date) -> Thread:
        person = self._as(text.by)
        if thread.report:
            report = Report.get_by_id(self.reports[thread.report].id)
            return threads.ask(person.reader, report, text.text, is_outward=True, today=day)
        return threads.open_thread(
            person.reader,
            self.town.spaces[thread.space].id,
            thread.title,
            text.text,
            Audience(thread.audience),
            line_id=self.town.lines[thread.line],
            today=day,
        )

    def _quote(self, thread: ThreadText, text: PostText) -> Quote | None:
        if not text.quotes:
            return None
        post = Post.get_by_id(self.posts[thread.key, text.quotes].id)
        return of_post(post, self.threads[thread.key], {text.part} if text.part else None)

    def _article(self, space: SpaceText, text: ArticleText) -> Happening:
        day = self.town.before(weeks=text.weeks_ago)

        def act() -> None:
            person = self._as(text.by)
            lined_up = self.articles.get((space.slug, text.edition), [])
            original = next((each for each in lined_up if each.title == text.translation_of), None)
            article = articles.submit_article(person.reader, person.standing.space_id, self._draft(text, original), day)
            self.articles.setdefault((space.slug, text.edition), []).append(article)

        return Happening(day, act)

    def _claim(self, text: ClaimText) -> Happening:
        day = self.town.before(weeks=text.weeks_ago)

        def act() -> None:
            person = self._as(text.by)
            draft = claims.Draft(text.said, text.answer, day, text.said_to, text.source)
            claim = claims.write_claim(person.reader, person.standing.space_id, draft, day)
            for weeks in text.again:
                claims.count_again(person.reader, claim, self.town.before(weeks=weeks))

        return Happening(day, act)

    def _box(self, space: SpaceText, text: BoxText) -> Happening:
        day = self.town.before(weeks=text.weeks_ago)

        def act() -> None:
            draft = boxes.Draft(text.title, text.text, place=BoxPlace(text.place))
            box = boxes.write_box(self.town.editor_of(space), self.town.spaces[space.slug].id, draft)
            Box.update(made_on=day).where(Box.id == box.id).execute()

        return Happening(day, act)

    def _draft(self, text: ArticleText, original: Article | None) -> articles.Draft:
        report = self.reports[text.from_report] if text.from_report else None
        return articles.Draft(
            title=text.headline,
            text=text.text,
            kind=text.kind,
            byline=text.by_line,
            wish=Wish(text.wish),
            picture=draw(text.picture) if text.picture else None,
            picture_text=text.picture_text,
            note_ids=(self.notes[text.from_note].id,) if text.from_note else (),
            report_id=report.id if report else None,
            source_title=report.title if report else "",
            language=text.language,
            translation_of_id=original.id if original else None,
        )

    def _edition(self, space: SpaceText, text: EditionText) -> Iterator[Happening]:
        """Planned for its day, filled from the box, and published unless it is still in the making."""
        is_finished = text.state == "finished"
        last = self.town.before(weeks=text.weeks_ago)
        planned = last if is_finished else last + _IN_THE_MAKING
        made: list[Edition] = []

        def start() -> None:
            newsletter = self.town.spaces[space.slug].id
            made.append(
                editions.start_edition(self.town.editor_of(space), newsletter, planned, today=last, number=text.number)
            )

        def fill() -> None:
            numbers = {each.id: place for place, each in enumerate(self.articles[space.slug, text.number], start=1)}
            editions.line_up(self.town.editor_of(space), made[0], dict(numbers))
            if is_finished:
                editions.publish_edition(self.town.editor_of(space), made[0], last)

        yield Happening(last, start)
        yield Happening(last, fill)


def days_of(posts: list[PostText]) -> list[int]:
    """How many days ago each post was written; those between two dated ones lie evenly between them."""
    days: list[int] = []
    dated = [(place, post.days_ago) for place, post in enumerate(posts) if post.days_ago is not None]
    ends = [*dated[1:], (len(posts), dated[-1][1])]
    for (place, since), (until_place, until) in zip(dated, ends, strict=True):
        steps = until_place - place
        days += [since - (since - until) * step // steps for step in range(steps)]
    return days
