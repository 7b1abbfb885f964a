"""A PostgreSQL cluster of the tests' own: made in a temporary folder, on a unix socket only, and removed again."""

import os
import secrets
import shutil
import subprocess
import tempfile
from pathlib import Path

from coordinator import db, schema
from coordinator.config import load_settings


class ScratchPostgresql:
    """One cluster; `fresh_database()` gives an address of a new database with the migrated schema."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="scratch-postgresql-"))
        self.binaries = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
        self.has_pattern = False

    def _run(self, *command: str) -> None:
        # The server refuses to run as root, so root hands it to Debian's own user for it.
        prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        subprocess.run([*prefix, *command], check=True, cwd=self.folder, stdout=subprocess.DEVNULL)

    def start(self) -> None:
        """Make the cluster and start it, without TCP and without fsync."""
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
        data = str(self.folder / "data")
        self._run(f"{self.binaries}/initdb", "-D", data, "-U", "tests", "-A", "trust", "-E", "UTF8", "--no-locale")
        options = f"-c listen_addresses='' -c unix_socket_directories={self.folder} -c fsync=off -c max_connections=40"
        log = str(self.folder / "log")
        self._run(f"{self.binaries}/pg_ctl", "-D", data, "-l", log, "-w", "-o", options, "start")

    def stop(self) -> None:
        """Stop the server and remove its folder."""
        db.close_all()
        self._run(f"{self.binaries}/pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def address(self, name: str) -> str:
        """The address of one of its databases."""
        return f"postgresql:///{name}?host={self.folder}&user=tests"

    def _statement(self, text: str) -> None:
        self._run(f"{self.binaries}/psql", "-h", str(self.folder), "-U", "tests", "-q", "-c", text, "template1")

    def empty_database(self) -> str:
        """The address of a new database with nothing in it."""
        name = f"test_{secrets.token_hex(6)}"
        self._statement(f"CREATE DATABASE {name}")
        return self.address(name)

    def fresh_database(self, instance: Path) -> str:
        """The address of a new database with the whole schema, copied from one that was migrated once."""
        if not self.has_pattern:
            self._statement("CREATE DATABASE pattern")
            settings = load_settings(instance, {"database_url": self.address("pattern")})
            db.open_database(settings)
            schema.migrate(settings)
            db.close_all()
            self.has_pattern = True
        name = f"test_{secrets.token_hex(6)}"
        self._statement(f"CREATE DATABASE {name} TEMPLATE pattern")
        return self.address(name)
