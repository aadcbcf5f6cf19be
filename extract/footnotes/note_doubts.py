"""Doubts that all footnotes and markers of a document together cast on some: where two notes may have become one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from extract.footnotes.marker_order import Anchor
from extract.marker_text import are_same, marker_to_number
from models.records import Footnote

# So many notes on so many pages count through.
FEWEST, FEWEST_PAGES = 5, 3


def footnotes_with_doubts(
    footnotes: Sequence[Footnote], lacking: Sequence[Footnote], places: Sequence[int], anchors: Sequence[Anchor]
) -> tuple[Footnote, ...]:
    """The footnotes, those flagged that may hold the text of another or have its marker.

    `lacking` are markers of the text without note, `places` those of the markers of the notes among all `anchors`.
    """
    found = _with_doubt_of_gap(_with_doubt_of_order(_with_doubt_before(footnotes, lacking), places))
    found = _with_doubt_of_place(found, places, anchors)
    if _count_through(footnotes):
        return _with_doubt_of_page(found, restarts=False)
    restarts = _begin_again(footnotes, anchors)
    return _with_doubt_of_restart(_with_doubt_of_page(found, restarts), places, anchors, restarts)


def _with_doubt_before(footnotes: Sequence[Footnote], lacking: Sequence[Footnote]) -> tuple[Footnote, ...]:
    """The footnotes, those flagged that may hold the text of the next: its marker stands in the text, without note.

    One that has its marker by order may be the missing one: so far the text of any before it may be that of the next.
    """
    found = list(footnotes)
    nexts = {((marker_to_number(each.marker) or 0) - 1, each.anchor_page) for each in lacking}
    behind = False
    for index, note in reversed(list(enumerate(footnotes))):
        if behind or _is_near(marker_to_number(note.marker), note.page, nexts):
            found[index] = doubted(note, "next_note_missing")
            behind = note.review_reason == "marker_by_order"
    return tuple(found)


def doubted(note: Footnote, reason: str) -> Footnote:
    """The note flagged; what was doubted first stays."""
    return note if note.review else replace(note, review=True, review_reason=reason)


def _with_doubt_of_order(footnotes: Sequence[Footnote], places: Sequence[int]) -> tuple[Footnote, ...]:
    """The footnotes, those flagged whose number is no higher than the one before on their page.

    `places` are those of their markers among all, in order. A section may begin again with 1: its marker stands behind.
    """
    found = list(footnotes)
    for index, (before, note) in enumerate(pairwise(footnotes), 1):
        if marker_to_number(note.marker) == 1 and 0 <= places[index - 1] < places[index]:
            continue
        one, other = marker_to_number(before.marker), marker_to_number(note.marker)
        if one and other and before.page == note.page and other <= one:
            found[index] = doubted(note, "marker_order")
    return tuple(found)


def _with_doubt_of_gap(footnotes: Sequence[Footnote]) -> tuple[Footnote, ...]:
    """The footnotes, those flagged behind which the count skips: the next one may be in them, its markers both lost.

    Stars begin again on each page.
    """
    found = list(footnotes)
    for index, (before, note) in enumerate(pairwise(footnotes)):
        one, other = marker_to_number(before.marker), marker_to_number(note.marker)
        stars = "*" in before.marker and "*" in note.marker
        if one and other and stars and before.page != note.page:
            one = 0
        if one is not None and other and other > one + 1:
            found[index] = doubted(before, "next_note_missing")
    return tuple(found)


def _with_doubt_of_page(footnotes: Sequence[Footnote], restarts: bool) -> tuple[Footnote, ...]:
    """The footnotes, those flagged whose marker stands on another page where it may be another's.

    It may where numbers begin again, or a note of that page was found without marker; and no note goes before its text.
    """
    unread = {note.page for note in footnotes if not note.marker}
    return tuple(
        doubted(note, "anchor_unsure")
        if note.anchor_page > note.page
        or (0 < note.anchor_page < note.page and (restarts or note.anchor_page in unread))
        else note
        for note in footnotes
    )


def _with_doubt_of_place(
    footnotes: Sequence[Footnote], places: Sequence[int], anchors: Sequence[Anchor]
) -> tuple[Footnote, ...]:
    """The footnotes, those flagged whose marker has another place than they, where a page has as many of both.

    Of markers 1 and 2 read as 2 and 2 the first is not that of note 2. Stars may be counted one too many or too few:
    where those of one note are missing, what was read for the notes beside it may be theirs.
    """
    found = list(footnotes)
    lost = {(note.page, len(note.marker)) for note in footnotes if "*" in note.marker and not note.anchor_page}
    for turn, note in enumerate(footnotes):
        if "*" in note.marker and {(note.page, len(note.marker) + 1), (note.page, len(note.marker) - 1)} & lost:
            found[turn] = doubted(note, "anchor_unsure")
    for page in {anchor.page for anchor in anchors}:
        here = [index for index, anchor in enumerate(anchors) if anchor.page == page]
        turns = [turn for turn, note in enumerate(footnotes) if note.page == page and note.marker]
        if len(here) == len(turns):
            for turn, place in zip(turns, here, strict=True):
                if places[turn] in here and places[turn] != place:
                    found[turn] = doubted(found[turn], "anchor_unsure")
    return tuple(found)


def _begin_again(footnotes: Sequence[Footnote], anchors: Sequence[Anchor]) -> bool:
    """Whether numbers begin again, those of notes or those of the text; stars do on each page."""
    markers = [note.marker for note in footnotes if note.marker]
    numbers = [number for marker in markers if (number := marker_to_number(marker))]
    first = {anchor.page for anchor in anchors if marker_to_number(anchor.marker) == 1}
    early = any(note.anchor_page > note.page for note in footnotes)
    falls = any(number <= before for before, number in pairwise(numbers))
    return falls or len(first) > 1 or early or any("*" in marker for marker in markers)


def _count_through(footnotes: Sequence[Footnote]) -> bool:
    """Whether notes count through several pages without a gap: a 1 in the text of a later page is a speck."""
    numbers = [0 if "*" in note.marker else marker_to_number(note.marker) for note in footnotes]
    whole = numbers == list(range(1, len(numbers) + 1))
    return whole and len(numbers) >= FEWEST and len({note.page for note in footnotes}) >= FEWEST_PAGES


def _with_doubt_of_restart(
    footnotes: Sequence[Footnote], places: Sequence[int], anchors: Sequence[Anchor], restarts: bool
) -> tuple[Footnote, ...]:
    """The footnotes, those flagged behind whose markers the text has one that no note of its page answers.

    A note of that number on another page is none to it where the page counts from 1 again.
    """
    found = list(footnotes)
    turns = {place: turn for turn, place in enumerate(places) if place >= 0}
    for index, anchor in enumerate(anchors):
        number, here = marker_to_number(anchor.marker), [a for a in anchors[:index] if a.page == anchor.page]
        counted = number == 1 or (number and any(marker_to_number(a.marker) == number - 1 for a in here))
        answered = any(note.page == anchor.page and are_same(note.marker, anchor.marker) for note in footnotes)
        if answered or not counted or (index in turns and not restarts):
            continue
        before = [place for place in turns if place < index]
        # Order may have moved the others of the page by one.
        for place in before:
            if place == max(before) or anchors[place].page == anchor.page:
                found[turns[place]] = doubted(found[turns[place]], "next_note_missing")
    return tuple(found)


def _is_near(number: int | None, page: int, places: Collection[tuple[int, int]]) -> bool:
    return any(number == other and abs(page - at) <= 1 for other, at in places)
