"""The page between a button and what cannot be undone: it says what will happen, and asks."""

from flask import Response, make_response, render_template, request

from coordinator import pages
from coordinator.language import _

# Sent by the page that asks, beside all that the first form held.
ANSWER = "is_sure"


def ask(question: str, what_happens: str, label: str, back: str) -> Response | None:
    """None where the reader has said yes; otherwise the page that asks, and nothing is done yet.

    `label` stands on the button that does it, `back` is the address of the page that it was asked from.
    """
    if request.form.get(ANSWER) == "yes":
        return None
    fields = [(name, text) for name, text in pages.typed_fields() if name != ANSWER]
    page = render_template(
        "sure.html",
        question=question,
        what_happens=what_happens,
        label=label,
        back=back,
        fields=[*fields, (ANSWER, "yes")],
        address=request.full_path.rstrip("?"),
    )
    return make_response(page)


def for_good(back: str) -> Response | None:
    """Ask before something is deleted with no week to bring it back."""
    return ask(
        str(_("Delete it at once, for good?")),
        str(_("Everything is deleted now, and nobody can bring it back.")),
        str(_("Delete it for good")),
        back,
    )


def invitation(back: str) -> Response | None:
    """Ask before an invitation that somebody may be holding is taken back."""
    return ask(
        str(_("Take this invitation back?")),
        str(_("Whoever holds it cannot come in with it any more. You can make a new one at any time.")),
        str(_("Take it back")),
        back,
    )
