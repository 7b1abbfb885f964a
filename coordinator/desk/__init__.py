"""What stands on all floors: home, search, line pages, operator pages, demo, imports, bench."""
