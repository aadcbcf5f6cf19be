"""Markers that touch the first letter of their note are found where the text calls for them, and nowhere else."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from extract.footnotes.tight_openings import lines_to_tight_openings
from extract.ocr import name_to_figure_reader
from extract.pdf import open_document, page_to_image, page_to_text_layer
from extract.raster import Sheet, image_to_sheet
from models.records import Line
from tests.factories import opening, stored
from tests.synthesis.fonts import family, found_fonts

SIZE, DPI, LEFT = 10.0, 225, 85.0
NOTES = ("Sở Tư pháp giảm 09 phòng, Sở Nội vụ giảm 09 phòng", "Cấp tỉnh: 2.342 hồ sơ; cấp huyện: 888 hồ sơ")


@cache
def printed(font: str, marker: str) -> tuple[Sheet, tuple[Line, ...]]:
    """Lines of notes, scanned; the second opens with the marker, which overlaps its first letter by a hair."""
    content = io.BytesIO()
    canvas, face = Canvas(content, pagesize=A4, invariant=1), family(font).regular
    for row, text in enumerate(NOTES):
        mark, y = marker if row else "", 700 - 14 * row
        canvas.setFont(face, 0.65 * SIZE)
        canvas.drawString(LEFT, y + 0.35 * SIZE, mark)
        canvas.setFont(face, SIZE)
        canvas.drawString(LEFT + max(0, stringWidth(mark, face, 0.65 * SIZE) - 0.02 * SIZE), y, text)
    canvas.save()
    with TemporaryDirectory() as folder, open_document(stored(Path(folder), content.getvalue())) as opened:
        layer = page_to_text_layer(opened, 1)
        sheet = image_to_sheet(page_to_image(opened, 1, DPI), DPI)
    rows = [[w for w in layer.words if abs(w.box.y_mid - y) < 5] for y in (142 - SIZE / 3, 156 - SIZE / 3)]
    return sheet, tuple(Line(tuple(words), words[0].box.union(words[-1].box)) for words in rows)


def found(font: str, marker: str, *called: str, known: str = "") -> list[str]:
    """The markers of the second line, and of the first if that is `known`."""
    sheet, lines = printed(font, marker)
    reader = name_to_figure_reader("rapidocr")
    raised = [opening(known, lines[0])] if known else []
    return [word.text for word in lines_to_tight_openings(lines, raised, called, sheet, reader)]


@pytest.mark.parametrize("font", found_fonts())
@pytest.mark.parametrize("marker", ["2", "5", "8"])
def test_a_number_that_the_text_calls_for_is_found(font: str, marker: str) -> None:
    assert found(font, marker, marker) == [marker]


@pytest.mark.parametrize("font", ["Liberation Serif", "DejaVu Serif"])
@pytest.mark.parametrize("marker", ["(2)", "[2]"])
def test_a_number_in_brackets_that_the_text_calls_for_is_found(font: str, marker: str) -> None:
    assert found(font, marker, marker) == [marker]
    assert found(font, marker, marker.translate(str.maketrans("23", "75"))) == []


@pytest.mark.parametrize("font", found_fonts())
@pytest.mark.parametrize(
    ("called", "markers"),
    [(("1", "1"), ["1", "1"]), (("1",), ["1"]), (("1", "2"), ["1"])],
    ids=["twice", "once", "other"],
)
def test_where_sections_begin_again_the_text_calls_for_a_number_twice(
    font: str, called: tuple[str, ...], markers: list[str]
) -> None:
    assert found(font, "1", *called, known="1") == markers


@pytest.mark.parametrize("font", found_fonts())
@pytest.mark.parametrize(("marker", "called"), [("", "2"), ("", "5"), ("", "1"), ("2", "3"), ("2", "*")])
def test_nothing_is_found_where_the_number_does_not_stand(font: str, marker: str, called: str) -> None:
    assert found(font, marker, called) == []
