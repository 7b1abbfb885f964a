"""Saves everything into one encrypted file, brings it back on either engine, and looks for what is amiss."""
