"""How the host starts a plugin that is being checked, and reads what was noted of it."""

import json
from dataclasses import dataclass
from pathlib import Path

from coordinator.plugin_host.process import Limits, run
from coordinator.plugin_host.sandbox import sandboxed_command
from coordinator.plugin_host.watching import MARK

_START = "import json, sys; sys.path[:0] = json.loads(sys.argv[1]); from coordinator.plugin_host import watching; "
WATCHED_START = _START + "watching.main()"
_WALLS_START = _START + "watching.try_walls()"


@dataclass(frozen=True)
class Watched:
    """The most memory that a run held, and what it reached for outside its walls, in words."""

    memory_bytes: int = 0
    reached_for: tuple[str, ...] = ()


@dataclass(frozen=True)
class Walls:
    """The ways out that were tried from inside, and those that succeeded."""

    tried: tuple[str, ...]
    succeeded: tuple[str, ...]


def watched(errors: str) -> Watched:
    """What the last line of a watched run's error output says; nothing where it was stopped before."""
    _before, mark, told = errors.rpartition(MARK)
    if not mark:
        return Watched()
    noted = json.loads(told)
    return Watched(noted["memory_bytes"], tuple(noted["reached_for"]))


def walls(folder: Path | None, limits: Limits) -> Walls | None:
    """What the walls round a plugin of that folder stop; None where this machine has none."""
    command = sandboxed_command(folder, limits, _WALLS_START)
    if command is None:
        return None
    answer = json.loads(run(command, b"", limits).output)
    return Walls(tuple(answer["tried"]), tuple(answer["succeeded"]))
