"""The gold of a generated report is what its text layer says, read back with pdfplumber."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pdfplumber
import pytest
from pdfplumber.page import Page

from tests.synthesis import Made, draw_table, found_fonts, make_report
from tests.synthesis.spec import CellSpec

FONT = found_fonts()[0]
_MARKER_SIZE = 9.5
_NOTE_SIZE = 10.5
_HEADER_WORDS = {"STT", "Đơn vị tính", ""}


@pytest.fixture(scope="module", params=[3, 11, 14])
def made(request: pytest.FixtureRequest) -> Made:
    return make_report(request.param, FONT)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def streams(pdf: bytes) -> tuple[str, str]:
    """Body and note letters in the order drawn, without spaces; raised markers stand as <7>."""
    body, notes = "", ""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            for char in page.chars:
                if char["top"] < 50 or char["text"].isspace():
                    continue
                if char["size"] < 7.2:
                    notes += f"<{char['text']}>"
                elif char["size"] < _MARKER_SIZE:
                    body += f"<{char['text']}>"
                elif char["size"] < _NOTE_SIZE:
                    notes += char["text"]
                else:
                    body += char["text"]
    return body.replace("><", ""), notes.replace("><", "")


def test_notes_and_their_anchors_are_printed_as_gold_says(made: Made) -> None:
    body, notes = streams(made.pdf)
    for row in made.gold["footnotes.csv"]:
        mark = f"<{row['marker']}>"
        assert mark + squeezed(row["text"]) in notes
        assert squeezed(row["anchor_text"]) + mark in re.sub(rf"<(?!{row['marker']}>)\d+>", "", body)


def test_citations_are_printed_as_gold_says(made: Made) -> None:
    body, notes = (re.sub(r"<\d+>", "", text) for text in streams(made.pdf))
    for row in made.gold["legal_refs.csv"]:
        assert squeezed(row["text"]) in (notes if row["source"] == "footnote" else body)


def test_figures_stand_in_their_notes(made: Made) -> None:
    texts = {row["marker"]: row["text"] for row in made.gold["footnotes.csv"]}
    for row in made.gold["footnote_figures.csv"]:
        assert re.search(rf"(?<!\d){re.escape(row['raw'])}(?!\d)", texts[row["marker"]])
        if not row["denominator"]:
            assert int(row["raw"].replace(".", "")) == int(row["value"])


def _form_columns(pages: list[Page]) -> Iterator[list[str]]:
    """The data rows of the five-column tables of all pages, as pdfplumber reads them from the rulings."""
    for page in pages:
        plain = page.filter(lambda item: item.get("size", 99) >= _MARKER_SIZE)
        for table in plain.extract_tables():
            rows = [[" ".join((cell or "").split()) for cell in row] for row in table]
            if len(rows[0]) == 5 and rows[0][0] == "STT":
                yield from (row for row in rows if row[0] not in ("STT",) and row[2] != "Đơn vị tính")


def test_form_columns_are_printed_as_gold_says(made: Made) -> None:
    """Column by column over all forms: a row that a page end cuts reads on in the next page's part of the column."""
    with pdfplumber.open(io.BytesIO(made.pdf)) as document:
        rows = list(_form_columns(document.pages))
    for col, name in enumerate(["code", "label", "unit", "value_raw"]):
        printed = squeezed("".join(row[col] for row in rows))
        assert printed == squeezed("".join(row[name] for row in made.gold["indicators.csv"]))


def test_values_follow_from_what_is_printed(made: Made) -> None:
    for row in made.gold["indicators.csv"]:
        digits = re.sub(r"\D", "", row["value_raw"].split("/")[0].split("%")[0])
        assert (row["value"] == "") == (digits == "")
        if row["value"] and row["value_kind"] == "count":
            assert int(row["value"]) == int(digits)


def test_paths_are_unique_in_each_form(made: Made) -> None:
    paths = [(row["form"], row["path"]) for row in made.gold["indicators.csv"]]
    assert len(paths) == len(set(paths))


def test_the_same_seed_gives_the_same_bytes() -> None:
    one, other = (make_report(5, FONT, forms=["6"], sections=1) for _ in range(2))
    assert one.pdf == other.pdf
    assert one.gold == other.gold
    assert make_report(6, FONT, forms=["6"], sections=1).pdf != one.pdf


def test_a_small_table_with_spans() -> None:
    cells = [
        CellSpec(0, 0, "STT", rowspan=2), CellSpec(0, 1, "Số hồ sơ", colspan=2),
        CellSpec(1, 1, "Nhận"), CellSpec(1, 2, "Trả"),
        CellSpec(2, 0, "Tổng cộng", colspan=2), CellSpec(2, 2, "1.788"),
    ]  # fmt: skip
    pdf, gold = draw_table(cells, font=FONT, header_rows=2)
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        (table,) = document.pages[0].extract_tables()
    assert table == [["STT", "Số hồ sơ", None], [None, "Nhận", "Trả"], ["Tổng cộng", None, "1.788"]]
    assert [(row["text"], row["rowspan"], row["colspan"]) for row in gold][:2] == [
        ("STT", "2", "1"),
        ("Số hồ sơ", "1", "2"),
    ]
