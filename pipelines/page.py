"""What is done to one page, in order. Nothing here crosses a page end: that is `pipelines.report`."""

from __future__ import annotations

from dataclasses import replace

from extract.footnotes.cell_search import tables_to_cell_prints
from extract.footnotes.flat_markers import lines_to_called, lines_with_flat_markers
from extract.footnotes.glued_markers import lines_with_glued_markers
from extract.footnotes.note_zone import lines_to_zone_top
from extract.footnotes.notes import lines_to_notes, raised_to_markers
from extract.footnotes.raised_in_text import body_with_raised, notes_with_raised, notes_without_specks
from extract.layout import lines_without_page_number, words_outside, words_to_lines
from extract.page_source import PageSource
from extract.tables.captions import tables_with_captions
from extract.tables.cells import codes_parted, readings_to_table, tables_to_cell_markers
from extract.tables.grid import Grid, grids_without_stamps, rulings_to_grids
from extract.tables.unruled import words_to_grids
from models.records import PageResult


def read_page(source: PageSource) -> PageResult:
    """Everything that one page shows: tables with captions, body lines, notes, markers."""
    found = rulings_to_grids(source.rulings, source.snap)
    grids, stamps = grids_without_stamps(found, source.info.width, source.info.height)
    words, raised = source.read_words((*grids, *stamps))
    unruled = words_to_grids(words, source.rulings, [g.box for g in found], source.snap)
    methods = sorted([(g, source.method) for g in grids] + [(g, "columns") for g in unruled], key=_top)
    read = [(grid, source.read_cells(grid)) for grid, _ in methods]
    # A PDF tells of each border; a scan may have lost one.
    parted = read if source.method == "vector_rules" else [codes_parted(grid, found) for grid, found in read]
    readings = [found for _, found in parted]
    tables = [readings_to_table(g, r, source.number, m) for (g, r), (_, m) in zip(parted, methods, strict=True)]
    boxes = [table.box for table in tables]

    lines = words_to_lines(words_outside(words, boxes))
    lines = lines_without_page_number(lines, source.info.width, source.info.height)
    body_raised = words_outside(raised, boxes)
    marked = (*body_raised, *(word for found in readings for reading in found for word in reading.raised))
    zone = lines_to_zone_top(lines, source.rulings, marked, boxes)
    below = [line for line in lines if zone is not None and line.box.y_mid > zone]
    above = [line for line in lines if zone is None or line.box.y_mid <= zone]
    called = lines_to_called(above, [w for w in marked if zone is None or w.box.y_mid <= zone])
    low = [w for w in body_raised if w.box.y_mid > (zone or 0)]
    whole, openings = source.look_at_notes(notes_without_specks(below, low), low, called)
    whole = notes_with_raised(whole, openings)
    notes = lines_to_notes(whole, openings, source.number, called, max((line.box.x1 for line in lines), default=0.0))
    captioned, body = tables_with_captions(tables, above)
    captioned = tuple(replace(t, captions=source.look_at_figures(t.captions, (), ())[0]) for t in captioned)
    high = tuple(w for w in body_raised if zone is None or w.box.y_mid <= zone)
    body, high = body_with_raised(body, high)
    markers = raised_to_markers(high, body)
    cell_markers = tables_to_cell_markers(tables, readings)
    body, markers = source.look_again(body, notes, (*markers, *cell_markers))
    body, markers = lines_with_flat_markers(body, notes, markers)
    body, markers = lines_with_glued_markers(body, notes, markers)
    body, notes = source.look_at_figures(body, notes, markers)
    markers = source.look_into_cells(tables_to_cell_prints(tables, readings), notes, markers)

    return PageResult(
        info=replace(source.info, words=len(words) + sum(len(c.text.split()) for t in tables for c in t.cells)),
        lines=tuple(body),
        tables=tuple(captioned),
        notes=notes,
        markers=markers,
        rulings=tuple(source.rulings),
        words=tuple(words),
    )


def _top(found: tuple[Grid, str]) -> tuple[float, float]:
    return found[0].box.top, found[0].box.x0
