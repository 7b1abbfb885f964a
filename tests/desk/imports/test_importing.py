"""What is imported stands in the space, for those who may read it, and once."""

import re
from pathlib import Path

import pytest
from cast import Cast

from coordinator import search
from coordinator.access import Audience
from coordinator.desk.imports.actions import Imported, import_mbox, import_report
from coordinator.desk.models import ImportedMessage, ImportedSender
from coordinator.errors import Invalid
from coordinator.reports.models import Report, ReportState, Section
from coordinator.spaces.models import Line, LogEntry, Membership
from coordinator.threads.actions import write_post
from coordinator.threads.models import Post, Thread
from tests.desk.imports.mails import mail, mbox

SECRET = "ab" * 32
BO = "Bo <bo@depot.example>"


@pytest.fixture
def heat(cast: Cast) -> Line:
    return Line.create(space=cast.boston, slug="heat", name="Warm rooms")


def july(folder: Path) -> Path:
    """Three mails: a question with an answer, and one about something else."""
    return mbox(
        folder,
        mail("Who has counted the heaters?", number=1, subject="[gate] Heaters"),
        mail("Breaks are too short.", number=2, subject="[gate] Breaks", sender=BO),
        mail("I have: twelve.", number=3, subject="Re: [gate] Heaters", answers=[1], sender=BO),
    )


def august(folder: Path) -> Path:
    """A late answer to July's question, and July's last mail once more."""
    return mbox(
        folder,
        mail("Thirteen by now.", number=9, subject="Re: [gate] Heaters", answers=[1, 3]),
        mail("I have: twelve.", number=3, subject="Re: [gate] Heaters", answers=[1], sender=BO),
        name="august.mbox",
    )


def run(cast: Cast, path: Path, line: Line | None = None) -> Imported:
    return import_mbox(cast.boston, line, path, SECRET)


def counted(imported: Imported) -> tuple[int, int, int, int]:
    return imported.messages, imported.posts, imported.threads, imported.skipped


def test_every_mail_stands_in_a_thread_filed_under_the_line(
    cast: Cast, heat: Line, tmp_path: Path, both_engines: str
) -> None:
    assert counted(run(cast, july(tmp_path), heat)) == (3, 3, 2, 0)
    heaters, breaks = Thread.select().order_by(Thread.id)
    assert [heaters.title, breaks.title] == ["Heaters", "Breaks"]
    assert {(row.line_id, row.audience, row.space_id) for row in (heaters, breaks)} == {
        (heat.id, Audience.SPACE.value, cast.boston.id)
    }
    assert (heaters.post_count, str(heaters.made_on), str(heaters.last_post_on)) == (2, "2020-07-01", "2020-07-03")
    posts = Post.select().where(Post.thread == heaters).order_by(Post.number)
    assert [post.body_source for post in posts] == ["Who has counted the heaters?", "I have: twelve."]
    assert "Boston" not in posts[0].author.pen_name


def test_running_it_twice_adds_nothing(cast: Cast, tmp_path: Path, both_engines: str) -> None:
    run(cast, july(tmp_path))
    before = (Post.select().count(), Thread.select().count(), Membership.select().count())
    assert counted(run(cast, july(tmp_path))) == (3, 0, 0, 3)
    assert (Post.select().count(), Thread.select().count(), Membership.select().count()) == before


def test_a_later_archive_goes_on_in_the_threads_that_there_are(cast: Cast, tmp_path: Path) -> None:
    run(cast, july(tmp_path))
    assert counted(run(cast, august(tmp_path))) == (2, 1, 0, 1)
    heaters = Thread.get(Thread.title == "Heaters")
    assert [str(post.made_on) for post in heaters.posts.order_by(Post.number)] == [
        "2020-07-01",
        "2020-07-03",
        "2020-07-09",
    ]
    first, last = heaters.posts.where(Post.number.in_([1, 3])).order_by(Post.number)
    assert first.author_id == last.author_id
    assert ImportedSender.select().count() == 2


def test_an_earlier_archive_makes_no_thread_look_older(cast: Cast, tmp_path: Path) -> None:
    run(cast, august(tmp_path))
    run(cast, july(tmp_path))
    heaters = Thread.get(Thread.title == "Heaters")
    assert (heaters.post_count, str(heaters.last_post_on)) == (3, "2020-07-09")


def test_what_was_taken_away_does_not_come_back(cast: Cast, tmp_path: Path) -> None:
    run(cast, july(tmp_path))
    Thread.delete().where(Thread.title == "Heaters").execute()
    assert counted(run(cast, july(tmp_path))) == (3, 0, 0, 3)
    assert counted(run(cast, august(tmp_path))) == (2, 1, 1, 1)


def test_two_spaces_import_one_archive_apart(cast: Cast, tmp_path: Path) -> None:
    run(cast, july(tmp_path))
    assert counted(import_mbox(cast.chicago, None, july(tmp_path), SECRET)) == (3, 3, 2, 0)
    hashes = {row.message_hash for row in ImportedMessage.select()}
    assert len(hashes) == 6


