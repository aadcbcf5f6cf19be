"""Lines become paragraphs over line and page ends, and each word of them leads back to its ink."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.passages import lines_to_margins, pages_to_passages, table_to_passages, words_to_passage
from models.legal import find_references
from models.records import Box, Cell, Line, Passage, Table
from tests.factories import LEFT, line, lines, marker, word

FULL = "Thực hiện chỉ đạo của Chính phủ về cải cách hành chính nhà nước trên địa bàn tỉnh"
OTHER = "các sở, ban, ngành và địa phương đã tập trung triển khai đồng bộ nhiều nhiệm vụ"
SHORT = "đúng thời gian quy định."
INDENTED = LEFT + 28


def texts(*pages: tuple[Line, ...]) -> list[str]:
    return [p.text for p, _ in pages_to_passages([(i, rows, ()) for i, rows in enumerate(pages, 1)])]


def test_a_paragraph_goes_on_to_the_end_of_its_last_line() -> None:
    page = (line(FULL, x=INDENTED), *lines(OTHER, SHORT, y=118), line(FULL, x=INDENTED, y=154))
    assert texts(page) == [f"{FULL} {OTHER} {SHORT}", FULL]


@pytest.mark.parametrize(
    ("text", "confidence", "kept"), [("—", 0.8, False), ("_ -", 0.3, False), ("—", 1.0, True), ("***", 0.8, True)]
)
def test_a_stroke_of_a_pen_between_two_lines_is_no_part_of_a_scan(text: str, confidence: float, kept: bool) -> None:
    page = (line("07/CĐ-TTg ngày 05", y=100), line(text, y=114, confidence=confidence), line("tháng 01 năm", y=118))
    assert texts(page) == [f"07/CĐ-TTg ngày 05 {text} tháng 01 năm" if kept else "07/CĐ-TTg ngày 05 tháng 01 năm"]


def test_a_paragraph_goes_on_over_page_ends() -> None:
    first = (*lines(FULL, OTHER, y=100), line(FULL, x=INDENTED, y=136))
    second = lines(OTHER, OTHER, OTHER)
    third = (line(SHORT), line(FULL, x=INDENTED, y=118), line(OTHER, y=136))
    assert texts(first, second, third) == [
        f"{FULL} {OTHER}",
        f"{FULL} {OTHER} {OTHER} {OTHER} {SHORT}",
        f"{FULL} {OTHER}",
    ]


@pytest.mark.parametrize(
    ("head", "begins"),
    [
        ("Về công tác tuyên truyền", True),
        ("2. Cải cách thể chế", True),
        ("- Công tác rà soát văn bản", True),
        ("+ Cấp huyện", True),
        ("“Một cửa điện tử”", True),
        ("(theo Phụ lục)", True),
        ("đã ban hành kế hoạch", False),
        ("ngày 05 tháng 9", False),
    ],
)
def test_after_a_short_line_a_paragraph_begins_where_the_next_line_looks_like_a_start(head: str, begins: bool) -> None:
    page = lines(FULL, SHORT, head, OTHER)
    assert (len(texts(page)) == 2) == begins


@pytest.mark.parametrize(
    ("before", "head", "begins"),
    [
        ("theo tinh thần Kế hoạch số 76/KH-UBND", "ngày 5/6/2016. Tỷ lệ", False),  # a warped page moves lines
        ("theo tinh thần Kế hoạch số 76/KH-UBND", "Ngày 5/6/2016, tỷ lệ", True),
        ("được theo dõi hằng tuần.", "ngày 5/6/2016, tỷ lệ", True),
        ("được theo dõi hằng tuần", "a) Cấp tỉnh", True),
        ("được theo dõi hằng tuần", "đ. Cấp xã", True),
        ("Thực hiện Công văn số 55/BTP-", "KTVB&QLXLVPHC ngày", False),
        ("Thực hiện Công văn số 55/", "BTP-KTVB&QLXLVPHC ngày", False),
        ("theo văn bản ngày 05 tháng 01 năm", "2021. Tỷ lệ hồ sơ", False),
        ("được theo dõi hằng năm", "2021 là năm đầu", True),
        ("Thực hiện Công văn số", "6674/UBND-HCC ngày", False),
        ("gồm -", "Cấp tỉnh", True),
    ],
)
def test_an_indent_in_the_midst_of_a_sentence_opens_no_paragraph(before: str, head: str, begins: bool) -> None:
    page = (*lines(FULL, before), line(head, x=INDENTED, y=136), line(OTHER, y=154))
    assert (len(texts(page)) == 2) == begins


def test_a_full_line_goes_on_whatever_begins_the_next() -> None:
    assert texts(lines(FULL, "Bến Tre là tỉnh đã hoàn thành việc sắp xếp các đơn vị sự nghiệp công lập")) != [FULL]
    assert len(texts(lines(FULL, "Bến Tre và các tỉnh khác trong vùng đã hoàn thành việc sắp xếp tổ chức bộ máy"))) == 1


def test_a_left_margin_that_moves_from_page_to_page_is_no_indent() -> None:
    """Odd and even pages have other margins, and a scan lies where it fell."""
    moved = lines(OTHER, SHORT, x=LEFT + 20)
    assert texts(lines(FULL, OTHER), moved) == [f"{FULL} {OTHER} {OTHER} {SHORT}"]


def test_margins_are_those_of_the_long_lines() -> None:
    rows = (line("BÁO CÁO", x=260), *lines(FULL, FULL, FULL, y=140), line(SHORT, x=LEFT, y=230))
    left, right = lines_to_margins(rows)
    assert (left, right) == (LEFT, rows[1].box.x1)
    assert lines_to_margins(()) == (0.0, 0.0)


@pytest.mark.parametrize(
    ("printed", "canonical"),
    [
        (("Căn cứ Nghị định số 107/2020/NĐ-CP của Chính phủ", ""), "107/2020/NĐ-CP"),
        (("Căn cứ Nghị định số", "107/2020/NĐ-CP của Chính phủ"), "107/2020/NĐ-CP"),
        (("Căn cứ Quyết định số 99/QĐ-", "UBND của Ủy ban nhân dân tỉnh"), "99/QĐ-UBND"),
        (("Thực hiện Nghị quyết số 19-", "NQ/TW của Ban Chấp hành Trung ương"), "19-NQ/TW"),
    ],
)
@pytest.mark.parametrize("page_end", [False, True])
def test_a_citation_cut_by_a_line_or_page_end_leads_to_the_boxes_of_its_parts(
    printed: tuple[str, str], canonical: str, page_end: bool
) -> None:
    above, below = line(f"{FULL}, {printed[0]}"), line(f"{printed[1]} {OTHER}", y=118)
    pages = [(1, (above,), ()), (2, (below,), ())] if page_end else [(1, (above, below), ())]
    ((passage, _),) = pages_to_passages(pages)
    (found,) = find_references(passage.text)
    assert found.canonical == canonical
    ink = [p for p in passage.pieces if p.start < found.end and p.end > found.start]
    assert passage.text[found.start : found.end] == " ".join(passage.text[p.start : p.end] for p in ink)
    expected = {1, 2} if page_end and printed[1] and "của" not in printed[0] else {1}
    assert {p.page for p in ink} == expected


@given(st.lists(st.lists(st.text("abcđễ0-/", min_size=1, max_size=9), min_size=1, max_size=6), min_size=1, max_size=8))
def test_every_word_stands_in_the_text_where_its_piece_says(rows: list[list[str]]) -> None:
    printed = [line(" ".join(row), y=100 + 20 * i) for i, row in enumerate(rows)]
    passages = pages_to_passages([(1, printed, ())])
    found = [(p.text[piece.start : piece.end], piece.box) for p, _ in passages for piece in p.pieces]
    assert found == [(w.text, w.box) for row in printed for w in row.words]


def marked(text: str, *words: int) -> tuple[Passage, list[tuple[str, str]]]:
    """The passage of one line whose words `words` bear the markers 1, 2, …, and the text before each marker."""
    marks = tuple(marker(str(i), 0, at) for i, at in enumerate(words, 1))
    ((passage, places),) = pages_to_passages([(1, (line(text),), marks)])
    return passage, [(place.marker.text, passage.text[: place.at]) for place in places]


@pytest.mark.parametrize(
    ("words", "bearers", "text", "befores"),
    [
        ("đến năm 2022 . Về", (2,), "đến năm 2022. Về", ["đến năm 2022"]),
        ("Nghị định 107/2020/NĐ-CP , Luật", (2,), "Nghị định 107/2020/NĐ-CP, Luật", ["Nghị định 107/2020/NĐ-CP"]),
        ("kế hoạch) và", (1,), "kế hoạch) và", ["kế hoạch)"]),
        ("một hai ba", (0, 2), "một hai ba", ["một", "một hai ba"]),
        ("một , hai", (), "một , hai", []),
    ],
)
def test_a_marker_leaves_the_text_as_if_it_had_not_been_there(
    words: str, bearers: tuple[int, ...], text: str, befores: list[str]
) -> None:
    passage, found = marked(words, *bearers)
    assert passage.text == text
    assert [before for _, before in found] == befores


@pytest.mark.parametrize(
    ("text", "inside", "before"),
    [
        ("2022,", True, "2022"),
        ("2022.", False, "2022."),
        ("2022).”", True, "2022"),
        ("2022", True, "2022"),
        (".", True, "."),
    ],
)
def test_a_stop_that_an_engine_read_with_the_word_stands_behind_the_marker(
    text: str, inside: bool, before: str
) -> None:
    row = line(f"năm {text} Về")
    box = row.words[1].box
    mark = marker("1", 0, 1, x=box.x1 - 5 if inside else box.x1 + 1)
    ((passage, (place,)),) = pages_to_passages([(1, (row,), (mark,))])
    assert passage.text[: place.at] == f"năm {before}"


def test_a_word_may_bear_two_markers() -> None:
    ((_, places),) = pages_to_passages([(1, (line("Điều 5"),), (marker("1", 0, 1), marker("2", 0, 1)))])
    assert [(p.marker.text, p.at) for p in places] == [("1", 6), ("2", 6)]


def test_cells_and_captions_are_passages_of_their_table() -> None:
    box = Box(100, 200, 200, 220)
    cells = (Cell(0, 0, "Chỉ tiêu", box, 3), Cell(0, 1, "", box, 3), Cell(1, 0, "Nghị định 1/2020/NĐ-CP", box, 4))
    table = Table("t", 1, "1", "", 3, 4, 2, 2, "rulings", cells, captions=lines("BIỂU MẪU 1", "Kèm theo Báo cáo"))
    caption, *found = table_to_passages(table)
    assert (caption.text, {p.page for p in caption.pieces}) == ("BIỂU MẪU 1 Kèm theo Báo cáo", {3})
    assert [(p.text, p.pieces[0].page, p.table_id) for p in found] == [
        ("Chỉ tiêu", 3, "t"),
        ("Nghị định 1/2020/NĐ-CP", 4, "t"),
    ]


def test_the_doubt_of_a_word_goes_with_its_piece() -> None:
    passage = words_to_passage([(1, word("chắc")), (2, word("ngờ", confidence=0.4))], "footnote", marker="7")
    assert [(p.page, p.confidence) for p in passage.pieces] == [(1, 1.0), (2, 0.4)]
    assert (passage.source, passage.marker, passage.text) == ("footnote", "7", "chắc ngờ")
