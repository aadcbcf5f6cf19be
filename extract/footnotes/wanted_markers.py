"""Which markers the notes of a page call for that its text does not show yet, and in which lines they can stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.marker_text import DOT, are_same, marker_to_number, markers_to_style, number_to_marker
from models.records import Line, Marker, NotePiece


@dataclass(frozen=True, slots=True)
class Sought:
    """A marker that a note of the page has, and the lines in which it can stand: `first` to `last`."""

    marker: str
    first: int
    last: int


def is_strokes(marker: str) -> bool:
    """Whether a marker is 1 or 11: any short stroke reads as a 1, so that order must tell it, and a person look."""
    return set(marker) == {"1"}


def may_be_speck(notes: Sequence[NotePiece]) -> bool:
    """Whether one small sign is all that opens a note of the page."""
    return [note.marker for note in notes if note.marker] == [DOT]


def lines_to_sought(lines: Sequence[Line], notes: Sequence[NotePiece], markers: Sequence[Marker]) -> tuple[Sought, ...]:
    """What to look for, and between which lines: after the markers of notes before it, before those of notes behind."""
    wanted = notes_to_wanted(notes, markers)
    answers = wanted_to_answers(wanted, [m for m in markers if m.line >= 0])
    sought = []
    for place, marker in enumerate(wanted):
        # One that stands in a cell, or out of order, is no other one.
        there = sum(are_same(m.text, marker) for m in markers)
        if answers[place] is not None or there >= sum(are_same(other, marker) for other in wanted):
            continue
        before, after = ([m.line for m in some if m] for some in (answers[:place], answers[place + 1 :]))
        # The marker may stand on another page: a stroke is looked at between neighbours only.
        if is_strokes(marker) and not (after and (before or marker_to_number(marker) == 1)):
            continue
        first, last = max(before, default=0), min(after, default=len(lines) - 1)
        if first <= last:
            sought.append(Sought(marker, first, last))
    return tuple(sought)


def wanted_to_answers(wanted: Sequence[str], markers: Sequence[Marker]) -> tuple[Marker | None, ...]:
    """For each marker that notes have, in their order, the one of the text; most of them keep their order there.

    Where sections begin again on a page it has two notes 1.
    """
    best: list[tuple[tuple[int, int], ...]] = [()] * (len(markers) + 1)
    for i, marker in enumerate(wanted):
        row = best[:1]
        for j, other in enumerate(markers):
            pairs = [(*best[j], (i, j))] if are_same(other.text, marker) else []
            row.append(max(best[j + 1], row[j], *pairs, key=len))
        best = row
    answers = dict(best[-1])
    return tuple(markers[answers[i]] if i in answers else None for i in range(len(wanted)))


def notes_to_lacking(notes: Sequence[NotePiece], markers: Sequence[Marker]) -> tuple[str, ...]:
    """The markers of notes that nothing in the text bears, each once, by number."""
    lacking = {w for w in notes_to_wanted(notes, markers) if not any(are_same(m.text, w) for m in markers)}
    return tuple(sorted(lacking, key=lambda marker: marker_to_number(marker) or 0))


def notes_to_wanted(notes: Sequence[NotePiece], markers: Sequence[Marker]) -> tuple[str, ...]:
    """The markers of the notes of a page as they are printed; one that was not read is like most.

    Where none was read they may be stars, small as specks, printed like those that the text has as `markers`: for
    numbers none of the text reads so.
    """
    style = markers_to_style(note.marker for note in notes)
    if not style:
        stars = markers_to_style(marker.text for marker in markers if "*" in marker.text) or "*"
        return tuple(number_to_marker(number, stars) for number, _ in enumerate((n for n in notes if n.marker), 1))
    return tuple(number_to_marker(number, style) for number in notes_to_numbers(notes))


def notes_to_numbers(notes: Sequence[NotePiece]) -> tuple[int, ...]:
    """The numbers of the notes of a page; one that was not read, or read like the note before, follows that.

    Those before the first that was read go before it.

    Sections may begin again, with a 1 that is no part of the next number, or goes before a 2.
    """
    found = [marker_to_number(note.marker) for note in notes if note.marker]
    unread = next((index for index, number in enumerate(found) if number), len(found))
    numbers = [number - back for number in found[unread : unread + 1] if number for back in range(unread, 0, -1)]
    numbers = [number for number in numbers if number > 0]
    for number, following in list(zip(found, [*found, None][1:], strict=True))[unread:]:
        last = numbers[-1] if numbers else 0
        begins = (number == 1 and "1" not in str(last + 1)) or (number in (1, None) and following == 2 and last > 1)
        if number and number > last:
            numbers.append(number)
        elif begins:
            numbers.append(1)
        else:
            numbers.append(last + 1)
    return tuple(numbers)
