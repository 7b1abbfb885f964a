"""Pages of this floor."""

from flask import Blueprint

from coordinator.spaces import held
from coordinator.spaces.views import first, joining, lines, members, space

# Imported for what it registers: what is held about a person.
LISTENERS = (held,)
blueprints: tuple[Blueprint, ...] = (first.bp, joining.bp, members.bp, space.bp, lines.bp)
