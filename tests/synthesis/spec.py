"""What is to be drawn, before anyone knows on which page it will stand."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARKER = re.compile(r"\{[\^_](\d+)(?:\|[^{}]+)?\}")


def unmarked(text: str) -> str:
    """The text without its footnote markers, which are written `{^7}`, or `{^7|(2)}`, `{_7|(2)}` (on the line)."""
    return _MARKER.sub("", text)


def markers_of(text: str) -> tuple[str, ...]:
    return tuple(_MARKER.findall(text))


def anchors_of(text: str) -> dict[str, str]:
    """For each marker the running text that comes right before it, other markers taken out."""
    return {match.group(1): unmarked(text[: match.start()]) for match in _MARKER.finditer(text)}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. `align` is justify, left, center or right; sizes in points; `indent` is that of the first line."""

    text: str
    bold: bool = False
    italic: bool = False
    align: str = "justify"
    size: float = 14.0
    indent: float = 28.0
    before: float = 5.0
    keep: bool = False


@dataclass(frozen=True, slots=True)
class CellSpec:
    """A cell of a table to draw. Its text may carry footnote markers."""

    row: int
    col: int
    text: str
    rowspan: int = 1
    colspan: int = 1
    bold: bool = False
    italic: bool = False
    align: str = "center"


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table to draw. `widths` are shares of the text width.

    `rules` is grid, horizontal or none. `splits` allows a page end to cut a row; with `widows` no text is parted so
    that one line stands alone, which can leave a cut cell empty on the first page. `again` holds the header of the
    following pages when its shape is another; `again_rows` is its height in rows.
    """

    table_id: str
    cells: tuple[CellSpec, ...]
    widths: tuple[float, ...]
    header_rows: int
    rules: str = "grid"
    size: float = 12.0
    splits: bool = True
    widows: bool = False
    again: tuple[CellSpec, ...] = ()
    again_rows: int = 0
    rule_width: float = 0.6

    @property
    def rows(self) -> int:
        return max(cell.row + cell.rowspan for cell in self.cells)


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A new page, landscape or not."""

    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """The two columns at the top of the first page: issuer and number, state name and motto and date."""

    left: tuple[str, ...]
    number: str
    dated: str


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote; `text` may hold several paragraphs, parted by line feeds.

    `marker` is the key of its mark, `shown` what is printed where that is something else, `raised` or on the line.
    """

    marker: str
    text: str
    shown: str = ""
    raised: bool = True


Block = Paragraph | TableSpec | PageBreak | Head
