"""The bench serves the product as deployed and prints what it measured, in the form that scripts read."""

import json
import subprocess
import sys

import pytest

from coordinator.desk.bench.beside import MISUSES, run_beside
from coordinator.desk.bench.exporting import run_exports
from coordinator.desk.bench.measuring import Figures


def test_a_ratio_is_the_median_of_the_rounds_pair_by_pair() -> None:
    figures = Figures([4.0, 2.0, 6.0], [1.0, 1.0, 3.0])
    assert figures.ratio() == 0.5


def test_a_percentile_is_taken_from_the_ordered_times() -> None:
    figures = Figures(seconds=[0.003, 0.001, 0.002, 0.1])
    assert (figures.percentile(0.5), figures.percentile(0.99)) == (3.0, 100.0)


@pytest.mark.long
def test_bench_prints_ratio_statements_and_memory_for_each_page() -> None:
    command = [
        sys.executable,
        "-m",
        "coordinator",
        "bench",
        "--posts",
        "60",
        "--rounds",
        "1",
        "--seconds",
        "0.3",
        "--json",
    ]
    ended = subprocess.run(command, check=True, capture_output=True, text=True, timeout=120)
    found = json.loads(ended.stdout)
    assert found["posts"] == 60
    assert set(found["pages"]) == {"thread", "home", "report"}
    for page in found["pages"].values():
        assert set(page) == {"ratio", "statements", "req_s", "p50_ms", "p99_ms"}
        assert page["ratio"] > 0
    # Who asks, the thread, its posts, and the server's name.
    assert found["pages"]["thread"]["statements"] == 4
    assert found["memory_mb"] > 10


def test_exports_are_timed_and_the_load_stands_beside_them() -> None:
    done: list[None] = []
    found = run_exports(1, lambda: done.append(None), lengths=(2,))
    assert [(each["plugin"], each["pages"]) for each in found["exports"]] == [("print_pdf", 2), ("booklet", 2)]
    assert all(each["seconds"] >= each["fastest"] > 0 for each in found["exports"])
    assert len(done) == 2
    assert found["cores"] > 0


@pytest.mark.long
def test_a_page_is_asked_for_with_and_without_each_plugin_that_misbehaves() -> None:
    done: list[None] = []
    found = run_beside(60, 1, 0.5, lambda _some: None, lambda: done.append(None))
    assert set(found["beside"]) == set(MISUSES)
    assert all(times["quiet_ms"] > 0 and times["beside_ms"] > 0 for times in found["beside"].values())
    assert len(done) == len(MISUSES)


@pytest.mark.long
def test_eight_pages_are_printed_within_two_seconds_and_eighty_within_ten() -> None:
    for each in run_exports(3, lambda: None)["exports"]:
        assert each["fastest"] < (2 if each["pages"] == 8 else 10), each
