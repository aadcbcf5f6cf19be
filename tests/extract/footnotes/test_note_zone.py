"""Where the notes of a page begin: rules, type sizes, markers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest

from extract.footnotes.note_zone import lines_to_zone_top
from extract.marker_text import UNREAD
from models.records import Box, Line, Ruling, Word, boxes_to_box
from tests.factories import LEFT, line, lines, opening, raised, rule

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
        ((rule(690, LEFT + 30, LEFT + 86),), (), True),  # what a fax left of a rule
        ((rule(690, LEFT + 110, LEFT + 166),), (), False),  # longer than that
        ((rule(100, LEFT + 30, LEFT + 86),), (), False),  # under the name of the issuer
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


@pytest.mark.parametrize(("confidence", "found"), [(0.9, False), (0.1, True)])
def test_what_a_pen_spoilt_above_the_rule_does_not_stand_on_it(confidence: float, found: bool) -> None:
    above, text = lines(*BODY, y=100), line("Việc kiểm tra được tiến SH 230000 cơ quan, đơn vị", y=650, size=15)
    struck = [replace(w, box=replace(w.box, bottom=672), confidence=confidence) for w in text.words[5:7]]
    words = (*text.words[:5], *struck, *text.words[7:])
    page = (*above, Line(words, boxes_to_box(w.box for w in words)), *NOTE_LINES)
    separator = rule(text.box.bottom + 1, LEFT, LEFT + 116)
    top = lines_to_zone_top(page, (separator,), (MARK,), ())
    assert (top == pytest.approx(separator.box.y_mid)) == found


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


def test_the_rule_that_word_processors_draw_goes_before_others() -> None:
    """On a fax a line of print in the notes may be taken for a rule: the notes begin above it all the same."""
    found = lines_to_zone_top((*BODY_LINES, *NOTE_LINES), [rule(690.0), rule(711.0, x1=LEFT + 380)], [MARK], [])
    assert found == 690.0


@pytest.mark.parametrize(("length", "size", "found"), [(138, 13.3, True), (138, 13.8, False), (300, 13.3, False)])
def test_notes_hardly_smaller_than_the_text_are_told_by_a_short_rule(length: float, size: float, found: bool) -> None:
    page = (*BODY_LINES, *lines(*NOTE, y=700, size=size))
    assert (lines_to_zone_top(page, (rule(690, LEFT, LEFT + length),), (), ()) is not None) == found


@pytest.mark.parametrize("mark", ["5", UNREAD])
def test_a_marker_on_a_later_line_tells_that_notes_go_on_above_it(mark: str) -> None:
    page = (*BODY_LINES, *lines(*NOTE, y=700))
    found = lines_to_zone_top(page, (rule(690, LEFT, LEFT + 300),), (opening(mark, page[-1]),), ())
    assert (found is not None) == (mark != UNREAD)


def test_where_many_notes_follow_the_last_paragraph_above_them_is_none() -> None:
    """Seen from a heading, most of what is below is small."""
    above = lines(*BODY * 3, y=100)
    heading, last = line("II. CẢI CÁCH THỂ CHẾ", y=400), lines(*BODY[:2], y=420)
    rest = lines(*NOTE * 3, y=700, size=10)
    top = lines_to_zone_top((*above, heading, *last, *rest), (), (CALL,), ())
    assert top is not None
    assert top == pytest.approx(rest[0].box.top - 1)


@pytest.mark.parametrize(
    ("text", "called", "y", "found"),
    [
        ("(3) Sở Nội vụ giảm 5 phòng", "(3)", 160, True),
        ("(3) Sở Nội vụ giảm 5 phòng", "(4)", 160, False),
        ("3 Sở Nội vụ giảm 5 phòng", "3", 700, True),
        ("3 phòng", "3", 160, False),  # right below the text it may be a count
    ],
)
def test_a_marker_on_its_line_that_the_text_calls_for_opens_the_notes_without_a_rule(
    text: str, called: str, y: float, found: bool
) -> None:
    page = (*BODY_LINES, line(text, y=y, size=10))
    unsure = replace(raised(called, BODY_LINES[1]), box=Box(20, 120, 24, 126))  # not bound to its word
    assert (lines_to_zone_top(page, (), (unsure,), ()) is not None) == found


def test_so_it_does_below_a_short_rule_in_type_of_the_same_size() -> None:
    page = (*BODY_LINES, *lines("còn lại giữ nguyên.", "4 Sở Nội vụ.", y=700))
    short = (rule(690, LEFT, LEFT + 130),)
    assert lines_to_zone_top(page, short, (raised("4", BODY_LINES[1]),), ()) == 690
    assert lines_to_zone_top(page, short, (raised("5", BODY_LINES[1]),), ()) is None


@pytest.mark.parametrize(("text", "found"), [("hoạch(2)", True), ("hoạch", False)])
def test_so_does_one_that_stands_on_the_line_of_the_text(text: str, found: bool) -> None:
    body = lines(BODY[0], BODY[1].replace("hoạch", text), BODY[2], y=100)
    page = (*body, *lines("(2) Sở Nội vụ giảm 5 phòng", "giữ nguyên.", y=700, size=13.6))
    assert (lines_to_zone_top(page, (rule(690, LEFT, LEFT + 110),), (), ()) == 690) == found


@pytest.mark.parametrize(
    ("rows", "called", "found"),
    [
        (("(1) Sở Nội vụ.", "giữ nguyên."), "(1) (2)", True),
        (("còn lại giữ nguyên.", "(2) Sở Nội vụ.", "(4) Sở Y tế."), "(2) (3) (4)", True),
        (("còn lại giữ nguyên.", "(2) Sở Nội vụ."), "(2)", False),  # may be an item of the text
        (("còn lại giữ nguyên.", "(4) Sở Y tế.", "(2) Sở Nội vụ."), "(2) (3) (4)", False),
        (("(1) Sở Nội vụ.", "giữ nguyên."), "(2)", False),
    ],
)
def test_so_they_do_below_a_rule_as_wide_as_the_text_where_they_stand_right_below_it_or_count(
    rows: tuple[str, ...], called: str, found: bool
) -> None:
    page = (*BODY_LINES, *lines(*rows, y=700))
    marks = tuple(raised(mark, BODY_LINES[1]) for mark in called.split())
    top = lines_to_zone_top(page, (rule(690, LEFT, LEFT + 450),), marks, ())
    assert (top == 690) == found


@pytest.mark.parametrize(("called", "found"), [("1", True), ("2", False)])
def test_notes_as_large_as_the_text_begin_where_a_marker_answers_one_of_the_text(called: str, found: bool) -> None:
    page = (*BODY_LINES, *lines(*NOTE, y=700))
    marks = (raised(called, BODY_LINES[1]), opening("1", page[3]))
    assert (lines_to_zone_top(page, (), marks, ()) is not None) == found


@pytest.mark.parametrize(
    ("heads", "called", "found"),
    [
        ("4 5", "4 5", True),
        ("4 5", "4", False),
        ("4 6", "4 6", False),
        ("4", "4", False),
        ("5 4", "4 5", False),
        pytest.param("4 5 6", "4 6", True, id="the text lost a marker"),
        pytest.param("(4) (5) (6)", "(4) (6)", True, id="in brackets"),
        ("4 5 7", "4 7", False),
    ],
)
def test_lines_that_count_on_as_the_markers_of_the_text_do_are_notes_in_type_of_any_size(
    heads: str, called: str, found: bool
) -> None:
    page = (*BODY_LINES, *lines(*(f"{mark} Sở Nội vụ giảm phòng" for mark in heads.split()), y=160))
    marks = tuple(raised(mark, row) for mark, row in zip(called.split(), BODY_LINES[1:], strict=False))
    assert (lines_to_zone_top(page, (), marks, ()) is not None) == found


@pytest.mark.parametrize(
    ("text", "size", "found"), [("hoạch(2)", 10, True), ("hoạch", 10, False), ("hoạch(2)", 14, False)]
)
def test_markers_on_the_lines_of_text_and_notes_find_the_notes_without_a_rule(
    text: str, size: float, found: bool
) -> None:
    body = lines(BODY[0], BODY[1].replace("hoạch", text), BODY[2], y=100)
    page = (*body, *lines("(2) Sở Nội vụ giảm 5 phòng", y=160, size=size))
    assert (lines_to_zone_top(page, (), (), ()) is not None) == found


def test_the_line_above_a_note_that_reaches_down_to_its_marker_is_none() -> None:
    deep = replace(BODY_LINES[2], box=replace(BODY_LINES[2].box, bottom=166))
    note = line(NOTE[0], x=LEFT + 12, y=160, size=10)
    mark = Word("1", Box(LEFT, 158, LEFT + 8, 164), 1.0)
    top = lines_to_zone_top((*BODY_LINES[:2], deep, note), (), (raised("1", BODY_LINES[0]), mark), ())
    assert top == pytest.approx(note.box.top - 1)


def test_the_last_line_of_a_text_set_wide_is_none_of_the_notes_right_below_it() -> None:
    """It stands apart from the line above it, and most of it and the first line of the notes is small."""
    above, last = lines(*BODY, y=100), line("triển khai theo quy định", y=170)
    rest = lines(*NOTE, y=194, size=10)
    top = lines_to_zone_top((*above, last, *rest), (), (CALL, opening("1", rest[0])), ())
    assert top == pytest.approx(rest[0].box.top - 1)


def test_the_short_last_line_of_a_text_set_wide_far_above_the_notes_is_none_of_them() -> None:
    """ "việc." measures less than the text that it ends, which stands as far apart line from line."""
    above, last = lines(*BODY, y=100), line("việc.", y=172, size=10)
    first = line("Các huyện Yên Lạc, Hòa An, Tân Phú, Bình Lục; riêng các đơn vị.", y=240, size=10)
    marks = (raised("9", last), opening("9", first))
    assert lines_to_zone_top((*above, last, first), (), marks, ()) == pytest.approx(first.box.top - 1)


@pytest.mark.parametrize(("ends", "found"), [((50, 110), True), ((50, 110, 440), False)])
def test_a_rule_of_a_table_in_parts_is_no_piece_of_the_rule_above_notes(ends: tuple[int, ...], found: bool) -> None:
    """Where a table was not found as one: "CHỦ TỊCH" below it is no rest of a note."""
    parts = [rule(680, LEFT + one + 2, LEFT + other) for one, other in pairwise(ends)]
    signature = lines("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", y=700, size=10)
    assert zone((*BODY_LINES, *signature), parts) == found


@pytest.mark.parametrize(("apart", "marked", "found"), [(40, True, True), (40, False, False), (0, True, False)])
def test_the_rest_of_a_note_and_one_that_begins_behind_it_need_no_rule(apart: int, marked: bool, found: bool) -> None:
    """Much of the page may be in small type: it is seen as a whole, from the first line that stands apart."""
    rest = lines(*(NOTE * 4), y=BODY_LINES[-1].box.bottom + apart, size=10)
    own = line("Đề án số 164-ĐA/TU của Tỉnh ủy về chuyển đổi số.", y=rest[-1].box.bottom + 4, size=10)
    top = lines_to_zone_top((*BODY_LINES, *rest, own), (), (opening("3", own),) if marked else (), ())
    assert (top is not None and BODY_LINES[-1].box.bottom <= top < rest[0].box.bottom) == found


@pytest.mark.parametrize(
    ("size", "called", "found"), [(13.3, "3", True), (13.3, "4", False), (13.8, "3", False), (13.0, "4", True)]
)
def test_the_rest_of_a_note_may_be_hardly_smaller_than_the_text_if_that_calls_for_the_note_behind_it(
    size: float, called: str, found: bool
) -> None:
    rest = lines(*(NOTE * 4), y=BODY_LINES[-1].box.bottom + 40, size=size)
    own = line("Đề án số 164-ĐA/TU của Tỉnh ủy về chuyển đổi số.", y=rest[-1].box.bottom + 4, size=size)
    marks = (raised(called, BODY_LINES[1]), opening("3", own))
    top = lines_to_zone_top((*BODY_LINES, *rest, own), (), marks, ())
    assert (top is not None and BODY_LINES[-1].box.bottom <= top < rest[0].box.bottom) == found


@pytest.mark.parametrize(("size", "found"), [(14.0, False), (10.0, True), (10.8, True)])
def test_a_pen_above_text_is_no_rule_though_a_marker_opens_a_line_far_below(size: float, found: bool) -> None:
    more = lines(*BODY, y=200, size=size)
    page = (*BODY_LINES, *more, *NOTE_LINES)
    top = lines_to_zone_top(page, (rule(180, LEFT, LEFT + 80),), (MARK, CALL), ())
    assert top is not None
    assert (top < more[0].box.top) == found


@pytest.mark.parametrize(("size", "found"), [(10.0, 690), (14.0, 718)])
def test_a_pen_between_notes_is_no_rule_where_one_stands_above_them(size: float, found: float) -> None:
    more = lines(*BODY[:1], y=696, size=size)
    notes = lines(*NOTE, y=722, size=10)
    top = lines_to_zone_top(
        (*BODY_LINES, *more, *notes), (rule(690, LEFT, LEFT + 116), rule(718, LEFT, LEFT + 67)), (), ()
    )
    assert top == pytest.approx(found)


def test_a_short_line_of_small_letters_above_more_text_is_no_rest_of_a_note() -> None:
    """ "tin, bài." measures less than the text that it ends."""
    end = line("tin, bài.", y=BODY_LINES[-1].box.bottom + 12, size=11)
    more = lines(*BODY, y=end.box.bottom + 10)
    top = lines_to_zone_top((*BODY_LINES, end, *more, *NOTE_LINES), (), (MARK,), ())
    assert top is not None
    assert more[-1].box.bottom < top < NOTE_LINES[0].box.bottom
