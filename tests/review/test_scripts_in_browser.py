"""What people type never runs: a real Chromium with scripts on, with and without the policy that would stop them."""

import contextlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from cast import Cast, Person
from playwright.sync_api import Browser
from servers import Running

from coordinator import clock, db
from coordinator.access import Audience
from coordinator.errors import DomainError
from coordinator.newsletters.actions import articles, editions
from coordinator.newsletters.actions.articles import Draft
from coordinator.reports import actions as reports
from coordinator.server import the_server
from coordinator.spaces.actions import settings as space_settings
from coordinator.spaces.actions.lines import Draft as LineDraft
from coordinator.spaces.actions.lines import make_line
from coordinator.spaces.audience import Choice
from coordinator.spaces.models import Membership
from coordinator.threads import actions as threads

Serve = Callable[..., AbstractContextManager[Running]]
# Each calls `hit` where it runs; written for this test, after the ways in which such things are known to get in.
PAYLOADS = (
    "<script>hit(1)</script>",
    "<img src=x onerror=hit(2)>",
    "<svg onload=hit(3)>",
    "<body onload=hit(4)>",
    '"><script>hit(5)</script>',
    "'><img src=x onerror=hit(6)>",
    "</textarea><script>hit(7)</script>",
    "</title><script>hit(8)</script>",
    '" autofocus onfocus=hit(9) x="',
    "' autofocus onfocus=hit(10) x='",
    "<iframe srcdoc='<script>parent.hit(11)</script>'></iframe>",
    "<details open ontoggle=hit(12)>x</details>",
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=hit(13)&gt;">',
    "<svg><style><img src=x onerror=hit(14)></style></svg>",
    "<input autofocus onfocus=hit(15)>",
    '<noscript><p title="</noscript><img src=x onerror=hit(16)>">',
    "<a href=javascript:hit(17)>go</a>",
    "[go](javascript:hit(18))",
    "[go](JaVaScRiPt:hit(19))",
    "[go](java\tscript:hit(20))",
    "[go](&#106;avascript:hit(21))",
    "[go](data:text/html,<script>hit(22)</script>)",
    "<javascript:hit(23)>",
    '![x](x" onerror="hit(24))',
    '[x](https://a.example/"onmouseover=hit(25)//)',
    "`<img src=x onerror=hit(26)>`",
    "```\n<script>hit(27)</script>\n```",
    "| a |\n|---|\n| <img src=x onerror=hit(28)> |",
    "> <script>hit(29)</script>",
    "- <img src=x onerror=hit(30)>",
    "# <svg onload=hit(31)>",
    "&lt;script&gt;hit(32)&lt;/script&gt;",
    "<scr<script>ipt>hit(33)</scr</script>ipt>",
    "<style>@import'//x'</style><img src=x onerror=hit(34)>",
    "{{constructor.constructor('hit(35)')()}}",
    "${hit(36)}",
    "<!--><script>hit(37)</script>-->",
    "<![CDATA[<script>hit(38)</script>]]>",
    "<x onclick=hit(39) tabindex=1 autofocus onfocus=hit(39)>",
    "<video><source onerror=hit(40)></video>",
    "<marquee onstart=hit(41)>",
    "<form><button formaction=javascript:hit(42)>go</button></form>",
    "<base href=javascript:hit(43)//>",
    "<meta http-equiv=refresh content='0;url=javascript:hit(44)'>",
    "<object data=javascript:hit(45)>",
    "<embed src=javascript:hit(46)>",
)


def watched(browser: Browser, person: Person | None, port: int, **more: Any) -> tuple[Any, list[str]]:
    """A page with this person's cookie, and the list of whatever ran or asked for something elsewhere."""
    context = browser.new_context(**more)
    hits: list[str] = []
    context.expose_function("hit", lambda number: hits.append(str(number)))
    if person is not None:
        context.add_cookies([{"name": "s", "value": person.token, "url": f"http://127.0.0.1:{port}"}])
    page = context.new_page()
    page.on("dialog", lambda dialog: (hits.append("dialog"), dialog.dismiss()))
    page.on("request", lambda asked: None if _is_ours(asked.url, port) else hits.append(asked.url))
    return page, hits


def _is_ours(url: str, port: int) -> bool:
    return url.startswith((f"http://127.0.0.1:{port}/", "data:", "about:"))


