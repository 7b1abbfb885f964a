"""The pages above all floors: home first."""

from flask import Blueprint

from coordinator.desk.views import home, lines, operating, searching, spaces, styleguide

blueprints: tuple[Blueprint, ...] = (home.bp, spaces.bp, lines.bp, searching.bp, operating.bp, styleguide.bp)
