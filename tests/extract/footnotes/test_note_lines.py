"""Notes whose lines the engine lost or ran together are read line by line; others are left as they are."""

from __future__ import annotations

from dataclasses import replace
from difflib import SequenceMatcher
from functools import cache

import pytest

from extract.footnotes.note_lines import note_lines_read_again
from extract.ink.pixels import GrayImage
from extract.ocr import names_to_readers
from extract.raster import Sheet
from models.records import Line, Word
from tests.extract.footnotes.scans import pdf_to_scan
from tests.factories import document
from tests.synthesis.fonts import found_fonts

NOTES = (
    "Sở Tư pháp giảm 8 phòng, Sở Nội vụ giảm 9 phòng, Sở Khoa học và Công nghệ giảm 06 phòng, Ở ĐỘ TUỔI quy định, gồm "
    "pháp luật.",
    "Sở Y tế giảm 3 phòng, Ếch Ỗ Ệ, Sở Xây dựng giảm 8 phòng.",
)


@cache
def scanned(font: str) -> tuple[Sheet, tuple[Line, ...], tuple[Word, ...]]:
    """A page with two notes of three lines or more scanned at 300 dpi, the lines of the notes, and their markers."""
    content = document("Ủy ban nhân dân tỉnh{^1} và các sở{^2} báo cáo.", notes=NOTES, font=font)
    scan = pdf_to_scan(content)
    return scan.sheet, scan.note_lines, scan.note_raised


class Counting:
    """The engine, counting what it is asked to read."""

    def __init__(self) -> None:
        self.engine = names_to_readers("tesserocr", "rapidocr").engine
        self.asked = 0

    def read(self, image: GrayImage, dpi: float, layout: str = "block") -> tuple[Word, ...]:
        self.asked += 1
        return self.engine.read(image, dpi, layout)


def texts(lines: tuple[Line, ...]) -> list[str]:
    return [line.text for line in lines]


@pytest.mark.parametrize("font", found_fonts())
def test_a_lost_line_is_read(font: str) -> None:
    sheet, lines, marks = scanned(font)
    short = min(lines, key=lambda line: line.box.width)
    assert "luật." in short.text
    again = note_lines_read_again([line for line in lines if line != short], marks, sheet, Counting())
    assert len(again) == len(lines)
    read = again[lines.index(short)].text
    assert SequenceMatcher(None, read, short.text, autojunk=False).ratio() > 0.95


@pytest.mark.parametrize("font", found_fonts())
def test_a_word_over_two_lines_calls_for_another_look(font: str) -> None:
    sheet, lines, marks = scanned(font)
    first, second = lines[0], lines[1]
    tall = replace(second.words[0], text="§Ệ", confidence=0.3, box=first.words[0].box.union(second.words[0].box))
    spoilt = (Line((tall, *first.words[1:]), first.box), Line(second.words[1:], second.box), *lines[2:])
    unsure = tuple(replace(line, words=tuple(replace(w, confidence=0.8) for w in line.words)) for line in spoilt)
    again = note_lines_read_again(unsure, marks, sheet, Counting())
    assert len(again) == len(lines)
    assert not any("§" in text for text in texts(again))


@pytest.mark.parametrize("font", found_fonts())
def test_notes_that_were_read_whole_are_not_read_again(font: str) -> None:
    sheet, lines, marks = scanned(font)
    engine = Counting()
    assert (note_lines_read_again(lines, marks, sheet, engine), engine.asked) == (lines, 0)


def test_what_reads_worse_line_by_line_stays() -> None:
    sheet, lines, marks = scanned("Noto Serif")

    class Deaf:
        def read(self, image: GrayImage, dpi: float, layout: str = "block") -> tuple[Word, ...]:
            return ()

    assert note_lines_read_again(lines[1:], marks, sheet, Deaf()) == lines[1:]


def test_a_page_without_notes_has_no_lines() -> None:
    sheet, _, _ = scanned("Noto Serif")
    assert note_lines_read_again((), (), sheet, Counting()) == ()
