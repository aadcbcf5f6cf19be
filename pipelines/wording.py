"""Text of scanned tables put right where there is evidence: the national form, the numbering, the rest of the document.

Only text that came from pixels is touched, and never a figure. What was read first stays in `Cell.raw`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from extract.tables.headers import headers_to_roles
from extract.tables.indicator_rows import IndicatorRow, table_to_indicator_rows
from models.forms import FormRow, match_rows
from models.records import Cell, PageInfo, Table
from pipelines.code_repair import CodeRepair, codes_to_repairs
from pipelines.indicators import form_to_rows
from pipelines.label_repair import Repair, label_to_repair
from pipelines.mark_repair import Neighbours, text_with_marks, texts_to_neighbours
from pipelines.misreading import text_to_plain
from pipelines.shelf import passing_shelf
from pipelines.text_repair import name_to_repair, names_to_vocabulary, text_with_digits, text_with_usual_marks
from pipelines.unit_repair import unit_to_repair, units_to_vocabulary

Place = tuple[str, int, int]
"""A cell: table id, row, column."""


def infos_to_scanned(pages: Sequence[PageInfo]) -> frozenset[int]:
    """The numbers of the pages that were read from pixels."""
    return frozenset(page.number for page in pages if page.kind == "scanned")


def tables_with_wording(tables: Sequence[Table], scanned: Collection[int]) -> Iterator[Table]:
    """The tables with their text repaired where it stands on one of the pages `scanned`.

    `tables` is walked several times, so that only what changes is held.
    """
    if not scanned:
        yield from tables
        return
    names = names_to_vocabulary(c.text for table in tables for c in table.cells if c.header)

    near = texts_to_neighbours(c.text for table in tables for c in table.cells if not c.header)
    plain = passing_shelf(Table, (_with_plain_text(table, scanned, names, near) for table in tables))
    units = units_to_vocabulary(row.text("unit") for t in plain if t.form for row in table_to_indicator_rows(t))
    mended: dict[Place, Cell | None] = {}
    for form in sorted({table.form for table in tables if table.form}):
        for table, before, cell in _form_to_cells(form, plain, units):
            if cell.page in scanned:
                mended.setdefault((table.table_id, cell.row, cell.col), None if cell == before else cell)
    for table in plain:
        yield _with_cells(table, mended)


def _with_plain_text(table: Table, scanned: Collection[int], names: Collection[str], near: Neighbours) -> Table:
    """Letters of other scripts, letters in numbers, marks and names of columns put right; figures are left alone."""
    roles = headers_to_roles(table.cells, table.header_rows, table.cols)
    cells = []
    for cell in table.cells:
        if cell.page not in scanned:
            cells.append(cell)
        elif cell.header:
            name = text_with_usual_marks(text_with_digits(cell.text))
            cells.append(_with_text(cell, name_to_repair(name, names)))
        else:
            text = text_to_plain(cell.text)
            cells.append(_with_text(cell, text if roles[cell.col] == "value" else _with_words(text, near)))
    return replace(table, cells=tuple(cells))


def _with_words(text: str, near: Neighbours) -> str:
    return text_with_marks(text_with_usual_marks(text_with_digits(text)), near)


def _with_cells(table: Table, mended: Mapping[Place, Cell | None]) -> Table:
    cells = tuple(mended.get((table.table_id, c.row, c.col)) or c for c in table.cells)
    return replace(table, cells=cells, review=any(c.review for c in cells))


def _form_to_cells(form: str, tables: Iterable[Table], units: Collection[str]) -> Iterator[tuple[Table, Cell, Cell]]:
    """The cells of one form that may change: table, cell as it was, cell as it is to be. `tables` is walked twice."""
    printed = [(row.text("code"), row.text("label")) for _, row in form_to_rows(tables, form)]
    known = match_rows(form, printed)
    codes = codes_to_repairs([code for code, _ in printed], known)
    for (table, row), match, code in zip(form_to_rows(tables, form), known, codes, strict=True):
        for role, cell in _row_to_cells(row, match, code, units):
            yield table, row.cells[role], cell


def _row_to_cells(
    row: IndicatorRow, match: FormRow | None, code: CodeRepair, units: Collection[str]
) -> Iterator[tuple[str, Cell]]:
    """The cells of one row as they are to be, by role."""
    cells = row.cells
    if "code" in cells and cells["code"] is not cells.get("label"):
        yield "code", _code_cell(cells["code"], code)
    if "unit" in cells:
        unit = _with_text(cells["unit"], text := unit_to_repair(row.text("unit"), match.unit if match else None, units))
        yield "unit", _settled(unit) if text in units else unit
    if "label" in cells and match:
        yield "label", _label_cell(cells["label"], label_to_repair(row.text("label"), match.label), match.label)


def _with_text(cell: Cell, text: str) -> Cell:
    return replace(cell, text=text, raw=cell.raw or cell.text)


def _settled(cell: Cell) -> Cell:
    """What the readers differed on is settled by what is known of the row."""
    return replace(cell, review=False, review_reason="")


def _flagged(cell: Cell, reason: str) -> Cell:
    return replace(cell, review=True, review_reason=cell.review_reason or reason)


def _code_cell(cell: Cell, repair: CodeRepair) -> Cell:
    found = _with_text(cell, repair.text)
    if repair.guessed:
        return _flagged(found, "code_by_sequence")
    return _settled(found) if repair.certain else found


def _label_cell(cell: Cell, repair: Repair, known: str) -> Cell:
    found = _with_text(cell, repair.text)
    if repair.doubt:
        return _flagged(found, repair.doubt)
    # Bad reading, but each word is a word of the form.
    return _settled(found) if cell.review_reason == "text_unsure" and repair.text == known else found
