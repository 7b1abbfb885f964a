"""What is new for whom: reading positions and the kinds of things that can be new."""
