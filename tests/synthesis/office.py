"""Reports set by a word processor: the same blocks and notes as OpenDocument text, made into PDF by LibreOffice.

The other pages of this package are drawn line by line by code that its readers could come to know too well. Here
somebody else breaks the lines, places the notes and carries them over page ends. Needs Debian's
libreoffice-writer-nogui, which is no part of the set-up: measurements use it, tests do not.
"""

from __future__ import annotations

import random
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape, quoteattr

from tests.synthesis.spec import Block, CellSpec, Head, Note, PageBreak, Paragraph, TableSpec
from tests.synthesis.typeset import marked_to_parts

_NAMESPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
}
_ALIGN = {"justify": "justify", "left": "start", "center": "center", "right": "end"}
# A report takes some seconds; a program that hangs is stopped.
_PATIENCE = 180
_KEEP = ' fo:keep-with-next="always"'


class OfficeError(RuntimeError):
    """LibreOffice is not here, or made no PDF."""


@dataclass(frozen=True, slots=True)
class Look:
    """What an author chooses. Points; `rise` and `share` are percent of the size of the text that a marker stands in.

    `rule` is the width of the line over the notes in percent of the text's, 0 for none; `hang` how far the lines of a
    note stand in behind its first one, `gap` how many blanks part the note from its marker.
    """

    body: float = 14.0
    note: float = 10.0
    leading: int = 115
    rise: int = 33
    share: int = 58
    rule: int = 30
    rule_width: float = 0.5
    hang: float = 0.0
    align: str = "justify"
    gap: int = 1
    splits: bool = True
    in_text: bool = True
    in_note: bool = True


def random_look(dice: random.Random, *, in_text: bool = True, in_note: bool = True) -> Look:
    return Look(
        in_text=in_text,
        in_note=in_note,
        body=dice.choice([13.0, 14.0, 14.0]),
        note=dice.choice([9.0, 10.0, 10.0, 11.0, 12.0]),
        leading=dice.choice([100, 115, 130]),
        rise=dice.choice([30, 33, 33]),
        share=dice.choice([58, 65, 65, 70]),
        rule=dice.choice([25, 30, 30, 100, 0]),
        rule_width=dice.choice([0.5, 0.5, 1.0]),
        hang=dice.choice([0.0, 0.0, 0.0, 12.0]),
        align=dice.choice(["justify", "justify", "left"]),
        gap=dice.choice([1, 1, 0, 2]) if in_note else 1,
        splits=dice.random() < 0.7,
    )


def blocks_to_pdf(blocks: Sequence[Block], notes: Sequence[Note], font: str, look: Look) -> bytes:
    """The PDF that LibreOffice makes of the blocks; raises OfficeError where it makes none."""
    program = shutil.which("soffice")
    if program is None:
        raise OfficeError("LibreOffice is missing: apt-get install libreoffice-writer-nogui")
    with TemporaryDirectory() as folder:
        source = Path(folder) / "report.fodt"
        source.write_text(blocks_to_fodt(blocks, notes, font, look), encoding="utf-8")
        home = f"-env:UserInstallation={(Path(folder) / 'home').as_uri()}"
        command = [program, home, "--headless", "--convert-to", "pdf", "--outdir", folder, str(source)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE, check=False)
        made = source.with_suffix(".pdf")
        if not made.exists():
            raise OfficeError(f"LibreOffice made no PDF: {done.stderr.strip() or done.stdout.strip()}")
        return made.read_bytes()


def blocks_to_fodt(blocks: Sequence[Block], notes: Sequence[Note], font: str, look: Look) -> str:
    """The report as flat OpenDocument text; the marker of a note is printed as the note's `shown` says."""
    body = _Body({note.marker: note for note in notes}, look)
    content = "".join(body.block(block) for block in blocks)
    spaces = " ".join(f'xmlns:{name}="{uri}"' for name, uri in _NAMESPACES.items())
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {spaces} office:version="1.2" '
        'office:mimetype="application/vnd.oasis.opendocument.text">'
        f'<office:font-face-decls><style:font-face style:name="F" svg:font-family={quoteattr(repr(font))}/>'
        f"</office:font-face-decls><office:styles>{_named_styles(look)}</office:styles>"
        f"<office:automatic-styles>{_page_layouts(look)}{''.join(body.styles)}</office:automatic-styles>"
        f"<office:master-styles>{_masters()}</office:master-styles>"
        f"<office:body><office:text>{content}</office:text></office:body></office:document>"
    )


