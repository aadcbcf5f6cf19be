"""What order may say of markers: it fills gaps and settles misfits, and what it says is flagged."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.footnotes.anchor_order import anchors_in_order
from extract.footnotes.marker_order import Anchor, pieces_in_order
from models.records import Box, NotePiece
from tests.factories import piece, word


def anchor(marker: str, page: int = 1, at: float = 100.0) -> Anchor:
    return Anchor(marker, page, "body", "ban hành kế hoạch cải cách hành chính", 1.0, Box(at, 100, at + 4, 106))


def settled(markers: str, called: str = "") -> tuple[list[str], list[int]]:
    """The markers of the notes of a page after order had its say, and which it settled; "_" is a piece without one."""
    pieces = [piece("" if m == "_" else m, "Một ghi chú") for m in markers.split()]
    found, touched = pieces_in_order(pieces, [anchor(m) for m in called.split()])
    return [p.marker or "_" for p in found], sorted(touched)


@pytest.mark.parametrize(
    ("read", "called", "known", "touched"),
    [
        ("1 2 3", "", "1 2 3", []),
        ("1 ? 3", "", "1 2 3", [1]),
        ("? ? ?", "", "1 2 3", [0, 1, 2]),
        ("1 ? ? 4", "", "1 2 3 4", [1, 2]),
        ("6 6 8", "", "6 7 8", [1]),  # 7 was read as 6
        ("14 15 15", "", "14 15 16", [2]),  # no page has one number twice
        ("4 5 5 6", "", "4 5 _ 6", [2]),  # a line of note 5 that looked like a start
        ("4 9 6", "", "4 5 6", [1]),
        ("16 5 ? 19", "", "16 17 18 19", [1, 2]),
        ("16 5 ? 20", "", "16 5 6 20", [2]),
        ("1 2 1 2", "", "1 2 1 2", []),  # numbering restarts
        ("1 2 3 1 2 3", "", "1 2 3 1 2 3", []),
        ("5 7", "", "5 7", []),  # a gap that nothing speaks for stays
        ("_ 2 3", "", "_ 2 3", []),
        ("1 _ 2", "", "1 _ 2", []),
        ("3 ? 2", "", "3 1 2", [1]),  # a section begins again
        ("1 1 2", "1 1 2", "1 1 2", []),  # so it does, and the text has 1 twice
        ("* ? ***", "", "* ** ***", [1]),
        ("(1) ? (3)", "", "(1) (2) (3)", [1]),
        ("* **", "", "* **", []),
        ("(1) (2)", "", "(1) (2)", []),
        ("18 1", "18 19", "18 19", [1]),  # a digit of 19 was lost, and the text calls for 19
        ("18 1", "18 1", "18 1", []),  # the text calls for 1: numbering restarts
        ("111 11 113", "111 113", "111 112 113", [1]),
        ("111 11", "111", "111 112", [1]),  # a page never counts back
        ("17 _", "17 18", "17 18", [1]),  # the text calls for 18, and a piece has no marker
        ("17 _", "17", "17 _", []),
        ("7 2", "1 2", "1 2", [0]),  # the text calls for a 1, and for no 7
        ("3 4", "1 4", "3 4", []),  # notes 1 and 2 may be lost
        ("? ?", "8 9", "8 9", [0, 1]),  # as many notes as the text calls for: those
        ("? 9", "8 9", "8 9", [0]),
        ("3 ?", "3 1", "3 1", [1]),  # a section begins again
        ("? ?", "8", "1 2", [0, 1]),
        ("3 2 3", "1 2 3", "1 2 3", [0]),  # all others are as the text has them
        ("3 2 4", "1 2 3", "3 2 4", []),
        ("2 ? 3", "2 3", "2 _ 3", [1]),  # a speck: no number is left for it
        ("17 _ ?", "17 18", "17 _ 18", [2]),  # the unread marker is the one that the text calls for
        ("1 _ ? 4", "1 2 3 4", "1 2 3 4", [1, 2]),  # the text has one marker more than notes
    ],
)
def test_markers_of_notes_by_order(read: str, called: str, known: str, touched: list[int]) -> None:
    assert settled(read, called) == (known.split(), touched)


@given(st.integers(1, 90), st.integers(3, 9), st.data())
def test_one_unread_marker_between_two_that_fit_is_told_right(first: int, count: int, data: st.DataObject) -> None:
    gap = data.draw(st.integers(1, count - 2))
    true = [str(first + i) for i in range(count)]
    read = [*true[:gap], "?", *true[gap + 1 :]]
    assert settled(" ".join(read)) == (true, [gap])


def test_a_digit_of_the_marker_that_was_read_as_a_word_leaves_the_note() -> None:
    pieces = [piece("18", "Trước"), piece("1", "9 Kế hoạch số 12/KH-UBND")]
    found, _ = pieces_in_order(pieces, [anchor("18"), anchor("19")])
    assert [(p.marker, p.lines[0].text) for p in found] == [("18", "Trước"), ("19", "Kế hoạch số 12/KH-UBND")]


@pytest.mark.parametrize(
    ("anchors", "notes", "known"),
    [
        ("1 ? 3", "1 2 3", "1 2 3"),
        ("1 ?", "1 2", "1 2"),
        ("? 2", "1 2", "1 2"),
        ("? ?", "1 2", "1 2"),
        ("1 ? 2", "1 2", "1 ? 2"),  # no note is left over: the unread thing was no marker
        ("2 ? 3", "1 2 3", "2 ? 3"),  # note 1 cannot stand between 2 and 3
        ("1 ?", "1 *", "1 ?"),
        ("", "1 2", ""),
        ("1 2 ?", "1 2 1", "1 2 1"),  # as many as there are notes: a section begins again
        ("2 ? 1", "2 3 1", "2 3 1"),
        ("1 ? ?", "1 2 1 2", "1 2 ?"),
    ],
)
def test_unread_markers_of_the_text_take_the_number_of_a_note_without_one(anchors: str, notes: str, known: str) -> None:
    before = [anchor(m, at=100.0 + 50 * i) for i, m in enumerate(anchors.split())]
    after = anchors_in_order(before, [piece(m, "Một ghi chú") for m in notes.split()])
    assert [a.marker for a in after] == known.split()
    assert [a.by_order for a in after] == [a.marker == "?" != b.marker for a, b in zip(before, after, strict=True)]


@pytest.mark.parametrize(
    ("anchors", "notes", "known"),
    [
        ("2 2", "1 2", "1 2"),
        ("1 1 3", "1 2 3", "1 2 3"),
        ("(2) (2)", "(1) (2)", "(1) (2)"),
        ("2 2 2", "1 2 3", "2 2 2"),  # two of them are wrong
        ("2 2", "1 2 3", "2 2"),  # one is lost: which?
        ("2 5", "1 2", "2 5"),
    ],
)
def test_of_two_markers_read_alike_one_was_misread_where_the_notes_tell_which(
    anchors: str, notes: str, known: str
) -> None:
    before = [anchor(m, at=100.0 + 50 * i) for i, m in enumerate(anchors.split())]
    after = anchors_in_order(before, [piece(m, "Một ghi chú") for m in notes.split()])
    assert [a.marker for a in after] == known.split()
    assert [a.by_order for a in after] == [a.marker != b.marker for a, b in zip(before, after, strict=True)]


@pytest.mark.parametrize(
    ("heads", "called", "known"),
    [
        ("_ ** ***", "** ***", "* ** ***"),  # the text lost its first one too
        ("_ ? ***", "** ***", "* ** ***"),
        ("_ * **", "* **", "_ * **"),
        ("_ ?", "*", "_ *"),
        ("_", "", "_"),  # goes on from the page before
    ],
)
def test_a_note_before_the_one_with_two_stars_has_one(heads: str, called: str, known: str) -> None:
    page = [piece("" if m == "_" else m, "Một ghi chú", page=2) for m in heads.split()]
    pieces = [piece("*", "a"), piece("**", "b"), *page]
    anchors = [anchor("*"), anchor("**"), *(anchor(m, page=2) for m in called.split())]
    assert [p.marker or "_" for p in pieces_in_order(pieces, anchors)[0][2:]] == known.split()


@pytest.mark.parametrize(
    ("notes", "confidence", "known"),
    [("(*) (**)", 0.9, "(*) (**)"), ("(*) (**)", 1.0, "(*) **"), ("(*) **", 0.9, "(*) **")],
)
def test_stars_of_the_text_that_lost_their_brackets_have_those_of_the_notes(
    notes: str, confidence: float, known: str
) -> None:
    before = [anchor("(*)"), replace(anchor("**", at=150.0), confidence=confidence)]
    after = anchors_in_order(before, [piece(m, "Một ghi chú") for m in notes.split()])
    assert [a.marker for a in after] == known.split()


def test_an_unread_marker_of_another_page_is_left_alone() -> None:
    unread = anchor("?", page=4)
    assert anchors_in_order([unread], [piece("1", "Một ghi chú", page=1)]) == (unread,)


def test_what_was_read_is_never_changed() -> None:
    read = [replace(anchor("5"), confidence=0.2)]
    assert anchors_in_order(read, [piece("4", "Một ghi chú")]) == tuple(read)


def test_stars_begin_again_on_each_page() -> None:
    pieces = [piece("*", "a"), piece("**", "b"), piece("?", "c", page=2), piece("?", "d", page=2)]
    assert [p.marker for p in pieces_in_order(pieces, [])[0]] == ["*", "**", "*", "**"]


def test_a_row_of_stars_read_as_the_one_before_it_at_the_end_of_a_page_is_the_next() -> None:
    pieces = [piece("*", "a"), piece("**", "b"), piece("**", "c"), piece("*", "d", page=2)]
    assert [p.marker for p in pieces_in_order(pieces, [])[0]] == ["*", "**", "***", "*"]


def test_a_number_of_a_scan_without_its_brackets_has_those_of_the_others() -> None:
    for read in ("2", "(2)"):
        pieces = [piece(mark, "Một ghi chú", confidence=0.97) for mark in ("[1]", read, "[3]")]
        found, touched = pieces_in_order(pieces, [])
        assert ([p.marker for p in found], touched) == (["[1]", "[2]", "[3]"], frozenset())


@pytest.mark.parametrize(
    ("read", "known", "touched"),
    [
        ("(*) (**) **", "(*) (**) (***)", {2}),  # a star and the brackets were lost
        ("(*) ** (***)", "(*) (**) (***)", {1}),
        ("* ** (***)", "* ** (***)", set()),  # most have none
    ],
)
def test_stars_of_a_scan_without_their_brackets_are_settled_by_order(read: str, known: str, touched: set[int]) -> None:
    found, by_order = pieces_in_order([piece(mark, "Một ghi chú", confidence=0.9) for mark in read.split()], [])
    assert ([p.marker for p in found], set(by_order)) == (known.split(), touched)


def test_stars_read_like_the_note_before_are_the_next_though_those_of_the_next_page_begin_again() -> None:
    pieces = [piece(mark, "Một ghi chú", page) for mark, page in (("*", 2), ("**", 2), ("**", 2), ("?", 2), ("*", 3))]
    found, by_order = pieces_in_order(pieces, [])
    assert ([p.marker for p in found], set(by_order)) == (["*", "**", "***", "****", "*"], {2, 3})


def test_the_first_stars_of_a_page_are_no_speck_though_the_page_before_ends_with_one() -> None:
    pieces = [piece(mark, "Một ghi chú", page) for mark, page in (("*", 2), ("?", 3), ("**", 3), ("***", 3))]
    found, by_order = pieces_in_order(pieces, [anchor("*", 2), anchor("**", 3), anchor("***", 3)])
    assert ([p.marker for p in found], set(by_order)) == (["*", "*", "**", "***"], {1})


@pytest.mark.parametrize(
    ("called", "known"), [("* **", "* ** *"), ("(1) ?", "(1) (2) (3)"), ("1 2", "1 2 3"), ("", "1 2 3")]
)
def test_notes_of_which_none_was_read_are_printed_like_the_markers_of_the_text(called: str, known: str) -> None:
    pieces = [piece("?", "Một ghi chú", page) for page in (1, 1, 2)]
    found, by_order = pieces_in_order(pieces, [anchor(mark) for mark in called.split()])
    assert ([p.marker for p in found], set(by_order)) == (known.split(), {0, 1, 2})


def test_an_item_at_the_top_of_a_page_is_a_line_of_the_note_before() -> None:
    item = piece("(2)", "Sở Tài chính: 8 phòng", page=2)
    item = replace(item, head=word("(2)", y=item.box.top))
    found, _ = pieces_in_order([piece("1", "Gồm"), item, piece("2", "Kế hoạch", page=2)], [anchor("1"), anchor("2", 2)])
    assert [(p.marker, p.lines[0].text) for p in found][1:] == [("", "(2) Sở Tài chính: 8 phòng"), ("2", "Kế hoạch")]


@pytest.mark.parametrize(
    ("read", "notes", "known"),
    [
        ("9 10 1", "9 10 11", "9 10 11"),  # of an 11 one stroke was read
        ("9 10 1", "1 9 10 11", "9 10 1"),  # a note 1 is near: the marker is its
        ("9 10 2", "9 10 11", "9 10 2"),
        ("1 12 13", "11 12 13", "11 12 13"),
        ("(*) (*) (***)", "(*) (**) (***)", "(*) (**) (***)"),  # of two stars one was read
        ("(*) (***)", "(*) (**) (***)", "(*) (***)"),
        ("* * **", "** *** *", "* * **"),  # no room for the third between them
    ],
)
def test_a_marker_of_which_a_part_was_read_is_settled_by_order(read: str, notes: str, known: str) -> None:
    before = [anchor(m, at=10.0 * i) for i, m in enumerate(read.split())]
    after = anchors_in_order(before, [piece(m, "Một ghi chú") for m in notes.split()])
    assert [a.marker for a in after] == known.split()
    assert [a.by_order for a in after] == [a.marker != b.marker for a, b in zip(after, before, strict=True)]


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ("1 2", "1 2 ?"),  # numbering begins again on each page
        ("1", "1 ? ?"),  # the other page has the marker, this one the note
    ],
)
def test_a_marker_of_the_page_beside_answers_a_note_only_where_that_page_has_none(own: str, expected: str) -> None:
    notes = [piece(m, "Một ghi chú", 1) for m in own.split()] + [piece(m, "Một ghi chú", 2) for m in ("1", "2")]
    before = [
        anchor(m, page, at=10.0 * i) for page, read in ((1, "1 2"), (2, "1 ? ?")) for i, m in enumerate(read.split())
    ]
    assert [a.marker for a in anchors_in_order(before, notes) if a.page == 2] == expected.split()


def flat(mark: str, page: int) -> NotePiece:
    """A piece whose marker stands on its line."""
    found = piece(mark, "Một ghi chú", page)
    return replace(found, head=word(mark, y=found.box.top))


@pytest.mark.parametrize(
    ("heads", "called", "expected"),
    [
        ("[8] [9]", ((3, "[8]"), (3, "[9]")), "[8] [9]"),  # both stand before the note went on
        ("[8] [9]", ((3, "[8]"), (4, "[9]")), "[8] [9]"),
        ("[1] [2]", (), "_ _"),  # items of the note that goes on
        ("[1] [2]", ((3, "[1]"),), "_ _"),  # 1 is no next number
        ("[8] [9]", (), "_ _"),
        ("[1] [8]", ((3, "[8]"),), "_ [8]"),
        ("[8] [9] [10]", ((4, "[10]"),), "[8] [9] [10]"),  # the text lost the markers of two
        ("[8] [10]", ((4, "[10]"),), "_ [10]"),
    ],
)
def test_markers_in_brackets_behind_a_note_that_goes_on(
    heads: str, called: tuple[tuple[int, str], ...], expected: str
) -> None:
    pieces = [piece("[7]", "Một ghi chú", 3), piece("", "đi tiếp", 4), *(flat(head, 4) for head in heads.split())]
    found, _ = pieces_in_order(pieces, [anchor("[7]", 3), *(anchor(mark, page) for page, mark in called)])
    assert [p.marker or "_" for p in found] == ["[7]", "_", *expected.split()]
    for before, after in zip(pieces[2:], found[2:], strict=True):
        assert (after.lines[0].words[0].text == before.marker) == (not after.marker)  # a word of the note again


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        ("* ** ***", "* ** ***"),  # the text lost their markers
        ("* *", "_ _"),  # items
        ("*", "_"),
    ],
)
def test_stars_that_count_on_behind_a_note_that_goes_on_are_no_items(heads: str, expected: str) -> None:
    pieces = [piece("**", "Một ghi chú", 3), piece("", "đi tiếp", 4), *(flat(head, 4) for head in heads.split())]
    found, _ = pieces_in_order(pieces, [anchor("**", 3)])
    assert [p.marker or "_" for p in found][2:] == expected.split()


@pytest.mark.parametrize(("read", "called", "expected"), [("1", "[9]", "[9]"), ("[1]", "[9]", "[1]"), ("1", "", "[1]")])
def test_a_1_printed_unlike_the_others_is_a_stroke_of_the_number_that_the_text_calls_for(
    read: str, called: str, expected: str
) -> None:
    """ "[9]" on a scan of 150 dpi; one printed like them begins a section."""
    notes = [piece("[8]", "Một ghi chú", 3, confidence=0.9), piece(read, "Một ghi chú", 4, confidence=0.9)]
    found, _ = pieces_in_order(notes, [anchor("[8]", 3), *([anchor(called, 4)] if called else [])])
    assert [p.marker for p in found] == ["[8]", expected]
