"""Pages that hold little but figures: many of them in every notation, in the cells of one ruled table."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pypdfium2
from PIL import Image

from extract.cell_figures.cell_images import CellImage, cell_to_image
from extract.ocr.base import Readers
from extract.page_source import layer_to_image
from extract.pdf import ColourImage, open_document, page_to_text_layer
from extract.rules.pixel_rules import gray_without_rules
from extract.scanned_page import image_to_page
from extract.tables.grid import SNAP, Grid, rulings_to_grids
from models.records import Box, PageInfo
from tests.synthesis import CellSpec, degrade, draw_table
from tests.synthesis.blemishes import Scan
from tests.synthesis.damage import DAMAGES, Inside, damaged
from tests.synthesis.setting import words
from tests.synthesis.values import Printed, count, figure_for

ROWS, COLUMNS = 24, 6
# Dots per inch at which damaged pages are drawn.
_FINE = 300
_COUNT = "Số lượng"
_UNITS = ("Số lượng", "Số lượng", "Hồ sơ", "Triệu đồng", "%", "%", "Có = 1; Không = 0")
SEAL_GRAY = "seal_gray"
"""Seals and signatures as a copier without colour shows them: paler than print, more or less."""
DAMAGED = {"damaged300": "clean300", "damaged200": "gray200", "damaged_fax": "fax200"}
"""Kinds of scan of pages on which most figures are damaged one by one, each in another way."""
SCANNED_AS = {SEAL_GRAY: "seal", **DAMAGED}
_KINDS = {"%": "percent", "Có = 1; Không = 0": "code"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed figure, the unit it stands under, the place of its cell, and what was done to it, "" for nothing."""

    printed: Printed
    unit: str
    row: int
    col: int
    damage: str = ""


@dataclass(frozen=True, slots=True)
class FigureCell:
    """A figure beside the picture of its cell; `image` is None where the cell was taken for blank."""

    figure: Figure
    image: CellImage | None
    dpi: float


@dataclass(frozen=True, slots=True)
class FigurePage:
    """The cells of a page, none where it was not set upright.

    Where its grid was not found with all its rows and columns, `grid_found` is False, and the cells are cut where they
    were drawn.
    """

    cells: tuple[FigureCell, ...]
    upright: bool
    grid_found: bool


def make_figures(dice: random.Random) -> list[Figure]:
    """The figures of one page; the first column and two rows are left to text, without which no page looks upright."""
    found = []
    for row in range(1, ROWS - 1):
        for col in range(1, COLUMNS):
            unit = dice.choice(_UNITS)
            printed = figure_for(dice, _KINDS.get(unit, "count"), unit)
            found.append(Figure(printed, unit, row, col) if printed.raw else Figure(count(dice, 3), _COUNT, row, col))
    return found


def draw_figures(figures: list[Figure], font: str, dice: random.Random) -> bytes:
    """A PDF of one page; some rows bold or italic, sizes as offices use them."""
    names = words()["districts"]
    style = {row: (dice.random() < 0.12, dice.random() < 0.08) for row in range(ROWS)}
    cells = [CellSpec(row, 0, dice.choice(names), align="left") for row in range(1, ROWS - 1)]
    texts = ["; ".join(dice.sample(words()["own_rows"] + words()["notes"], 4)) for _ in range(2)]
    cells += [
        CellSpec(row, 0, text, colspan=COLUMNS, align="left") for row, text in zip((0, ROWS - 1), texts, strict=True)
    ]
    cells += [CellSpec(f.row, f.col, f.printed.raw, bold=style[f.row][0], italic=style[f.row][1]) for f in figures]
    size = dice.choice([11.0, 12.0, 12.0, 13.0])
    pdf, _ = draw_table(cells, font=font, widths=(1.4, 1, 1, 1, 1, 1), header_rows=0, size=size)
    return pdf


