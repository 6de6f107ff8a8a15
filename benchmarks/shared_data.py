"""Where the research data of other people are that benchmarks measure on."""

import os
from pathlib import Path

SHARED = Path(os.environ.get("VERBATIM_SHARED", Path(__file__).parents[2] / "shared"))
TREEBANKS = SHARED / "data" / "ud"
