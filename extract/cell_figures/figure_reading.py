"""Figures on scans, read by two independent readers; where they differ further readings vote, and doubt is flagged."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

import cv2
import numpy as np

from extract.cell_figures.cell_images import CellImage, image_to_lines
from extract.cell_figures.figure_dashes import Printed, is_on_level
from extract.cell_figures.figure_glyphs import Digits, line_to_glyphs, lines_to_odd
from extract.cell_figures.figure_marks import (
    ink_is_unaccounted,
    line_to_ink_count,
    line_to_nothing,
    pieces_are_unaccounted,
)
from extract.cell_figures.figure_neighbours import Neighbour, is_neighbour, line_beside, line_to_neighbours
from extract.cell_figures.figure_slashes import slash_is_unaccounted
from extract.cell_figures.figure_votes import BANDS, Vote, vote_to_confidence, vote_to_reason
from extract.ink.pixels import INK, GrayImage
from extract.ocr.base import Readers

# Heights (pixels) to which a line of figures is scaled for the engine; 0 keeps it as it is.
HEIGHTS = ((0, "first"), (22, "second"), (30, "third"))
# The engine overlooks a lone digit, but not one that stands there twice; lines up to so many characters are doubled.
DOUBLED = 10
# Heights at which a figure is read beside its nearest, and its second nearest neighbour.
BESIDE_HEIGHTS = (22, 30)
# The digits of figures on which both readers agree show what the digits of a table look like; those of which the
# recogniser is less certain than this are compared with them: one that lost or gained ink is hardly ever more certain.
AGREED = ("first", "second", "third", "beside", "shades", "twice", "row")
CERTAIN = 0.999
_GROUPED = re.compile(r"[.,]\d{3}(?!\d)")
# A figure that its cell could not hold in a line goes on in the next one: after a group of digits that is not whole, or
# in a share. What could be two figures is flagged; a number of three groups and more could not.
BROKEN = re.compile(r"\d+([.,]\d{3})*[.,](\d{1,2}\|\d{1,2}|\|\d{3})([.,]\d{3})*|\d+/(\d+\|\d+|\|\d+)")
WHOLE = re.compile(r"\d{1,3}(\.\d{3})+|\d{1,3}(,\d{3})+|\d+/\d+")
GROUPED = re.compile(r"\d{1,3}(\.\d{3}){2,}|\d{1,3}(,\d{3}){2,}")
# How wide a digit is (shares of its height), and white between a border and print at most (inches; 5.4 points).
DIGIT, PADDING = 0.5, 0.075


@dataclass(frozen=True, slots=True)
class FigureReading:
    """What a cell of figures says. `confidence` is the share of readings of its kind that are right, as measured;
    `reason` is a review code, "" where that is enough to trust it.
    """

    text: str
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True)
class Looks:
    """A line after the first looks: the recogniser's `text`, how `sure` it is, and the `support` for it, "" where the
    engine read only `others`.
    """

    line: GrayImage
    text: str
    sure: float
    support: str
    others: tuple[str, ...] = ()


def images_to_readings(images: Sequence[CellImage], readers: Readers, dpi: float) -> tuple[FigureReading, ...]:
    """One reading for each cell; a cell of several lines is read line by line."""
    votes = images_to_votes(images, readers, dpi)
    return tuple(
        _joined([_vote_to_reading(v) for v in cell], image_to_full(image, dpi) if len(cell) > 1 else ())
        for cell, image in zip(votes, images, strict=True)
    )


def images_to_votes(images: Sequence[CellImage], readers: Readers, dpi: float) -> tuple[tuple[Vote, ...], ...]:
    """For each cell a vote on each of its lines, top to bottom."""
    lines = [image_to_lines(image.gray, dpi) for image in images]
    flat = tuple(line for cell in lines for line in cell)
    looks = [line_to_looks(*pair, readers, dpi) for pair in zip(flat, readers.figures.read(flat), strict=True)]
    known = looks_to_neighbours(looks)
    found = [looks_to_vote(one, readers, dpi, _beside(one, place, known)) for place, one in enumerate(looks)]
    rows = [row for row, cell in zip(images_to_rows(images), lines, strict=True) for _ in cell]
    votes = iter(with_odd_digits(found, looks, rows))
    whole = tuple(
        tuple(_with_cell(next(votes), image) for _ in cell) for image, cell in zip(images, lines, strict=True)
    )
    return with_stray_dashes(whole, images, dpi)


def images_to_rows(images: Sequence[CellImage]) -> list[int]:
    """For each cell the number of its row, by the middle of its print."""
    if not images:
        return []
    middles = np.array([image.top + image.gray.shape[0] / 2 for image in images])
    order = np.argsort(middles, kind="stable")
    apart = np.diff(middles[order]) > min(image.gray.shape[0] for image in images) / 2
    numbers = np.empty(len(images), dtype=np.int64)
    numbers[order] = np.concatenate(([0], np.cumsum(apart)))
    return [int(n) for n in numbers]


def with_odd_digits(votes: Sequence[Vote], looks: Sequence[Looks], rows: Sequence[int]) -> list[Vote]:
    """The votes, those spoilt that hold a digit unlike the others of the table."""
    digits = [
        Digits(tuple(line_to_glyphs(one.line, one.text)) if vote.support in AGREED else (), row, vote.sure < CERTAIN)
        for vote, one, row in zip(votes, looks, rows, strict=True)
    ]
    odd = lines_to_odd(digits)
    return [replace(vote, spoilt=vote.spoilt or place in odd) for place, vote in enumerate(votes)]


def with_stray_dashes(
    cells: Sequence[tuple[Vote, ...]], images: Sequence[CellImage], dpi: float
) -> tuple[tuple[Vote, ...], ...]:
    """The votes on cells, those spoilt that take a flat stroke for a dash where no dash stands: not on the level of
    dashes, or in a cell of several lines.
    """
    dashes = [place for place, votes in enumerate(cells) if any(vote.is_dash for vote in votes)]
    if not dashes:
        return tuple(cells)
    digits = [
        image_to_printed(image)
        for image, votes in zip(images, cells, strict=True)
        if len(votes) == 1 and votes[0].support in AGREED and votes[0].text.rstrip(".%").isalnum()
    ]
    found = list(cells)
    for place in dashes:
        if len(cells[place]) > 1 or not is_on_level(image_to_printed(images[place]), digits, dpi):
            found[place] = tuple(replace(vote, spoilt=vote.spoilt or vote.is_dash) for vote in cells[place])
    return tuple(found)


def image_to_printed(image: CellImage) -> Printed:
    """Where the ink of a cell stands."""
    rows = np.flatnonzero((image.gray < INK).any(axis=1))
    return Printed(image.top + float(rows[0]), image.top + float(rows[-1]) + 1, image.middle)


def _with_cell(vote: Vote, image: CellImage) -> Vote:
    """The vote on a line with what is known of its cell."""
    return replace(vote, overprinted=image.overprinted, spoilt=vote.spoilt or image.spoilt)


def looks_to_neighbours(looks: Sequence[Looks]) -> tuple[Neighbour, ...]:
    """The numbers that both readers read alike at their first look."""
    return tuple(
        Neighbour(one.line, one.text, place)
        for place, one in enumerate(looks)
        if one.support == HEIGHTS[0][1] and one.sure >= BANDS[0] and is_neighbour(one.text)
        if not ink_is_unaccounted(line_to_ink_count(one.line), one.text)
    )


def _beside(looks: Looks, place: int, known: Sequence[Neighbour]) -> tuple[Neighbour, ...]:
    if looks.support or not looks.text:
        return ()
    plain = looks.text.replace(" ", "")
    return tuple(islice(line_to_neighbours(looks.line, plain, place, known), len(BESIDE_HEIGHTS)))


def _vote_to_reading(vote: Vote) -> FigureReading:
    confidence = vote_to_confidence(vote)
    return FigureReading(vote.text, confidence, vote_to_reason(vote, confidence))


def image_to_full(image: CellImage, dpi: float) -> tuple[bool, ...]:
    """For each line of a cell whether there is no room in it for one more digit."""
    found = []
    for line in image_to_lines(image.gray, dpi):
        rows, columns = (np.flatnonzero((line < INK).any(axis=axis)) for axis in (1, 0))
        height, width = (int(places[-1] - places[0] + 1) if places.size else 0 for places in (rows, columns))
        found.append(width + DIGIT * height > image.room - 2 * PADDING * dpi)
    return tuple(found)


def _joined(lines: Sequence[FigureReading], full: Sequence[bool]) -> FigureReading:
    """The lines of a cell as one reading. A figure too long for its cell, 7.877.2|60 or 241/24|1, is put together."""
    if not lines:
        return FigureReading("", 0.0, "ink_unread")
    text, reason = lines[0].text, next((line.reason for line in lines if line.reason), "")
    for line, no_room in zip(lines[1:], full, strict=False):
        broken = no_room and BROKEN.fullmatch(f"{text}|{line.text}") and WHOLE.fullmatch(text + line.text)
        text = text + line.text if broken else f"{text} {line.text}".strip()
        if broken and not GROUPED.fullmatch(text):
            reason = reason or "figure_broken"
    return FigureReading(text, min(line.confidence for line in lines), reason)


def line_to_looks(line: GrayImage, first: tuple[str, float], readers: Readers, dpi: float) -> Looks:
    """A line as both readers see it. `first` is the recogniser's (text, probability), which loses no lone digits."""
    shape = line_to_nothing(line)
    if shape:
        return Looks(line, shape, 1.0, "shape")
    text, sure = first
    others: list[str] = []
    for height, support in HEIGHTS:
        other = read_with_engine(line, height, readers, dpi)
        if other and same_figure(other, text):
            return Looks(line, text, sure, support)
        others.append(other)
    return Looks(line, text, sure, "", tuple(others))


