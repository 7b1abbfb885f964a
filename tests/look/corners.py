"""Pages that no link leads to: after a form, from a slip of paper, at a refusal."""

import io
import re
from collections.abc import Callable
from typing import Any

from cast import Person, forms_of
from PIL import Image
from werkzeug.test import TestResponse

from coordinator import jobs
from coordinator.access import Role
from coordinator.accounts.actions import make_operator_link
from coordinator.accounts.models import Session
from coordinator.desk.demo_people import OPERATOR, PASSWORD
from coordinator.newsletters.boxes.models import Box
from coordinator.newsletters.claims.models import Claim
from coordinator.newsletters.models import Article, Edition
from coordinator.reports.models import Report
from coordinator.spaces.models import Membership, Space
from coordinator.threads.models import Post, Thread

Enter = Callable[[str | None], Person]
AGAIN = {"password_again": PASSWORD}
NEW = {"new_password": "nine brown herons", "new_password_twice": "nine brown herons", "device": "own"}
HERON, MEMBER, EDITOR = "demo-kettle-plover", "demo-kettle-wren", "demo-kettle-kestrel"
RESET = re.compile(r"/reset/[\w-]+")
LETTER = re.compile(r"/letters/\w+")
WORD = re.compile(r'<li lang="en">(\w+)</li>')
SLIP = re.compile(r'class="slip-code"><strong dir="ltr">([\w-]+)')


def see_all(enter: Enter) -> None:
    """Open every page that a walk along links cannot reach; `enter` signs somebody in by name."""
    for corner in (
        _refusals, _previews, _ways_back_in, _invitations, _guests, _old_versions, _exports, _looks, _mails, _articles,
        _claims, _letters, _boxes, _rounds, _translations, _corrections, _open_web, _second_yes, _pictures, _spaces,
        _first_page,
    ):  # fmt: skip
        corner(enter)


def _shown(what: re.Pattern[str], page: TestResponse) -> str:
    """What a page shows once, such as the code of a slip."""
    found = what.search(page.get_data(as_text=True))
    assert found, f"{page.request.path} does not show {what.pattern}"
    return found.group(found.lastindex or 0)


def _kettle() -> Space:
    return Space.get(Space.slug == "kettle")


def _refusals(enter: Enter) -> None:
    member = enter(MEMBER)
    member.get("/s/kettle/newsletter/box")
    member.get("/nothing-here")
    enter(None).get("/nothing-here")
    member.client.post("/s/kettle/notes/new", data={"csrf_token": "old", "text": "The belt stood still."})
    heron = enter(HERON)
    Session.update(confirmed_at=None).where(Session.account == heron.account).execute()
    heron.post("/account/close", sign_in_name="asks for the password first")
    enter(None).submit("/sign-in", "/sign-in", sign_in_name="nobody-at-all", password="")
    enter(None).submit("/recover", "/recover")
    member.submit("/s/kettle/notes/new", "/new", text="")
    member.submit("/s/kettle/threads/new", "/new", title="", text="")
    member.submit("/s/kettle/reports/new", "/new", title="")
    member.submit("/s/kettle/newsletter/articles/new", "/new", title="", text="")
    enter(HERON).submit("/s/kettle/invite", "/invite", count="", **AGAIN)


def _previews(enter: Enter) -> None:
    member = enter(MEMBER)
    text = "## What we saw\n\nThe belt *stood still*.\n\n> Why now?\n\n1. Ask.\n2. Count."
    member.submit("/s/kettle/threads/new", "/new", title="The belt", text=text, preview="1")
    thread = Thread.get(Thread.space == _kettle())
    member.submit(f"/threads/{thread.public_id}/reply", "/reply", text=text, preview="1")
    member.submit("/s/kettle/notes/new", "/new", text=text, preview="1")
    member.submit("/s/kettle/newsletter/claims/new", "/new", said="No money.", answer="There was.", preview="1")


