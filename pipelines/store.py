"""One compressed record per document: the unit of work, of resume and of distribution."""

from __future__ import annotations

import gzip
import os
import tempfile
import zlib
from dataclasses import dataclass
from pathlib import Path

import msgspec

from models.errors import OutputError
from models.records import Report

FOLDER = ".records"


def write_atomically(path: Path, content: bytes) -> None:
    """Write all of `content` or nothing: temp file beside `path`, fsync, rename; then the folder, so that it lasts."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)  # mkstemp gives 0600; results are there to be shared
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _plain(value: object) -> object:
    """A numpy number as a plain one; anything else is a mistake in a record."""
    item = getattr(value, "item", None)
    if callable(item):
        return item()
    raise TypeError(f"a record cannot hold a {type(value).__name__}")


def report_to_bytes(report: Report) -> bytes:
    """The record of a report, the same for the same report. Raises TypeError or ValueError if unfit to be read back."""
    encoded = msgspec.json.encode(report, enc_hook=_plain)
    msgspec.json.decode(
        encoded, type=Report
    )  # NaN, for one, is written as null and would be missed only at the next run
    return gzip.compress(encoded, compresslevel=6, mtime=0)


def bytes_to_report(content: bytes) -> Report:
    """The report of a record; raises ValueError when the record is damaged or of another shape."""
    try:
        return msgspec.json.decode(gzip.decompress(content), type=Report)
    except (OSError, EOFError, zlib.error, msgspec.MsgspecError) as error:
        raise ValueError(f"damaged record: {error}") from error


@dataclass(frozen=True, slots=True)
class Store:
    """The records under `OUT/.records`. `key` names the way of reading (program and settings)."""

    folder: Path
    version: str
    key: str

    def path(self, document_id: str) -> Path:
        return self.folder / f"{document_id}-{self.version}-{self.key}.json.gz"

    def open(self) -> None:
        """Make the folder, and know now rather than after hours of reading that it can be written."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self.folder):
                pass
        except OSError as error:
            raise OutputError(
                f"cannot write to {self.folder.parent}: {error.strerror}; choose another --out"
            ) from error

    def save(self, report: Report) -> None:
        write_atomically(self.path(report.document_id), report_to_bytes(report))

    def load(self, document_id: str) -> Report | None:
        """The record, or None when there is none or it is damaged: the document is then read (again)."""
        try:
            return bytes_to_report(self.path(document_id).read_bytes())
        except (FileNotFoundError, ValueError):
            return None

    def drop(self, document_id: str) -> None:
        self.path(document_id).unlink(missing_ok=True)
