"""What was seen on a page, drawn over it layer by layer. Boxes are on the upright page as scanned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from extract.tables.captions import captions_to_form
from models.records import (
    Box,
    Cell,
    Line,
    Marker,
    NotePiece,
    PageResult,
    PageTable,
    Passage,
    Reference,
    Report,
    Ruling,
    Word,
    boxes_to_box,
)
from pipelines.show import palette
from pipelines.show.canvas import Canvas, Colour, tilted
from pipelines.show.palette import confidence_to_colour

FAINT, STRONG = 38, 90


def draw_page(canvas: Canvas, page: PageResult, report: Report) -> None:
    """Every intermediate, what matters most last. `page` is unskewed; `report` holds what was joined."""
    draw_words(canvas, page.words)
    draw_tables(canvas, page.tables)
    draw_rulings(canvas, page.rulings)
    draw_notes(canvas, page.notes)
    draw_captions(canvas, page.tables)
    draw_markers(canvas, page.markers)
    draw_references(canvas, report.references)
    draw_reviews(canvas, page, report)


def draw_rulings(canvas: Canvas, rulings: Iterable[Ruling]) -> None:
    """Along the middle of each rule, so that the ink stays in sight on both sides."""
    for ruling in rulings:
        box = ruling.box
        if ruling.horizontal:
            middle, colour = Box(box.x0, box.y_mid, box.x1, box.y_mid), palette.RULE_ACROSS
        else:
            middle, colour = Box(box.x_mid, box.top, box.x_mid, box.bottom), palette.RULE_DOWN
        canvas.box(middle, colour, width=2)


def draw_words(canvas: Canvas, words: Iterable[Word]) -> None:
    for word in words:
        canvas.box(word.box, confidence_to_colour(word.confidence), wash=FAINT)


def draw_tables(canvas: Canvas, tables: Sequence[PageTable]) -> None:
    """Cells, and in each that says anything a bar at its left coloured by confidence."""
    for index, table in enumerate(tables, 1):
        for cell in table.cells:
            inner = cell.box.grown(-1.5)
            if cell.row < table.header_rows:
                canvas.box(inner, palette.HEADER, width=0, wash=FAINT)
            canvas.box(inner, palette.CELL)
            if cell.text:
                bar = _left_edge(cell.box, canvas.tilt)
                canvas.line(bar, confidence_to_colour(cell.confidence), width=4)
        canvas.label(table.box.x0, table.box.bottom + 12, _table_name(index, table), palette.CELL)


def _left_edge(box: Box, tilt: float) -> tuple[tuple[float, float], tuple[float, float]]:
    top, _, _, bottom = tilted(box.grown(-3), tilt)
    return top, bottom


def _table_name(index: int, table: PageTable) -> str:
    form = captions_to_form(table.captions)
    parts = [f"table {index}", f"form {form}" if form else "", f"{table.rows} × {table.cols}", table.method]
    parts += ["open above" if table.open_top else "", "open below" if table.open_bottom else ""]
    return " · ".join(part for part in parts if part)


def draw_captions(canvas: Canvas, tables: Iterable[PageTable]) -> None:
    for table in tables:
        draw_lines(canvas, table.captions, palette.CAPTION)


def draw_lines(canvas: Canvas, lines: Iterable[Line], colour: Colour) -> None:
    for line in lines:
        canvas.band([word.box.grown(1) for word in line.words], colour)


def draw_notes(canvas: Canvas, notes: Sequence[NotePiece]) -> None:
    """The zone of the notes, and each note with its marker."""
    if not notes:
        return
    zone = boxes_to_box(note.box for note in notes).grown(4)
    canvas.box(zone, palette.NOTE, width=2, wash=14, tilt=0.0)
    for note in notes:
        draw_lines(canvas, note.lines, palette.NOTE)
        name = f"note {note.marker}" if note.marker else "note goes on"
        canvas.label(note.box.x0 - 46, note.box.top + 10, name, palette.NOTE)


def draw_markers(canvas: Canvas, markers: Iterable[Marker]) -> None:
    for marker in markers:
        canvas.box(marker.box.grown(0.7), palette.MARKER, width=2, wash=FAINT)
        canvas.label(marker.box.x1 + 1, marker.box.top, marker.text, palette.MARKER)


def draw_references(canvas: Canvas, references: Iterable[Reference]) -> None:
    """A box for each line that a reference stands on; its number as the office writes it above the first."""
    for reference in references:
        for box in reference.boxes:
            canvas.box(box, palette.REFERENCE, width=2, wash=FAINT, tilt=0.0)
        if reference.boxes:
            first = reference.boxes[0]
            doubt = f" · {reference.review_reason}" if reference.review else ""
            colour = palette.REVIEW if reference.review else palette.REFERENCE
            canvas.label(first.x0, first.top, f"{reference.mention.canonical}{doubt}", colour)


def draw_paragraphs(canvas: Canvas, passages: Iterable[Passage], number: int) -> None:
    """A line in the left margin along each paragraph."""
    for passage in passages:
        boxes = [piece.box for piece in passage.pieces if piece.page == number]
        if passage.source == "body" and boxes:
            around = boxes_to_box(boxes)
            x = around.x0 - 6
            canvas.line(((x, around.top + 1), (x, around.bottom - 1)), palette.PARAGRAPH, width=3)


def draw_reviews(canvas: Canvas, page: PageResult, report: Report) -> None:
    """Cells that a person should look at with the reason, and flagged rows none of whose cells is flagged."""
    reasons = cells_to_reasons([c for t in page.tables for c in t.cells], report, page.info.number)
    for cell in (c for t in page.tables for c in t.cells if c.box in reasons):
        canvas.box(cell.box, palette.REVIEW, width=4, wash=STRONG)
        read = f": {cell.text}" if 0 < len(cell.text) <= 24 else ""
        canvas.label(cell.box.x0 + 2, cell.box.top + 4, f"{reasons[cell.box]}{read}", palette.REVIEW)
    for row in report.indicators:
        told = any(row.box.holds(box.x_mid, box.y_mid) for box in reasons)
        if row.review and row.page == page.info.number and not told:
            canvas.label(row.box.x1 + 2, row.box.y_mid + 5, row.review_reason, palette.REVIEW)


def cells_to_reasons(cells: Iterable[Cell], report: Report, number: int) -> Mapping[Box, str]:
    """Why the cell in this box is flagged: by its reading, or by what is known once the tables are joined."""
    joined = (cell for table in report.tables for cell in table.cells if cell.page == number)
    return {cell.box: cell.review_reason or "review" for cell in (*cells, *joined) if cell.review}