def looks_to_vote(looks: Looks, readers: Readers, dpi: float, beside: Sequence[Neighbour] = ()) -> Vote:
    """The vote over one line; further readings where the two readers differ. `beside`: what it is set next to then."""
    if looks.support == "shape":
        return Vote(looks.text, looks.support, looks.sure)
    if not looks.text:
        others = looks.others
        agreed = next((o for o in others if others.count(o) > 1 and o), "") or next(filter(None, others), "")
        return Vote(agreed, "engine" if agreed else "none", 0.0)
    support = looks.support or _beside_support(looks, readers, dpi, beside) or _late_support(looks, readers, dpi)
    seen = line_to_ink_count(looks.line)
    overlooked, slanted = ink_is_unaccounted(seen, looks.text), slash_is_unaccounted(looks.line, looks.text)
    spoilt = pieces_are_unaccounted(seen, looks.text)
    return Vote(looks.text, support, looks.sure, overlooked, slanted=slanted, spoilt=spoilt)


def _beside_support(looks: Looks, readers: Readers, dpi: float, beside: Sequence[Neighbour]) -> str:
    """The support where the engine reads the figure when it stands next to a number that it reads well."""
    for height, neighbour in zip(BESIDE_HEIGHTS, beside, strict=False):
        row, says = line_beside(looks.line, looks.text.replace(" ", ""), neighbour)
        if same_figure(read_with_engine(row, height, readers, dpi, shades=True), says):
            return "beside"
    return ""


