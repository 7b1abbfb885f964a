"""The bench serves the product as deployed and prints what it measured, in the form that scripts read."""

import json
import subprocess
import sys

from coordinator.desk.bench.measuring import Figures


def test_a_ratio_is_the_median_of_the_rounds_pair_by_pair() -> None:
    figures = Figures([4.0, 2.0, 6.0], [1.0, 1.0, 3.0])
    assert figures.ratio() == 0.5


def test_a_percentile_is_taken_from_the_ordered_times() -> None:
    figures = Figures(seconds=[0.003, 0.001, 0.002, 0.1])
    assert (figures.percentile(0.5), figures.percentile(0.99)) == (3.0, 100.0)


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
