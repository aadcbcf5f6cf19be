"""What is done to one report, in order: pages are read one by one, then what crosses page ends is joined.

Pages and passages are walked, never held: 500 pages take no more memory than 50.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from extract.footnotes.join import cell_markers_to_anchors, pieces_to_footnotes, places_to_anchors
from extract.footnotes.marker_order import Anchor
from extract.footnotes.rest_of_notes import pages_with_rest_of_notes
from extract.heading import lines_to_heading
from extract.paper.unskew import infos_to_turns, page_unskewed, passage_unskewed, tables_unskewed
from extract.passages import pages_to_passages, table_to_passages
from extract.pdf import open_document
from extract.tables.captions import lines_to_next_captions
from extract.tables.join import PageTables, pages_to_tables
from extract.tables.split_rows import table_with_whole_rows
from models.records import (
    Footnote,
    Heading,
    Indicator,
    Line,
    Marker,
    NotePiece,
    PageInfo,
    PageResult,
    Passage,
    Report,
    Table,
)
from pipelines.indicators import indicators_to_findings, table_with_form, tables_to_indicators
from pipelines.inputs import file_to_sha256
from pipelines.pages import infos_to_kind, infos_to_problem, read_pages
from pipelines.references import passages_to_figures, passages_to_references
from pipelines.settings import Settings
from pipelines.shelf import Shelf, opened_shelf, passing_shelf
from pipelines.version import program_version
from pipelines.wording import infos_to_scanned, tables_with_wording


def read_report(path: Path, settings: Settings, kept: Path | None = None) -> Report:
    """Read the PDF at `path`; raises InputError when no page of it can be read.

    Pages read so far are kept in the file `kept`, if one is named, and not read again.
    """
    sha256 = file_to_sha256(path)
    pages = opened_shelf(kept, PageResult) if kept else passing_shelf(PageResult)
    with open_document(path) as document:
        read_pages(document, settings, pages)
    report, _ = pages_to_report(pages, sha256, path.name)
    pages.close()
    return report


def pages_to_report(pages: Sequence[PageResult], sha256: str, source: str) -> tuple[Report, Sequence[Passage]]:
    """Join what the pages show; also the running text that references and figures were looked for in.

    Joins want straight pages; the boxes of the report are on the pages as scanned.
    """
    document_id = sha256[:16]
    infos = tuple(page.info for page in pages)
    tables = passing_shelf(Table, pages_to_repaired_tables(pages, infos, document_id))
    indicators = passing_shelf(Indicator, tables_to_indicators(tables))

    passages = passing_shelf(Passage)
    anchors = add_body(pages_with_rest_of_notes(pages), infos, passages)
    footnotes = add_notes(pages_with_rest_of_notes(pages), anchors, passages)
    for table in tables:
        for passage in table_to_passages(table):
            passages.append(passage)
    references, back_references = passages_to_references(passages)

    problem = infos_to_problem(infos)
    report = Report(
        document_id=document_id,
        source=source,
        sha256=sha256,
        status="partial" if problem else "ok",
        version=program_version(),
        error=problem,
        kind=infos_to_kind(infos),
        heading=next((lines_to_heading(page.lines) for page in pages), Heading()),
        pages=infos,
        tables=tables,
        indicators=indicators,
        footnotes=footnotes,
        figures=passages_to_figures(passages, footnotes),
        references=references,
        back_references=back_references,
        findings=indicators_to_findings(indicators),
    )
    return report, passages


def pages_to_repaired_tables(
    pages: Iterable[PageResult], infos: Sequence[PageInfo], document_id: str
) -> Iterator[Table]:
    """Tables joined over page ends, their forms known, their wording put right."""
    joined = pages_to_tables((_page_tables(page) for page in pages), document_id)
    known = passing_shelf(
        Table, (table_with_whole_rows(table_with_form(table)) for table in tables_unskewed(joined, infos))
    )
    return tables_with_wording(known, infos_to_scanned(infos))


def add_body(pages: Iterable[PageResult], infos: Sequence[PageInfo], passages: Shelf[Passage]) -> list[Anchor]:
    """Add the paragraphs of the body; returns the anchors of the markers in body and tables."""
    turns = infos_to_turns(infos)
    in_cells: list[Anchor] = []
    anchors: list[Anchor] = []

    def observed() -> Iterator[tuple[int, Sequence[Line], Sequence[Marker]]]:
        for page in pages:
            markers = page_unskewed(page).markers
            in_cells.extend(cell_markers_to_anchors(page.info.number, markers))
            yield page.info.number, page.lines, markers

    before = ""
    for straight, places in pages_to_passages(observed()):
        passage = passage_unskewed(straight, turns)
        anchors += places_to_anchors(places, passage, before)
        passages.append(passage)
        before = passage.text
    return anchors + in_cells


def add_notes(pages: Iterable[PageResult], anchors: Sequence[Anchor], passages: Shelf[Passage]) -> tuple[Footnote, ...]:
    """Add the texts of the footnotes; returns the footnotes with their anchors."""
    pieces = passing_shelf(NotePiece, (note for page in pages for note in page_unskewed(page).notes))
    return pieces_to_footnotes(pieces, anchors, passages.append)


def _page_tables(page: PageResult) -> PageTables:
    boxes = [table.box for table in page.tables]
    top, bottom = min((b.top for b in boxes), default=0.0), max((b.bottom for b in boxes), default=0.0)
    after = [line for line in page.lines if line.box.y_mid > bottom]
    return PageTables(
        page=page.info.number,
        tables=page.tables,
        text_before=any(line.box.y_mid < top for line in page.lines),
        text_after=bool(after),
        next_captions=lines_to_next_captions(after),
    )
