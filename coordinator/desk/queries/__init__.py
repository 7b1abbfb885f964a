"""What the pages above all floors show, each for one reader."""