def make_page(font: str, fault: str, seed: int, readers: Readers) -> FigurePage:
    """One page drawn, scanned with this fault, set upright and cut into cells as the pipeline does it."""
    dice = random.Random(f"{font} {fault} {seed}")
    figures = make_figures(dice)
    drawn = draw_figures(figures, font, dice)
    with TemporaryDirectory() as folder:
        true_grid = _true_grid(drawn, Path(folder) / "drawn.pdf")
        if fault in DAMAGED:
            drawn, figures = _damaged(drawn, figures, true_grid, fault, dice.randrange(2**32))
        path = Path(folder) / "scan.pdf"
        path.write_bytes(degrade(drawn, SCANNED_AS.get(fault, fault), seed))
        with open_document(path) as document:
            layer = page_to_text_layer(document, 1)
            image, dpi = layer_to_image(document, 1, layer)
    info = PageInfo(1, "scanned", "", layer.width, layer.height)
    page = image_to_page(_copied_gray(image, dice) if fault == SEAL_GRAY else image, dpi, info, readers)
    if page.sheet.rotation:
        return FigurePage((), False, False)
    wanted = {(f.row, f.col) for f in figures}
    found = next(_same_shape(rulings_to_grids(page.rulings, page.snap), true_grid, wanted), None)
    places = {(cell.row, cell.col): cell for cell in (found or true_grid).cells}
    gray = gray_without_rules(page.sheet.gray, page.rules.mask)
    cells = (FigureCell(f, cell_to_image(page.sheet, gray, places[f.row, f.col]), page.sheet.dpi) for f in figures)
    return FigurePage(tuple(cells), True, found is not None)


def _copied_gray(image: ColourImage, dice: random.Random) -> ColourImage:
    """The colours of seals as a shade between the eye's and the brightest channel."""
    weight = dice.uniform(0.3, 0.8)
    gray = image.mean(axis=2) * (1 - weight) + image.max(axis=2) * weight
    return np.repeat(gray.astype(np.uint8)[:, :, np.newaxis], 3, axis=2)


def _damaged(drawn: bytes, figures: Sequence[Figure], grid: Grid, fault: str, seed: int) -> tuple[bytes, list[Figure]]:
    """The page as a picture with most figures damaged, and the figures with what was done to them."""
    with pypdfium2.PdfDocument(drawn) as document:
        page = np.array(document[0].render(scale=_FINE / 72).to_pil().convert("L"))
    places = {(cell.row, cell.col): cell.box for cell in grid.cells}
    insides = [_inside(places[f.row, f.col]) for f in figures]
    kinds = [name for name in DAMAGES if (name, fault) != ("pale", "damaged_fax")]  # where it is not scanned at all
    spoilt, names = damaged(page, insides, Scan(_FINE, np.random.default_rng(seed)), kinds)
    out = io.BytesIO()
    Image.fromarray(spoilt).save(out, "PDF", resolution=_FINE, quality=95)
    return out.getvalue(), [replace(f, damage=name) for f, name in zip(figures, names, strict=True)]


def _inside(box: Box) -> Inside:
    """A cell without its rules, in pixels of the page as it is drawn for damage."""
    x0, top, x1, bottom = (round(edge * _FINE / 72) for edge in (box.x0, box.top, box.x1, box.bottom))
    return Inside(x0 + 4, top + 4, x1 - 3, bottom - 3)


def _true_grid(drawn: bytes, path: Path) -> Grid:
    path.write_bytes(drawn)
    with open_document(path) as document:
        (grid,) = rulings_to_grids(page_to_text_layer(document, 1).rulings, SNAP)
    return grid


def _same_shape(found: tuple[Grid, ...], true_grid: Grid, wanted: set[tuple[int, int]]) -> Iterator[Grid]:
    """The grid found in the scan, when it has the rows, columns and cells of figures drawn; other cells may differ."""
    for grid in found:
        same = (len(grid.xs), len(grid.ys)) == (len(true_grid.xs), len(true_grid.ys))
        if same and wanted <= {(cell.row, cell.col) for cell in grid.cells}:
            yield grid
