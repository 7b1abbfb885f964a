"""Everything that changes spaces, their members, their invitations and their lines."""
