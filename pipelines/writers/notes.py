"""footnotes.csv, footnote_figures.csv and figures.csv: notes with their anchors, and quantities in running text."""

from __future__ import annotations

from collections.abc import Iterator

from models.records import Figure, Report
from pipelines.writers.table import (
    BOX,
    CONFIDENCE_COLUMN,
    DOCUMENT_ID,
    PAGE,
    REVIEW,
    REVIEW_REASON,
    Column,
    CsvTable,
    Row,
    box_to_values,
    each_report,
    known,
)

FOOTNOTE = "footnote"
MARKER = Column("marker", "string", "the footnote's marker as printed, with its brackets: 12, (1), [3], * or (**)")

FOOTNOTE_COLUMNS = (
    DOCUMENT_ID,
    MARKER,
    Column("text", "string", "the whole note, page breaks mended"),
    PAGE,
    Column("anchor_page", "integer", "page of the marker in the text; empty when it was not found"),
    Column("anchor_source", "string", "where the marker stands: body or table", choices=("body", "table")),
    Column("anchor_text", "string", "the running text right before the marker, 25 characters or more"),
    *BOX,
    CONFIDENCE_COLUMN,
    REVIEW,
    REVIEW_REASON,
)

FIGURE_COLUMNS = (
    DOCUMENT_ID,
    MARKER,
    Column("seq", "integer", "position, from 1"),
    Column("raw", "string", "the figure as printed"),
    Column("value", "number", "its value"),
    Column("denominator", "number", "of a ratio such as 56/63"),
    Column("unit", "string", "what is counted, a multiplier such as tỷ included"),
    Column("label", "string", "what the figure belongs to"),
    PAGE,
    Column("start", "integer", "where the figure begins in its text, in characters"),
    Column("end", "integer", "where it ends"),
    REVIEW,
)

BODY_COLUMNS = (
    *FIGURE_COLUMNS,
    Column("source", "string", "where the text stands: body"),
    Column("sentence", "string", "the sentence that states it"),
)


def report_to_footnote_rows(report: Report) -> Iterator[Row]:
    for note in sorted(report.footnotes, key=lambda note: note.page):
        yield (
            *(report.document_id, note.marker, note.text, note.page),
            *(known(note.anchor_page), note.anchor_source, note.anchor_text),
            *(*box_to_values(note.box), note.confidence, note.review, note.review_reason),
        )


def _figure_to_row(report: Report, figure: Figure) -> Row:
    return (
        *(report.document_id, figure.marker, figure.seq, figure.raw, figure.value, figure.denominator),
        *(figure.unit, figure.label, known(figure.page), figure.start, figure.end, figure.review),
    )


def report_to_note_figure_rows(report: Report) -> Iterator[Row]:
    yield from (_figure_to_row(report, figure) for figure in report.figures if figure.source == FOOTNOTE)


def report_to_body_figure_rows(report: Report) -> Iterator[Row]:
    for figure in report.figures:
        if figure.source != FOOTNOTE:
            yield (*_figure_to_row(report, figure), figure.source, figure.sentence)


OF_DOCUMENT = {"document_id": "documents.document_id"}
FOOTNOTES = CsvTable(
    "footnotes", "footnote", FOOTNOTE_COLUMNS, each_report(report_to_footnote_rows), refers=OF_DOCUMENT
)
FOOTNOTE_FIGURES = CsvTable(
    "footnote_figures",
    "figure in a footnote",
    FIGURE_COLUMNS,
    each_report(report_to_note_figure_rows),
    refers=OF_DOCUMENT,
)
FIGURES = CsvTable(
    "figures", "figure in running text", BODY_COLUMNS, each_report(report_to_body_figure_rows), refers=OF_DOCUMENT
)
