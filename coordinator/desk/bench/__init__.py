"""Measures how fast the pages are: the product as deployed against a constant page of bare Flask, turn by turn."""
