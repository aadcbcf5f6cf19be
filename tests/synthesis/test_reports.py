"""The gold of a generated report is what its text layer says, read back with pdfplumber."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import pairwise

import pdfplumber
import pytest
from pdfplumber.page import Page

from tests.synthesis import Made, draw_table, found_fonts, make_report
from tests.synthesis.note_styles import NOTE_STYLES
from tests.synthesis.spec import CellSpec

FONT = found_fonts()[0]
_MARKER_SIZE = 9.5
_NOTE_SIZE = 11.4


@pytest.fixture(scope="module", params=[3, 400, 411])
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


@pytest.mark.parametrize("name", NOTE_STYLES)
def test_markers_are_printed_in_each_style_as_gold_says(name: str) -> None:
    style = NOTE_STYLES[name]
    made = make_report(3, FONT, forms=["2"], notes=name)
    body, notes = streams(made.pdf)
    rows = made.gold["footnotes.csv"]
    for row in rows:
        in_note, in_text = (f"<{row['marker']}>" if high else row["marker"] for high in (style.in_note, style.in_text))
        assert in_note + squeezed(row["text"]) in notes
        assert squeezed(row["anchor_text"])[-6:] + in_text in body
    assert (len({row["marker"] for row in rows}) < len(rows)) == bool(style.restarts)


def test_citations_are_printed_as_gold_says(made: Made) -> None:
    body, notes = (re.sub(r"<\d+>", "", text) for text in streams(made.pdf))
    for row in made.gold["legal_refs.csv"]:
        if row["source"] == "table":
            assert _stands_in(row["text"], body)
        else:
            assert squeezed(row["text"]) in (notes if row["source"] == "footnote" else body)


def _stands_in(text: str, stream: str) -> bool:
    """Whole, or in two parts where a page end cuts the cell."""
    run = squeezed(text)
    parts = ((run[:cut], run[cut:]) for cut in range(len(run)))
    return any(head in stream and tail in stream for head, tail in parts)


def test_figures_stand_in_their_notes(made: Made) -> None:
    texts = {row["marker"]: row["text"] for row in made.gold["footnotes.csv"]}
    for row in made.gold["footnote_figures.csv"]:
        assert re.search(rf"(?<!\d){re.escape(row['raw'])}(?!\d)", texts[row["marker"]])
        if not row["denominator"]:
            assert int(row["raw"].replace(".", "")) == int(row["value"])


def _columns(page: Page) -> Iterator[list[str]]:
    """Below each header of a form on the page: the text of its five columns, down to where the vertical rules end."""
    plain = page.filter(lambda item: item.get("size", 99) >= _MARKER_SIZE)
    for table in plain.find_tables():
        texts = table.extract()
        if len(texts[0]) != 5 or not (texts[0][1] or "").startswith("Chỉ tiêu"):
            continue
        lower = (
            row for row, cells in zip(table.rows, texts, strict=True) if cells[0] in (None, "(1)") or not any(cells)
        )
        header = [table.rows[0], *lower]
        edges = sorted({cell[0] for row in table.rows for cell in row.cells if cell} | {table.bbox[2]})
        bottom = header[0].bbox[1]
        for edge in sorted((e for e in page.vertical_edges if abs(e["x0"] - edges[0]) < 1), key=lambda e: e["top"]):
            if edge["top"] <= bottom + 1:
                bottom = max(bottom, edge["bottom"])
        top = max(row.bbox[3] for row in header if row.bbox[1] < header[0].bbox[1] + 60)
        boxes = [(x0, top, x1, bottom) for x0, x1 in pairwise(edges)]
        yield [plain.crop(box).extract_text() for box in boxes]


def test_form_columns_are_printed_as_gold_says(made: Made) -> None:
    """Column by column over all forms: a row that a page end cuts goes on in the next page's part of the column."""
    with pdfplumber.open(io.BytesIO(made.pdf)) as document:
        parts = [columns for page in document.pages for columns in _columns(page)]
    for col, name in enumerate(["code", "label", "unit", "value_raw"]):
        printed = squeezed("".join(part[col] for part in parts))
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
