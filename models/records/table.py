"""Tables: as found on one page, as joined over pages, and the data rows of a Biểu mẫu."""

from __future__ import annotations

from dataclasses import dataclass

from models.records.geometry import Box
from models.records.line import Line


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, header cells included. `raw` is the first reading, `text` what stands after repairs.

    `review_reason` is a short stable code, for example `readers_differ` or `ink_unread`; empty when `review` is false.
    """

    row: int
    col: int
    text: str
    box: Box
    page: int
    rowspan: int = 1
    colspan: int = 1
    header: bool = False
    confidence: float = 1.0
    raw: str = ""
    review: bool = False
    review_reason: str = ""


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table as one page shows it. `captions` are the lines right above it, `xs` its column borders.

    `open_top` and `open_bottom` tell that the outer ruling is missing there, as when a page end cuts a row.
    """

    page: int
    box: Box
    rows: int
    cols: int
    cells: tuple[Cell, ...]
    method: str
    xs: tuple[float, ...] = ()
    captions: tuple[Line, ...] = ()
    header_rows: int = 0
    open_top: bool = False
    open_bottom: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A logical table, page breaks mended, repeated headers dropped. `form` is the number after "Biểu mẫu"."""

    table_id: str
    seq: int
    form: str
    title: str
    page_first: int
    page_last: int
    rows: int
    cols: int
    method: str
    cells: tuple[Cell, ...]
    header_rows: int = 0
    captions: tuple[Line, ...] = ()
    review: bool = False


@dataclass(frozen=True, slots=True)
class Indicator:
    """A data row of a Biểu mẫu. `value` and `denominator` are plain decimal numbers as text, empty when blank.

    `value_kind` is count, percent, ratio, code, text or blank; `path` is unique within the form.
    """

    table_id: str
    form: str
    seq: int
    code: str
    path: str
    label: str
    indicator_id: str
    unit: str
    value_raw: str
    value: str
    value_kind: str
    denominator: str
    note: str
    page: int
    box: Box
    confidence: float = 1.0
    review: bool = False
    review_reason: str = ""
