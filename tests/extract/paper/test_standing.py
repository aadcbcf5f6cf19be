"""A page whose print does not show which way up it stands is read both ways."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from extract.ocr.tesseract_library import TesseractLibrary
from extract.paper.standing import CLEAR, sheet_to_standing
from extract.pdf import open_document, page_to_image
from extract.raster import Sheet, image_to_sheet, sheet_turned_over

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
