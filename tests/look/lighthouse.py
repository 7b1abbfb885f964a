"""Asks Lighthouse, on its mobile setting, about the four pages that are read most: `make lighthouse`."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from coordinator import create_app, db, schema
from coordinator.accounts.actions import open_session
from coordinator.accounts.models import Account, SessionKind
from coordinator.config import load_settings
from coordinator.desk.bench import serving
from coordinator.desk.demo import make_demo
from coordinator.instance import init_instance
from coordinator.newsletters.models import Edition, EditionState
from coordinator.reports.models import Report
from coordinator.spaces.models import Space
from coordinator.threads.models import Thread
from tests.conftest import CHROMIUM, CHROMIUM_ALONE

INSTALLED = Path(__file__).parents[2] / "build" / "lighthouse"
PROGRAM = INSTALLED / "node_modules" / "lighthouse" / "cli" / "index.js"
KINDS = ("performance", "accessibility", "best-practices")
WANTED, RUNS = 98, 3
WITHIN, STARTS_WITHIN = 180, 30
READER = "demo-kettle-plover"
Scores = dict[str, int]


def demonstration(instance: Path) -> tuple[str, dict[str, str]]:
    """Make a demonstration; the cookie of somebody signed in to it, and the addresses of the pages by their names."""
    init_instance(instance)
    settings = load_settings(instance)
    with create_app(settings).app_context():
        schema.migrate(settings)
        make_demo()
        token = open_session(Account.get(Account.sign_in_name == READER), SessionKind.OWN)
        addresses = _addresses()
    db.close_all()
    return f"s={token}", addresses


def _addresses() -> dict[str, str]:
    """A report from another city, the thread with most posts, the newest number."""
    home = Space.get(Space.slug == "kettle")
    to_all = (Report.space != home) & (Report.state == "released") & (Report.audience == "network")
    report = Report.select().where(to_all).order_by(Report.id.desc()).get()
    thread = Thread.select().where(Thread.audience == "network").order_by(Thread.post_count.desc()).get()
    published = (Edition.space == home) & (Edition.state == EditionState.PUBLISHED.value)
    edition = Edition.select().where(published).order_by(Edition.number.desc()).get()
    return {
        "home": "/",
        "report": f"/reports/{report.public_id}",
        "thread": f"/threads/{thread.public_id}",
        "edition": f"/s/kettle/newsletter/{edition.number}",
    }


@contextmanager
def chromium() -> Iterator[int]:
    """A browser of one's own without a window; the port on which it is told what to do."""
    with TemporaryDirectory(prefix="coordinator-lighthouse-", ignore_cleanup_errors=True) as profile:
        said = Path(profile) / "DevToolsActivePort"
        told = ["--headless=new", "--remote-debugging-port=0", f"--user-data-dir={profile}", "--no-first-run"]
        silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        with subprocess.Popen([CHROMIUM, *told, *CHROMIUM_ALONE, "--disable-gpu", "about:blank"], **silent) as browser:  # type: ignore[call-overload]
            try:
                yield _port_in(said)
            finally:
                browser.terminate()


def _port_in(said: Path) -> int:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        if said.exists() and (lines := said.read_text().split()):
            return int(lines[0])
        time.sleep(0.1)
    raise SystemExit(f"Chromium did not start within {STARTS_WITHIN} seconds.")


def asked(address: str, cookie: str, name: str) -> dict[str, Any]:
    """Everything that Lighthouse says about a page in one run; also kept beside it, for who wants to look."""
    kept, headers = INSTALLED / f"{name}.json", INSTALLED / "headers.json"
    headers.write_text(json.dumps({"Cookie": cookie}))
    with chromium() as port:
        command = ["node", PROGRAM, address, "--quiet", "--output=json", f"--output-path={kept}", f"--port={port}"]
        more = [f"--only-categories={','.join(KINDS)}", f"--extra-headers={headers}"]
        environment = {**os.environ, "CI": "1"}
        subprocess.run([*command, *more], check=True, timeout=WITHIN, env=environment, cwd=INSTALLED)
    found: dict[str, Any] = json.loads(kept.read_text())
    return found


def scores_in(found: dict[str, Any]) -> Scores:
    """The scores of one run, of 100."""
    return {kind: round(100 * found["categories"][kind]["score"]) for kind in KINDS}


def costs_in(found: dict[str, Any]) -> list[str]:
    """What took points away in one run."""
    counted = [each["id"] for kind in KINDS for each in found["categories"][kind]["auditRefs"] if each["weight"]]
    audits = [found["audits"][name] for name in counted]
    return [f"{each['id']} {each.get('displayValue', '')}" for each in audits if (each["score"] or 0) < 0.95]


def main() -> int:
    """Print the median scores of each page; the exit status says whether all are as wanted."""
    with TemporaryDirectory(prefix="coordinator-lighthouse-") as folder, ExitStack() as stack:
        instance = Path(folder) / "instance"
        cookie, addresses = demonstration(instance)
        clean = {name: value for name, value in os.environ.items() if not name.startswith("COORDINATOR_")}
        served = stack.enter_context(serving.product(instance, {**clean, "COORDINATOR_LOG_LEVEL": "error"}))
        print("page     " + "  ".join(KINDS))
        good = [_judge(name, f"http://127.0.0.1:{served.port}{path}", cookie) for name, path in addresses.items()]
    if not all(good) and os.getloadavg()[1] > 2:
        print("This machine was busy, which costs points in performance: try once more when nothing else runs.")
    return 0 if all(good) else 1


def _judge(name: str, address: str, cookie: str) -> bool:
    runs = [asked(address, cookie, f"{name}-{number}") for number in range(1, RUNS + 1)]
    medians = {kind: int(statistics.median(scores_in(run)[kind] for run in runs)) for kind in KINDS}
    print(f"{name:8} " + "  ".join(f"{medians[kind]:{len(kind)}}" for kind in KINDS), flush=True)
    is_good = min(medians.values()) >= WANTED
    for cost in [] if is_good else sorted({cost for run in runs for cost in costs_in(run)}):
        print(f"         {cost}")
    return is_good


if __name__ == "__main__":
    sys.exit(main())
