"""The backup that makes itself once a day, and makes up for the days on which the machine was off."""

import logging
from datetime import UTC, datetime, timedelta

from flask import current_app

from coordinator import clock, jobs
from coordinator.backups.saving import DAILY, backups_here, make_backup
from coordinator.config import Settings
from coordinator.errors import DomainError

log = logging.getLogger("coordinator.backups")
EVERY = timedelta(hours=24)


@jobs.daily("backup", hour=3)
def back_up() -> None:
    """Today's backup lies in the backup folder; where it cannot be made, the log and `check` say so."""
    settings: Settings = current_app.config["SETTINGS"]
    try:
        make_backup(settings, why=DAILY)
    except DomainError as refusal:
        log.error("There is no backup today: %s", refusal.sentence)


def make_up_for(settings: Settings) -> None:
    """Make the backup now when none was made by itself in the last day."""
    newest = [path.stat().st_mtime for path in backups_here(settings, DAILY)][-1:]
    if not newest or clock.now() - datetime.fromtimestamp(newest[0], UTC) >= EVERY:
        back_up()
