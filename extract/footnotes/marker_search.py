"""A second look at the ink for markers that notes call for and nobody found: they touch their word, or are in pieces.

A note of the page whose number has no marker yet tells what to look for, the markers before and after it where. What is
raised there, touching or not, is read again; one is taken for the marker only when it reads as that number and no
other one there does. Boxes in points on the page as scanned, `found` ones too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from statistics import median

import numpy as np

from extract.footnotes.ghost_stops import lines_without_ghost_stops
from extract.footnotes.notes import REACH
from extract.footnotes.raised import DIGITS, SIGNS
from extract.footnotes.raised_areas import STARS, line_to_raised_boxes, marker_to_shape
from extract.footnotes.star_reading import SURE as SURE_STARS
from extract.footnotes.star_reading import images_to_stars
from extract.ink.pixels import gray_on_white
from extract.ink.surroundings import FAINT
from extract.marker_text import UNREAD, are_same, marker_to_number, marker_to_style, number_to_marker
from extract.ocr.base import FigureReader, OcrEngine, Readers
from extract.raster import Sheet
from extract.superscripts import is_exponent
from models.records import Box, Line, Marker, NotePiece, Word, boxes_to_box

# Surer than the first look has to be: here most of what is read is no marker.
LIKELY = 0.9
# A stroke is as tall as other markers, give or take this share.
ALIKE = 0.15
# White around a word that is read alone (pixels).
BORDER = 12
STOPS = ".,;:"
# Engines make no more signs of a marker than it has, and these.
SMUDGES = 2
# Brackets without the number in them, by the marker of the first note.
BRACKETS_ALONE = {"(1)": "()", "[1]": "[]"}
# What engines make of a raised figure at the end of a word, if no letter or figure.
SMUDGED = re.compile(r"^(?P<word>.*[\w)\]])[^\w\s.,;:)\]]+(?P<rest>[.,;:)]*)$")


@dataclass(frozen=True, slots=True)
class Sought:
    """A marker that a note of the page has, and the lines in which it can stand: `first` to `last`."""

    marker: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Seen:
    """Something raised: where (points), what it reads as, and the line that it stands in.

    `hollow`: no more than the brackets of the number was read.
    """

    box: Box
    text: str
    confidence: float
    line: int
    hollow: bool = False


def lines_with_sought_markers(
    lines: Sequence[Line], notes: Sequence[NotePiece], markers: Sequence[Marker], sheet: Sheet, readers: Readers
) -> tuple[tuple[Line, ...], tuple[Marker, ...]]:
    """The body lines without what engines made of markers and of the white that they leave, and all markers."""
    kept, found = list(lines), list(markers)
    wanted = notes_to_wanted(notes)
    for sought in lines_to_sought(lines, notes, markers):
        known = [m for m in found if not _may_be_part(m, sought.marker, wanted)]
        seen = sought_to_seen(sought, kept, known, sheet, readers.figures)
        if seen is None:
            continue
        line, index = line_without_mark(kept[seen.line], seen, sheet, readers.engine)
        if index >= 0 and not is_exponent(seen.text, line.words[index].text):
            found = [m for m in found if m in known or m.box.overlap(seen.box) == 0]
            found = [_in_line(m, seen.line, kept[seen.line], line) for m in found]
            kept[seen.line] = line
            after = line.words[index].text
            text = UNREAD if is_strokes(sought.marker) or seen.hollow else seen.text
            found.append(Marker(text, seen.box, seen.confidence, line=seen.line, word=index, after=after))
    return lines_without_ghost_stops(kept, found, sheet)


def is_strokes(marker: str) -> bool:
    """Whether a marker is 1 or 11: any short stroke reads as a 1, so that order must tell it, and a person look."""
    return set(marker) == {"1"}


def _is_alike(box: Box, markers: Sequence[Marker]) -> bool:
    """Whether it is as tall as the markers of the page that were read."""
    heights = [m.box.height for m in markers if m.text.isdigit()]
    return bool(heights) and abs(box.height / median(heights) - 1) <= ALIKE


def _may_be_part(marker: Marker, sought: str, wanted: Collection[str]) -> bool:
    """Whether a marker of the text that no note of the page bears was read as a part of this one, or not at all."""
    return marker.line >= 0 and marker.text not in wanted and (marker.text == UNREAD or marker.text in sought)


def _in_line(marker: Marker, row: int, before: Line, after: Line) -> Marker:
    """The marker with the index of its word in the changed line."""
    if marker.line != row:
        return marker
    x0 = before.words[marker.word].box.x0
    return replace(marker, word=max(i for i, w in enumerate(after.words) if i == 0 or w.box.x0 <= x0))


def lines_to_sought(lines: Sequence[Line], notes: Sequence[NotePiece], markers: Sequence[Marker]) -> tuple[Sought, ...]:
    """What to look for, and between which lines: after the markers of notes before it, before those of notes behind."""
    wanted = notes_to_wanted(notes)
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
    lacking = {w for w in notes_to_wanted(notes) if not any(are_same(m.text, w) for m in markers)}
    return tuple(sorted(lacking, key=lambda marker: marker_to_number(marker) or 0))


def notes_to_wanted(notes: Sequence[NotePiece]) -> tuple[str, ...]:
    """The markers of the notes of a page as they are printed; one that was not read is like most."""
    style = notes_to_style(notes)
    return tuple(number_to_marker(number, style) for number in notes_to_numbers(notes))


def notes_to_style(notes: Sequence[NotePiece]) -> str:
    """How most of the markers of notes are printed: the marker of the first; "" where none was read."""
    styles = Counter(style for note in notes if (style := marker_to_style(note.marker)))
    return styles.most_common(1)[0][0] if styles else ""


def notes_to_numbers(notes: Sequence[NotePiece]) -> tuple[int, ...]:
    """The numbers of the notes of a page; one that was not read, or read like the note before, follows that.

    Sections may begin again, with a 1 that is no part of the next number, or goes before a 2.
    """
    numbers: list[int] = []
    found = [marker_to_number(note.marker) for note in notes if note.marker]
    for number, following in zip(found, [*found, None][1:], strict=True):
        last = numbers[-1] if numbers else 0
        begins = (number == 1 and "1" not in str(last + 1)) or (number in (1, None) and following == 2 and last > 1)
        if number and number > last:
            numbers.append(number)
        elif begins:
            numbers.append(1)
        elif last:
            numbers.append(last + 1)
    return tuple(numbers)


def sought_to_seen(
    sought: Sought, lines: Sequence[Line], known: Sequence[Marker], sheet: Sheet, reader: FigureReader
) -> Seen | None:
    """The one raised thing that reads as the number; None where there is none, or more than one.

    A stroke is to be as tall as the `known` markers. It is boxed once for each shade of its ink: a box of a paler shade
    may reach into the line above, and read as surely.
    """
    shape, empty = marker_to_shape(sought.marker), BRACKETS_ALONE.get(marker_to_style(sought.marker))
    places: list[tuple[int, Box]] = []
    for row in range(sought.first, sought.last + 1):
        boxes = line_to_raised_boxes(sheet, lines[row], shape, lines[max(0, row - 1) : row + 2])
        places += [(row, box) for box in boxes if not any(box.overlap(other.box) > 0 for other in known)]
    sure = [
        Seen(box, text, confidence, row)
        for (row, box), (text, confidence) in zip(
            places, _readings(sought.marker, [box for _, box in places], sheet, reader), strict=True
        )
        if confidence >= (SURE_STARS if shape == STARS else LIKELY)
    ]
    longer = [s.box for s in sure if len(s.text) > len(sought.marker)]
    if shape != STARS:
        longer = [box for box in longer if _stands_free(sheet, box)]
    seen = [s for s in sure if s.text == sought.marker]
    if is_strokes(sought.marker):
        seen = [s for s in seen if _is_alike(s.box, known)]
    seen = [s for s in seen if not any(s.box.overlap(box) > 0 for box in longer)]
    # Strokes between brackets, "[11]", are lost on a coarse scan; what else has brackets there is read.
    hollow = [replace(s, text=sought.marker, hollow=True) for s in sure if s.text == empty]
    return _only(seen or hollow)


def _readings(marker: str, boxes: Sequence[Box], sheet: Sheet, reader: FigureReader) -> Sequence[tuple[str, float]]:
    """What stands in each of the boxes, read as markers of this kind are."""
    style = marker_to_style(marker)
    if style == "*":
        return images_to_stars([sheet.gray_at(box) for box in boxes], reader)
    return reader.read(tuple(gray_on_white(sheet.gray_at(box)) for box in boxes), DIGITS if style == "1" else SIGNS)


def _stands_free(sheet: Sheet, box: Box) -> bool:
    """Whether white is at the left of a number; else a part of the letter before it is read as its first digit."""
    x0, top, _, bottom = sheet.box_to_pixels(box)
    return not bool((sheet.gray[top:bottom, max(0, x0 - 2) : x0] < FAINT).any())


def _only(seen: Sequence[Seen]) -> Seen | None:
    """The surest one, where all of them are one place."""
    if not seen:
        return None
    best = max(seen, key=lambda s: s.confidence)
    if not all(s.line == best.line and s.box.grown(1).overlap(best.box) > 0 for s in seen):
        return None
    # Of brackets and stars the palest shade shows all; of a number it may show a part of the letter before.
    return best if best.text.isdigit() else replace(best, box=boxes_to_box(s.box for s in seen))


def line_without_mark(line: Line, seen: Seen, sheet: Sheet, engine: OcrEngine) -> tuple[Line, int]:
    """The line with the word before the mark read again without it, and the index of that word; -1 where none is."""
    box = seen.box
    words = [w for w in line.words if w.box.x0 < box.x0 - 1 or not box.grown(1).holds(w.box.x_mid, w.box.y_mid)]
    before = [i for i, w in enumerate(words) if w.box.x0 < box.x_mid and w.box.x1 > box.x0 - REACH]
    if not before:
        return line, -1
    index = before[-1]
    if words[index].box.x1 > box.x0 + 0.25 * box.width:
        words[index] = _word_without_mark(words[index], line, seen, sheet, engine)
    return Line(tuple(words), line.box), index


def _word_without_mark(word: Word, line: Line, seen: Seen, sheet: Sheet, engine: OcrEngine) -> Word:
    """The word as it reads when its line is read with the mark painted out, else without the signs at its end."""
    room = 0.4 * line.box.height
    x0, top, x1, bottom = sheet.box_to_pixels(Box(line.box.x0, line.box.top - room, line.box.x1, line.box.bottom + 2))
    white = np.full((bottom - top + 2 * BORDER, x1 - x0 + 2 * BORDER), 255, np.uint8)
    white[BORDER:-BORDER, BORDER:-BORDER] = sheet.gray[top:bottom, x0:x1]
    box = seen.box
    left, high, right, low = sheet.box_to_pixels(box)
    rows = slice(max(0, high - top + BORDER - 1), low - top + BORDER + 1)
    edge = 0 if seen.text.isdigit() else 1
    white[rows, left - x0 + BORDER - edge : right - x0 + BORDER + 1] = 255
    first, last = (side / sheet.scale - x0 + BORDER for side in (word.box.x0, min(word.box.x1, box.x0)))
    parts = _words_between(engine.read(white, sheet.dpi, "line"), first, last)
    text = "".join(part.text for part in parts)
    said = text.rstrip(STOPS)
    if said and word.text.startswith(said) and may_be_mark(word.text[len(said) :], seen.text):
        return replace(word, text=text, confidence=min(part.confidence for part in parts))
    # Two readings of one word: the first keeps its letters, and loses what the mark was taken for.
    if len(said) < len(word.text) and sum(a != b for a, b in zip(said, word.text, strict=False)) == 1:
        return replace(word, text=word.text[: len(said)] + text[len(said) :])
    match = SMUDGED.match(word.text)
    return replace(word, text=match["word"] + match["rest"]) if match else word


def may_be_mark(rest: str, mark: str) -> bool:
    """Whether an engine may have made this of the mark: if not, a second reading without it has lost figures."""
    figures, own = (sum(c.isdigit() for c in text) for text in (rest, mark))
    if figures:
        return figures <= own and re.fullmatch(r"[\d()\[\].,;:]+", rest) is not None
    return len(rest) <= len(mark) + SMUDGES


def _words_between(words: Sequence[Word], left: float, right: float) -> list[Word]:
    """What is read there: engines may part a word that they read as one before, "17/07/" and "2022"."""
    middle = (left + right) / 2
    return [w for w in words if left < w.box.x_mid < right or w.box.x0 < middle < w.box.x1]
