"""After a new version was installed: the schema first, then every stored text that an older markup door made."""

from coordinator.backups.saving import migrate_after_backup
from coordinator.config import Settings
from coordinator.newsletters import rendering as newsletters
from coordinator.reports import rendering as reports
from coordinator.threads import rendering as threads


def renew(settings: Settings) -> list[str]:
    """Bring the open database up to this version, saved beforehand where something is to be done.

    Returns what was done, in words for the console: the names of migrations, and how many texts were rendered again.
    """
    done = migrate_after_backup(settings)
    count = sum(floor.render_again() for floor in (reports, threads, newsletters))
    return [*done, *([f"{count} texts rendered again"] if count else [])]
