"""The two commands on machines that lack something: one sentence each, with what to type."""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest
from servers import ROOT, free_port, processes_of

TOOLS = ("sh", "dirname", "readlink", "sed", "printf", "rm", "mkdir", "touch", "chmod", "ls", "mktemp", "grep", "cat")


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A machine with a shell, a checkout, and no Python at all."""
    (tmp_path / "bin").mkdir()
    for name in TOOLS:
        (tmp_path / "bin" / name).symlink_to(shutil.which(name) or name)
    (tmp_path / "checkout").mkdir()
    shutil.copytree(ROOT / ".ci", tmp_path / "checkout" / ".ci")
    for name in ("pyproject.toml", "requirements.txt"):
        shutil.copy(ROOT / name, tmp_path / "checkout" / name)
    return tmp_path


def put(machine: Path, name: str, script: str) -> None:
    """A program of that name on the machine."""
    path = machine / "bin" / name
    path.unlink(missing_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def sentence(machine: Path, *command: str) -> str:
    """What a refused command says: one line."""
    ended = subprocess.run(
        [str(machine / "checkout" / command[0]), *command[1:]],
        env={"PATH": str(machine / "bin")},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 1, ended
    assert len(ended.stderr.splitlines()) == 1, ended.stderr
    return ended.stderr.strip()


def test_a_machine_without_python(machine: Path) -> None:
    assert "apt install python3 python3-venv" in sentence(machine, ".ci/venv", "make")


def test_a_python_that_is_too_old(machine: Path) -> None:
    put(machine, "python3", 'case "$1" in --version) echo "Python 3.9.2" ;; *) exit 1 ;; esac')
    assert sentence(machine, ".ci/venv", "make").startswith("Python 3.9.2 is too old: install Python 3.11 or newer")


def test_a_python_without_its_venv_module(machine: Path) -> None:
    put(machine, "python3", 'case "$2" in *ensurepip*) exit 1 ;; *print*) echo 3.11 ;; *) exit 0 ;; esac')
    assert "apt install python3.11-venv" in sentence(machine, ".ci/venv", "make")


def test_a_folder_in_which_nothing_can_be_made(machine: Path) -> None:
    put(machine, "python3", 'case "$*" in *"-m venv"*) exit 1 ;; *) exit 0 ;; esac')
    assert "cannot be written to" in sentence(machine, ".ci/venv", "make")


@pytest.mark.parametrize(
    ("complaint", "expected"),
    [
        ("ERROR: No matching distribution found for sqlcipher3==0.6.4", "supported is Linux with glibc on x86_64"),
        ("ERROR: Connection refused; No matching distribution found", "look at the network"),
        ("ERROR: Hashes do not match", "could not be fetched"),
    ],
)
def test_packages_that_cannot_be_installed(machine: Path, complaint: str, expected: str) -> None:
    (machine / "checkout" / ".venv" / "bin").mkdir(parents=True)
    put(machine, "python", f'echo "{complaint}"; exit 1')
    (machine / "bin" / "python").rename(machine / "checkout" / ".venv" / "bin" / "python")
    ended = subprocess.run(
        [str(machine / "checkout/.ci/venv"), "install", "requirements.txt"],
        env={"PATH": str(machine / "bin")},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 1
    assert expected in ended.stderr.splitlines()[-1]


def test_tests_without_the_system_packages_say_what_to_type(machine: Path) -> None:
    put(machine, "id", "echo 1000")
    said = sentence(machine, ".ci/packages")
    assert said.startswith('The tests need more: type "apt install chromium poppler-utils qpdf bubblewrap')


@pytest.mark.long
def test_a_fresh_clone_is_installed_started_and_stopped(tmp_path: Path) -> None:
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(tmp_path / "clone")], check=True, timeout=60)
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("COORDINATOR_", "MAKE"))}
    with (tmp_path / "said").open("w") as said:
        make = subprocess.Popen(
            ["make", "run", f"PORT={port}"],
            cwd=tmp_path / "clone",
            env=environment,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    deadline = time.monotonic() + 300
    while f":{port}/" not in (tmp_path / "said").read_text():
        assert time.monotonic() < deadline
        assert make.poll() is None, (tmp_path / "said").read_text()
        time.sleep(0.2)
    assert (
        subprocess.run(["git", "status", "--porcelain"], cwd=tmp_path / "clone", capture_output=True, check=True).stdout
        == b""
    )
    make.send_signal(signal.SIGTERM)
    make.wait(15)
    assert processes_of(make.pid) == []
