"""Rounds of requests, each page in turn with the constant one, and what they cost the server."""

import itertools
import statistics
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection

from coordinator.desk.bench.serving import Served
from coordinator.errors import Invalid

# Enough to keep one server process at work; with more, threads waiting for one another are measured, not pages.
CLIENTS = 2
WARM_UP_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Target:
    """A page to be measured: where it is served, which addresses are asked for in turn, and with which cookie."""

    name: str
    served: Served
    addresses: Sequence[str]
    cookie: str = ""


@dataclass(slots=True)
class Figures:
    """What the rounds of one page gave, and the rounds of the constant page that ran right before each of them."""

    cpu_seconds_each: list[float] = field(default_factory=list)
    constant_cpu_seconds_each: list[float] = field(default_factory=list)
    requests_a_second: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def ratio(self) -> float:
        """Server time of the constant page ÷ that of the page: the median over the rounds, pair by pair."""
        pairs = zip(self.constant_cpu_seconds_each, self.cpu_seconds_each, strict=True)
        return round(statistics.median(left / right for left, right in pairs), 3)

    def percentile(self, part: float) -> float:
        """The time in milliseconds within which that part of the requests was answered."""
        ordered = sorted(self.seconds)
        return round(1000 * ordered[min(len(ordered) - 1, int(part * len(ordered)))], 2)


def run_rounds(
    constant: Target, pages: Sequence[Target], rounds: int, seconds: float, tell: Callable[[], None]
) -> dict[str, Figures]:
    """Ask for the constant page and each other in turn, `rounds` times, for `seconds` each.

    Before that everything is warmed up: each client asks for every address at least once, since what is
    measured is a server that has been running, and not its first minute.
    """
    for target in (constant, *pages):
        one_round(target, WARM_UP_SECONDS, len(target.addresses))
        tell()
    found = {page.name: Figures() for page in pages}
    for _number, page in itertools.product(range(rounds), pages):
        figures = found[page.name]
        cpu, _took, times = one_round(constant, seconds)
        figures.constant_cpu_seconds_each.append(cpu / len(times))
        cpu, took, times = one_round(page, seconds)
        figures.cpu_seconds_each.append(cpu / len(times))
        figures.requests_a_second.append(len(times) / took)
        figures.seconds += times
        tell()
    return found


def one_round(target: Target, seconds: float, at_least: int = 1, pause: float = 0) -> tuple[float, float, list[float]]:
    """Processor seconds of the server, seconds by the clock, and the seconds that each request took.

    Each client waits `pause` seconds after an answer.
    """
    before, began = target.served.cpu_seconds(), time.monotonic()
    until = began + seconds
    times: list[list[float]] = [[] for _client in range(CLIENTS)]
    clients = [
        threading.Thread(target=_ask, args=(target, number, until, at_least, times[number], pause), daemon=True)
        for number in range(CLIENTS)
    ]
    for client in clients:
        client.start()
    for client in clients:
        client.join(seconds + 60)
    took = time.monotonic() - began
    answered = list(itertools.chain(*times))
    if not answered:
        raise Invalid(f"The page {target.addresses[0]} did not answer, so there is nothing to measure.")
    return target.served.cpu_seconds() - before, took, answered


def _ask(target: Target, number: int, until: float, at_least: int, times: list[float], pause: float) -> None:
    connection = HTTPConnection("127.0.0.1", target.served.port, timeout=20)
    headers = {"Cookie": target.cookie} if target.cookie else {}
    addresses = itertools.cycle(target.addresses[number:] + target.addresses[:number])  # type: ignore[operator]
    while len(times) < at_least or time.monotonic() < until:
        began = time.monotonic()
        connection.request("GET", next(addresses), headers=headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            return
        times.append(time.monotonic() - began)
        time.sleep(pause)
    connection.close()
