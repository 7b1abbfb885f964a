"""Numbers that anybody may read, and the yes of a second editor."""
