"""Mails written for the tests: made-up people, in the forms that real mailers give them."""

from collections.abc import Iterable
from pathlib import Path

ENVELOPE = b"From list-return@lists.example.org  Wed Jul  1 05:04:06 2020\n"


def mail(
    body: str | bytes = "Nothing new at the gate.",
    *,
    sender: str = "Ana Ruiz <ana@depot.example>",
    subject: str = "Heaters",
    number: int = 1,
    answers: Iterable[int] = (),
    date: str | None = None,
    more: str = "",
) -> bytes:
    """One mail as bytes; `number` makes its id and its day in July, `answers` are the numbers it refers to."""
    references = " ".join(f"<{answered}@mail.example>" for answered in answers)
    header = [
        f"From: {sender}",
        f"Subject: {subject}",
        f"Message-ID: <{number}@mail.example>",
        f"Date: {date or f'{number} Jul 2020 10:00:00 +0000'}",
        *([f"References: {references}"] if references else []),
        *([more] if more else []),
    ]
    content = body if isinstance(body, bytes) else body.encode()
    return "\n".join(header).encode() + b"\n\n" + content + b"\n"


def mbox(folder: Path, *mails: bytes, name: str = "list.mbox") -> Path:
    """An mbox file that holds the mails, each below its separator line."""
    path = folder / name
    path.write_bytes(b"".join(ENVELOPE + each + b"\n" for each in mails))
    return path
