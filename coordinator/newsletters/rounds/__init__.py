"""The round: how many copies of a number went where, what was left over, and what readers said."""
