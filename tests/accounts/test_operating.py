"""The operator's page of accounts: sign-in names alone, links shown once, nothing of any space."""

import re

from cast import Cast, Person

from coordinator.accounts.models import Account, ResetLink

NEW = "seven grey pebbles"


def test_the_list_names_accounts_and_nothing_of_their_spaces(cast: Cast) -> None:
    page = cast.operator.page("/operator/accounts")
    assert "robin-oak-lamp" in page
    for hidden in ("Robin<", "Boston", "warehouse"):
        assert hidden not in page


def test_nobody_else_sees_it(cast: Cast) -> None:
    for person in (cast.heron, cast.stranger, cast.nobody):
        assert person.get("/operator/accounts").status_code == 404
        assert person.post("/operator/accounts/reset", sign_in_name="robin-oak-lamp").status_code == 404
    assert ResetLink.select().count() == 0


def test_a_reset_link_is_shown_once_works_and_stands_in_the_spaces_log(cast: Cast) -> None:
    fields = {**cast.operator._hidden(), "sign_in_name": "robin-oak-lamp"}
    page = cast.operator.client.post("/operator/accounts/reset", data=fields).get_data(as_text=True)
    code = re.findall(r"/reset/([\w-]+)", page)[0]
    again = cast.operator.client.post("/operator/accounts/reset", data=fields, follow_redirects=True)
    assert code not in again.get_data(as_text=True) and "shown once" in again.get_data(as_text=True)
    answer = Person(cast.app).submit(f"/reset/{code}", new_password=NEW, new_password_twice=NEW)
    assert "robin-oak-lamp" in answer.get_data(as_text=True)
    assert "link to set a new password for Robin" in cast.heron.page("/s/boston/log")


def test_closing_ends_everything_and_the_last_operator_stays(cast: Cast) -> None:
    assert (
        cast.operator.post("/operator/accounts/close", sign_in_name="robin-oak-lamp", is_sure="yes").status_code == 303
    )
    assert cast.robin.get("/account").status_code == 404
    answer = cast.operator.post("/operator/accounts/close", sign_in_name="stone-oak-lamp", is_sure="yes")
    assert answer.status_code == 400 and "last operator" in answer.get_data(as_text=True)
    assert cast.operator.post("/operator/accounts/close", sign_in_name="no-such-name", is_sure="yes").status_code == 404
    assert cast.operator.post("/operator/accounts/reset", sign_in_name="robin-oak-lamp").status_code == 400


def test_a_second_operator_sets_a_password_of_their_own(cast: Cast) -> None:
    page = cast.operator.submit("/operator/accounts", _action="/add").get_data(as_text=True)
    second = Person(cast.app)
    second.submit("/reset/" + re.findall(r"/reset/([\w-]+)", page)[0], new_password=NEW, new_password_twice=NEW)
    assert second.get("/operator/accounts").status_code == 200
    assert Account.select().where(Account.is_operator).count() == 2