def test_only_members_of_the_space_read_and_find_it(cast: Cast, tmp_path: Path) -> None:
    run(cast, july(tmp_path))
    thread = Thread.get(Thread.title == "Heaters")
    assert "Who has counted the heaters?" in cast.robin.page(f"/threads/{thread.public_id}")
    assert cast.maple.get(f"/threads/{thread.public_id}").status_code == 404
    assert [len(search.find("twelve", person.account_id)) for person in (cast.robin, cast.maple)] == [1, 0]


def test_the_senders_are_no_members_and_members_can_answer_them(cast: Cast, tmp_path: Path) -> None:
    run(cast, july(tmp_path))
    sender = ImportedSender.select().first().membership
    assert (sender.is_active, sender.account_id) == (False, None)
    assert sender.pen_name not in cast.heron.page("/s/boston/members")
    thread = Thread.get(Thread.title == "Heaters")
    assert write_post(cast.robin.reader, thread, "Fourteen.").number == 3


def test_a_members_pen_name_is_given_to_nobody_else(cast: Cast, tmp_path: Path) -> None:
    run(cast, july(tmp_path))
    given = ImportedSender.select().first().membership
    Membership.update(space=cast.boston, pen_name=given.pen_name, pen_name_key=given.pen_name_key).where(
        Membership.id == cast.robin.membership_in(cast.boston).id
    )
    ImportedMessage.delete().execute()
    ImportedSender.delete().execute()
    run(cast, july(tmp_path))
    names = [row.pen_name for row in Membership.select().where(Membership.space == cast.boston)]
    assert len(names) == len(set(names)) == 3 + 4


def test_nothing_of_an_address_or_an_id_is_stored(cast: Cast, tmp_path: Path) -> None:
    run(cast, july(tmp_path))
    stored = [
        str(row)
        for model in (Post, Thread, Membership, ImportedMessage, ImportedSender)
        for row in model.select().tuples()
    ]
    assert not [row for row in stored if "depot.example" in row or "mail.example" in row or "Ana" in row]


def test_a_long_subject_is_cut_in_the_title_and_whole_in_the_first_post(cast: Cast, tmp_path: Path) -> None:
    subject = "Heaters " * 60
    run(cast, mbox(tmp_path, mail("Cold.", subject=subject)))
    thread = Thread.get()
    assert len(thread.title.encode()) <= 200
    assert thread.posts[0].body_source == f"{subject.strip()}\n\nCold."


def test_a_mail_from_the_future_was_written_today(cast: Cast, tmp_path: Path) -> None:
    run(cast, mbox(tmp_path, mail(date="1 Jan 2399 10:00:00 +0000")))
    assert Thread.get().last_post_on.year < 2399


def test_a_failure_half_way_leaves_whole_threads_and_the_next_run_goes_on(cast: Cast, tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        if done:
            raise KeyboardInterrupt

    many = mbox(
        tmp_path,
        *(mail(f"Mail {n}.", number=n, subject=f"S{n}", date="1 Jul 2020 10:00:00 +0000") for n in range(1, 251)),
    )
    with pytest.raises(KeyboardInterrupt):
        import_mbox(cast.boston, None, many, SECRET, stop)
    assert Post.select().count() == ImportedMessage.select().count() == 200
    assert counted(run(cast, many)) == (250, 50, 50, 200)


def test_the_space_log_says_that_a_list_was_imported(cast: Cast, tmp_path: Path) -> None:
    run(cast, july(tmp_path))
    entry = LogEntry.get(LogEntry.act == "imported")
    assert (entry.actor, entry.subject) == ("", "2 threads, 3 posts")
    assert "imported a mailing list" in cast.heron.page("/s/boston/log")


def test_a_text_is_a_draft_that_its_author_alone_reads(cast: Cast, tmp_path: Path, both_engines: str) -> None:
    path = tmp_path / "winter_at-the depot.txt"
    path.write_text("Before.\n\nThe heaters\n\nThey were cold.\n\nLessons\n\nCount first.\n")
    report, parsed = import_report(cast.robin.reader, cast.boston, path)
    assert (report.title, report.state, parsed.words) == ("Winter at the depot", ReportState.DRAFT, 9)
    rows = Section.select().where(Section.report == report).order_by(Section.position)
    assert [(row.heading, row.kind, row.body_source) for row in rows] == [
        ("", None, "Before."),
        ("The heaters", None, "They were cold."),
        ("Lessons", "lessons", "Count first."),
    ]
    assert "They were cold." in cast.robin.page(f"/reports/{report.public_id}")
    assert cast.heron.get(f"/reports/{report.public_id}").status_code == 404


def test_a_very_long_text_is_a_report_all_the_same(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "long.md"
    path.write_text("".join(f"## Part {n}\n\n{'word ' * 900}\n\n" for n in range(300)))
    report, parsed = import_report(cast.robin.reader, cast.boston, path)
    stored = [*(row.body_source for row in report.sections), *(row.heading for row in report.sections)]
    assert sum(len(re.findall(r"\bword\b", text)) for text in stored) == 900 * 300
    assert len(parsed.sections) <= 200


def test_a_file_that_is_no_text_leaves_nothing_behind(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(bytes(range(256)) * 9)
    with pytest.raises(Invalid):
        import_report(cast.robin.reader, cast.boston, path)
    assert not Report.select().exists()
