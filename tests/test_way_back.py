"""Who is asked for the password and would rather not goes back to the page with the form, and never elsewhere."""

import pytest
from cast import Cast

from coordinator.accounts.models import Session

HOST = "http://localhost"


def _way_back(page: str) -> str:
    return page.partition('class="cancel" href="')[2].partition('"')[0]


def test_no_leads_back_to_the_page_with_the_form_also_after_a_wrong_password(cast: Cast) -> None:
    Session.update(confirmed_at=None).execute()
    form = {**cast.heron._hidden(), "count": "1", "role": "member"}
    came = {"Referer": f"{HOST}/s/boston/invite?done=member_revoked"}
    first = cast.heron.client.post("/s/boston/invite", data=form, headers=came).get_data(as_text=True)
    assert "password once more" in first and _way_back(first) == "/s/boston/invite"
    again = {**form, "came_from": "/s/boston/invite", "password_again": "a wrong one"}
    second = cast.heron.client.post("/s/boston/invite", data=again).get_data(as_text=True)
    assert "not your password" in second and _way_back(second) == "/s/boston/invite"
    assert second.count('name="came_from"') == 1


@pytest.mark.parametrize(
    "told",
    ["", "https://elsewhere.example/s/boston/invite", f"{HOST}//elsewhere.example", f"{HOST}/a\\b", "http://["],
)
def test_a_page_elsewhere_is_no_way_back(cast: Cast, told: str) -> None:
    Session.update(confirmed_at=None).execute()
    form = {**cast.heron._hidden(), "count": "1", "role": "member", "came_from": told or "//elsewhere.example"}
    page = cast.heron.client.post("/s/boston/invite", data=form, headers={"Referer": told} if told else {})
    assert _way_back(page.get_data(as_text=True)) == "/"


def test_a_page_that_was_open_too_long_leads_back_as_well(cast: Cast) -> None:
    form = {"csrf_token": "old", "text": "Words."}
    came = {"Referer": f"{HOST}/s/boston/notes/new"}
    page = cast.robin.client.post("/s/boston/notes/new", data=form, headers=came).get_data(as_text=True)
    assert "Words." in page and _way_back(page) == "/s/boston/notes/new"
