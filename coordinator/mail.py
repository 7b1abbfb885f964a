"""Sends one message to one address through the SMTP server of the settings, and says truly what came of it."""

import smtplib
import ssl
from datetime import UTC, datetime, time
from email import message_from_bytes
from email.headerregistry import Address
from email.policy import SMTP
from email.utils import format_datetime

from coordinator import clock
from coordinator.config import Settings
from coordinator.errors import DomainError
from coordinator.language import _

SECONDS = 30
# What a mail server is greeted with: every machine calls itself so, and none is told apart by it.
_GREETING = "[127.0.0.1]"
_POLICY = SMTP.clone(cte_type="7bit")
_KEPT = ("subject", "mime-version")


class NotSent(DomainError):
    """Nothing was sent; `is_passing` where it may work later."""

    status = 502

    def __init__(self, sentence: object, *, is_passing: bool) -> None:
        super().__init__(sentence)
        self.is_passing = is_passing


class PerhapsSent(DomainError):
    """The line broke after the message was handed over and before the server said that it has it."""

    status = 502


class Office:
    """The mail server that the settings name, once they are known."""

    def __init__(self) -> None:
        self.settings: Settings | None = None

    def use(self, settings: Settings) -> None:
        """Send by these settings from now on."""
        self.settings = settings

    @property
    def is_open(self) -> bool:
        """Whether there is a mail server at all."""
        return self.settings is not None and bool(self.settings.smtp_host)


office = Office()


def send(content: bytes, receiver: str, mark: str, name: str = "") -> None:
    """Send a message (RFC 5322 without sender, receiver and date) to one address.

    `mark` goes into its Message-ID: two sendings with the same one are known as the same message; `name` stands beside
    the address that it comes from, and is no person's. Raises NotSent, or PerhapsSent where nobody can tell.
    """
    settings = office.settings
    if settings is None or not settings.smtp_host:
        raise NotSent(_("This server cannot send mail: the operator has not named a mail server."), is_passing=False)
    letter = addressed(content, Address(_one_line(name), addr_spec=settings.mail_from), receiver, mark)
    line = _open_line(settings)
    try:
        _envelope(line, settings.mail_from, receiver)
        _hand_over(line, letter)
    finally:
        line.close()


def try_line(settings: Settings) -> None:
    """Greet the mail server and sign in, and send nothing. Raises NotSent."""
    _open_line(settings).close()


def _one_line(name: str) -> str:
    return " ".join(name.split())


def addressed(content: bytes, sender: Address, receiver: str, mark: str) -> bytes:
    """The message with what a mail needs to travel, and without any other header than its subject and its kind.

    Its date is the beginning of the day: never ahead of anybody's clock, and no finer than what people write here.
    """
    mail = message_from_bytes(content, policy=_POLICY)
    for name in {name.lower() for name in mail.keys()}:  # noqa: SIM118
        if name not in _KEPT and not name.startswith("content-"):
            del mail[name]
    mail["From"] = sender
    mail["To"] = receiver
    mail["Date"] = format_datetime(datetime.combine(clock.today(), time(), UTC))
    mail["Message-ID"] = f"<{mark}@{sender.domain}>"
    return mail.as_bytes()


def _open_line(settings: Settings) -> smtplib.SMTP:
    try:
        line = _connect(settings)
    except OSError as fault:
        raise _why_no_line(fault) from fault
    try:
        _secure(line, settings)
    except OSError as fault:
        line.close()
        raise _why_no_line(fault) from fault
    return line


def _connect(settings: Settings) -> smtplib.SMTP:
    host, port = settings.smtp_host, settings.smtp_port
    if settings.smtp_security == "tls":
        trust = ssl.create_default_context()
        return smtplib.SMTP_SSL(host, port, local_hostname=_GREETING, timeout=SECONDS, context=trust)
    return smtplib.SMTP(host, port, local_hostname=_GREETING, timeout=SECONDS)


def _secure(line: smtplib.SMTP, settings: Settings) -> None:
    line.ehlo()
    if settings.smtp_security == "starttls":
        line.starttls(context=ssl.create_default_context())
        line.ehlo()
    if settings.smtp_user:
        line.login(settings.smtp_user, settings.smtp_password or "")


def _why_no_line(fault: OSError) -> NotSent:
    if isinstance(fault, ssl.SSLCertVerificationError):
        return NotSent(_("The mail server could not prove that it is the right one."), is_passing=False)
    if isinstance(fault, smtplib.SMTPNotSupportedError):
        return NotSent(_("The mail server does not offer what the settings ask for."), is_passing=False)
    if isinstance(fault, smtplib.SMTPAuthenticationError) and fault.smtp_code >= 500:
        return NotSent(_("The mail server refuses the name or the password of the settings."), is_passing=False)
    return NotSent(_("The mail server does not answer."), is_passing=True)


def _envelope(line: smtplib.SMTP, sender: str, receiver: str) -> None:
    try:
        for code, _words in (line.mail(sender), line.rcpt(receiver)):
            _require_yes(code)
    except OSError as fault:
        raise _why_no_line(fault) from fault


def _hand_over(line: smtplib.SMTP, letter: bytes) -> None:
    try:
        code, _words = line.data(letter)
    except smtplib.SMTPDataError as refusal:
        _require_yes(refusal.smtp_code)
    except OSError as fault:
        raise PerhapsSent(_("The line to the mail server broke at the end: the message may have been sent.")) from fault
    else:
        _require_yes(code)


def _require_yes(code: int) -> None:
    if 200 <= code < 300:
        return
    if 400 <= code < 500:
        raise NotSent(_("The mail server cannot take it now (%(code)s).", code=code), is_passing=True)
    raise NotSent(
        _("The mail server refuses it (%(code)s): look whether the address is right, or ask the operator.", code=code),
        is_passing=False,
    )
