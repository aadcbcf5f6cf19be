"""A rest of a table overleaf that lost a border is joined, its wide cells flagged; another table is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from extract.tables.join import PageTables, pages_to_tables
from models.records import Box, Cell, PageTable, Table

XS = (85.0, 120.0, 320.0, 400.0, 470.0, 545.0)
HEADER = ("STT", "Chỉ tiêu thống kê", "Đơn vị tính", "Số liệu", "Ghi chú")


def _page(number: int, rows: Sequence[tuple[str, ...]], xs: tuple[float, ...] = XS, header: int = 1) -> PageTable:
    cells = tuple(
        Cell(r, c, text, Box(xs[c], 100.0 + 20 * r, xs[c + 1], 120.0 + 20 * r), number, raw=text)
        for r, texts in enumerate(rows)
        for c, text in enumerate(texts)
    )
    box = Box(xs[0], 100.0, xs[-1], 100.0 + 20 * len(rows))
    return PageTable(number, box, len(rows), len(xs) - 1, cells, "pixel_rules", header_rows=header, xs=xs)


def _joined(*pages: PageTable) -> list[Table]:
    return list(pages_to_tables([PageTables(p.page, (p,), False, False) for p in pages], "d"))


FIRST = _page(1, [HEADER, ("1.", "Tổng số", "Người", "12", "")])


@pytest.mark.parametrize("moved", [0.0, 3.0])
def test_the_rest_of_a_table_is_joined_though_a_border_is_lost(moved: float) -> None:
    xs = tuple(x + moved for x in XS if x != 470.0)
    rest = _page(2, [(*HEADER[:3], "Số liệu | Ghi chú"), ("2.", "Số người", "Người", "04")], xs)
    (table,) = _joined(FIRST, rest)
    assert (table.rows, table.cols) == (3, 5)
    found = [(c.col, c.colspan, c.text, c.review_reason) for c in table.cells if c.row == 2]
    assert found == [
        (0, 1, "2.", ""), (1, 1, "Số người", ""), (2, 1, "Người", ""), (3, 2, "04", "column_lost"),
    ]  # fmt: skip


def _reasons(*pages: PageTable) -> set[str]:
    (table,) = _joined(*pages)
    return {c.review_reason for c in table.cells if c.colspan == 2 and not c.header}


def test_a_border_lost_on_two_pages_is_flagged_on_both() -> None:
    xs = tuple(x for x in XS if x != 470.0)
    rest = [_page(n, [(*HEADER[:3], "Số liệu | Ghi chú"), (f"{n}.", "Số người", "Người", "04")], xs) for n in (2, 3)]
    (table,) = _joined(FIRST, *rest)
    assert [c.review_reason for c in table.cells if c.text == "04"] == ["column_lost"] * 2


def test_a_stroke_in_one_row_is_no_border_that_the_next_page_lost() -> None:
    stroke = ("1.", "Tổng", "số", "Người", "12", "")
    xs = (*XS[:2], 250.0, *XS[2:])
    first = _page(
        1, [("STT", "Chỉ tiêu thống kê", "", *HEADER[2:]), stroke, *[("2.", "Phòng", "", "", "7", "")] * 5], xs
    )
    wide = tuple(
        replace(c, colspan=2) if c.col == 1 and c.row != 1 else c for c in first.cells if c.col != 2 or c.row == 1
    )
    rest = _page(2, [HEADER, ("3.", "Số người", "Người", "04", "")])
    assert _reasons(replace(first, cells=wide), rest) == {""}


@pytest.mark.parametrize(
    "xs",
    [
        pytest.param((85.0, 120.0, 360.0, 440.0, 545.0), id="a border elsewhere"),
        pytest.param((85.0, 120.0, 320.0, 400.0, 470.0), id="narrower"),
        pytest.param((85.0, 320.0, 545.0), id="two columns"),
    ],
)
def test_another_table_is_not(xs: tuple[float, ...]) -> None:
    rows = [tuple(f"tên {i}" for i in range(len(xs) - 1)), tuple(str(i) for i in range(len(xs) - 1))]
    assert [t.cols for t in _joined(FIRST, _page(2, rows, xs))] == [5, len(xs) - 1]
