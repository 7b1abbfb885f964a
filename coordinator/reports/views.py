"""Pages of this floor."""

from flask import Blueprint

blueprints: tuple[Blueprint, ...] = ()
