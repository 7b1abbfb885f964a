"""Notes and reports: what happened here, what was learned, who may read it."""
