from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.records import Heading, PageInfo, Report
from pipelines.writers import CSV_TABLES, WRITERS, write_dataset
from pipelines.writers.table import Column, CsvTable, Value, clean_text, table_to_parts, value_to_text
from tests.pipelines.datapackage import folder_to_problems
from tests.pipelines.reports import BOX, indicator, mention, reference, report

# The columns that other programs rely on. Columns may be added; these keep their names and meaning.
CONTRACT = {
    "documents": "document_id source sha256 pages kind doc_type number symbol issuer province place issue_date title "
    "period status error review review_reason version",
    "pages": "document_id page kind width height rotation skew dpi words confidence status error",
    "tables": "table_id document_id seq form title page_first page_last rows cols method review",
    "cells": "table_id document_id row col rowspan colspan header text page x0 top x1 bottom confidence review "
    "review_reason",
    "indicators": "document_id table_id form seq code path label indicator_id unit value_raw value value_kind "
    "denominator note page x0 top x1 bottom confidence review review_reason",
    "footnotes": "document_id marker text page anchor_page anchor_source anchor_text x0 top x1 bottom confidence "
    "review review_reason",
    "footnote_figures": "document_id marker seq raw value denominator unit label page start end review",
    "figures": "document_id marker seq raw value denominator unit label page start end review source sentence",
    "legal_refs": "document_id seq source marker table_id page text doc_type number year symbol canonical issue_date "
    "issuer confidence review x0 top x1 bottom",
    "legal_documents": "doc_type canonical mentions documents places",
    "legal_back_refs": "document_id seq source marker table_id page text doc_type refers_to confidence review "
    "x0 top x1 bottom review_reason",
    "findings": "document_id table_id form code check severity message expected found",
}


@dataclass(frozen=True)
class Some:
    """A dataset of reports at hand."""

    reports: Sequence[Report]
    copies: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Report]:
        return iter(self.reports)


def some(*reports: Report) -> Some:
    return Some(reports, {each.document_id: () for each in reports})


def rows_of(name: str, *reports: Report) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(b"".join(WRITERS[f"{name}.csv"](some(*reports))).decode(), newline="")))


@pytest.mark.parametrize("table", CSV_TABLES, ids=lambda table: table.name)
def test_each_table_keeps_the_columns_of_the_contract_in_their_order(table: CsvTable) -> None:
    names = [column.name for column in table.columns]
    assert [name for name in names if name in CONTRACT[table.name].split()] == CONTRACT[table.name].split()
    assert len(set(names)) == len(names)


def test_all_tables_of_the_contract_are_written() -> None:
    assert list(WRITERS) == [*(f"{name}.csv" for name in CONTRACT), "datapackage.json"]


@pytest.mark.parametrize("table", CSV_TABLES, ids=lambda table: table.name)
def test_a_report_with_one_of_everything_has_a_row_in_each_table(table: CsvTable) -> None:
    assert rows_of(table.name, report())


@pytest.mark.parametrize("table", CSV_TABLES, ids=lambda table: table.name)
def test_a_dataset_without_rows_still_has_its_headers(table: CsvTable) -> None:
    assert (
        b"".join(table_to_parts(table, some())) == (",".join(column.name for column in table.columns) + "\n").encode()
    )


def test_the_dataset_fits_its_own_descriptor(tmp_path: Path) -> None:
    failed = Report("f" * 16, "z.pdf", "f" * 64, "failed", "0.1.0", error="not a PDF file")
    write_dataset(some(report(), report("b" * 16, "b.pdf", "partial"), failed), tmp_path)
    assert folder_to_problems(tmp_path) == []


BREAKS = {
    "a value that is no number": ("indicators.csv", b",1788,count,", b",1.788.0,count,"),
    "a table that is not there": ("tables.csv", b"0123456789abcdef-1,", b"elsewhere,"),
    "a key that repeats": ("indicators.csv", b",1,2,2.,", b",1,1,2.,"),
    "a status that is none": ("documents.csv", b",ok,", b",fine,"),
    "a lost column": ("pages.csv", b"reason\n", b"why\n"),
}


