"""One face for both kinds of pages: what is drawn is known at once, words and cells are read on demand."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from extract.footnotes.cell_search import CellPrint
from extract.ink.pixels import GrayImage
from extract.layout import words_outside
from extract.ocr import names_to_readers
from extract.pdf import ColourImage, Document, TextLayer, page_to_image, page_to_scan, page_to_text_layer
from extract.raster import FINEST
from extract.scanned_page import image_to_page
from extract.tables.cells import CellReading, words_to_reading
from extract.tables.grid import SNAP, Grid
from extract.text_layer import text_layer_to_verdict
from models.records import Line, Marker, NotePiece, PageInfo, Ruling, Word

# Stored scans of up to so many dots per inch are taken as they are; finer ones would fill memory for nothing.
MOST_STORED = 620.0


class PageSource(Protocol):
    """A page that can be read. Boxes are points on the upright page, origin top left."""

    @property
    def number(self) -> int: ...
    @property
    def info(self) -> PageInfo: ...
    @property
    def method(self) -> str: ...
    @property
    def snap(self) -> float:
        """How far (points) ends of rulings may miss each other and still meet."""
        ...

    @property
    def rulings(self) -> tuple[Ruling, ...]: ...

    def read_words(self, grids: Sequence[Grid]) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
        """Words outside the grids, and the raised marker words."""
        ...

    def read_cells(self, grid: Grid) -> tuple[CellReading, ...]:
        """One reading for each cell of the grid, in its order."""
        ...

    def look_at_notes(
        self, lines: Sequence[Line], raised: Sequence[Word], called: Collection[str]
    ) -> tuple[tuple[Line, ...], tuple[Word, ...]]:
        """The lines of the note zone, whole, and its raised words with those openings that a second look finds."""
        ...

    def look_again(
        self, lines: Sequence[Line], notes: Sequence[NotePiece], markers: Sequence[Marker]
    ) -> tuple[tuple[Line, ...], tuple[Marker, ...]]:
        """Body lines and markers, with those markers that the notes of the page call for and a second look finds."""
        ...

    def look_into_cells(
        self, cells: Sequence[CellPrint], notes: Sequence[NotePiece], markers: Sequence[Marker]
    ) -> tuple[Marker, ...]:
        """The markers, with those in cells that the notes of the page call for and a second look finds."""
        ...

    def look_at_figures(
        self, lines: Sequence[Line], notes: Sequence[NotePiece], markers: Sequence[Marker]
    ) -> tuple[tuple[Line, ...], tuple[NotePiece, ...]]:
        """Body lines and notes, figures in doubt as two readers have them."""
        ...


@dataclass(frozen=True, slots=True)
class DigitalPage:
    """A born-digital page: words and rulings as the PDF gives them."""

    number: int
    info: PageInfo
    layer: TextLayer
    method: str = "vector_rules"
    snap: float = SNAP

    @property
    def rulings(self) -> tuple[Ruling, ...]:
        return self.layer.rulings

    def read_words(self, grids: Sequence[Grid]) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
        return words_outside(self.layer.words, [g.box for g in grids]), self.layer.raised

    def read_cells(self, grid: Grid) -> tuple[CellReading, ...]:
        return tuple(words_to_reading(self.layer.words, self.layer.raised, cell.box) for cell in grid.cells)

    def look_at_notes(
        self, lines: Sequence[Line], raised: Sequence[Word], called: Collection[str]
    ) -> tuple[tuple[Line, ...], tuple[Word, ...]]:
        """Nothing more to see: a PDF tells what is raised."""
        return tuple(lines), tuple(raised)

    def look_again(
        self, lines: Sequence[Line], notes: Sequence[NotePiece], markers: Sequence[Marker]
    ) -> tuple[tuple[Line, ...], tuple[Marker, ...]]:
        """Nothing more to see: a PDF tells what is raised."""
        return tuple(lines), tuple(markers)

    def look_into_cells(
        self, cells: Sequence[CellPrint], notes: Sequence[NotePiece], markers: Sequence[Marker]
    ) -> tuple[Marker, ...]:
        """Nothing more to see: a PDF tells what is raised."""
        return tuple(markers)

    def look_at_figures(
        self, lines: Sequence[Line], notes: Sequence[NotePiece], markers: Sequence[Marker]
    ) -> tuple[tuple[Line, ...], tuple[NotePiece, ...]]:
        """Nothing is in doubt: a PDF tells each letter."""
        return tuple(lines), tuple(notes)


def page_to_source(document: Document, number: int, engine: str, second_reader: str) -> PageSource:
    """Decide how a page is read, and prepare it."""
    layer = page_to_text_layer(document, number)
    kind, reason = text_layer_to_verdict(layer)
    info = PageInfo(number, kind, reason, layer.width, layer.height)
    if kind == "digital":
        return DigitalPage(number, info, layer)
    image, dpi = layer_to_image(document, number, layer)
    return image_to_page(image, dpi, info, names_to_readers(engine, second_reader))


def layer_to_image(document: Document, number: int, layer: TextLayer) -> tuple[ColourImage | GrayImage, float]:
    """A scanned page as pixels and their dots per inch: the scan as it is stored where the page is that, else drawn."""
    if layer.is_scan_alone and is_read_as_stored(layer):
        scan = page_to_scan(document, number, layer.image_dpi)
        if scan is not None:
            return scan, layer.image_dpi
    dpi = layer_to_reading_dpi(layer)
    return page_to_image(document, number, dpi), dpi


def is_read_as_stored(layer: TextLayer) -> bool:
    """Whether a scan has the resolution to be read at, or a finer one in shades of gray, which is made smaller."""
    if layer.image_bits == 1:
        return layer_to_reading_dpi(layer) == layer.image_dpi
    return FINEST < layer.image_dpi <= MOST_STORED


def layer_to_reading_dpi(layer: TextLayer) -> float:
    """The resolution to read at: the scan's own between 180 and 320 dpi, else 300; shades of gray at FINEST at most."""
    dpi = layer.image_dpi if 180 <= layer.image_dpi <= 320 else 300.0
    return min(dpi, FINEST) if layer.image_bits > 1 else dpi
