"""Markers that stand pages before their notes: between them a note goes on that fills those pages."""

from __future__ import annotations

import pytest

from extract.footnotes.join import pieces_to_footnotes
from extract.footnotes.marker_order import Anchor
from models.records import Box
from tests.factories import piece

BOX = Box(100, 100, 104, 106)


@pytest.mark.parametrize(
    ("notes", "called", "expected"),
    [
        ("[1]@1 -@2 -@3 [2]@3", "[1]@1 [2]@1", {"[1]": 1, "[2]": 1}),
        ("1@1 -@2 -@3 -@4 2@4 3@4", "1@1 2@1 3@2", {"1": 1, "2": 1, "3": 2}),
        pytest.param("1@2 -@3 2@4", "1@2 2@1", {"1": 2, "2": 0}, id="before the note that goes on"),
        pytest.param("1@1 1@2 -@3 2@4", "1@1 2@1 1@2", {"1": 2, "2": 0}, id="numbers begin again"),
        pytest.param("*@1 -@2 **@3", "*@1 **@1", {"*": 1, "**": 0}, id="stars begin again on each page"),
    ],
)
def test_the_marker_behind_a_note_that_goes_on_may_stand_as_far_back_as_that_begins(
    notes: str, called: str, expected: dict[str, int]
) -> None:
    pieces = [piece(mark.strip("-"), "Ghi chú.", int(page)) for mark, page in (n.split("@") for n in notes.split())]
    anchors = [
        Anchor(mark, int(page), "body", f"trước {mark}", 1.0, BOX)
        for mark, page in (n.split("@") for n in called.split())
    ]
    found = pieces_to_footnotes(pieces, anchors, lambda _: None)
    assert {note.marker: note.anchor_page for note in found if note.text} == expected
