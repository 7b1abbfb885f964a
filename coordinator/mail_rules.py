"""What must be true of the settings of the mail server, and of an address, before anything is sent."""

import re

SECURITIES = ("starttls", "tls", "none")
# One plain address, in the letters that every mail server takes.
ADDRESS = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)


def is_address(text: str) -> bool:
    """Whether this is one address of mail, and nothing beside it."""
    return len(text) <= 254 and ADDRESS.fullmatch(text) is not None


def fault_of_mail(host: str, security: str, sender: str, *, is_here: bool) -> str:
    """What is wrong with these settings, in one sentence, or nothing. `is_here`: the host is this machine."""
    if security not in SECURITIES:
        return "smtp_security must be starttls, tls or none."
    if not host:
        return ""
    if security == "none" and not is_here:
        return "smtp_security = none is for a mail server on this machine only: set starttls or tls."
    if not is_address(sender):
        return "mail_from must be the address that mail is sent from, as paper@example.org, where smtp_host is set."
    return ""
