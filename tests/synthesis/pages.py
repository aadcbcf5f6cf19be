"""Pages filled from the top with text and tables and from the bottom with footnotes, as word processors do it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tests.synthesis.fonts import Family
from tests.synthesis.spec import Head, Note, Paragraph
from tests.synthesis.typeset import TextLine, draw_line, text_to_lines

_RULE_WIDTH = 144.0
_RULE_ROOM = 14.0
_NOTE_LEADING = 1.2
_FEWEST_NOTE_LINES = 2


@dataclass(frozen=True, slots=True)
class Margins:
    """Points from the page's edges: 30, 20, 20 and 20 mm as the rules for office papers ask."""

    left: float = 85.0
    right: float = 52.0
    top: float = 60.0
    bottom: float = 60.0


class Pages:
    """A PDF that grows block by block. y is measured downwards from the page's top edge."""

    def __init__(self, family: Family, notes: Sequence[Note], note_size: float = 10.0) -> None:
        self.family = family
        self.margins = Margins()
        self.width: float = A4[0]
        self.height: float = A4[1]
        self.page = 1
        self.y = self.margins.top
        self._buffer = io.BytesIO()
        self.canvas = Canvas(self._buffer, pagesize=A4, invariant=1)
        self._note_texts = {note.marker: note for note in notes}
        self._note_size = note_size
        self.page_of: dict[str, int] = {}
        """The page on which the marker of each note stands."""
        self._shown: list[TextLine] = []
        self._carried: list[TextLine] = []

    @property
    def text_width(self) -> float:
        return self.width - self.margins.left - self.margins.right

    def room(self, markers: Sequence[str] = ()) -> float:
        """Points left for body on this page once the notes of `markers` stand at its foot."""
        wanted = len(self._shown) + sum(len(self._note_lines(marker)) for marker in markers)
        return self.height - self.margins.bottom - self._notes_height(wanted) - self.y

    def new_page(self, landscape: bool | None = None) -> None:
        """Close this page, with notes that go on over the end; `landscape` None keeps the page's shape."""
        self._close_page()
        if landscape is not None:
            self.width, self.height = (A4[1], A4[0]) if landscape else A4
        self.canvas.setPageSize((self.width, self.height))
        self.page += 1
        self.y = self.margins.top
        self.canvas.setFont(self.family.regular, 13)
        self.canvas.drawCentredString(self.width / 2, self.height - 38, str(self.page))
        self._fit_carried()

    def finish(self) -> bytes:
        while self._carried:
            self.new_page()
        self._close_page()
        self.canvas.save()
        return self._buffer.getvalue()

    def add_notes(self, markers: Sequence[str]) -> None:
        """Put the notes of `markers` at the foot of this page; what does not fit is carried over."""
        for marker in markers:
            self.page_of[marker] = self.page
            self._carried.extend(self._note_lines(marker))
        self._fit_carried()

    def paragraph(self, block: Paragraph) -> None:
        """Set a paragraph line by line; each line takes its notes with it."""
        font = self.family.face(block.bold, block.italic)
        indent = block.indent if block.align == "justify" else 0.0
        leading = block.size * 1.3
        self.y += block.before
        lines = text_to_lines(block.text, font, block.size, self.text_width, indent)
        if block.keep and self.room() < leading * (len(lines) + 3):
            self.new_page()
        for line in lines:
            self._make_room(leading, line.markers)
            self.y += leading
            origin = (self.margins.left, self.height - self.y + leading * 0.25)
            draw_line(self.canvas, line, origin, self.text_width, block.align)
            self.add_notes(line.markers)

    def head(self, block: Head) -> None:
        """Issuer and number at the left; state name, motto, place and date at the right."""
        left, right = self.margins.left + 82, self.margins.left + self.text_width - 138
        top = self.y
        y = self._stack(left, [(text, "bold", 12.0) for text in block.left], top)
        self._rule(left, y + 5, 50)
        self._stack(left, [(block.number, "regular", 13.0)], y + 12)
        state = [("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "bold", 11.5), ("Độc lập - Tự do - Hạnh phúc", "bold", 13.0)]
        y = self._stack(right, state, top)
        self._rule(right, y + 5, 150)
        self.y = self._stack(right, [(block.dated, "italic", 13.0)], y + 12) + 10

    def _stack(self, x: float, lines: Sequence[tuple[str, str, float]], y: float) -> float:
        for text, face, size in lines:
            y += size * 1.25
            self.canvas.setFont(getattr(self.family, face), size)
            self.canvas.drawCentredString(x, self.height - y, text)
        return y

    def _rule(self, x: float, y: float, width: float) -> None:
        self.canvas.setLineWidth(0.6)
        self.canvas.line(x - width / 2, self.height - y, x + width / 2, self.height - y)

    def _make_room(self, height: float, markers: Sequence[str]) -> None:
        """Start a page when a line with the beginning of its notes does not fit."""
        needed = sum(min(_FEWEST_NOTE_LINES, len(self._note_lines(marker))) for marker in markers)
        spare = self.room() - (self._notes_height(len(self._shown) + needed) - self._notes_height(len(self._shown)))
        if self._carried or spare < height:
            self.new_page()

    def _note_lines(self, marker: str) -> list[TextLine]:
        note = self._note_texts[marker]
        lines: list[TextLine] = []
        for index, text in enumerate(note.text.split("\n")):
            mark = f"{{{'^' if note.raised else '_'}{marker}|{note.shown or marker}}}"
            marked = f"{mark} {text}" if index == 0 else text
            lines += text_to_lines(marked, self.family.regular, self._note_size, self.text_width)
        return lines

    def _notes_height(self, lines: int) -> float:
        return lines * self._note_size * _NOTE_LEADING + (_RULE_ROOM if lines else 0.0)

    def _fit_carried(self) -> None:
        """Move lines from the carried notes to this page's foot while there is room."""
        while self._carried and self._notes_height(len(self._shown) + 1) <= self._foot_room():
            self._shown.append(self._carried.pop(0))

    def _foot_room(self) -> float:
        return self.height - self.margins.bottom - self.y

    def _close_page(self) -> None:
        if self._shown:
            leading = self._note_size * _NOTE_LEADING
            top = self.height - self.margins.bottom - self._notes_height(len(self._shown))
            self.canvas.setLineWidth(0.5)
            x = self.margins.left
            self.canvas.line(x, self.height - top - 7, x + _RULE_WIDTH, self.height - top - 7)
            for index, line in enumerate(self._shown):
                y = top + _RULE_ROOM + (index + 0.78) * leading
                draw_line(self.canvas, line, (x, self.height - y), self.text_width, "justify")
        self._shown = []
        self.canvas.showPage()
