"""A scanned page: rules found in pixels, text by an OCR engine, each figure by two readers."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from extract.cell_figures.cell_images import CellImage, cell_to_image, images_to_stack
from extract.cell_figures.cell_lines import asks_for_lines, is_strange, words_read_by_lines
from extract.cell_figures.figure_reading import images_to_readings
from extract.cell_figures.second_look import (
    DOUBTFUL,
    SECOND_LOOKS,
    figures_stand_apart,
    words_to_garbage,
    words_to_overlooked,
    words_without_marks,
)
from extract.figures_read_twice import is_figure_in_doubt, text_read_twice, words_read_twice
from extract.footnotes.bracket_pairs import words_with_bracket_pairs
from extract.footnotes.cell_search import CellPrint, markers_with_those_in_cells, notes_to_sought
from extract.footnotes.marker_search import lines_with_sought_markers
from extract.footnotes.note_heads import lines_to_unread_heads, lines_with_heads_read
from extract.footnotes.note_lines import note_lines_read_again
from extract.footnotes.note_openings import lines_to_openings
from extract.footnotes.raised import gray_to_raised, gray_without_raised
from extract.footnotes.tight_openings import lines_to_tight_openings
from extract.ink.pixels import INK, GrayImage, gray_to_ink
from extract.ink.surroundings import Blobs, gray_to_blobs
from extract.ink.thin_print import gray_with_thin_print_dark
from extract.layout import words_to_lines
from extract.line_reading import words_with_accents
from extract.ocr.base import Readers
from extract.paper.standing import sheet_to_standing
from extract.pdf import ColourImage
from extract.raster import Sheet, image_to_sheet
from extract.rules.pixel_rules import PixelRules, gray_without_rules, sheet_to_rules
from extract.rules.ragged_rules import rulings_with_ragged
from extract.rules.streak_rules import rulings_with_streaked
from extract.rules.worn_rules import rulings_with_worn
from extract.superscripts import words_with_exponents
from extract.tables.cells import PADDING, CellReading, lines_to_cell_text
from extract.tables.grid import PIXEL_SNAP, Grid
from extract.tables.headers import text_to_role
from extract.tall_words import words_with_tall_parted
from models.records import Box, Line, Marker, NotePiece, PageInfo, Ruling, Word

# A rule in running text, as above footnotes, is at least this long (points).
LONG = 45.0
# What a figure or a code is made of.
FIGURE = re.compile(r"[-+(]?\d[\d.,/%() ]*")
SURE_WORD = 0.85
# The confidence in a word of running text with a figure that a streak ran through, at most.
HIDDEN = 0.3
# Text that is not sure of this on average, letter by letter, is garbage; so is text with this share of garbage.
SURE_TEXT, SPOILT = 0.4, 1 / 3


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """A page of pixels. Boxes are points on the upright, straightened page."""

    number: int
    info: PageInfo
    sheet: Sheet
    rules: PixelRules
    readers: Readers
    method: str = "pixel_rules"
    snap: float = PIXEL_SNAP

    @property
    def rulings(self) -> tuple[Ruling, ...]:
        return self.rules.rulings

    def read_words(self, grids: Sequence[Grid]) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
        """Words outside the grids in one reading, and the raised markers among them."""
        gray = gray_without_rules(self.sheet.for_text.gray, self._long_rules())
        for grid in grids:
            x0, top, x1, bottom = self.sheet.box_to_pixels(grid.box.grown(3))
            gray[top:bottom, x0:x1] = 255
        found = gray_to_print(gray, self.sheet.dpi, self.readers)
        words, raised = (tuple(_scaled(w, self.sheet.scale) for w in some) for some in (found.words, found.raised))
        return tuple(replace(w, confidence=min(w.confidence, HIDDEN)) if self._hides(w) else w for w in words), raised

    def _hides(self, word: Word) -> bool:
        """Whether a black streak ran through a word with a figure in it."""
        if self.sheet.veil is None or not any(map(str.isdigit, word.text)):
            return False
        x0, top, x1, bottom = self.sheet.box_to_pixels(word.box.grown(1))
        return bool((self.sheet.veil[top:bottom, x0:x1] < INK).any())

    def look_at_notes(
        self, lines: Sequence[Line], raised: Sequence[Word], called: Collection[str]
    ) -> tuple[tuple[Line, ...], tuple[Word, ...]]:
        """The lines of the note zone, whole, and its raised words with those openings that a second look finds.

        `called` are the markers in the text of the page.
        """
        sheet = self.sheet.for_text
        whole = note_lines_read_again(lines, raised, sheet, self.readers.engine)
        whole = lines_with_heads_read(whole, sheet, self.readers.figures)
        openings = lines_to_openings(whole, raised, sheet, self.readers.figures)
        openings = lines_to_tight_openings(whole, openings, called, sheet, self.readers.figures)
        return whole, lines_to_unread_heads(whole, openings, sheet)

    def look_again(
        self, lines: Sequence[Line], notes: Sequence[NotePiece], markers: Sequence[Marker]
    ) -> tuple[tuple[Line, ...], tuple[Marker, ...]]:
        """Body lines and markers with those markers that notes call for and only a second look at the ink finds."""
        return lines_with_sought_markers(lines, notes, markers, self.sheet.for_text, self.readers)

    def look_into_cells(
        self, cells: Sequence[CellPrint], notes: Sequence[NotePiece], markers: Sequence[Marker]
    ) -> tuple[Marker, ...]:
        """The markers, with those in cells that notes call for and only a second look at the ink finds."""
        if not cells or not notes_to_sought(notes, markers):
            return tuple(markers)
        sheet = replace(self.sheet, gray=gray_without_rules(self.sheet.gray, self.rules.mask))
        return markers_with_those_in_cells(cells, notes, markers, sheet, self.readers.figures)

    def look_at_figures(
        self, lines: Sequence[Line], notes: Sequence[NotePiece], markers: Sequence[Marker]
    ) -> tuple[tuple[Line, ...], tuple[NotePiece, ...]]:
        """Body lines and notes, figures in doubt as two readers have them."""
        return text_read_twice(lines, notes, markers, self.sheet.for_text, self.readers.figures)

    def _long_rules(self) -> GrayImage:
        """The pixels of long horizontal rules: outside tables a short upright one may be the stem of a capital."""
        mask = np.zeros_like(self.rules.mask)
        for ruling in self.rulings:
            if ruling.horizontal and ruling.box.width >= LONG:
                x0, top, x1, bottom = self.sheet.box_to_pixels(ruling.box.grown(1.5))
                mask[top:bottom, x0:x1] = self.rules.mask[top:bottom, x0:x1]
        return mask

    def read_cells(self, grid: Grid) -> tuple[CellReading, ...]:
        """A reading for each cell: text by the engine, figures by both readers, blank where there is no ink."""
        gray = gray_without_rules(self.sheet.gray, self.rules.mask)
        images = [cell_to_image(self.sheet, gray, cell) for cell in grid.cells]
        printed = [i for i, image in enumerate(images) if image is not None]
        texts = self._with_second_looks(images, self._read_stacks(grid, images, printed))
        texts = self._with_figures_read_twice(images, texts, gray)
        likely = {i for i in printed if looks_like_figure(texts[i].words)}
        doubtful = [i for i in printed if i in likely or _in_figure_column(grid, i, printed, likely)]
        figures = images_to_readings([_image(images[i]) for i in doubtful], self.readers, self.sheet.dpi)
        readings = [CellReading("") for _ in images]
        for i in printed:
            reading = print_to_reading(texts[i], _image(images[i]), self.sheet.scale)
            hidden = not reading.reason and any(map(self._hides, reading.words))
            readings[i] = replace(reading, reason="streaked") if hidden else reading
        for i, figure in zip(doubtful, figures, strict=True):
            if i not in likely and (figure.reason or not FIGURE.fullmatch(figure.text)):
                continue  # words after all
            if figure.reason and text_to_role(readings[i].text):
                continue  # "TT", which no reader of figures can know
            reason = figure.reason or ("figures_apart" if figures_stand_apart(texts[i].words) else "")
            readings[i] = replace(readings[i], text=figure.text, confidence=figure.confidence, reason=reason)
        return tuple(readings)

    def _read_stacks(self, grid: Grid, images: Sequence[CellImage | None], printed: Sequence[int]) -> dict[int, Print]:
        """The engine's words for each printed cell; cells of one column are read as one column of text."""
        found: dict[int, Print] = {}
        columns = sorted({(grid.cells[i].col, grid.cells[i].colspan) for i in printed})
        for column in columns:
            members = [i for i in printed if (grid.cells[i].col, grid.cells[i].colspan) == column]
            stack = images_to_stack([_image(images[i]).gray for i in members], self.sheet.dpi)
            whole = gray_to_print(stack.gray, self.sheet.dpi, self.readers)
            words, raised = ([(stack.index_at(w.box), w) for w in some] for some in (whole.words, whole.raised))
            for place, i in enumerate(members):
                found[i] = Print(
                    tuple(word for at, word in words if at == place),
                    tuple(word for at, word in raised if at == place),
                    (stack.left, stack.tops[place] + stack.lead),
                )
        return found

    def _with_second_looks(self, images: Sequence[CellImage | None], texts: dict[int, Print]) -> dict[int, Print]:
        """The texts, doubtful ones read again each by itself where that reading is better."""
        found = dict(texts)
        for i, first in texts.items():
            image = _image(images[i])
            doubt = 0.0 if is_left_to_figures(first.words, image) else print_to_doubt(first, image)
            for share in SECOND_LOOKS:
                if doubt <= DOUBTFUL:
                    break
                again = self._read_alone(image, share)
                if (left := print_to_doubt(again, image)) < doubt:
                    found[i], doubt = again, left
            if asks_for_lines(found[i].words) and not looks_like_figure(found[i].words):
                found[i] = self._read_by_lines(image, found[i])
        return found

    def _with_figures_read_twice(
        self, images: Sequence[CellImage | None], texts: dict[int, Print], gray: GrayImage
    ) -> dict[int, Print]:
        """The texts, figures in doubt among the words of a cell as two readers have them."""
        cells = [i for i, found in texts.items() if not looks_like_figure(found.words)]
        placed = {i: print_on_page(texts[i], _image(images[i]), self.sheet.scale) for i in cells}
        words = [word for i in cells for word in placed[i].words]
        marks = [mark.box for i in cells for mark in placed[i].raised]
        again = iter(words_read_twice(words, marks, replace(self.sheet, gray=gray), self.readers.figures))
        found = dict(texts)
        for i in cells:
            read = [replace(w, text=(new := next(again)).text, confidence=new.confidence) for w in texts[i].words]
            found[i] = replace(texts[i], words=tuple(read))
        return found

    def _read_by_lines(self, image: CellImage, found: Print) -> Print:
        """The print of one cell with its lines in doubt read one by one, raised markers painted out."""
        x, y = found.origin
        gray = image.gray.copy()
        for mark in found.raised:
            left, top = max(0, int(mark.box.x0 - x) - 1), max(0, int(mark.box.top - y) - 1)
            gray[top : round(mark.box.bottom - y) + 1, left : round(mark.box.x1 - x) + 1] = 255
        words = words_read_by_lines(
            gray, [_moved(word, -x, -y) for word in found.words], self.sheet.dpi, self.readers.engine
        )
        return replace(found, words=tuple(_moved(word, x, y) for word in words))

    def _read_alone(self, image: CellImage, share: float) -> Print:
        """The engine's words for one cell, seen at this share of its size."""
        gray = (
            image.gray if share == 1 else cv2.resize(image.gray, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
        )
        stack = images_to_stack([np.asarray(gray, dtype=np.uint8)], self.sheet.dpi * share)
        found = gray_to_print(stack.gray, self.sheet.dpi * share, self.readers)
        words, raised = (tuple(_scaled(w, 1 / share) for w in some) for some in (found.words, found.raised))
        return Print(words, raised, (stack.left / share, (stack.tops[0] + stack.lead) / share))


@dataclass(frozen=True, slots=True)
class Print:
    """Words and raised marker words of an image (pixels); `origin` is where the image that is meant begins in it."""

    words: tuple[Word, ...]
    raised: tuple[Word, ...]
    origin: tuple[float, float] = (0.0, 0.0)


def print_to_doubt(found: Print, image: CellImage) -> float:
    """How much of a cell's print is not read well: the share of letters that are garbage and of ink in no word."""
    return words_to_garbage(found.words) + words_to_overlooked((*found.words, *found.raised), image, found.origin)


def is_left_to_figures(words: Sequence[Word], image: CellImage) -> bool:
    """Whether the readers of figures see to a cell: a figure, or nothing read in what is too narrow for a word."""
    height, width = image.gray.shape
    return looks_like_figure(words) and (bool(words) or width < 3 * height)


def gray_to_print(gray: GrayImage, dpi: float, readers: Readers) -> Print:
    """Words and raised markers of an image, in its pixels."""
    x, y, width, height = cv2.boundingRect(gray_to_ink(gray))
    if not width:
        return Print((), ())
    margin = round(dpi / 12)
    left, top = max(0, x - margin), max(0, y - margin)
    crop = np.ascontiguousarray(gray[top : y + height - 1 + margin, left : x + width - 1 + margin])
    blobs = gray_to_blobs(crop)
    raised = words_with_bracket_pairs(gray_to_raised(crop, blobs, readers.figures), crop, readers.figures)
    plain = gray_without_raised(crop, raised)
    words = words_with_tall_parted(plain, readers.engine.read(plain, dpi), dpi, readers.engine)
    words = words_with_accents(plain, blobs, words, dpi, readers.engine)
    words = [w for w in words if is_print(w)]
    lines = words_to_lines(words)
    sizes = lines_to_sizes(blobs, lines)
    sized = [replace(w, size=size) for line, size in zip(lines, sizes, strict=True) for w in line.words]
    whole, markers = words_with_exponents(sized, raised)
    return Print(tuple(_moved(w, left, top) for w in whole), tuple(_moved(w, left, top) for w in markers))


def is_print(word: Word) -> bool:
    """Whether a word is print and not a smudge: signs alone, badly read, are none."""
    return any(c.isalnum() for c in word.text) or word.confidence >= 0.6


def lines_to_sizes(blobs: Blobs, lines: Sequence[Line]) -> list[float]:
    """The type sizes in pixels: 1.5 times the height of a capital, the tallest that is common in the line."""
    blobs = blobs.taken(np.argsort(blobs.top, kind="stable"))
    heights, sizes = blobs.height, []
    for box in (line.box for line in lines):
        level = slice(*np.searchsorted(blobs.top, (box.top - 1, box.bottom + 1)))
        inside = (blobs.x0[level] >= box.x0 - 1) & (blobs.x1[level] <= box.x1 + 1)
        inside &= (blobs.bottom[level] <= box.bottom + 1) & (heights[level] >= 0.35 * box.height)
        tall = heights[level][inside]
        sizes.append(round(1.5 * float(np.percentile(tall, 70)), 2) if tall.size else 0.0)
    return sizes


def _image(image: CellImage | None) -> CellImage:
    if image is None:
        raise ValueError("a blank cell has no image")
    return image


def _moved(word: Word, x: float, y: float) -> Word:
    box = word.box
    return replace(word, box=Box(box.x0 + x, box.top + y, box.x1 + x, box.bottom + y))


def _scaled(word: Word, scale: float) -> Word:
    return replace(word, box=word.box.scaled(scale), size=round(word.size * scale, 2))


def _in_figure_column(grid: Grid, index: int, printed: Sequence[int], likely: set[int]) -> bool:
    """Whether most cells of its column are figures or codes: what the engine made words of may be one as well."""
    column = grid.cells[index].col
    others = [i for i in printed if grid.cells[i].col == column and grid.cells[i].colspan == 1]
    return index in others and sum(i in likely for i in others) >= 0.6 * len(others)


def looks_like_figure(words: Sequence[Word]) -> bool:
    """Whether a cell should be read as a figure or a code: mostly digits and signs, or short, or unread.

    Names of columns are short too ("Giao", "Tỷ lệ"): letters alone that the engine is sure of are a word.
    """
    text = "".join(word.text for word in words)
    if len(text) > 2 and text.isalpha() and min(word.confidence for word in words) >= SURE_WORD:
        return False
    if len(text) <= 4:
        return True
    digits = sum(c.isdigit() for c in text)
    letters = sum(c.isalpha() for c in text)
    return letters <= 0.34 * len(text) and (digits > 0 or letters == 0) and len(text) <= 24


def print_on_page(found: Print, image: CellImage, scale: float) -> Print:
    """The print of a cell, its words put back on the page (points)."""
    x, y = image.left - found.origin[0], image.top - found.origin[1]
    words, raised = (tuple(_scaled(_moved(w, x, y), scale) for w in some) for some in (found.words, found.raised))
    return Print(words, raised)


def print_to_reading(found: Print, image: CellImage, scale: float) -> CellReading:
    """The engine's reading of a cell, its words put back on the page."""
    placed = print_on_page(replace(found, words=words_without_marks(found.words)), image, scale)
    words, raised = placed.words, placed.raised
    lines = words_to_lines(words)
    text = lines_to_cell_text(lines, max((line.box.width for line in lines), default=0.0) + 2 * PADDING)
    confidence = min((w.confidence for w in words), default=0.0)
    whole = words_to_overlooked((*found.words, *found.raised), image, found.origin) <= SPOILT
    read = words_are_sure(words) and whole and not any(is_strange(word) or is_figure_in_doubt(word) for word in words)
    reason = "" if read else "text_unsure"
    return CellReading(text, confidence, text, reason if text else "ink_unread", raised, words)


def words_are_sure(words: Sequence[Word]) -> bool:
    """Whether the engine means what it read: garbage has a low confidence letter for letter, not in single words."""
    letters = sum(len(word.text) for word in words)
    meant = sum(word.confidence * len(word.text) for word in words) >= SURE_TEXT * letters
    return meant and (len(words) < 2 or words_to_garbage(words) <= SPOILT)


def image_to_page(image: ColourImage | GrayImage, dpi: float, info: PageInfo, readers: Readers) -> ScannedPage:
    """Prepare a rendered page: straighten it and find its rules, worn ones between known rows and columns too."""
    sheet = sheet_to_standing(image_to_sheet(image, dpi), readers.engine)
    sharp = None if sheet.sharp is None else gray_with_thin_print_dark(sheet.sharp)
    sheet = replace(sheet, gray=gray_with_thin_print_dark(sheet.gray), sharp=sharp)
    rules = sheet_to_rules(sheet)
    rulings = rulings_with_ragged(sheet, rulings_with_streaked(sheet, rules.rulings))
    rules = replace(rules, rulings=rulings_with_worn(sheet, rulings))
    turned = sheet.rotation in (90, 270)
    width, height = (info.height, info.width) if turned else (info.width, info.height)
    known = replace(
        info, width=width, height=height, rotation=sheet.rotation, skew=round(sheet.skew, 2), dpi=round(sheet.dpi)
    )
    return ScannedPage(info.number, known, sheet, rules, readers)
