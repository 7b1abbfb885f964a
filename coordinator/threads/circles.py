"""Who belongs to those who may read a thread or a report, asked of one membership or of another such circle."""

from dataclasses import dataclass
from typing import Any

from coordinator.access import Audience, Permission, Reader, Role, Standing
from coordinator.prepared import Prepared
from coordinator.reports.models import Report, ReportSpace
from coordinator.threads.models import Guest, Thread, ThreadSpace

_EVERYBODY = (Audience.NETWORK, Audience.PUBLIC)


@dataclass(frozen=True, slots=True)
class Circle:
    """All who may read something: the members of its own space, and its audience outside."""

    space_id: int
    audience: Audience
    chosen: frozenset[int] = frozenset()
    has_guests: bool = False

    def includes(self, standing: Standing) -> bool:
        """Whether somebody may read by this membership."""
        if standing.space_id == self.space_id or self.audience in _EVERYBODY:
            return True
        if self.audience is Audience.SPACES:
            return standing.space_id in self.chosen
        if self.audience is Audience.COORDINATORS:
            return standing.role is Role.COORDINATOR and (not self.chosen or standing.space_id in self.chosen)
        return False

    def is_only(self, space_id: int) -> bool:
        """Whether nobody but the members of one space belongs to it."""
        return self.space_id == space_id and self.audience is Audience.SPACE and not self.has_guests

    def covers(self, other: "Circle") -> bool:
        """Whether everybody of `other` belongs to this one too."""
        if self.audience is Audience.PUBLIC:
            return True
        if other.audience is Audience.PUBLIC or other.has_guests:
            return False
        if self.audience is Audience.NETWORK:
            return True
        return self._covers_members(other) and self._covers_coordinators(other)

    def _covers_members(self, other: "Circle") -> bool:
        """All whole memberships of `other`: of its own space and, where chosen with their members, of others."""
        if other.audience is Audience.NETWORK:
            return False
        whole = {other.space_id} | (other.chosen if other.audience is Audience.SPACES else frozenset())
        return whole <= self._whole_spaces()

    def _covers_coordinators(self, other: "Circle") -> bool:
        if other.audience is not Audience.COORDINATORS:
            return True
        if self.audience is Audience.COORDINATORS and not self.chosen:
            return True
        # An empty choice means the coordinators of every space, which no list of spaces can hold.
        return bool(other.chosen) and other.chosen <= self._whole_spaces() | self._coordinated_spaces()

    def _whole_spaces(self) -> frozenset[int]:
        return frozenset({self.space_id}) | (self.chosen if self.audience is Audience.SPACES else frozenset())

    def _coordinated_spaces(self) -> frozenset[int]:
        return self.chosen if self.audience is Audience.COORDINATORS else frozenset()


def _readable_query(thread_id: Any, account_id: Any) -> Any:
    return Thread.select(Thread.id).where((Thread.id == thread_id) & Thread.visible_to(account_id))


_readable = Prepared(_readable_query)


def may_read(account_id: int | None, thread: Thread) -> bool:
    """Whether an account, None for nobody, may read a thread."""
    return _readable.row(thread_id=thread.id, account_id=account_id) is not None


def circle_of_thread(thread: Thread) -> Circle:
    """Who may read a thread."""
    chosen = ThreadSpace.select(ThreadSpace.space).where(ThreadSpace.thread == thread)
    has_guests = Guest.select().where((Guest.thread == thread) & Guest.ended_on.is_null()).exists()
    return Circle(thread.space_id, Audience(thread.audience), frozenset(row.space_id for row in chosen), has_guests)


def circle_of_report(report: Report) -> Circle:
    """Who may read a report: its space alone, until it is released."""
    if not report.is_released:
        return Circle(report.space_id, Audience.SPACE)
    chosen = ReportSpace.select(ReportSpace.space).where(ReportSpace.report == report)
    return Circle(report.space_id, Audience(report.audience), frozenset(row.space_id for row in chosen))


def writers(reader: Reader, circle: Circle) -> list[Standing]:
    """The memberships as which a reader may write there, the one in the circle's own space first."""
    fitting = [each for each in reader.memberships if circle.includes(each) and each.may(Permission.WRITE_POST)]
    return sorted(fitting, key=lambda each: each.space_id != circle.space_id)
