"""Injected faults: markers at the head of notes that were not seen, so that two notes are one, leave a doubt there."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from extract.footnotes.join import pieces_to_footnotes
from extract.footnotes.marker_order import Anchor
from extract.marker_text import DOT, number_to_marker
from models.records import Box, Footnote, NotePiece, boxes_to_box
from tests.factories import line, piece, word

BOX = Box(100, 100, 104, 106)
# The ways of counting: from 1 on each page, or through.
RESTARTS, THROUGH = "restarts", "through"


@dataclass(frozen=True, slots=True)
class Printed:
    """A note of a page, and what a reader lost of it: the marker at its head, the one in the text."""

    page: int
    marker: str
    text: str
    head_lost: bool
    anchor_lost: bool


def pages_to_printed(pages: list[list[tuple[bool, bool]]], style: str, count: str) -> list[Printed]:
    """The notes of all pages under their markers; each has its own text."""
    notes: list[Printed] = []
    for page, losses in enumerate(pages, 1):
        for place, (head_lost, anchor_lost) in enumerate(losses, 1):
            number = place if count == RESTARTS else len(notes) + 1
            text = f"Ghi chú {chr(ord('a') + len(notes) // 20)}{chr(ord('a') + len(notes) % 20)}."
            notes.append(Printed(page, number_to_marker(number, style), text, head_lost, anchor_lost))
    return notes


def _between_others(page: list[tuple[bool, bool]]) -> list[tuple[bool, bool]]:
    known = [False, *(other == READ for other in page[2:]), False]
    return [HEAD_LOST if one == BOTH_LOST and not here else one for one, here in zip(page, known, strict=False)]


def printed_to_footnotes(notes: list[Printed]) -> tuple[Footnote, ...]:
    """What is made of the notes: one without its head is a part of the one before on its page, or goes on from that."""
    pieces: list[NotePiece] = []
    for note in notes:
        row = line(note.text, size=10, confidence=0.9)
        if note.head_lost and pieces and pieces[-1].page == note.page:
            before = pieces[-1]
            rows = (*before.lines, row)
            pieces[-1] = NotePiece(before.marker, note.page, rows, boxes_to_box(r.box for r in rows), 0.9)
        else:
            pieces.append(NotePiece("" if note.head_lost else note.marker, note.page, (row,), row.box, 0.9))
    anchors = [
        Anchor(note.marker, note.page, "body", f"trước {note.text}", 0.9, BOX) for note in notes if not note.anchor_lost
    ]
    return pieces_to_footnotes(pieces, anchors, lambda _: None)


def silent_faults(notes: list[Printed], found: tuple[Footnote, ...]) -> list[tuple[str, str, int]]:
    """The footnotes without a flag that are no note as it was printed, with the marker and the place it has."""
    true = {(n.marker, n.text, n.page, f"trước {n.text}") for n in notes}
    return [
        (f.marker, f.text, f.page)
        for f in found
        if not f.review and (f.marker, f.text, f.anchor_page, f.anchor_text) not in true
    ]


# Without both markers a note is known of between others of its page, if the next was read.
READ, HEAD_LOST, ANCHOR_LOST, BOTH_LOST = (False, False), (True, False), (False, True), (True, True)
PAGES = st.lists(
    st.lists(st.sampled_from([READ, HEAD_LOST, ANCHOR_LOST, BOTH_LOST]), min_size=1, max_size=4).map(_between_others),
    min_size=1,
    max_size=4,
)


@pytest.mark.parametrize(
    ("style", "count"),
    [*((style, RESTARTS) for style in ("1", "(1)", "[1]", "*", "(*)")), ("1", THROUGH), ("(1)", THROUGH)],
)
@example(pages=[[READ], [HEAD_LOST]])
@example(pages=[[HEAD_LOST], [ANCHOR_LOST]])
@example(pages=[[READ, READ, HEAD_LOST, READ], [HEAD_LOST, HEAD_LOST, HEAD_LOST, READ]])
@example(pages=[[READ, READ, HEAD_LOST], [READ, READ, ANCHOR_LOST]])
@example(pages=[[READ, HEAD_LOST, HEAD_LOST, HEAD_LOST], [ANCHOR_LOST, ANCHOR_LOST, ANCHOR_LOST]])
@example(pages=[[ANCHOR_LOST, READ], [HEAD_LOST]])
@example(pages=[[READ, BOTH_LOST, READ]])
@example(pages=[[ANCHOR_LOST, HEAD_LOST], [HEAD_LOST], [ANCHOR_LOST]])
@given(pages=PAGES)
def test_notes_that_became_one_are_doubted(pages: list[list[tuple[bool, bool]]], style: str, count: str) -> None:
    notes = pages_to_printed(pages, style, count)
    assert silent_faults(notes, printed_to_footnotes(notes)) == []


@pytest.mark.parametrize(("pages", "doubted"), [(3, False), (2, True)])
def test_a_speck_like_a_1_casts_no_doubt_where_notes_count_through_several_pages(pages: int, doubted: bool) -> None:
    notes = [NotePiece(str(n), 1 + n * pages // 6, (line(f"Ghi chú {n}."),), BOX, 0.9) for n in range(1, 6)]
    anchors = [Anchor(note.marker, note.page, "body", f"trước {note.marker}", 0.9, BOX) for note in notes]
    speck = Anchor("1", 9, "table", "Tổng số", 0.9, BOX)
    found = pieces_to_footnotes(notes, [*anchors, speck], lambda _: None)
    assert any(note.review for note in found) == doubted


@pytest.mark.parametrize(("head", "doubted"), [("[8]", True), ("[1]", False), ("(8)", False)])
def test_an_item_with_the_number_of_the_next_note_leaves_a_doubt(head: str, doubted: bool) -> None:
    row = line("Sở Tài chính")
    item = NotePiece(head, 2, (row,), row.box, 0.9, head=word(head))
    pieces = [piece("[7]", "Ghi chú.", 1), piece("", "Đi tiếp.", 2), item]
    anchors = [Anchor("[7]", 1, "body", "trước", 0.9, BOX)]
    found = pieces_to_footnotes(pieces, anchors, lambda _: None)
    assert [(note.marker, note.text, note.review) for note in found] == [
        ("[7]", f"Ghi chú. Đi tiếp. {head} Sở Tài chính", doubted)
    ]


@pytest.mark.parametrize(
    ("marker", "first", "rest", "doubted"),
    [
        ("***", "Ghi chú.", "Sở Y tế giảm 3 phòng.", True),
        ("***", "Ghi chú.", "ˆ Sở Y tế giảm 3 phòng.", True),
        ("***", "Ghi chú của", "Sở Y tế.", False),
        ("***", "Ghi chú.", "giảm 3 phòng.", False),
        ("3", "Ghi chú.", "Sở Y tế giảm 3 phòng.", False),  # the count tells of a lost number
    ],
)
def test_a_sentence_that_begins_overleaf_may_be_the_note_of_a_lost_star(
    marker: str, first: str, rest: str, doubted: bool
) -> None:
    anchors = [Anchor(marker, 4, "body", "trước", 0.9, BOX)]
    found = pieces_to_footnotes([piece(marker, first, 4), piece("", rest, 5)], anchors, lambda _: None)
    assert [note.review for note in found] == [doubted]


@pytest.mark.parametrize(
    ("marker", "called", "expected"),
    [
        pytest.param("**", True, [("**", "Ghi chú.", ""), ("*", "Sở Y tế.", "marker_by_order")], id="a star"),
        pytest.param("**", False, [("**", "Ghi chú. Sở Y tế.", "next_note_missing")], id="the text has none"),
        pytest.param("2", True, [("2", "Ghi chú. Sở Y tế.", "")], id="a speck beside numbers"),
        pytest.param("2", False, [("2", "Ghi chú. Sở Y tế.", "")], id="a speck"),
    ],
)
def test_a_small_sign_is_a_star_where_notes_have_stars_and_the_text_of_its_page_has_one(
    marker: str, called: bool, expected: list[tuple[str, str, str]]
) -> None:
    anchors = [Anchor(marker, 4, "body", "trước", 0.9, BOX)]
    anchors += [Anchor(DOT, 5, "body", "kế hoạch", 0.9, BOX)] if called else []
    found = pieces_to_footnotes([piece(marker, "Ghi chú.", 4), piece(DOT, "Sở Y tế.", 5)], anchors, lambda _: None)
    assert [(note.marker, note.text, note.review_reason) for note in found] == expected
