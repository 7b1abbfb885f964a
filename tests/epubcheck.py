"""What the strictest reader of e-books says of one."""

import shutil
import subprocess
from pathlib import Path


def checked(path: Path) -> str:
    """What epubcheck says of a book, down to the least remark."""
    found = shutil.which("epubcheck")
    assert found is not None, "apt install epubcheck"
    # Debian's is an archive that only some systems start by its name.
    is_archive = Path(found).resolve().suffix == ".jar"
    command = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", found] if is_archive else [found]
    done = subprocess.run([*command, "--usage", path], capture_output=True, text=True, check=False)
    return done.stdout + done.stderr
