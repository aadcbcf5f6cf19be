"""What happens to single figures on paper: strokes eaten, folds, pens, stamps, print that lies on a rule.

A damage takes a page as it is drawn (gray, black on white), the inside of one cell of it and a random source, and
writes into the page; what was printed stays the gold. None takes a sign away whole: nothing on paper would tell of it.
Pixels, origin top left.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from tests.synthesis.blemishes import Pixels, Scan

_INK = 140
# Blobs as high as digits, and marks, as shares of the tallest.
_DIGIT, _MARK = 0.7, 0.42
# Cells of a page that are damaged; pixels, and share of a sign, of which something has to be left.
_SHARE = 0.6
_TRACE, _LEFT = 12, 0.1

Boxes = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Inside:
    """The inside of a cell, without its rules: from `x0` and `top` up to but without `x1` and `bottom`."""

    x0: int
    top: int
    x1: int
    bottom: int

    def of(self, page: Pixels) -> Pixels:
        """That part of the page, not a copy of it."""
        return page[self.top : self.bottom, self.x0 : self.x1]


Damage = Callable[[Pixels, Inside, Scan], None]


def cell_to_boxes(cell: Pixels) -> Boxes:
    """A row (x, y, width, height) for each blob of ink of a cell, left to right."""
    _, _, stats, _ = cv2.connectedComponentsWithStats((cell < _INK).astype(np.uint8), connectivity=8)
    boxes = np.asarray(stats[1:, :4], dtype=np.int32)
    return boxes[np.argsort(boxes[:, 0], kind="stable")]


def _one_of(boxes: Boxes, scan: Scan) -> tuple[int, int, int, int]:
    x, y, width, height = boxes[int(scan.dice.integers(0, len(boxes)))].tolist()
    return x, y, width, height


def _digit(cell: Pixels, scan: Scan) -> tuple[int, int, int, int]:
    boxes = cell_to_boxes(cell)
    return _one_of(boxes[boxes[:, 3] >= _DIGIT * boxes[:, 3].max()], scan)


def _between(scan: Scan, low: float, high: float) -> float:
    return float(scan.dice.uniform(low, high))


def eaten(low: float, high: float) -> Damage:
    """A digit of which a share between the two is gone, from one side."""

    def apply(page: Pixels, inside: Inside, scan: Scan) -> None:
        cell = inside.of(page)
        _eat(cell, _digit(cell, scan), _between(scan, low, high), scan)

    return apply


def _eat(cell: Pixels, box: tuple[int, int, int, int], share: float, scan: Scan) -> None:
    """Paper from one side of a box up to this share of it, with the soft edge of the ink."""
    x, y, width, height = box
    rows, columns = [max(0, y - 2), y + height + 2], [max(0, x - 1), x + width + 1]
    side, ends = int(scan.dice.integers(0, 4)), (columns, rows)
    start, length = ((x, width), (y, height))[side // 2]
    ends[side // 2][1 - side % 2] = round(start + length * ((1 - share) if side % 2 else share))
    cell[rows[0] : rows[1], columns[0] : columns[1]] = 255


def holed(page: Pixels, inside: Inside, scan: Scan) -> None:
    """A digit with holes, as toner flakes off."""
    cell = inside.of(page)
    x, y, width, height = _digit(cell, scan)
    for _ in range(int(scan.dice.integers(2, 6))):
        at = round(x + width * _between(scan, 0, 1)), round(y + height * _between(scan, 0, 1))
        axes = tuple(max(2, round(height * _between(scan, 0.08, 0.25))) for _ in range(2))
        cv2.ellipse(cell, at, axes, _between(scan, 0, 180), 0, 360, 255, -1)


def folded(page: Pixels, inside: Inside, scan: Scan) -> None:
    """A white stripe over the figure, as where paper was folded."""
    cell = inside.of(page)
    boxes = cell_to_boxes(cell)
    x, y, width, height = _digit(cell, scan)
    wide = max(2, round(height * _between(scan, 0.12, 0.4)))
    if scan.dice.random() < 0.3:
        at = round(x + width * _between(scan, 0.1, 0.9))
        lean = round(height * _between(scan, -0.4, 0.4))
        cv2.line(cell, (at - lean, y - 4), (at + lean, y + height + 4), 255, wide)
        return
    at = round(y + height * _between(scan, 0.0, 1.0))
    lean = round(height * _between(scan, -0.2, 0.2))
    ends = int(boxes[:, 0].min()) - 4, int((boxes[:, 0] + boxes[:, 2]).max()) + 4
    cv2.line(cell, (ends[0], at - lean), (ends[1], at + lean), 255, wide)


def penned(page: Pixels, inside: Inside, scan: Scan) -> None:
    """The stroke of a pen over the figure, as dark as print or paler."""
    cell = inside.of(page)
    x, y, width, height = _digit(cell, scan)
    reach = height * _between(scan, 0.6, 2.0)
    angle = _between(scan, 0, np.pi)
    middle = np.array([x + width * _between(scan, 0, 1), y + height * _between(scan, 0, 1)])
    along = np.array([np.cos(angle), np.sin(angle)]) * reach
    bend = np.array([-along[1], along[0]]) * _between(scan, -0.4, 0.4)
    t = np.linspace(-1, 1, 20)[:, None]
    curve = np.round(middle + along * t + bend * (t**2 - 0.5)).astype(np.int32)
    layer = np.full_like(cell, 255)
    shade = int(scan.dice.choice([0, 50, 110]))
    cv2.polylines(layer, [curve], False, shade, max(2, round(height * _between(scan, 0.06, 0.16))), cv2.LINE_AA)
    cell[:] = np.minimum(cell, layer)


def stamped(page: Pixels, inside: Inside, scan: Scan) -> None:
    """A blot over the half of a digit: the edge of a stamp, a spot of ink."""
    cell = inside.of(page)
    x, y, width, height = _digit(cell, scan)
    layer = np.full_like(cell, 255)
    radius = round(height * _between(scan, 0.3, 0.7))
    far = radius + height * _between(scan, -0.25, 0.25)
    angle = _between(scan, 0, 2 * np.pi)
    centre = round(x + width / 2 + far * np.cos(angle)), round(y + height / 2 + far * np.sin(angle))
    shade = int(scan.dice.choice([0, 70, 130]))
    thick = -1 if scan.dice.random() < 0.6 else max(2, height // 5)
    cv2.circle(layer, centre, radius, shade, thick, cv2.LINE_AA)
    cell[:] = np.minimum(cell, layer)


def haired(page: Pixels, inside: Inside, scan: Scan) -> None:
    """A hair beside or between the digits, upright like a 1, flat like a dash or leaning like a slash."""
    cell = inside.of(page)
    boxes = cell_to_boxes(cell)
    x, y, width, height = _digit(cell, scan)
    at = x + width + round(height * _between(scan, 0.02, 0.3))
    if scan.dice.random() < 0.3:
        at = int(boxes[:, 0].min()) - round(height * _between(scan, 0.1, 0.5))
    long, wide = height * _between(scan, 0.4, 1.1), max(2, round(height * _between(scan, 0.05, 0.14)))
    angle = float(scan.dice.choice([90, 90, 70, 0])) * np.pi / 180
    middle = np.array([at, y + height * _between(scan, 0.4, 0.6)])
    along = np.array([np.cos(angle), -np.sin(angle)]) * long / 2
    start, end = (np.round(middle + sign * along).astype(int).tolist() for sign in (-1, 1))
    cv2.line(cell, start, end, 0, wide)


def speck_between(page: Pixels, inside: Inside, scan: Scan) -> None:
    """A speck as large as a full stop at the foot of a digit."""
    cell = inside.of(page)
    x, y, width, height = _digit(cell, scan)
    at = x + width + round(height * _between(scan, 0.0, 0.15)), y + height - round(height * _between(scan, 0.0, 0.15))
    cv2.circle(cell, at, max(1, round(height * _between(scan, 0.05, 0.09))), 0, -1)


def mark_eaten(page: Pixels, inside: Inside, scan: Scan) -> None:
    """A comma, full stop, dash or part of a per cent sign of which half or more is gone."""
    cell = inside.of(page)
    boxes = cell_to_boxes(cell)
    small = boxes[boxes[:, 3] <= _MARK * boxes[:, 3].max()]
    _eat(cell, _one_of(small if len(small) else boxes, scan), _between(scan, 0.3, 0.65), scan)


def pale(page: Pixels, inside: Inside, scan: Scan) -> None:
    """A digit in gray, whole or in part."""
    cell = inside.of(page)
    x, y, width, height = _digit(cell, scan)
    part = cell[max(0, y - 2) : y + height + 2, max(0, x - 1) : x + round(width * _between(scan, 0.4, 1.0)) + 1]
    part[:] = 255 - ((255 - part.astype(np.float32)) * _between(scan, 0.2, 0.5)).astype(np.uint8)


def onto_rule(kept: bool) -> Damage:
    """Print so far to one side or down that a sign lies on the rule and beyond; cut off there unless `kept`."""

    def apply(page: Pixels, inside: Inside, scan: Scan) -> None:
        cell = inside.of(page)
        print_, shift = cell.copy(), _shift(cell, kept, scan)
        y, x = inside.top + shift[1], inside.x0 + shift[0]
        if y + print_.shape[0] > page.shape[0] or not 0 <= x <= page.shape[1] - print_.shape[1]:
            return
        moved = np.full_like(page, 255)
        moved[y : y + print_.shape[0], x : x + print_.shape[1]] = print_
        cell[:] = 255
        part = page if kept else cell
        np.minimum(part, moved if kept else inside.of(moved), out=part)

    return apply


def _shift(cell: Pixels, kept: bool, scan: Scan) -> tuple[int, int]:
    """(right, down) that brings the outer sign of a cell onto a rule: whole if it is kept there."""
    boxes = cell_to_boxes(cell)
    over = _between(scan, 0, 1.2 if kept else 0.75)
    if scan.dice.random() < 0.2:
        low = boxes[(boxes[:, 1] + boxes[:, 3]).argmax()]
        return 0, round(cell.shape[0] - low[1] - low[3] * (1 - 0.4 * over))
    if scan.dice.random() < 0.5:
        return round(-boxes[0, 0] - boxes[0, 2] * over), 0
    last = boxes[(boxes[:, 0] + boxes[:, 2]).argmax()]
    return round(cell.shape[1] - last[0] - last[2] * (1 - over)), 0


DAMAGES: Mapping[str, Damage] = {
    "eaten": eaten(0.2, 0.5),
    "remnant": eaten(0.55, 0.9),
    "holed": holed,
    "folded": folded,
    "penned": penned,
    "stamped": stamped,
    "haired": haired,
    "speck_between": speck_between,
    "mark_eaten": mark_eaten,
    "pale": pale,
    "on_rule": onto_rule(kept=True),
    "cut_off": onto_rule(kept=False),
}
"""The damages by name."""


def damaged(
    page: Pixels, insides: Sequence[Inside], scan: Scan, kinds: Sequence[str] = tuple(DAMAGES)
) -> tuple[Pixels, tuple[str, ...]]:
    """The page with most of its cells damaged, and the name of what was done to each, "" for nothing."""
    out, done = page.copy(), []
    for inside in insides:
        before = inside.of(out).copy()
        name = str(scan.dice.choice([*kinds])) if scan.dice.random() < _SHARE and (before < _INK).any() else ""
        if name:
            DAMAGES[name](out, inside, scan)
        if name and not _leaves_traces(before, inside.of(out), name):
            inside.of(out)[:], name = before, ""
        done.append(name)
    return out, tuple(done)


def _leaves_traces(before: Pixels, after: Pixels, name: str) -> bool:
    """Whether enough is left of each sign of a cell to see that there was one; what lies on a rule is still there."""
    boxes = cell_to_boxes(before)
    if name in ("on_rule", "cut_off"):
        return name == "on_rule" or len(cell_to_boxes(after)) == len(boxes)
    for x, y, width, height in boxes.tolist():
        was, is_ = (int((cell[y : y + height, x : x + width] < _INK).sum()) for cell in (before, after))
        if is_ < min(was, max(_TRACE, _LEFT * was)):
            return False
    return True
