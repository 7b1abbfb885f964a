"""A collective's own room: members, roles, sites, lines, invitations, settings."""
