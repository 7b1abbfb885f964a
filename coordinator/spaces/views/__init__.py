"""Pages of this floor."""

from flask import Blueprint

from coordinator.spaces.views import first, joining, lines, members, space

blueprints: tuple[Blueprint, ...] = (first.bp, joining.bp, members.bp, space.bp, lines.bp)
