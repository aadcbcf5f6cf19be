"""Lines right above a table that name it: "Biểu mẫu 3 / Cải cách thủ tục hành chính / (Kèm theo Báo cáo số …)"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from models.records import Box, Line, PageTable

# "Biểu mẫu 3" without its marks, which engines take for others ("BIẾU MẪU").
FORM = re.compile(r"^\W*bieu?\s*mau\s*(?:so\s*)?[:.]?\s*(\d{1,2})\b")
ATTACHED = re.compile(r"^\W*(ban hành\s+)?k[eèé]m theo", re.IGNORECASE)
MAX_LINES = 8
OFF_CENTRE = 0.07
EVEN = 0.012
GAP = 2.6


def lines_above_table(lines: Sequence[Line], table: Box, ceiling: float) -> tuple[Line, ...]:
    """Centred (or right-aligned) lines between `ceiling` and the table, top to bottom, without a gap of three lines.

    A line as wide as the table may be body text; below "Biểu mẫu N" it is a part of the title.
    """
    found: list[Line] = []
    sure = 0
    edge = table.top
    for line in sorted(lines, key=lambda n: -n.box.bottom):
        if line.box.y_mid > table.top or line.box.top < ceiling - 1:
            continue
        near = edge - line.box.bottom <= GAP * max(line.box.height, 9.0)
        if not near or len(found) == MAX_LINES:
            break
        centred, named = _centred_or_right(line, table), bool(text_to_form_number(line.text))
        if not centred and not _in_the_middle(line, table):
            break
        found.append(line)
        edge = line.box.top
        if named or (centred and sure == len(found) - 1):
            sure = len(found)
    return tuple(reversed(found[:sure]))


def _in_the_middle(line: Line, table: Box) -> bool:
    return abs(line.box.x_mid - table.x_mid) <= OFF_CENTRE * table.width


def _centred_or_right(line: Line, table: Box) -> bool:
    left, right = line.box.x0 - table.x0, table.x1 - line.box.x1
    indented = left > 0.04 * table.width
    # A line that is nearly as wide as the table is centred when both ends miss it by the same.
    even = min(left, right) > EVEN * table.width and abs(left - right) <= 0.5 * EVEN * table.width
    if _in_the_middle(line, table) and (
        indented or even or text_to_form_number(line.text) or ATTACHED.match(line.text)
    ):
        return True
    return line.box.x0 > table.x_mid and abs(right) < 0.08 * table.width


def captions_to_form(captions: Sequence[Line]) -> str:
    """The number after "Biểu mẫu", or ""."""
    for line in captions:
        if number := text_to_form_number(line.text):
            return number
    return ""


def text_to_form_number(text: str) -> str:
    """The number of the form that a line opens with ("BIỂU MẪU SỐ 03"), or ""."""
    plain = unicodedata.normalize("NFD", text.lower())
    match = FORM.match("".join(c for c in plain if not unicodedata.combining(c)))
    return str(int(match.group(1))) if match else ""


def captions_to_title(captions: Sequence[Line]) -> str:
    """The lines between "Biểu mẫu N" and "(Kèm theo …", joined."""
    parts: list[str] = []
    for line in captions:
        if ATTACHED.match(line.text):
            break
        if text_to_form_number(line.text):
            parts = []
            continue
        parts.append(line.text)
    return " ".join(parts)


def lines_to_next_captions(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The last lines of a page from "Biểu mẫu N" on, where nothing else follows them: their table stands overleaf."""
    last = lines[-MAX_LINES:]
    start = next((i for i in reversed(range(len(last))) if text_to_form_number(last[i].text)), None)
    if start is None or any(b.box.top - a.box.bottom > GAP * a.box.height for a, b in pairwise(last[start:])):
        return ()
    return tuple(last[start:])


def tables_with_captions(
    tables: Sequence[PageTable], lines: Sequence[Line]
) -> tuple[tuple[PageTable, ...], tuple[Line, ...]]:
    """Each table with the caption lines above it, and the lines that are left."""
    taken: set[int] = set()
    found = []
    ceiling = 0.0
    for table in tables:
        captions = lines_above_table(lines, table.box, ceiling)
        taken.update(id(line) for line in captions)
        found.append(replace(table, captions=captions))
        ceiling = table.box.bottom
    return tuple(found), tuple(line for line in lines if id(line) not in taken)
