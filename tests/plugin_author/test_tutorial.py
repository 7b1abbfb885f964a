"""The ten minutes of docs/plugins.md, typed by somebody who has never seen the product."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TUTORIAL = (ROOT / "docs" / "plugins.md").read_text(encoding="utf-8").partition("\n## Ten minutes\n")[2]
STEPS = re.findall(
    r"^`([\w/.]+)`\n\n```python\n(.*?)^```$|^```sh\n(.*?)^```$",
    TUTORIAL.partition("\n## ")[0],
    re.MULTILINE | re.DOTALL,
)


def type_in(line: str, folder: Path) -> str:
    """What a command says, typed in a folder; only what is installed goes into a folder of the test."""
    word, *rest = line.split()
    program = ["-m", "pytest", "-q", "-p", "no:cacheprovider"] if word == "pytest" else ["-m", word]
    into = ["--into", "there"] if "install" in rest else []
    done = subprocess.run([sys.executable, *program, *rest, *into], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, f"{line}: {done.stdout}{done.stderr}"
    return done.stdout


@pytest.mark.long
def test_the_tutorial_can_be_followed_word_for_word(tmp_path: Path) -> None:
    said = {}
    for file, text, commands in STEPS:
        if file:
            assert (tmp_path / file).is_file(), "the tutorial replaces files that are there"
            (tmp_path / file).write_text(text)
        for line in commands.splitlines():
            said[line] = type_in(line, tmp_path)
    assert Path(said["coordinator plugin preview tide --no-open"].strip()).read_text().startswith("In this number:")
    assert "2 passed" in said["pytest tide"]
    assert "It conforms" in said["coordinator plugin check tide"]
    assert (tmp_path / "there" / "tide" / "plugin.toml").is_file()
