"""The line of ways through a space marks the one that a page belongs to, on every page of the demonstration."""

import re

from tests.look.taken import Pages

NAV = re.compile(r'<nav class="space-nav".*?</nav>', re.DOTALL)
MARKED = re.compile(r'<a href="[^"]*" aria-current="(?:page|true)">([^<]+)<')


def way_of(template: str) -> str:
    """Where a page is looked for, by its template; '' for pages that any act may lead to."""
    if template == "threads/ask.html":
        return "Reports"
    floor, name = template.split("/", 1) if "/" in template else ("", template)
    if floor == "reports":
        return "Notes" if name.startswith("note") else "Reports"
    return {"threads": "Threads", "newsletters": "Newsletter", "spaces": "Our space", "desk": "Our space"}.get(
        floor, ""
    )


def test_every_page_of_a_space_marks_one_way_and_the_right_one(all_pages: dict[str, Pages]) -> None:
    marked = {
        (page.template, page.address): MARKED.findall(nav[0])
        for page in all_pages["en"].taken
        if (nav := NAV.search(page.html))
    }
    assert len({template for template, _address in marked}) > 60
    wrong = {page: ways for page, ways in marked.items() if len(ways) != 1 or way_of(page[0]) not in ("", *ways)}
    assert wrong == {}
