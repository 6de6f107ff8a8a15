"""What the package knows besides its code: one checksum over lexicons and trained weights."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

__all__ = ["knowledge_checksum"]

FOLDERS = ("lexicons", "models")


@cache
def knowledge_checksum() -> str:
    """SHA-256 over the lexicons and weights; results depend on them as much as on the code."""
    digest = hashlib.sha256()
    for folder in FOLDERS:
        for path in sorted(Path(__file__).parent.joinpath(folder).glob("*.[tn][sp][vz]")):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()
