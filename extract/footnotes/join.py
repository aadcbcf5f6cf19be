"""Note pieces and markers of all pages to footnotes: a note may run over page ends, its marker may be anywhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from extract.figures_read_twice import DIFFERENT, SIX, has_figures
from extract.footnotes.anchor_order import anchors_in_order
from extract.footnotes.lost_marks import has_lost_tone, with_lost_hooks, with_worn_hooks
from extract.footnotes.marker_order import (
    Anchor,
    piece_with_marker,
    piece_without_marker,
    pieces_in_order,
    pieces_with_dots_settled,
)
from extract.footnotes.note_doubts import doubted, footnotes_with_doubts
from extract.footnotes.notes import ENDS, text_to_glued_figures
from extract.marker_text import (
    DOT,
    NUMBERED,
    UNREAD,
    are_same,
    is_numbered,
    marker_to_number,
    marker_to_style,
    number_to_marker,
)
from extract.passages import MarkerPlace, words_to_passage
from extract.spelling import is_strange
from models.records import Footnote, Marker, NotePiece, Passage, boxes_to_box

ANCHOR = 60
# So many letters before a marker tell where it stands.
NEAR = 25
# In so many words a figure matters to where it is.
LAST = 3
# Words of which the engine is less sure are garbage; little of a note may be, more of what is before a marker.
GARBAGE = 0.5
SPOILT_NOTE, SPOILT_ANCHOR = 0.04, 0.6
# What engines make of worn figures, "I668" and "ŠI7", all of it signs that figures are taken for; "I.2" is an item.
MISREAD = re.compile(r"(?=.*[IlŠ§Ñ\[|!])(?=.*[\dŠ§Ñ])[\dIlŠ§ÑTSOZB\[\]|!.,%]{2,}")
ITEM = re.compile(r"[IVX]+[.,]\d{1,2}|\[\d+\]")
# "năm @o84": figures and letters behind a sign that print has in addresses alone.
SPOILT_YEAR = re.compile(r"[@#$\\^~<>=]+\w*\d\w*")
# So many figures without a sign between them are none of a text: "7171172020" was a date.
LONG = re.compile(r"\d{8,}")
# Signs that no such text is printed with, "huyện, L$ ~".
NO_PRINT = re.compile(r"[$~^<>{}\\`|#@=£€¥¢©®]")
# What engines make of a small raised marker before the first word of its note: "phòng. 'Sở", "chế. °Nghị".
LEFT_OF_MARKER = re.compile(r"\s[°”’'?^`~*]{1,2}(?P<letter>[^\W\d_])(?=[^\W\d_])")
# Signs that stand alone where a figure of one digit was.
LONE = frozenset("_|[]{}!")


def places_to_anchors(places: Sequence[MarkerPlace], passage: Passage, before: str) -> tuple[Anchor, ...]:
    """Anchors of the markers of a paragraph, in reading order; a short one takes in the end of the one `before`."""
    anchors = []
    for place in places:
        text = passage.text[: place.at]
        if len(text) < NEAR and before:
            text = f"{before} {text}"
        mark = place.marker
        # Figures and symbols at a marker are read with less confidence than what is before them.
        last = passage.text.rfind(" ", 0, place.at)
        end = " ".join(text.split()[-LAST:])
        wrong = has_misread_figure(end) or NO_PRINT.search(end) is not None or LONG.search(end) is not None
        wrong = wrong or _has_figure_in_garbage(passage, last)
        spoilt = 1.0 if wrong else passage_to_garbage(passage, last - NEAR, last)
        anchors.append(
            Anchor(mark.text, place.page, "body", text[-ANCHOR:].lstrip(), mark.confidence, mark.box, garbage=spoilt)
        )
    return tuple(anchors)


def _has_figure_in_garbage(passage: Passage, end: int) -> bool:
    """Whether one of the words before the last one, which ends there, has a figure and was hardly read."""
    near = [p for p in passage.pieces if p.end <= end][1 - LAST :]
    return any(p.confidence < GARBAGE and has_figures(passage.text[p.start : p.end]) for p in near)


def passage_to_garbage(passage: Passage, start: int, end: int) -> float:
    """The share of the letters between two offsets that stand in words which the engine does not mean."""
    pieces = [p for p in passage.pieces if p.end > start and p.start < end]
    letters = sum(p.end - p.start for p in pieces)
    return sum(p.end - p.start for p in pieces if p.confidence < GARBAGE) / letters if letters else 0.0


def has_figure_in_doubt(passage: Passage) -> bool:
    """Whether two readers read a word with figures differently."""
    unsure = (p for p in passage.pieces if p.confidence <= DIFFERENT)
    return any(has_figures(passage.text[p.start : p.end]) for p in unsure)


def has_misread_figure(text: str) -> bool:
    """Whether a word of the text is what engines make of a figure that they cannot read."""
    words = (word.strip("().,;:“”") for word in text.split())
    return any(map(_is_misread, words))


def _is_misread(word: str) -> bool:
    if ITEM.fullmatch(word):
        return False
    # "giảm Ö2 phòng", "giảm § phòng", "giảm _ phòng"
    strange = is_strange(word) and (len(word) == 1 or any(c.isdigit() for c in word))
    strange = strange or SPOILT_YEAR.fullmatch(word) is not None
    # "3Các": what was read of a marker stands at a word, or the blank behind a figure was lost.
    strange = strange or text_to_glued_figures(word) is not None
    return strange or word in LONE or MISREAD.fullmatch(word) is not None or SIX.search(word) is not None


def cell_markers_to_anchors(page: int, markers: Sequence[Marker]) -> tuple[Anchor, ...]:
    """Anchors of the markers that stand in table cells of a page."""
    return tuple(
        Anchor(
            m.text, page, "table", m.after[-ANCHOR:], m.confidence, m.box, garbage=float(has_misread_figure(m.after))
        )
        for m in markers
        if m.table >= 0
    )


def pieces_to_notes(pieces: Iterable[NotePiece]) -> Iterator[tuple[NotePiece, ...]]:
    """Pieces of one note together, note by note; a piece without a marker goes on from the note before."""
    note: list[NotePiece] = []
    for piece in pieces:
        if piece.marker and note:
            yield tuple(note)
            note = []
        note.append(piece)
    if note:
        yield tuple(note)


def piece_to_outline(piece: NotePiece) -> NotePiece:
    """The piece with no more words than settle its marker: the first two of its first line."""
    return replace(piece, lines=tuple(replace(line, words=line.words[:2]) for line in piece.lines[:1]))


def pieces_as_settled(
    pieces: Iterable[NotePiece], outlines: Sequence[NotePiece], by_order: Collection[int]
) -> Iterator[NotePiece]:
    """The whole pieces under the markers of their `outlines`, where order or the style of all settled those."""
    for index, (piece, outline) in enumerate(zip(pieces, outlines, strict=True)):
        if index not in by_order and piece.marker == outline.marker:
            yield piece
        elif outline.marker:
            yield piece_with_marker(piece, outline.marker)
        else:
            yield piece_without_marker(piece)


def pieces_to_footnotes(
    pieces: Collection[NotePiece], anchors: Sequence[Anchor], keep: Callable[[Passage], None]
) -> tuple[Footnote, ...]:
    """Footnotes with their anchors; the text of each note goes to `keep` as a passage.

    `pieces` are walked twice, and one note at a time is held with all its words: they may stand on disk.

    A marker is looked for on the note's page, then on the page before, then on the one after. A note without marker and
    a marker without note are both flagged, never dropped; so are a number that only order tells, and text read badly.
    """
    read = [piece_to_outline(piece) for piece in pieces]
    begun, seen = pieces_with_dots_settled(read, anchors)
    outlines, by_order = pieces_in_order(begun, seen)
    ordered = anchors_in_order(seen, [p for p in outlines if p.marker])
    starts = [index for index, piece in enumerate(outlines) if piece.marker or index == 0]
    bound = pieces_to_places([outlines[index] for index in starts], ordered)
    footnotes: list[Footnote] = []
    first = 0
    for note in pieces_to_notes(pieces_as_settled(pieces, outlines, by_order)):
        passage = note_to_passage(note)
        place = bound[len(footnotes)]
        anchor = ordered[place] if place >= 0 else None
        # A raised marker that order took for none may have opened the next note all the same.
        behind = (i for i in range(first + 1, first + len(note)) if i in by_order or read[i].marker == DOT)
        taken = [i for i in behind if _may_be_next(read[i], note[0].marker)]
        # What casts doubt on all figures of a note goes before what casts doubt on some.
        reason = ("next_note_missing" if taken or _may_begin_overleaf(note) else "") or _doubt_of_rest(note)
        reason = reason or _doubt(note[0].marker, anchor, first in by_order) or _unsure(passage, anchor)
        # Of a note whose marker was not seen the beginning may be in the note before, and notes that were skipped too.
        skipped = (marker_to_number(read[first].marker) or 0) > (marker_to_number(note[0].marker) or 0)
        if first in by_order and (skipped or not read[first].marker) and footnotes:
            footnotes[-1] = doubted(footnotes[-1], "next_note_missing")
        footnotes.append(_footnote(note, passage, anchor, reason))
        keep(passage)
        first += len(note)
    lacking = _without_note([a for i, a in enumerate(ordered) if i not in bound], footnotes)
    found = footnotes_with_doubts(footnotes, lacking, bound, ordered)
    return (*with_lost_hooks(with_worn_hooks(found)), *lacking)


def _may_begin_overleaf(note: Sequence[NotePiece]) -> bool:
    """Whether what goes on overleaf may be the first note there, its star lost as a speck: a sentence begins it."""
    return "*" in note[0].marker and any(
        before.page != piece.page and before.lines[-1].text.endswith(ENDS) and _first_letter(piece).isupper()
        for before, piece in pairwise(note)
        if before.lines and piece.lines
    )


def _first_letter(piece: NotePiece) -> str:
    return next((c for c in piece.lines[0].text if c.isalnum()), "")


def _may_be_next(taken: NotePiece, marker: str) -> bool:
    """Whether what order took for a part of the note with this marker may open the next one.

    It is raised; or it is stars as well, a sign that may be one, or the next number.
    """
    number = marker_to_number(marker)
    next_one = number is not None and taken.marker == number_to_marker(number + 1, marker_to_style(marker))
    stars = "*" in marker and ("*" in taken.marker or taken.marker == DOT)
    return stars or next_one or (taken.head is None and taken.marker != DOT)


def note_to_passage(note: Sequence[NotePiece]) -> Passage:
    """All words of a note, over its pages."""
    words = [(piece.page, word) for piece in note for line in piece.lines for word in line.words]
    return words_to_passage(words, "footnote", marker=note[0].marker)


def _doubt(marker: str, anchor: Anchor | None, guessed: bool) -> str:
    if not marker:
        return "marker_unread"
    if anchor is None:
        return "marker_missing"
    return "marker_by_order" if guessed or anchor.by_order else ""


def _doubt_of_rest(note: Sequence[NotePiece]) -> str:
    if any(piece.cut for piece in note):
        return "rest_missing"
    return "rest_by_size" if any(piece.guessed for piece in note) else ""


def _unsure(passage: Passage, anchor: Anchor | None) -> str:
    """What of a note was not read well: its text, or that before its marker."""
    if (
        has_misread_figure(passage.text)
        or (has_lost_tone(passage.text) and _is_scanned(passage))
        or passage_to_garbage(passage, 0, len(passage.text)) > SPOILT_NOTE
    ):
        return "text_unsure"
    if _is_scanned(passage) and may_hold_marker(passage.text):
        return "next_note_missing"
    if has_figure_in_doubt(passage):
        return "figure_unsure"
    return "anchor_unsure" if anchor is not None and anchor.garbage > SPOILT_ANCHOR else ""


def may_hold_marker(text: str) -> bool:
    """Whether something like a marker stands right before a capital within a note: another note may begin there."""
    return any(match["letter"].isupper() for match in LEFT_OF_MARKER.finditer(text))


def _is_scanned(passage: Passage) -> bool:
    return any(piece.confidence < 1 for piece in passage.pieces)


def _footnote(note: Sequence[NotePiece], passage: Passage, anchor: Anchor | None, reason: str) -> Footnote:
    first = note[0]
    read = [first.confidence, *(p.confidence for p in passage.pieces)]
    return Footnote(
        marker=first.marker,
        text=passage.text,
        page=first.page,
        box=boxes_to_box(p.box for p in note if p.page == first.page),
        anchor_page=anchor.page if anchor else 0,
        anchor_source=anchor.source if anchor else "",
        anchor_text=anchor.text if anchor else "",
        confidence=min([*read, anchor.confidence] if anchor else read),
        review=bool(reason),
        review_reason=reason,
    )


def _without_note(anchors: Sequence[Anchor], footnotes: Sequence[Footnote]) -> tuple[Footnote, ...]:
    """Markers of the text that have no note, in a document that has notes: a row each, to be looked at."""
    return tuple(
        Footnote(
            marker=a.marker,
            text="",
            page=a.page,
            box=a.box,
            anchor_page=a.page,
            anchor_source=a.source,
            anchor_text=a.text,
            confidence=0.0,
            review=True,
            review_reason="note_missing",
        )
        for a in anchors
        if _lacks_note(a, footnotes)
    )


def _lacks_note(anchor: Anchor, footnotes: Sequence[Footnote]) -> bool:
    """Whether a marker calls for a note that was not found; a raised number beyond the count of notes calls for none.

    Where numbering restarts, notes of the same number on other pages are no answer.
    """
    if not footnotes or anchor.marker == UNREAD:
        return False
    same = [(f.page, f.anchor_page) for f in footnotes if are_same(f.marker, anchor.marker)]
    number = marker_to_number(anchor.marker)
    if number is not None:
        known = [n for f in footnotes if (n := marker_to_number(f.marker)) is not None]
        if not known or not 0 < number <= max(known) + 1:
            return False
        restarts = len(known) > len(set(known))
        return not any(anchor.page in pages for pages in same) if restarts else not same
    return not same


def pieces_to_places(notes: Sequence[NotePiece], anchors: Sequence[Anchor]) -> list[int]:
    """For the first piece of each note the place of its marker among the `anchors`; -1 where it has none.

    A marker is looked for on the note's own page first, for all notes, then on the page before and the one after,
    where no note of that page bears it; as it is printed, then with other brackets. Behind a note that goes on over
    pages it may stand as far back as that begins.
    """
    borne = {(note.marker, note.page) for note in notes}
    free: dict[tuple[str, int], list[int]] = {}
    for index, anchor in enumerate(anchors):
        free.setdefault((anchor.marker, anchor.page), []).append(index)
    places = [-1] * len(notes)
    for step in (0, -1, 1):
        for turn, note in enumerate(notes):
            places[turn] = places[turn] if places[turn] >= 0 else _taken(note, note.page + step, borne, free)
    for turn, note in enumerate(notes):
        begun = max((before.page for before in notes[:turn] if before.page < note.page), default=note.page)
        for page in range(note.page - 2, begun - 1, -1):
            if places[turn] < 0 and "*" not in note.marker:
                places[turn] = _taken(note, page, borne, free)
    return _places_in_order(places, [note.marker for note in notes])


def _taken(
    note: NotePiece, page: int, borne: Collection[tuple[str, int]], free: Mapping[tuple[str, int], list[int]]
) -> int:
    """The first place of a page that is free for the marker of a note, and no longer is then; -1 where none is."""
    if not note.marker or (page != note.page and (note.marker, page) in borne):
        return -1
    markers = [note.marker, *(m for m in _same(note.marker) if m != note.marker)]
    found = next((m for m in markers if free.get((m, page))), None)
    return free[found, page].pop(0) if found else -1


def _places_in_order(places: Sequence[int], markers: Sequence[str]) -> list[int]:
    """The places, where a marker of the text behind that of a later note goes to a later note of the same number.

    Sections that begin again on one page have two notes 2: if the text lost the marker of the first, the one there is
    stands behind the marker of the second note 1.
    """
    found = list(places)
    for turn, marker in enumerate(markers):
        behind = [place for place in found[turn + 1 :] if place >= 0]
        later = [i for i in range(turn + 1, len(markers)) if markers[i] == marker and found[i] < 0]
        if later and behind and min(behind) < found[turn]:
            found[later[0]], found[turn] = found[turn], -1
    return found


def _same(marker: str) -> tuple[str, ...]:
    """The number of a marker as it is printed in each style of numbers."""
    number = marker_to_number(marker)
    return tuple(number_to_marker(number, style) for style in NUMBERED) if number and is_numbered(marker) else ()