def _late_support(looks: Looks, readers: Readers, dpi: float) -> str:
    """The support for a reading that the engine did not share at any height."""
    line, text = looks.line, looks.text
    plain = text.replace(" ", "")
    # Thin strokes break in black and white: once more in shades.
    if same_figure(read_with_engine(line, HEIGHTS[-1][0], readers, dpi, shades=True), text):
        return "shades"
    if len(plain) <= DOUBLED:
        twice = read_with_engine(line_to_double(line), HEIGHTS[-1][0], readers, dpi).replace(" ", "")
        if len(twice) > len(plain) and (twice.startswith(plain) or twice.endswith(plain)):
            return "twice"
    if len(plain) == 1 and _reads_in_row(line, plain, readers, dpi):
        return "row"
    return "meaning" if any(same_meaning(other, text) for other in looks.others) else "alone"


def _reads_in_row(line: GrayImage, sign: str, readers: Readers, dpi: float) -> bool:
    """Whether the engine, shown a lone sign four times in a row, reads that sign and nothing else, more than once."""
    row = line_to_row(line)
    for height, shades in ((HEIGHTS[-1][0], False), (HEIGHTS[1][0], False), (HEIGHTS[1][0], True)):
        found = read_with_engine(row, height, readers, dpi, shades).replace(" ", "")
        if len(found) > 1 and set(found) == {sign}:
            return True
    return False


def line_to_row(line: GrayImage) -> GrayImage:
    """The ink of the line four times, as close as digits of a number stand."""
    columns = np.flatnonzero((line < INK).any(axis=0))
    ink = line[:, max(0, int(columns[0]) - 1) : int(columns[-1]) + 2] if columns.size else line
    gap = np.full((line.shape[0], max(2, line.shape[0] // 8)), 255, np.uint8)
    return np.ascontiguousarray(np.hstack([gap, *([ink, gap] * 4)]))


def line_to_double(line: GrayImage) -> GrayImage:
    """The line with itself beside it."""
    gap = np.full((line.shape[0], max(2, line.shape[0] // 8)), 255, np.uint8)
    return np.ascontiguousarray(np.hstack([line, gap, line]))


def read_with_engine(line: GrayImage, height: int, readers: Readers, dpi: float, shades: bool = False) -> str:
    """The engine's reading of a line, its print scaled to `height` pixels; in black and white, or in its shades."""
    image = line
    if height:
        rows = np.flatnonzero((line < INK).any(axis=1))
        tall = int(rows[-1] - rows[0] + 1) if rows.size else line.shape[0]
        factor = height / max(8, tall)
        method = cv2.INTER_CUBIC if factor > 1 else cv2.INTER_AREA
        image = np.asarray(cv2.resize(line, None, fx=factor, fy=factor, interpolation=method), dtype=np.uint8)
    black = np.where(image < INK - 10, 0, 255).astype(np.uint8)
    padded = cv2.copyMakeBorder(image if shades else black, 20, 20, 20, 20, cv2.BORDER_CONSTANT, value=(255,))
    words = readers.engine.read(
        np.ascontiguousarray(padded, dtype=np.uint8), dpi if not height else 9 * height, "figures"
    )
    return "".join(word.text for word in words)


def same_figure(one: str, other: str) -> bool:
    """Equal but for spaces."""
    return one.replace(" ", "") == other.replace(" ", "")


def same_meaning(one: str, other: str) -> bool:
    """Equal but for point or comma, where both say the same: `20,5` and `20.5` do, `1,234` and `1.234` do not."""
    if _GROUPED.search(one) or _GROUPED.search(other):
        return False
    return bool(one) and same_figure(one.replace(",", "."), other.replace(",", "."))
