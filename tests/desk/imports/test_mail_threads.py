"""Mails are put together by what they answer, and by their subjects only with care."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.desk.imports.mail_subjects import bare_subject, common_tag, is_answer, title_of
from coordinator.desk.imports.mail_threads import ThreadedMail, make_threads

START = datetime(2020, 7, 1, tzinfo=UTC)


def mail(number: int, subject: str = "Heaters", answers: str = "", day: int | None = None) -> ThreadedMail:
    moment = START + timedelta(days=number if day is None else day)
    return ThreadedMail(number, f"m{number}", tuple(answers.split()), subject, moment)


def numbers(*mails: ThreadedMail) -> list[list[int]]:
    return [[each.number for each in thread] for thread in make_threads(mails)]


def test_answers_to_the_same_missing_mail_stand_together() -> None:
    assert numbers(mail(1, answers="gone"), mail(2, "Other"), mail(3, answers="gone")) == [[1, 3], [2]]


def test_no_mail_stands_before_the_one_that_it_answers() -> None:
    assert numbers(mail(1, day=9), mail(2, answers="m1", day=2), mail(3, answers="m2", day=1)) == [[1, 2, 3]]


def test_answers_keep_the_order_of_their_dates() -> None:
    assert numbers(mail(1), mail(3, answers="m1"), mail(2, answers="m1"), mail(4, answers="m1 m2")) == [[1, 2, 3, 4]]


def test_mails_that_answer_each_other_in_a_ring_are_all_there() -> None:
    assert numbers(mail(1, answers="m2"), mail(2, answers="m1"), mail(3, answers="m3")) == [[1, 2], [3]]


def test_an_answer_without_references_joins_the_thread_of_its_subject() -> None:
    assert numbers(mail(1), mail(2, "RE: [gate]  heaters")) == [[1, 2]]


def test_the_same_subject_without_re_is_another_thread() -> None:
    assert numbers(mail(1), mail(2), mail(3, "Fwd: Heaters")) == [[1], [2], [3]]


def test_an_answer_to_a_subject_that_has_been_silent_for_long_stands_alone() -> None:
    assert numbers(mail(1), mail(2, "Re: Heaters", day=99)) == [[1], [2]]


def test_answers_without_a_subject_are_not_put_together() -> None:
    assert numbers(mail(1, ""), mail(2, "Re:")) == [[1], [2]]


keys = st.lists(st.integers(0, 9).map(lambda number: f"m{number}"), max_size=3).map(" ".join)


@settings(deadline=None)
@given(st.lists(st.tuples(keys, st.integers(0, 99), st.sampled_from(["", "a", "Re: a", "Re: b"])), max_size=8))
def test_every_mail_stands_in_one_thread(rows: list[tuple[str, int, str]]) -> None:
    mails = [mail(number, subject, answers, day) for number, (answers, day, subject) in enumerate(rows)]
    assert sorted(number for thread in numbers(*mails) for number in thread) == list(range(len(rows)))


@pytest.mark.parametrize(
    ("subject", "title", "bare", "answers"),
    [
        ("Re: [gate] Heaters", "Heaters", "heaters", True),
        ("[gate] RE: Re[2]: Heaters", "Heaters", "heaters", True),
        ("AW: WG: Heaters (was: Breaks)", "Heaters (was: Breaks)", "heaters", True),
        ("RV: [urgent] Heaters", "[urgent] Heaters", "heaters", False),
        ("[gate] Heaters", "Heaters", "heaters", False),
        ("Reheating", "Reheating", "reheating", False),
    ],
)
def test_what_stands_before_a_subject_is_understood(subject: str, title: str, bare: str, answers: bool) -> None:
    assert (title_of(subject, "[gate]"), bare_subject(subject), is_answer(subject)) == (title, bare, answers)


def test_a_tag_is_the_lists_own_where_most_subjects_have_it() -> None:
    assert common_tag(["[gate] a", "Re: [gate] b", "c"]) == "[gate]"
    assert common_tag(["[gate] a", "b", "c", "[gate] d"]) == ""
    assert common_tag([]) == ""
