"""Pages of this floor."""

from flask import Blueprint

from coordinator.accounts.views import account, machines, operating, plain, signing_in, way_back

blueprints: tuple[Blueprint, ...] = (signing_in.bp, way_back.bp, account.bp, operating.bp, plain.bp, machines.bp)
