"""One small table on one page, for tests that want known cells quickly."""

from __future__ import annotations

from collections.abc import Sequence

from tests.synthesis.fonts import family
from tests.synthesis.gold import Row, table_to_cells
from tests.synthesis.pages import Pages
from tests.synthesis.spec import CellSpec, TableSpec
from tests.synthesis.tables import draw_table_block


def draw_table(
    cells: Sequence[CellSpec | Sequence[str]],
    *,
    font: str = "Noto Serif",
    rules: str = "grid",
    widths: Sequence[float] = (),
    header_rows: int = 1,
    size: float = 12.0,
) -> tuple[bytes, list[Row]]:
    """A PDF with this table alone, and its gold cells.

    `cells` are rows of texts, or cells with their spans. `rules` is grid, horizontal or none; `widths` are shares.
    """
    specs: list[CellSpec] = []
    for row, items in enumerate(cells):
        if isinstance(items, CellSpec):
            specs.append(items)
        else:
            specs += [CellSpec(row, col, text, bold=row < header_rows) for col, text in enumerate(items)]
    cols = max(cell.col + cell.colspan for cell in specs)
    shares = tuple(widths) or (1.0,) * cols
    table = TableSpec("t1", tuple(specs), shares, header_rows, rules, size)
    pages = Pages(family(font), ())
    draw_table_block(pages, table)
    return pages.finish(), table_to_cells(table)
