"""Records of one kind kept on disk in the order in which they came, so that a long document needs no more memory."""

from __future__ import annotations

import tempfile
import weakref
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, TypeVar, overload

import msgspec

Record = TypeVar("Record")

# Before each record its length and its checksum, four bytes each, little-endian.
_WIDTH = 4


class Walked(Sequence[Record]):
    """Records that stand on disk and are made for walking: to reach into them costs a walk."""

    @overload
    def __getitem__(self, index: int) -> Record: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Record]: ...
    def __getitem__(self, index: int | slice) -> Record | Sequence[Record]:
        return tuple(self)[index]

    def __eq__(self, other: object) -> bool:
        """Equal to any sequence of the same records; with no hash, as it changes while records are added."""
        return isinstance(other, Sequence) and tuple(self) == tuple(other)


class Shelf(Walked[Record]):
    """Records of `kind` in `file`, which is open for reading and writing in binary and closed with the shelf.

    Whole records that the file holds already are on the shelf; what a killed run left of one is cut off.
    """

    def __init__(self, file: BinaryIO, kind: type[Record]) -> None:
        self._file = file
        self.close = weakref.finalize(self, file.close)
        self._decoder = msgspec.msgpack.Decoder(kind)
        self._encoder = msgspec.msgpack.Encoder(enc_hook=number_to_plain)
        self._count, self._end = 0, 0
        while (frame := self._frame(self._end)) is not None:
            self._count, self._end = self._count + 1, frame[1]
        self._file.truncate(self._end)

    def append(self, record: Record, /) -> None:
        """Add a record; a killed process does not take it away. Raises TypeError for one unfit to be read back."""
        content = self._encoder.encode(record)
        try:
            self._decoder.decode(content)
        except msgspec.MsgspecError as error:
            raise TypeError(f"a record cannot be read back: {error}") from error
        self._file.seek(self._end)
        self._file.write(b"".join(n.to_bytes(_WIDTH, "little") for n in (len(content), zlib.crc32(content))) + content)
        self._file.flush()
        self._count, self._end = self._count + 1, self._file.tell()

    def __iter__(self) -> Iterator[Record]:
        at = 0
        while (frame := self._frame(at)) is not None:
            record, at = frame
            yield record

    def __len__(self) -> int:
        return self._count

    def _frame(self, at: int) -> tuple[Record, int] | None:
        """The record that begins at this byte, and where it ends; None at the end, or where it is damaged."""
        self._file.seek(at)
        head = self._file.read(2 * _WIDTH)
        length, checksum = (int.from_bytes(head[i : i + _WIDTH], "little") for i in (0, _WIDTH))
        content = self._file.read(length)
        if len(head) < 2 * _WIDTH or len(content) < length or zlib.crc32(content) != checksum:
            return None
        try:
            return self._decoder.decode(content), at + 2 * _WIDTH + length
        except msgspec.MsgspecError:
            return None


def opened_shelf(path: Path, kind: type[Record]) -> Shelf[Record]:
    """The shelf at `path`, with what is on it; made when there is none."""
    path.touch()
    return Shelf(path.open("r+b"), kind)


def passing_shelf(kind: type[Record], records: Iterable[Record] = ()) -> Shelf[Record]:
    """A shelf with these records that is gone when nobody holds it any more."""
    shelf = _empty_shelf(kind)
    for record in records:
        shelf.append(record)
    return shelf


def _empty_shelf(kind: type[Record]) -> Shelf[Record]:
    return Shelf(tempfile.TemporaryFile(), kind)


def number_to_plain(value: object) -> object:
    """A numpy number as a plain one; anything else is a mistake in a record."""
    item = getattr(value, "item", None)
    if callable(item):
        return item()
    raise TypeError(f"a record cannot hold a {type(value).__name__}")
