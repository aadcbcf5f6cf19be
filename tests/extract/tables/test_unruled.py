"""Tables without upright rules are read by their columns; text, headings, signatures and lists are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.layout import words_to_lines
from extract.tables.grid import PIXEL_SNAP
from extract.tables.unruled import words_to_grids
from models.records import Box, Ruling, Word
from tests.factories import line, lines, rule

AT = (85.0, 260.0, 350.0, 450.0)
DISTRICTS: list[tuple[str, ...]] = [
    ("Đơn vị", "Kế hoạch", "Thực hiện", "Tỷ lệ"),
    ("Vĩnh Thuận", "3.849", "19", "905"),
    ("Hòa An", "222", "9", "100%"),
    ("Đức Cơ", "7.750", "10", "42,2%"),
    ("Yên Lạc", "05", "7", "28%"),
]


def _printed(rows: list[tuple[str, ...]], pitch: float = 22.0, top: float = 200.0) -> list[Word]:
    return [
        word
        for r, texts in enumerate(rows)
        for text, x in zip(texts, AT, strict=False)
        if text
        for word in line(text, x, top + r * pitch, size=12).words
    ]


def _read(words: list[Word], rulings: list[Ruling] | None = None, snap: float = 3.0) -> list[list[list[str]]]:
    tables = []
    for grid in words_to_grids(words, rulings or [], [], snap):
        rows: list[list[str]] = [[] for _ in grid.ys[1:]]
        for cell in grid.cells:
            inside = [w for w in words if cell.box.holds(w.box.x_mid, w.box.y_mid)]
            rows[cell.row].append(" ".join(n.text for n in words_to_lines(inside)))
        tables.append(rows)
    return tables


@given(st.floats(14.5, 30))
def test_columns_are_parted_by_white(pitch: float) -> None:
    assert _read(_printed(DISTRICTS, pitch)) == [[list(row) for row in DISTRICTS]]


def test_rows_lie_between_horizontal_rules() -> None:
    """A label of two lines is one cell where rules say so."""
    rows = [*DISTRICTS[:3], ("Thạnh Mỹ và các", "", "", ""), ("xã lân cận", "04", "312", "7")]
    rules = [rule(y, 83, 520) for y in (196, 218, 240, 262, 306)]
    expected = [list(row) for row in DISTRICTS[:3]] + [["Thạnh Mỹ và các xã lân cận", "04", "312", "7"]]
    assert _read(_printed(rows), rules) == [expected]


def test_specks_make_no_column() -> None:
    """What a pen leaves between two columns, read as signs in two rows."""
    rules = [rule(y, 83, 520) for y in range(196, 196 + 22 * 6, 22)]
    specks = [*line("`", 215, 222).words, *line(":", 225, 244).words]
    found = _read([*_printed(DISTRICTS), *specks], rules)
    assert [[text.strip(":` ") for text in row] for row in found[0]] == [list(row) for row in DISTRICTS]


def test_a_blank_cell_stays_blank() -> None:
    rows = [*DISTRICTS, ("Tân Phú", "", "12", "30%")]
    assert _read(_printed(rows))[0][-1] == ["Tân Phú", "", "12", "30%"]


def test_a_total_may_run_over_two_columns() -> None:
    rows: list[tuple[str, ...]] = [
        ("TT", "Huyện", "Giao", "Có mặt"),
        *((str(i), "Hòa An", "15", "12") for i in range(1, 5)),
    ]
    total = [*line("Tổng cộng của tất cả các huyện", AT[0], 310, 12).words, *line("60", AT[2], 310, 12).words]
    total += line("48", AT[3], 310, 12).words
    assert _read([*_printed(rows), *total])[0][-1] == ["Tổng cộng của tất cả các huyện", "60", "48"]


HEADING = [
    *line("ỦY BAN NHÂN DÂN", 100, 60).words,
    *line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 290, 60).words,
    *line("TỈNH HẬU GIANG", 110, 78).words,
    *line("Độc lập - Tự do - Hạnh phúc", 320, 78).words,
    *line("Số: 481/BC-UBND", 110, 100).words,
    *line("Hậu Giang, ngày 13 tháng 3 năm 2024", 300, 100).words,
]
SIGNATURE = [
    *line("Nơi nhận:", 85, 500, 12).words,
    *line("TM. ỦY BAN NHÂN DÂN", 340, 500).words,
    *line("- Như trên;", 85, 516, 11).words,
    *line("CHỦ TỊCH", 390, 518).words,
    *line("- Lưu: VT, NC.", 85, 532, 11).words,
]
BODY = [w for row in lines(*["Thực hiện 12 nhiệm vụ, đạt 62,5% so với 48 nhiệm vụ được giao"] * 6) for w in row.words]
LIST = [w for row in lines(*[f"{i}. Sở Nội vụ: 1{i} hồ sơ; đạt 9{i}%" for i in range(1, 7)]) for w in row.words]


@pytest.mark.parametrize("words", [HEADING, SIGNATURE, BODY, LIST], ids=["heading", "signature", "body", "list"])
def test_what_is_no_table(words: list[Word]) -> None:
    assert _read(words) == []


def test_rules_of_different_length_make_no_table() -> None:
    """The short rules below the two halves of the heading, and the one above footnotes."""
    assert _read(HEADING, [rule(94, 110, 200), rule(94, 330, 480), rule(700)]) == []


@pytest.mark.parametrize(
    "pieces",
    [
        [(83, 137), (158, 240), (300, 340), (390, 520)],  # gaps wider than a figure
        [(105, 520)],  # the left end is gone
        [(83, 495)],
    ],
    ids=["gaps", "no left end", "no right end"],
)
def test_a_rule_that_lost_pieces_still_parts_rows(pieces: list[tuple[float, float]]) -> None:
    """With what is left of it read as a dash between two rows."""
    broken = [Ruling(Box(x0, 240, x1, 240)) for x0, x1 in pieces]
    rules = [rule(y, 83, 520) for y in (196, 218, 262, 284, 306)]
    dash = Word("—", Box(120, 237, 127, 244), 0.8)
    words = _printed(DISTRICTS)
    (grid,) = words_to_grids([*words, dash], [*rules, *broken], [], PIXEL_SNAP)
    assert [round(y) for y in grid.ys] == [196, 218, 240, 262, 284, 306]
    assert _read(words, [*rules, *broken], PIXEL_SNAP) == [[list(row) for row in DISTRICTS]]
