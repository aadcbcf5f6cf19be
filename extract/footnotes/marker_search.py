"""A second look at the ink for markers that notes call for and nobody found: they touch their word, or are in pieces.

A note of the page whose number has no marker yet tells what to look for, the markers before and after it where. What is
raised there, touching or not, is read again; one is taken for the marker only when it reads as that number and no
other one there does. Boxes in points on the page as scanned, `found` ones too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

import numpy as np

from extract.footnotes.ghost_stops import lines_without_ghost_stops
from extract.footnotes.notes import REACH
from extract.footnotes.raised import DIGITS, SIGNS
from extract.footnotes.raised_areas import STARS, lines_to_raised_boxes, marker_to_shape
from extract.footnotes.star_reading import SURE as SURE_STARS
from extract.footnotes.star_reading import images_to_stars
from extract.footnotes.wanted_markers import (
    Sought,
    is_strokes,
    lines_to_sought,
    notes_to_wanted,
    wanted_to_answers,
)
from extract.ink.pixels import gray_on_white
from extract.ink.surroundings import FAINT
from extract.marker_text import UNREAD, marker_to_style
from extract.ocr.base import FigureReader, OcrEngine, Readers
from extract.raster import Sheet
from extract.superscripts import is_exponent
from models.records import Box, Line, Marker, NotePiece, Word, boxes_to_box

# Surer than the first look has to be: here most of what is read is no marker.
LIKELY = 0.9
# Where specks read as stars, none reads as surely as stars do.
CERTAIN = 0.98
# A stroke is as tall as other markers, give or take this share.
ALIKE = 0.15
# White around a word that is read alone (pixels).
BORDER = 12
STOPS = ".,;:"
# Words of which an engine is less sure may be garbage.
SURE_WORD = 0.85
# Words that stand one upon another are, and go for any that are as sure as this; so many before a marker are looked at.
LEGIBLE, NEAR = 0.5, 3
# Stars that stand no farther apart (in their heights) are of one row.
ROOM_BETWEEN = 1.5
# Engines make no more signs of a marker than it has, and these.
SMUDGES = 2
# Brackets without the number in them, by the marker of the first note.
BRACKETS_ALONE = {"(1)": "()", "[1]": "[]"}
# What engines make of a raised figure at the end of a word, if no letter or figure.
SMUDGED = re.compile(r"^(?P<word>.*[\w)\]][.,;:]*)[^\w\s.,;:)\]]+(?P<rest>[.,;:)]*)$")


@dataclass(frozen=True, slots=True)
class Seen:
    """Something raised: where (points), what it reads as, and the line that it stands in.

    `by_order`: no more than the brackets of the number was read, or another count of stars.
    """

    box: Box
    text: str
    confidence: float
    line: int
    by_order: bool = False


def lines_with_sought_markers(
    lines: Sequence[Line], notes: Sequence[NotePiece], markers: Sequence[Marker], sheet: Sheet, readers: Readers
) -> tuple[tuple[Line, ...], tuple[Marker, ...]]:
    """The body lines without what engines made of markers and of the white that they leave, and all markers."""
    kept, found = tuple(lines), tuple(markers)
    wanted = notes_to_wanted(notes)
    placed: set[str] = set()
    for sought in lines_to_sought(lines, notes, markers):
        known = [m for m in found if not _may_be_part(m, sought.marker, wanted)]
        seen = sought_to_seen(sought, kept, known, sheet, readers.figures)
        if seen is not None:
            others = [m for m in found if m in known or m.box.overlap(seen.box) == 0]
            kept, found = _with_seen(kept, others, seen, sheet, readers.engine) or (kept, found)
            placed |= {sought.marker} if seen.by_order else set()
    for seen in _stars_in_order(kept, notes, found, placed, sheet, readers.figures):
        kept, found = _with_seen(kept, found, seen, sheet, readers.engine) or (kept, found)
    return lines_without_ghost_stops(kept, found, sheet)


def _with_seen(
    lines: Sequence[Line], markers: Sequence[Marker], seen: Seen, sheet: Sheet, engine: OcrEngine
) -> tuple[tuple[Line, ...], tuple[Marker, ...]] | None:
    """The lines without what is seen, and the markers with it; None where it stands behind no word, or is a power."""
    line, index = line_without_mark(lines[seen.line], seen, sheet, engine)
    if index < 0 or is_exponent(seen.text, line.words[index].text):
        return None
    text = UNREAD if is_strokes(seen.text) or seen.by_order else seen.text
    marker = Marker(text, seen.box, seen.confidence, line=seen.line, word=index, after=line.words[index].text)
    others = [_in_line(m, seen.line, lines[seen.line], line) for m in markers]
    return (*lines[: seen.line], line, *lines[seen.line + 1 :]), (*others, marker)


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


def sought_to_seen(
    sought: Sought, lines: Sequence[Line], known: Sequence[Marker], sheet: Sheet, reader: FigureReader
) -> Seen | None:
    """The one raised thing that reads as the number; None where there is none, or more than one.

    A stroke is to be as tall as the `known` markers. It is boxed once for each shade of its ink: a box of a paler shade
    may reach into the line above, and read as surely.
    """
    shape, empty = marker_to_shape(sought.marker), BRACKETS_ALONE.get(marker_to_style(sought.marker))
    raised = lines_to_raised_boxes(sheet, lines, shape, range(sought.first, sought.last + 1))
    places = [(row, box) for row, box in raised if not any(box.overlap(other.box) > 0 for other in known)]
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
    hollow = [replace(s, text=sought.marker, by_order=True) for s in sure if s.text == empty]
    halves = [
        replace(s, box=_with_rest(s, places), text=sought.marker, by_order=True)
        for s in sure
        if empty and s.text in (sought.marker[1:], sought.marker[:-1])
    ]
    return _only(seen or hollow or halves) or (_surest(seen) if shape == STARS else None)


def _with_rest(seen: Seen, places: Sequence[tuple[int, Box]]) -> Box:
    """The box of a number of which one bracket was not read as such, with that."""
    return boxes_to_box([seen.box, *(box for row, box in places if row == seen.line and box.overlap(seen.box) > 0)])


def _stars_in_order(
    lines: Sequence[Line],
    notes: Sequence[NotePiece],
    markers: Sequence[Marker],
    placed: Collection[str],
    sheet: Sheet,
    reader: FigureReader,
) -> list[Seen]:
    """Stars for notes that nothing answers: as many places as notes stand between those of the notes beside them.

    Of a row one is lost or two run together, and no place reads as the note, or more than one does. If there are too
    few, what an engine made another sign of, `tỉnh"`, may be stars as small as dots. `placed` have their place.
    """
    wanted = notes_to_wanted(notes)
    lacking = [s for s in lines_to_sought(lines, notes, markers) if marker_to_shape(s.marker) == STARS]
    lacking = [s for s in lacking if s.marker not in placed]
    if not lacking:
        return []
    answers = wanted_to_answers(wanted, [m for m in markers if m.line >= 0])
    rows = range(min(s.first for s in lacking), max(s.last for s in lacking) + 1)
    places, smudges = _star_places(lines, rows, markers, sheet, reader)
    found: list[Seen] = []
    for run in _runs([wanted.index(s.marker) for s in lacking]):
        before = [_place(m) for m in answers[: run[0]] if m]
        after = [_place(m) for m in answers[run[-1] + 1 :] if m]
        first, last = max(before, default=(-1, 0.0)), min(after, default=(len(lines), 0.0))
        between = [p for p in places if first < _place(p) < last]
        if len(between) < len(run):
            between = sorted([*between, *(p for p in smudges if first < _place(p) < last)], key=_place)
        if len(between) == len(run):
            found += [replace(p, text=wanted[i], by_order=True) for p, i in zip(between, run, strict=True)]
    return found


def _star_places(
    lines: Sequence[Line], rows: Sequence[int], markers: Sequence[Marker], sheet: Sheet, reader: FigureReader
) -> tuple[list[Seen], list[Seen]]:
    """Each place in the rows where stars stand that are no marker yet, from first to last, as its widest boxes read.

    On a fax the stars of a row may each be read alone. And each place that has no more than their shape, behind a word
    with signs at its end.
    """
    boxes = [
        (row, box)
        for row, box in lines_to_raised_boxes(sheet, lines, STARS, rows)
        if not any(box.overlap(m.box) > 0 for m in markers)
    ]
    readings = images_to_stars([sheet.gray_at(box) for _, box in boxes], reader)
    sure = [
        Seen(box, text, confidence, row)
        for (row, box), (text, confidence) in zip(boxes, readings, strict=True)
        if text and confidence >= SURE_STARS
    ]
    places = _widest(sure)
    smudged = [Seen(box, UNREAD, 0.0, row) for row, box in boxes if _is_smudged(lines[row], box)]
    smudges = [s for s in _widest(smudged) if not any(s.box.overlap(place.box) > 0 for place in places)]
    rows_of_stars: list[Seen] = []
    for place in sorted(places, key=_place):
        last = rows_of_stars[-1] if rows_of_stars else None
        if last and last.line == place.line and place.box.x0 - last.box.x1 < ROOM_BETWEEN * place.box.height:
            rows_of_stars[-1] = replace(last, box=last.box.union(place.box), text=last.text + place.text)
        else:
            rows_of_stars.append(place)
    return rows_of_stars, smudges


def _widest(seen: Sequence[Seen]) -> list[Seen]:
    """Of those that overlap the widest."""
    places: list[Seen] = []
    for each in sorted(seen, key=lambda s: s.box.width, reverse=True):
        if not any(each.box.overlap(place.box) > 0 for place in places):
            places.append(each)
    return places


def _is_smudged(line: Line, box: Box) -> bool:
    """Whether the word of the line that reaches into the box, or ends before it, has signs at its end."""
    return any(
        w.box.x0 < box.x0 and abs(w.box.x1 - box.x1) < box.height + w.box.height / 2 and SMUDGED.match(w.text)
        for w in line.words
    )


def _place(found: Marker | Seen) -> tuple[int, float]:
    return found.line, found.box.x0


def _runs(numbers: Iterable[int]) -> list[list[int]]:
    """Numbers that rise, parted where they do not count on."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


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


