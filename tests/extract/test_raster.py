"""Pages made upright, straight and clean, with nothing of their print lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.ink.pixels import INK, GrayImage, gray_to_ink
from extract.ocr.tesseract_library import TesseractLibrary
from extract.paper.specks import (
    gray_is_speckled,
    gray_with_median,
    gray_without_dust,
    gray_without_single_pixels,
    gray_without_specks,
)
from extract.paper.standing import CLEAR, sheet_to_standing
from extract.pdf import ColourImage
from extract.raster import (
    FINEST,
    Sheet,
    colour_to_gray,
    gray_is_bilevel,
    gray_to_even,
    gray_without_edges,
    image_to_sheet,
    sheet_turned_over,
)
from models.records import Box
from tests.factories import coloured, document, paper, picture, stored, table
from tests.synthesis.blemishes import Scan, warped
from tests.synthesis.fonts import found_fonts
from tests.synthesis.spec import Note

DPI = 150
SENTENCES = (
    "Thực hiện chỉ đạo của Chính phủ, Ủy ban nhân dân tỉnh đã ban hành kế hoạch cải cách hành chính năm 2022 và giao "
    "các sở, ban, ngành triển khai đồng bộ; kết quả đạt 99,02%, tăng 12/63 bậc so với cùng kỳ năm trước.",
    "Các cơ quan, đơn vị đã tổ chức quán triệt, tuyên truyền: (1) rà soát thủ tục; (2) đánh giá tác động; (3) công bố.",
)


@cache
def page(font: str = "Noto Serif", kind: str = "text") -> GrayImage:
    """A generated page at 150 dpi: running text, a table, or a page that is nearly empty."""
    blocks = {
        "text": SENTENCES * 8,
        "table": (SENTENCES[0], table(*[("STT", "Chỉ tiêu thống kê", "Số liệu")] * 18, widths=(1, 6, 2))),
        "few": SENTENCES[1:],
    }[kind]
    with TemporaryDirectory() as folder:
        return colour_to_gray(picture(stored(Path(folder), document(*blocks, font=font)), DPI))


def turned(gray: GrayImage, degrees: float, quarters: int) -> ColourImage:
    """The page sloping down to the right by `degrees`, then laid on the scanner turned counter-clockwise."""
    height, width = gray.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    sloping = cv2.warpAffine(gray, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255,))
    return coloured(np.ascontiguousarray(np.rot90(np.asarray(sloping, dtype=np.uint8), quarters)))


@settings(max_examples=24)
@given(
    st.floats(-5, 5),
    st.integers(0, 3),
    st.sampled_from(found_fonts()),
    st.sampled_from(["text", "table", "few"]),
)
def test_a_page_comes_back_upright_and_straight(degrees: float, quarters: int, font: str, kind: str) -> None:
    sheet = image_to_sheet(turned(page(font, kind), degrees, quarters), DPI)
    # Where the print hardly tells, the page is read both ways.
    assert sheet_to_standing(sheet, TesseractLibrary()).rotation == 90 * quarters
    assert sheet.skew == pytest.approx(degrees, abs=0.1)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("on_its_head", [False, True])
def test_a_bent_page_shows_clearly_which_way_up_it_stands_once_it_is_flat(seed: int, on_its_head: bool) -> None:
    """In bent lines the marks above one letter stand beside another."""
    bent = warped(0.05)(coloured(page()), Scan(DPI, np.random.default_rng(seed)))[:, :, 0]
    sheet = image_to_sheet(turned(np.ascontiguousarray(bent), 0, 2 if on_its_head else 0), DPI)
    assert abs(sheet.evidence) > CLEAR
    assert sheet_to_standing(sheet, TesseractLibrary()).rotation == (180 if on_its_head else 0)


@pytest.mark.parametrize("degrees", [-2.215, -1.178, -0.945, -0.689, -0.192, 0.04])
def test_the_slope_of_a_page_of_few_lines_is_followed_beyond_where_a_coarse_look_finds_it(degrees: float) -> None:
    """One line of print that is not full lies as densely in rows when it slopes a little more or less."""
    sheet = image_to_sheet(turned(page("Noto Serif", "few"), degrees, 1), DPI)
    assert sheet.skew == pytest.approx(degrees, abs=0.1)


@pytest.mark.parametrize(("dpi", "bilevel", "found"), [(300, False, FINEST), (300, True, 300), (150, False, 150)])
def test_only_fine_shades_of_gray_are_made_smaller(dpi: float, bilevel: bool, found: float) -> None:
    gray = page() if not bilevel else np.where(page() < 128, 0, 255).astype(np.uint8)
    sheet = image_to_sheet(coloured(gray), dpi)
    assert sheet.dpi == found
    assert sheet.gray.shape[0] == round(gray.shape[0] * found / dpi)
    # A place in points stays the same place.
    assert sheet.box_to_pixels(Box(72, 72, 144, 144))[0] == round(found)


def test_a_straight_page_is_not_turned_at_all() -> None:
    sheet = image_to_sheet(coloured(page()), DPI)
    assert (sheet.rotation, sheet.skew) == (0, 0.0)


@pytest.mark.parametrize("ink", [0, 1])
def test_a_blank_page_and_a_page_with_a_dot_stay_as_they_lie(ink: int) -> None:
    blank = paper(1754, 1240)
    blank[800 : 800 + 8 * ink, 600 : 600 + 8 * ink] = 0
    sheet = image_to_sheet(coloured(blank), DPI)
    assert (sheet.rotation, sheet.skew) == (0, 0.0)


def inked(gray: GrayImage) -> int:
    return int((gray < 128).sum())


def test_punch_holes_and_black_edges_are_painted_out_and_print_stays() -> None:
    clean = page()
    scan = clean.copy()
    for y in (600, 1100):
        cv2.circle(scan, (60, y), 18, (0,), -1)
    scan[:, -20:] = 0
    scan[:14] = 0
    assert np.array_equal(gray_without_edges(scan, DPI) < 128, clean < 128)


@pytest.mark.parametrize("black", [2, 10, 30])
def test_a_black_edge_that_division_by_the_paper_made_grainy_is_painted_out(black: int) -> None:
    """Its own black is taken for dark paper, so that the grain of the scan stands out from it as specks of white."""
    scan = page().astype(np.float32)
    scan[:24] = black
    scan += np.random.default_rng(3).normal(0, 14, scan.shape)
    even = gray_to_even(np.clip(scan, 0, 255).astype(np.uint8), DPI)
    assert not (gray_without_edges(even, DPI)[:40] < 128).any()


@pytest.mark.parametrize("place", [(700, 4), (700, 1200), (4, 600), (1735, 600)])
def test_print_near_the_edge_is_kept(place: tuple[int, int]) -> None:
    """Page numbers, the outer rules of wide tables, and letters of a page that lay askew."""
    y, x = place
    scan = paper(1754, 1240)
    cv2.putText(scan, "12", (x, y + 14), cv2.FONT_HERSHEY_SIMPLEX, 0.5, (0,), 1)
    scan[:, 2:4] = 0
    scan[:, -4:-2] = 0
    assert np.array_equal(gray_without_edges(scan, DPI), scan)


def test_a_solid_square_in_the_middle_of_the_page_is_no_punch_hole() -> None:
    scan = paper(1754, 1240)
    cv2.circle(scan, (600, 800), 18, (0,), -1)
    assert np.array_equal(gray_without_edges(scan, DPI), scan)


def dots(gray: GrayImage) -> int:
    """How many pieces of ink there are."""
    return int(cv2.connectedComponents(gray_to_ink(gray), connectivity=8)[0]) - 1


@pytest.mark.parametrize("dpi", [150, 200, 300])
def test_specks_far_from_print_go_and_full_stops_and_accents_stay(tmp_path: Path, dpi: int) -> None:
    clean = colour_to_gray(picture(stored(tmp_path, document(*SENTENCES, "Ệ. ỗ: ẫ; ị… ï, “ở” 1.788")), dpi))
    bottom = int(np.nonzero(clean < 128)[0].max())
    scan = clean.copy()
    size = max(1, dpi // 100)
    for y in range(bottom + dpi, clean.shape[0] - dpi // 2, dpi // 3):
        scan[y : y + size, dpi : dpi + size] = 0
    assert dots(scan) > dots(clean)
    assert dots(gray_without_specks(scan, dpi)) == dots(clean)
    assert inked(gray_without_specks(clean, dpi)) == inked(clean)


@pytest.mark.parametrize("dpi", [150, 200, 300])
def test_a_full_stop_behind_a_marker_stays(tmp_path: Path, dpi: int) -> None:
    """It stands a marker away from the last letter, and below the marker."""
    sentences = ["theo chỉ đạo của Trung ương{^21}.", "ngày 27 tháng 9 năm 2023{^22}."]
    notes = [Note(mark, "Một ghi chú của tỉnh.") for mark in ("21", "22")]
    clean = colour_to_gray(picture(stored(tmp_path, document(*sentences, notes=notes, font="FreeSerif")), dpi))
    assert dots(gray_without_specks(clean, dpi)) == dots(clean)


@pytest.mark.parametrize(("height", "step", "kept"), [(5, 8, True), (5, 11, True), (2, 8, False)])
def test_stars_in_a_row_stay_as_far_as_it_goes_from_print(height: int, step: int, kept: bool) -> None:
    page = np.full((400, 600), 255, np.uint8)
    for x in range(150, 560, 16):
        for y in (200, 260, 320):
            page[y : y + 22, x : x + 10] = 0
    row = range(140 - 70 // step * step, 141, step)  # the first one is 75 pixels away, the last one close to the line
    for x in row:
        page[200 : 200 + height, x : x + (4 if x == row[-1] else 5)] = 0
    page[215:220, 70:75] = 0  # below them, alone
    page[200:205, 40:45] = 0  # on their level, further than one would stand
    clean = gray_without_specks(page, 200)
    assert [bool((clean[200:202, x] == 0).any()) for x in row[:3]] == [kept] * 3
    assert (clean[215:220, 70:75] == 255).all()
    assert (clean[200:205, 40:45] == 255).all()


def speckled(clean: GrayImage) -> GrayImage:
    scan = clean.copy()
    scan[np.random.default_rng(3).random(scan.shape) < 0.001] = 0
    return scan


@pytest.mark.parametrize(
    "change",
    [gray_without_single_pixels, gray_with_median, lambda scan: gray_without_dust(scan, DPI)],
    ids=["single pixels", "median", "dust"],
)
def test_a_speckled_page_loses_its_specks_and_keeps_its_letters(change: Callable[[GrayImage], GrayImage]) -> None:
    clean = page()
    assert gray_is_speckled(speckled(clean), DPI)
    assert not gray_is_speckled(clean, DPI)
    after = change(speckled(clean))
    assert not gray_is_speckled(after, DPI)
    assert inked(after) > 0.9 * inked(clean)


@pytest.mark.parametrize("dpi", [150, 200, 300])
def test_stops_and_accents_are_no_dust(tmp_path: Path, dpi: int) -> None:
    small = document("Nội dung", notes=["Kế hoạch số 1.788/KH-UBND: Ệ. ỗ; ẫ; ị… ï, “ở” giảm 05 phòng."], note_size=9)
    clean = colour_to_gray(picture(stored(tmp_path, small), dpi))
    assert dots(gray_without_dust(clean, dpi)) == dots(clean)


def test_the_thinnest_strokes_stay_where_single_pixels_go() -> None:
    page = paper(60, 60)
    cv2.line(page, (10, 10), (30, 40), 0, 1)
    strokes = page.copy()
    page[50, 50] = 0
    page[45:56, 5:16] = 0
    strokes[45:56, 5:16] = 0
    page[50, 10] = 255
    assert np.array_equal(gray_without_single_pixels(page), strokes)


def test_text_of_a_speckled_page_is_read_from_its_sharp_image() -> None:
    scan = page()
    dice = np.random.default_rng(5)
    for x, y in zip(dice.integers(0, scan.shape[1] - 2, 900), dice.integers(0, scan.shape[0] - 2, 900), strict=True):
        scan[y, x : x + 2] = 0
    sheet = image_to_sheet(scan, DPI)
    assert inked(sheet.for_text.gray) > inked(sheet.gray)
    turned = sheet_turned_over(sheet)
    assert np.array_equal(turned.for_text.gray, sheet.for_text.gray[::-1, ::-1])
    plain = replace(sheet, sharp=None)
    assert plain.for_text is plain


@pytest.mark.parametrize("colour", [(214, 38, 44), (230, 70, 90), (40, 60, 190)])
def test_a_seal_or_a_blue_signature_goes_and_black_print_under_it_stays(colour: tuple[int, int, int]) -> None:
    clean = page()
    scan = coloured(clean.copy())
    seal = np.zeros(clean.shape, np.uint8)
    cv2.circle(seal, (620, 300), 160, (255,), 12)
    cv2.circle(seal, (620, 300), 60, (255,), -1)
    tint = np.minimum(scan, np.array(colour, np.uint8))
    scan = np.where((seal > 0)[..., None], tint, scan).astype(np.uint8)
    gray = colour_to_gray(scan)
    black = (clean < 60) & (seal > 0)
    free = (clean > 250) & (seal > 0)
    assert black.sum() > 200
    assert gray[black].mean() < 90
    assert (gray[free] < 160).mean() < 0.01
    assert np.array_equal(gray[seal == 0] < 128, clean[seal == 0] < 128)


@pytest.mark.parametrize("colour", [(214, 38, 44), (230, 70, 90)])
def test_of_a_seal_in_a_jpeg_most_is_as_white_as_paper(colour: tuple[int, int, int]) -> None:
    """Fragments of its edge, though paler than ink, are read as letters."""
    scan = coloured(paper(600, 600))
    cv2.circle(scan, (300, 300), 160, colour, 5)
    cv2.circle(scan, (300, 300), 60, colour, -1)
    coded, jpeg = cv2.imencode(".jpg", scan[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, 70])
    assert coded
    read = np.asarray(cv2.imdecode(jpeg, cv2.IMREAD_COLOR), dtype=np.uint8)[:, :, ::-1]
    gray = colour_to_gray(np.ascontiguousarray(read))
    assert (gray[(scan < 250).any(axis=2)] < 240).mean() < 0.25


@pytest.mark.parametrize("thick", [3, 6])
def test_of_a_pen_in_a_jpeg_hardly_anything_stays_ink(thick: int) -> None:
    """Spots and edges of a blue stroke come out darker than its middle."""
    scan = coloured(paper(600, 600))
    cv2.ellipse(scan, (300, 300), (220, 70), 20, 0, 300, (40, 60, 170), thick, cv2.LINE_AA)
    cv2.putText(scan, "59", (250, 250), cv2.FONT_HERSHEY_DUPLEX, 1.2, (0, 0, 0), 2, cv2.LINE_AA)
    coded, jpeg = cv2.imencode(".jpg", scan[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, 70])
    assert coded
    gray = colour_to_gray(np.ascontiguousarray(np.asarray(cv2.imdecode(jpeg, cv2.IMREAD_COLOR))[:, :, ::-1]))
    stroke = scan[:, :, 2].astype(int) - scan[:, :, 0] > 60
    assert (gray[stroke] < INK).mean() < 0.1
    assert (gray[(scan < 40).all(axis=2)] < INK).mean() > 0.95


@pytest.mark.parametrize("colour", [(0, 0, 128), (139, 0, 0), (20, 40, 150)])
def test_figures_in_dark_colour_stay_ink_beside_a_seal(colour: tuple[int, int, int]) -> None:
    scan = coloured(paper(600, 600))
    cv2.circle(scan, (300, 200), 120, (214, 38, 44), 8)
    cv2.circle(scan, (300, 200), 80, (40, 60, 190), 8)
    cv2.putText(scan, "1451", (100, 500), cv2.FONT_HERSHEY_DUPLEX, 2, colour, 3)
    printed = (scan == np.array(colour, np.uint8)).all(axis=2)
    assert (colour_to_gray(scan)[printed] < INK).all()


def test_a_gray_scan_saved_in_colour_is_as_it_was() -> None:
    assert np.array_equal(colour_to_gray(coloured(page())), page())


def test_shade_and_fading_come_out_black_on_white() -> None:
    clean = page()
    light = np.linspace(0.45, 1.0, clean.shape[1], dtype=np.float32)
    scan = np.asarray((60 + clean.astype(np.float32) * (235 - 60) / 255) * light, dtype=np.uint8)
    even = gray_to_even(scan, DPI)
    assert even[clean > 250].min() > 160
    assert even[clean < 20].max() < 160
    assert np.median(even[clean > 250]) > 245


@pytest.mark.parametrize(
    ("gray", "bilevel"),
    [(np.where(page() < 128, 0, 255).astype(np.uint8), True), (page(), False), (paper(50, 50), True)],
    ids=["fax", "gray", "blank"],
)
def test_bilevel_pages_are_known(gray: GrayImage, bilevel: bool) -> None:
    assert gray_is_bilevel(gray) == bilevel


def test_points_and_pixels_lead_to_each_other() -> None:
    sheet = Sheet(paper(1754, 1240), paper(1754, 1240), DPI, 0, 0.0, False)
    assert sheet.box_to_pixels(Box(72, 144, 288, 360)) == (150, 300, 600, 750)
    assert sheet.box_to_points(Box(150, 300, 600, 750)) == Box(72, 144, 288, 360)
    assert sheet.box_to_pixels(Box(-10, -10, 9000, 9000)) == (0, 0, 1240, 1754)


def test_a_pale_marker_apart_from_its_line_is_no_specks() -> None:
    page = np.full((400, 600), 255, np.uint8)
    for x in range(150, 560, 16):
        for y in (200, 260, 320):
            page[y : y + 22, x : x + 10] = 0
    cv2.circle(page, (110, 204), 7, 190, 1)
    for x, y in ((103, 204), (110, 197), (110, 211)):
        page[y, x] = 120  # of a thin ring these three pixels alone are ink
    page[50:53, 300:303] = 0  # a speck
    clean = gray_without_specks(page, 225)
    assert np.array_equal(clean[190:230], page[190:230])
    assert (clean[45:60] == 255).all()
