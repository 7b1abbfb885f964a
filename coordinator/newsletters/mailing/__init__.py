"""The newsletter by mail: the one address of a space's mailing list, and what was sent to it."""