def _surest(seen: Sequence[Seen]) -> Seen | None:
    """The one place of several that reads as stars beyond doubt; order has to bear it out."""
    best = max(seen, key=lambda s: s.confidence, default=None)
    if best is None or best.confidence < CERTAIN:
        return None
    likely = _only([s for s in seen if s.confidence >= LIKELY])
    return replace(likely, by_order=True) if likely else None


def line_without_mark(line: Line, seen: Seen, sheet: Sheet, engine: OcrEngine) -> tuple[Line, int]:
    """The line with the word before the mark read again without it, and the index of that word; -1 where none is."""
    box = seen.box
    words = [w for w in line.words if w.box.x0 < box.x0 - 1 or not box.grown(1).holds(w.box.x_mid, w.box.y_mid)]
    before = [i for i, w in enumerate(words) if w.box.x0 < box.x_mid and w.box.x1 > box.x0 - REACH]
    if not before:
        return line, -1
    # A word that begins in the mark is made of it, and of what stands behind: "**LÀ" of "17** hồ".
    index = next((i for i in reversed(before) if words[i].box.x0 < box.x0 - 1), before[-1])
    first = _start_of_garbage(words, index)
    # Of a long row of stars engines read the first, "quả*".
    starred = "*" in seen.text and "*" in words[index].text
    if first < index or starred or words[index].box.x1 > box.x0 + 0.25 * box.width or index != before[-1]:
        read = _words_without_mark(line, seen, sheet, engine)
        again = _words_between(read, words[first].box.x0, box.x0) if first < index else ()
        if again and min(w.confidence for w in again) >= LEGIBLE:
            words[first : index + 1] = again
            index = first + len(again) - 1
        else:
            words[index] = _word_without_mark(words[index], seen, read)
    return Line(tuple(words), line.box), index


