"""Puts text, HTML and pictures together as one message, the same bytes each time, with nobody's name on it."""

from email.message import EmailMessage, MIMEPart
from email.policy import SMTP
from hashlib import sha256

from .letter import Letter
from .page import page
from .pictures import by_mark

# Seven bits, so that no server on the way has to change anything.
_POLICY = SMTP.clone(cte_type="7bit")


def message(letter: Letter, text: str) -> bytes:
    """The message without sender, receiver, date and mark: whoever sends it adds them."""
    html = page(letter, by_mark)
    mail = EmailMessage(_POLICY)
    mail["Subject"] = letter.subject
    # Mail programs that know this line open the file as a message that is still to be sent.
    mail["X-Unsent"] = "1"
    mail.set_content(text)
    mail.add_alternative(html, subtype="html")
    # Only now: what came before went into the first part.
    mail["Content-Language"] = letter.language
    _, page_part = mail.iter_parts()
    _enclose(page_part, letter)
    _finish(mail, text + html)
    return mail.as_bytes()


def _enclose(html: MIMEPart, letter: Letter) -> None:
    for piece in letter.pieces:
        for picture in piece.pictures:
            if picture.content:
                name = f"{picture.mark.split('@')[0]}.{'jpg' if picture.kind == 'jpeg' else picture.kind}"
                html.add_related(
                    picture.content,
                    "image",
                    picture.kind,
                    cid=f"<{picture.mark}>",
                    disposition="inline",
                    filename=name,
                )


def _finish(mail: EmailMessage, content: str) -> None:
    """Boundaries that follow from the content: no chance in them, and none that anybody could write into a text."""
    digest = sha256(content.encode()).hexdigest()[:32]
    for place, part in enumerate(mail.walk()):
        if part.is_multipart():
            part.set_boundary(f"=_{place}_{digest}")
        if part is not mail:
            del part["MIME-Version"]
