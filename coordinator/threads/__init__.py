"""The debate across cities: threads and their posts."""
