"""Boxes of the straightened page land on the ink of the page as it was scanned."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.ink.pixels import GrayImage
from extract.paper.unskew import Turn, info_to_turn, infos_to_turns, page_unskewed, passage_unskewed, tables_unskewed
from extract.raster import image_to_sheet
from models.records import (
    Box,
    Cell,
    Line,
    Marker,
    NotePiece,
    PageInfo,
    PageResult,
    PageTable,
    Passage,
    Piece,
    Ruling,
    Table,
    Word,
    boxes_to_box,
)

LEFT, MIDDLE, RIGHT = Box(40, 415, 60, 425), Box(290, 415, 310, 425), Box(540, 415, 560, 425)
places = st.floats(0, 900, allow_nan=False)
angles = st.floats(-6, 6, allow_nan=False)


def info(number: int = 1, skew: float = 2.0) -> PageInfo:
    return PageInfo(number, "scanned", "no_text_layer", 600, 840, skew=skew)


def line(*boxes: Box) -> Line:
    words = tuple(Word("chữ", box) for box in boxes)
    return Line(words, boxes_to_box(boxes))


def page(skew: float) -> PageResult:
    """One of everything, each as wide as the page."""
    wide = line(LEFT, MIDDLE, RIGHT)
    table = PageTable(
        1, Box(40, 100, 560, 700), 1, 1, (Cell(0, 0, "1", LEFT, 1),), "pixel_rules", (40, 300, 560), (wide,)
    )
    return PageResult(
        info(skew=skew),
        (wide,),
        (table,),
        (NotePiece("1", 1, (wide,), Box(30, 415, 560, 425)),),
        (Marker("1", RIGHT, 1.0),),
        (Ruling(Box(40, 420, 560, 421)),),
        wide.words,
    )


@given(places, places, angles)
def test_turning_there_and_back_is_no_turn(x: float, y: float, degrees: float) -> None:
    there, back = Turn(300, 420, degrees), Turn(300, 420, -degrees)
    assert back.point(*there.point(x, y)) == pytest.approx((x, y), abs=1e-6)


@given(places, places, angles, st.floats(1, 50), st.floats(1, 50))
def test_a_moved_box_keeps_its_size_and_lies_within_its_hull(
    x: float, y: float, degrees: float, width: float, height: float
) -> None:
    box, turn = Box(x, y, x + width, y + height), Turn(300, 420, degrees)
    moved, hull = turn.box(box), turn.hull(box)
    assert (moved.width, moved.height) == pytest.approx((width, height))
    assert (moved.x_mid, moved.y_mid) == pytest.approx((hull.x_mid, hull.y_mid))
    assert hull.width >= width * 0.99
    assert hull.height >= height * 0.99


def test_lines_that_went_down_to_the_right_do_so_again() -> None:
    seen = page_unskewed(page(2.0)).lines[0].words
    assert seen[0].box.top < seen[1].box.top < seen[2].box.top
    assert seen[1].box == MIDDLE
    assert seen[2].box.y_mid - seen[0].box.y_mid == pytest.approx(500 * np.sin(np.radians(2.0)))


def test_a_page_that_was_straight_is_left_alone() -> None:
    straight = page(0.0)
    assert page_unskewed(straight) is straight


def test_everything_that_a_page_shows_moves() -> None:
    before, after = page(2.0), page_unskewed(page(2.0))
    turn = info_to_turn(before.info)
    assert after.tables[0].cells[0].box == turn.box(LEFT)
    assert after.markers[0].box == turn.box(RIGHT)
    assert after.words[2].box == turn.box(RIGHT)
    assert after.rulings[0].horizontal
    sloping = boxes_to_box(turn.box(b) for b in (LEFT, MIDDLE, RIGHT))
    assert after.lines[0].box == after.notes[0].lines[0].box == after.tables[0].captions[0].box == sloping
    for hull, box in ((after.tables[0].box, before.tables[0].box), (after.notes[0].box, before.notes[0].box)):
        assert hull == turn.hull(box)
    assert all(a < b for a, b in zip(after.tables[0].xs, after.tables[0].xs[1:], strict=False))


def test_only_boxes_change() -> None:
    after = page_unskewed(page(2.0))
    assert [w.text for w in after.words] == ["chữ"] * 3
    assert replace(after.markers[0], box=RIGHT) == page(2.0).markers[0]
    assert after.info == page(2.0).info


def test_a_table_over_two_pages_moves_on_each_by_that_page() -> None:
    cells = tuple(Cell(row, 0, "1", RIGHT, page=row + 1) for row in range(3))
    table = Table("t", 1, "1", "", 1, 3, 3, 1, "pixel_rules", cells, captions=(line(RIGHT),))
    (seen,) = tables_unskewed([table], [info(1, 2.0), info(2, -2.0), info(3, 0.0)])
    down, up, level = (cell.box.y_mid - RIGHT.y_mid for cell in seen.cells)
    assert down == pytest.approx(-up)
    assert down > 5
    assert level == 0
    assert seen.captions[0].box == seen.cells[0].box


def test_a_paragraph_over_two_pages_moves_on_each_by_that_page() -> None:
    passage = Passage("body", "một hai", (Piece(0, 3, 1, RIGHT), Piece(4, 7, 2, RIGHT)))
    seen = passage_unskewed(passage, infos_to_turns([info(1, 2.0), info(2, 0.0)]))
    assert seen.pieces[0].box.y_mid > RIGHT.y_mid + 5
    assert seen.pieces[1] == passage.pieces[1]


def sloping_page(degrees: float) -> GrayImage:
    """Lines of blocks as large as letters, with marks above them, turned by `degrees`; 200 dpi."""
    sheet = np.full((2339, 1654), 255, np.uint8)
    rng = np.random.default_rng(1)
    for y in range(250, 2100, 60):
        x = 200
        while x < 1400:
            width = int(rng.integers(7, 22))
            sheet[y : y + 16, x : x + width] = 0
            if rng.random() < 0.4:
                sheet[y - 8 : y - 3, x + 1 : x + width - 1] = 0
            x += width + (5 if rng.random() < 0.8 else 28)
    matrix = cv2.getRotationMatrix2D((827, 1169.5), -degrees, 1.0)
    return np.asarray(cv2.warpAffine(sheet, matrix, (1654, 2339), borderValue=(255,)), dtype=np.uint8)


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
@pytest.mark.parametrize("degrees", [-5.5, -3.0, 0.6, 1.2, 4.0])
def test_letters_found_on_the_straightened_page_lead_back_to_their_ink(degrees: float, turns: int) -> None:
    """The page slopes, and lies on the scanner turned counter-clockwise by `turns` quarters."""
    upright = sloping_page(degrees)
    scan = np.ascontiguousarray(np.rot90(upright, turns))
    sheet = image_to_sheet(np.repeat(scan[:, :, None], 3, axis=2), 200)
    assert sheet.rotation == 90 * turns
    turn = info_to_turn(PageInfo(1, "scanned", "", 1654 * 0.36, 2339 * 0.36, skew=round(sheet.skew, 2)))
    count, _, stats, _ = cv2.connectedComponentsWithStats(sheet.ink, connectivity=8)
    hits = misses = 0
    for x, y, w, h, _ in stats[1:count].tolist():
        box = sheet.box_to_points(Box(x, y, x + w, y + h))
        seen = turn.box(box)
        hits += int(upright[round(seen.y_mid / 0.36), round(seen.x_mid / 0.36)] < 128)
        misses += int(upright[round(box.y_mid / 0.36), round(box.x_mid / 0.36)] >= 128)
    assert count > 500
    assert hits == count - 1
    assert misses > 0.3 * count
