"""From the files and folders that a user names to the documents to read."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from models.errors import InputError

MEBIBYTE = 1024 * 1024
HEADER_BYTES = 1024  # readers accept `%PDF-` anywhere in the first kilobyte (ISO 32000-1, implementation note 13)


@dataclass(frozen=True, slots=True)
class InputFile:
    """A document to read. `source` is relative to the folder it was found in; `copies` are files with the same bytes.

    `problem` says why the file cannot be read at all, and what to do; empty when it looks like a PDF.
    """

    path: Path
    source: str
    document_id: str
    sha256: str
    size: int = 0
    problem: str = ""
    copies: tuple[str, ...] = field(default=())


def paths_to_inputs(paths: Iterable[Path], max_bytes: int) -> tuple[InputFile, ...]:
    """All documents under `paths`, ordered by name; a file that is there twice is one document."""
    documents: dict[str, list[InputFile]] = {}
    seen: set[Path] = set()
    for path, source in sorted(_paths_to_files(paths), key=lambda item: (item[1], str(item[0]))):
        if path.absolute() not in seen:
            seen.add(path.absolute())
            found = _file_to_input(path, source, max_bytes)
            documents.setdefault(found.document_id, []).append(found)
    return tuple(_with_copies(files) for files in documents.values())


def _paths_to_files(paths: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    """Files with their names: a folder gives its PDFs, a named file is taken whatever it is called."""
    for path in paths:
        if not path.is_dir():
            yield path, _name(path.name)
            continue
        for folder, _, names in os.walk(path):
            for name in names:
                if name.lower().endswith(".pdf") and not name.startswith("."):
                    found = Path(folder, name)
                    yield found, _name(found.relative_to(path).as_posix())


def _name(text: str) -> str:
    """A file name as text: NFC, and bytes that are no UTF-8 shown as the replacement sign."""
    return unicodedata.normalize("NFC", os.fsencode(text).decode("utf-8", "replace"))


def _with_copies(files: list[InputFile]) -> InputFile:
    first, *rest = files
    names = tuple(file.source for file in rest)
    return InputFile(first.path, first.source, first.document_id, first.sha256, first.size, first.problem, names)


def _file_to_input(path: Path, source: str, max_bytes: int) -> InputFile:
    try:
        size = path.stat().st_size
        sha256 = file_to_sha256(path)
        problem = _problem(path, size, max_bytes)
    except OSError as error:
        # Nothing to hash: the name stands for the contents, so that the row still has an identifier.
        stand_in = hashlib.sha256(f"unreadable:{source}".encode()).hexdigest()
        reason = (error.strerror or "unknown reason").lower()
        return InputFile(path, source, stand_in[:16], "", 0, f"cannot open the file ({reason}); check its permissions")
    return InputFile(path, source, sha256[:16], sha256, size, problem)


def file_to_sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _problem(path: Path, size: int, max_bytes: int) -> str:
    if size == 0:
        return "the file is empty; copy it again from where it came"
    if size > max_bytes:
        big, limit = size / MEBIBYTE, max_bytes / MEBIBYTE
        return f"the file has {big:.0f} MB, more than the limit of {limit:.0f} MB; split it or raise --max-size"
    with path.open("rb") as file:
        head = file.read(HEADER_BYTES)
    if b"%PDF-" not in head:
        return "not a PDF file; convert it to PDF, or copy it again if it should be one"
    return ""


def require_inputs(inputs: tuple[InputFile, ...], paths: Iterable[Path]) -> None:
    if not inputs:
        raise InputError(f"no PDF file in {', '.join(path.name or str(path) for path in paths)}")
