"""How notes are parted, and which words bear markers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from extract.footnotes.marker_order import Anchor, pieces_in_order
from extract.footnotes.notes import (
    line_to_start_marker,
    lines_to_notes,
    raised_to_markers,
)
from extract.marker_text import DOT, UNREAD, text_to_marker
from models.records import Box, Line, Word, boxes_to_box
from tests.factories import line, lines, opening, piece, raised

BOX = Box(0, 0, 10, 10)
NOTE = (
    "Công văn số 1967/UBND-HCC ngày 04 tháng 4 năm 2022 về đẩy mạnh việc tiếp nhận hồ sơ trực tuyến",
    "trên Cổng dịch vụ công của tỉnh và Cổng dịch vụ công quốc gia.",
)


def notes(page: Sequence[Line], marks: Sequence[Word]) -> list[tuple[str, str]]:
    return [(p.marker, " ".join(row.text for row in p.lines)) for p in lines_to_notes(page, marks, 1)]


def opened(*rows: tuple[str, str]) -> tuple[tuple[Line, ...], tuple[Word, ...]]:
    """Lines of notes and the raised markers of those that have one."""
    page = lines(*(text for _, text in rows), y=700, size=10)
    return page, tuple(opening(mark, row) for (mark, _), row in zip(rows, page, strict=True) if mark)


@pytest.mark.parametrize("marks", [("1", "2"), ("9", "10"), ("99", "100"), ("(1)", "(2)"), ("*", "**"), ("¹", "²")])
def test_notes_are_parted_at_their_markers(marks: tuple[str, str]) -> None:
    first, second = (mark.translate(str.maketrans("¹²", "12")) for mark in marks)
    page, words = opened((marks[0], NOTE[0]), ("", NOTE[1]), (marks[1], "Kế hoạch số 12/KH-UBND."))
    assert notes(page, words) == [(first, " ".join(NOTE)), (second, "Kế hoạch số 12/KH-UBND.")]


def test_a_number_among_stars_is_a_star_that_was_not_read() -> None:
    page, words = opened(("8", NOTE[0]), ("**", NOTE[1]), ("***", "Kế hoạch số 12/KH-UBND."))
    assert [mark for mark, _ in notes(page, words)] == [UNREAD, "**", "***"]


@pytest.mark.parametrize(
    ("before", "head", "marks"),
    [
        ("trên Cổng dịch vụ công.", "Kế hoạch số 12/KH-UBND.", ["", DOT]),
        ("trên Cổng dịch vụ công.", "kế hoạch số 12/KH-UBND.", [""]),
        ("trên Cổng dịch vụ công của", "Ủy ban nhân dân tỉnh.", [""]),
    ],
)
def test_a_sign_that_may_be_a_speck_opens_no_more_than_a_sentence(before: str, head: str, marks: list[str]) -> None:
    page, words = opened(("", before), (DOT, head))
    assert [note.marker for note in lines_to_notes(page, words, 1, right=page[0].box.x1)] == marks


@pytest.mark.parametrize(("second", "read"), [("(**)", "(**)"), ("(*)", UNREAD), ("(***)", "(***)")])
def test_stars_in_brackets_on_the_line_open_a_note_however_many_were_read(second: str, read: str) -> None:
    page, _ = opened(("", f"(*) {NOTE[1]}"), ("", f"{second} Kế hoạch số 12/KH-UBND."))
    assert [mark for mark, _ in notes(page, ())] == ["(*)", read]


def test_what_stands_before_the_first_marker_goes_on_from_the_page_before() -> None:
    page, words = opened(("", NOTE[1]), ("3", NOTE[0]))
    assert notes(page, words) == [("", NOTE[1]), ("3", NOTE[0])]


def test_a_marker_in_brackets_that_only_the_second_reader_read_opens_its_note() -> None:
    page, words = opened(("?", "[10] Sở Nội vụ giảm 09 phòng."), ("?", "Ban hành mới 1107 TTHC."))
    assert notes(page, words) == [("[10]", "Sở Nội vụ giảm 09 phòng."), ("?", "Ban hành mới 1107 TTHC.")]


@pytest.mark.parametrize(
    ("read", "text"),
    [
        ("°®#'Công văn số 465/UBND-HCC.", "Công văn số 465/UBND-HCC."),
        ("`Luật Viên chức.", "Luật Viên chức."),
        ("3Sở Nội vụ giảm 7 phòng.", "Sở Nội vụ giảm 7 phòng."),
        ("7Sở Nội vụ giảm 7 phòng.", "7Sở Nội vụ giảm 7 phòng."),
        ("3G và 4G.", "3G và 4G."),
        ("“Luật Viên chức”.", "“Luật Viên chức”."),
        ("'Luật Viên chức'.", "'Luật Viên chức'."),
    ],
)
def test_what_engines_make_of_a_marker_is_no_part_of_its_note(read: str, text: str) -> None:
    page, words = opened(("3", read))
    assert notes(page, words) == [("3", text)]


@pytest.mark.parametrize(
    ("read", "reach", "text"),
    [
        ("EÌCác", 5, "Các huyện."),
        ("ElBan", 5, "Ban huyện."),
        ("QĐ-TTg", 5, "QĐ-TTg huyện."),  # further on than a marker reaches
        ("EÌCác", -2, "EÌCác huyện."),  # the marker stands apart
        ("Các", 5, "Các huyện."),
    ],
)
def test_a_word_that_a_marker_in_brackets_touches_begins_with_its_capital(read: str, reach: float, text: str) -> None:
    page = line(f"{read} huyện.", y=700, size=10)
    mark = opening("[2]", page)
    mark = replace(mark, box=replace(mark.box, x0=page.box.x0 - 8, x1=page.box.x0 + reach))
    assert notes((page,), (mark,)) == [("[2]", text)]


@pytest.mark.parametrize("read", ["———--", "_", "— ."])
def test_a_rule_that_was_read_as_text_is_no_part_of_a_note(read: str) -> None:
    page, words = opened(("", read), ("3", NOTE[0]))
    assert notes(page, words) == [("3", NOTE[0])]


def test_a_marker_opens_one_line_even_where_the_line_above_reaches_down_to_it() -> None:
    page, words = opened(("", NOTE[1]), ("8", NOTE[0]), ("9", "Kế hoạch số 12/KH-UBND."))
    deep = replace(page[0], box=replace(page[0].box, x0=words[0].box.x0, bottom=words[0].box.bottom + 1))
    shifted = (deep, *page[1:])
    assert notes(shifted, words) == [("", NOTE[1]), ("8", NOTE[0]), ("9", "Kế hoạch số 12/KH-UBND.")]


def test_paragraphs_of_one_note_stay_together() -> None:
    page, words = opened(
        ("1", "Gồm:"), ("", "- Sở Nội vụ: 12 phòng;"), ("", "- Sở Tài chính: 8 phòng."), ("2", NOTE[0])
    )
    assert [mark for mark, _ in notes(page, words)] == ["1", "2"]


@pytest.mark.parametrize(
    ("rows", "marks"),
    [
        ((("1 Công văn số 5/UBND-NC.",), ("2 Kế hoạch số 6/KH-UBND.",)), ["1", "2"]),
        ((("(1) Công văn số 5/UBND-NC.",), ("(2) Kế hoạch số 6/KH-UBND.",)), ["(1)", "(2)"]),
        ((("* Công văn số 5/UBND-NC.",), ("** Kế hoạch số 6/KH-UBND.",)), ["*", "**"]),
        ((("(1)Công văn số 5/UBND-NC.",), ("(2)Kế hoạch số 6/KH-UBND.",)), ["(1)", "(2)"]),
        ((("1Công văn số 5/UBND-NC.",), ("2Kế hoạch số 6/KH-UBND.",)), ["1", "2"]),
        ((("1_ Công văn số 5/UBND-NC.",), ("(2)_ Kế hoạch số 6/KH-UBND.",), ("2_ Kế hoạch.",)), ["1", "2"]),
        ((("1 Công văn số 5/UBND-NC.",), ("2G, 3G và 4G phủ sóng 100% xã.",)), ["1"]),
        ((("1 Sở Nội vụ giảm 5 phòng",), ("2 Sở Tài chính giảm 6 phòng",)), ["1", "2"]),
    ],
)
def test_markers_may_stand_on_the_line(rows: tuple[tuple[str, ...], ...], marks: list[str]) -> None:
    page = lines(*(text for (text,) in rows), y=700, size=10)
    found = lines_to_notes(page, (), 1, {"1"}, right=545)
    assert [p.marker for p in found] == marks
    words = [word for p in found for row in p.lines for word in row.words]
    assert not {mark for mark in marks if mark in [word.text for word in words]}


@pytest.mark.parametrize(
    "inside",
    [
        "12 phòng chuyên môn và 5 chi cục.",  # a count that begins a line
        "2022 của Ủy ban nhân dân tỉnh.",
        "(2) Sở Tài chính: 8 phòng;",  # a list inside a note
        "(Phụ lục) kèm theo.",
        "1.788 hồ sơ đã giải quyết.",
    ],
)
def test_a_number_that_begins_a_line_of_a_note_opens_no_other(inside: str) -> None:
    page, words = opened(("1", NOTE[0]), ("", inside), ("2", NOTE[0]))
    assert [mark for mark, _ in notes(page, words)] == ["1", "2"]


@pytest.mark.parametrize(("called", "mark"), [("", ""), ("2", ""), ("1 2", "1"), ("?", "1")])
@pytest.mark.parametrize("text", ["1 năm 2022 của Sở Nội vụ về cải cách.", "(1) năm 2022 của Sở Nội vụ."])
def test_a_number_at_the_top_of_the_page_opens_a_note_only_where_the_text_calls_for_it(
    called: str, mark: str, text: str
) -> None:
    """ "… tháng / 1 năm 2022": the note of the page before goes on, and all its words with it."""
    style = "(1)" if text.startswith("(") else "1"
    page = lines(text, y=700, size=10)
    pieces = (piece(style, "Một ghi chú"), *lines_to_notes(page, (), 2, called.split()))
    marks = [m.replace("1", style) for m in called.split()]
    anchors = [Anchor(style, 1, "body", "", 1.0, BOX), *(Anchor(m, 2, "body", "", 1.0, BOX) for m in marks)]
    found, _ = pieces_in_order(pieces, anchors)
    if style == "1" or mark:
        assert found[1].marker == mark.replace("1", style)
        assert (found[1].lines[0].text == text) == (not mark)


@pytest.mark.parametrize(
    ("called", "marks"),
    [
        ({"(**)", UNREAD}, ["", "(*)", "(**)"]),
        ({"(1)", "(2)"}, ["5"]),  # no note opens so
        ({"5", "(**)"}, ["5"]),
        (set(), ["5"]),
    ],
)
def test_a_number_on_top_of_a_page_opens_no_note_where_others_open_with_markers_of_the_text(
    called: set[str], marks: list[str]
) -> None:
    page = lines("5 năm 2020 về chuyển đổi số.", "(*) Sở Nội vụ.", "(**) Sở Y tế.", y=700, size=10)
    assert [note.marker for note in lines_to_notes(page, (), 1, called)] == marks


def test_a_number_on_top_of_a_page_opens_no_note_where_stars_open_others() -> None:
    page, words = opened(("", "12 năm 2022 về chuyển đổi số."), ("*", "Sở Nội vụ."), ("**", "Sở Y tế."))
    assert [mark for mark, _ in notes(page, words)] == ["", "*", "**"]


@pytest.mark.parametrize(("first", "opens"), [("(*)", False), ("*", False), ("10", True)])
def test_a_number_that_seems_raised_and_stands_in_its_line_opens_no_note_among_stars(first: str, opens: bool) -> None:
    page, words = opened((first, "Công văn số 946/UBND-HCC ngày 05 tháng"), ("11", "11 năm 2021 về chuyển đổi số."))
    assert [mark for mark, _ in notes(page, words)] == [first, *(["11"] if opens else [])]


def test_the_next_number_at_the_start_of_a_line_opens_a_note_only_after_a_line_that_ended() -> None:
    """ "… đã sáp nhập / 2 đơn vị" is one note."""
    full = "Công văn số 1967/UBND-HCC ngày 04 tháng 4 năm 2022 về việc đẩy mạnh sắp xếp, đã sáp nhập thêm"
    page, words = opened(("1", full), ("", "2 đơn vị sự nghiệp."), ("2", NOTE[0]))
    assert [mark for mark, _ in notes(page, words)] == ["1", "2"]


@pytest.mark.parametrize(("called", "marks"), [({"4", "5"}, ["4", "5"]), ({"4"}, ["4"])])
def test_a_speck_behind_the_next_number_makes_no_item_of_it_where_the_text_calls_for_it(
    called: set[str], marks: list[str]
) -> None:
    page = lines("4 Sở Nội vụ giảm 05 phòng.", "5. Sở Y tế giảm 06 phòng.", y=700, size=10)
    assert [note.marker for note in lines_to_notes(page, (), 1, called)] == marks


@pytest.mark.parametrize(("called", "marks"), [({"(12)", "(13)"}, ["(12)", "(13)"]), (set(), ["(12)"])])
def test_the_next_marker_in_brackets_opens_a_note_after_a_full_line_too(called: set[str], marks: list[str]) -> None:
    page = lines("(12) PAPI hạng 56/63, PAR INDEX hạng 36/63, PCI hạng 08/63", "(13) Sở Nội vụ.", y=700, size=10)
    assert [note.marker for note in lines_to_notes(page, (), 1, called)] == marks


@pytest.mark.parametrize(
    ("second", "third", "called", "marks"),
    [
        ("2 Cấp tỉnh: 1.423 hồ sơ.", "3 Sở Nội vụ.", {"1", "2", "3"}, ["1", "2", "3"]),
        ("2 đơn vị sự nghiệp.", "3 Sở Nội vụ.", {"1", "3"}, ["1", "3"]),  # the text calls for it: a 2 was not seen
        ("2 TTHC của tỉnh.", "3 Sở Nội vụ.", {"1", "2"}, ["1"]),
        ("2 Cấp tỉnh: 1.423 hồ sơ.", "3 Sở Nội vụ.", set(), ["1"]),
    ],
)
def test_a_number_on_its_line_opens_a_note_after_a_full_line_where_the_text_calls_for_it(
    second: str, third: str, called: set[str], marks: list[str]
) -> None:
    page = lines("1 PAPI hạng 56/63, PAR INDEX hạng 36/63, SIPAS hạng 20/63", second, third, y=700, size=10)
    assert [note.marker for note in lines_to_notes(page, (), 1, called)] == marks


def test_what_an_engine_made_of_a_marker_is_no_part_of_the_note() -> None:
    row = line("! Công văn số 5/UBND-NC.", y=700, size=10)
    mark = Word("?", row.words[0].box, 0.3)
    assert notes((row,), (mark,)) == [("?", "Công văn số 5/UBND-NC.")]


def test_the_doubt_of_a_marker_is_that_of_its_piece() -> None:
    page = lines(NOTE[0], y=700, size=10)
    (found,) = lines_to_notes(page, (opening("1", page[0], 0.4),), 3)
    assert (found.confidence, found.page) == (0.4, 3)
    assert found.box.x0 < page[0].box.x0


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        *((same, same) for same in ("1", "12", "123", "(1)", "[4]", "*", "***", "(*)", "?")),
        *(("¹²", "12"), ("7.", "7"), ("3,", "3")),
        *((none, "") for none in ("1234", "th", "o", "", "-", "1a")),
    ],
)
def test_which_raised_words_are_markers(text: str, mark: str) -> None:
    assert text_to_marker(text) == mark


def test_a_marker_belongs_to_the_word_that_it_touches() -> None:
    first, second = lines("Nghị định số 107/2020/NĐ-CP của Chính phủ", "đến năm 2022 tỉnh đã")
    marks = (raised("9", first.words[3]), raised("10", second.words[2]), raised("11", second))
    found = raised_to_markers(marks, (first, second))
    assert [(m.text, m.line, m.word, m.after) for m in found] == [
        ("9", 0, 3, "107/2020/NĐ-CP"),
        ("10", 1, 2, "2022"),
        ("11", 1, 4, "đã"),
    ]


def test_a_marker_behind_a_marker_belongs_to_the_same_word() -> None:
    row = line("ngày 08 tháng 10 năm 2019")
    first = raised("15", row)
    behind = raised("16", first)
    second = replace(behind, box=replace(behind.box, x0=behind.box.x0 + 6, x1=behind.box.x1 + 6))
    far = replace(behind, text="17", box=replace(behind.box, x0=behind.box.x0 + 60, x1=behind.box.x1 + 60))
    level = [replace(word, box=replace(word.box, top=first.box.top, bottom=first.box.bottom)) for word in (second, far)]
    found = raised_to_markers([level[0], first, level[1]], [row])
    assert [(m.text, m.line, m.after) for m in found] == [("15", 0, "2019"), ("16", 0, "2019")]


def test_a_line_that_a_streak_makes_tall_takes_no_marker_of_the_line_above() -> None:
    first = line("giải quyết đúng hạn 53 hồ sơ", y=100)
    second = line("cải cách thể chế của tỉnh", y=118)
    streak = Word("|", Box(300, 80, 302, 130), 0.9)
    tall = Line((*second.words, streak), boxes_to_box(word.box for word in (*second.words, streak)))
    after = first.words[4].box
    mark = Word("5", Box(after.x1, after.top - 1, after.x1 + 4, after.top + 4), 1.0)
    assert [(m.line, m.after) for m in raised_to_markers((mark,), (first, tall))] == [(0, "53")]


def test_a_raised_word_far_from_any_word_marks_nothing() -> None:
    first = line("Kính gửi")
    far = raised("1", line("x", x=400))
    assert raised_to_markers((far,), (first,)) == ()


def test_a_piece_of_a_broken_letter_opens_no_note() -> None:
    """The upper half of a faxed h stands raised at the start of a line; a marker stands before the first letter."""
    text = line("hiện nay.", size=10.0)
    piece = Word(UNREAD, Box(text.box.x0, text.box.top, text.box.x0 + 4, text.box.top + 6), 0.1)
    assert line_to_start_marker(text, [piece]) == ("", None)
    assert line_to_start_marker(text, [opening(UNREAD, text)])[0] == UNREAD
    wide = replace(piece, box=replace(piece.box, x1=text.box.x0 + 6))
    assert line_to_start_marker(text, [wide])[0] == UNREAD  # more signs than one: "[7]" read as a part of its word


@pytest.mark.parametrize(("specks", "found"), [(2.0, "****"), (12.0, "")])
def test_what_was_read_of_a_marker_and_specks_before_it_is_no_word(specks: float, found: str) -> None:
    """ "nh Các huyện" of "·**** Các huyện"; a marker at the end of a first word is none of the note's."""
    whole = line("nhóm Các huyện Đông Hưng", size=10)
    head = whole.words[0].box
    marker = Word("****", Box(head.x0 + specks, head.top, head.x1, head.y_mid), 1.0)
    text = whole.text.removeprefix("nhóm ") if found else whole.text
    assert notes([whole], [marker]) == [(found, text)]


