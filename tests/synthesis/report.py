"""A whole report from a seed: PDF and gold."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from models.forms import FORMS
from tests.synthesis.citations import Citation
from tests.synthesis.extra import EXTRA
from tests.synthesis.fonts import family
from tests.synthesis.forms import MadeForm, make_form
from tests.synthesis.gold import Row, table_to_cells
from tests.synthesis.ledger import Ledger
from tests.synthesis.pages import Pages
from tests.synthesis.prose import body, heading, signature
from tests.synthesis.setting import Setting, random_setting
from tests.synthesis.spec import Block, Head, PageBreak, Paragraph, TableSpec
from tests.synthesis.tables import draw_table_block


@dataclass(frozen=True, slots=True)
class Made:
    """A report as PDF bytes, with its gold tables by file name."""

    pdf: bytes
    gold: Mapping[str, Sequence[Row]]
    pages: int


def make_report(
    seed: int, font: str = "Noto Serif", *, forms: Sequence[str] | None = None, sections: int | None = None
) -> Made:
    """The report of `seed`: the same seed, font and shape give the same bytes.

    `forms` are form numbers in order, drawn at random when None; `sections` is the length of the body. Raises
    LookupError for a font that is not here.
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
    pdf, pages = _draw(blocks, font, ledger)
    tables = [block for block in blocks if isinstance(block, TableSpec)]
    gold: dict[str, Sequence[Row]] = {
        "documents.csv": [_document(setting, pages)],
        "indicators.csv": [row for form in made for row in form.indicators],
        "cells.csv": [row for table in tables for row in table_to_cells(table)],
        "footnotes.csv": ledger.footnotes(_texts(blocks)),
        "footnote_figures.csv": ledger.figures,
        "legal_refs.csv": ledger.references,
    }
    return Made(pdf, gold, pages)


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


def _draw(blocks: Iterable[Block], font: str, ledger: Ledger) -> tuple[bytes, int]:
    pages = Pages(family(font), ledger.notes, note_size=ledger.dice.choice([10.0, 10.0, 11.0]))
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
    return pages.finish(), pages.page


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
