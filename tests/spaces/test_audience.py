"""Two questions about readers: what they mean, who they let in, how many that are, and what the page says."""

import pytest
from cast import Cast
from flask import Flask
from werkzeug.datastructures import MultiDict

from coordinator import clock
from coordinator.access import Audience, Role
from coordinator.accounts.models import Account
from coordinator.errors import Invalid
from coordinator.reports.models import Report, ReportSpace, ReportState
from coordinator.spaces.audience import (
    AudienceFields,
    Choice,
    Reach,
    Within,
    chosen_audience,
    count_readers,
    describe,
    listed_spaces,
)
from coordinator.spaces.models import Openness, Space


@pytest.mark.parametrize(
    ("reach", "within", "expected"),
    [
        (Reach.OWN, Within.MEMBERS, Audience.SPACE),
        (Reach.CHOSEN, Within.MEMBERS, Audience.SPACES),
        (Reach.CHOSEN, Within.COORDINATORS, Audience.COORDINATORS),
        (Reach.ALL, Within.MEMBERS, Audience.NETWORK),
        (Reach.ALL, Within.COORDINATORS, Audience.COORDINATORS),
        (Reach.ANYBODY, Within.COORDINATORS, Audience.PUBLIC),
    ],
)
def test_two_answers_make_one_audience(cast: Cast, reach: Reach, within: Within, expected: Audience) -> None:
    codes = [cast.chicago.code] if reach is Reach.CHOSEN else []
    choice = chosen_audience(reach, within, codes, cast.boston.id)
    assert choice == Choice(expected, (cast.chicago.id,) if codes else ())


@pytest.mark.parametrize("codes", [[], ["nothere2"]])
def test_chosen_spaces_that_are_none_are_refused(cast: Cast, codes: list[str]) -> None:
    with pytest.raises(Invalid):
        chosen_audience(Reach.CHOSEN, Within.MEMBERS, codes, cast.boston.id)


def test_the_own_space_cannot_be_chosen_as_another(cast: Cast) -> None:
    with pytest.raises(Invalid):
        chosen_audience(Reach.CHOSEN, Within.MEMBERS, [cast.boston.code], cast.boston.id)


def test_an_unlisted_space_is_on_no_list_but_its_code_works(cast: Cast) -> None:
    Space.update(openness=Openness.UNLISTED.value).where(Space.id == cast.chicago.id).execute()
    assert listed_spaces(cast.boston.id) == []
    choice = chosen_audience(Reach.CHOSEN, Within.MEMBERS, [cast.chicago.code], cast.boston.id)
    assert choice.space_ids == (cast.chicago.id,)


def test_the_form_reads_ticked_and_typed_spaces(app: Flask, cast: Cast) -> None:
    hidden = cast.space("hidden", "Hidden", "a place", "Nowhere")
    Space.update(openness=Openness.UNLISTED.value).where(Space.id == hidden.id).execute()
    sent = MultiDict(
        [
            ("reach", "chosen"),
            ("chosen", cast.chicago.code),
            ("codes", f" {hidden.code.upper()},"),
            ("within", "members"),
        ]
    )
    with app.test_request_context("/", method="POST", data=sent):
        form = AudienceFields()
        form.offer(cast.boston.id)
        assert form.validate(), form.errors
        assert form.choice(cast.boston.id) == Choice(Audience.SPACES, (cast.chicago.id, hidden.id))


def test_the_form_shows_what_stands_now(app: Flask, cast: Cast) -> None:
    with app.test_request_context("/"):
        form = AudienceFields()
        form.offer(cast.boston.id, Choice(Audience.COORDINATORS, (cast.chicago.id,)))
        assert (form.reach.data, form.within.data, form.chosen.data) == ("chosen", "coordinators", [cast.chicago.code])


def test_a_form_without_the_public_answer_refuses_it(app: Flask, cast: Cast) -> None:
    with app.test_request_context("/", method="POST", data={"reach": "anybody", "within": "members"}):
        form = AudienceFields()
        form.offer(cast.boston.id, with_public=False)
        with pytest.raises(Invalid):
            form.choice(cast.boston.id)


def _saved(cast: Cast, choice: Choice) -> Report:
    report = Report.create(
        space=cast.boston,
        title="x",
        month="2026-03",
        state=ReportState.RELEASED.value,
        audience=choice.audience.value,
        made_on=clock.today(),
    )
    for space_id in choice.space_ids:
        ReportSpace.create(report=report, space=space_id)
    return report


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("with_chosen", [False, True])
def test_the_count_is_the_number_of_accounts_that_the_guard_lets_in(
    both_engines: str, cast: Cast, audience: Audience, with_chosen: bool
) -> None:
    dallas = cast.space("dallas", "Dallas", "a hospital", "Dallas")
    cast.person("one-two-three", (dallas, "Ash", Role.COORDINATOR), (cast.chicago, "Elm", Role.MEMBER))
    cast.person("one-two-four", (dallas, "Fir", Role.MEMBER))
    cast.remove(cast.birch, cast.chicago)
    takes_spaces = audience in (Audience.SPACES, Audience.COORDINATORS)
    choice = Choice(audience, (dallas.id,) if with_chosen and takes_spaces else ())
    report = _saved(cast, choice)
    let_in = [
        account.id
        for account in Account.select()
        if Report.select().where((Report.id == report.id) & Report.visible_to(account.id)).exists()
    ]
    assert count_readers(choice, cast.boston.id) == len(let_in)


def test_one_sentence_says_who_can_read(app: Flask, cast: Cast) -> None:
    dallas = cast.space("dallas", "Dallas", "a hospital", "Dallas")
    Space.update(openness=Openness.UNLISTED.value).where(Space.id == dallas.id).execute()
    both = (cast.chicago.id, dallas.id)
    with app.test_request_context("/"):
        assert describe(Choice(), "Boston") == "Only the members of Boston."
        assert describe(Choice(Audience.PUBLIC), "Boston") == "Anybody, without an account too."
        assert "every member of every space" in describe(Choice(Audience.NETWORK), "Boston")
        assert "coordinators of all spaces" in describe(Choice(Audience.COORDINATORS), "Boston")
        sentence = describe(Choice(Audience.SPACES, both), "Boston")
        assert sentence == "The members of Boston, and all members of a bus depot in the middle and a space."
        assert "the coordinators of a bus depot" in describe(Choice(Audience.COORDINATORS, both), "Boston")