def _start_of_garbage(words: Sequence[Word], index: int) -> int:
    """Where the words that an engine made no sense of begin, up to this one: two one upon another, one not sure.

    The marker spoilt them: "tin, tia hi" of "tin, bài.***".
    """
    for first in range(max(0, index - NEAR), index):
        left, right = words[first : first + 2]
        if left.box.x1 > right.box.x0 + 1 and min(left.confidence, right.confidence) < SURE_WORD:
            return first
    return index


def _words_without_mark(line: Line, seen: Seen, sheet: Sheet, engine: OcrEngine) -> tuple[Word, ...]:
    """What is read in a line when the mark is painted out (points)."""
    room = 0.4 * line.box.height
    x0, top, x1, bottom = sheet.box_to_pixels(Box(line.box.x0, line.box.top - room, line.box.x1, line.box.bottom + 2))
    white = np.full((bottom - top + 2 * BORDER, x1 - x0 + 2 * BORDER), 255, np.uint8)
    white[BORDER:-BORDER, BORDER:-BORDER] = sheet.gray[top:bottom, x0:x1]
    left, high, right, low = sheet.box_to_pixels(seen.box)
    rows = slice(max(0, high - top + BORDER - 1), low - top + BORDER + 1)
    edge = 0 if seen.text.isdigit() else 1
    white[rows, left - x0 + BORDER - edge : right - x0 + BORDER + 1] = 255
    return tuple(
        replace(word, box=word.box.moved(x0 - BORDER, top - BORDER).scaled(sheet.scale))
        for word in engine.read(white, sheet.dpi, "line")
    )


