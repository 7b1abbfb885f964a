"""The command that measures."""

import sys
from typing import Any

import click

from coordinator.console import Console, pass_console
from coordinator.desk.bench import beside
from coordinator.desk.bench.exporting import LENGTHS, PRINTED, run_exports
from coordinator.desk.bench.running import PAGES, ROUNDS, SECONDS, run_bench


@click.command()
@click.option("--posts", type=click.IntRange(1, 2_000_000), default=10_000, show_default=True, help="How many posts.")
@click.option("--rounds", type=click.IntRange(1, 100), default=ROUNDS, show_default=True, help="Counted rounds.")
@click.option("--seconds", type=click.FloatRange(0.2, 60), help="Length of one; 1, and 10 with --misuse.")
@click.option("--exports", is_flag=True, help="How long printing takes instead: 8 and 80 pages.")
@click.option("--misuse", is_flag=True, help="How fast a page is beside plugins that misbehave.")
@pass_console
def bench(console: Console, posts: int, rounds: int, seconds: float | None, exports: bool, misuse: bool) -> None:
    """Measure thread page, home and report page against a constant page of bare Flask.

    Makes an instance of its own in the temporary folder and takes it away again. A ratio of 0.25 means that
    the page costs the server four times the processor time of the constant one, in the same minute.
    """
    if exports:
        with _bar(rounds * len(LENGTHS) * len(PRINTED), "Printing") as printing:
            printed = run_exports(rounds, lambda: printing.update(1))
        console.answer(printed, _table_of_exports(printed))
        return
    if misuse:
        with _bar(posts, "Writing posts") as writing, _bar(rounds * len(beside.MISUSES), "Measuring") as measuring:
            misused = beside.run_beside(
                posts, rounds, seconds or beside.SECONDS, writing.update, lambda: measuring.update(1)
            )
        console.answer(misused, _table_of_misuse(misused))
        return
    # Each page once a round, and before them all a round that warms up, for the constant page too.
    steps = (rounds + 1) * len(PAGES) + 1
    with _bar(posts, "Writing posts") as writing, _bar(steps, "Measuring") as measuring:
        found = run_bench(posts, rounds, seconds or SECONDS, writing.update, lambda: measuring.update(1))
    console.answer(found, _table(found))


def _bar(length: int, label: str) -> Any:
    return click.progressbar(length=length, label=label, file=sys.stderr)


def _table(found: dict[str, Any]) -> str:
    lines = [
        f"{found['posts']} posts, {found['memory_mb']} MB of memory",
        "page    ratio  statements  req/s    p50    p99",
    ]
    return "\n".join([*lines, *(_line(name, page) for name, page in found["pages"].items())])


def _line(name: str, page: dict[str, float]) -> str:
    times = f"{page['p50_ms']:5.1f}  {page['p99_ms']:5.1f}"
    return f"{name:7} {page['ratio']:5.2f}  {page['statements']:10}  {page['req_s']:5.0f}  {times}"


def _table_of_exports(found: dict[str, Any]) -> str:
    busy = f"{found['cores']} cores, on average {found['load']} processes wanting one in the last minute"
    lines = [_line_of_export(each) for each in found["exports"]]
    return "\n".join([busy, "plugin     pages  seconds  fastest", *lines])


def _line_of_export(export: dict[str, Any]) -> str:
    times = f"{export['seconds']:7.2f}  {export['fastest']:7.2f}"
    return f"{export['plugin']:10} {export['pages']:5}  {times}"


def _table_of_misuse(found: dict[str, Any]) -> str:
    head = f"{found['cores']} cores, rounds of {found['seconds']:g} s: 95 of 100 pages within so many milliseconds"
    lines = [
        f"{name:8} {times['quiet_ms']:8.1f}  {times['beside_ms']:8.1f}  {times['ratio']:5.2f}"
        for name, times in found["beside"].items()
    ]
    return "\n".join([head, "plugin    without    beside  ratio", *lines])
