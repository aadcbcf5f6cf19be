"""Lines whose accents were taken for lines of their own are read again one by one; nothing else is."""

from __future__ import annotations

from dataclasses import replace
from difflib import SequenceMatcher
from functools import cache

import numpy as np
import pytest

from extract.ink.pixels import GrayImage
from extract.ink.surroundings import gray_to_blobs
from extract.layout import words_to_lines
from extract.line_reading import (
    Band,
    bands_joined,
    is_garbled,
    words_to_cut,
    words_to_stray_bands,
    words_with_accents,
)
from extract.ocr import names_to_readers
from extract.ocr.base import OcrEngine
from models.records import Box, Word
from tests.extract.footnotes.scans import DPI, pdf_to_scan
from tests.factories import document, line
from tests.synthesis.fonts import found_fonts

TEXT = (
    "Tỷ lệ hồ sơ trực tuyến của cấp huyện đạt 62,5%, tăng 4,1% so với cùng kỳ; cấp xã đạt 48%. Kết quả giải ngân vốn "
    "đầu tư công được theo dõi hằng tuần và báo cáo cấp có thẩm quyền theo quy định."
)


@cache
def printed(font: str) -> tuple[GrayImage, tuple[Word, ...]]:
    """A paragraph of three lines scanned at 300 dpi, and its words in pixels, their boxes around their ink."""
    scan = pdf_to_scan(document(TEXT, font=font))
    blobs = gray_to_blobs(scan.sheet.gray)
    words = []
    for word in (word for row in scan.lines for word in row.words):
        box = word.box.scaled(1 / scan.sheet.scale)
        beside = (
            (blobs.x1 <= box.x0)
            | (blobs.x0 >= box.x1)
            | (blobs.bottom <= box.top - 0.2 * box.height)
            | (blobs.top >= box.bottom)
        )
        own = np.flatnonzero(~beside)
        ink = Box(box.x0, float(blobs.top[own].min()), box.x1, float(blobs.bottom[own].max()))
        words.append(replace(word, box=ink, confidence=0.9))
    return scan.sheet.gray, tuple(words)


def spoilt(words: tuple[Word, ...], count: int = 99) -> list[Word]:
    """The words as an engine reads them that takes something above every second one for a word."""
    found: list[Word] = []
    for index, word in enumerate(words):
        box = word.box
        found.append(replace(word, text="l" * len(word.text), confidence=0.7))
        if index % 2 and count > 0:
            found.append(Word("^", replace(box, bottom=box.top + 0.25 * box.height), 0.9))
            count -= 1
    return found


def cut(words: tuple[Word, ...], index: int) -> list[Word]:
    """The words as an engine reads them that cuts all that is above small letters off one of them."""
    box = words[index].box
    small = replace(words[index], box=replace(box, top=box.top + 0.5 * box.height), text="x")
    return [*words[:index], small, *words[index + 1 :]]


def read_again(gray: GrayImage, words: list[Word], engine: OcrEngine) -> list[Word]:
    return words_with_accents(gray, gray_to_blobs(gray), words, DPI, engine)


class Counting:
    """The engine, counting the lines that it is asked to read."""

    def __init__(self) -> None:
        self.engine = names_to_readers("tesserocr", "rapidocr").engine
        self.asked: list[str] = []

    def read(self, image: GrayImage, dpi: float, layout: str = "block") -> tuple[Word, ...]:
        self.asked.append(layout)
        return self.engine.read(image, dpi, layout)


@pytest.mark.parametrize("font", found_fonts())
def test_lines_without_their_accents_are_read_one_by_one(font: str) -> None:
    gray, words = printed(font)
    engine = Counting()
    found = read_again(gray, spoilt(words), engine)
    text = " ".join(line.text for line in words_to_lines(found))
    assert SequenceMatcher(None, text, " ".join(w.text for w in words), autojunk=False).ratio() > 0.97
    assert engine.asked == ["line"] * len(words_to_lines(words))


