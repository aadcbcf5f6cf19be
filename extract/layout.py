"""Words to lines, lines to zones of a page. Boxes in points, origin top left."""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Sequence
from dataclasses import dataclass

from models.records import Box, Line, Word, boxes_to_box

# A page number stands in the middle, give or take this share of the width.
CENTRAL = 0.08
# A word that is lower than this share of its line is a sign that stands alone; a comma hangs below the line so far.
SIGN, HANGS = 0.5, 0.15
# Words of a line share this much of their heights, and more with the only one so far, if that is so many times as tall.
SHARE, TALL, SHARE_OF_TALL = 0.5, 1.6, 0.7
PAGE_NUMBER = re.compile(r"^[-–—\s]*\d{1,3}[-–—\s.]*$")


def words_to_lines(words: Sequence[Word]) -> tuple[Line, ...]:
    """Group words whose heights overlap by half or more; lines come top to bottom, words left to right."""
    groups: list[_Group] = []
    for word in sorted(words, key=lambda w: (w.box.y_mid, w.box.x0)):
        group = next((g for g in reversed(groups[-4:]) if g.holds(word.box)), None)
        if group is None:
            groups.append(group := _Group([], [], []))
        group.words.append(word)
        insort(group.tops, word.box.top)
        insort(group.bottoms, word.box.bottom)
    lines = [Line(tuple(sorted(g.words, key=lambda w: w.box.x0)), boxes_to_box(w.box for w in g.words)) for g in groups]
    return tuple(sorted(lines, key=lambda line: (line.box.y_mid, line.box.x0)))


@dataclass(frozen=True, slots=True)
class _Group:
    """The words of a line so far, and their edges in order: their middles tell where the line runs."""

    words: list[Word]
    tops: list[float]
    bottoms: list[float]

    def holds(self, box: Box) -> bool:
        low, high = (len(self.tops) - 1) // 2, len(self.tops) // 2
        top, bottom = ((edges[low] + edges[high]) / 2 for edges in (self.tops, self.bottoms))
        if box.height < SIGN * (bottom - top):
            return top <= box.y_mid <= bottom + HANGS * (bottom - top)
        # A word with a marker of the next line in its box, "phòng.", reaches halfway down that line.
        alone = len(self.words) == 1 and bottom - top > TALL * box.height
        share = SHARE_OF_TALL if alone else SHARE
        return min(bottom, box.bottom) - max(top, box.top) >= share * min(bottom - top, box.height)


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
