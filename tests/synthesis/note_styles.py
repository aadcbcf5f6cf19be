"""How a report prints the markers of its footnotes: numbers, numbers in brackets, stars; where numbering begins again.

A report is made with notes numbered 1, 2, 3 … throughout, which are the keys of its marks, `{^7}`. A style gives each
key the marker to print, `{^7|(2)}`, or `{_7|(2)}` for one that stands on the line in the size of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from tests.synthesis.gold import Row
from tests.synthesis.spec import Block, Note, Paragraph, TableSpec, markers_of

_MARK = re.compile(r"\{\^(\d+)\}")
_SECTION = re.compile(r"[IVX]+\. ")


def _number(number: int) -> str:
    return str(number)


def _round(number: int) -> str:
    return f"({number})"


def _square(number: int) -> str:
    return f"[{number}]"


def _stars(number: int) -> str:
    return "*" * number


def _round_stars(number: int) -> str:
    return f"({'*' * number})"


@dataclass(frozen=True, slots=True)
class NoteStyle:
    """`shown` prints a number; `restarts` is "", "page" or "section".

    `in_text` and `in_note` tell whether the marker is raised in the text and where it opens the note.
    """

    about: str
    shown: Callable[[int], str] = _number
    restarts: str = ""
    in_text: bool = True
    in_note: bool = True


NOTE_STYLES: Mapping[str, NoteStyle] = {
    "numbers": NoteStyle("1, 2, 3 … throughout, raised"),
    "flat_notes": NoteStyle("raised in the text; a note opens with its number on the line", in_note=False),
    "round": NoteStyle("(1), (2) …, raised", _round),
    "round_flat_notes": NoteStyle("(1) raised in the text; a note opens with (1) on the line", _round, in_note=False),
    "round_flat": NoteStyle("(1) on the line in text and notes", _round, in_text=False, in_note=False),
    "square": NoteStyle("[1], [2] …, raised", _square),
    "square_flat_notes": NoteStyle("[1] raised in the text; a note opens with [1] on the line", _square, in_note=False),
    "stars": NoteStyle("*, **, *** on each page, raised", _stars, "page"),
    "stars_flat_notes": NoteStyle(
        "* raised in the text; a note opens with * on the line", _stars, "page", in_note=False
    ),
    "stars_flat": NoteStyle("* on the line in text and notes", _stars, "page", in_text=False, in_note=False),
    "round_stars": NoteStyle("(*), (**) on each page, raised", _round_stars, "page"),
    "round_stars_flat_notes": NoteStyle(
        "(*) raised in the text; a note opens with (*) on the line", _round_stars, "page", in_note=False
    ),
    "page": NoteStyle("1, 2, 3 … on each page", restarts="page"),
    "page_round": NoteStyle("(1), (2) … on each page", _round, "page"),
    "section": NoteStyle("1, 2, 3 … in each section", restarts="section"),
    "section_round": NoteStyle("(1), (2) … in each section", _round, "section"),
}
"""The styles by name."""


def blocks_to_sections(blocks: Iterable[Block]) -> dict[str, int]:
    """For each key of a mark the section in which it stands, counted by the headings "I. …", "II. …"."""
    found: dict[str, int] = {}
    section = 0
    for block in blocks:
        if isinstance(block, Paragraph):
            section += bool(block.bold and _SECTION.match(block.text))
            found.update(dict.fromkeys(markers_of(block.text), section))
        elif isinstance(block, TableSpec):
            found.update((key, section) for cell in block.cells for key in markers_of(cell.text))
    return found


def keys_to_shown(style: NoteStyle, keys: Sequence[str], places: Mapping[str, int]) -> dict[str, str]:
    """The marker of each key; `places` tells the page or section of it, where numbering begins again in each."""
    counts: dict[int, int] = {}
    shown: dict[str, str] = {}
    for key in keys:
        place = places.get(key, 0) if style.restarts else 0
        counts[place] = counts.get(place, 0) + 1
        shown[key] = style.shown(counts[place])
    return shown


def block_as_shown(block: Block, shown: Mapping[str, str], style: NoteStyle) -> Block:
    """The block with its marks as they are printed."""
    if isinstance(block, Paragraph):
        return replace(block, text=_marked(block.text, shown, style))
    if isinstance(block, TableSpec):
        cells = tuple(replace(cell, text=_marked(cell.text, shown, style)) for cell in block.cells)
        return replace(block, cells=cells)
    return block


def note_as_shown(note: Note, shown: Mapping[str, str], style: NoteStyle) -> Note:
    return replace(note, shown=shown[note.marker], raised=style.in_note)


def rows_as_shown(rows: Sequence[Row], shown: Mapping[str, str]) -> list[Row]:
    """Gold rows that name a marker, with what is printed."""
    return [{**row, "marker": shown.get(row["marker"], row["marker"])} for row in rows]


def _marked(text: str, shown: Mapping[str, str], style: NoteStyle) -> str:
    sign = "^" if style.in_text else "_"
    return _MARK.sub(lambda match: f"{{{sign}{match[1]}|{shown[match[1]]}}}", text)