@pytest.mark.parametrize("fault", BREAKS)
def test_the_check_of_the_descriptor_sees_what_is_wrong(tmp_path: Path, fault: str) -> None:
    write_dataset(some(report()), tmp_path)
    name, good, bad = BREAKS[fault]
    content = (tmp_path / name).read_bytes()
    assert content.count(good) == 1
    (tmp_path / name).write_bytes(content.replace(good, bad))
    assert folder_to_problems(tmp_path)


NUMBER, TEXT = Column("x", "number", "", 2), Column("x", "string", "")

VALUES = [
    (None, TEXT, ""),
    ("", TEXT, ""),
    (True, TEXT, "true"),
    (False, TEXT, "false"),
    (0, Column("x", "integer", ""), "0"),
    (12, NUMBER, "12.00"),
    (72.005001, NUMBER, "72.01"),
    (-0.001, NUMBER, "0.00"),
    (1e-7, Column("x", "number", "", 4), "0.0000"),
    (1e15, NUMBER, "1000000000000000.00"),
    ("4494051", Column("x", "number", ""), "4494051"),
    ("Hoa\u0300", TEXT, "Ho\u00e0"),
    ("một\r\nhai\rba", TEXT, "một\nhai\nba"),
    ("a\x00b\x0bc\ufffed", TEXT, "abcd"),
]


@pytest.mark.parametrize(("value", "column", "written"), VALUES)
def test_values_are_written_plainly(value: Value, column: Column, written: str) -> None:
    assert value_to_text(value, column) == written


@given(st.text(st.characters(codec=None)))
def test_any_text_survives_a_csv(text: str) -> None:
    """Commas, quotes, line ends and letters beyond the plane come back; only what no CSV can hold is taken away."""
    written = clean_text(text)
    table = CsvTable("t", "", (TEXT, Column("y", "string", "")), lambda dataset: [(text, "end")])
    content = b"".join(table_to_parts(table, some()))
    assert list(csv.reader(io.StringIO(content.decode("utf-8"), newline=""))) == [["x", "y"], [written, "end"]]
    assert b"\r" not in content
    assert unicodedata.is_normalized("NFC", written)


def test_lines_end_with_lf_and_there_is_no_mark_at_the_beginning() -> None:
    for name in CONTRACT:
        content = b"".join(WRITERS[f"{name}.csv"](some(report())))
        assert b"\r" not in content
        assert not content.startswith(b"\xef\xbb\xbf")


def test_many_rows_are_written_in_pieces_without_a_seam(monkeypatch: pytest.MonkeyPatch) -> None:
    table = CsvTable("t", "", (TEXT,), lambda dataset: [(str(number),) for number in range(10)])
    whole = b"".join(table_to_parts(table, some()))
    monkeypatch.setattr("pipelines.writers.table.CHUNK", 3)
    assert b"".join(table_to_parts(table, some())) == whole


def test_a_row_that_does_not_fit_its_columns_is_an_error() -> None:
    with pytest.raises(ValueError, match="longer"):
        list(table_to_parts(CsvTable("t", "", (TEXT, NUMBER), lambda dataset: [("a",)]), some()))


def test_rows_stand_in_the_order_of_document_and_position_whatever_the_record_holds() -> None:
    one = report()
    mixed = replace(
        one, indicators=one.indicators[::-1], tables=(replace(one.tables[0], cells=one.tables[0].cells[::-1]),)
    )
    for name in ("indicators", "cells"):
        assert rows_of(name, mixed) == rows_of(name, one)
    assert [row["row"] for row in rows_of("cells", one)] == ["0", "1"]


REVIEWS = [
    # status, what is wrong with the heading, review, reason
    ("ok", "", "false", ""),
    ("ok", "number_missing", "true", "number_missing"),
    ("partial", "", "true", "document_partial"),
    ("failed", "number_missing", "true", "document_failed"),
]


@pytest.mark.parametrize(("status", "heading", "review", "reason"), REVIEWS)
def test_a_document_is_for_review_when_it_is_not_whole_or_its_heading_is_in_doubt(
    status: str, heading: str, review: str, reason: str
) -> None:
    (row,) = rows_of("documents", replace(report(status=status), heading=Heading(review_reason=heading)))
    assert (row["review"], row["review_reason"]) == (review, reason)


