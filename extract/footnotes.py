"""Note pieces and markers of all pages to footnotes: a note may run over page ends, its marker may be anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.passages import MarkerPlace, words_to_passage
from models.records import Footnote, Marker, NotePiece, Passage, boxes_to_box

ANCHOR = 60


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a marker stands: page, body or table, and the text right before it."""

    marker: str
    page: int
    source: str
    text: str
    confidence: float


def places_to_anchors(places: Sequence[MarkerPlace], passages: Sequence[Passage]) -> tuple[Anchor, ...]:
    """Anchors of body markers, in reading order; a short paragraph takes in the end of the one before."""
    anchors = []
    for place in places:
        text = passages[place.passage].text[: place.at]
        if len(text) < 25 and place.passage:
            text = f"{passages[place.passage - 1].text} {text}"
        anchors.append(Anchor(place.marker.text, place.page, "body", text[-ANCHOR:].lstrip(), place.marker.confidence))
    return tuple(anchors)


def cell_markers_to_anchors(page: int, markers: Sequence[Marker]) -> tuple[Anchor, ...]:
    """Anchors of the markers that stand in table cells of a page."""
    return tuple(Anchor(m.text, page, "table", m.after[-ANCHOR:], m.confidence) for m in markers if m.table >= 0)


def pieces_to_notes(pieces: Sequence[NotePiece]) -> tuple[tuple[NotePiece, ...], ...]:
    """Pieces of one note together; a piece without a marker goes on from the note before."""
    notes: list[list[NotePiece]] = []
    for piece in pieces:
        if piece.marker or not notes:
            notes.append([piece])
        else:
            notes[-1].append(piece)
    return tuple(tuple(note) for note in notes)


def notes_to_footnotes(
    notes: Sequence[Sequence[NotePiece]], anchors: Sequence[Anchor]
) -> tuple[tuple[Footnote, ...], tuple[Passage, ...]]:
    """Footnotes with their anchors, and the note texts as passages.

    A marker is looked for on the note's page, then on the page before, then on the one after. A note without marker and
    a marker without note are both flagged, never dropped.
    """
    free = list(anchors)
    footnotes: list[Footnote] = []
    passages: list[Passage] = []
    for note in notes:
        first = note[0]
        passage = words_to_passage(
            [(piece.page, word) for piece in note for line in piece.lines for word in line.words],
            "footnote",
            marker=first.marker,
        )
        anchor = _nearest(first, free)
        if anchor is not None:
            free.remove(anchor)
        reason = "" if anchor else ("marker_unread" if not first.marker else "marker_missing")
        confidence = min(
            [first.confidence, *(p.confidence for p in passage.pieces), anchor.confidence if anchor else 1]
        )
        footnotes.append(
            Footnote(
                marker=first.marker,
                text=passage.text,
                page=first.page,
                box=boxes_to_box(p.box for p in note if p.page == first.page),
                anchor_page=anchor.page if anchor else 0,
                anchor_source=anchor.source if anchor else "",
                anchor_text=anchor.text if anchor else "",
                confidence=confidence,
                review=bool(reason),
                review_reason=reason,
            )
        )
        passages.append(passage)
    return tuple(footnotes), tuple(passages)


def _nearest(piece: NotePiece, anchors: Sequence[Anchor]) -> Anchor | None:
    for step in (0, -1, 1):
        for anchor in anchors:
            if anchor.marker == piece.marker and anchor.page == piece.page + step:
                return anchor
    return None
