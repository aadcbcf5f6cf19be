"""What the notes of a page say of markers in its text that could not be read, or were read wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.footnotes.marker_order import Anchor
from extract.marker_text import UNREAD, are_same, marker_to_number, marker_to_style
from models.records import NotePiece


def anchors_in_order(anchors: Sequence[Anchor], notes: Sequence[NotePiece]) -> tuple[Anchor, ...]:
    """Unread and misread anchors take the number of a note on their page that has none, where its place fits.

    Stars without brackets where all notes have them lost theirs on the scan.
    """
    styles = {marker_to_style(note.marker) for note in notes}
    bare = [styles == {"(*)"} and marker_to_style(a.marker) == "*" and a.confidence < 1 for a in anchors]
    anchors = [
        replace(a, marker=f"({a.marker})", by_order=True) if lost else a for a, lost in zip(anchors, bare, strict=True)
    ]
    found = _as_the_notes_beside(anchors, notes)
    for note in notes:
        number = marker_to_number(note.marker)
        if number is None or any(_is_called_by(note, a, notes) for a in found):
            continue
        places = [i for i, a in enumerate(found) if a.page == note.page and _may_be(a, note, notes, found)]
        fitting = [i for i in places if _between(found, i, number)]
        if fitting:
            found[fitting[0]] = replace(found[fitting[0]], marker=note.marker, by_order=True)
    return tuple(found)


def _is_called_by(note: NotePiece, anchor: Anchor, notes: Sequence[NotePiece]) -> bool:
    """Whether an anchor of its page, or of one beside it where no other note answers it, has the number of a note."""
    if not are_same(anchor.marker, note.marker) or abs(anchor.page - note.page) > 1:
        return False
    return anchor.page == note.page or not any(
        n.page == anchor.page and are_same(n.marker, anchor.marker) for n in notes
    )


def _as_the_notes_beside(anchors: Sequence[Anchor], notes: Sequence[NotePiece]) -> list[Anchor]:
    """The anchors; unread ones of a page that has as many notes as markers, all read ones in their places, as those.

    One that was read like another of its page, 2 and 2 for 1 and 2, was misread.
    """
    found = list(anchors)
    for page in {note.page for note in notes}:
        places = [i for i, anchor in enumerate(found) if anchor.page == page]
        markers = [note.marker for note in notes if note.page == page]
        if len(places) != len(markers) or len({marker_to_style(marker) for marker in markers}) > 1:
            continue
        read = [found[i].marker for i in places]
        wrong = [
            (i, marker) for i, marker in zip(places, markers, strict=True) if not are_same(found[i].marker, marker)
        ]
        misread = [i for i, _ in wrong if found[i].marker != UNREAD]
        twice = len(misread) == 1 and sum(are_same(marker, found[misread[0]].marker) for marker in read) > 1
        if not misread or (twice and len(set(markers)) == len(markers)):
            for i, marker in wrong:
                found[i] = replace(found[i], marker=marker, by_order=True)
    return found


def _may_be(anchor: Anchor, note: NotePiece, notes: Sequence[NotePiece], anchors: Sequence[Anchor]) -> bool:
    """Whether an anchor was not read, or only a part of it: the 1 of an 11, where no note near it is number 1.

    Of stars that the text of a page has twice, but its notes once, those of one are a part.
    """
    if anchor.marker == UNREAD:
        return True
    if "*" in anchor.marker and marker_to_style(anchor.marker) == marker_to_style(note.marker):
        texts = sum(a.marker == anchor.marker and a.page == anchor.page for a in anchors)
        return texts > sum(n.marker == anchor.marker and n.page == anchor.page for n in notes) > 0
    part = anchor.marker.isdigit() and anchor.marker != note.marker and anchor.marker in note.marker
    return part and not any(are_same(n.marker, anchor.marker) and abs(n.page - anchor.page) <= 1 for n in notes)


def _between(anchors: Sequence[Anchor], index: int, number: int) -> bool:
    """Whether the read anchors before and after this place leave room for the number."""
    page = anchors[index].page
    before = [marker_to_number(a.marker) or 0 for a in anchors[:index] if a.page == page and a.marker != UNREAD]
    after = [marker_to_number(a.marker) or 0 for a in anchors[index + 1 :] if a.page == page and a.marker != UNREAD]
    return (not before or before[-1] < number) and (not after or number < after[0])