def fill(cast: Cast, each: int) -> list[str]:
    """Every payload in every field of member text; addresses where they are shown, of things one in `each`."""
    heron, robin, boston = cast.heron.reader, cast.robin.reader, cast.boston
    server = the_server()
    server.name = PAYLOADS[0]
    server.save()
    shown: list[str] = []
    edition = editions.start_edition(cast.wren.reader, boston.id, clock.today())
    for number, payload in enumerate(PAYLOADS):
        with contextlib.suppress(DomainError):
            reports.write_note(robin, boston.id, payload, picture_text=payload)
        Membership.update(pen_name=payload[:40]).where(Membership.account == cast.robin.account).execute()
        line = make_line(
            heron, boston.id, LineDraft(payload[:110], payload, f"line-{number}", Choice(Audience.NETWORK))
        )
        space_settings.add_site(heron, boston.id, payload[:110])
        report = reports.start_report(robin, boston.id, payload, payload, line_id=line.id, lessons=[payload])
        reports.save_section(robin, report, 1, payload, None, payload)
        reports.submit_report(robin, report)
        reports.release_report(heron, report, payload, Audience.PUBLIC)
        thread = threads.open_thread(heron, boston.id, payload, payload, Audience.PUBLIC, line_id=line.id)
        first = thread.posts.get()
        threads.write_post(cast.birch.reader, thread, payload, quotes=first, is_sum_up=number % 2 == 0)
        draft = Draft(payload, payload, byline=payload, picture_text=payload, source_title=payload)
        article = articles.submit_article(robin, boston.id, draft)
        articles.edit_article(cast.wren.reader, article, Draft(payload, f"{payload} ", byline=payload), article.version)
        editions.line_up(cast.wren.reader, edition, {article.id: number})
        if number % each == 0:
            shown += [f"/threads/{thread.public_id}", f"/reports/{report.public_id}", f"/articles/{article.public_id}"]
            shown += [f"/lines/{line.slug}", f"/articles/{article.public_id}/edit", f"/threads/{thread.public_id}/edit"]
            shown += [
                f"/reports/{report.public_id}/revisions",
                f"/threads/{thread.public_id}/reply?quote={first.public_id}",
            ]
    with db.write():
        boston.name = boston.outward_name = boston.city = "".join(PAYLOADS[:10])
        boston.openness = "public"
        boston.public_text_source = "\n\n".join(PAYLOADS)
        boston.save()
    editions.set_masthead(cast.wren.reader, boston.id, 1, name=PAYLOADS[1], motto=PAYLOADS[4], imprint=PAYLOADS[6])
    editions.publish_edition(cast.wren.reader, edition)
    lists = [
        "",
        "notes/",
        "reports/",
        "threads/",
        "newsletter/",
        "newsletter/1",
        "newsletter/masthead",
        "members",
        "sites",
    ]
    lists += ["settings", "log", "names", "invite", "notes/new", "reports/new", "threads/new", "pass-on"]
    return [
        "/",
        "/lines/",
        "/search?words=hit",
        "/account",
        "/account/held",
        *(f"/s/boston/{each}" for each in lists),
        *shown,
    ]


# Without the policy, only the cleaning stands between; with it nothing less is stopped.
@pytest.mark.parametrize(
    ("without_policy", "each"),
    [(True, 16), pytest.param(True, 8, marks=pytest.mark.long), pytest.param(False, 8, marks=pytest.mark.long)],
)
def test_nothing_that_somebody_typed_runs_anywhere(
    cast: Cast, serve: Serve, browser: Browser, without_policy: bool, each: int
) -> None:
    paths = fill(cast, each)
    everywhere = [(cast.heron, paths), (cast.birch, paths[:3] + paths[5:6] + paths[22:])]
    with serve() as server:
        for person, wanted in everywhere if without_policy else [(cast.heron, paths[:12])]:
            page, hits = watched(browser, person, server.port, bypass_csp=without_policy)
            for path in wanted:
                page.goto(f"http://127.0.0.1:{server.port}{path}", wait_until="load")
                assert page.locator("script, iframe, object, embed, svg[onload], [onerror], [onload]").count() == 0, (
                    path
                )
                assert hits == [], (path, hits)
            page.context.close()


def test_the_same_texts_do_run_where_nothing_stops_them(browser: Browser) -> None:
    page, hits = watched(browser, None, 1)
    for payload in PAYLOADS:
        page.set_content(f"<p>{payload}</p>")
        page.wait_for_timeout(30)
    page.context.close()
    assert len({each for each in hits if each.isdigit()}) >= 12, hits
