"""Digits of a table beside each other: whole ones are alike, one that lost a side or a hair is not."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.cell_figures.figure_glyphs import Digits, line_to_glyphs, lines_to_odd
from extract.ink.pixels import GrayImage
from tests.extract.cell_figures.test_figure_marks import printed
from tests.synthesis import found_fonts

FONT = found_fonts()[0]
TABLE = ("138", "813", "381", "318", "183", "831", "12", "212")


def digits(line: GrayImage, text: str, row: int, unsure: bool = False) -> Digits:
    return Digits(tuple(line_to_glyphs(line, text)), row, unsure)


def table() -> list[Digits]:
    return [digits(printed(text, FONT), text, row) for row, text in enumerate(TABLE)]


@pytest.mark.parametrize(
    ("text", "read"),
    [("1.788", "1788"), ("-3,2", "32"), ("27/27", "2727"), ("100%", "100"), ("99,02%", "9902"), ("(3,2)", "32")],
)
def test_digits_are_taken_out_of_every_notation(text: str, read: str) -> None:
    assert "".join(glyph.digit for glyph in line_to_glyphs(printed(text, FONT), text)) == read


@pytest.mark.parametrize(("text", "read"), [("788", "78"), ("1.788", "1788"), ("7", "77")])
def test_a_reading_that_does_not_fit_the_blobs_has_no_digits(text: str, read: str) -> None:
    assert line_to_glyphs(printed(text, FONT), read) == []


def test_the_same_digit_is_alike_in_every_place() -> None:
    eights = [g for line in table() for g in line.glyphs if g.digit == "8"]
    threes = [g for line in table() for g in line.glyphs if g.digit == "3"]
    assert min(float(a.shape @ b.shape) for a in eights for b in eights) > 0.97
    assert max(float(a.shape @ b.shape) for a in eights for b in threes) < 0.95


def without_left_side(line: GrayImage) -> GrayImage:
    """The first digit less its left third."""
    columns = np.flatnonzero((line < 160).any(axis=0))
    out = line.copy()
    end = int(columns[0] + 0.3 * (np.flatnonzero(np.diff(columns) > 1)[0] + 1))
    out[:, :end] = 255
    return out


def test_an_eight_without_its_left_side_is_no_three() -> None:
    torn = digits(without_left_side(printed("813", FONT)), "313", 20, unsure=True)
    assert torn.glyphs
    assert lines_to_odd([*table(), torn]) == {len(TABLE)}


def test_a_hair_before_a_number_is_no_one() -> None:
    line = np.pad(printed("38", FONT), ((0, 0), (20, 0)), constant_values=255)
    cv2.line(line, (12, 10), (12, line.shape[0] - 14), 0, 3)
    hair = digits(line, "138", 20, unsure=True)
    assert len(hair.glyphs) == 3
    assert lines_to_odd([*table(), hair]) == {len(TABLE)}


@pytest.mark.parametrize("unsure", [False, True])
def test_whole_digits_are_never_odd_and_sure_ones_are_not_asked(unsure: bool) -> None:
    assert lines_to_odd([*table(), digits(printed("318", FONT), "318", 20, unsure)]) == frozenset()
    if not unsure:
        torn = digits(without_left_side(printed("813", FONT)), "313", 20)
        assert lines_to_odd([*table(), torn]) == frozenset()


def test_few_digits_of_a_kind_tell_nothing() -> None:
    torn = digits(without_left_side(printed("813", FONT)), "313", 20, unsure=True)
    assert lines_to_odd([*table()[:1], torn]) == frozenset()
    assert lines_to_odd([]) == frozenset()
