"""Words to lines, lines to zones of a page. Boxes in points, origin top left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from models.records import Box, Line, Word, boxes_to_box

# A page number stands in the middle, give or take this share of the width.
CENTRAL = 0.08
PAGE_NUMBER = re.compile(r"^[-–—\s]*\d{1,3}[-–—\s.]*$")


def words_to_lines(words: Sequence[Word]) -> tuple[Line, ...]:
    """Group words whose heights overlap by half or more; lines come top to bottom, words left to right."""
    groups: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.box.y_mid, w.box.x0)):
        group = next((g for g in reversed(groups[-4:]) if _same_line(g, word)), None)
        if group is None:
            groups.append([word])
        else:
            group.append(word)
    lines = [Line(tuple(sorted(group, key=lambda w: w.box.x0)), boxes_to_box(w.box for w in group)) for group in groups]
    return tuple(sorted(lines, key=lambda line: (line.box.y_mid, line.box.x0)))


def _same_line(group: Sequence[Word], word: Word) -> bool:
    top = median(w.box.top for w in group)
    bottom = median(w.box.bottom for w in group)
    shared = min(bottom, word.box.bottom) - max(top, word.box.top)
    return shared >= 0.5 * min(bottom - top, word.box.height)


def lines_without_page_number(lines: Sequence[Line], width: float, height: float) -> tuple[Line, ...]:
    """Drop a line in the top or bottom tenth of the page that holds nothing but a number (or a smudge of two signs).

    A number may be misread as a word ("15" as "lào"): so may the outermost line when it is short and in the middle.
    """
    kept = []
    for index, line in enumerate(lines):
        edge = line.box.bottom < 0.1 * height or line.box.top > 0.92 * height
        outermost = index == (0 if line.box.bottom < 0.1 * height else len(lines) - 1)
        central = abs(line.box.x_mid - width / 2) < CENTRAL * width
        misread = outermost and central and len(line.text) <= 4 and not line.text.isdigit()
        if not (edge and (PAGE_NUMBER.match(line.text) or len(line.text) <= 2 or misread)):
            kept.append(line)
    return tuple(kept)


def words_outside(words: Sequence[Word], boxes: Sequence[Box]) -> tuple[Word, ...]:
    """The words whose middle lies in none of the boxes."""
    return tuple(w for w in words if not any(b.holds(w.box.x_mid, w.box.y_mid) for b in boxes))


def lines_to_body_size(lines: Sequence[Line]) -> float:
    """The type size (points) that most of the text is set in; 0 without sizes."""
    sizes = sorted(w.size for line in lines for w in line.words for _ in range(len(w.text)) if w.size > 0)
    return sizes[len(sizes) // 2] if sizes else 0.0
