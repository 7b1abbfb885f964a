"""An instance for a real server."""

import shutil
import sys
from pathlib import Path

import pytest

# The servers of these tests are imported by name from the modules beside this one.
sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def instance(pattern_instance: Path, tmp_path: Path) -> Path:
    """A fresh instance of the test's own."""
    folder = tmp_path / "instance"
    shutil.copytree(pattern_instance, folder)
    folder.chmod(0o700)
    return folder
