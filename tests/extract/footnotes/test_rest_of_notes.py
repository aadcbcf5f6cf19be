"""Notes that go on over a page end where no rule tells it: small lines at the foot of the next page are their rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from extract.footnotes.rest_of_notes import pages_with_rest_of_notes
from models.records import Line, Marker, NotePiece, PageInfo, PageResult, boxes_to_box
from tests.factories import line, lines, marker

FULL = "Thực hiện chỉ đạo của Chính phủ, Ủy ban nhân dân tỉnh đã ban hành kế hoạch"
BODY = lines(FULL, FULL, y=100)
NOTE = (
    "Công văn số 1967/UBND-HCC ngày 04 tháng 4 năm 2022 về việc tiếp nhận hồ sơ trực tuyến tại các xã, phường, thị trấn"
)
REST = ("trên Cổng dịch vụ công của tỉnh;", "Kế hoạch số 12/KH-UBND.")


def page(
    number: int, body: Sequence[Line], notes: Sequence[NotePiece] = (), markers: Sequence[Marker] = ()
) -> PageResult:
    info = PageInfo(number, "digital", "", 595, 842)
    return PageResult(info, tuple(body), notes=tuple(notes), markers=tuple(markers))


def note(mark: str, *texts: str, number: int = 1, size: float = 10.0) -> NotePiece:
    rows = lines(*texts, y=700, size=size)
    return NotePiece(mark, number, rows, boxes_to_box(row.box for row in rows))


def small(*texts: str, y: float = 740, size: float = 10.0) -> tuple[Line, ...]:
    return lines(*texts, y=y, size=size)


OPEN = page(1, BODY, [note("3", NOTE)])


def rests(*pages: PageResult) -> list[tuple[list[str], list[tuple[str, str, bool]]]]:
    """For each page after the first its body lines, and of its notes the marker, the text and whether it is guessed."""
    found = list(pages_with_rest_of_notes(pages))[1:]
    return [
        (
            [row.text for row in each.lines],
            [(n.marker, " ".join(row.text for row in n.lines), n.guessed) for n in each.notes],
        )
        for each in found
    ]


def test_small_lines_at_the_foot_of_the_next_page_are_the_rest_of_a_note_that_breaks_off() -> None:
    assert rests(OPEN, page(2, (*BODY, *small(*REST)))) == [([FULL, FULL], [("", " ".join(REST), True)])]


def test_the_rest_stands_before_the_notes_that_begin_on_that_page() -> None:
    ((_, found),) = rests(OPEN, page(2, (*BODY, *small(*REST)), [note("4", "Sở Nội vụ.", number=2)]))
    assert [(mark, guessed) for mark, _, guessed in found] == [("", True), ("4", False)]


def test_a_line_without_tall_letters_measures_less_and_is_part_of_the_rest() -> None:
    foot = (*small(REST[0]), *small("chế.", y=753, size=8.2), *small(REST[1], y=766))
    ((body, found),) = rests(OPEN, page(2, (*BODY, *foot)))
    assert (body, found) == ([FULL, FULL], [("", f"{REST[0]} chế. {REST[1]}", True)])


@pytest.mark.parametrize(("y", "found"), [(800, True), (BODY[-1].box.bottom + 5, False)])
def test_the_last_line_of_the_text_is_as_small_but_stands_farther_from_the_notes(y: float, found: bool) -> None:
    last, own = line("trọng tâm.", y=y, size=10), note("4", "Sở Nội vụ.", number=2)
    own = replace(own, lines=lines("Sở Nội vụ.", y=815, size=10))
    ((body, notes),) = rests(OPEN, page(2, (*BODY, last), [own]))
    assert (len(body), [mark for mark, *_ in notes]) == ((2, ["", "4"]) if found else (3, ["4"]))


def test_the_last_line_of_the_text_stays_though_the_rest_of_a_note_stands_far_below_it() -> None:
    last = line("trọng tâm.", y=BODY[-1].box.bottom + 5, size=10)
    assert rests(OPEN, page(2, (*BODY, last, *small(*REST)))) == [
        ([FULL, FULL, "trọng tâm."], [("", " ".join(REST), True)])
    ]


@pytest.mark.parametrize(("y", "found"), [(740, 1), (BODY[-1].box.bottom + 5, 0)])
def test_a_line_of_the_rest_may_measure_as_large_as_the_text_where_all_stands_far_from_it(y: float, found: int) -> None:
    foot = (*small(REST[0], y=y), line(REST[0], y=y + 13, size=13.5), *small(*REST, y=y + 28))
    ((_, notes),) = rests(OPEN, page(2, (*BODY, *foot)))
    assert [text.count(REST[0]) for _, text, _ in notes] == [3] * found


def test_a_note_may_fill_pages() -> None:
    middle = page(2, small(NOTE, NOTE, y=100))
    assert rests(OPEN, middle, page(3, (*BODY, *small(*REST)))) == [
        ([], [("", f"{NOTE} {NOTE}", True)]),
        ([FULL, FULL], [("", " ".join(REST), True)]),
    ]


@pytest.mark.parametrize(
    "before",
    [
        page(1, BODY, [note("3", f"{NOTE}.")]),  # ends with its sentence
        page(1, BODY, [note("3", NOTE, "trên Cổng dịch vụ công")]),  # ends before the margin
        page(1, BODY),
        page(1, small(FULL, size=14), [note("3", NOTE, size=14)]),  # in the type of the text
        replace(OPEN, info=replace(OPEN.info, number=9)),  # a page between them could not be read
    ],
)
def test_small_lines_are_text_where_no_note_breaks_off(before: PageResult) -> None:
    assert rests(before, page(2, (*BODY, *small(*REST)))) == [([FULL, FULL, *REST], [])]


@pytest.mark.parametrize(
    "foot",
    [
        small("Nơi nhận:", "- Bộ Nội vụ;", size=12.5),  # larger than the note
        lines(FULL, y=740),  # in the type of the text
        (*small(*REST), *lines(FULL, y=780)),  # not the last of the page
    ],
)
def test_other_lines_are_no_rest(foot: tuple[Line, ...]) -> None:
    assert rests(OPEN, page(2, (*BODY, *foot))) == [([FULL, FULL, *(row.text for row in foot)], [])]


def test_what_a_rule_told_already_stays() -> None:
    known = page(2, (*BODY, *small(*REST, y=150)), [note("", "phần còn lại", number=2)])
    assert rests(OPEN, known) == [([FULL, FULL, *REST], [("", "phần còn lại", False)])]


def test_raised_signs_in_the_rest_are_no_markers_of_the_text() -> None:
    marks = (marker("5", line=0), marker("6", line=3), replace(marker("7"), line=-1))
    (_, found) = pages_with_rest_of_notes((OPEN, page(2, (*BODY, *small(*REST)), markers=marks)))
    assert [mark.text for mark in found.markers] == ["5", "7"]


def test_a_line_of_text_without_sizes_is_no_note() -> None:
    unsized = line("x", y=740)
    bare = Line(tuple(replace(word, size=0.0) for word in unsized.words), unsized.box)
    assert rests(OPEN, page(2, (*BODY, bare))) == [([FULL, FULL, "x"], [])]


SCANNED = replace(OPEN, info=replace(OPEN.info, kind="scanned"))


@pytest.mark.parametrize(
    ("before", "after", "cut"),
    [
        (SCANNED, page(2, BODY), True),
        pytest.param(SCANNED, page(3, BODY), True, id="a page between them could not be read"),
        (SCANNED, page(2, (*BODY, *small(*REST))), False),
        (SCANNED, page(2, BODY, [note("", "phần còn lại", number=2)]), False),
        pytest.param(OPEN, page(2, BODY), False, id="born-digital"),
        (replace(SCANNED, notes=(note("3", f"{NOTE}."),)), page(2, BODY), False),
    ],
)
def test_a_note_of_a_scan_that_breaks_off_and_does_not_go_on_is_cut(
    before: PageResult, after: PageResult, cut: bool
) -> None:
    first, second = pages_with_rest_of_notes((before, after))
    assert ([n.cut for n in first.notes], [n.cut for n in second.notes]) == ([cut], [False] * len(second.notes))
