"""A word over two lines of print is parted and read again; nothing else is touched."""

from __future__ import annotations

import pytest

from extract.ink.pixels import GrayImage
from extract.ocr.tesseract_library import TesseractLibrary
from extract.tall_words import words_to_tall, words_with_tall_parted
from models.records import Box, Word
from tests.factories import paper

ENDING, NEXT = Box(40, 40, 100, 58), Box(46, 66, 110, 84)
BESIDE = Word("Giáo", Box(130, 66, 190, 84), 0.95)
TALL = Word("-ˆ", Box(40, 40, 110, 84), 0.1)


class LineReader:
    """Reads a line by its height, as sure as told; remembers how large the images were."""

    def __init__(self, confidence: float) -> None:
        self.confidence = confidence
        self.widths: list[int] = []

    def read(self, image: GrayImage, dpi: float, layout: str = "block") -> tuple[Word, ...]:
        self.widths.append(image.shape[1])
        text = ("nay.", "Sở")[len(self.widths) - 1]
        return (Word(text, Box(12, 12, 40, 30), self.confidence),)


def page(*boxes: Box) -> GrayImage:
    gray = paper(200, 400)
    for box in boxes:
        gray[round(box.top) : round(box.bottom), round(box.x0) : round(box.x1)] = 0
    return gray


def test_a_short_last_line_and_the_line_below_it_are_parted() -> None:
    engine = LineReader(0.9)
    found = words_with_tall_parted(page(ENDING, NEXT, BESIDE.box), [TALL, BESIDE], 200, engine)
    assert [word.text for word in found] == ["Giáo", "nay.", "Sở"]
    upper, lower = found[1].box, found[2].box
    assert (upper.x0, upper.top) == (40, 40)
    assert (lower.x0, lower.top) == (46, 58 + 4)
    assert max(engine.widths) < 130, "the words read well beside it are not read again"


@pytest.mark.parametrize("confidence", [0.0, 0.05])
def test_a_second_reading_that_is_no_better_counts_for_nothing(confidence: float) -> None:
    words = [TALL, BESIDE]
    assert words_with_tall_parted(page(ENDING, NEXT, BESIDE.box), words, 200, LineReader(confidence)) == words


def test_a_tall_word_without_white_in_its_middle_is_a_tall_word() -> None:
    words = [TALL, BESIDE]
    assert words_with_tall_parted(page(TALL.box, BESIDE.box), words, 200, LineReader(0.9)) == words


@pytest.mark.parametrize(
    ("height", "tall"),
    [(18, False), (26, False), (28, True), (44, True)],
)
def test_a_word_is_tall_beside_lower_ones(height: float, tall: bool) -> None:
    word = Word("x", Box(40, 84 - height, 110, 84), 0.1)
    assert words_to_tall([word, BESIDE]) == [tall, False]


def test_a_word_with_nothing_beside_it_is_not_tall() -> None:
    assert words_to_tall([TALL, Word("Xa", Box(130, 150, 190, 168))]) == [False, False]


def test_a_blank_image_gives_its_words_back() -> None:
    assert words_with_tall_parted(paper(100, 100), [], 200, TesseractLibrary()) == []
