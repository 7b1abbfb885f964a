"""A newsletter goes to the list once: tried again where that is safe, left for people to look at where it is not."""

import dataclasses
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default

import pytest
from cast import Cast
from flask import Flask
from post_office import PostOffice, open_post_office

from coordinator import clock, jobs, mail
from coordinator.errors import Conflict, Invalid, TooMany
from coordinator.newsletters.actions import editions, exports
from coordinator.newsletters.mailing import actions, queries
from coordinator.newsletters.mailing.models import Delivery
from coordinator.newsletters.models import Agreement, Article, Export
from coordinator.newsletters.queries import newsletter_of
from coordinator.spaces.models import LogEntry, NameToTakeOut

LIST = "paper@lists.example.org"


@pytest.fixture(autouse=True)
def post(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[PostOffice]:
    """A mail server, and an application that sends by it."""
    app.config["WAIT_SECONDS"] = 0
    settings = app.config["SETTINGS"]
    with open_post_office() as office:
        named = dataclasses.replace(
            settings, smtp_host="127.0.0.1", smtp_port=office.port, smtp_security="none", mail_from="us@example.org"
        )
        monkeypatch.setattr(mail.office, "settings", named)
        yield office


@pytest.fixture
def export(cast: Cast) -> Export:
    """Number 1 of Boston as a mail, and a list to send it to."""
    edition = editions.start_edition(cast.wren.reader, cast.boston.id, clock.today())
    editions.paste_edition(cast.wren.reader, edition, "# The belt stood still\n\nFor nine minutes nobody moved.")
    made = exports.export_edition(cast.wren.reader, edition, "email")
    jobs.run_pending()
    actions.set_list(cast.wren.reader, cast.boston.id, LIST)
    return Export.get_by_id(made.id)


def send(cast: Cast, export: Export, *, once_more: bool = False) -> Delivery:
    """Send it to the list, as far as it goes at once."""
    delivery = actions.send_to_list(cast.wren.reader, export, once_more=once_more)
    jobs.run_pending()
    return Delivery.get_by_id(delivery.id)


def run_later(delivery: Delivery) -> Delivery:
    """What the worker does once a pause is over."""
    actions.deliver(delivery.id)
    return Delivery.get_by_id(delivery.id)


def test_an_editor_sends_a_number_to_the_list(both_engines: str, cast: Cast, export: Export, post: PostOffice) -> None:
    page = f"/exports/{export.public_id}/mail"
    first = cast.wren.page(page)
    assert LIST in first and 'class="notice' not in first
    answer = cast.wren.submit(page, "/mail/list", _follow=True)
    assert "It is on its way." in answer.get_data(as_text=True)
    jobs.run_pending()
    (taken,) = [message_from_bytes(each, policy=default) for each in post.taken]
    assert (taken["To"], taken["From"]) == (LIST, "Our newsletter <us@example.org>")
    assert "Wren" not in str(taken)
    part = taken.get_body(("plain",))
    assert part is not None
    assert "For nine minutes nobody moved." in part.get_content()
    assert "to the list · sent" in " ".join(cast.wren.page(page).split())
    assert "mailed" in {entry.act for entry in LogEntry.select()}


def test_the_password_is_asked_for_before_it_goes_to_the_list(app: Flask) -> None:
    guards = {name: view.guard.confirm for name, view in app.view_functions.items() if name.startswith("mailing.")}  # type: ignore[attr-defined]
    assert guards["mailing.send_to_list"]


def test_a_test_goes_to_one_address_that_is_forgotten(cast: Cast, export: Export, post: PostOffice) -> None:
    page = f"/exports/{export.public_id}/mail"
    assert cast.wren.submit(page, "/mail/test", address="me@example.org").status_code == 303
    assert Delivery.get().receiver == "me@example.org"
    jobs.run_pending()
    assert message_from_bytes(post.taken[0], policy=default)["To"] == "me@example.org"
    assert (Delivery.get().state, Delivery.get().receiver) == ("sent", "")
    assert not queries.may_be_out(export)


@pytest.mark.parametrize("typed", ["", "me", "a@e.org, b@e.org", "a@e.org\nBcc: b@e.org", "<a@e.org>", "ü@e.org"])
def test_what_is_not_one_address_is_refused_and_given_back(cast: Cast, export: Export, typed: str) -> None:
    answer = cast.wren.submit(f"/exports/{export.public_id}/mail", "/mail/test", address=typed)
    assert answer.status_code == 400
    assert Delivery.select().count() == 0
    if typed:
        assert cast.wren.submit("/s/boston/newsletter/mailing-list", address=typed).status_code == 400
    assert queries.list_of(cast.boston.id) == LIST


def test_tests_are_counted(cast: Cast, export: Export) -> None:
    for _time in range(actions.TESTS_A_DAY):
        actions.send_test(cast.wren.reader, export, "me@example.org")
    with pytest.raises(TooMany):
        actions.send_test(cast.wren.reader, export, "me@example.org")


def test_a_second_time_needs_a_tick_also_for_new_files(cast: Cast, export: Export, post: PostOffice) -> None:
    assert send(cast, export).state == "sent"
    with pytest.raises(Invalid, match="tick the box"):
        send(cast, export)
    assert export.edition is not None
    anew = exports.export_edition(cast.wren.reader, export.edition, "email")
    jobs.run_pending()
    exports.delete_export(cast.wren.reader, export)
    with pytest.raises(Invalid, match="tick the box"):
        send(cast, Export.get_by_id(anew.id))
    page = f"/exports/{anew.public_id}/mail"
    assert cast.wren.submit(page, "/mail/list").status_code == 400
    assert cast.wren.submit(page, "/mail/list", once_more="y").status_code == 303
    jobs.run_pending()
    assert len(post.taken) == 2


def test_what_waits_is_not_sent_beside_itself(cast: Cast, export: Export) -> None:
    actions.send_to_list(cast.wren.reader, export, once_more=False)
    with pytest.raises(Conflict):
        actions.send_to_list(cast.wren.reader, export, once_more=True)


def test_a_passing_refusal_is_tried_again_with_growing_pauses(
    cast: Cast, export: Export, post: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    post.answers["RCPT"] = ["451 later", "421 later"]
    pauses: list[int] = []
    queued = jobs.queue.perform.schedule
    monkeypatch.setattr(
        jobs.queue.perform, "schedule", lambda *given, **more: (pauses.append(more["delay"]), queued(*given, **more))
    )
    delivery = send(cast, export)
    assert (delivery.state, delivery.attempts) == ("waiting", 1)
    assert "451" in delivery.sentence
    assert run_later(delivery).state == "waiting"
    assert run_later(delivery).state == "sent"
    assert pauses == [60, 300]
    assert len(post.taken) == 1


def test_it_is_given_up_after_the_last_pause(cast: Cast, export: Export, post: PostOffice) -> None:
    post.answers["RCPT"] = ["451 later"] * 20
    delivery = send(cast, export)
    for _time in actions.PAUSES:
        delivery = run_later(delivery)
    assert (delivery.state, delivery.attempts) == ("failed", len(actions.PAUSES) + 1)


def test_a_refusal_for_good_ends_it_with_a_sentence_and_it_may_be_sent_anew(
    cast: Cast, export: Export, post: PostOffice
) -> None:
    post.answers["RCPT"] = ["550 no such list"]
    delivery = send(cast, export)
    assert (delivery.state, delivery.attempts) == ("failed", 1)
    assert "550" in cast.wren.page(f"/exports/{export.public_id}/mail")
    assert send(cast, export).state == "sent"


@pytest.mark.others_at_length
def test_a_job_that_runs_twice_sends_once(both_engines: str, cast: Cast, export: Export, post: PostOffice) -> None:
    delivery = send(cast, export)
    assert run_later(delivery).state == "sent"
    assert len(post.taken) == 1


def test_a_line_that_breaks_at_the_end_is_not_tried_again(cast: Cast, export: Export, post: PostOffice) -> None:
    post.breaks_at_end = True
    delivery = send(cast, export)
    assert delivery.state == "unclear"
    assert run_later(delivery).state == "unclear"
    assert len(post.taken) == 1
    assert "look, then decide" in cast.wren.page(f"/exports/{export.public_id}/mail")
    with pytest.raises(Invalid, match="tick the box"):
        send(cast, export)


def test_a_worker_that_dies_after_the_message_was_taken_sends_no_second_one(
    cast: Cast, export: Export, post: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    delivery = actions.send_to_list(cast.wren.reader, export, once_more=False)

    def die(*_given: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(actions, "_end", die)
        with pytest.raises(SystemExit):
            actions.deliver(delivery.id)
    assert Delivery.get_by_id(delivery.id).state == "sending"
    assert run_later(delivery).state == "unclear"
    assert len(post.taken) == 1


def test_what_stops_an_export_stops_a_mail(cast: Cast, export: Export) -> None:
    piece = Article.get()
    Agreement.create(article=piece, made_on=clock.today())
    with pytest.raises(Invalid, match="their yes"):
        actions.send_test(cast.wren.reader, export, "me@example.org")


def test_a_name_that_was_listed_since_does_not_leave(cast: Cast, export: Export) -> None:
    NameToTakeOut.create(space=cast.boston, name="Nobody", replacement="somebody")
    with pytest.raises(Invalid, match="Make the files anew"):
        actions.send_to_list(cast.wren.reader, export, once_more=False)


def test_the_address_is_for_editors_alone(cast: Cast, export: Export) -> None:
    assert export.edition is not None
    editions.publish_edition(cast.wren.reader, export.edition)
    for path in (f"/exports/{export.public_id}/mail", "/s/boston/newsletter/mailing-list"):
        assert LIST in cast.heron.page(path)
        for person in (cast.robin, cast.maple, cast.operator, cast.stranger, cast.nobody):
            answer = person.get(path)
            assert answer.status_code in (403, 404)
            assert LIST not in answer.get_data(as_text=True)
    assert LIST not in cast.robin.page(f"/exports/{export.public_id}")


def test_without_a_mail_server_the_page_says_what_to_do(
    cast: Cast, export: Export, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail.office, "settings", None)
    assert "your own mail program" in cast.wren.page(f"/exports/{export.public_id}/mail")
    with pytest.raises(Invalid, match="has not named a mail server"):
        actions.send_test(cast.wren.reader, export, "me@example.org")


def test_the_way_to_it_stands_where_editors_look(cast: Cast, export: Export) -> None:
    assert f'href="/exports/{export.public_id}/mail"' in cast.wren.page(f"/exports/{export.public_id}")
    assert 'href="/s/boston/newsletter/mailing-list"' in cast.wren.page("/s/boston/newsletter/")
    assert "mailing-list" not in cast.robin.page("/s/boston/newsletter/")


def test_it_comes_from_the_newsletter_in_any_letters_and_without_a_name_of_the_list(
    cast: Cast, export: Export, post: PostOffice
) -> None:
    newsletter = newsletter_of(cast.boston.id)
    editions.set_masthead(
        cast.wren.reader, cast.boston.id, newsletter.version, name='Газета, "Dunlin\'s" <eile>', how_to_reach=""
    )
    NameToTakeOut.create(space=cast.boston, name="Dunlin", replacement="a coworker")
    send(cast, export)
    taken = message_from_bytes(post.taken[-1], policy=default)
    (sender,) = taken["From"].addresses
    assert sender.addr_spec == "us@example.org"
    assert "Газета" in sender.display_name and "Dunlin" not in sender.display_name
    assert post.taken[-1].isascii()
