"""Which pieces of a number go out: those of one language or of all, for one site or for the whole space."""
