"""What form a table is, and the rows that it gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from models.forms import FORMS
from models.records import Box, Cell, Table
from pipelines.indicators import table_with_form, tables_to_indicators

HEADER = ("STT", "Chỉ tiêu thống kê", "Đơn vị tính", "Số liệu", "Ghi chú")


def table(rows: Sequence[tuple[str, ...]], title: str = "") -> Table:
    cells = tuple(
        Cell(r, c, text, Box(c, r, c + 1, r + 1), 1, header=r == 0)
        for r, texts in enumerate((HEADER, *rows))
        for c, text in enumerate(texts)
    )
    return Table("t", 1, "", title, 1, 1, len(rows) + 1, 5, "pixel_rules", cells, header_rows=1)


def rows_of(number: str, count: int | None = None) -> list[tuple[str, ...]]:
    return [(f"{row.path}.", row.label, row.unit, "5", "") for row in FORMS[number].rows[:count]]


@pytest.mark.parametrize("number", FORMS)
def test_a_form_whose_caption_is_lost_is_known_by_its_rows(number: str) -> None:
    assert table_with_form(table(rows_of(number), "PHỤ LỤC")).form == number


@pytest.mark.parametrize("number", FORMS)
def test_so_is_the_end_of_a_form_or_nothing_is_said(number: str) -> None:
    assert table_with_form(table(rows_of(number)[-4:])).form in (number, "")


def test_a_caption_goes_before_rows() -> None:
    assert table_with_form(replace(table(rows_of("2")), form="3")).form == "3"


@pytest.mark.parametrize(
    "rows",
    [
        rows_of("2", 2),
        [*rows_of("2", 3), *[(f"{n}.", f"Sở số {n}", "", "1", "") for n in range(4, 9)]],
        [(f"{n}.", "Sở Nội vụ", "Phòng", "1", "") for n in range(1, 9)],
        [],
    ],
    ids=["too few", "mostly others", "no form's", "none"],
)
def test_a_table_of_other_rows_is_no_form(rows: Sequence[tuple[str, ...]]) -> None:
    assert table_with_form(table(rows)).form == ""


@pytest.mark.parametrize(
    ("row", "reason"),
    [(("", "", "", "36", ""), "no_label"), (("2.", "", "", "36", ""), "no_label"), (("", "Khác", "", "36", ""), "")],
)
def test_a_figure_without_a_label_is_flagged(row: tuple[str, ...], reason: str) -> None:
    indicators = list(tables_to_indicators([replace(table([*rows_of("2", 1), row]), form="2")]))
    assert [i.review_reason for i in indicators] == ["", reason]


def test_rows_of_a_form_without_a_column_of_figures_are_flagged() -> None:
    """On a scan the border between two columns may be lost: the figures are then elsewhere, or nowhere."""
    whole = table(rows_of("2", 3))
    cells = tuple(replace(c, text="") if (c.row, c.col) == (0, 3) else c for c in whole.cells if c.col != 2)
    names = tuple(replace(c, col=c.col - (c.col > 2)) for c in cells)
    indicators = list(tables_to_indicators([replace(whole, form="2", cols=4, cells=names)]))
    assert [i.review_reason for i in indicators] == ["no_value_column"] * 3


@pytest.mark.parametrize("column", range(5))
def test_a_doubt_about_any_cell_of_a_row_flags_the_row(column: int) -> None:
    """The column of notes too: "Giảm 12 Trung tâm" stands there."""
    whole = table([(*row[:4], "Giảm 12 Trung tâm") for row in rows_of("2", 2)])
    cells = tuple(
        replace(c, review=True, review_reason="text_unsure") if (c.row, c.col) == (2, column) else c
        for c in whole.cells
    )
    indicators = list(tables_to_indicators([replace(whole, form="2", cells=cells)]))
    assert [i.review_reason for i in indicators] == ["", "text_unsure"]


@pytest.mark.parametrize(("read", "reason"), [("lượng", "not_a_number"), ("", ""), ("12", "")])
def test_words_in_place_of_a_figure_are_flagged_though_no_unit_was_read(read: str, reason: str) -> None:
    known = next(row for row in FORMS["1"].rows if row.unit and "=" not in row.unit)
    rows = [(known.code, known.label, "", read, ""), *rows_of("1", 4)[2:]]
    found = next(tables_to_indicators([replace(table(rows), form="1")]))
    assert (found.indicator_id, found.review_reason) == (known.indicator_id, reason)


@pytest.mark.parametrize(
    ("figure", "beside", "reason"),
    [("", "138", "column_parted"), ("1", "38", "column_parted"), ("138", "", "")],
)
def test_print_in_a_second_cell_under_the_name_of_a_column_is_flagged(figure: str, beside: str, reason: str) -> None:
    """A stroke taken for a rule parted the column: the figure may stand beside its cell, or a part of it."""
    whole = table([(*row[:3], "5", "", "") for row in rows_of("2", 4)])
    parted = [
        replace(c, text={3: figure, 4: beside}.get(c.col, c.text), colspan=1) if c.row == 2 else c for c in whole.cells
    ]
    names = [replace(c, colspan=2) if c.text == "Số liệu" else c for c in parted if (c.row, c.col) != (0, 4)]
    names = [replace(c, col=5) if c.text == "Ghi chú" else c for c in names]
    rows = list(tables_to_indicators([replace(whole, form="2", cols=6, cells=tuple(names))]))
    assert [row.review_reason for row in rows] == ["", reason, "", ""]
