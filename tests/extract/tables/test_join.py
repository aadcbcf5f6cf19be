"""Tables over page ends: the rows that come out are those that were typed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.tables.cells import CellReading, lines_to_cell_text, readings_to_table
from extract.tables.grid import Grid, GridCell
from extract.tables.join import PageTables, pages_to_tables, text_runs_on
from models.records import Box, PageTable, Table
from tests.factories import lines

XS = (85.0, 120.0, 320.0, 400.0, 470.0, 545.0)
HEADER = ("STT", "Chỉ tiêu thống kê (Sử dụng trong kỳ báo cáo)", "Đơn vị tính", "Số liệu", "Ghi chú")
FLAT = ("STT", "Chỉ tiêu thống kê", "Đơn vị tính", "Số liệu", "Ghi chú")
BLANK = ("", "", "", "", "")

Rows = list[tuple[str, ...]]
Spans = dict[tuple[int, int], int]
"""How many rows a cell runs over, by (row, column)."""


def _page(number: int, rows: Rows, spans: Spans | None = None, open_bottom: bool = False) -> PageTable:
    spans = spans or {}
    hidden = {(row + i, col) for (row, col), span in spans.items() for i in range(1, span)}
    places, readings = [], []
    for r, texts in enumerate(rows):
        for c, text in enumerate(texts):
            if (r, c) not in hidden:
                span = spans.get((r, c), 1)
                box = Box(XS[c], 100.0 + 20 * r, XS[c + 1], 100.0 + 20 * (r + span))
                places.append(GridCell(r, c, span, 1, box))
                readings.append(CellReading(text, raw=text))
    ys = tuple(100.0 + 20 * r for r in range(len(rows) + 1))
    return readings_to_table(Grid(XS, ys, tuple(places), open_bottom=open_bottom), readings, number, "vector_rules")


def _joined(*pages: PageTable) -> Table:
    (table,) = pages_to_tables([PageTables(p.page, (p,), False, False) for p in pages], "d")
    return table


def _texts(table: Table) -> Rows:
    """The data rows; a merged cell serves each row that it spans."""
    found = [[""] * table.cols for _ in range(table.rows)]
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.rowspan):
            found[row][cell.col] = cell.text
    return [tuple(row) for row in found[table.header_rows :]]


ONE = ("1.", "Tổng số văn bản", "Văn bản", "12", "")
TWO = ("2.", "Số văn bản đã rà soát", "Văn bản", "7", "")


@pytest.mark.parametrize(
    "again",
    [[HEADER], [FLAT], [FLAT, BLANK], [], [("SIT", *FLAT[1:])], [(*FLAT[:2], "tính", *FLAT[3:])]],
    ids=["same", "shortened", "hollow row", "none", "a name misread", "half of a name lost"],
)
def test_a_header_that_comes_again_is_no_row(again: Rows) -> None:
    assert _texts(_joined(_page(1, [HEADER, ONE]), _page(2, [*again, TWO, ("3.", "Khác", "", "", "")]))) == [
        ONE,
        TWO,
        ("3.", "Khác", "", "", ""),
    ]


@pytest.mark.parametrize(
    ("last", "rest", "whole"),
    [
        (
            ("2.", "Số văn bản", "Văn bản", "7", ""),
            ("", "đã rà soát", "", "", ""),
            ("2.", "Số văn bản đã rà soát", "Văn bản", "7", ""),
        ),
        (("2.", "", "Văn bản", "7", ""), ("", "Số văn bản đã rà soát", "", "", ""), TWO),
        (("2.", "Số văn bản đã rà soát", "", "7", ""), ("", "", "Văn bản", "", ""), TWO),
        (
            ("2.", "Số văn bản đã rà soát", "Chưa = 0", "7", ""),
            ("", "", "= 1 Có", "", ""),
            ("2.", "Số văn bản đã rà soát", "Chưa = 0 = 1 Có", "7", ""),
        ),
        (
            ("2.", "Khảo sát người dân,", "Có = 1;", "1", ""),
            ("", "tổ chức", "Không = 0", "", ""),
            ("2.", "Khảo sát người dân, tổ chức", "Có = 1; Không = 0", "1", ""),
        ),
        (
            ("2.", "Số văn bản đã rà soát", "Văn bản", "7", "Công văn số"),
            ("", "", "", "", "63/UBND-HCC"),
            ("2.", "Số văn bản đã rà soát", "Văn bản", "7", "Công văn số 63/UBND-HCC"),
        ),
        (
            ("2.", "Tỷ lệ đơn vị", "%", "100%", ""),
            ("", "đã hoàn thành", "", "(36/36)", ""),
            ("2.", "Tỷ lệ đơn vị đã hoàn thành", "%", "100% (36/36)", ""),
        ),
        (
            ("2.", "Hệ thống họp", "Chưa có", "1", ""),
            ("", "trực tuyến", "0 2 cấp = 1", "", ""),
            ("2.", "Hệ thống họp trực tuyến", "Chưa có 0 2 cấp = 1", "1", ""),
        ),
        (("2.", "Tỷ lệ", "%", "98% (98/", ""), ("", "", "", "100)", ""), ("2.", "Tỷ lệ", "%", "98% (98/ 100)", "")),
    ],
    ids=[
        "label runs on",
        "label overleaf",
        "unit overleaf",
        "unit runs on",
        "both run on",
        "note runs on",
        "figure runs on",
        "unit without its sign",
        "figure breaks off",
    ],
)
def test_a_row_that_a_page_end_cuts_is_one_row(
    last: tuple[str, ...], rest: tuple[str, ...], whole: tuple[str, ...]
) -> None:
    three = ("3.", "Khác", "", "1", "")
    assert _texts(_joined(_page(1, [HEADER, ONE, last]), _page(2, [FLAT, rest, three]))) == [ONE, whole, three]


def test_a_figure_of_its_own_is_no_rest_of_the_one_before_the_page_end() -> None:
    own = ("", "trong đó: qua mạng", "", "(3,2)", "")
    assert _texts(_joined(_page(1, [HEADER, ONE]), _page(2, [FLAT, own, TWO]))) == [ONE, own, TWO]


def test_a_unit_alone_before_a_page_end_is_the_beginning_of_the_row_overleaf() -> None:
    """A row whose cells are centred: above the page end only the unit has a line."""
    begun, rest = ("", "", "Văn bản", "", ""), ("2.", "Số văn bản đã rà soát", "", "7", "")
    three = ("3.", "Khác", "", "1", "")
    assert _texts(_joined(_page(1, [HEADER, ONE, begun]), _page(2, [FLAT, rest, three]))) == [ONE, TWO, three]


def test_a_figure_alone_before_a_page_end_is_that_of_the_row_overleaf_and_flagged() -> None:
    begun, rest = ("", "", "", "7", ""), ("2.", "Số văn bản đã rà soát", "Văn bản", "", "")
    table = _joined(_page(1, [HEADER, ONE, begun]), _page(2, [FLAT, rest, ("3.", "Khác", "", "1", "")]))
    assert _texts(table) == [ONE, TWO, ("3.", "Khác", "", "1", "")]
    assert [(c.row, c.text, c.review_reason) for c in table.cells if c.review and c.col == 3] == [(2, "7", "row_cut")]


def test_a_figure_alone_that_is_not_joined_flags_the_row_overleaf() -> None:
    begun, rest = ("", "", "", "7", ""), ("2.", "Số văn bản", "Văn bản", "-", "")
    table = _joined(_page(1, [HEADER, ONE, begun]), _page(2, [FLAT, rest, ("3.", "Khác", "", "1", "")]))
    assert {c.row for c in table.cells if c.review_reason == "row_cut"} == {3}


def test_a_stroke_before_the_row_overleaf_hides_nothing() -> None:
    begun, stroke, rest = ("", "", "", "7", ""), ("1", "", "-", "", ""), ("2.", "Số văn bản", "", "", "")
    table = _joined(_page(1, [HEADER, ONE, begun]), _page(2, [FLAT, stroke, rest, ("3.", "Khác", "", "1", "")]))
    assert {c.row for c in table.cells if c.review_reason == "row_cut"} == {4}


def test_a_nameless_figure_overleaf_flags_the_row_before_the_page_end() -> None:
    blank, tick, rest = ("2.", "Tỷ lệ", "%", "", ""), ("√", "", "", "", ""), ("", "", "", "100%", "")
    table = _joined(_page(1, [HEADER, ONE, blank]), _page(2, [FLAT, tick, rest, ("3.", "Khác", "", "1", "")]))
    assert {c.row for c in table.cells if c.review_reason == "row_cut"} == {2}


def test_a_row_with_a_unit_of_its_own_does_not_take_that_of_the_page_before() -> None:
    begun = ("", "", "Văn bản", "", "")
    assert len(_texts(_joined(_page(1, [HEADER, ONE, begun]), _page(2, [FLAT, TWO])))) == 3


def test_an_unread_label_is_no_reason_to_join_rows() -> None:
    page = _page(2, [FLAT, ("", "", "Văn bản", "", ""), TWO])
    unread = tuple(
        replace(c, review=True, review_reason="ink_unread") if (c.row, c.col) == (1, 1) else c for c in page.cells
    )
    table = _joined(_page(1, [HEADER, ONE]), replace(page, cells=unread))
    assert len(_texts(table)) == 3


@pytest.mark.parametrize(
    ("above", "below"),
    [("Đang tổng hợp", ""), ("", "Đang tổng hợp"), ("Đang", "tổng hợp")],
    ids=["text above", "text below", "text runs on"],
)
def test_a_note_merged_over_rows_serves_them_over_the_page_end(above: str, below: str) -> None:
    first = _page(1, [HEADER, (*ONE[:4], above), TWO], {(1, 4): 2})
    later = _page(2, [HEADER, ("3.", "Ba", "", "3", below), ("4.", "Bốn", "", "4", "")], {(1, 4): 2})
    assert [row[4] for row in _texts(_joined(first, later))] == ["Đang tổng hợp"] * 4


def test_a_figure_is_never_carried_over_the_page_end() -> None:
    first = _page(1, [HEADER, ONE, TWO], {(1, 3): 2})
    later = _page(2, [HEADER, ("3.", "Ba", "", "", ""), ("4.", "Bốn", "", "", "")], {(1, 3): 2})
    assert [row[3] for row in _texts(_joined(first, later))] == ["12", "12", "", ""]


def test_a_table_takes_the_caption_that_the_page_before_ends_with() -> None:
    caption = lines("Biểu mẫu 4", "Cải cách tổ chức bộ máy")
    before = PageTables(1, (_page(1, [HEADER, ONE]),), False, True, caption)
    _, table = pages_to_tables([before, PageTables(2, (_page(2, [HEADER, TWO]),), False, False)], "d")
    assert (table.form, table.title) == ("4", "Cải cách tổ chức bộ máy")


@pytest.mark.parametrize(
    ("text", "more", "expected"),
    [
        ("Nghị quyết số", "18-NQ/TW", True),
        ("Số liệu tính đến hết", "ngày 15", True),
        ("Phương án", "03/PA-UBND ngày 20/1/2021", True),
        ("Đang tổng hợp", "12/15 xã đã nộp", False),
        ("Đang tổng hợp", "Nghị quyết số 18-NQ/TW", False),
        ("Đang tổng hợp", "", False),
    ],
)
def test_text_that_runs_on(text: str, more: str, expected: bool) -> None:
    assert text_runs_on(text, more) is expected


@pytest.mark.parametrize(
    ("texts", "width", "expected"),
    [
        (("1.864.37", "8"), 60.0, "1.864.378"),
        (("1.864.37", "8"), 200.0, "1.864.37 8"),
        (("100%", "(18/18)"), 40.0, "100% (18/18)"),
        (("12", "15"), 20.0, "12 15"),
        (("5.1.1", "."), 40.0, "5.1.1."),
        (("Công văn số", "7764/BTP-KTVB&QLXL", "VPHC năm 2021"), 110.0, "Công văn số 7764/BTP-KTVB&QLXLVPHC năm 2021"),
        (("7764/BTP-KTVB", "UBND tỉnh"), 130.0, "7764/BTP-KTVB UBND tỉnh"),
        (("UBND", "TTHC"), 40.0, "UBND TTHC"),
    ],
    ids=["too long", "room for more", "ratio", "two figures", "a stop", "a symbol", "room for a word", "two words"],
)
def test_what_wraps_in_its_cell(texts: tuple[str, ...], width: float, expected: str) -> None:
    assert lines_to_cell_text(lines(*texts, size=12), width) == expected


def test_a_row_that_the_page_end_cuts_is_flagged_when_its_rest_is_not_found() -> None:
    table = _joined(_page(1, [HEADER, ONE, TWO], open_bottom=True))
    assert [(c.row, c.review_reason) for c in table.cells if c.review] == [(2, "row_cut")] * 4
    whole = _joined(_page(1, [HEADER, ONE, TWO], open_bottom=True), _page(2, [("", "trong kỳ", "", "", "")]))
    assert not whole.review
