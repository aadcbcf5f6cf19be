"""Raised markers on scans: each that is printed is found, and nothing else is taken for one.

What is printed where is known from the text layer of the page before it was scanned.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import cv2
import numpy as np
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from extract.footnotes.raised import gray_to_raised, gray_without_raised, stands_level
from extract.ink.pixels import GrayImage, gray_to_ink
from extract.ink.surroundings import gray_to_blobs
from extract.marker_text import UNREAD
from extract.ocr import name_to_figure_reader
from extract.ocr.base import FigureReader
from extract.pdf import open_document, page_to_image, page_to_text_layer
from extract.raster import image_to_sheet
from models.records import Box, Word
from tests.factories import document, stored
from tests.synthesis import degrade
from tests.synthesis.fonts import family, found_fonts
from tests.synthesis.spec import Note, Paragraph

NOTE = "Một ghi chú ngắn của tỉnh."
MARKED = (
    "Thực hiện chỉ đạo{^1} của Chính phủ, đến năm 2022{^2} Ủy ban nhân dân ban hành Nghị định số 107/2020/NĐ-CP{^3}"
    ", kế hoạch cải cách{^4}. Các sở, ban, ngành (Phụ lục kèm theo){^5} triển khai.",
    "Tỷ lệ “đúng hạn”{^6} là 99,02%{^7}, tăng 12/63{^8} bậc; ĐỀ ÁN{^9} sắp xếp: giao 3.814 đại biểu{^10}. Luật Thanh "
    "tra 2022;{^11} các sở{^12} và ngành.{^13}",
)
UNMARKED = (
    "Ếch Ỗ Ệ Ẫ Ậ ắ ễ ỵ ữ ộ ở đ Đ; ẨN Ố, ỨNG DỤNG, ĐƯỢC CẤP: ỦY BAN NHÂN DÂN TỈNH BẾN TRE.",
    "Đạt 99,02% và 12.16 %, “đúng hạn”, 'một cửa', 30°C, 5 cm, tầng 1º, CO₂ và (%); Điều 5................. 12",
    "gạch-nối – dài — và 19-NQ/TW, 56/63, 3.814, 4.494.051, 8618/KH-UBND, (1) (2) a) b) [3] * i/ j? k!",
)
DPI = {"clean300": 300, "gray200": 200, "fax200": 200, "bilevel300": 300}


@dataclass(frozen=True, slots=True)
class Scan:
    """A scan, the markers printed on it (boxes in its pixels), and the markers found."""

    gray: GrayImage
    printed: tuple[Word, ...]
    found: tuple[Word, ...]


@cache
def reader() -> FigureReader:
    return name_to_figure_reader("rapidocr")


@cache
def scanned(texts: tuple[str, ...], font: str, size: float, fault: str) -> Scan:
    """One page of paragraphs, scanned. The scans are straight, so that places need no turning back."""
    content = document(*(Paragraph(text, size=size) for text in texts), notes=[NOTE] * 13, font=font)
    dpi = DPI[fault]
    with TemporaryDirectory() as folder:
        with open_document(stored(Path(folder), content)) as opened:
            printed = page_to_text_layer(opened, 1).raised
        with open_document(stored(Path(folder), degrade(content, fault, 1), "scan.pdf")) as opened:
            sheet = image_to_sheet(page_to_image(opened, 1, dpi), dpi)
    # Faults of 200 dpi turn the page about its middle by half a degree: the places are turned alike.
    angle = np.radians(sheet.skew)
    found = gray_to_raised(sheet.gray, gray_to_blobs(sheet.gray), reader())
    middle = (sheet.gray.shape[1] / 2, sheet.gray.shape[0] / 2)
    moved = tuple(_turned(word.box, middle, angle, sheet.scale, word) for word in found)
    return Scan(sheet.gray, printed, moved)


def _turned(box: Box, middle: tuple[float, float], angle: float, scale: float, word: Word) -> Word:
    """The word in points on the page as it was printed."""
    x, y = box.x_mid - middle[0], box.y_mid - middle[1]
    right = x * np.cos(angle) - y * np.sin(angle) + middle[0] - box.x_mid
    down = x * np.sin(angle) + y * np.cos(angle) + middle[1] - box.y_mid
    return Word(
        word.text,
        Box(box.x0 + right, box.top + down, box.x1 + right, box.bottom + down).scaled(scale),
        word.confidence,
    )


def matches(scan: Scan) -> dict[tuple[str, int], list[str]]:
    """What was found in the place of each printed marker, by its text and place on the page."""
    return {
        (word.text, round(word.box.top)): [f.text for f in scan.found if f.box.grown(1).overlap(word.box) > 0]
        for word in scan.printed
    }


CLEAN = [(font, size, fault) for font in found_fonts() for size, fault in ((12.0, "clean300"), (14.0, "bilevel300"))]


@pytest.mark.parametrize(("font", "size", "fault"), CLEAN)
def test_markers_are_found_after_words_numbers_stops_and_brackets(font: str, size: float, fault: str) -> None:
    """Of 26 markers (13 in the text, 13 that open notes) at most three are lost, for order and neighbours to tell."""
    found = matches(scanned(MARKED, font, size, fault))
    right = [texts for (text, _), texts in found.items() if texts == [text]]
    assert len(found) == 26
    assert len(right) >= 23


@pytest.mark.parametrize("font", found_fonts())
@pytest.mark.parametrize("fault", ["gray200", "fax200"])
def test_on_poor_scans_most_are_found_and_no_other_number_is_read_for_one(font: str, fault: str) -> None:
    """A part of a number of two digits may be read; never a number that has other digits."""
    found = matches(scanned(MARKED, font, 14.0, fault))
    assert sum(1 for texts in found.values() if texts) >= 21
    for (text, _), texts in found.items():
        assert all(read == UNREAD or read in text for read in texts)


@pytest.mark.parametrize("font", found_fonts())
@pytest.mark.parametrize("fault", sorted(DPI))
def test_no_marker_is_read_where_none_stands(font: str, fault: str) -> None:
    scan = scanned(UNMARKED, font, 14.0, fault)
    assert scan.printed == ()
    assert [word for word in scan.found if word.text != UNREAD] == []


@pytest.mark.parametrize("font", found_fonts())
@pytest.mark.parametrize("text", ["giảm 4 phòng.", "gồm 7 quy trình.", "ngày 8 gặp gỡ."])
def test_a_figure_in_a_short_line_of_letters_with_tails_is_not_raised(font: str, text: str) -> None:
    """Letters as tall as figures all hang below the base line here; it would be painted out of the text."""
    for fault in ("clean300", "fax200"):
        scan = scanned((UNMARKED[0], text, UNMARKED[0]), font, 10.0, fault)
        assert [word for word in scan.found if word.text != UNREAD] == []


@pytest.mark.parametrize("font", found_fonts())
def test_two_markers_with_a_worn_stop_between_them_are_two(font: str) -> None:
    """ "2023⁵ ⁶": the speck filter may take the lone stop for dirt."""
    scan = scanned(("Theo Quyết định số 12/QĐ-UBND ngày 27 tháng 9 năm 2023{^5} {^6} và",), font, 14.0, "clean300")
    found = sorted((word.box.x0, word.text) for word in scan.found if word.box.top < 100)
    assert [text for _, text in found] == ["5", "6"]


def test_painting_markers_out_leaves_every_other_piece_of_ink() -> None:
    gray = scanned(MARKED, "Noto Serif", 14.0, "clean300").gray
    marks = gray_to_raised(gray, gray_to_blobs(gray), reader())
    ink = gray_to_ink(gray)
    after = gray_to_ink(gray_without_raised(gray, marks))
    gone = np.argwhere((ink > 0) & (after == 0))
    assert len(gone) > 500
    boxes = [mark.box.grown(2) for mark in marks]
    assert all(any(box.holds(x, y) for box in boxes) for y, x in gone.tolist())


def test_what_could_not_be_read_is_not_painted_out() -> None:
    """An unread thing may be a letter: the engine shall see it."""
    gray = np.full((40, 40), 255, np.uint8)
    gray[10:20, 10:15] = 0
    unread = Word(UNREAD, Box(10, 10, 15, 20), 0.2)
    assert np.array_equal(gray_without_raised(gray, (unread,)), gray)
    assert gray_without_raised(gray, (Word("7", unread.box),)).min() == 255


class Deaf:
    """A reader of figures that reads nothing."""

    def read(self, images: tuple[GrayImage, ...], alphabet: str = "") -> tuple[tuple[str, float], ...]:
        return tuple(("", 0.0) for _ in images)


def test_a_marker_that_cannot_be_read_is_there_all_the_same() -> None:
    gray = scanned(MARKED, "Noto Serif", 14.0, "clean300").gray
    found = gray_to_raised(gray, gray_to_blobs(gray), Deaf())
    assert len(found) >= 24
    assert {word.text for word in found} == {UNREAD}


@pytest.mark.parametrize("height", [1, 30])
def test_paper_without_print_has_no_markers(height: int) -> None:
    blank = np.full((height, 50), 255, np.uint8)
    assert gray_to_raised(blank, gray_to_blobs(blank), Deaf()) == ()
    assert gray_to_blobs(blank).height.size == 0


@dataclass(frozen=True, slots=True)
class Set:
    """How a marker is printed behind its word: shares of the size of the text."""

    size: float
    rise: float


WORD = Set(0.65, 0.35)


TEXT = "theo thẩm quyền quy định tại Báo cáo năm 2024"


def drawn(mark: str, font: str, how: Set = WORD, behind: str = "", last: str = TEXT) -> list[str]:
    """What is found on a scan of three lines, the last with the marker, and something on the line behind it."""
    content = io.BytesIO()
    canvas = Canvas(content, pagesize=A4, invariant=1)
    face = family(font).regular
    for row, text in enumerate((TEXT, TEXT, last)):
        canvas.setFont(face, 14)
        canvas.drawString(85, 700 - 24 * row, text)
    x = 86 + stringWidth(last, face, 14)
    canvas.drawString(x + stringWidth(mark, face, 14 * how.size), 652, behind)
    canvas.setFont(face, 14 * how.size)
    canvas.drawString(x, 652 + 14 * how.rise, mark)
    canvas.save()
    with TemporaryDirectory() as folder, open_document(stored(Path(folder), content.getvalue())) as opened:
        sheet = image_to_sheet(page_to_image(opened, 1, 225), 225)
    return [word.text for word in gray_to_raised(sheet.gray, gray_to_blobs(sheet.gray), reader())]


@pytest.mark.parametrize("mark", ["(4)", "(12)", "[4]"])
def test_a_raised_marker_in_brackets_is_read_with_them(mark: str) -> None:
    assert drawn(mark, "Noto Serif") == [mark]


@pytest.mark.parametrize("font", found_fonts())
@pytest.mark.parametrize(("mark", "how"), [("7", Set(0.58, 0.5)), ("12", Set(0.65, 0.48)), ("[6]", Set(0.6, 0.45))])
def test_a_marker_may_stand_as_high_as_quotation_marks(font: str, mark: str, how: Set) -> None:
    """Word raises by a third; other programs by a third of the whole height of a line, which is more."""
    assert drawn(mark, font, how) == [mark]


@pytest.mark.parametrize("font", found_fonts())
@pytest.mark.parametrize(("last", "mark"), [("BNV", "(7)"), ("hạn 7.470 hồ sơ.", "(17)"), ("tỉnh", "[12]")])
def test_brackets_may_be_most_of_what_stands_on_a_short_line(font: str, last: str, mark: str) -> None:
    """Their feet are no base line, narrow as they are."""
    assert drawn(mark, font, last=last, behind=".") == [mark]


@pytest.mark.parametrize("font", found_fonts())
@pytest.mark.parametrize("last", ["môn.", "chuyên môn.", "quan tâm", "cơ sở xã"])
def test_a_marker_may_stand_wholly_above_the_small_letters_before_it(font: str, last: str) -> None:
    """At the end of a line there may be nothing else near it."""
    assert drawn("4", font, Set(0.58, 0.55), last=last) == ["4"]


def test_a_tall_letter_beside_few_others_stands_level_with_them() -> None:
    """The l of "lập" alone on its line: a, and the p with the end of its bow beside the stem."""
    gray = np.full((90, 120), 255, np.uint8)
    for x0, x1, top, bottom in ((20, 28, 10, 40), (32, 54, 20, 40), (60, 69, 20, 50), (69, 72, 37, 40)):
        gray[top:bottom, x0:x1] = 0
    assert stands_level(gray, Box(20, 10, 28, 40))


def _letters(tops: int, feet: int) -> GrayImage:
    """A figure from row 10 to 26, and a row of "n" beside it: arches at `tops`, stems down to `feet`."""
    gray = np.full((60, 200), 255, np.uint8)
    gray[10:26, 100:110] = 0
    for x in (*range(10, 90, 16), *range(120, 190, 16)):
        gray[tops : tops + 3, x : x + 12] = 0
        gray[tops:feet, x : x + 2] = 0
        gray[tops:feet, x + 10 : x + 12] = 0
        gray[feet - 2 : feet, x - 2 : x + 5] = 0
    return gray


@pytest.mark.parametrize(("tops", "feet", "level"), [(23, 42, False), (14, 26, True)])
def test_letters_whose_arches_end_where_a_marker_does_do_not_stand_level_with_it(
    tops: int, feet: int, level: bool
) -> None:
    assert stands_level(_letters(tops, feet), Box(100, 10, 110, 26)) == level


@pytest.mark.parametrize("font", found_fonts())
@pytest.mark.parametrize("behind", [",", ";", ".", ", các", ") và"])
def test_what_stands_on_the_line_behind_a_marker_does_not_hide_it(font: str, behind: str) -> None:
    assert drawn("11", font, behind=behind) == ["11"]


@pytest.mark.parametrize("font", found_fonts())
@pytest.mark.parametrize("fault", ["clean300", "gray200"])
def test_two_markers_at_both_sides_of_a_full_stop_are_two(font: str, fault: str) -> None:
    scan = scanned(("Theo Quyết định số 12/QĐ-UBND ngày 27 tháng 9 năm 2023{^1}.{^2} Sở Nội vụ",), font, 14.0, fault)
    found = sorted((word.box.x0, word.text) for word in scan.found if word.box.top < 100)
    assert [text for _, text in found if text != UNREAD] in (["1", "2"], ["1"], ["2"])


@pytest.mark.parametrize("font", found_fonts())
@pytest.mark.parametrize("gap", [0.03, 0.04])
@pytest.mark.parametrize("mark", ["2", "3", "17"])
def test_a_marker_that_hardly_parts_from_the_first_letter_of_its_note_is_found(
    font: str, gap: float, mark: str
) -> None:
    """LibreOffice sets no blank behind it; at nine points a pixel of white is left."""
    content = io.BytesIO()
    canvas = Canvas(content, pagesize=A4, invariant=1)
    face, size, x = family(font).regular, 9.0, 85.0
    for row, text in enumerate(
        ("Kết quả các chỉ số của tỉnh năm 2022: PAPI hạng 60/63", "Cục Thuế tỉnh, các sở, ngành")
    ):
        canvas.setFont(face, size)
        canvas.drawString(x + stringWidth(mark, face, 0.6 * size) + gap * size, 700 - 11 * row, text)
        canvas.setFont(face, 0.6 * size)
        canvas.drawString(x, 700 - 11 * row + 0.36 * size, mark)
    canvas.save()
    scan = degrade(content.getvalue(), "bilevel300")
    with TemporaryDirectory() as folder, open_document(stored(Path(folder), scan)) as opened:
        sheet = image_to_sheet(page_to_image(opened, 1, 225), 225)
    found = gray_to_raised(sheet.gray, gray_to_blobs(sheet.gray), reader())
    assert [word.text for word in found if word.text != UNREAD] == [mark, mark]


@pytest.mark.parametrize("font", found_fonts())
def test_markers_as_tall_as_capitals_of_the_small_notes_that_fill_a_page_are_found(font: str) -> None:
    text = "Đến nay toàn tỉnh đã ban hành 29{^1|[18]} Quyết định và tổ chức thực hiện năm 2022{^2|[19]}."
    filling = "chức năng, nhiệm vụ và cơ cấu của cơ quan chuyên môn, " * 70
    notes = [Note("1", filling, "[18]", raised=False), Note("2", NOTE, "[19]", raised=False)]
    with TemporaryDirectory() as folder:
        scan = degrade(document(Paragraph(text, size=14), notes=notes, font=font), "clean300")
        with open_document(stored(Path(folder), scan)) as opened:
            gray = image_to_sheet(page_to_image(opened, 1, 300), 300).gray.copy()
    below = cv2.resize(gray[600:], None, fx=0.7, fy=0.7, interpolation=cv2.INTER_AREA)
    gray[600:] = 255
    gray[600 : 600 + below.shape[0], : below.shape[1]] = below
    assert [word.text for word in gray_to_raised(gray, gray_to_blobs(gray), reader())] == ["[18]", "[19]"]
