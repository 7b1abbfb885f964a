"""An instance with something of everything in it, and its recovery key."""

import os
from collections.abc import Iterator
from datetime import date

import pytest

from coordinator import db, files, jobs, search
from coordinator.accounts.models import Account
from coordinator.config import Settings
from coordinator.instance import files_key, waiting_recovery_key
from coordinator.newsletters.models import Edition
from coordinator.spaces.models import Membership, Space

CANARY = "Überstunden in der Nachtschicht"
WEEK = "2026-W47"


@pytest.fixture(autouse=True)
def _umask_as_before() -> Iterator[None]:
    before = os.umask(0o022)
    os.umask(before)
    yield
    os.umask(before)


@pytest.fixture
def filled(settings: Settings) -> Iterator[Settings]:
    """An instance with people, dates, truths, moments, bytes, words and other letters than ASCII."""
    db.open_database(settings)
    db.connect()
    files.seal.use(files_key(settings))
    boston = Space.create(
        slug="boston", name="Boston", outward_name="a warehouse", public_text_source=CANARY, made_week=WEEK
    )
    account = Account.create(sign_in_name="heron-oak-lamp", password_hash="-", made_week=WEEK, is_operator=True)
    Membership.create(
        space=boston, account=account, pen_name="Heron", pen_name_key="heron", role="coordinator", joined_week=WEEK
    )
    Edition.create(space=boston, number=1, date=date(2026, 11, 22), made_on=date(2026, 11, 1), is_on_the_web=True)
    files.keep(bytes(range(256)) * 4000, "image/png", "poster.png")
    jobs.Job.create(name="export")
    search.put("report", 1, f"{CANARY} und was wir getan haben", space_id=boston.id)
    yield settings
    db.close_all()


@pytest.fixture
def key(settings: Settings) -> str:
    """The recovery key, as it stands on the sheet."""
    waiting = waiting_recovery_key(settings)
    assert waiting
    return waiting
