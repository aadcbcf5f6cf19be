"""Tables of single pages to logical tables: continued over page ends, repeated headers dropped, cut rows mended."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import count, pairwise

from extract.tables.captions import captions_to_form, captions_to_title
from extract.tables.headers import headers_to_roles, text_to_skeleton
from extract.tables.lost_columns import table_with_lost_columns
from models.records import Cell, Line, PageTable, Table

SAME_HEADER = 0.7
SAME_NAME = 0.8
# Of at least so many names of columns one may be another.
MISREAD = 4
BREAKS_OFF = re.compile(r"(\b(số|ngày|tháng|năm|của|và|các|theo|tại)|[,;=/(-])$", re.IGNORECASE)
# The number of a document, which nothing begins with: "03/PA-UBND", "12/2021/TT-BTC", "05-NQ/TW".
NUMBER = re.compile(r"\d{1,5}[a-z]?(?:/\d{4})?[-/][A-ZĐ]{2}")
# Column borders of a continued table may shift by this share of its width: scans differ, and so do hand-set pages.
SHIFT = 0.05


@dataclass(frozen=True, slots=True)
class PageTables:
    """The tables of one page, top to bottom, with whether body text stands before the first and after the last.

    `next_captions` are the lines at the end of the page that name a table overleaf.
    """

    page: int
    tables: tuple[PageTable, ...]
    text_before: bool
    text_after: bool
    next_captions: tuple[Line, ...] = ()


def pages_to_tables(pages: Iterable[PageTables], document_id: str) -> Iterator[Table]:
    """The tables of all pages joined, in order, each as soon as it ends: a long document is never held."""
    chain: list[PageTable] = []
    seq = count(1)
    open_chain = False
    last_page = 0
    announced: tuple[Line, ...] = ()
    for page in pages:
        for index, table in enumerate(page.tables):
            first, last = index == 0, index == len(page.tables) - 1
            if first and not page.text_before and not table.captions:
                table = replace(table, captions=announced)
            follows = open_chain and first and not page.text_before and page.page == last_page + 1
            table = table_with_lost_columns(chain[-1], table) if chain and follows else table
            if chain and not (follows and continues(chain, table)):
                yield chain_to_table(chain, next(seq), document_id)
                chain = []
            chain.append(table)
            if last:
                open_chain, last_page = not page.text_after, page.page
        if not page.tables:
            open_chain = False
        announced = page.next_captions
    if chain:
        yield chain_to_table(chain, next(seq), document_id)


def continues(chain: Sequence[PageTable], table: PageTable) -> bool:
    """Whether `table` goes on from the page before: no caption of its own, as many columns, at like places."""
    before = chain[-1]
    if table.captions or before.cols != table.cols:
        return False
    if headers_alike(chain[0], table):
        return True
    width, other = before.box.width, table.box.width
    return all(
        abs((a - before.box.x0) / width - (b - table.box.x0) / other) <= SHIFT
        for a, b in zip(before.xs, table.xs, strict=True)
    )


def headers_alike(first: PageTable, table: PageTable) -> bool:
    """Whether the header rows of both tables say the same, be it in another shape or shortened."""
    if not first.header_rows or not table.header_rows:
        return False
    mine, other = (text_to_skeleton("".join(c.text for c in _header(t))) for t in (first, table))
    if SequenceMatcher(None, mine, other, autojunk=False).ratio() >= SAME_HEADER:
        return True
    named = [c for c in _header(table) if text_to_skeleton(c.text)]
    strange = sum(not _stands_in(c, _header(first)) for c in named)
    # One of several names may be misread, or half of it lost.
    return len(named) > 1 and strange <= (len(named) >= MISREAD)


def _stands_in(cell: Cell, header: Sequence[Cell]) -> bool:
    """Whether one of the header cells over the same columns begins as `cell` does."""
    text = text_to_skeleton(cell.text)
    return any(
        SequenceMatcher(None, text, text_to_skeleton(c.text)[: len(text)], autojunk=False).ratio() >= SAME_NAME
        for c in header
        if c.col < cell.col + cell.colspan and cell.col < c.col + c.colspan
    )


def _header(table: PageTable) -> list[Cell]:
    return [c for c in table.cells if c.row < table.header_rows]


def chain_to_table(chain: Sequence[PageTable], seq: int, document_id: str) -> Table:
    """One logical table from its pages."""
    first = chain[0]
    cells = [replace(c, header=c.row < first.header_rows) for c in first.cells]
    rows = first.rows
    for before, table in pairwise(chain):
        skip = table.header_rows if not first.header_rows or headers_alike(first, table) else 0
        fresh = [_shifted(c, rows - skip, skip) for c in table.cells if c.row + c.rowspan > skip]
        roles = headers_to_roles(first.cells, first.header_rows, first.cols)
        cut = row_is_cut(before, table, skip, roles)
        cells, fresh = join_merged(cells, fresh, rows, cut, roles)
        if cut:
            cells, fresh = mend_row(cells, fresh, rows)
            if begun_roles(before, roles) & {"value"}:
                cells = _with_cut_flagged(cells, rows - 1)
        elif begun_roles(before, roles) & {"value"}:
            # A figure without a label stands above: it may be that of the first row that has one.
            fresh = _with_cut_flagged(fresh, _first_named(fresh, rows, roles))
        if not cut and _begins_nameless([*cells, *fresh], rows, roles):
            cells = _with_cut_flagged(cells, rows - 1)
        cells += fresh
        rows += table.rows - skip - cut
    last = chain[-1]
    if last.open_bottom and not last.open_top:
        cells = _with_cut_flagged(cells, rows - 1)
    return Table(
        table_id=f"{document_id}-t{seq:03d}",
        seq=seq,
        form=captions_to_form(first.captions),
        title=captions_to_title(first.captions),
        page_first=first.page,
        page_last=last.page,
        rows=rows,
        cols=first.cols,
        method=first.method,
        cells=tuple(sorted(cells, key=lambda c: (c.row, c.col))),
        header_rows=first.header_rows,
        captions=first.captions,
        review=any(c.review for c in cells),
    )


def _with_cut_flagged(cells: Sequence[Cell], row: int) -> list[Cell]:
    """The last row of a table whose frame lacks its lower side alone may go on where nobody found it."""
    return [
        replace(c, review=True, review_reason="row_cut")
        if c.text and not c.review and c.row <= row < c.row + c.rowspan
        else c
        for c in cells
    ]


def _first_named(cells: Sequence[Cell], first: int, roles: Sequence[str]) -> int:
    """The first row with a label among the cells of a page, which begins at row `first`; that where none has one."""
    return min((c.row for c in cells if c.row >= first and c.text and roles[c.col] == "label"), default=first)


def _begins_nameless(cells: Sequence[Cell], first: int, roles: Sequence[str]) -> bool:
    """Whether a page, which begins at row `first`, begins with a figure that has no label: it may be that of the last
    row of the page before.
    """
    if not {"label", "value"} <= set(roles):
        return False
    label, value = (
        min((c.row for c in cells if roles[c.col] == role and c.row + c.rowspan > first and c.text), default=None)
        for role in ("label", "value")
    )
    return value is not None and (label is None or value < label)


def _shifted(cell: Cell, by: int, skip: int) -> Cell:
    """A cell of a later page at its row in the logical table; one that begins in the dropped header loses that part."""
    hidden = max(0, skip - cell.row)
    return replace(cell, row=cell.row + hidden + by, rowspan=cell.rowspan - hidden, header=False)


def row_is_cut(before: PageTable, table: PageTable, skip: int, roles: Sequence[str]) -> bool:
    """Whether the first data row of `table` is the rest of the last row of `before`.

    It is when it gives neither code nor figure nor unit of its own (the rest of a figure is none) and either the last
    row lacks its closing rule or its label, or the text goes on in lower case.
    """
    rest = {c.col: c.text for c in table.cells if c.row <= skip < c.row + c.rowspan}
    last = {c.col: c.text for c in before.cells if c.row <= before.rows - 1 < c.row + c.rowspan}
    unread = any(c.review and not c.text for c in table.cells if c.row == skip)
    if skip >= table.rows or not any(rest.values()) or unread:
        return False
    if _is_beginning(before, table, skip, roles):
        return True
    label = roles.index("label") if "label" in roles else min(1, len(roles) - 1)
    fixed = {col: text for col, text in rest.items() if roles[col] in ("code", "value") and text}
    runs_on = bool(fixed) and all(figure_runs_on(last.get(col, ""), text) for col, text in fixed.items())
    if rest.get(0, "") or (fixed and last.get(label, "") and not runs_on):
        return False
    if any(last.get(col, "") for col in fixed) and not runs_on:
        return False
    if "label" in roles and not rest.get(label, "") and (runs_on or not fixed):
        return True  # A unit, a note or half of a figure alone is no row.
    units = [(last.get(col, ""), text) for col, text in rest.items() if roles[col] == "unit" and text]
    if any(above and not unit_runs_on(above, text) for above, text in units):
        return False
    return before.open_bottom or table.open_top or not last.get(label, "") or _begins_low(rest.get(label, ""))


def begun_roles(before: PageTable, roles: Sequence[str]) -> set[str]:
    """What the last row of a page holds that has neither code nor label: a part of the row overleaf; else nothing."""
    last = [c for c in before.cells if c.row == before.rows - 1 and c.rowspan == 1 and (c.text or c.review)]
    found = {roles[c.col] for c in last}
    named = "label" in roles and before.rows - 1 > before.header_rows
    return found if named and found <= {"unit", "value", "note"} and all(c.colspan == 1 for c in last) else set()


def _is_beginning(before: PageTable, table: PageTable, skip: int, roles: Sequence[str]) -> bool:
    """Whether the last row of `before` begins the first of `table`, which has a label and lacks what is begun."""
    given = {roles[c.col] for c in table.cells if c.row == skip and c.text}
    begun = begun_roles(before, roles)
    return bool(begun) and "label" in given and not begun & given


def _begins_low(text: str) -> bool:
    return text[:1].islower()


def join_merged(
    cells: Sequence[Cell], fresh: Sequence[Cell], rows: int, cut: bool, roles: Sequence[str]
) -> tuple[list[Cell], list[Cell]]:
    """Make one cell of those merged over rows that a page end parts: the last of `cells`, the first of `fresh`.

    Figures are left alone: a blank is not to take the figure of the page before.
    """
    below = {(c.col, c.colspan): c for c in fresh if c.row == rows and roles[c.col] != "value"}
    joined: list[Cell] = []
    used: list[Cell] = []
    for cell in cells:
        more = below.get((cell.col, cell.colspan)) if cell.row + cell.rowspan == rows else None
        if more is not None and _goes_on(cell, more, cut):
            used.append(more)
            cell = replace(_with_more(cell, more), rowspan=cell.rowspan + more.rowspan - cut)
        joined.append(cell)
    return joined, [c for c in fresh if c not in used]


def _goes_on(cell: Cell, more: Cell, cut: bool) -> bool:
    """Whether two cells over and under a page end are one merged cell: its text stands in one, or runs on."""
    if more.rowspan == 1:
        return not cut and cell.rowspan > 1 and not cell.text and bool(more.text)
    if cut or bool(cell.text) != bool(more.text):
        return cut or bool(cell.text) or cell.rowspan > 1
    return text_runs_on(cell.text, more.text)


def text_runs_on(text: str, more: str) -> bool:
    """Whether `more` goes on with a sentence that `text` breaks off: in lower case, after "số", "ngày", a comma, or
    with the number of a document, which wants its kind before it.
    """
    begins = more[:1].islower() or more[:1] in tuple("=+/),;%") or NUMBER.match(more)
    return bool(more) and (bool(begins) or bool(BREAKS_OFF.search(text)))


def figure_runs_on(text: str, more: str) -> bool:
    """Whether `more` is the rest of a figure that `text` begins: `100%` and `(36/36)`, `36/` and `36`."""
    if not text or not more:
        return False
    is_share = more[0] == "(" and ("/" in more or "%" in more) and "(" not in text
    return is_share or more[0] in "/%)" or text[-1] in "/(" or text.count("(") > text.count(")")


def unit_runs_on(text: str, more: str) -> bool:
    """Whether `more` is the rest of the unit `text`: `Chưa có` and `0 2 cấp = 1`, whose first `=` was not read."""
    return text_runs_on(text, more) or bool(re.match(r"\d+\b.*=", more))


def _with_more(cell: Cell, more: Cell) -> Cell:
    """`cell` with the text of `more` behind its own."""
    reason = cell.review_reason or more.review_reason
    return replace(
        cell,
        text=f"{cell.text} {more.text}".strip(),
        raw=f"{cell.raw} {more.raw}".strip(),
        confidence=min(cell.confidence, more.confidence),
        review=bool(reason),
        review_reason=reason,
    )


def mend_row(cells: Sequence[Cell], fresh: Sequence[Cell], rows: int) -> tuple[list[Cell], list[Cell]]:
    """Put the texts of row `rows` (first of `fresh`) after those of the row above and move the others up by one."""
    rest = {c.col: c for c in fresh if c.row == rows}
    mended = []
    for cell in cells:
        more = rest.get(cell.col) if cell.row + cell.rowspan == rows else None
        mended.append(_with_more(cell, more) if more is not None and more.text else cell)
    moved = [replace(c, row=c.row - 1) for c in fresh if c.row != rows]
    # A cell that the first page does not have (its row was narrower) stays, on the row it belongs to; what spans the
    # rows below the mended one begins there.
    known = {c.col for c in cells if c.row + c.rowspan == rows}
    orphans = [replace(c, row=rows - 1, rowspan=1) for c in fresh if c.row == rows and c.col not in known and c.text]
    tall = [replace(c, rowspan=c.rowspan - 1, text="", raw="") for c in fresh if c.row == rows and c.rowspan > 1]
    return mended, [*orphans, *tall, *moved]
