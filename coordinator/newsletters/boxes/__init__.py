"""Boxes that stand in every number until somebody changes them, such as "How to reach us"."""
