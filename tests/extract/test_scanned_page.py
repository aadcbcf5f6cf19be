"""What the engine reads in a cell is kept as read; garbage is told from text; titles are told from figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import cv2
import numpy as np
import pytest

from extract.figures_read_twice import AGREED, DIFFERENT
from extract.ink.pixels import GrayImage
from extract.ocr import name_to_engine, name_to_figure_reader, names_to_readers
from extract.ocr.base import Readers
from extract.scanned_page import image_to_page, words_are_sure
from extract.tables.cells import CellReading
from extract.tables.grid import rulings_to_grids
from models.records import Box, PageInfo, Word
from tests.factories import coloured, paper, word

XS, YS = (150, 300, 900, 1150), (200, 290, 380, 470, 560)
ROWS = (("TT", "Chi tieu", "So"), ("1.", "Van ban da ban hanh", "64"), ("2.", "Nhiem vu", "307"), ("3.", "Phong", "12"))


@pytest.mark.parametrize(
    ("words", "sure"),
    [
        ([("Số", 0.96), ("lượng", 0.93), ("phiếu", 0.95)], True),
        ([("Số", 0.96), ("lượng", 0.15), ("phiếu", 0.95), ("khảo", 0.9), ("sát", 0.9)], True),  # one bad word
        ([("S_", 0.3), ("dai", 0.2), ("„Í(*8:1", 0.0), ("Ý", 0.4), ("mức", 0.9), ("độ", 0.9)], False),
        ([("lôn4", 0.42), ("sô", 0.97), ("no", 0.9), ("sơ", 0.9), ("#idL", 0.4), ("Èt", 0.7)], False),  # in part
        ([("%", 0.5)], True),
        ([("O¿¡", 0.1), ("Vụ", 0.4)], False),
        ([], True),
    ],
)
def test_garbage_is_told_from_text(words: list[tuple[str, float]], sure: bool) -> None:
    assert words_are_sure([word(text, confidence=confidence) for text, confidence in words]) is sure


def readings(rows: Sequence[Sequence[str]], readers: Readers) -> dict[tuple[int, int], CellReading]:
    """A page with one ruled table of such texts, scanned at 200 dpi, and what its cells say by row and column."""
    gray = paper(800, 1300)
    for y in YS:
        cv2.line(gray, (XS[0], y), (XS[-1], y), 0, 2)
    for x in XS:
        cv2.line(gray, (x, YS[0]), (x, YS[-1]), 0, 2)
    for row, texts in enumerate(rows):
        for col, text in enumerate(texts):
            cv2.putText(gray, text, (XS[col] + 25, YS[row] + 60), cv2.FONT_HERSHEY_DUPLEX, 1.3, 0, 2)
    info = PageInfo(1, "scanned", "no_text_layer", 1300 * 72 / 200, 800 * 72 / 200)
    page = image_to_page(coloured(gray), 200, info, readers)
    (grid,) = rulings_to_grids(page.rulings, page.snap)
    return dict(zip([(c.row, c.col) for c in grid.cells], page.read_cells(grid), strict=True))


def test_a_title_of_a_column_is_no_doubtful_figure() -> None:
    """Readers of figures cannot know "TT"; it stands above codes, and a person need not look at it."""
    found = readings(ROWS, names_to_readers("tesserocr", "rapidocr"))
    assert (found[0, 0].text, found[0, 0].reason) == ("TT", "")
    assert [found[row, 2].text for row in (1, 2, 3)] == ["64", "307", "12"]


class ColumnBlind:
    """An engine that reads a lone line well and makes garbage of lines under one another."""

    def read(self, image: GrayImage, dpi: float, layout: str = "block") -> tuple[Word, ...]:
        edges = np.flatnonzero(np.diff(np.pad((image < 128).any(axis=1).astype(np.int8), 1)))
        tops, bottoms = edges[::2].tolist(), edges[1::2].tolist()
        text, sure = ("Phong", 0.95) if len(tops) == 1 else ("S2;xqwu", 0.0)
        box = [Box(5, top, image.shape[1] - 5, bottom) for top, bottom in zip(tops, bottoms, strict=True)]
        return tuple(Word(text, b, sure) for b in box)


def test_what_is_garbage_in_its_column_is_read_again_by_itself() -> None:
    found = readings([("", "Phong")] * 4, Readers(ColumnBlind(), name_to_figure_reader("null")))
    assert [(found[row, 1].text, found[row, 1].reason) for row in range(4)] == [("Phong", "")] * 4


class Unsure:
    """An engine that doubts each word, and reads one figure as another."""

    def __init__(self, misread: Mapping[str, str]) -> None:
        self.engine, self.misread = name_to_engine("tesserocr"), misread

    def read(self, image: GrayImage, dpi: float, layout: str = "block") -> tuple[Word, ...]:
        read = self.engine.read(image, dpi, layout)
        return tuple(replace(w, text=self.misread.get(w.text, w.text), confidence=0.8) for w in read)


@pytest.mark.parametrize(("misread", "reason"), [({}, ""), ({"2021": "2024"}, "text_unsure")])
def test_a_figure_among_the_words_of_a_cell_is_read_twice(misread: dict[str, str], reason: str) -> None:
    found = readings([("", "Phong 2021")] * 4, Readers(Unsure(misread), name_to_figure_reader("rapidocr")))
    assert [found[row, 1].reason for row in range(4)] == [reason] * 4
    assert {found[row, 1].words[-1].confidence for row in range(4)} == {DIFFERENT if reason else AGREED}
