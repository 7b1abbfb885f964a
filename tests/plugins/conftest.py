"""The press room is imported by name from every test beside it."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