def _ways_back_in(enter: Enter) -> None:
    operator = enter(OPERATOR)
    page = operator.submit("/operator/accounts", "/reset", sign_in_name="demo-linen-thyme", **AGAIN)
    enter(None).get(_shown(RESET, page))
    operator.submit("/account/recovery-words", "/recovery-words", **AGAIN)


def _invitations(enter: Enter) -> None:
    address = "/join/" + _shown(SLIP, enter(HERON).submit("/s/kettle/invite", "/invite", count="2", **AGAIN))
    enter("demo-linen-thyme").get(address)
    newcomer = enter(None)
    newcomer.submit(address, address, pen_name="", **NEW)
    newcomer.submit(address, address, pen_name="Lapwing", **NEW)


def _guests(enter: Enter) -> None:
    heron = enter(HERON)
    thread = Thread.get((Thread.space == _kettle()) & ~Thread.is_locked)
    address = f"/threads/{thread.public_id}/guests"
    code = _shown(SLIP, heron.submit(address, "/guests", **AGAIN))
    enter(None).submit(f"/guest/{code}", pen_name="Dotterel", **NEW)
    heron.get(address)


def _old_versions(enter: Enter) -> None:
    heron = enter(HERON)
    standing = heron.reader.standing_in(_kettle().id)
    assert standing
    post = Post.get((Post.author == standing.membership_id) & Post.deleted_on.is_null())
    heron.submit(f"/posts/{post.public_id}/edit", "/edit", text="We asked *again*, at each table.")
    heron.get(f"/posts/{post.public_id}/versions")
    ours = Thread.select(Thread.id).where(Thread.space == _kettle())
    theirs = Post.get(Post.thread.in_(ours) & (Post.author != standing.membership_id))
    heron.submit(f"/posts/{theirs.public_id}/put-away", "/put-away", reason="A name stands in it.")
    heron.get(f"/posts/{theirs.public_id}/put-away")


def _exports(enter: Enter) -> None:
    editor = enter(EDITOR)
    edition = Edition.get(Edition.space == _kettle())
    page = editor.submit(f"/editions/{edition.public_id}", "/export", plugin="messenger_text", **AGAIN)
    editor.get(page.headers["Location"])
    jobs.run_pending()
    editor.get(page.headers["Location"])


def _looks(enter: Enter) -> None:
    heron = enter(HERON)
    heron.submit("/s/kettle/newsletter/looks/new", "/looks/new")
    address = heron.submit("/s/kettle/newsletter/looks/new", "/messenger_text/copy").headers["Location"].split("?")[0]
    heron.get(address)
    heron.submit(address, address, text="{% for %}")
    heron.submit(address, "/remove", _follow=True)


def _mails(enter: Enter) -> None:
    editor = enter(EDITOR)
    edition = Edition.get(Edition.space == _kettle())
    page = editor.submit(f"/editions/{edition.public_id}", "/export", plugin="email", **AGAIN)
    jobs.run_pending()
    editor.get(page.headers["Location"] + "/mail")


def _letters(enter: Enter) -> None:
    editor, sender = enter(EDITOR), enter(None)
    terms = {"is_open": "y", "code_word": "", "keeps_days": "90"}
    editor.submit("/s/kettle/newsletter/letterbox", "/newsletter/letterbox", **terms)
    sender.get("/s/kettle/letterbox")
    sent = sender.submit("/s/kettle/letterbox", text="The fan on line four stands still again.")
    words = " ".join(WORD.findall(sent.get_data(as_text=True)))
    editor.get(_shown(LETTER, editor.get("/s/kettle/newsletter/letterbox")))
    sender.get("/letter")
    assert b"The fan on line four" in sender.submit("/letter", "/letter", receipt=words).data
    _shown_letter(enter)