def _named_styles(look: Look) -> str:
    return (
        '<style:default-style style:family="paragraph"><style:text-properties style:font-name="F" '
        f'fo:font-size="{look.body}pt" fo:language="vi" fo:country="VN"/></style:default-style>'
        '<style:style style:name="Note" style:family="paragraph">'
        f'<style:paragraph-properties fo:text-align="{_ALIGN[look.align]}" fo:margin-left="{look.hang}pt" '
        f'fo:text-indent="-{look.hang}pt"/>'
        f'<style:text-properties fo:font-size="{look.note}pt"/></style:style>'
        f'<style:style style:name="InText" style:family="text">{_raised(look, look.in_text)}</style:style>'
        f'<style:style style:name="InNote" style:family="text">{_raised(look, look.in_note)}</style:style>'
        '<text:notes-configuration text:note-class="footnote" text:citation-style-name="InNote" '
        'text:citation-body-style-name="InText" style:num-format="1" text:start-value="0" '
        'text:footnotes-position="page" text:start-numbering-at="document"/>'
    )


def _raised(look: Look, raised: bool) -> str:
    position = f"{look.rise}% {look.share}%" if raised else "0% 100%"
    return f'<style:text-properties style:text-position="{position}"/>'


def _letters(size: float, bold: bool, italic: bool) -> str:
    weight = ' fo:font-weight="bold"' if bold else ""
    slant = ' fo:font-style="italic"' if italic else ""
    return f'<style:text-properties fo:font-size="{size}pt"{weight}{slant}/>'


def _page_layouts(look: Look) -> str:
    found = ""
    for name, width, height in (("portrait", 595.3, 841.9), ("landscape", 841.9, 595.3)):
        found += (
            f'<style:page-layout style:name="{name}"><style:page-layout-properties fo:page-width="{width}pt" '
            f'fo:page-height="{height}pt" style:print-orientation="{name}" fo:margin-top="36pt" '
            'fo:margin-bottom="56pt" fo:margin-left="85pt" fo:margin-right="52pt">'
            f'<style:footnote-sep style:width="{look.rule_width if look.rule else 0}pt" style:line-style="solid" '
            f'style:rel-width="{look.rule}%" style:color="#000000" style:adjustment="left" '
            'style:distance-before-sep="4pt" style:distance-after-sep="4pt"/></style:page-layout-properties>'
            '<style:header-style><style:header-footer-properties fo:min-height="18pt" fo:margin-bottom="6pt"/>'
            "</style:header-style></style:page-layout>"
        )
    return found + (
        '<style:style style:name="Number" style:family="paragraph">'
        '<style:paragraph-properties fo:text-align="center"/></style:style>'
    )


def _masters() -> str:
    number = '<style:header><text:p text:style-name="Number"><text:page-number/></text:p></style:header>'
    first = '<style:header><text:p text:style-name="Number"/></style:header>'
    return (
        f'<style:master-page style:name="First" style:page-layout-name="portrait" style:next-style-name="Standing">'
        f"{first}</style:master-page>"
        f'<style:master-page style:name="Standing" style:page-layout-name="portrait">{number}</style:master-page>'
        f'<style:master-page style:name="Lying" style:page-layout-name="landscape">{number}</style:master-page>'
    )


