"""Plain shapes that all packages speak: frozen, slotted, standard library only."""

from models.records.geometry import Box, boxes_to_box
from models.records.legal import Mention, Reference
from models.records.line import Line, Ruling, Word
from models.records.note import Figure, Footnote, NotePiece
from models.records.page import Marker, PageInfo, PageResult
from models.records.report import Finding, Heading, Passage, Piece, Report
from models.records.table import Cell, Indicator, PageTable, Table

__all__ = [
    "Box",
    "Cell",
    "Figure",
    "Finding",
    "Footnote",
    "Heading",
    "Indicator",
    "Line",
    "Marker",
    "Mention",
    "NotePiece",
    "PageInfo",
    "PageResult",
    "PageTable",
    "Passage",
    "Piece",
    "Reference",
    "Report",
    "Ruling",
    "Table",
    "Word",
    "boxes_to_box",
]
