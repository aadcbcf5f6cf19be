"""Lines of a cell read one by one: which words ask for it, and which of two readings stands."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.cell_figures.cell_lines import asks_for_lines, is_doubted, is_strange, surer_words, words_read_by_lines
from extract.ink.pixels import GrayImage
from models.records import Box, Word
from tests.factories import paper, word


@pytest.mark.parametrize(
    ("text", "strange"),
    [
        ("Lñy", True), ("CˆØ", True), ("€Ø", True), ("Lũy", False), ("TTHC", False), ("ĐVSN–", False), ("Ðiện", False),
        ("10m²", False), ("web", False), ("é", False), ("ñ", False),
    ],
)  # fmt: skip
def test_letters_that_vietnamese_has_not(text: str, strange: bool) -> None:
    assert is_strange(word(text)) is strange


@pytest.mark.parametrize(
    ("text", "confidence", "doubted"),
    [("đền", 0.68, True), ("đền", 0.97, False), ("Lñy", 0.97, True), ("12", 0.3, False), (".", 0.2, False)],
)
def test_words_of_letters_are_doubted(text: str, confidence: float, doubted: bool) -> None:
    assert is_doubted(word(text, confidence=confidence)) is doubted


def test_an_accent_read_as_a_word_asks_for_lines() -> None:
    read = [Word("câp", Box(124, 716, 141, 725), 0.92), Word("L$", Box(129, 710, 134, 718), 0.48)]
    assert asks_for_lines(read)
    assert not asks_for_lines(read[:1])


Reading = list[tuple[str, float]]


@pytest.mark.parametrize(
    ("first", "again", "expected"),
    [
        ([("chưa", 0.97), ("đền", 0.68)], [("chua", 0.9), ("đến", 0.97)], "chưa đến"),
        ([("Lñy", 0.95), ("kế", 0.96)], [("Lũy", 0.9), ("kế", 0.96)], "Lũy kế"),
        ([("CØ", 0.3), ("quan", 0.96)], [("€Ø", 0.6), ("quan", 0.96)], "CØ quan"),
        ([("từ", 0.9), ("rằng", 0.4), ("A2757", 0.1)], [("từ", 0.9), ("cấp", 0.97)], "từ cấp"),
        ([("từ", 0.9), ("cấp", 0.7)], [("từ", 0.9)], "từ cấp"),
    ],
    ids=["word by word", "no such letter", "no letter either way", "another number of words", "less is said"],
)
def test_the_surer_reading_of_a_line(first: Reading, again: Reading, expected: str) -> None:
    one, other = ([word(text, x=40.0 * i, confidence=sure) for i, (text, sure) in enumerate(r)] for r in (first, again))
    assert " ".join(w.text for w in surer_words(one, other)) == expected


class LineReader:
    """An engine that reads a line alone as `đến`, and counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def read(self, image: GrayImage, dpi: float, layout: str = "block") -> tuple[Word, ...]:
        self.asked += 1
        height, width = image.shape
        return (Word("đến", Box(0, 0, width, height), 0.97),) if layout == "line" else ()


def _cell() -> GrayImage:
    gray = paper(140, 300)
    for y in (40, 100):
        cv2.putText(gray, "nhan den", (10, y), cv2.FONT_HERSHEY_DUPLEX, 1.0, 0, 2)
    return gray


@pytest.mark.parametrize(
    ("confidences", "texts", "asked"),
    [((0.97, 0.5), ["hạn", "đến"], 1), ((0.5, 0.5), ["đến", "đến"], 2), ((0.97, 0.97), ["hạn", "đền"], 0)],
)
def test_only_lines_in_doubt_are_read_again(confidences: tuple[float, float], texts: list[str], asked: int) -> None:
    boxes = (Box(10, 15, 160, 42), Box(10, 75, 160, 102))
    read = [Word(text, box, sure) for text, box, sure in zip(("hạn", "đền"), boxes, confidences, strict=True)]
    engine = LineReader()
    found = words_read_by_lines(_cell(), read, 200, engine)
    assert ([w.text for w in found], engine.asked) == (texts, asked)


def test_a_cell_whose_lines_were_mixed_is_read_anew() -> None:
    """Two lines of print, one line of words: none of them can be told which it is of."""
    mixed = [Word("nh", Box(10, 30, 60, 90), 0.4)]
    found = words_read_by_lines(_cell(), mixed, 200, LineReader())
    assert [w.text for w in found] == ["đến", "đến"]
    assert found[0].box.bottom < found[1].box.bottom
    assert np.all([w.confidence > 0.9 for w in found])
