"""The whole job done once with real texts: imported, released, quoted, printed."""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cast import Cast

from coordinator import clock
from coordinator.access import Audience
from coordinator.newsletters.actions import articles, editions, exports
from coordinator.newsletters.actions.articles import Draft
from coordinator.newsletters.models import Article
from coordinator.reports import actions as reports
from coordinator.reports.models import Report, Section
from coordinator.reports.queries import passage
from coordinator.spaces.models import Line
from coordinator.threads.actions import open_thread
from coordinator.threads.circles import Circle
from coordinator.threads.models import Thread
from coordinator.threads.quoting import of_report

REPORT = "workplace-organising.txt"
MBOX = "httpd-users-2020-07.mbox"
# Sections, counted from 1, that become one article each: four of them, with the whole report in them.
ARTICLES = ((1, 2), (3,), (4, 5), (6,))
MESSENGER_SETTINGS = ("part_length=3000",)


@dataclass
class Journey:
    """What came of it, with how many seconds each command took."""

    samples: Path
    instance: Path
    folder: Path
    cast: Cast
    seconds: dict[str, float] = field(default_factory=dict)
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)

    def command(self, name: str, *arguments: object) -> dict[str, Any]:
        """Run the program as a script does, and keep its answer and its time under `name`."""
        line = [sys.executable, "-m", "coordinator", "--instance", self.instance, "--json", *arguments]
        environment = {key: value for key, value in os.environ.items() if not key.startswith("COORDINATOR_")}
        begun = time.monotonic()
        done = subprocess.run(
            [str(part) for part in line], capture_output=True, text=True, env=environment, check=False
        )
        self.seconds[name] = time.monotonic() - begun
        assert done.returncode == 0, done.stderr
        answer: dict[str, Any] = json.loads(done.stdout)
        self.answers[name] = answer
        return answer

    @property
    def report(self) -> Report:
        """The imported report as it stands now."""
        return Report.get(Report.public_id == self.answers["report"]["id"])

    def import_all(self) -> None:
        """Both real texts go in, the mailing list twice."""
        Line.create(space=self.cast.boston, slug="organising", name="Organising at work")
        self.command("report", "import", "report", self.samples / REPORT, "--space", "boston", "--author", "Robin")
        for name in ("mbox", "mbox again"):
            self.command(name, "import", "mbox", self.samples / MBOX, "--space", "boston", "--line", "organising")

    def release(self) -> None:
        """Boston's coordinator sends the report to Chicago."""
        reports.submit_report(self.cast.robin.reader, self.report)
        in_brief = "A year of organising at two sites. One advanced, one did not. Here is why."
        chosen = [self.cast.chicago.id]
        reports.release_report(self.cast.heron.reader, self.report, in_brief, Audience.SPACES, chosen)

    def quote(self) -> Thread:
        """Chicago opens a thread with Boston in which it quotes a paragraph of the report."""
        words = passage(self.cast.maple.reader, self.report.public_id, 2, 2, 2)
        assert words is not None
        circle = Circle(self.cast.chicago.id, Audience.SPACES, frozenset({self.cast.boston.id}))
        return open_thread(
            self.cast.maple.reader,
            self.cast.chicago.id,
            "Act now, or wait?",
            "What would you do differently today?",
            Audience.SPACES,
            [self.cast.boston.id],
            quotes=of_report(words, circle),
        )

    def print(self) -> None:
        """Four articles hold the whole report; the edition is published and exported with both plugins."""
        editor = self.cast.wren.reader
        edition = editions.start_edition(editor, self.cast.boston.id, clock.today())
        made = [self.article(numbers) for numbers in ARTICLES]
        for article in made:
            articles.agree(self.cast.heron.reader, article)
        editions.line_up(editor, edition, {article.id: place for place, article in enumerate(made, start=1)})
        editions.publish_edition(editor, edition)
        for plugin in ("print_pdf", "messenger_text"):
            exports.choose_plugin(editor, self.cast.boston.id, plugin, True, {})
            options = ("--space", "boston", "--number", "1", "--plugin", plugin, "--to", self.folder / plugin)
            self.command(plugin, "export", "edition", *options)

    def article(self, numbers: tuple[int, ...]) -> Article:
        """A piece for the newsletter out of sections of the report, in the editor's box."""
        headings, texts = [], []
        for number in numbers:
            words = passage(self.cast.wren.reader, self.report.public_id, number, inside=True)
            assert words is not None
            headings.append(words.heading)
            texts.append(words.text_source)
        title = headings[0] or self.report.title
        text = "\n\n".join(f"### {heading}\n\n{text}" for heading, text in zip(headings[1:], texts[1:], strict=True))
        draft = Draft(title, f"{texts[0]}\n\n{text}", report_id=self.report.id, source_title=self.report.title)
        return articles.submit_article(self.cast.wren.reader, self.cast.boston.id, draft)

    def headings(self) -> list[str]:
        """The headings of the report's sections."""
        rows = Section.select().where(Section.report == self.report).order_by(Section.position)
        return [row.heading for row in rows]


def printed(journey: Journey) -> Path:
    """The printed paper, page after page."""
    return next((journey.folder / "print_pdf").glob("*to-read.pdf"))