def _shown_letter(enter: Enter) -> None:
    """A letter whose sender is shown the piece first, asks for more, says no, then yes, and finds an answer."""
    editor, sender = enter(EDITOR), enter(None)
    sent = sender.submit("/s/kettle/letterbox", text="We wait for the bus in the rain, and it is late.", wish="show_me")
    receipt = {"receipt": " ".join(WORD.findall(sent.get_data(as_text=True)))}
    own = _shown(LETTER, editor.get("/s/kettle/newsletter/letterbox"))
    piece = editor.submit(own, "/article").headers["Location"]
    editor.submit(f"{piece}/edit", "/edit", text="We wait in the rain.")
    editor.get(piece)
    editor.submit(piece, "/show-sender")
    editor.get(piece)
    editor.submit(own, "/answer", text="We read it at the stop. Is it so every night?")
    sender.post("/letter", **receipt, act="line", line="Every night.", once_key="line")
    assert b"Yes, print it like this" in sender.post("/letter", **receipt).data
    sender.post("/letter", **receipt, act="no", piece=piece.rpartition("/")[2], once_key="no")
    for page in (piece, own, "/s/kettle/newsletter/letterbox"):
        editor.get(page)
    editor.submit(f"{piece}/edit", "/edit", text="We wait for the bus in the rain.")
    editor.submit(piece, "/show-sender")
    said = sender.post("/letter", **receipt, act="yes", piece=piece.rpartition("/")[2], once_key="yes")
    assert b"You said yes." in said.data
    editor.get(piece)


def _boxes(enter: Enter) -> None:
    editor = enter(EDITOR)
    words = {"title": "Start here", "text": "New on your line? Ask *anybody* with a red cup.", "place": "front"}
    editor.submit("/s/kettle/newsletter/boxes/", "/boxes/", **words)
    box = Box.get(Box.space == _kettle())
    editor.submit(f"/boxes/{box.public_id}", box.public_id, text="Ask anybody with a red cup.")
    editor.get(f"/boxes/{box.public_id}")


def _rounds(enter: Enter) -> None:
    editor = enter(EDITOR)
    edition = Edition.get((Edition.space == _kettle()) & (Edition.state == "published"))
    address = f"/editions/{edition.public_id}/round"
    stop = {"place-0": "North gate", "taken_by-0": "early shift", "copies-0": "40", "heard-0": "Read aloud at the fan."}
    editor.submit(address, "/round", **stop, **{"left_over-0": "50"})
    editor.submit(address, "/round", **stop, **{"left_over-0": "5"})
    editor.get(address)
    editor.get(f"{address}/sheet")
    editor.get("/s/kettle/newsletter/rounds")
    editor.get("/s/kettle/newsletter/numbers")


def _translations(enter: Enter) -> None:
    editor = enter(EDITOR)
    waiting = Article.get((Article.space == _kettle()) & (Article.state == "in_box") & Article.deleted_on.is_null())
    address = f"/articles/{waiting.public_id}/translate"
    editor.submit(address, "/translate", title="La cinta", text="Se paró.")
    page = editor.submit(address, "/translate", language="es", title="La cinta", text="Se *paró*.")
    editor.get(page.headers["Location"])
    edition = Edition.get((Edition.space == _kettle()) & (Edition.state == "in_work"))
    made = Article.get(Article.translation_of == waiting.id)
    editor.submit(f"/editions/{edition.public_id}", "/line-up", **{f"place-{made.id}": "2"})
    editor.get(f"/editions/{edition.public_id}")


def _corrections(enter: Enter) -> None:
    editor = enter(EDITOR)
    out = Edition.select(Edition.id).where((Edition.space == _kettle()) & (Edition.state == "published"))
    piece = Article.get(Article.edition.in_(out))
    editor.get(f"/articles/{piece.public_id}/correct")
    waiting = Article.get((Article.space == _kettle()) & (Article.state == "in_box") & Article.deleted_on.is_null())
    editor.submit(f"/articles/{waiting.public_id}/edit", "/edit", text="It is *shorter* now.")
    editor.get(f"/articles/{waiting.public_id}/versions")


