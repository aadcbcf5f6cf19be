"""Markers that open notes are found where small type is pale or in pieces; what opens a line of text is none."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import cv2
import numpy as np
import pytest

from extract.footnotes.note_openings import first_raised, lines_to_openings
from extract.marker_text import DOT, UNREAD
from extract.ocr import name_to_figure_reader
from extract.raster import Sheet
from models.records import Box, Line, Word
from tests.extract.footnotes.scans import pdf_to_scan
from tests.factories import document
from tests.synthesis.fonts import found_fonts
from tests.synthesis.spec import Note

TEXT = "Ủy ban nhân dân tỉnh đã ban hành kế hoạch{^1}, giao các sở{^2}, ban, ngành{^3} và địa phương thực hiện."
NOTES = (
    "Sở Tư pháp giảm 2 phòng, Sở Y tế giảm 4 phòng.",
    "“Về tinh giản biên chế”, gồm 12 phòng.",
    "Cấp tỉnh: 24 đơn vị.",
)


@cache
def scanned(font: str, first: int = 1) -> tuple[Sheet, tuple[Line, ...], tuple[Word, ...]]:
    """A page with three notes scanned at 300 dpi, the lines of the notes without markers, and their markers."""
    text = TEXT
    for i in (1, 2, 3):
        text = text.replace(f"{{^{i}}}", f"{{^_{first + i - 1}}}")
    notes = [Note(str(i), note) for i, note in enumerate(NOTES, first)]
    content = document(text.replace("^_", "^"), notes=notes, font=font)
    scan = pdf_to_scan(content)
    return scan.sheet, scan.note_lines, scan.note_raised


def found(sheet: Sheet, lines: tuple[Line, ...], known: tuple[Word, ...] = ()) -> list[str]:
    return [word.text for word in lines_to_openings(lines, known, sheet, name_to_figure_reader("rapidocr"))]


def with_ink(sheet: Sheet, box: Box, ink: np.ndarray) -> Sheet:
    """The sheet with other ink (gray, any size) in the place of a box."""
    x0, top, x1, bottom = sheet.box_to_pixels(box)
    gray = sheet.gray.copy()
    gray[top:bottom, x0:x1] = cv2.resize(ink, (x1 - x0, bottom - top))
    return Sheet(gray, sheet.ink, sheet.dpi, 0, 0.0, False)


@pytest.mark.parametrize("capital", [4, 6, 8, 9, 12, 17, 24, 31])
def test_a_stroke_a_pixel_wide_is_found_where_it_stands(capital: int) -> None:
    """As what is left of a 1 on a poor scan."""
    ink = np.zeros((3 * capital, 6 * capital), dtype=np.bool_)
    ink[capital : capital + capital * 3 // 4, 2 * capital] = True
    area = first_raised(ink, 2.0 * capital, capital)
    assert area is None or (area.x0, area.x1) == (2 * capital, 2 * capital + 1)


@pytest.mark.parametrize("font", found_fonts())
def test_what_stands_raised_before_a_note_is_its_marker(font: str) -> None:
    sheet, lines, _ = scanned(font)
    assert found(sheet, lines) == ["1", "2", "3"]


@pytest.mark.parametrize("font", found_fonts())
def test_a_pale_marker_in_two_pieces_is_found(font: str) -> None:
    sheet, lines, marks = scanned(font)
    box = marks[1].box
    x0, top, x1, bottom = sheet.box_to_pixels(box)
    pale = np.clip(sheet.gray[top:bottom, x0:x1].astype(int) // 3 + 165, 0, 255).astype(np.uint8)
    pale[round(0.6 * len(pale)) : round(0.6 * len(pale)) + 2] = 255
    assert found(with_ink(sheet, box, pale), lines)[1] in ("2", UNREAD)


def test_what_cannot_be_read_is_there_all_the_same() -> None:
    sheet, lines, marks = scanned("Noto Serif")
    smudge = np.zeros((8, 8), np.uint8)
    middle = marks[1].box
    blot = Box(middle.x0, middle.y_mid - 2.5, middle.x0 + 4, middle.y_mid + 1.5)
    blank = with_ink(sheet, middle.grown(1), np.full((8, 8), 255, np.uint8))
    assert found(with_ink(blank, blot, smudge), lines) == ["1", UNREAD, "3"]


@pytest.mark.parametrize(("lost", "read"), [((0, 1, 2), [DOT]), ((0, 1), ["3"]), ((0,), ["2", "3"])])
def test_a_sign_as_small_as_a_speck_may_be_a_star_where_nothing_else_opens_a_note(
    lost: tuple[int, ...], read: list[str]
) -> None:
    sheet, lines, marks = scanned("Noto Serif")
    for i in lost:
        sheet = with_ink(sheet, marks[i].box.grown(1), np.full((8, 8), 255, np.uint8))
    place = marks[0].box
    dot = Box(place.x0, place.top, place.x0 + 1.8, place.top + 1.8)
    assert found(with_ink(sheet, dot, np.zeros((8, 8), np.uint8)), lines) == read


@pytest.mark.parametrize("font", found_fonts())
def test_letters_and_quotation_marks_that_open_a_line_are_no_markers(font: str) -> None:
    sheet, lines, marks = scanned(font)
    for mark in marks:
        sheet = with_ink(sheet, mark.box.grown(1), np.full((8, 8), 255, np.uint8))
    assert found(sheet, lines) == []


def test_lines_whose_marker_is_known_are_left_alone() -> None:
    sheet, lines, marks = scanned("Noto Serif")
    known = tuple(Word("7", mark.box) for mark in marks)
    assert found(sheet, lines, known) == ["7", "7", "7"]


@pytest.mark.parametrize("font", found_fonts())
@pytest.mark.parametrize("read", ["1", UNREAD])
def test_a_part_of_a_number_is_not_taken_for_the_whole(font: str, read: str) -> None:
    sheet, lines, marks = scanned(font, 16)
    whole = marks[1]
    half = replace(whole, text=read, box=replace(whole.box, x1=whole.box.x_mid))
    assert sorted(found(sheet, lines, (marks[0], half, marks[2]))) == ["16", "17", "18"]


def test_a_number_that_starts_anew_and_reads_the_same_stays() -> None:
    sheet, lines, marks = scanned("Noto Serif", 7)
    assert found(sheet, lines[:1], marks[:1]) == ["7"]


@pytest.mark.parametrize("font", found_fonts())
def test_the_tail_of_a_letter_above_a_marker_is_no_part_of_it(font: str) -> None:
    """As that of "nguyên" above `**`."""
    sheet, lines, marks = scanned(font)
    above = marks[0].box
    tail = Box(above.x0 + 1, above.top - 9, above.x1 + 3, above.top - 1)
    assert found(with_ink(sheet, tail, np.zeros((8, 8), np.uint8)), lines) == ["1", "2", "3"]


def test_a_page_without_notes_has_no_openings() -> None:
    sheet, _, marks = scanned("Noto Serif")
    assert found(sheet, (), marks) == [mark.text for mark in marks]
