"""What a CSV of the dataset is: columns as data, rows from reports, and one way of writing both down."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Protocol, TypeVar

import pandas as pd

from models.records import Box, Report

Value = str | int | float | bool | None
Row = tuple[Value, ...]
Record = TypeVar("Record")

COORDINATE, CONFIDENCE = 2, 4  # decimals: a hundredth of a point is finer than any scan; 0.9999 differs from 1
CHUNK = 500  # rows in one data frame: memory stays flat however long a table is
# Control characters that a text layer may hold and a CSV must not; line ends and tabs stay.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


class Dataset(Protocol):
    """The reports of a run in their fixed order; `copies` names, by document, the other files with the same bytes."""

    def __iter__(self) -> Iterator[Report]: ...

    @property
    def copies(self) -> Mapping[str, tuple[str, ...]]: ...


@dataclass(frozen=True, slots=True)
class Column:
    """`type` is a Frictionless type; `decimals` rounds a measured number; `choices` are all values there can be."""

    name: str
    type: str
    description: str
    decimals: int | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CsvTable:
    """A CSV of the dataset. `refers` maps a column to `table.column`, as a foreign key."""

    name: str
    about: str
    columns: tuple[Column, ...]
    rows: Callable[[Dataset], Iterable[Row]]
    key: tuple[str, ...] = ()
    refers: Mapping[str, str] = field(default_factory=dict)

    @property
    def file(self) -> str:
        return f"{self.name}.csv"


def each_report(report_to_rows: Callable[[Report], Iterable[Row]]) -> Callable[[Dataset], Iterator[Row]]:
    """Rows of a dataset as the rows of its reports, one report after the other."""

    def rows(dataset: Dataset) -> Iterator[Row]:
        for report in dataset:
            yield from report_to_rows(report)

    return rows


def table_to_parts(table: CsvTable, dataset: Dataset) -> Iterator[bytes]:
    """The CSV, part by part: UTF-8, LF, RFC 4180, header row. Raises ValueError when a row does not fit its columns."""
    names = [column.name for column in table.columns]
    rows = iter(table.rows(dataset))
    yield pd.DataFrame(columns=names).to_csv(index=False, lineterminator="\n").encode("utf-8")
    while chunk := [_row_to_texts(row, table.columns) for row in islice(rows, CHUNK)]:
        frame = pd.DataFrame(chunk, columns=names, dtype=object)
        yield frame.to_csv(index=False, header=False, lineterminator="\n").encode("utf-8")


def in_order(records: Sequence[Record], key: Callable[[Record], tuple[int, ...]]) -> Sequence[Record]:
    """The records sorted by key; left where they stand when they are in order already."""
    keys = [key(record) for record in records]
    return records if keys == sorted(keys) else sorted(records, key=key)


def _row_to_texts(row: Row, columns: tuple[Column, ...]) -> list[str]:
    return [value_to_text(value, column) for value, column in zip(row, columns, strict=True)]


def value_to_text(value: Value, column: Column) -> str:
    """A value as the contract writes it: empty for unknown, `true`/`false`, a plain decimal point, NFC text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if column.decimals is not None and isinstance(value, int | float):
        written = f"{value:.{column.decimals}f}"
        return written.removeprefix("-") if float(written) == 0 else written
    return clean_text(str(value))


def clean_text(text: str) -> str:
    """NFC, LF line ends, no control characters, no half surrogates: what any CSV reader can take."""
    text = CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode("utf-8"))


def known(number: int) -> int | None:
    """Counts from 1: nought means unknown, which a CSV shows as empty."""
    return number or None


def box_to_values(box: Box) -> tuple[float, float, float, float]:
    return box.x0, box.top, box.x1, box.bottom


DOCUMENT_ID = Column("document_id", "string", "the document: first 16 hex digits of its SHA-256")
TABLE_ID = Column("table_id", "string", "the table, as in tables.csv")
PAGE = Column("page", "integer", "page, from 1")
CONFIDENCE_COLUMN = Column("confidence", "number", "0 to 1, as sure as the reading is", CONFIDENCE)
REVIEW = Column("review", "boolean", "a person should look before trusting the row")
REVIEW_REASON = Column("review_reason", "string", "why, as a short stable code")
BOX = tuple(
    Column(name, "number", f"{edge} edge of its box in PDF points, page upright, origin top left", COORDINATE)
    for name, edge in (("x0", "left"), ("top", "top"), ("x1", "right"), ("bottom", "bottom"))
)
