"""Which program reads: its version number, and a digest of the code and data that a reading depends on."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
READING = ("extract", "models", "pipelines")
# Parts of `pipelines` that only run the reading or present it: a change there leaves records as they are.
PRESENTING = ("cli", "columns", "doctor", "ingest", "inputs", "pool", "progress", "show", "summary", "refs", "reviews")
SUFFIXES = {".py", ".toml", ".cfg", ".bin", ".json"}


def program_version() -> str:
    """The installed version, for example `0.1.0`."""
    try:
        return version("bieumau")
    except PackageNotFoundError:
        return "0.0.0"


def _is_reading(path: Path) -> bool:
    parts = path.relative_to(ROOT).parts
    if parts[0] == "pipelines" and (len(parts) > 2 or path.stem in PRESENTING):
        return False
    return path.suffix in SUFFIXES and "__pycache__" not in parts


@cache
def program_digest() -> str:
    """SHA-256 over the files that decide a reading, in a fixed order."""
    digest = hashlib.sha256()
    for package in READING:
        for path in sorted((ROOT / package).rglob("*")):
            if path.is_file() and _is_reading(path):
                digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