@pytest.mark.parametrize(
    "read", ["”* Kế hoạch số 12/KH-UBND.", "”*Kế hoạch số 12/KH-UBND.", "' Kế hoạch số 12/KH-UBND."]
)
def test_signs_that_open_a_line_among_notes_with_stars_are_one_that_was_not_read(read: str) -> None:
    page, words = opened(("*", "Sở Nội vụ: 12 phòng."), ("", read), ("***", "Sở Tài chính: 8 phòng."))
    assert notes(page, words)[1] == (UNREAD, "Kế hoạch số 12/KH-UBND.")
    numbered, words = opened(("1", "Sở Nội vụ: 12 phòng."), ("", read), ("2", "Sở Tài chính: 8 phòng."))
    assert len(notes(numbered, words)) == 2


def test_a_number_that_goes_on_with_a_date_is_no_marker_where_markers_are_raised() -> None:
    rest, own = line("14 tháng 10 năm 2020.", y=700, size=10), line("Sở Nội vụ: 12 phòng.", y=712, size=10)
    found = lines_to_notes((rest, own), (opening("4", own),), 2, {"4"})
    assert [(note.marker, note.lines[0].text) for note in found] == [("", rest.text), ("4", own.text)]
    flat = line("4 Sở Nội vụ: 12 phòng.", y=712, size=10)
    assert [note.marker for note in lines_to_notes((line("3 Kế hoạch.", y=700, size=10), flat), (), 2)] == ["3", "4"]