def _articles(enter: Enter) -> None:
    member, editor = enter(MEMBER), enter(EDITOR)
    home = _kettle()
    elsewhere = Report.get((Report.space != home) & (Report.audience == "network") & (Report.state == "released"))
    form = forms_of(member.page(f"/s/kettle/newsletter/articles/new?report={elsewhere.public_id}&section=1"))[-1]
    member.client.post(form["action"], data={**form["fields"], "title": "From elsewhere"})
    asked = Article.get(Article.title == "From elsewhere")
    theirs = (Membership.space == elsewhere.space) & (Membership.role == Role.COORDINATOR.value)
    enter(Membership.get(theirs).account.sign_in_name).get(f"/articles/{asked.public_id}/agreement")
    editor.get(f"/articles/{asked.public_id}")
    taken = member.submit(f"/articles/{asked.public_id}/edit", "/take-back")
    member.get(taken.headers["Location"])


def _claims(enter: Enter) -> None:
    member = enter(MEMBER)
    written = member.submit("/s/kettle/newsletter/claims/new", "/new", said="Nobody was asked to stay longer.")
    address = written.headers["Location"].split("?")[0]
    member.submit(f"{address}/edit", "/edit", answer="Six of us were.")
    member.get(f"{address}/edit")
    taken = member.submit(f"{address}/edit", "/take-back")
    member.get(taken.headers["Location"])


def _open_web(enter: Enter) -> None:
    edition = Edition.get((Edition.space == _kettle()) & (Edition.state == "published"))
    enter(EDITOR).submit(f"/editions/{edition.public_id}", "/web", **AGAIN)
    second = enter(HERON)
    second.get("/")
    second.submit(f"/editions/{edition.public_id}", "/yes", _follow=True)
    anybody = enter(None)
    for place in ("", edition.number, "numbers", f"numbers?year={edition.date.year}"):
        assert anybody.get(f"/s/kettle/newsletter/{place}").status_code == 200
    for words in ("a*", "nobody-wrote-this"):
        assert anybody.submit("/s/kettle/newsletter/numbers", "/numbers", words=words).status_code == 200


def _second_yes(enter: Enter) -> None:
    """What waits before it is handed out, as one editor sees it and the other."""
    editor, second = enter(EDITOR), enter(HERON)
    editor.submit("/s/kettle/newsletter/masthead", "/second-yes", second_yes_paper="y")
    claim = Claim.get((Claim.space == _kettle()) & Claim.deleted_on.is_null())
    piece = Article.get((Article.space == _kettle()) & (Article.state == "in_box") & Article.deleted_on.is_null())
    for address in (f"/claims/{claim.public_id}", f"/articles/{piece.public_id}"):
        editor.get(address)
        second.submit(address, "/yes", _follow=True)
    editor.submit("/s/kettle/newsletter/masthead", "/second-yes", second_yes_paper="")
    editor.submit("/s/kettle/newsletter/masthead", "/search-engines", is_listed="y")


def _pictures(enter: Enter) -> None:
    heron = enter(HERON)
    heron.submit("/s/kettle/reports/new", "/new", title="A walk along the wall", text="We counted the doors.")
    report = Report.select().order_by(Report.id.desc()).get()
    address = f"/reports/{report.public_id}"
    heron.submit(f"{address}/pictures", "/pictures", picture=(_picture(), "wall.png"), picture_text="A red wall")
    heron.get(_shown(re.compile(rf"{address}/pictures/\w+"), heron.get(address)))
    heron.get(address)


def _picture() -> io.BytesIO:
    kept = io.BytesIO()
    Image.new("RGB", (640, 400), "#a33").save(kept, "PNG")
    kept.seek(0)
    return kept


def _spaces(enter: Enter) -> None:
    enter(HERON).get("/s/linen/")
    named: dict[str, Any] = {"name": "Night shift", "outward_name": "a night shift", "city": "Lowell"}
    enter(OPERATOR).submit("/operator/spaces/new", "/new", **named, **AGAIN)


def _first_page(enter: Enter) -> None:
    """As on a fresh server."""
    code = make_operator_link()
    first = enter(None)
    first.get(f"/first/{code}")
    first.submit(f"/first/{code}", server_name="Harbour", name="", pen_name="", **NEW)
    values = {"server_name": "Harbour", "name": "Dock", "pen_name": "Heron", "belongs": "", **NEW}
    first.submit(f"/first/{code}", **values)
