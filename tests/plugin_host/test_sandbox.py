"""Whether plugins are locked in is known and said; without walls only what ships with the product runs."""

import json
import subprocess
import sys
from pathlib import Path
from shutil import which

import pytest

from coordinator.plugin_host import sandbox
from coordinator.plugin_host.discovery import product_folder
from coordinator.plugin_host.process import Limits, memory_of_tree, run
from coordinator.plugin_host.sandbox import sandbox_state

ROOT = Path(sandbox.__file__).parents[2]
SAY = """
import json, sys
from datetime import date
from pathlib import Path
from coordinator.plugin_contract import *
from coordinator.plugin_host.host import *
def answer(plugin):
    try: return export(plugin, edition, {})[0].content[:5].decode()
    except PluginFailed as failed: return failed.sentence
article = Article("1", "Ten minutes", "", "", "<p>We took it.</p>", "We took it.", "en")
edition = Edition(1, date(2026, 11, 22), "en", "a4", Masthead("The Dock"), (article,))
state = sandbox_state()
print(json.dumps({
    "whole": state.is_whole, "sentence": str(state.sentence), "shipped": answer(find("print_pdf")),
    "other": answer(find("trial", [Path(sys.argv[1])])),
}))
"""


def make_other(folder: Path) -> None:
    """A plugin that does not ship with the product."""
    (folder / "trial").mkdir()
    (folder / "trial" / "plugin.toml").write_text("contract = 1\ntemplate = 'a.txt'\n")
    (folder / "trial" / "a.txt").write_text("other")


def ask(folder: Path, *before: str) -> dict[str, object]:
    """What a process of its own finds out, started by the command that stands before it."""
    command = [*before, sys.executable, "-c", SAY, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=60, check=True)
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_here_plugins_are_locked_in(tmp_path: Path) -> None:
    make_other(tmp_path)
    assert ask(tmp_path) == {"whole": True, "sentence": "", "shipped": "%PDF-", "other": "other"}


def test_where_nothing_can_be_locked_in_only_shipped_plugins_run_and_it_is_said(tmp_path: Path) -> None:
    make_other(tmp_path)
    bubblewrap = which("bwrap")
    assert bubblewrap is not None
    # A place like most containers: no namespace can be made in it.
    walls = [bubblewrap, "--unshare-user", "--disable-userns", "--dev-bind", "/", "/", "--cap-drop", "ALL"]
    found = ask(tmp_path, *walls)
    assert found["whole"] is False
    assert "bubblewrap cannot start here, as in most containers" in str(found["sentence"])
    assert found["shipped"] == "%PDF-"
    assert "this machine cannot lock plugins in" in str(found["other"])


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        ("APPARMOR_SETTING", "1", "kernel.apparmor_restrict_unprivileged_userns=0"),
        ("USERNS_SETTING", "0", "kernel.unprivileged_userns_clone=1"),
        ("USERNS_LIMIT", "0", "user.max_user_namespaces=1000"),
    ],
)
def test_the_setting_of_the_system_that_forbids_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, setting: str, value: str, said: str
) -> None:
    (tmp_path / "setting").write_text(f"{value}\n")
    monkeypatch.setattr(sandbox, setting, tmp_path / "setting")
    assert said in str(sandbox.why_not())


def test_the_state_is_tried_once_and_kept() -> None:
    assert sandbox_state() == sandbox_state()


def test_a_process_gets_its_input_and_gives_its_output() -> None:
    done = run(["/bin/cat"], b"given" * 10**6, Limits())
    assert (done.ended, done.status, done.output) == ("itself", 0, b"given" * 10**6)


def test_a_process_that_does_not_listen_is_not_waited_for() -> None:
    assert run(["/bin/true"], b"given" * 10**6, Limits()).ended == "itself"


def test_the_end_of_what_a_process_complains_is_kept() -> None:
    done = run(
        [sys.executable, "-c", "import sys; sys.stderr.write('x' * 10**6 + 'the end'); sys.exit(3)"], b"", Limits()
    )
    assert (done.status, done.errors[-7:], len(done.errors)) == (3, "the end", 8192)


def test_the_memory_of_a_tree_counts_its_children() -> None:
    code = "import subprocess, sys; a = b'x' * 50_000_000; subprocess.run([sys.executable, '-c', sys.argv[1]])"
    child = "b = bytearray(b'x' * 50_000_000); print('ready', flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", code, child], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        assert memory_of_tree(process.pid) > 95_000_000
        process.communicate("\n")


def test_the_shipped_plugins_are_where_the_sandbox_binds_them() -> None:
    command = sandbox.sandboxed_command(product_folder() / "print_pdf", Limits())
    assert command is not None
    assert "--ro-bind" in command
    assert not {"--bind", "--dev-bind", "--share-net"} & set(command)
