"""The worst that a plugin can do is fail: each hostile one here is stopped, says so, and leaves nothing behind.

Where it can be shown, the same code is run without walls first, so that a test which catches nothing is noticed.
"""

import os
import re
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from coordinator.plugin_contract import Edition
from coordinator.plugin_host.discovery import Plugin
from coordinator.plugin_host.failure import PluginFailed
from coordinator.plugin_host.host import Limits, describe, export

MakePlugin = Callable[..., Plugin]
PATIENT = Limits(seconds=15)
HASTY = Limits(seconds=1)


def said(plugin: Plugin, edition: Edition, limits: Limits = PATIENT) -> str:
    """What the plugin wrote, or the sentence that it failed with."""
    try:
        return export(plugin, edition, {}, limits)[0].content.decode()
    except PluginFailed as failed:
        return failed.sentence


def in_the_open(plugin: Plugin, edition: Edition) -> str:
    """What the same code says in this very process."""
    assert plugin.folder is not None
    names: dict[str, object] = {}
    exec((plugin.folder / "__init__.py").read_text(), names)  # noqa: S102 - that is the point
    (file,) = names["export_edition"](edition, {})  # type: ignore[operator]
    return str(file.content.decode())


def still_running(word: str) -> list[str]:
    """The processes of this machine with a word in their environment or command."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if process.name != str(os.getpid()) and word.encode() in (process / "cmdline").read_bytes():
                found.append(process.name)
        except OSError:
            continue
    return found


@contextmanager
def listener() -> Iterator[tuple[str, int]]:
    """A server on this machine that takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()


@pytest.mark.parametrize(
    "code",
    [
        "while True: pass",
        "time.sleep(60)",
        "signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)",
        "[print('drip', flush=True) or time.sleep(0.1) for _ in range(600)]",
        "os.close(0); os.close(1); os.close(2); time.sleep(60)",
    ],
)
def test_one_that_never_ends_is_stopped(make_plugin: MakePlugin, edition: Edition, code: str) -> None:
    plugin = make_plugin(code)
    describe(plugin)
    started = time.monotonic()
    assert "took longer than 1 second" in said(plugin, edition, HASTY)
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("raise ValueError('no')", "broke off with an error (ValueError)"),
        ("sys.exit(0)", "broke off with an error (SystemExit)"),
        ("os._exit(0)", "stopped before it gave an answer"),
        ("os.abort()", "stopped before it gave an answer"),
        ("os.kill(os.getpid(), signal.SIGKILL)", "stopped"),
        ("return text('x' * 10**10)", "used more memory"),
        ("a = []\nwhile True: a.append(bytearray(b'x' * 10**6))", "used more memory"),
        ("return (ExportedFile('a.txt', 'text/plain', b'x' * 35_000_000),)", "more than 32 MB"),
        ("print('x' * 10**8); return text('done')", "done"),
        ("return (ExportedFile('a.pdf', 'application/pdf', os.urandom(1000)),)", "not what it says it is"),
        ("Path('big').write_bytes(bytes(100_000_000)); return text('done')", "broke off with an error (OSError)"),
        ("[Path(str(n)).write_bytes(bytes(10**7)) for n in range(100)]; return text(1)", "error (OSError)"),
        ("[threading.Thread(target=time.sleep, args=(60,)).start() for _ in range(200)]", "error (RuntimeError)"),
        ("ctypes.string_at(0)", "stopped before it gave an answer"),
        ("def down(): return down()\nsys.setrecursionlimit(10**9); down()", "stopped"),
    ],
)
def test_what_a_plugin_does_to_itself_becomes_a_sentence(
    make_plugin: MakePlugin, edition: Edition, code: str, sentence: str
) -> None:
    assert sentence in said(make_plugin(code), edition)


def test_a_flood_on_the_answering_side_is_stopped(make_plugin: MakePlugin, edition: Edition) -> None:
    flood = """
    for number in range(3, 20):
        try:
            while True: os.write(number, b'x' * 2**20)
        except OSError: pass
    """
    assert "wrote more than it may" in said(make_plugin(flood), edition)


def test_one_that_complains_without_end_is_stopped(make_plugin: MakePlugin, edition: Edition) -> None:
    assert "wrote more than it may" in said(make_plugin("while True: os.write(2, bytes(2**20))"), edition)


def test_a_forged_answer_is_looked_over_like_any_other(make_plugin: MakePlugin, edition: Edition) -> None:
    forged = """
    for number in range(3, 20):
        try: os.write(number, b'{"answer": [{"name": "../x", "media_type": "text/plain", "content": ""}]}')
        except OSError: pass
    os._exit(0)
    """
    assert "file name" in said(make_plugin(forged), edition)


