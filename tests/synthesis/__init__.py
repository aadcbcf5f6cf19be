"""Whole reports made from a seed, with gold: drawn with reportlab, then damaged as scanners and fax machines do."""

from tests.synthesis.faults import FAULTS, degrade
from tests.synthesis.fonts import EVALUATION_FONTS, TUNING_FONTS, found_fonts
from tests.synthesis.report import Made, make_report
from tests.synthesis.single import draw_table
from tests.synthesis.spec import CellSpec, TableSpec

__all__ = [
    "EVALUATION_FONTS",
    "FAULTS",
    "TUNING_FONTS",
    "CellSpec",
    "Made",
    "TableSpec",
    "degrade",
    "draw_table",
    "found_fonts",
    "make_report",
]
