"""Accounts and spaces from the command line, as an operator types them."""

import json

from cast import Cast, Person
from click.testing import CliRunner, Result

from coordinator import db
from coordinator.accounts.models import Account
from coordinator.cli import program
from coordinator.config import Settings
from coordinator.spaces.models import LogEntry, Membership, Space

PASSWORD = "seven grey pebbles"
PASSWORDS = {"new_password": PASSWORD, "new_password_twice": PASSWORD}


def typed(settings: Settings, *words: str) -> Result:
    """What the program answers to these words."""
    db.close_all()
    answer = CliRunner().invoke(program, ["--instance", str(settings.instance), *words])
    db.connect()
    return answer


def test_a_space_is_made_and_its_first_coordinator_comes_in(settings: Settings, cast: Cast) -> None:
    answer = typed(settings, "space", "new", "Dallas hospital", "--city", "Dallas", "--paper", "letter", "--json")
    made = json.loads(answer.output)
    space = Space.get(Space.slug == made["slug"])
    assert (space.name, space.city, space.paper) == ("Dallas hospital", "Dallas", "letter")
    newcomer = Person(cast.app)
    newcomer.submit("/join/" + made["link"].rpartition("/")[2], pen_name="Finch", **PASSWORDS)
    assert Membership.get(Membership.pen_name == "Finch").role == "coordinator"
    assert "Dallas hospital" in typed(settings, "space", "list").output


def test_a_coordinator_whom_the_operator_appoints_stands_in_the_log(settings: Settings, cast: Cast) -> None:
    links = json.loads(typed(settings, "invite", "boston", "--role", "coordinator", "--json").output)["links"]
    Person(cast.app).submit("/join/" + links[0].rpartition("/")[2], pen_name="Finch", **PASSWORDS)
    log = cast.heron.page("/s/boston/log")
    assert "The operator of the server made an invitation (1 × " in log
    assert "Finch came in with an invitation of The operator of the server" in log


def test_an_account_is_added_reset_listed_and_closed(settings: Settings, cast: Cast) -> None:
    added = json.loads(typed(settings, "user", "add", "--json").output)
    person = Person(cast.app)
    page = person.submit("/reset/" + added["link"].rpartition("/")[2], **PASSWORDS)
    assert added["sign_in"] in page.get_data(as_text=True)
    assert added["sign_in"] in typed(settings, "user", "list").output
    assert typed(settings, "user", "reset", added["sign_in"]).exit_code == 0
    assert typed(settings, "user", "close", added["sign_in"], "--yes").exit_code == 0
    assert person.get("/account").status_code == 404
    assert typed(settings, "user", "reset", added["sign_in"]).exit_code == 1


def test_closing_a_members_account_ends_the_membership_and_stands_in_the_log(settings: Settings, cast: Cast) -> None:
    assert typed(settings, "user", "close", "heron oak lamp", "--yes").exit_code == 0
    assert not cast.heron.membership_in(cast.boston).is_active
    assert LogEntry.select().where((LogEntry.act == "removed") & (LogEntry.subject == "Heron")).exists()
    assert cast.heron.get("/s/boston/").status_code == 404


def test_unknown_names_are_one_sentence_and_a_failure(settings: Settings, cast: Cast) -> None:
    for words in (
        ["user", "reset", "no-such-name"],
        ["invite", "nowhere"],
        ["invite", "boston", "--count", "21"],
        ["space", "new", "  "],
        ["space", "new", "X", "--language", "xx"],
        ["space", "new", "X", "--time-zone", "Mars/Base"],
        ["user", "close", "stone-oak-lamp", "--yes"],
    ):
        answer = typed(settings, *words)
        assert answer.exit_code == 1, words
        assert answer.output.startswith("Error: ") and answer.output.count("\n") == 1, answer.output
    assert not Account.get(Account.sign_in_name == "stone-oak-lamp").is_closed
