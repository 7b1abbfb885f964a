"""One whole measurement: a scratch instance, two servers, interleaved rounds, one answer."""

import os
import random
import statistics
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coordinator import create_app, db, schema
from coordinator.config import load_settings
from coordinator.desk.bench import measuring, serving
from coordinator.desk.bench.filling import POSTS_A_PAGE, Filled, fill, posts_made
from coordinator.desk.bench.measuring import Figures, Target
from coordinator.instance import init_instance

ROUNDS = 8
SECONDS = 1.0
PAGES = ("thread", "home", "report")
NO_STATEMENTS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


@dataclass(frozen=True, slots=True)
class Scratch:
    """An instance to measure with: what is in it, and how many statements each page takes."""

    instance: Path
    filled: Filled
    statements: dict[str, int]
    posts: int


def run_bench(
    posts: int, rounds: int, seconds: float, filled_some: Callable[[int], None], round_done: Callable[[], None]
) -> dict[str, Any]:
    """Measure with `posts` posts and return the figures as `bench --json` prints them.

    The pages are served as deployed, by one process, on a port of this machine; nothing of the operator's
    own instance is touched.
    """
    with scratch(posts, filled_some) as made:
        environment = bare_environment()
        with serving.constant(made.instance, environment) as bare, serving.product(made.instance, environment) as whole:
            pages = [page_of(whole, made.filled, name) for name in PAGES]
            figures = measuring.run_rounds(Target("constant", bare, ["/"]), pages, rounds, seconds, round_done)
            memory = whole.memory_mb()
    return {
        "posts": made.posts,
        "pages": {name: _answer(figures[name], made.statements[name]) for name in PAGES},
        "memory_mb": round(memory, 1),
    }


def bare_environment() -> dict[str, str]:
    """What a server that is measured sees around it: one process, and nothing of the operator's own settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COORDINATOR_")}
    return {**kept, "COORDINATOR_WORKERS": "1", "COORDINATOR_LOG_LEVEL": "error"}


@contextmanager
def scratch(posts: int, filled_some: Callable[[int], None]) -> Iterator[Scratch]:
    """An instance with `posts` posts, made in the temporary folder and taken away again."""
    with tempfile.TemporaryDirectory(prefix="coordinator-bench-") as folder:
        instance = Path(folder) / "instance"
        init_instance(instance)
        settings = load_settings(instance)
        app = create_app(settings)
        with app.app_context():
            schema.migrate(settings)
            filled = fill(posts, filled_some)
            made = posts_made()
        # Outside: within a context that is open already, a request would find who asks without asking for it.
        statements = {name: _count_statements(app, filled, name) for name in PAGES}
        db.close_all()
        yield Scratch(instance, filled, statements, made)


def _addresses(filled: Filled, name: str) -> list[str]:
    if name == "home":
        return ["/"]
    if name == "report":
        return [f"/reports/{public_id}" for public_id in filled.reports]
    chance = random.Random(1)  # noqa: S311 (which pages are asked for, no secret)
    starts = [(key, first) for key, count in filled.threads for first in range(1, count + 1, POSTS_A_PAGE)]
    chosen = chance.sample(starts, min(400, len(starts)))
    return [f"/threads/{key}?from={first}" for key, first in chosen]


def page_of(served: serving.Served, filled: Filled, name: str) -> Target:
    """One of `PAGES` as a signed-in reader asks the server for it."""
    return Target(name, served, _addresses(filled, name), f"s={filled.token}")


def _count_statements(app: Any, filled: Filled, name: str) -> int:
    """How many statements a page takes once its reader has opened it before."""
    client = app.test_client()
    client.set_cookie("s", filled.token)
    address = _addresses(filled, name)[0]
    client.get(address)
    asked: list[str] = []
    hooks = db.database.obj.query_hooks
    hooks.append(lambda event: asked.append(event.sql))
    client.get(address)
    hooks.pop()
    return sum(not sql.startswith(NO_STATEMENTS) for sql in asked)


def _answer(page: Figures, statements: int) -> dict[str, float]:
    return {
        "ratio": page.ratio(),
        "statements": statements,
        "req_s": round(statistics.median(page.requests_a_second), 1),
        "p50_ms": page.percentile(0.5),
        "p99_ms": page.percentile(0.99),
    }
