"""One compressed record per document: the unit of work, of resume and of distribution."""

from __future__ import annotations

import gzip
import os
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import msgspec

from models.errors import OutputError
from models.records import Report
from pipelines.shelf import Walked, number_to_plain

FOLDER = ".records"


def write_atomically(path: Path, parts: Iterable[bytes]) -> None:
    """Write all parts or nothing: temp file beside `path`, fsync, rename; then the folder, so that it lasts."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(parts)
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


# The parts of a report that grow with its pages: name of the field to the kind of its items.
_KINDS = dict(zip((field.name for field in fields(Report)), get_type_hints(Report).values(), strict=True))
SECTIONS: Mapping[str, Any] = {
    name: get_args(kind)[0] for name, kind in _KINDS.items() if get_origin(kind) in (tuple, Sequence)
}
# Those that a report may leave on disk.
LONG = tuple(name for name, kind in _KINDS.items() if get_origin(kind) is Sequence)
_DECODERS: Mapping[str, msgspec.json.Decoder[Any]] = {
    name: msgspec.json.Decoder(kind) for name, kind in SECTIONS.items()
}
_LINE = msgspec.json.Decoder(tuple[str, msgspec.Raw])


def report_to_parts(report: Report) -> Iterator[bytes]:
    """The record of a report, compressed, part by part; the same for the same report.

    JSON Lines: the report without its sections, then a line `[section, item]` for each item of a section. Raises
    TypeError or ValueError when something is unfit to be read back.
    """
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)  # 31: a gzip header, which zlib writes without a time
    for line in _report_to_lines(report):
        yield packer.compress(line + b"\n")
    yield packer.flush()


def _report_to_lines(report: Report) -> Iterator[bytes]:
    empty: dict[str, Any] = dict.fromkeys(SECTIONS, ())
    head = _encoded(replace(report, **empty))
    msgspec.json.decode(head, type=Report)
    yield head
    for name, decoder in _DECODERS.items():
        for item in getattr(report, name):
            line = _encoded(item)
            decoder.decode(line)  # NaN, for one, is written as null and would be missed only at the next run
            yield b'["' + name.encode() + b'",' + line + b"]"


def _encoded(record: object) -> bytes:
    return msgspec.json.encode(record, enc_hook=number_to_plain)


def file_to_report(path: Path) -> Report:
    """The report of a record; raises ValueError when the record is damaged or of another shape.

    Its long sections stay in the file and are walked there.
    """
    sections: dict[str, list[Any]] = {name: [] for name in SECTIONS if name not in LONG}
    lengths = dict.fromkeys(LONG, 0)
    try:
        with gzip.open(path) as lines:
            head = msgspec.json.decode(next(lines, b""), type=Report)
            for line in lines:
                name, item = _LINE.decode(line)
                record = _DECODERS[name].decode(item)
                if name in LONG:
                    lengths[name] += 1
                else:
                    sections[name].append(record)
    except (gzip.BadGzipFile, EOFError, KeyError, zlib.error, msgspec.MsgspecError) as error:
        raise ValueError(f"damaged record: {error}") from error
    whole: dict[str, Any] = {name: tuple(items) for name, items in sections.items()}
    long: dict[str, Any] = {name: Section(path, name, length) for name, length in lengths.items()}
    return replace(head, **whole, **long)


class Section(Walked[Any]):
    """A section of `length` items in the record at `path`, which is read anew at each walk."""

    def __init__(self, path: Path, name: str, length: int) -> None:
        self._path, self._name, self._length = path, name, length

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[Any]:
        mark = f'["{self._name}",'.encode()
        with gzip.open(self._path) as lines:
            for line in lines:
                if line.startswith(mark):
                    yield _DECODERS[self._name].decode(_LINE.decode(line)[1])


@dataclass(frozen=True, slots=True)
class Store:
    """The records under `OUT/.records`. `key` names the way of reading (program and settings)."""

    folder: Path
    version: str
    key: str

    def path(self, document_id: str) -> Path:
        return self.folder / f"{document_id}-{self.version}-{self.key}.jsonl.gz"

    def pages_path(self, document_id: str) -> Path:
        """Where the pages of a document that is being read are kept: a run that was killed goes on from there."""
        return self.folder / f"{document_id}-{self.version}-{self.key}.pages"

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
        write_atomically(self.path(report.document_id), report_to_parts(report))

    def load(self, document_id: str) -> Report | None:
        """The record, or None when there is none or it is damaged: the document is then read (again)."""
        try:
            return file_to_report(self.path(document_id))
        except (FileNotFoundError, ValueError):
            return None

    def drop(self, document_id: str) -> None:
        self.path(document_id).unlink(missing_ok=True)

    def drop_pages(self, document_id: str) -> None:
        self.pages_path(document_id).unlink(missing_ok=True)
