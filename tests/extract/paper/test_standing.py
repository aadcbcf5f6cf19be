"""A page whose print does not show which way up it stands is read both ways."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from extract.ocr.tesseract_library import TesseractLibrary
from extract.paper.standing import CLEAR, legibility, sheet_to_band, sheet_to_standing
from extract.pdf import open_document, page_to_image
from extract.raster import Sheet, image_to_sheet, sheet_turned_over
from tests.factories import document, picture, stored, table

DPI = 200.0


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    with open_document(Path("data/raw/481-bc-ubnd.fax200.pdf")) as document:
        return image_to_sheet(page_to_image(document, 20, DPI), DPI)


@pytest.mark.parametrize(
    ("on_its_head", "evidence", "turned"),
    [(True, 0.0, True), (False, 0.0, False), (True, CLEAR, False)],
    ids=["doubtful and wrong", "doubtful and right", "clear print is not read twice"],
)
def test_a_doubtful_page_ends_the_way_that_reads(
    sheet: Sheet, on_its_head: bool, evidence: float, turned: bool
) -> None:
    given = replace(sheet_turned_over(sheet) if on_its_head else sheet, evidence=evidence)
    found = sheet_to_standing(given, TesseractLibrary())
    assert (found.rotation != given.rotation) is turned


def test_turning_over_twice_changes_nothing(sheet: Sheet) -> None:
    twice = sheet_turned_over(sheet_turned_over(sheet))
    assert twice.rotation == sheet.rotation
    assert (twice.gray == sheet.gray).all()


def test_a_doubtful_page_of_a_ruled_table_is_told_by_the_print_in_it(tmp_path: Path) -> None:
    """With its rules the engine reads a tenth of it either way up, and chance decides."""
    names = ("Thông tin và Truyền thông", "Tài chính", "Nội vụ", "Tư pháp", "Khoa học và Công nghệ", "Xây dựng", "Y tế")
    rows = [(str(i), f"Sở {name}", f"{9 - i}.86{i}", "7.401") for i, name in enumerate(names, 1)]
    report = document(table(*rows, *rows, widths=(1, 6, 3, 3)), font="Charis SIL")
    band = sheet_to_band(image_to_sheet(picture(stored(tmp_path, report), DPI), DPI))
    printed = sum(c.isalnum() for row in rows for text in row for c in text)
    right, wrong = (legibility(way, DPI, TesseractLibrary()) for way in (band, np.ascontiguousarray(band[::-1, ::-1])))
    assert right > 0.5 * printed > wrong