def test_a_fork_bomb_bursts_inside(make_plugin: MakePlugin, edition: Edition) -> None:
    bomb = """
    made = 0
    try:
        while made < 500:
            if os.fork() == 0:
                time.sleep(60)
            made += 1
    except OSError:
        return text(made)
    return text(made)
    """
    answer = said(make_plugin(bomb), edition)
    # Either the number of processes stops it, or the memory that they take together.
    assert "memory" in answer or int(answer) < PATIENT.processes


def test_children_that_are_left_behind_are_gone(make_plugin: MakePlugin, edition: Edition) -> None:
    leaving = """
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.execv(sys.executable or '/proc/self/exe', ['left-behind-9f3', '-c', 'import time; time.sleep(60)'])
        os._exit(0)
    time.sleep(0.2)
    return text('left')
    """
    assert said(make_plugin(leaving), edition) == "left"
    time.sleep(0.2)
    assert still_running("left-behind-9f3") == []


def test_memory_taken_in_many_processes_counts_together(make_plugin: MakePlugin, edition: Edition) -> None:
    many = """
    for _ in range(8):
        if os.fork() == 0:
            kept = bytearray(os.urandom(2**20) * 60)
            time.sleep(60)
    time.sleep(60)
    """
    assert "used more memory than the 256 MB" in said(make_plugin(many), edition)


def test_it_sees_no_file_but_its_own_and_the_products_parts(
    make_plugin: MakePlugin, edition: Edition, tmp_path: Path
) -> None:
    secret = tmp_path / "config.toml"
    secret.write_text("secret_key = 'canary'")
    asked = replace(edition, masthead=replace(edition.masthead, name=str(secret)))
    plugin = make_plugin(
        """
        try: return text(Path(edition.masthead.name).read_text())
        except OSError as refused: return text(type(refused).__name__)
        """
    )
    assert "canary" in in_the_open(plugin, asked)
    assert said(plugin, asked) == "FileNotFoundError"


def test_most_of_the_machine_is_not_there(make_plugin: MakePlugin, edition: Edition) -> None:
    plugin = make_plugin(
        "return text([place for place in 'etc home var tmp run sys proc'.split() if os.path.exists('/' + place)])"
    )
    assert in_the_open(plugin, edition) == "['etc', 'home', 'var', 'tmp', 'run', 'sys', 'proc']"
    # The interpreter lies where it lies: the way to it is there, and nothing beside it.
    ways = {Path(place).parts[1] for place in (sys.prefix, sys.base_prefix)}
    assert set(re.findall(r"\w+", said(plugin, edition))) <= ways


def test_it_writes_nowhere_but_in_its_work_folder(make_plugin: MakePlugin, edition: Edition, tmp_path: Path) -> None:
    plugin = make_plugin(
        """
        places = [edition.masthead.name, '/written', '/usr/lib/written', str(Path(__file__).parent / 'written'),
                  '/in-the-sandbox/product/coordinator/plugin_host/written', '/dev/written']
        done = []
        for place in places:
            try: Path(place).write_text('x'); done.append(place)
            except OSError: pass
        Path('mine').write_text('x')
        return text((done, os.listdir('.')))
        """
    )
    outside = replace(edition, masthead=replace(edition.masthead, name=str(tmp_path / "written")))
    assert said(plugin, outside) == "([], ['mine'])"
    assert not list(tmp_path.rglob("written"))


