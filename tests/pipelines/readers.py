"""Readers that stand in for the real one, and break in the ways in which native code and files do.

What a reader does is written in the file it is given: `%PDF-fault hang` and so on.
"""

from __future__ import annotations

import os
import signal
import time
from dataclasses import replace
from pathlib import Path

from models.errors import InputError
from models.records import PageInfo, Report
from pipelines.inputs import file_to_sha256
from pipelines.settings import Settings
from tests.pipelines.reports import report

FAULTY = "tests.pipelines.readers:read_faulty"
SOUND = "tests.pipelines.readers:read_sound"
NAN = float("nan")


def pdf(fault: str, filler: str = "") -> bytes:
    return f"%PDF-fault {fault} {filler}".encode()


def read_faulty(path: Path, settings: Settings, kept: Path) -> Report:
    fault = path.read_text().split()[1]
    match fault:
        case "hang":
            path.with_suffix(".pid").write_text(str(os.getpid()))
            time.sleep(600)
        case "exit":
            os._exit(7)
        case "quiet":
            os._exit(0)
        case "signal":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "raise":
            raise KeyError(f"no such thing in {path.resolve()}")
        case "encrypted":
            raise InputError(f"{path} is encrypted; save it without a password")
        case "memory":
            hog = bytearray(os.urandom(1 << 20)) * 1200
            time.sleep(600)
            return read_faulty(Path(str(hog[:1])), settings, kept)
        case "nan":
            return replace(report(), pages=(PageInfo(1, "scanned", "", NAN, NAN),))
        case "changed":
            path.write_bytes(pdf("good", "another"))
        case "partial":
            page = PageInfo(2, "scanned", "", 1.0, 1.0, status="failed", error="no picture")
            return replace(report(), status="partial", error="page 2: no picture", pages=(*report().pages, page))
    return report()


def read_sound(path: Path, settings: Settings, kept: Path) -> Report:
    """Reads anything, keeps its pages, and leaves a note beside the file each time it does."""
    assert not kept.exists(), "pages of an earlier reading"
    kept.write_text("pages")
    with path.with_suffix(".reads").open("a") as notes:
        notes.write("read\n")
    digest = file_to_sha256(path)
    return report(digest[:16], path.name)
