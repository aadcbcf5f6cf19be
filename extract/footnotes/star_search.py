"""Rows of small stars in the text for notes that no reading answers: counted and placed by the notes beside them.

Boxes in points on the page as scanned.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from extract.footnotes.raised_areas import STARS, lines_to_raised_boxes, marker_to_shape
from extract.footnotes.seen_markers import LIKELY, Seen, seen_to_place, seen_to_widest
from extract.footnotes.star_reading import SURE, image_to_counts, images_to_stars
from extract.footnotes.unmarked_words import SMUDGED
from extract.footnotes.wanted_markers import lines_to_sought, notes_to_wanted, wanted_to_answers
from extract.ink.surroundings import FAINT
from extract.marker_text import UNREAD
from extract.ocr.base import FigureReader
from extract.raster import Sheet
from models.records import Box, Line, Marker, NotePiece

# Where specks read as stars, none reads as surely as stars do.
CERTAIN = 0.98
# Stars that stand no farther apart (in their heights) are of one row.
ROOM_BETWEEN = 1.5
# This share of the height of a line is below its letters.
DESCENDER = 0.25


def stars_in_order(
    lines: Sequence[Line],
    notes: Sequence[NotePiece],
    markers: Sequence[Marker],
    placed: Collection[str],
    sheet: Sheet,
    reader: FigureReader,
) -> list[Seen]:
    """Stars for notes that nothing answers: as many places as notes stand between those of the notes beside them.

    Of a row one is lost or two run together, and no place reads as the note, or more than one does. `placed` have their
    place.
    """
    wanted = notes_to_wanted(notes, markers)
    lacking = [s for s in lines_to_sought(lines, notes, markers) if marker_to_shape(s.marker) == STARS]
    lacking = [s for s in lacking if s.marker not in placed]
    if not lacking:
        return []
    answers = wanted_to_answers(wanted, [m for m in markers if m.line >= 0])
    rows = range(min(s.first for s in lacking), max(s.last for s in lacking) + 1)
    tiers = _star_places(lines, rows, markers, sheet, reader)
    found: list[Seen] = []
    for run in _runs([wanted.index(s.marker) for s in lacking]):
        before = [_place(m) for m in answers[: run[0]] if m]
        after = [_place(m) for m in answers[run[-1] + 1 :] if m]
        first, last = max(before, default=(-1, 0.0)), min(after, default=(len(lines), 0.0))
        between = _so_many([[p for p in tier if first < _place(p) < last] for tier in tiers], len(run), lines)
        found += [replace(p, text=wanted[i], by_order=True) for p, i in zip(between, run, strict=False)]
    return found


def _so_many(tiers: Sequence[Sequence[Seen]], count: int, lines: Sequence[Line]) -> list[Seen]:
    """So many places, from first to last, of the first tiers that have as many; none where they have more.

    Of too many that read as stars those are of which an engine made another sign, `tỉnh"`.
    """
    found: list[Seen] = []
    for tier in tiers:
        if len(found) < count:
            found = sorted([*found, *tier], key=_place)
    if len(found) > count:
        found = [p for p in found if _is_smudged(lines[p.line], p.box)]
    return found if len(found) == count else []


def _star_places(
    lines: Sequence[Line], rows: Sequence[int], markers: Sequence[Marker], sheet: Sheet, reader: FigureReader
) -> tuple[list[Seen], ...]:
    """Places in the rows where stars may stand that are no marker yet, surest first.

    Those that read as stars, as their widest boxes do, a row of which each was read alone as one; those that have no
    more than their shape, behind a word with signs at its end; those that stand free: stars as small as dots.
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
        if text and confidence >= SURE
    ]
    places = seen_to_widest(sure)
    smudged = [Seen(box, UNREAD, 0.0, row) for row, box in boxes if _is_smudged(lines[row], box)]
    free = [Seen(box, UNREAD, 0.0, row) for row, box in boxes if _stands_free(sheet, lines[row], box)]
    smudges = _without_those_at(places, seen_to_widest(smudged))
    rows_of_stars: list[Seen] = []
    for place in sorted(places, key=_place):
        last = rows_of_stars[-1] if rows_of_stars else None
        if last and last.line == place.line and place.box.x0 - last.box.x1 < ROOM_BETWEEN * place.box.height:
            rows_of_stars[-1] = replace(last, box=last.box.union(place.box), text=last.text + place.text)
        else:
            rows_of_stars.append(place)
    return rows_of_stars, smudges, _without_those_at([*places, *smudges], seen_to_widest(free))


def _without_those_at(places: Sequence[Seen], others: Sequence[Seen]) -> list[Seen]:
    return [each for each in others if not any(each.box.overlap(place.box) > 0 for place in places)]


def _is_smudged(line: Line, box: Box) -> bool:
    """Whether the word of the line that reaches into the box, or ends before it, has signs at its end."""
    return any(
        w.box.x0 < box.x0 and abs(w.box.x1 - box.x1) < box.height + w.box.height / 2 and SMUDGED.match(w.text)
        for w in line.words
    )


def _stands_free(sheet: Sheet, line: Line, box: Box) -> bool:
    """Whether what may be stars has white at its left, and below it down to the line: accents stand upon letters."""
    if not image_to_counts(sheet.gray_at(box)):
        return False
    around = sheet.gray_at(Box(box.x0 - sheet.scale, box.top, box.x1, line.box.bottom - DESCENDER * line.box.height))
    height, width = sheet.gray_at(box).shape
    left, below = around[:height, : around.shape[1] - width], around[height + 1 :]
    return below.size > 0 and not bool((left < FAINT).any() or (below < FAINT).any())


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


def seen_to_surest(seen: Sequence[Seen]) -> Seen | None:
    """The one place of several that reads as stars beyond doubt; order has to bear it out."""
    best = max(seen, key=lambda s: s.confidence, default=None)
    if best is None or best.confidence < CERTAIN:
        return None
    likely = seen_to_place([s for s in seen if s.confidence >= LIKELY])
    return replace(likely, by_order=True) if likely else None
