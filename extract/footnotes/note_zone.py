"""Where the notes of a page begin: under a short rule, in smaller type, behind a marker. Boxes in points.

Word draws the rule 144 points long; some print none, and on scans it may be lost.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise
from statistics import median

from extract.footnotes.flat_markers import lines_to_flat
from extract.footnotes.notes import (
    line_to_start_marker,
    line_with_head,
    lines_to_opening_words,
    raised_to_markers,
)
from extract.layout import lines_to_body_size
from extract.marker_text import UNREAD, marker_to_number, marker_to_style, number_to_marker, text_to_marker
from models.records import Box, Line, Ruling, Word, boxes_to_box

SMALLER = 0.93
# Notes of 12 points below a text of 13, as scans measure them, where a rule of a third or a quarter of the width of the
# text stands above them; so much a single line may measure.
SLIGHTLY, SHORTEST, LONGEST = 0.96, 0.18, 0.4
# A line that opens with a raised marker which the text has too may be as large as that, as scans measure it.
SAME = 1.03
# Type of one size measures no more than this times as much on a scan.
ALIKE = 1.12
MIN_RULE = 60.0
# What is left of one is at least this wide.
PIECE = 45.0
LEGIBLE = 0.6
# Pieces of one rule lie on one level (points).
LEVEL = 3.0
# The rule above notes as word processors draw it (points).
DRAWN = 144.0
BRACKETED = ("(1)", "[1]", "(*)")
# White above notes without a rule, in heights of their first line.
APART = 1.2
# A note says at least this much; less is a page number or a smudge.
MIN_LETTERS = 8


def lines_to_zone_top(
    lines: Sequence[Line], rulings: Sequence[Ruling], raised: Sequence[Word], tables: Sequence[Box]
) -> float | None:
    """The y at which the notes begin, or None where the page has none."""
    if not lines:
        return None
    starts = sorted(line.box.x0 for line in lines)
    left = min([starts[len(starts) // 4], *(t.x0 for t in tables)])
    floor = max((t.bottom for t in tables), default=0.0)
    rules = rulings_to_separators(rulings, left, tables)
    found: Box | None = None
    # One as word processors draw it goes before any other: a line of bold print may be taken for a rule on a fax.
    for rule in sorted(rules, key=lambda box: (not _is_two_inches(box, left), -box.y_mid)):
        if found is not None and not _has_notes_alone_below(rule, found, lines):
            continue
        below = [line for line in lines if line.box.y_mid > rule.y_mid]
        # Tails of the last line of text reach down to a rule close below, which then looks like an underline.
        underlines = _underlines(rule, lines)
        if underlines and not _is_two_inches(rule, left):
            continue
        shaped = not underlines and _is_drawn_for_notes(rule, left, lines)
        short = _is_short(rule, left, lines)
        called = [text_to_marker(word.text) for word in raised if word.box.bottom < rule.y_mid]
        heads = lines_to_called_heads(below, called)
        # Of one as wide as the text it is told by what stands right below it, or by markers in order.
        wide = bool(lines_to_called_heads(below[:1], called)) or _rise(heads)
        flat = [each.mark for each in lines_to_flat([line for line in lines if line.box.y_mid < rule.y_mid])]
        known = shaped or (bool(heads) and wide) or (short and bool(lines_to_called_heads(below, called + flat)))
        smaller = SLIGHTLY if short else SMALLER
        if below and rule.y_mid > floor - 1 and (known or _reads_as_notes(below, raised, lines, smaller)):
            found = rule
            if _is_two_inches(rule, left):
                break
    if found is not None:
        return found.y_mid
    first, last = left - LEVEL, left + DRAWN + LEVEL
    pieces = [
        box for box in _rules_by_level(rulings, tables) if box.width >= PIECE and first < box.x0 and box.x1 < last
    ]
    return _zone_without_rule(lines, raised, floor, pieces)


def _has_notes_alone_below(rule: Box, lower: Box, lines: Sequence[Line]) -> bool:
    """Whether all that stands down to a lower rule is in the type below that, smaller than the text: a pen drew it."""
    above, between, below = (
        lines_to_body_size([line for line in lines if first <= line.box.y_mid < last])
        for first, last in ((0, rule.y_mid), (rule.y_mid, lower.y_mid), (lower.y_mid, float("inf")))
    )
    return 0 < between <= min(ALIKE * below, SMALLER * above)


def _underlines(rule: Box, lines: Sequence[Line]) -> bool:
    """Whether words stand on the rule, as those of a link do; what a pen spoilt may reach down to any."""
    for line in lines:
        box = boxes_to_box(w.box for w in [w for w in line.words if w.confidence >= LEGIBLE] or line.words)
        if box.y_mid < rule.y_mid < box.bottom:
            on = sum(max(0.0, min(w.box.x1, rule.x1) - max(w.box.x0, rule.x0)) for w in line.words)
            if on > 0.6 * rule.width:
                return True
    return False


def _is_drawn_for_notes(rule: Box, left: float, lines: Sequence[Line]) -> bool:
    """Whether the rule alone says that notes follow: the notes of a page before may go on in type of any size.

    Word draws it two inches long from the margin; where notes fill the whole page there is no text above it.
    """
    if _is_two_inches(rule, left):
        return True
    right = max(line.box.x1 for line in lines)
    return rule.width < 0.55 * (right - left) and all(line.box.y_mid > rule.y_mid for line in lines)


def _is_short(rule: Box, left: float, lines: Sequence[Line]) -> bool:
    """Whether a rule begins at the margin and is about as long as other programs than Word draw it: a quarter."""
    right = max(line.box.x1 for line in lines)
    return abs(rule.x0 - left) < LEVEL + 1 and SHORTEST <= rule.width / max(1.0, right - left) <= LONGEST


def _is_two_inches(rule: Box, left: float) -> bool:
    return abs(rule.width - DRAWN) < LEVEL and abs(rule.x0 - left) < LEVEL + 1


def rulings_to_separators(rulings: Sequence[Ruling], left: float, tables: Sequence[Box]) -> list[Box]:
    """Horizontal rules at the left margin that belong to no table; the pieces of a broken one are taken together."""
    return [box for box in _rules_by_level(rulings, tables) if box.width >= MIN_RULE and abs(box.x0 - left) < 45]


def _rules_by_level(rulings: Sequence[Ruling], tables: Sequence[Box]) -> list[Box]:
    """Horizontal rules that belong to no table; those on one level are one, none if that is mostly white."""
    free = [
        r.box for r in rulings if r.horizontal and not any(t.grown(3).holds(r.box.x_mid, r.box.y_mid) for t in tables)
    ]
    joined: list[list[Box]] = []
    for box in sorted(free, key=lambda b: b.y_mid):
        if joined and box.y_mid - joined[-1][-1].y_mid < LEVEL:
            joined[-1].append(box)
        else:
            joined.append([box])
    whole = [(boxes_to_box(group), sum(box.width for box in group)) for group in joined]
    return [box for box, drawn in whole if drawn >= 0.3 * box.width]


def _zone_without_rule(
    lines: Sequence[Line], raised: Sequence[Word], floor: float, pieces: Sequence[Box]
) -> float | None:
    """Notes whose rule was lost, or all but `pieces` of it: the last lines of a page, in smaller type than the others.

    A raised marker opens them; where that is lost too, they stand apart and the text above calls for a note, or a piece
    of the rule is left. What was not read as a marker is no evidence here: smudges and signatures look like it.
    """
    read = [word for word in raised if word.text != UNREAD]
    # The line above a note may reach down to its marker: none opens two.
    openings = lines_to_opening_words(lines, read)
    sizes = [lines_to_body_size([line]) for line in lines]
    for index, line in enumerate(lines):
        if index == 0 or line.box.top < floor:
            continue
        above, below = lines_to_body_size(lines[:index]), lines_to_body_size(lines[index:])
        # Many small notes make the last paragraphs above them seem small too: the first lines are to be it as well.
        size = max(below, lines_to_body_size(lines[index : index + 2]))
        marks = [word for word in read if word.box.bottom < line.box.top]
        start = line_to_start_marker(line, openings[index])[0]
        raised_heads = {text_to_marker(word.text) for word in marks}
        own, row = (lines_to_called_heads(some, raised_heads) for some in ([line], lines[index:]))
        in_row = bool(own) and _counts(row, lines[index:])
        answers = in_row or (bool(start) and any(text_to_marker(word.text) == start for word in marks))
        apart = stands_apart(lines, index, floor)
        # The rest of a note from the page before, and one that begins behind it, which the text calls for.
        small = max(sizes[index:]) <= SLIGHTLY * above
        behind = {line_to_start_marker(lines[i], openings[i])[0] for i in range(index + 1, len(lines))} - {""}
        goes_on = apart and small and bool(behind)
        largest = (SAME, SAME) if answers else (SMALLER, SLIGHTLY)
        if goes_on and behind <= raised_heads:
            largest = (SLIGHTLY, SLIGHTLY)
        if not (0 < size <= largest[0] * above and sizes[index] <= largest[1] * above):
            continue
        # Signatures and stamps are read as small type with marks in it; print is read with more confidence.
        legible = median(w.confidence for w in line.words) >= LEGIBLE
        opens_on_line = bool(own) and (in_row or apart or not own[0].isdigit())
        opens_on_line = opens_on_line or _answers_flat(line, lines[:index])
        opened = legible and (opens_on_line or goes_on or bool(start))
        called = _calls(marks, lines[:index], floor) or any(
            lines[index - 1].box.y_mid < piece.y_mid < line.box.top for piece in pieces
        )
        said = sum(c.isalpha() for rest in lines[index:] for c in rest.text)
        if opened or (apart and small and called and said >= MIN_LETTERS):
            return line.box.top - 1
    return None


def stands_apart(lines: Sequence[Line], index: int, floor: float, least: float = APART) -> bool:
    """Whether there is white above a line, `least` times its height, and no more below it.

    The last line of a text set wide has that.
    """
    line = lines[index]
    above = line.box.top - max(floor, lines[index - 1].box.bottom)
    below = lines[index + 1].box.top - line.box.bottom if index + 1 < len(lines) else 0.0
    return above > max(least * line.box.height, below)


def lines_to_called_heads(lines: Sequence[Line], called: Collection[str]) -> list[str]:
    """The markers on their line, "(2) …", with which lines begin, of those that the text has."""
    known = set(called) - {"", UNREAD}
    heads = (line_with_head(line) for line in lines)
    return [line.words[0].text for line in heads if len(line.words) > 1 and line.words[0].text in known]


def _answers_flat(line: Line, above: Sequence[Line]) -> bool:
    """Whether a line begins with a sign in brackets that stands behind a word of the text too, on its line."""
    head = line_with_head(line).words[0].text
    flat = lines_to_flat(above) if marker_to_style(head) in BRACKETED else ()
    return bool(lines_to_called_heads([line], [each.mark for each in flat]))


def _counts(markers: Sequence[str], lines: Sequence[Line]) -> bool:
    """Whether there are more than one that count on; the text may have lost one that begins a line between them."""
    if len(markers) < 2:
        return False
    numbers, style = _numbers(markers), marker_to_style(markers[0])
    between = {number_to_marker(number, style) for number in range(numbers[0], numbers[-1])} - set(markers)
    return _rise(markers) and between <= {line_with_head(line).words[0].text for line in lines}


def _rise(markers: Sequence[str]) -> bool:
    """Whether there are more than one, each with a higher number than the one before."""
    return len(markers) > 1 and all(before < after for before, after in pairwise(_numbers(markers)))


def _numbers(markers: Sequence[str]) -> list[int]:
    return [marker_to_number(marker) or 0 for marker in markers]


def _calls(raised: Sequence[Word], lines: Sequence[Line], floor: float) -> bool:
    """Whether a marker stands in a table or behind a word that was read for sure: signatures hold no markers."""
    marks = raised_to_markers(raised, lines)
    sure = any(lines[m.line].words[m.word].confidence >= LEGIBLE for m in marks)
    return sure or any(word.box.bottom < floor for word in raised)


def _reads_as_notes(below: Sequence[Line], raised: Sequence[Word], lines: Sequence[Line], smaller: float) -> bool:
    """Smaller type than the text above, or a raised marker at the start of a line: where notes go on, not the first.

    What goes on above it is in type of the same size: a pen may have drawn the rule, above text.
    """
    if line_to_start_marker(below[0], raised)[0]:
        return True
    read = [word for word in raised if word.text != UNREAD]
    first = next((i for i, line in enumerate(below) if line_to_start_marker(line, read)[0]), 0)
    if first and lines_to_body_size(below[:first]) <= ALIKE * lines_to_body_size(below[first:]):
        return True
    above = [line for line in lines if line.box.y_mid < below[0].box.top]
    body = lines_to_body_size(above) or lines_to_body_size(lines)
    return 0 < lines_to_body_size(below) <= smaller * body
