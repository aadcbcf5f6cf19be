"""What is done to one report, in order: pages are read one by one, then what crosses page ends is joined."""

from __future__ import annotations

import hashlib
from pathlib import Path

from extract.footnotes import cell_markers_to_anchors, pieces_to_footnotes, places_to_anchors
from extract.heading import lines_to_heading
from extract.passages import pages_to_passages, table_to_passages
from extract.pdf import open_document
from extract.tables.captions import lines_to_next_captions
from extract.tables.join import PageTables, pages_to_tables
from extract.unskew import page_unskewed, passages_unskewed, tables_unskewed
from models.records import Heading, PageResult, Report
from pipelines.indicators import indicators_to_findings, tables_to_indicators, tables_with_forms
from pipelines.pages import document_to_pages, pages_to_kind, pages_to_problem
from pipelines.references import passages_to_figures, passages_to_references
from pipelines.settings import Settings
from pipelines.version import program_version
from pipelines.wording import pages_to_scanned, tables_with_wording


def read_report(path: Path, settings: Settings) -> Report:
    """Read the PDF at `path`; raises InputError when no page of it can be read."""
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    with open_document(path) as document:
        pages = document_to_pages(document, settings)
    return pages_to_report(pages, sha256, path.name)


def pages_to_report(pages: tuple[PageResult, ...], sha256: str, source: str) -> Report:
    """Join what the pages show. Joins want straight pages; the boxes of the report are on the pages as scanned."""
    document_id = sha256[:16]
    infos = tuple(page.info for page in pages)
    seen = tuple(page_unskewed(page) for page in pages)
    joined = tables_unskewed(pages_to_tables([_page_tables(page) for page in pages], document_id), infos)
    tables = tables_with_forms(joined)
    tables = tables_with_wording(tables, pages_to_scanned(pages))
    indicators = tables_to_indicators(tables)

    straight, places = pages_to_passages(
        [(p.info.number, p.lines, s.markers) for p, s in zip(pages, seen, strict=True)]
    )
    body = passages_unskewed(straight, infos)
    anchors = list(places_to_anchors(places, body))
    anchors += [a for p in seen for a in cell_markers_to_anchors(p.info.number, p.markers)]
    footnotes, notes = pieces_to_footnotes([n for p in seen for n in p.notes], anchors)
    passages = (*body, *notes, *(passage for table in tables for passage in table_to_passages(table)))

    references, back_references = passages_to_references(passages)

    problem = pages_to_problem(pages)
    return Report(
        document_id=document_id,
        source=source,
        sha256=sha256,
        status="partial" if problem else "ok",
        version=program_version(),
        error=problem,
        kind=pages_to_kind(pages),
        heading=lines_to_heading(pages[0].lines) if pages else Heading(),
        pages=infos,
        tables=tables,
        indicators=indicators,
        footnotes=footnotes,
        figures=passages_to_figures(passages),
        references=references,
        back_references=back_references,
        passages=passages,
        findings=indicators_to_findings(indicators),
    )


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
