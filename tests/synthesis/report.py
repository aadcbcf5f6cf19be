"""A whole report from a seed: PDF and gold."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium

from models.forms import FORMS
from tests.synthesis.citations import Citation
from tests.synthesis.extra import EXTRA
from tests.synthesis.fonts import family
from tests.synthesis.forms import MadeForm, make_form
from tests.synthesis.gold import Row, table_to_cells
from tests.synthesis.ledger import Ledger
from tests.synthesis.note_styles import (
    NOTE_STYLES,
    NoteStyle,
    block_as_shown,
    blocks_to_sections,
    keys_to_shown,
    note_as_shown,
    rows_as_shown,
)
from tests.synthesis.office import blocks_to_pdf, random_look
from tests.synthesis.pages import Pages
from tests.synthesis.prose import body, heading, signature
from tests.synthesis.setting import Setting, random_setting
from tests.synthesis.spec import Block, Head, PageBreak, Paragraph, TableSpec
from tests.synthesis.tables import draw_table_block

# Markers of other widths may move a note to the next page; after so many turns they do so for ever.
_MOST_DRAWN = 6


@dataclass(frozen=True, slots=True)
class Made:
    """A report as PDF bytes, with its gold tables by file name."""

    pdf: bytes
    gold: Mapping[str, Sequence[Row]]
    pages: int


def make_report(
    seed: int,
    font: str = "Noto Serif",
    *,
    forms: Sequence[str] | None = None,
    sections: int | None = None,
    notes: str = "numbers",
    office: bool = False,
) -> Made:
    """The report of `seed`: the same seed, font and shape give the same bytes.

    `forms` are form numbers in order, drawn at random when None; `sections` is the length of the body;
    `notes` names a style of NOTE_STYLES; with `office` LibreOffice sets it, in a look of its own. Raises LookupError
    for a font or a style that is not here, OfficeError without LibreOffice.
    """
    dice = random.Random(seed)
    setting = random_setting(dice)
    ledger = Ledger(dice, setting)
    numbers = sorted(dice.sample(sorted(FORMS), dice.randint(3, 7)))
    length, long_note = dice.randint(4, 8), dice.random() < 0.6
    if forms is not None:
        numbers = list(forms)
    blocks: list[Block] = [*heading(dice, setting)]
    blocks += body(dice, ledger, length if sections is None else sections, long_note and sections != 0)
    extra = _extra_tables(ledger)
    made, appendix = _appendix(numbers, ledger, setting)
    blocks += [*extra, *signature(), *appendix]
    printed = (_set_by_office if office else _draw)(blocks, font, ledger, NOTE_STYLES[notes])
    tables = [block for block in blocks if isinstance(block, TableSpec)]
    gold: dict[str, Sequence[Row]] = {
        "documents.csv": [_document(setting, printed.pages)],
        "indicators.csv": [row for form in made for row in form.indicators],
        "cells.csv": [row for table in tables for row in table_to_cells(table)],
        "footnotes.csv": rows_as_shown(ledger.footnotes(_texts(blocks)), printed.shown),
        "footnote_figures.csv": rows_as_shown(ledger.figures, printed.shown),
        "legal_refs.csv": rows_as_shown(ledger.references, printed.shown),
    }
    return Made(printed.pdf, gold, printed.pages)


def _extra_tables(ledger: Ledger) -> list[Block]:
    blocks: list[Block] = []
    for index, make in enumerate(ledger.dice.sample(EXTRA, ledger.dice.randint(1, 2))):
        caption = f"Bảng {index + 1}. Kết quả thực hiện của các đơn vị"
        blocks += [Paragraph(caption, italic=True, align="center", before=8, keep=True), make(ledger, f"b{index + 1}")]
    return blocks


def _appendix(numbers: Sequence[str], ledger: Ledger, setting: Setting) -> tuple[list[MadeForm], list[Block]]:
    """The forms, each on a page of its own below its caption, or one after the other below one caption for all."""
    dice = ledger.dice
    single = dice.random() < 0.25
    landscape = dice.random() < 0.3
    word = dice.choice(["Biểu mẫu", "Biểu mẫu", "Biểu mẫu số", "BIỂU MẪU"])
    made: list[MadeForm] = []
    blocks: list[Block] = []
    for index, number in enumerate(numbers):
        if index == 0 or not single:
            blocks.append(PageBreak(landscape))
        if single and index == 0:
            blocks.append(Paragraph("PHỤ LỤC", bold=True, align="center", before=0))
            blocks.append(_attached(ledger, setting))
        blocks.append(Paragraph(f"{word} {number}", bold=True, align="center", keep=True))
        blocks.append(Paragraph(FORMS[number].title, bold=True, align="center", before=0))
        if not single:
            blocks.append(_attached(ledger, setting))
        made.append(make_form(number, ledger, f"f{number}"))
        blocks.append(made[-1].table)
    return made, blocks


def _attached(ledger: Ledger, setting: Setting) -> Paragraph:
    issuer = f"Ủy ban nhân dân {setting.place}"
    text = f"Báo cáo số {setting.canonical} {setting.long_date} của {issuer}"
    own = Citation(text, (("Báo cáo", setting.canonical),), setting.iso_date, issuer)
    ledger.note_citation(own, "table")
    return Paragraph(setting.attached, italic=True, align="center", before=0, size=13)


@dataclass(frozen=True, slots=True)
class _Printed:
    """A drawn report, and for each note the marker that it bears."""

    pdf: bytes
    pages: int
    shown: Mapping[str, str]


def _draw(blocks: Sequence[Block], font: str, ledger: Ledger, style: NoteStyle) -> _Printed:
    """Draw the report; where numbers begin again on each page, until each note stands on the page it is numbered on."""
    note_size = ledger.dice.choice([10.0, 10.0, 11.0])
    keys = [note.marker for note in ledger.notes]
    places = blocks_to_sections(blocks)
    for _ in range(_MOST_DRAWN):
        shown = keys_to_shown(style, keys, places)
        marked = [block_as_shown(block, shown, style) for block in blocks]
        notes = [note_as_shown(note, shown, style) for note in ledger.notes]
        pages = Pages(family(font), notes, note_size)
        _draw_blocks(marked, pages)
        printed = _Printed(pages.finish(), pages.page, shown)
        if style.restarts != "page" or pages.page_of == places:
            return printed
        places = pages.page_of
    raise ValueError("notes move between pages with their numbers; take another seed")


def _set_by_office(blocks: Sequence[Block], font: str, ledger: Ledger, style: NoteStyle) -> _Printed:
    """Have the report set by LibreOffice; where a page begins it does not tell."""
    if style.restarts == "page":
        raise LookupError("numbers that begin again on each page are drawn only without LibreOffice")
    shown = keys_to_shown(style, [note.marker for note in ledger.notes], blocks_to_sections(blocks))
    marked = [block_as_shown(block, shown, style) for block in blocks]
    look = random_look(ledger.dice, in_text=style.in_text, in_note=style.in_note)
    pdf = blocks_to_pdf(marked, ledger.notes, family(font).name, look)
    document = pdfium.PdfDocument(pdf)
    try:
        return _Printed(pdf, len(document), shown)
    finally:
        document.close()


def _draw_blocks(blocks: Iterable[Block], pages: Pages) -> None:
    for block in blocks:
        match block:
            case Paragraph():
                pages.paragraph(block)
            case TableSpec():
                pages.y += 6
                draw_table_block(pages, block)
            case PageBreak():
                pages.new_page(block.landscape)
            case Head():
                pages.head(block)


def _texts(blocks: Iterable[Block]) -> Iterable[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, TableSpec):
            yield from (cell.text for cell in block.cells)


def _document(setting: Setting, pages: int) -> Row:
    return {
        "doc_type": "Báo cáo",
        "number": setting.number,
        "symbol": setting.symbol,
        "province": setting.province,
        "place": setting.province,
        "issue_date": setting.iso_date,
        "title": f"Tình hình thực hiện công tác cải cách hành chính {setting.period}",
        "period": setting.period,
        "pages": str(pages),
    }
