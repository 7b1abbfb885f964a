"""People and their sign-in: accounts, sessions, the way back in."""
