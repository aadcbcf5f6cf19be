"""A streak is a rule of a table where print stands at both sides of it in its rows, and none where print crosses it."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.ink.pixels import GrayImage, gray_to_ink
from extract.raster import Sheet
from extract.rules.pixel_rules import sheet_to_rules
from extract.rules.streak_rules import rulings_with_streaked
from extract.tables.grid import PIXEL_SNAP, rulings_to_grids
from tests.factories import paper

DPI = 200.0
LEFT, CODES, RIGHT = 40, 110, 900
YS = (100, 160, 220, 280, 340)
RULE = 500


def table(rows: list[list[tuple[str, int]]], streaks: list[int]) -> Sheet:
    """A table of three columns, no rule between the last two; words begin at their x; streaks are painted out."""
    gray: GrayImage = paper(600, 1000)
    veil: GrayImage = paper(600, 1000)
    for y in YS:
        cv2.line(gray, (LEFT, y), (RIGHT, y), 0, 2)
    for x in (LEFT, CODES, RIGHT):
        cv2.line(gray, (x, YS[0]), (x, YS[-1]), 0, 2)
    for top, words in zip(YS, rows, strict=False):
        for text, x in words:
            cv2.putText(gray, text, (x, top + 42), cv2.FONT_HERSHEY_DUPLEX, 1, 0, 2)
    for x in streaks:
        veil[:, x - 2 : x + 3] = 0
        gray[:, x - 2 : x + 3] = np.where((gray[:, [x - 3]] < 128) & (gray[:, [x + 3]] < 128), 0, 255)
    return Sheet(gray, gray_to_ink(gray), DPI, 0, 0.0, False, 1.0, veil if streaks else None)


TWO = [[("Van ban", 130), ("64", 620)], [("Nhiem vu", 130), ("307", 620)], [("Phong", 130)], [("So", 130), ("1", 620)]]
NAME = [[("Ket qua thong ke", 360)], *TWO[1:]]
ONE = [[("Van ban da ban hanh", 130)], [("Nhiem vu", 130)], [("Phong thuoc so", 130)], [("So nguoi", 130)]]


@pytest.mark.parametrize(
    ("rows", "streaks", "columns"),
    [
        pytest.param(TWO, [RULE], [LEFT, CODES, RULE, RIGHT], id="on a rule"),
        pytest.param(TWO, [], [LEFT, CODES, RIGHT], id="no streak"),
        pytest.param(ONE, [250], [LEFT, CODES, RIGHT], id="through words"),
        pytest.param(ONE, [700], [LEFT, CODES, RIGHT], id="beside words"),
        pytest.param([TWO[0], *ONE[1:]], [RULE], [LEFT, CODES, RIGHT], id="one row is not enough"),
        pytest.param(NAME, [RULE], [LEFT, CODES, RULE, RIGHT], id="under a name over both columns"),
        pytest.param(TWO, [160, RULE], [LEFT, CODES, RULE, RIGHT], id="one on a rule, one through words"),
        pytest.param(TWO, [300, RULE], [LEFT, CODES, RULE, RIGHT], id="one on a rule, one beside words"),
    ],
)
def test_streaks_on_rules(rows: list[list[tuple[str, int]]], streaks: list[int], columns: list[int]) -> None:
    sheet = table(rows, streaks)
    found = rulings_to_grids(rulings_with_streaked(sheet, sheet_to_rules(sheet).rulings), PIXEL_SNAP)
    places = [round(x / sheet.scale) for grid in found for x in grid.xs]
    assert places == pytest.approx(columns, abs=3)