def _word_without_mark(word: Word, seen: Seen, read: Sequence[Word]) -> Word:
    """The word as it was `read` with the mark painted out, else without the signs at its end."""
    parts = _words_between(read, word.box.x0, min(word.box.x1, seen.box.x0))
    text = "".join(part.text for part in parts)
    said = text.rstrip(STOPS)
    first, rest = word.text[: len(said)], word.text[len(said) :]
    # A short line alone may read as capitals: the first reading has seen more.
    if said and first.lower() == said.lower() and may_be_mark(rest, seen.text):
        stops, own = text[len(said) :], rest[len(rest.rstrip(STOPS)) :]
        behind = (stops or own) if first == said else (own or stops)
        return replace(word, text=first + behind, confidence=min(part.confidence for part in parts))
    # Two readings of one word: the first keeps its letters, and loses what the mark was taken for.
    if len(said) < len(word.text) and sum(a != b for a, b in zip(said, word.text, strict=False)) == 1:
        return replace(word, text=word.text[: len(said)] + text[len(said) :])
    match = SMUDGED.match(word.text)
    return replace(word, text=match["word"] + match["rest"]) if match else word


def may_be_mark(rest: str, mark: str) -> bool:
    """Whether an engine may have made this of the mark: if not, a second reading without it has lost figures."""
    figures, own = (sum(c.isdigit() for c in text) for text in (rest, mark))
    number = mark.strip("()[]")
    # Engines make letters of brackets: "sơl6l," of "sơ[6],".
    if number != mark and re.fullmatch(rf"[^\W\d_]{{1,2}}{re.escape(number)}[^\W\d_]{{0,2}}[.,;:]*", rest):
        return True
    if figures:
        return figures <= own and re.fullmatch(r"[\d()\[\].,;:]+", rest) is not None
    return len(rest) <= len(mark) + SMUDGES


def _words_between(words: Sequence[Word], left: float, right: float) -> list[Word]:
    """What is read there: engines may part a word that they read as one before, "17/07/" and "2022"."""
    middle = (left + right) / 2
    return [w for w in words if left < w.box.x_mid < right or w.box.x0 < middle < w.box.x1]