class _Body:
    """Blocks as XML; the styles that they ask for are kept aside."""

    def __init__(self, notes: Mapping[str, Note], look: Look) -> None:
        self.notes, self.look = notes, look
        self.styles: list[str] = []
        self._master, self._lying = "First", False
        self._tables = 0

    def block(self, block: Block) -> str:
        match block:
            case Paragraph():
                return self.paragraph(block)
            case TableSpec():
                return self.table(block)
            case PageBreak():
                self._lying = block.landscape
                self._master = "Lying" if block.landscape else "Standing"
                return ""
            case Head():
                return self.head(block)

    def paragraph(self, block: Paragraph) -> str:
        size = block.size + self.look.body - 14
        name = self._style(
            "paragraph",
            f'<style:paragraph-properties fo:text-align="{_ALIGN[block.align]}" fo:margin-top="{block.before}pt" '
            f'fo:line-height="{self.look.leading}%" fo:orphans="2" fo:widows="2" '
            f'fo:text-indent="{block.indent if block.align == "justify" else 0}pt"'
            f"{_KEEP if block.keep else ''}/>{_letters(size, block.bold, block.italic)}",
        )
        return f'<text:p text:style-name="{name}">{self.marked(block.text)}</text:p>'

    def head(self, block: Head) -> str:
        """A table without rules: issuer and number at the left, state, motto, place and date at the right."""
        state = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
        cells = [
            CellSpec(0, 0, block.left[0], bold=True),
            CellSpec(0, 1, state[0], bold=True),
            CellSpec(1, 0, block.left[1], bold=True),
            CellSpec(1, 1, state[1], bold=True),
            CellSpec(2, 0, block.number),
            CellSpec(2, 1, block.dated, italic=True),
        ]
        return self.table(TableSpec("head", tuple(cells), (42, 58), 0, rules="none", size=11.5))

    def table(self, spec: TableSpec) -> str:
        self._tables += 1
        name = f"T{self._tables}"
        room = (841.9 if self._lying else 595.3) - 85 - 52
        # A page break waits for the next block, which may be a table.
        self.styles.append(
            f'<style:style style:name="{name}" style:family="table"{self._master_name()}><style:table-properties '
            f'style:width="{room}pt" table:align="left" fo:margin-top="6pt" fo:margin-bottom="6pt"/></style:style>'
        )
        columns = ""
        for index, share in enumerate(spec.widths):
            width = room * share / sum(spec.widths)
            self.styles.append(
                f'<style:style style:name="{name}.{index}" style:family="table-column">'
                f'<style:table-column-properties style:column-width="{width:.2f}pt"/></style:style>'
            )
            columns += f'<table:table-column table:style-name="{name}.{index}"/>'
        together = "auto" if self.look.splits else "always"
        row_style = self._style("table-row", f'<style:table-row-properties fo:keep-together="{together}"/>')
        rows = ["".join(self._row(spec, row)) for row in range(spec.rows)]
        rows = [f'<table:table-row table:style-name="{row_style}">{row}</table:table-row>' for row in rows]
        head, rest = "".join(rows[: spec.header_rows]), "".join(rows[spec.header_rows :])
        head = f"<table:table-header-rows>{head}</table:table-header-rows>" if head else ""
        return f'<table:table table:name="{name}" table:style-name="{name}">{columns}{head}{rest}</table:table>'

    def _row(self, spec: TableSpec, row: int) -> Iterator[str]:
        begun = {cell.col: cell for cell in spec.cells if cell.row == row}
        covered = {
            cell.col + across
            for cell in spec.cells
            for across in range(cell.colspan)
            if cell.row <= row < cell.row + cell.rowspan and (cell.row, across) != (row, 0)
        }
        for col in range(len(spec.widths)):
            if col in begun:
                yield self._cell(begun[col], spec)
            elif col in covered:
                yield "<table:covered-table-cell/>"
            else:
                yield self._cell(CellSpec(row, col, ""), spec)

    def _cell(self, cell: CellSpec, spec: TableSpec) -> str:
        line = f"{spec.rule_width}pt solid #000000"
        sides = {"grid": ("top", "bottom", "left", "right"), "horizontal": ("top", "bottom")}.get(spec.rules, ())
        borders = " ".join(f'fo:border-{side}="{line}"' for side in sides)
        box = self._style(
            "table-cell",
            f'<style:table-cell-properties fo:padding="3pt" style:vertical-align="middle" {borders}/>',
        )
        name = self._style(
            "paragraph",
            f'<style:paragraph-properties fo:text-align="{_ALIGN[cell.align]}"/>'
            f"{_letters(spec.size, cell.bold, cell.italic)}",
        )
        spans = f'table:number-rows-spanned="{cell.rowspan}" table:number-columns-spanned="{cell.colspan}"'
        text = f'<text:p text:style-name="{name}">{self.marked(cell.text)}</text:p>'
        return (
            f'<table:table-cell table:style-name="{box}" office:value-type="string" {spans}>{text}</table:table-cell>'
        )

    def marked(self, text: str) -> str:
        """The text with its notes, each where its marker stands."""
        return "".join(
            self._note(self.notes[key], part) if key else escape(part) for part, key in marked_to_parts(text)
        )

    def _note(self, note: Note, shown: str) -> str:
        first, *rest = note.text.split("\n")
        # Space at the start of a paragraph counts only as an element of its own.
        lines = [f"{'<text:s/>' * self.look.gap}{escape(first)}", *map(escape, rest)]
        paragraphs = "".join(f'<text:p text:style-name="Note">{line}</text:p>' for line in lines)
        return (
            f'<text:note text:id="ftn{note.marker}" text:note-class="footnote">'
            f"<text:note-citation text:label={quoteattr(shown)}>{escape(shown)}</text:note-citation>"
            f"<text:note-body>{paragraphs}</text:note-body></text:note>"
        )

    def _style(self, family: str, properties: str) -> str:
        name = f"S{len(self.styles)}"
        master = self._master_name() if family == "paragraph" else ""
        self.styles.append(
            f'<style:style style:name="{name}" style:family="{family}"{master}>{properties}</style:style>'
        )
        return name

    def _master_name(self) -> str:
        """The attribute that begins a page, once."""
        master, self._master = self._master, ""
        return f' style:master-page-name="{master}"' if master else ""