@pytest.mark.parametrize(
    ("before", "goes_on", "notes_found"),
    [
        ("Kế hoạch số 12/KH-UBND về việc phân công", "định chức năng, nhiệm vụ, quyền hạn", 1),
        ("Kế hoạch số 12/KH-UBND về việc phân công.", "định chức năng, nhiệm vụ, quyền hạn", 2),
        ("Kế hoạch số 12/KH-UBND về việc phân công", "Sở Nội vụ: chức năng, nhiệm vụ", 2),
    ],
)
def test_a_speck_beside_a_line_that_goes_on_opens_no_note(before: str, goes_on: str, notes_found: int) -> None:
    first, second = line(before, y=700, size=10), line(goes_on, y=712, size=10)
    words = (opening("7", first), opening(UNREAD, second, confidence=0.2))
    assert len(lines_to_notes((first, second), words, 3, {"7"})) == notes_found


@pytest.mark.parametrize(
    ("before", "mark", "called", "expected"),
    [
        ("Sở Nội vụ giảm 7 phòng, Sở Tài chính giảm", "6", {"12"}, [("12", "giảm 6 phòng.")]),
        ("Sở Nội vụ giảm 7 phòng, Sở Tài chính giảm", "13", {"12"}, [("12", "giảm 13 phòng.")]),
        ("Sở Nội vụ giảm 7 phòng, Sở Tài chính giảm", "13", {"12", "13"}, [("12", "giảm"), ("13", "phòng.")]),
        ("Sở Nội vụ giảm 7 phòng.", "14", {"12"}, [("12", "phòng."), ("14", "phòng.")]),
    ],
)
def test_a_count_that_goes_on_with_a_sentence_is_no_marker_though_it_seemed_raised(
    before: str, mark: str, called: set[str], expected: list[tuple[str, str]]
) -> None:
    first, second = line(before, y=700, size=10), line("phòng.", y=712, size=10)
    pieces = lines_to_notes((first, second), (opening("12", first), opening(mark, second)), 1, called)
    texts = [(p.marker, " ".join(row.text for row in p.lines)) for p in pieces]
    assert [m for m, _ in texts] == [m for m, _ in expected]
    assert all(text.endswith(end) for (_, text), (_, end) in zip(texts, expected, strict=True))
