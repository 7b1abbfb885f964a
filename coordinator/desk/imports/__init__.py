"""Brings texts from outside in: reports written elsewhere, and the archives of mailing lists."""
