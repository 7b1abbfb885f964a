"""What editors say about a piece: how far it is, remarks on it, and what was corrected."""