def test_a_link_to_the_outside_leads_nowhere(make_plugin: MakePlugin, edition: Edition, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("canary")
    plugin = make_plugin(
        "os.symlink(edition.masthead.name, 'link'); return text(os.path.exists('link') and Path('link').read_text())"
    )
    outside = replace(edition, masthead=replace(edition.masthead, name=str(tmp_path / "config.toml")))
    assert said(plugin, outside) == "False"


def test_a_link_in_its_own_folder_leads_nowhere_either(
    make_plugin: MakePlugin, edition: Edition, tmp_path: Path
) -> None:
    (tmp_path / "config.toml").write_text("canary")
    plugin = make_plugin("return text((Path(__file__).parent / 'link').exists())")
    assert plugin.folder is not None
    (plugin.folder / "link").symlink_to(tmp_path / "config.toml")
    assert said(plugin, edition) == "False"


def test_it_inherits_neither_environment_nor_open_files(
    make_plugin: MakePlugin, edition: Edition, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("COORDINATOR_SECRET_KEY", "canary")
    with (tmp_path / "open").open("w") as opened:
        os.set_inheritable(opened.fileno(), True)
        plugin = make_plugin(
            """
            found = []
            for number in range(3, 100):
                try: os.fstat(number); found.append(number)
                except OSError: pass
            return text(('COORDINATOR_SECRET_KEY' in os.environ, len(found)))
            """
        )
        assert in_the_open(plugin, edition).startswith("(True")
        # The one is the pipe that the answer goes through.
        assert said(plugin, edition) == "(False, 1)"


@pytest.mark.parametrize(
    "code",
    [
        "socket.create_connection((edition.masthead.name, int(edition.masthead.motto)), 1).close()",
        "(s := socket.socket(socket.AF_INET, socket.SOCK_DGRAM)).sendto(b'x', ('127.0.0.1', 9)); s.close()",
        "socket.socket(socket.AF_INET6).close()",
    ],
)
def test_it_opens_no_socket(make_plugin: MakePlugin, edition: Edition, code: str) -> None:
    plugin = make_plugin(f"try: {code}\nexcept OSError as refused: return text(refused)\nreturn text('sent')")
    with listener() as address:
        asked = replace(edition, masthead=replace(edition.masthead, name=address[0], motto=str(address[1])))
        assert in_the_open(plugin, asked) == "sent"
        assert "Operation not permitted" in said(plugin, asked)


def test_it_asks_no_name_server(make_plugin: MakePlugin, edition: Edition) -> None:
    plugin = make_plugin("socket.getaddrinfo('example.org', 80)")
    assert "broke off with an error (gaierror)" in said(plugin, edition)


def test_it_reaches_neither_its_parent_nor_anybody_else(make_plugin: MakePlugin, edition: Edition) -> None:
    plugin = make_plugin(
        """
        seen = []
        for process in range(1, 40000):
            try: os.kill(process, 0); seen.append(process)
            except OSError: pass
        return text(len([process for process in seen if process != os.getpid()]))
        """
    )
    assert int(said(plugin, edition)) <= 1


def test_it_makes_no_namespace_and_traces_nobody(make_plugin: MakePlugin, edition: Edition) -> None:
    plugin = make_plugin(
        """
        libc = ctypes.CDLL(None)
        return text((libc.unshare(0x10000000), libc.mount(b'x', b'/', b'tmpfs', 0, 0), libc.ptrace(0, 0, 0, 0)))
        """
    )
    assert said(plugin, edition) == "(-1, -1, -1)"


def test_it_has_no_powers_and_gets_none(make_plugin: MakePlugin, edition: Edition) -> None:
    plugin = make_plugin(
        """
        got = []
        for become in (lambda: os.setuid(0), lambda: os.setgroups([0]), lambda: os.chroot('/')):
            try: become(); got.append(become)
            except OSError: pass
        return text((os.geteuid() == 0 and len(got) == 3, resource.getrlimit(resource.RLIMIT_CORE)))
        """
    )
    assert said(plugin, edition) == "(False, (0, 0))"


def test_started_as_root_it_runs_as_nobody(make_plugin: MakePlugin, edition: Edition) -> None:
    who = 65534 if os.geteuid() == 0 else os.geteuid()
    assert said(make_plugin("return text(os.getresuid())"), edition) == str((who, who, who))


def test_what_it_changes_in_the_product_lasts_for_itself_only(make_plugin: MakePlugin, edition: Edition) -> None:
    meddling = """
    import coordinator.plugin_host.codec as codec
    codec.encode = lambda value: 'meddled'
    return text('own')
    """
    assert said(make_plugin(meddling, name="meddler"), edition)
    assert said(make_plugin("return text('fine')"), edition) == "fine"


def test_one_that_fails_spoils_nothing_for_the_next(make_plugin: MakePlugin, edition: Edition) -> None:
    broken, whole = make_plugin("os._exit(3)", name="broken"), make_plugin("return text('whole')", name="whole")
    assert "stopped" in said(broken, edition)
    assert said(whole, edition) == "whole"


def test_every_run_begins_with_an_empty_work_folder(make_plugin: MakePlugin, edition: Edition) -> None:
    plugin = make_plugin("found = os.listdir('.'); Path('mine').write_text('x'); return text(found)")
    assert [said(plugin, edition), said(plugin, edition)] == ["[]", "[]"]


def test_one_that_works_for_long_lets_those_who_wait_for_a_page_go_first(
    make_plugin: MakePlugin, edition: Edition
) -> None:
    # Its threads and what it starts, too; and it cannot step forward again.
    busy = """
    def spin(until):
        while time.process_time() < until: pass
    thread = threading.Thread(target=spin, args=(4,)); thread.start()
    thread.join()
    if os.fork() == 0:
        spin(60)
    try: os.setpriority(os.PRIO_PROCESS, 0, 0)
    except OSError: pass
    return text(f"{os.nice(0)} {os.getpriority(os.PRIO_PROCESS, threading.get_native_id())}")
    """
    assert said(make_plugin(busy), edition, Limits(seconds=60)) == "19 19"
