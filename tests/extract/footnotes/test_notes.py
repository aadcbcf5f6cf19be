"""Where the notes of a page begin, how they are parted, and which words bear markers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from extract.footnotes.marker_order import Anchor, pieces_in_order
from extract.footnotes.notes import (
    line_to_start_marker,
    lines_to_notes,
    lines_to_zone_top,
    raised_to_markers,
)
from extract.marker_text import UNREAD, text_to_marker
from models.records import Box, Line, Ruling, Word, boxes_to_box
from tests.factories import LEFT, line, lines, opening, piece, raised, rule

BOX = Box(0, 0, 10, 10)
BODY = (
    "Thực hiện chỉ đạo của Chính phủ, Ủy ban nhân dân tỉnh đã ban hành",
    "kế hoạch cải cách hành chính năm 2022 và giao các sở, ban, ngành",
    "triển khai đồng bộ các nhiệm vụ trên địa bàn toàn tỉnh theo quy định",
)
NOTE = (
    "Công văn số 1967/UBND-HCC ngày 04 tháng 4 năm 2022 về đẩy mạnh việc tiếp nhận hồ sơ trực tuyến",
    "trên Cổng dịch vụ công của tỉnh và Cổng dịch vụ công quốc gia.",
)
BODY_LINES = lines(*BODY, y=100)
NOTE_LINES = lines(*NOTE, y=700, size=10)
MARK = opening("1", NOTE_LINES[0])
CALL = raised("1", BODY_LINES[1])


def zone(
    page: Sequence[Line], rules: Sequence[Ruling] = (), marks: Sequence[Word] = (), tables: Sequence[Box] = ()
) -> bool:
    """Whether the notes of the page begin between its body and its last lines."""
    top = lines_to_zone_top(page, rules, marks, tables)
    if top is None:
        return False
    assert BODY_LINES[-1].box.bottom < top < NOTE_LINES[0].box.bottom
    return True


def broken(y: float, *ends: tuple[float, float]) -> tuple[Ruling, ...]:
    return tuple(rule(y + 0.4 * (i % 2), LEFT + a, LEFT + b) for i, (a, b) in enumerate(ends))


@pytest.mark.parametrize(
    ("rules", "marks", "found"),
    [
        ((rule(690),), (MARK, CALL), True),
        ((rule(690),), (CALL,), True),  # the note goes on from the page before, in smaller type
        ((rule(690),), (), True),
        (broken(690, (0, 40), (60, 80), (100, 144)), (), True),
        ((), (MARK, CALL), True),  # no rule: smaller type that a marker opens
        ((), (CALL,), True),  # the marker lost too: smaller type far below a text that calls for a note
        ((), (), False),
        ((rule(690, 300, 444),), (), False),  # not at the left margin
        ((rule(690, LEFT, LEFT + 30),), (), False),  # a dash
        (broken(690, (0, 10), (130, 144)), (), False),  # two smudges far apart
        ((Ruling(Box(LEFT, 600, LEFT, 790)),), (), False),
    ],
)
def test_where_notes_begin(rules: tuple[Ruling, ...], marks: tuple[Word, ...], found: bool) -> None:
    assert zone((*BODY_LINES, *NOTE_LINES), rules, marks) == found


def test_the_underline_of_a_link_in_the_body_is_no_separator() -> None:
    link = line("https://dichvucong.tinh.gov.vn", y=154)
    page = (*BODY_LINES, link, *lines(*BODY, y=180))
    assert lines_to_zone_top(page, (rule(link.box.bottom - 1, LEFT, link.box.x1),), (), ()) is None


def test_a_note_goes_on_under_a_rule_that_the_tails_of_the_only_line_of_text_touch() -> None:
    """As where a note fills a page: one line of text, the rule close below it, the rest in smaller type."""
    text = line("Trong kỳ đã tiếp nhận 9.182 hồ sơ, trong đó giải quyết đúng hạn", y=60, size=15)
    rest = lines(*NOTE * 3, y=80, size=11)
    separator = rule(text.box.bottom - 1, LEFT, LEFT + 144)
    top = lines_to_zone_top((text, *rest), (separator,), (), ())
    assert top is not None
    assert text.box.y_mid < top < rest[0].box.y_mid


def test_the_underline_of_a_link_in_a_note_leaves_the_note_whole() -> None:
    link = line("https://dichvucong.tinh.gov.vn", y=726, size=10)
    second = line("Kế hoạch số 12/KH-UBND của Ủy ban nhân dân tỉnh.", y=740, size=10)
    under = rule(link.box.bottom - 0.5, LEFT, link.box.x1)
    page = (*BODY_LINES, *NOTE_LINES, link, second)
    assert lines_to_zone_top(page, (rule(690), under), (MARK, opening("2", second)), ()) == pytest.approx(690)


def test_a_page_that_a_note_fills_has_its_rule_at_the_top() -> None:
    page = lines(*NOTE * 20, y=75, size=10)
    assert lines_to_zone_top(page, (rule(70),), (), ()) == 70
    assert lines_to_zone_top(page, (rule(70, LEFT, 260),), (), ()) == 70
    assert lines_to_zone_top((line("hành chính.", y=760, size=10),), (rule(750),), (), ()) == 750
    assert lines_to_zone_top(page, (rule(70, LEFT, 545),), (), ()) is None  # the rule of a running head
    assert lines_to_zone_top(page, (), (), ()) is None


@pytest.mark.parametrize(("length", "found"), [(144, True), (142, True), (120, False), (200, False)])
def test_a_note_in_type_of_the_same_size_goes_on_below_a_rule_of_two_inches(length: float, found: bool) -> None:
    page = (*BODY_LINES, *lines(*BODY, y=700))
    assert (lines_to_zone_top(page, (rule(690, LEFT, LEFT + length),), (), ()) is not None) == found


def test_the_rule_may_stand_right_below_the_last_line_of_the_text() -> None:
    last = BODY_LINES[-1].box
    assert lines_to_zone_top((*BODY_LINES, *NOTE_LINES), (rule(last.bottom + 0.5),), (), ()) is not None


def test_a_signature_that_looks_like_small_type_is_no_note() -> None:
    scrawl = line("v* šynu t5) J. mm", y=700, size=10, confidence=0.35)
    assert lines_to_zone_top((*BODY_LINES, scrawl), (), (opening("1", scrawl),), ()) is None
    assert lines_to_zone_top((*BODY_LINES, *NOTE_LINES), (), (MARK,), ()) is not None


def test_the_frame_of_a_table_is_no_separator_and_notes_stand_below_it() -> None:
    table = Box(LEFT, 400, 540, 600)
    edges = (rule(400, LEFT, 540), rule(500, LEFT, 540), rule(600, LEFT, 540))
    assert zone((*BODY_LINES, *NOTE_LINES), (*edges, rule(690)), (MARK,), [table])
    assert not zone(BODY_LINES, edges, (), [table])


def test_small_lines_below_a_table_that_nothing_calls_for_are_no_notes() -> None:
    source = lines("Nguồn: Sở Nội vụ tổng hợp", y=620, size=11)
    assert lines_to_zone_top((*BODY_LINES, *source), (), (), [Box(LEFT, 400, 540, 600)]) is None


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


def test_what_stands_before_the_first_marker_goes_on_from_the_page_before() -> None:
    page, words = opened(("", NOTE[1]), ("3", NOTE[0]))
    assert notes(page, words) == [("", NOTE[1]), ("3", NOTE[0])]


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
    ],
)
def test_markers_may_stand_on_the_line(rows: tuple[tuple[str, ...], ...], marks: list[str]) -> None:
    page = lines(*(text for (text,) in rows), y=700, size=10)
    assert [p.marker for p in lines_to_notes(page, (), 1, {"1"})] == marks


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


def test_the_next_number_at_the_start_of_a_line_opens_a_note_only_after_a_line_that_ended() -> None:
    """ "… đã sáp nhập / 2 đơn vị" is one note."""
    full = "Công văn số 1967/UBND-HCC ngày 04 tháng 4 năm 2022 về việc đẩy mạnh sắp xếp, đã sáp nhập thêm"
    page, words = opened(("1", full), ("", "2 đơn vị sự nghiệp."), ("2", NOTE[0]))
    assert [mark for mark, _ in notes(page, words)] == ["1", "2"]


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


def test_the_rule_that_word_processors_draw_goes_before_others() -> None:
    """On a fax a line of print in the notes may be taken for a rule: the notes begin above it all the same."""
    found = lines_to_zone_top((*BODY_LINES, *NOTE_LINES), [rule(690.0), rule(711.0, x1=LEFT + 380)], [MARK], [])
    assert found == 690.0


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
