"""What management says, and what is true."""
