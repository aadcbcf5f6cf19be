"""Pieces and markers of all pages become footnotes: whole, anchored, and flagged where something does not fit."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.footnotes.join import (
    cell_markers_to_anchors,
    piece_to_outline,
    pieces_as_settled,
    pieces_to_footnotes,
    places_to_anchors,
)
from extract.footnotes.marker_order import Anchor, pieces_in_order
from extract.passages import pages_to_passages
from models.records import Box, Footnote, Marker, NotePiece, Passage
from tests.factories import line, marker, piece

BEFORE = "ban hành kế hoạch cải cách hành chính"
BOX = Box(100, 100, 104, 106)


def anchor(mark: str, page: int = 1, source: str = "body", text: str = BEFORE) -> Anchor:
    return Anchor(mark, page, source, text, 1.0, BOX)


def joined(pieces: Collection[NotePiece], anchors: Sequence[Anchor]) -> tuple[tuple[Footnote, ...], list[Passage]]:
    """The footnotes, and the passages that were handed over for them."""
    passages: list[Passage] = []
    return pieces_to_footnotes(pieces, anchors, passages.append), passages


def footnotes(pieces: Collection[NotePiece], anchors: Sequence[Anchor]) -> list[tuple[str, str, int, str]]:
    """(marker, text, page of the anchor, reason to doubt)."""
    found, _ = joined(pieces, anchors)
    for note in found:
        assert note.review == bool(note.review_reason)
    return [(f.marker, f.text, f.anchor_page, f.review_reason) for f in found]


def test_a_note_and_its_marker_find_each_other() -> None:
    found, passages = joined([piece("1", "Công văn số 5/UBND-NC")], [anchor("1")])
    assert found == (
        Footnote("1", "Công văn số 5/UBND-NC", 1, passages[0].pieces[0].box.union(found[0].box), 1, "body", BEFORE),
    )
    assert (passages[0].text, passages[0].marker, passages[0].source) == ("Công văn số 5/UBND-NC", "1", "footnote")


@pytest.mark.parametrize(("page", "reason"), [(4, ""), (5, ""), (6, "anchor_unsure")])
def test_the_marker_may_stand_on_the_page_before_and_hardly_on_the_one_after(page: int, reason: str) -> None:
    assert footnotes([piece("7", "Ghi chú", page=5)], [anchor("7", page)]) == [("7", "Ghi chú", page, reason)]


def test_a_note_over_three_pages_is_one() -> None:
    pieces = [piece("1", "đầu", 1), piece("", "giữa", 2), piece("", "cuối", 3), piece("2", "khác", 3)]
    found, passages = joined(pieces, [anchor("1"), anchor("2", 3)])
    assert [(f.marker, f.text, f.page) for f in found] == [("1", "đầu giữa cuối", 1), ("2", "khác", 3)]
    assert [p.page for p in passages[0].pieces] == [1, 2, 3]
    assert found[0].box == pieces[0].box


def test_numbering_that_restarts_on_each_page_binds_page_by_page() -> None:
    pieces = [piece(m, f"trang {page} ghi chú {m}", page) for page in (1, 2, 3) for m in ("1", "2")]
    anchors = [anchor(m, page, text=f"{BEFORE} {page} {m}") for page in (1, 2, 3) for m in ("1", "2")]
    found, _ = joined(pieces, anchors)
    assert [(f.page, f.marker, f.anchor_page, f.anchor_text) for f in found] == [
        (page, m, page, f"{BEFORE} {page} {m}") for page in (1, 2, 3) for m in ("1", "2")
    ]
    assert not any(f.review for f in found)


@pytest.mark.parametrize("marks", ["1 2", "(1) (2)", "* **", "[1] [2]"])
def test_every_style_of_marker_is_bound(marks: str) -> None:
    pieces = [piece(m, f"ghi chú {m}") for m in marks.split()]
    found = footnotes(pieces, [anchor(m) for m in marks.split()])
    assert found == [(m, f"ghi chú {m}", 1, "") for m in marks.split()]


@pytest.mark.parametrize(
    ("pieces", "anchors", "expected"),
    [
        ([piece("1", "a")], [], [("1", "a", 0, "marker_missing")]),
        ([piece("1", "a")], [anchor("1", 9)], [("1", "a", 0, "marker_missing")]),
        ([piece("", "a")], [], [("", "a", 0, "marker_unread")]),
        (
            [piece("1", "a")],
            [anchor("1"), anchor("2")],
            [("1", "a", 1, "next_note_missing"), ("2", "", 1, "note_missing")],
        ),
        (
            [piece("*", "a")],
            [anchor("*"), anchor("**")],
            [("*", "a", 1, "next_note_missing"), ("**", "", 1, "note_missing")],
        ),
        (
            [piece("(1)", "a")],
            [anchor("(1)"), anchor("(2)")],
            [("(1)", "a", 1, "next_note_missing"), ("(2)", "", 1, "note_missing")],
        ),
        ([piece("?", "a")], [anchor("1")], [("1", "a", 1, "marker_by_order")]),
        ([piece("1", "a")], [anchor("?")], [("1", "a", 1, "marker_by_order")]),
        ([piece("1", "a")], [anchor("1"), anchor("?")], [("1", "a", 1, "")]),
        (  # the text of 2 went to 1, that of 3 is whole
            [piece("1", "a b"), piece("3", "c")],
            [anchor("1"), anchor("2"), anchor("3")],
            [("1", "a b", 1, "next_note_missing"), ("3", "c", 1, ""), ("2", "", 1, "note_missing")],
        ),
        (  # what order tells of the second may be the third: the text of 6 went to 5
            [piece("5", "a b"), piece("?", "c")],
            [anchor("5"), anchor("6"), anchor("7")],
            [("5", "a b", 1, "next_note_missing"), ("6", "c", 1, "marker_by_order"), ("7", "", 1, "note_missing")],
        ),
        (  # 2 is nowhere: its text is in 1
            [piece("1", "a b"), piece("3", "c")],
            [anchor("1"), anchor("3")],
            [("1", "a b", 1, "next_note_missing"), ("3", "c", 1, "")],
        ),
        (  # no count of a page goes back
            [piece("7", "a"), piece("4", "b")],
            [anchor("7"), anchor("4")],
            [("7", "a", 1, ""), ("4", "b", 1, "marker_order")],
        ),
        (  # a 2 that was not seen may have begun before the page end
            [piece("1", "a"), piece("", "b", page=2)],
            [anchor("1"), anchor("2")],
            [("1", "a", 1, "next_note_missing"), ("2", "b", 1, "marker_by_order")],
        ),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_flagged_and_kept(
    pieces: list[NotePiece], anchors: list[Anchor], expected: list[tuple[str, str, int, str]]
) -> None:
    assert footnotes(pieces, anchors) == expected


def test_a_marker_without_note_is_flagged_where_numbering_restarts_too() -> None:
    pieces = [piece("1", "a", 1), piece("2", "b", 1), piece("1", "c", 5)]
    anchors = [anchor("1", 1), anchor("2", 1), anchor("1", 5), anchor("2", 5)]
    assert footnotes(pieces, anchors)[-1] == ("2", "", 5, "note_missing")


def test_a_note_that_is_called_twice_is_one() -> None:
    assert footnotes([piece("1", "a")], [anchor("1"), anchor("1", text=f"{BEFORE} lần hai")]) == [("1", "a", 1, "")]


def test_a_raised_number_in_a_report_without_notes_is_no_note() -> None:
    assert footnotes([], [anchor("2"), anchor("3")]) == []


def test_confidence_is_that_of_the_worst_part() -> None:
    found, _ = joined([piece("1", "a", confidence=0.7), piece("", "b", 2, confidence=0.3)], [anchor("1")])
    assert found[0].confidence == 0.3


@pytest.mark.parametrize(
    ("text", "confidence", "reason"),
    [
        ("giảm 07 phòng", {}, ""),
        ("giảm 07 phòng", {"07": 0.5}, "figure_unsure"),
        ("hạng 01/65, tăng 3 bậc so với năm 2020", {"01/65,": 0.5}, "figure_unsure"),
        ("giảm 07 phòng, tăng 3 bậc so với năm 2020", {"phòng,": 0.5}, ""),
    ],
)
def test_a_note_with_a_figure_that_was_read_in_two_ways_is_flagged(
    text: str, confidence: dict[str, float], reason: str
) -> None:
    note = piece("1", text)
    words = tuple(replace(w, confidence=confidence.get(w.text, 1.0)) for w in note.lines[0].words)
    note = replace(note, lines=(replace(note.lines[0], words=words),))
    assert footnotes([note], [anchor("1")]) == [("1", text, 1, reason)]


@pytest.mark.parametrize(("confidence", "reason"), [(0.9, ""), (0.2, "text_unsure")])
def test_a_note_that_was_read_badly_is_flagged(confidence: float, reason: str) -> None:
    found = footnotes([piece("1", "bãi bỏ 3.318 TEHC", confidence=confidence)], [anchor("1")])
    assert found == [("1", "bãi bỏ 3.318 TEHC", 1, reason)]


@pytest.mark.parametrize(("confidence", "reason"), [(0.9, ""), (0.2, "anchor_unsure")])
def test_a_marker_in_text_that_was_read_badly_is_flagged(confidence: float, reason: str) -> None:
    row = line("số SU fñA4/DAIV/ J*+/L2I1N VT X“LIX 221", confidence=confidence)
    ((passage, places),) = pages_to_passages([(1, (row,), (marker("1", 0, 6),))])
    assert footnotes([piece("1", "a")], places_to_anchors(places, passage, ""))[0][3] == reason


@pytest.mark.parametrize(
    ("end", "reason"),
    [
        ("cấp huyện, L$ ~", "anchor_unsure"),
        ("66-KL/TW 7171172020", "anchor_unsure"),
        ("3700/2019/TT-BI II 1£", "anchor_unsure"),
        ("theo 8618/KH-UBND", ""),
        ("“một cửa” (62,5%)", ""),
        ("TTHC & TTHC.", ""),
    ],
)
def test_signs_that_are_no_print_before_a_marker_are_flagged(end: str, reason: str) -> None:
    row = line(f"Trong kỳ toàn tỉnh đã tiếp nhận {end}")
    ((passage, places),) = pages_to_passages([(1, (row,), (marker("1", 0, len(row.words) - 1),))])
    assert footnotes([piece("1", "a")], places_to_anchors(places, passage, ""))[0][3] == reason


@pytest.mark.parametrize(
    ("unsure", "reason"),
    [
        (7, ""),  # at the marker the engine is less sure of any figure
        (5, "anchor_unsure"),  # a pen struck a date out
        (3, ""),
    ],
)
def test_a_figure_close_to_the_marker_that_was_hardly_read_is_flagged(unsure: int, reason: str) -> None:
    row = line("theo Công văn 85/BNV-CCHC ngày 05 HE 2022")
    row = replace(row, words=tuple(replace(w, confidence=0.1 if i == unsure else 0.9) for i, w in enumerate(row.words)))
    ((passage, places),) = pages_to_passages([(1, (row,), (marker("1", 0, 7),))])
    assert footnotes([piece("1", "a")], places_to_anchors(places, passage, ""))[0][3] == reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("cấp huyện: I668 đơn vị", "unsure"),
        ("cấp xã: I.660 đơn vị", "unsure"),
        ("sửa đổi, bổ sung [731 TTHC", "unsure"),
        ("đã tiếp nhận ŠIÑ7", "unsure"),
        ("đã đăng tải IŠ§", "unsure"),
        ("bãi bỏ I4T thủ tục", "unsure"),
        ("số 6ó90-ĐA/TU năm 2019", "unsure"),
        ("Sở Nội vụ giảm ó phòng", "unsure"),
        ("kiện toàn óóó phòng", "unsure"),
        ("đã cử 3.óói lượt người", "unsure"),
        ("Sở Y tế giảm Ö2 phòng", "unsure"),
        ("Sở Công Thương giảm § phòng", "unsure"),
        ("Sở Xây dựng giảm _ phòng", "unsure"),
        ("ngày 13 tháng 5 năm @o84", "unsure"),
        ("gồm 3Các", "unsure"),
        ("có 12 đơn vị đã có", ""),
        ("gửi về vanthu12@tinh.gov.vn – trước 25°", ""),
        ("cấp huyện: 1.668 đơn vị", ""),
        ("mục I.2 của Đề án 06", ""),
        ("quý I/2024 và quý II", ""),
        ("Luật số 80/2015/QH13 (Điều 5)", ""),
        ("tăng 12,5%; mạng 4G, lớp 10A1", ""),
        ("dịch Covid-19 tại TP. HCM", ""),
    ],
)
def test_what_engines_make_of_worn_figures_is_flagged(text: str, reason: str) -> None:
    assert footnotes([piece("1", text)], [anchor("1")])[0][3] == (f"text_{reason}" if reason else "")
    row = line(text)
    ((passage, places),) = pages_to_passages([(1, (row,), (marker("1", 0, len(row.words) - 1),))])
    found = footnotes([piece("1", "Một ghi chú.")], places_to_anchors(places, passage, ""))
    assert found[0][3] == (f"anchor_{reason}" if reason else "")


HOOKS = "Sở Tư pháp giảm 8 phòng, Sở Nội vụ giảm 9 phòng, sửa đổi, bổ sung một số điều của quy chế làm việc. "


@pytest.mark.parametrize(("before", "garbage"), [("Đạt 5.1I9I", 1.0), ("Đạt 5.191", 0.0)])
def test_a_marker_in_a_cell_behind_a_misread_figure_stands_in_garbage(before: str, garbage: float) -> None:
    mark = Marker("1", Box(0, 0, 5, 5), 0.9, after=before, table=0, row=1, col=1)
    assert [anchor.garbage for anchor in cell_markers_to_anchors(1, [mark])] == [garbage]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (HOOKS * 5, ""),
        (HOOKS.translate(str.maketrans("ởảửủổ", "ơaưuô")) * 5, "text_unsure"),
        (HOOKS.translate(str.maketrans("ởảửủổ", "ơaưuô")), ""),
        ("Nothing here is accented at all, nor need it be. " * 10, ""),
    ],
    ids=["as printed", "hooks eaten away", "too little to tell", "another language"],
)
def test_notes_without_any_hooks_are_flagged(text: str, reason: str) -> None:
    assert footnotes([piece("1", text.strip())], [anchor("1")])[0][3] == reason


def test_the_text_before_a_marker_is_25_characters_or_more_where_there_is_as_much() -> None:
    rows = (line("Một đoạn văn đứng trước nó trên trang này."), line("Đạt 27/27 tiêu chí", x=113, y=130))
    (before, _), (passage, places) = pages_to_passages([(1, rows, (marker("1", 1, 1),))])
    (found,) = places_to_anchors(places, passage, before.text)
    assert found.text.endswith("nó trên trang này. Đạt 27/27")
    assert len(found.text) >= 25


def test_the_text_before_a_marker_stops_at_it_and_has_no_other_marker_in_it() -> None:
    row = line("Thực hiện Nghị định số 107/2020/NĐ-CP của Chính phủ , Luật Thanh tra 2022")
    ((passage, places),) = pages_to_passages([(1, (row,), (marker("9", 0, 5), marker("10", 0, 8)))])
    texts = {a.marker: a.text for a in places_to_anchors(places, passage, "")}
    assert texts["9"] == "Thực hiện Nghị định số 107/2020/NĐ-CP"
    assert texts["10"] == "Thực hiện Nghị định số 107/2020/NĐ-CP của Chính phủ"


def test_markers_in_cells_are_anchored_in_the_table() -> None:
    marks = [Marker("3", BOX, 1.0, table=0, row=2, col=1, after="Sở Nội vụ"), Marker("4", BOX, 1.0, line=3, word=2)]
    (found,) = cell_markers_to_anchors(6, marks)
    assert (found.marker, found.page, found.source, found.text) == ("3", 6, "table", "Sở Nội vụ")
    assert footnotes([piece("3", "Gồm 12 phòng", 6)], [found]) == [("3", "Gồm 12 phòng", 6, "")]


MARKS = st.sampled_from(["", "?", "1", "2", "3", "12", "*"])
FIRST_WORDS = st.sampled_from(["1", "2", "3", "13", "Kế", "1 2", "2 Kế", "3 hoạch số 8", "Kế hoạch số"])


@given(st.lists(st.tuples(MARKS, FIRST_WORDS, st.integers(1, 3))), st.lists(st.tuples(MARKS, st.integers(1, 3))))
def test_outlines_settle_the_markers_of_whole_pieces(
    read: list[tuple[str, str, int]], called: list[tuple[str, int]]
) -> None:
    pieces = [piece(m, text, page) for m, text, page in sorted(read, key=lambda row: row[2])]
    pieces = [replace(p, lines=(*p.lines, line("dòng thứ hai của nó"))) for p in pieces]
    anchors = [anchor(m, page) for m, page in called if m]
    outlines, touched = pieces_in_order([piece_to_outline(p) for p in pieces], anchors)
    assert (tuple(pieces_as_settled(pieces, outlines, touched)), touched) == pieces_in_order(pieces, anchors)


class Told(Collection[NotePiece]):
    """Pieces that tell how many of them were asked for in the last walk."""

    def __init__(self, pieces: Sequence[NotePiece]) -> None:
        self.pieces, self.asked = pieces, 0

    def __iter__(self) -> Iterator[NotePiece]:
        for number, each in enumerate(self.pieces, 1):
            self.asked = number
            yield each

    def __len__(self) -> int:
        return len(self.pieces)

    def __contains__(self, each: object) -> bool:
        return each in self.pieces


def test_each_note_is_handed_over_before_the_one_after_the_next_is_read() -> None:
    pieces = Told([piece(m, f"ghi chú {m}") for m in ("1", "2", "?", "", "4")])
    asked: list[tuple[str, int]] = []
    pieces_to_footnotes(pieces, [anchor(m) for m in "1234"], lambda note: asked.append((note.marker, pieces.asked)))
    assert asked == [("1", 2), ("2", 3), ("3", 5), ("4", 5)]


def test_numbers_that_begin_again_on_each_page_are_bound_on_their_own_page() -> None:
    """The marker of note 1 of page 1 was lost: it does not take that of page 2, whose note has it."""
    pieces = [piece("1", "a"), piece("1", "b", page=2)]
    found = footnotes(pieces, [anchor("1", 2)])
    assert found == [("1", "a", 0, "marker_missing"), ("1", "b", 2, "")]


def test_a_section_may_begin_again_on_a_page() -> None:
    pieces = [piece(m, f"ghi chú {i}") for i, m in enumerate(["1", "2", "1"])]
    assert [reason for *_, reason in footnotes(pieces, [anchor(m) for m in ["1", "2", "1"]])] == ["", "", ""]


def test_the_marker_behind_the_second_section_is_not_that_of_the_first_though_that_was_lost() -> None:
    pieces = [piece(m, f"ghi chú {i}") for i, m in enumerate(["1", "2", "1", "2"])]
    found, _ = joined(pieces, [anchor(m, text=text) for m, text in (("1", "một"), ("1", "hai"), ("2", "ba"))])
    assert [(f.marker, f.anchor_text) for f in found] == [("1", "một"), ("2", ""), ("1", "hai"), ("2", "ba")]
    assert found[1].review_reason == "marker_missing"


def test_a_doubt_of_what_belongs_to_a_note_goes_before_one_of_some_of_its_words() -> None:
    """It casts doubt on all its figures."""
    assert footnotes([replace(piece("1", "giảm ó phòng"), guessed=True)], [anchor("1")])[0][3] == "rest_by_size"


def test_a_note_that_is_cut_is_flagged() -> None:
    found = footnotes([replace(piece("1", "ghi chú"), cut=True), piece("2", "ghi chú")], [anchor("1"), anchor("2")])
    assert [reason for *_, reason in found] == ["rest_missing", ""]


def test_a_marker_that_order_takes_for_none_leaves_a_doubt() -> None:
    found = footnotes([piece(m, "ghi chú") for m in ("1", "1", "2")], [anchor("1"), anchor("2")])
    assert [(marker, reason) for marker, *_, reason in found] == [("1", "next_note_missing"), ("2", "")]


@pytest.mark.parametrize(
    ("text", "confidence", "reason"),
    [
        ("Sở Nội vụ giảm 5 phòng. 'Sở Tài chính giảm 04 phòng.", 0.96, "next_note_missing"),
        ("Cấp xã: 742 đơn vị ”Cấp tỉnh: 3.884 đơn vị", 0.96, "next_note_missing"),
        ("Cấp xã: 742 đơn vị; “Cấp tỉnh” và 'một cửa'.", 0.96, ""),
        ("Sở Nội vụ giảm 5 phòng. 'Sở Tài chính giảm 04 phòng.", 1.0, ""),  # a PDF tells each letter
    ],
)
def test_what_may_be_a_marker_within_a_note_of_a_scan_is_doubted(text: str, confidence: float, reason: str) -> None:
    found = footnotes([piece("1", text, confidence=confidence)], [anchor("1")])
    assert [why for *_, why in found] == [reason]
