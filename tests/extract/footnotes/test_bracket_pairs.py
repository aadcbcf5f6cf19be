"""Stars between raised brackets on scans are counted; what stands between other pairs of raised ink is no marker."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest

from extract.footnotes.bracket_pairs import words_with_bracket_pairs
from extract.footnotes.raised import SIGNS, gray_to_raised
from extract.ink.pixels import GrayImage
from extract.ink.surroundings import gray_to_blobs
from extract.marker_text import UNREAD
from extract.ocr import name_to_figure_reader
from extract.ocr.base import FigureReader
from extract.pdf import open_document, page_to_image
from extract.raster import image_to_sheet
from models.records import Box, Word
from tests.factories import document, stored
from tests.synthesis import degrade
from tests.synthesis.fonts import found_fonts

TEXT = (
    "Thực hiện chỉ đạo{^1|(*)} của Chính phủ, đến năm 2022{^2|(**)} Ủy ban nhân dân ban hành Nghị định số "
    "107/2020/NĐ-CP{^3|(***)}, kế hoạch cải cách{^4|(****)}. Các sở, ban, ngành (Phụ lục kèm theo){^5|(*****)} đã họp."
)
STARS = ["(*)", "(**)", "(***)", "(****)", "(*****)"]
PLAIN = "“Một cửa” (điện tử) “(một) cửa”, 'đúng hạn' (99,02%), 30°C; “5” (6) và “*” của “Ủy ban” [7] “ẨN Ố”, ỨNG DỤNG."
DPI = {"clean300": 300, "gray200": 200, "bilevel300": 300}


@cache
def scanned(text: str, font: str, fault: str) -> GrayImage:
    with TemporaryDirectory() as folder:
        notes = ["Một ghi chú ngắn của tỉnh."] * len(STARS)
        content = degrade(document(text, notes=notes if text == TEXT else (), font=font), fault, 1)
        with open_document(stored(Path(folder), content, "scan.pdf")) as opened:
            gray = image_to_sheet(page_to_image(opened, 1, DPI[fault]), DPI[fault]).gray
    return np.ascontiguousarray(gray[: gray.shape[0] // 2])  # the text without its notes


def found(text: str, font: str, fault: str) -> list[str]:
    gray, reader = scanned(text, font, fault), name_to_figure_reader("rapidocr")
    return [w.text for w in words_with_bracket_pairs(gray_to_raised(gray, gray_to_blobs(gray), reader), gray, reader)]


@pytest.mark.parametrize("fault", DPI)
@pytest.mark.parametrize("font", found_fonts())
def test_stars_in_raised_brackets_are_one_marker_each(font: str, fault: str) -> None:
    read = found(TEXT, font, fault)
    known = [text for text in read if text != UNREAD]
    assert len(STARS) <= len(read) <= len(STARS) + 1
    assert len(known) == len(set(known)) >= len(STARS) - 2
    assert set(known) <= set(STARS)


class MiscountsWholes:
    """Reads as its fellow, and one star too few where it sees the printed brackets."""

    def __init__(self, reader: FigureReader) -> None:
        self.reader = reader

    def read(self, images: tuple[GrayImage, ...], alphabet: str = "") -> tuple[tuple[str, float], ...]:
        readings = self.reader.read(images, alphabet)
        return tuple((t.replace("**", "*", 1), sure) for t, sure in readings) if alphabet == SIGNS else readings


def test_stars_alone_are_counted_before_the_whole_marker_is() -> None:
    gray, reader = scanned(TEXT, "Noto Sans", "clean300"), name_to_figure_reader("rapidocr")
    words = gray_to_raised(gray, gray_to_blobs(gray), reader)
    unread = [replace(w, text=UNREAD) if "*" in w.text else w for w in words]
    read = words_with_bracket_pairs(words, gray, reader)
    counted = words_with_bracket_pairs(unread, gray, MiscountsWholes(reader))
    assert [w.text for w in counted if w.text in STARS] == [w.text for w in read if w.text in STARS] == STARS


@pytest.mark.parametrize("level", [0, 100, 190, 254])
@pytest.mark.parametrize("box", [Box(20, 20, 26, 40), Box(20, 20, 60, 40), Box(0, 0, 5, 12), Box(190, 90, 200, 100)])
def test_any_ink_of_any_shade_is_looked_at_without_an_error(level: int, box: Box) -> None:
    gray = np.full((100, 200), 255, np.uint8)
    gray[int(box.top) : int(box.bottom), int(box.x0) : int(box.x1)] = level
    gray[10:22, 30:34] = level  # something that hangs down from the line above
    gray[20:40, 40:46] = level
    word = Word(UNREAD, box, 0.0)
    assert words_with_bracket_pairs((word,), gray, name_to_figure_reader("rapidocr"))[0].text == UNREAD


def test_a_stem_and_a_bracket_that_goes_on_above_it_are_no_pair() -> None:
    gray = np.full((100, 200), 255, np.uint8)
    gray[40:60, 20:29] = 0  # the stem of a T
    gray[44:50, 35:41] = gray[44:50, 47:53] = 0  # stars
    gray[30:60, 60:68] = 0  # a bracket
    word = Word(UNREAD, Box(20, 40, 29, 60), 0.0)
    assert words_with_bracket_pairs((word,), gray, name_to_figure_reader("rapidocr")) == (word,)


@pytest.mark.parametrize("fault", DPI)
@pytest.mark.parametrize("font", found_fonts())
def test_quotation_marks_and_brackets_of_the_line_are_none(font: str, fault: str) -> None:
    assert [text for text in found(PLAIN, font, fault) if "*" in text] == []
