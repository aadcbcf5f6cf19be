"""Generated tables of each shape, read from scans of each kind and born-digital, cell relations against gold.

`python -m tests.measure.tables --fonts evaluation --seeds 0 2 [--faults clean300 fax200]` prints a line for each shape
and each kind of scan: the F1 of the relations between cells that stand side by side or one under the other, as the
table competition of ICDAR 2013 counts them (Göbel et al., A methodology for evaluating algorithms for table
understanding in PDF documents, 2012), texts compared by letters and digits. `digital` are the pages before they are
scanned. `--errors` lists what is missing.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from pipelines.report import read_report
from pipelines.settings import Settings
from tests.measure.cases import DIGITAL, case_options
from tests.score import letters
from tests.synthesis import degrade
from tests.synthesis.extra import ruled_across, three_level, two_level, unruled
from tests.synthesis.fonts import family
from tests.synthesis.forms import make_form
from tests.synthesis.ledger import Ledger
from tests.synthesis.pages import Pages
from tests.synthesis.setting import random_setting
from tests.synthesis.spec import Paragraph, TableSpec, unmarked
from tests.synthesis.tables import draw_table_block

ABOUT = "Kết quả thực hiện nhiệm vụ của các cơ quan, đơn vị trong kỳ báo cáo được tổng hợp tại bảng sau đây."


@dataclass(frozen=True, slots=True)
class Shape:
    """A kind of table, and whether it stands on a landscape page."""

    make: Callable[[Ledger, str], TableSpec]
    landscape: bool = False


def _form(ledger: Ledger, table_id: str) -> TableSpec:
    """A Biểu mẫu of the national set: merged cells, notes over several rows; markers are another matter."""
    return replace(make_form("1", ledger, table_id).table, splits=False)


SHAPES: Mapping[str, Shape] = {
    "two-level header, Tổng cộng": Shape(two_level),
    "three-level header, Tổng cộng": Shape(three_level),
    "the same, landscape": Shape(three_level, landscape=True),
    "Biểu mẫu, landscape": Shape(_form, landscape=True),
    "ruled across": Shape(ruled_across),
    "not ruled": Shape(unruled),
}


@dataclass(frozen=True, slots=True)
class Counts:
    """Relations that are in both, in gold, and found."""

    both: int
    gold: int
    found: int

    @property
    def f1(self) -> float:
        return 2 * self.both / max(1, self.gold + self.found)


@dataclass(frozen=True, slots=True)
class PlainCell:
    """A cell by its place and extent in rows and columns."""

    row: int
    col: int
    rowspan: int
    colspan: int
    text: str


Relation = tuple[str, str, str]


def main() -> None:
    options = case_options("tables", __doc__, "the relations that are missing")
    seen: dict[tuple[str, str], list[Counts]] = {}
    cases = product(range(*options.seeds), options.fonts, SHAPES, (DIGITAL, *options.faults))
    for seed, font, shape, fault in cases:
        gold, found = case_to_relations(seed, font, shape, fault)
        seen.setdefault((shape, fault), []).append(relations_to_counts(gold, found))
        for relation in (gold - found) if options.errors else ():
            print(f"{seed} {font} {shape} {fault}: not found {relation}")
    print("\n".join(counts_to_table(seen)))


def case_to_relations(seed: int, font: str, shape: str, fault: str) -> tuple[Counter[Relation], Counter[Relation]]:
    """Draw one page with a table, scan it, read it: the relations in gold and those found; no chance but the seed's."""
    dice = random.Random(f"{seed} {font} {shape}")
    ledger = Ledger(dice, random_setting(dice))
    table = SHAPES[shape].make(ledger, "t1")
    pages = Pages(family(font), ledger.notes)
    if SHAPES[shape].landscape:
        pages.new_page(landscape=True)
    pages.paragraph(Paragraph(ABOUT))
    pages.y += 6
    draw_table_block(pages, table)
    drawn = pages.finish()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "table.pdf"
        path.write_bytes(drawn if fault == DIGITAL else degrade(drawn, fault, seed))
        report = read_report(path, Settings(), Path(folder) / "pages")
    gold = [PlainCell(c.row, c.col, c.rowspan, c.colspan, unmarked(c.text)) for c in table.cells]
    found = [[PlainCell(c.row, c.col, c.rowspan, c.colspan, c.text) for c in one.cells] for one in report.tables]
    return cells_to_relations(gold), sum(map(cells_to_relations, found), Counter())


def cells_to_relations(cells: Sequence[PlainCell]) -> Counter[Relation]:
    """Each cell with text and the next one with text to its right, and the next one below; all its rows and columns."""
    places = {
        (row, col): number
        for number, cell in enumerate(cells)
        for row in range(cell.row, cell.row + cell.rowspan)
        for col in range(cell.col, cell.col + cell.colspan)
    }
    texts = [letters(cell.text) for cell in cells]
    rows, columns = ({place[axis] for place in places} for axis in (0, 1))
    lines = [[places.get((row, col), -1) for col in sorted(columns)] for row in sorted(rows)]
    pairs = {(one, other, "right") for line in lines for one, other in _neighbours(line, texts)}
    pairs |= {(one, other, "below") for line in zip(*lines, strict=True) for one, other in _neighbours(line, texts)}
    return Counter((texts[one], texts[other], way) for one, other, way in pairs)


def _neighbours(line: Iterable[int], texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Cells with text that follow each other in a row or a column; -1 where there is no cell."""
    last = -1
    for cell in line:
        if cell < 0 or not texts[cell] or cell == last:
            continue
        if last >= 0:
            yield last, cell
        last = cell


def relations_to_counts(gold: Counter[Relation], found: Counter[Relation]) -> Counts:
    return Counts((gold & found).total(), gold.total(), found.total())


def counts_to_table(seen: Mapping[tuple[str, str], Sequence[Counts]]) -> list[str]:
    """A line for each shape on scans, one for each kind of scan, and the lowest table of each."""
    lines = [f"{'':<32}{'tables':>7}{'cells_f1':>10}{'lowest':>9}"]
    shapes, faults = ([*dict.fromkeys(key[axis] for key in seen)] for axis in (0, 1))
    for shape in shapes:
        lines.append(_line(f"{shape}, digital", seen.get((shape, DIGITAL), ())))
    for shape in shapes:
        scans = [c for (name, fault), counts in seen.items() if name == shape and fault != DIGITAL for c in counts]
        lines.append(_line(f"{shape}, scans", scans))
    for fault in faults:
        lines.append(_line(fault, [c for (_, name), counts in seen.items() if name == fault for c in counts]))
    return lines


def _line(name: str, counts: Sequence[Counts]) -> str:
    whole = Counts(*(sum(getattr(c, part) for c in counts) for part in ("both", "gold", "found")))
    return f"{name:<32}{len(counts):>7}{whole.f1:>10.4f}{min((c.f1 for c in counts), default=0.0):>9.4f}"


if __name__ == "__main__":
    main()