@pytest.mark.parametrize("font", found_fonts())
def test_a_line_with_a_word_that_was_cut_off_is_read_again_alone(font: str) -> None:
    gray, words = printed(font)
    engine = Counting()
    for index in (0, len(words) - 1):
        found = words_to_lines(read_again(gray, cut(words, index), engine))
        text = " ".join(line.text for line in found)
        assert SequenceMatcher(None, text, " ".join(w.text for w in words), autojunk=False).ratio() > 0.97
        assert "x" not in text.split()
    assert engine.asked == ["line", "line"]


@pytest.mark.parametrize("font", found_fonts())
@pytest.mark.parametrize("count", [0, 1])
def test_lines_with_their_accents_are_left_alone(font: str, count: int) -> None:
    gray, words = printed(font)
    engine = Counting()
    given = spoilt(words, count)
    assert (read_again(gray, given, engine), engine.asked) == (given, [])


@pytest.mark.parametrize(
    "again",
    [(), (Word("lll", Box(10, 10, 60, 40), 0.1),), (Word("l", Box(10, 10, 20, 40), 0.99),)],
    ids=["nothing", "garbage", "hardly anything"],
)
def test_a_second_reading_that_says_less_counts_for_nothing(again: tuple[Word, ...]) -> None:
    class Worse:
        def read(self, image: GrayImage, dpi: float, layout: str = "block") -> tuple[Word, ...]:
            return again

    gray, words = printed("Noto Serif")
    given = spoilt(words)
    assert read_again(gray, given, Worse()) == given


def test_a_word_that_is_read_too_tall_takes_nothing_from_the_line_above() -> None:
    class Tall:
        """The engine, its words reaching over the line above."""

        def __init__(self) -> None:
            self.engine = names_to_readers("tesserocr", "rapidocr").engine

        def read(self, image: GrayImage, dpi: float, layout: str = "block") -> tuple[Word, ...]:
            found = self.engine.read(image, dpi, layout)
            return tuple(replace(w, box=replace(w.box, top=w.box.top - 1.5 * w.box.height)) for w in found)

    gray, words = printed("Noto Serif")
    above = words_to_lines(words)[-2].text
    found = words_to_lines(read_again(gray, cut(words, len(words) - 1), Tall()))
    assert found[-2].text == above


@pytest.mark.parametrize("sign", ["-", "–", "…", ".", "”", "_"])
def test_dashes_and_stops_are_no_accents(sign: str) -> None:
    _, words = printed("Noto Serif")
    given = [replace(w, text=sign) if w.text == "^" else w for w in spoilt(words)]
    assert words_to_stray_bands(given) == ()


def test_no_words_are_not_spoilt() -> None:
    gray, _ = printed("Noto Serif")
    assert words_to_stray_bands(()) == ()
    assert words_to_cut((), gray_to_blobs(gray), gray.shape) == ()


@pytest.mark.parametrize(
    ("bands", "joined"),
    [
        ([], ()),
        ([(10, 20), (30, 40)], ((10, 20), (30, 40))),
        ([(30, 40), (10, 30)], ((10, 40),)),
        ([(10, 50), (20, 30), (45, 60)], ((10, 60),)),
    ],
)
def test_bands_that_overlap_are_one(bands: list[Band], joined: tuple[Band, ...]) -> None:
    assert bands_joined(bands) == joined


def test_a_line_a_part_of_which_is_garbage_is_read_again() -> None:
    """However long the garbage is."""
    gray, words = printed("FreeSerif")
    lines = words_to_lines(words)
    end = lines[0].words[-3:]
    rubbish = [replace(word, text=f"{word.text.upper()}VIỆC", confidence=0.1) for word in end]
    kept = [word for word in words if word not in end]
    engine = Counting()
    found = read_again(gray, [*kept, *rubbish], engine)
    assert engine.asked == ["line"]
    text = words_to_lines(found)[0].text
    assert SequenceMatcher(None, text, lines[0].text, autojunk=False).ratio() > 0.95


@pytest.mark.parametrize(("unsure", "garbled"), [(0, False), (1, False), (4, True)])
def test_a_line_is_garbled_by_more_than_a_word(unsure: int, garbled: bool) -> None:
    whole = line("Tỷ lệ hồ sơ trực tuyến của cấp huyện đạt 62,5%")
    words = tuple(replace(w, confidence=0.1 if i < unsure else 0.9) for i, w in enumerate(whole.words))
    assert is_garbled(replace(whole, words=words)) == garbled
