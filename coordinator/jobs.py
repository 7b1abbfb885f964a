"""Long work, queued in the transaction that asks for it and done by a worker process."""

import json
import logging
import signal
import threading
from collections.abc import Callable
from datetime import timedelta
from enum import StrEnum
from typing import Any

import peewee
from huey import crontab
from huey.contrib.sql_huey import SqlHuey
from huey.serializer import SignedSerializer

from coordinator import clock, db, ids
from coordinator.db import Row, UtcDateTimeField
from coordinator.errors import DomainError
from coordinator.language import _

log = logging.getLogger("coordinator.jobs")
ATTEMPTS = 3
LOST_AFTER = timedelta(minutes=15)


class JobState(StrEnum):
    """Where a piece of long work stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Job(Row):
    """One piece of long work: the truth about it, in one sentence; never a traceback or a result."""

    public_id = peewee.CharField(max_length=32, unique=True, default=ids.new_id)
    name = peewee.CharField(max_length=64)
    arguments = peewee.TextField(default="[]")
    state = peewee.CharField(max_length=12, default=JobState.WAITING.value, index=True)
    progress = peewee.IntegerField(default=0)
    attempts = peewee.IntegerField(default=0)
    sentence = peewee.TextField(default="")
    touched_at = UtcDateTimeField(default=clock.now)

    class Meta:
        table_name = "job"


_work: dict[str, Callable[..., None]] = {}
_periodic: list[tuple[str, Any, Callable[[], None]]] = []


def work(name: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register a function as the work called `name`. It takes ids only and can be run twice without harm."""

    def register(function: Callable[..., None]) -> Callable[..., None]:
        _work[name] = function
        return function

    return register


def daily(name: str, hour: int = 4) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Register a function that the worker runs once a day, at `hour` UTC."""

    def register(function: Callable[[], None]) -> Callable[[], None]:
        _periodic.append((name, crontab(minute="7", hour=str(hour)), function))
        return function

    return register


class Queue:
    """Huey on our own database, made once the settings are known."""

    def __init__(self) -> None:
        self.huey: SqlHuey | None = None

    def open(self, secret: str) -> SqlHuey:
        """The queue on the open database, its messages signed with `secret`; tables come from the migrations."""
        huey = SqlHuey(
            "coordinator",
            database=db.database.obj,
            create_tables=False,
            results=False,
            serializer=SignedSerializer(secret=secret, salt="coordinator.jobs"),
        )
        self.perform = huey.task(name="perform")(perform)
        for name, when, function in _periodic:
            huey.periodic_task(when, name=f"daily_{name}")(function)
        self.huey = huey
        return huey


queue = Queue()


def enqueue(name: str, *arguments: str | int, delay: int = 0) -> Job:
    """Queue work in the caller's transaction (rolled back with it), for `delay` seconds later, and return its row."""
    if name not in _work:
        raise LookupError(name)
    with db.write():
        job = Job.create(name=name, arguments=json.dumps(arguments))
        if delay:
            queue.perform.schedule((job.id,), delay=delay)
        else:
            queue.perform(job.id)
    return job


def perform(job_id: int) -> None:
    """Do one queued piece of work, keep its row true, and try again a few times where it breaks."""
    job = Job.get_or_none(Job.id == job_id)
    if job is None or job.state == JobState.DONE:
        return
    _touch(job, state=JobState.RUNNING, attempts=job.attempts + 1)
    try:
        _work[job.name](*json.loads(job.arguments))
    except DomainError as refusal:
        _touch(job, state=JobState.FAILED, sentence=refusal.sentence)
    except Exception as fault:
        # The type alone: a message or a traceback may hold what a member wrote.
        log.error("job %s failed: %s", job.name, type(fault).__name__)
        _retry(job)
    else:
        _touch(job, state=JobState.DONE, progress=100, sentence="")


def _retry(job: Job) -> None:
    if job.attempts >= ATTEMPTS:
        _touch(
            job, state=JobState.FAILED, sentence=str(_("This did not work. Please try again, or tell the operator."))
        )
        return
    with db.write():
        _touch(job, state=JobState.WAITING)
        queue.perform.schedule((job.id,), delay=5 * job.attempts)


def _touch(job: Job, **values: Any) -> None:
    for field, value in values.items():
        setattr(job, field, value)
    job.touched_at = clock.now()
    with db.write():
        job.save()


def recover() -> None:
    """Queue again what a worker that died had begun and not finished."""
    lost = Job.select().where((Job.state == JobState.RUNNING) & (Job.touched_at < clock.now() - LOST_AFTER))
    for job in lost:
        with db.write():
            _touch(job, state=JobState.WAITING)
            queue.perform(job.id)


def run_pending() -> int:
    """Do everything that is queued and due, in this process, and return how many pieces that were."""
    huey = queue.huey
    if huey is None:
        raise RuntimeError("the queue is not open")
    done = 0
    # Counting first keeps an idle worker from taking the write lock twice a second.
    while huey.storage.queue_size() and (task := huey.dequeue()) is not None:
        huey.execute(task)
        done += 1
    return done


def run_worker() -> None:
    """Work until SIGTERM or SIGINT: one piece at a time, and the daily work when it is due."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    huey = queue.huey
    if huey is None:
        raise RuntimeError("the queue is not open")
    recover()
    last_minute = -1
    while not stop.is_set():
        moment = clock.now()
        if moment.minute != last_minute:
            last_minute = moment.minute
            _enqueue_due(huey, moment.replace(tzinfo=None))
        if run_pending() == 0:
            stop.wait(0.5)


def _enqueue_due(huey: SqlHuey, moment: Any) -> None:
    for task in huey.read_schedule(moment):
        huey.enqueue(task)
    for task in huey.read_periodic(moment):
        huey.enqueue(task)