def test_to_review_counts_the_flagged_rows_of_all_files() -> None:
    flagged = replace(indicator(3, "7", "t"), review=True)
    before = report()
    after = replace(before, indicators=(*before.indicators, flagged))
    counts = [int(rows_of("documents", each)[0]["to_review"]) for each in (before, after)]
    assert counts == [1, 2]  # the cell that reports() flags, and the row added here


def test_unknown_is_empty_and_never_nought() -> None:
    failed = Report("f" * 16, "z.pdf", "", "failed", "0.1.0", error="cannot open the file")
    (row,) = rows_of("documents", failed)
    assert (row["pages"], row["sha256"]) == ("", "")
    unbound = replace(report(), footnotes=(replace(report().footnotes[0], anchor_page=0, anchor_source=""),))
    assert rows_of("footnotes", unbound)[0]["anchor_page"] == ""
    (page,) = rows_of("pages", replace(report(), pages=(PageInfo(1, "digital", "text_layer", 595.3, 841.9),)))
    assert (page["dpi"], page["rotation"]) == ("", "0")


def test_a_mention_that_wraps_has_its_first_box_in_columns_and_all_in_boxes() -> None:
    (row,) = rows_of("legal_refs", report())
    assert [row[edge] for edge in ("x0", "top", "x1", "bottom")] == ["72.00", "100.00", "300.13", "112.50"]
    assert row["boxes"] == "72.00 100.00 300.13 112.50|72.00 100.00 300.13 112.50"


def test_a_mention_without_ink_has_empty_boxes() -> None:
    nowhere = replace(report().references[0], boxes=())
    assert rows_of("legal_refs", replace(report(), references=(nowhere,)))[0]["x0"] == ""


def test_figures_of_notes_and_of_body_text_are_in_files_of_their_own() -> None:
    assert [row["marker"] for row in rows_of("footnote_figures", report())] == ["1"]
    assert [(row["marker"], row["source"]) for row in rows_of("figures", report())] == [("", "body")]


def cited(*references: tuple[str, str, bool]) -> Report:
    """A report that cites: canonical number, date stated, in doubt."""
    found = [reference(seq, mention(name, day), seq, doubt) for seq, (name, day, doubt) in enumerate(references, 1)]
    return replace(report(), references=tuple(found))


CITED = [
    # the mentions, and canonical, date, how often, pages, review
    ([("1/2020/NĐ-CP", "2020-01-02", False)] * 2, [("1/2020/NĐ-CP", "2020-01-02", "2", "1 2", "false")]),
    (
        [("1/2020/NĐ-CP", "", False), ("1/2020/NĐ-CP", "2020-01-02", True)],
        [("1/2020/NĐ-CP", "2020-01-02", "2", "1 2", "false")],
    ),
    (
        [("1/2020/NĐ-CP", "2020-01-03", False), ("1/2020/NĐ-CP", "2020-01-02", False)],
        [("1/2020/NĐ-CP", "", "2", "1 2", "true")],
    ),
    (
        [("2/2020/NĐ-CP", "", True), ("1/2020/NĐ-CP", "", False)],
        [("1/2020/NĐ-CP", "", "1", "2", "false"), ("2/2020/NĐ-CP", "", "1", "1", "true")],
    ),
]


@pytest.mark.parametrize(("mentions", "expected"), CITED)
def test_a_document_cited_often_is_one_row(
    mentions: list[tuple[str, str, bool]], expected: list[tuple[str, str, str, str, str]]
) -> None:
    found = rows_of("legal_documents", cited(*mentions))
    assert [
        (
            *(row["canonical"], row["issue_date"], row["mentions"]),
            *(" ".join(place.partition(":")[2] for place in row["places"].split("|")), row["review"]),
        )
        for row in found
    ] == expected


def test_citations_are_counted_over_documents() -> None:
    (row,) = rows_of("legal_documents", report(), report("b" * 16, "b.pdf"))
    assert (row["mentions"], row["documents"]) == ("2", "2")
    assert row["places"] == f"{'0123456789abcdef'}:1|{'b' * 16}:1"


def test_boxes_and_confidence_have_a_fixed_number_of_decimals() -> None:
    (row, _) = rows_of("indicators", report())
    assert (row["x0"], row["confidence"]) == (f"{BOX.x0:.2f}", "1.0000")
