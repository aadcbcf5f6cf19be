"""National forms as provinces print them: rows dropped, codes shifted, units changed, notes merged over rows."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from models.forms import FORMS, FormRow, codes_to_paths
from tests.synthesis.gold import Row
from tests.synthesis.ledger import Ledger
from tests.synthesis.setting import words
from tests.synthesis.spec import CellSpec, TableSpec, unmarked
from tests.synthesis.values import Printed, count, figure_for

_WIDTHS = (8.0, 46.0, 15.0, 13.0, 18.0)
_INDICATOR = "Chỉ tiêu thống kê (Sử dụng trong kỳ báo cáo hàng quý, 6 tháng, năm)"


@dataclass(frozen=True, slots=True)
class _Line:
    """A row as printed: the national row (None: a row of the province's own) and the four texts beside its note."""

    row: FormRow | None
    code: str
    label: str
    unit: str
    printed: Printed
    bold: bool


@dataclass(frozen=True, slots=True)
class MadeForm:
    """A form to draw and its gold rows."""

    table: TableSpec
    indicators: tuple[Row, ...]
    texts: tuple[str, ...]


def make_form(number: str, ledger: Ledger, table_id: str) -> MadeForm:
    """Form `number` with local changes; a few of its labels carry footnotes."""
    dice = ledger.dice
    lines = _lines(number, ledger)
    notes = _notes(lines, ledger)
    header = _header(dice)
    height = max(cell.row + cell.rowspan for cell in header)
    cells = [*header, *_body_cells(lines, notes, height)]
    again, again_rows = dice.choice([((), 0), ((), 0), (_flat_header(), 1), (_hollow_header(), 2)])
    table = TableSpec(
        table_id, tuple(cells), _WIDTHS, height, again=again, again_rows=again_rows,
        size=dice.choice([12.0, 12.0, 13.0]),
        splits=dice.random() < 0.7, widows=dice.random() < 0.5, rule_width=dice.choice([0.5, 0.5, 1.0]),
    )  # fmt: skip
    paths = codes_to_paths([line.code for line in lines])
    rows = [
        _gold_row(number, index + 1, line, paths[index], _note_at(index, notes)) for index, line in enumerate(lines)
    ]
    return MadeForm(table, tuple(rows), tuple(cell.text for cell in cells))


def _lines(number: str, ledger: Ledger) -> list[_Line]:
    dice = ledger.dice
    full_stop = "." if dice.random() < 0.75 else ""
    bold_groups = dice.random() < 0.6
    dropped = dice.choice([0.0, 0.0, 0.08])
    rows = [row for row in FORMS[number].rows if dice.random() >= dropped] or list(FORMS[number].rows)
    codes = _shifted([row.code for row in rows]) if dropped and dice.random() < 0.5 else [row.code for row in rows]
    lines = []
    for row, code in zip(rows, codes, strict=True):
        stop = full_stop if dice.random() < 0.97 else ""
        unit = _printed_unit(row, dice)
        mark = ledger.note() if dice.random() < 0.02 else ""
        printed = figure_for(dice, row.value_kind, row.unit)
        bold = bold_groups and row.value_kind == "blank"
        lines.append(_Line(row, code and code + stop, row.label + mark, unit, printed, bold))
    if dice.random() < 0.15:
        lines.append(_own_line(lines, full_stop, dice))
    return lines


def _own_line(lines: Sequence[_Line], full_stop: str, dice: random.Random) -> _Line:
    """A row of the province's own at the end of the form."""
    groups = [int(line.code.split(".")[0]) for line in lines if line.code]
    label = dice.choice(words()["own_rows"])
    return _Line(None, f"{max(groups, default=0) + 1}{full_stop}", label, "Số lượng", count(dice, 3), False)


def _printed_unit(row: FormRow, dice: random.Random) -> str:
    if row.unit == "" or dice.random() > 0.04:
        return row.unit
    return "%" if row.value_kind == "count" else row.unit


def _shifted(codes: Sequence[str]) -> list[str]:
    """Numbering closed up where rows were dropped: siblings count from 1 again under their own parent."""
    renamed: dict[str, str] = {}
    counters: dict[str, int] = {}
    out = []
    for code in codes:
        if "." not in code:
            out.append(code)
            continue
        parent, _, _ = code.rpartition(".")
        above = renamed.get(parent, parent)
        counters[parent] = counters.get(parent, 0) + 1
        renamed[code] = f"{above}.{counters[parent]}"
        out.append(renamed[code])
    return out


def _notes(lines: Sequence[_Line], ledger: Ledger) -> list[tuple[int, int, str]]:
    """Note cells as (first row, rows, text): most empty, some of one row, some merged over 3 to 8 rows."""
    dice, at = ledger.dice, 0
    notes = []
    while at < len(lines):
        span = dice.randint(3, 8) if dice.random() < 0.04 else 1
        span = min(span, len(lines) - at)
        text = _note_text(ledger) if span > 1 or dice.random() < 0.07 else ""
        notes.append((at, span, text))
        at += span
    return notes


def _note_text(ledger: Ledger) -> str:
    if ledger.dice.random() < 0.25:
        return ledger.cite("table")
    return str(ledger.dice.choice(words()["notes"])).replace("{n}", f"{ledger.dice.randint(1, 12):02d}")


def _note_at(index: int, notes: Sequence[tuple[int, int, str]]) -> str:
    """A merged note speaks of every row that it stands beside."""
    return next(text for first, span, text in notes if first <= index < first + span)


def _header(dice: random.Random) -> list[CellSpec]:
    """Two rows; sometimes a third that numbers the columns."""
    numbers = [CellSpec(2, col, f"({col + 1})", italic=True) for col in range(5)] if dice.random() < 0.08 else []
    return [
        *numbers,
        CellSpec(0, 0, dice.choice(["STT", "STT", "TT"]), rowspan=2, bold=True),
        CellSpec(0, 1, _INDICATOR, rowspan=2, bold=True),
        CellSpec(0, 2, "Kết quả thống kê", colspan=2, bold=True),
        CellSpec(0, 4, "Ghi chú", rowspan=2, bold=True),
        CellSpec(1, 2, "Đơn vị tính", bold=True),
        CellSpec(1, 3, "Số liệu", bold=True),
    ]


def _flat_header() -> tuple[CellSpec, ...]:
    texts = ("STT", "Chỉ tiêu thống kê", "Đơn vị tính", "Số liệu", "Ghi chú")
    return tuple(CellSpec(0, col, text, bold=True) for col, text in enumerate(texts))


def _hollow_header() -> tuple[CellSpec, ...]:
    """The header with an empty second row, as some word processors leave it."""
    return (*_flat_header(), *(CellSpec(1, col, "") for col in range(5)))


def _body_cells(lines: Sequence[_Line], notes: Sequence[tuple[int, int, str]], height: int) -> list[CellSpec]:
    cells = []
    for index, line in enumerate(lines):
        row = index + height
        cells += [
            CellSpec(row, 0, line.code, bold=line.bold),
            CellSpec(row, 1, line.label, bold=line.bold, italic=not line.code, align="left"),
            CellSpec(row, 2, line.unit),
            CellSpec(row, 3, line.printed.raw),
        ]
    cells += [CellSpec(first + height, 4, text, rowspan=span) for first, span, text in notes]
    return sorted(cells, key=lambda cell: (cell.row, cell.col))


def _gold_row(number: str, seq: int, line: _Line, path: str, note: str) -> Row:
    return {
        "form": number,
        "seq": str(seq),
        "code": line.code,
        "path": path,
        "label": unmarked(line.label),
        "indicator_id": line.row.indicator_id if line.row else "",
        "unit": line.unit,
        "value_raw": line.printed.raw,
        "value": line.printed.value,
        "value_kind": line.printed.kind,
        "denominator": line.printed.denominator,
        "note": note,
    }
