"""Tables beside the national forms: headers of two and three levels, totals over two columns, few or no rules."""

from __future__ import annotations

from collections.abc import Callable

from tests.synthesis.ledger import Ledger
from tests.synthesis.setting import words
from tests.synthesis.spec import CellSpec, TableSpec
from tests.synthesis.values import count, percent


def two_level(ledger: Ledger, table_id: str) -> TableSpec:
    """Departments with files received and resolved; the total runs over two columns."""
    names = ledger.dice.sample(words()["departments"], ledger.dice.randint(4, 9))
    header = [
        CellSpec(0, 0, "TT", rowspan=2, bold=True),
        CellSpec(0, 1, "Cơ quan, đơn vị", rowspan=2, bold=True),
        CellSpec(0, 2, "Số hồ sơ", colspan=2, bold=True),
        CellSpec(0, 4, "Tỷ lệ (%)", rowspan=2, bold=True),
        CellSpec(1, 2, "Tiếp nhận", bold=True),
        CellSpec(1, 3, "Đã giải quyết", bold=True),
    ]
    cells = header + _numbered(names, 2, 5, ledger) + _total(len(names) + 2, 5, ledger)
    return TableSpec(table_id, tuple(cells), (7, 40, 17, 19, 17), 2)


def three_level(ledger: Ledger, table_id: str) -> TableSpec:
    """Districts with staff of two kinds, assigned and present."""
    names = ledger.dice.sample(words()["districts"], ledger.dice.randint(4, 8))
    header = [
        CellSpec(0, 0, "STT", rowspan=3, bold=True),
        CellSpec(0, 1, "Huyện", rowspan=3, bold=True),
        CellSpec(0, 2, "Biên chế", colspan=4, bold=True),
        CellSpec(1, 2, "Công chức", colspan=2, bold=True),
        CellSpec(1, 4, "Viên chức", colspan=2, bold=True),
        *(CellSpec(2, 2 + col, text, bold=True) for col, text in enumerate(("Giao", "Có mặt") * 2)),
    ]
    cells = header + _numbered(names, 3, 6, ledger) + _total(len(names) + 3, 6, ledger)
    return TableSpec(table_id, tuple(cells), (8, 28, 16, 16, 16, 16), 3)


def ruled_across(ledger: Ledger, table_id: str) -> TableSpec:
    """Horizontal rules alone."""
    return TableSpec(table_id, _plain(ledger), (40, 20, 20, 20), 1, rules="horizontal")


def unruled(ledger: Ledger, table_id: str) -> TableSpec:
    """No rule at all: only the gaps tell the columns."""
    return TableSpec(table_id, _plain(ledger), (40, 20, 20, 20), 1, rules="none")


EXTRA: tuple[Callable[[Ledger, str], TableSpec], ...] = (two_level, three_level, ruled_across, unruled)


def _plain(ledger: Ledger) -> tuple[CellSpec, ...]:
    titles = ("Đơn vị", "Kế hoạch", "Thực hiện", "Tỷ lệ")
    cells = [CellSpec(0, col, text, bold=True) for col, text in enumerate(titles)]
    for index, name in enumerate(ledger.dice.sample(words()["districts"], 6)):
        cells.append(CellSpec(index + 1, 0, name, align="left"))
        cells += [CellSpec(index + 1, col, count(ledger.dice).raw, align="right") for col in (1, 2)]
        cells.append(CellSpec(index + 1, 3, percent(ledger.dice).raw, align="right"))
    return tuple(cells)


def _numbered(names: list[str], first_row: int, cols: int, ledger: Ledger) -> list[CellSpec]:
    cells = []
    for index, name in enumerate(names):
        row = first_row + index
        cells += [CellSpec(row, 0, str(index + 1)), CellSpec(row, 1, name, align="left")]
        cells += [CellSpec(row, col, count(ledger.dice).raw) for col in range(2, cols)]
    return cells


def _total(row: int, cols: int, ledger: Ledger) -> list[CellSpec]:
    total = [CellSpec(row, 0, "Tổng cộng", colspan=2, bold=True)]
    return total + [CellSpec(row, col, count(ledger.dice, 5).raw, bold=True) for col in range(2, cols)]
