"""A message goes to a real mail server, over a line that was checked, and what came of it is said truly."""

import dataclasses
import socket
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from click.testing import CliRunner
from post_office import PostOffice, make_certificate, open_post_office

from coordinator import clock, mail
from coordinator.backups import checks
from coordinator.cli import program
from coordinator.config import Settings, load_settings
from coordinator.errors import Invalid

LETTER = (
    b"Subject: =?utf-8?b?0J/RgNC40LLQtdGC?=\r\nX-Unsent: 1\r\nBcc: spy@example.org\r\nMIME-Version: 1.0\r\n"
    b"\r\nHello\r\n.dot\r\n"
)


@pytest.fixture
def post() -> Iterator[PostOffice]:
    """A mail server without TLS, which is allowed on one's own machine only."""
    with open_post_office() as office:
        yield office


@pytest.fixture
def sending(settings: Settings, post: PostOffice, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings that name it."""
    named = dataclasses.replace(
        settings, smtp_host="127.0.0.1", smtp_port=post.port, smtp_security="none", mail_from="paper@example.org"
    )
    monkeypatch.setattr(mail.office, "settings", named)
    return named


def refused(content: bytes = LETTER) -> mail.NotSent:
    """Why it was not sent."""
    with pytest.raises(mail.NotSent) as caught:
        mail.send(content, "list@example.org", "a1")
    return caught.value


def test_a_message_arrives_with_what_it_needs_and_nothing_else(sending: Settings, post: PostOffice) -> None:
    mail.send(LETTER, "list@example.org", "a1")
    (letter,) = post.taken
    taken = message_from_bytes(letter, policy=default)
    assert {name.lower() for name in taken.keys()} == {  # noqa: SIM118
        "subject",
        "mime-version",
        "from",
        "to",
        "date",
        "message-id",
    }
    assert taken["Subject"] == "Привет"
    assert (taken["From"], taken["To"]) == ("paper@example.org", "list@example.org")
    assert taken["Message-ID"] == "<a1@example.org>"
    assert taken["Date"].datetime.isoformat() == f"{clock.today()}T00:00:00+00:00"
    assert taken.get_payload().splitlines() == ["Hello", ".dot"]


def test_the_mail_server_does_not_learn_the_name_of_this_machine(sending: Settings, post: PostOffice) -> None:
    mail.send(LETTER, "list@example.org", "a1")
    assert "ehlo [127.0.0.1]" in post.heard
    assert socket.gethostname() not in " ".join(post.heard) + str(post.taken)


@pytest.mark.parametrize("word", ["MAIL", "RCPT", "DATA", "END", "HELLO"])
def test_what_a_server_cannot_take_now_may_be_tried_again(sending: Settings, post: PostOffice, word: str) -> None:
    post.answers[word] = ["451 later"]
    assert refused().is_passing
    assert post.taken == []


@pytest.mark.parametrize("word", ["MAIL", "RCPT", "DATA", "END"])
def test_what_a_server_refuses_is_not_tried_again(sending: Settings, post: PostOffice, word: str) -> None:
    post.answers[word] = ["550 no"]
    refusal = refused()
    assert not refusal.is_passing
    assert "550" in refusal.sentence


def test_where_nobody_answers_it_may_be_tried_again(sending: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        monkeypatch.setattr(mail.office, "settings", dataclasses.replace(sending, smtp_port=taken.getsockname()[1]))
        assert refused().is_passing


def test_where_the_line_breaks_at_the_end_nobody_can_tell(sending: Settings, post: PostOffice) -> None:
    post.breaks_at_end = True
    with pytest.raises(mail.PerhapsSent):
        mail.send(LETTER, "list@example.org", "a1")


def test_without_a_mail_server_nothing_is_sent(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail.office, "settings", settings)
    assert not mail.office.is_open
    assert not refused().is_passing


def test_an_encrypted_line_is_asked_for_and_the_password_goes_over_it_only(
    sending: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proof, trust = make_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(proof))
    with open_post_office(trust) as post:
        named = dataclasses.replace(
            sending, smtp_port=post.port, smtp_security="starttls", smtp_user="paper", smtp_password="a word"
        )
        monkeypatch.setattr(mail.office, "settings", named)
        mail.send(LETTER, "list@example.org", "a1")
        assert len(post.taken) == 1
        words = [each.split(" ")[0].upper() for each in post.heard]
        assert words.index("STARTTLS") < words.index("AUTH")


def test_a_server_that_cannot_prove_itself_gets_nothing(
    sending: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _proof, trust = make_certificate(tmp_path)
    with open_post_office(trust) as post:
        named = dataclasses.replace(sending, smtp_port=post.port, smtp_security="starttls")
        monkeypatch.setattr(mail.office, "settings", named)
        assert not refused().is_passing
        assert post.taken == []


def test_a_server_without_an_encrypted_line_gets_nothing(
    sending: Settings, post: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail.office, "settings", dataclasses.replace(sending, smtp_security="starttls"))
    assert not refused().is_passing
    assert not [each for each in post.heard if each.startswith("mail")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('smtp_host = "mail.example.org"', "mail_from must be the address"),
        ('smtp_host = "mail.example.org"\nmail_from = "a@e.org, b@e.org"', "mail_from must be the address"),
        ('smtp_host = "mail.example.org"\nmail_from = "a@e.org"\nsmtp_security = "none"', "on this machine only"),
        ('smtp_security = "ssl"', "starttls, tls or none"),
    ],
)
def test_settings_that_would_not_be_safe_are_refused(settings: Settings, text: str, said: str) -> None:
    with (settings.instance / "config.toml").open("a") as file:
        file.write(f"\n{text}\n")
    with pytest.raises(Invalid, match=said):
        load_settings(settings.instance)


def test_the_check_says_whether_the_mail_server_answers(settings: Settings, post: PostOffice) -> None:
    with (settings.instance / "config.toml").open("a") as file:
        file.write(
            f'\nsmtp_host = "127.0.0.1"\nsmtp_port = {post.port}\nsmtp_security = "none"\nmail_from = "a@e.org"\n'
        )
        file.write('smtp_user = "paper"\nsmtp_password = "a secret word"\n')
    post.answers["AUTH"] = ["235 known", "535 no", "535 no"]
    levels = [[each.level for each in checks._mail(load_settings(settings.instance))] for _twice in range(2)]
    assert levels == [["good"], ["warning"]]
    shown = CliRunner().invoke(program, ["--instance", str(settings.instance), "config"]).output
    assert "a secret word" not in shown
    assert "a secret word" not in repr(load_settings(settings.instance))
