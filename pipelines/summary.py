"""What a run says at its end: a line per document, the books, and where the CSVs are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from models.records import Report
from pipelines.ingest import Balance, Result
from pipelines.reviews import count_reviews

SHOWN = 40  # rows that still fit a screen or two; documents.csv has them all
WIDTH = 120  # where there is no terminal to ask
COUNTS = ("pages", "tables", "indicator rows", "footnotes", "references", "to review")


def print_summary(result: Result, out: Path) -> None:
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=WIDTH)
    console.print(reports_to_table(result.reports))
    if len(result.reports) > SHOWN:
        console.print(f"and {len(result.reports) - SHOWN} more: see documents.csv")
    for line in islice(reports_to_errors(result.reports), SHOWN):
        console.print(line, soft_wrap=True, markup=False)
    console.print(balance_to_line(result.balance), soft_wrap=True)
    console.print(f"The CSVs are in {out}", soft_wrap=True, markup=False)


def reports_to_table(reports: Iterable[Report]) -> Table:
    table = Table(show_edge=False)
    table.add_column("document", overflow="fold")
    for name in COUNTS:
        table.add_column(name, justify="right")
    table.add_column("status")
    for report in islice(reports, SHOWN):
        table.add_row(Text(report.source), *map(str, report_to_counts(report)), report.status)
    return table


def report_to_counts(report: Report) -> tuple[int, ...]:
    """Numbers in the order of COUNTS."""
    return (
        len(report.pages),
        len(report.tables),
        len(report.indicators),
        len(report.footnotes),
        len(report.references),
        count_reviews(report),
    )


def reports_to_errors(reports: Iterable[Report]) -> Iterator[str]:
    for report in reports:
        if report.error:
            yield f"{report.status}: {report.source}: {report.error}"


def balance_to_line(balance: Balance) -> str:
    copies = f" ({balance.copies} of them copies of another)" if balance.copies else ""
    return (
        f"{balance.files} files in{copies} = {balance.ok} ok + {balance.partial} partial + {balance.failed} failed; "
        f"{balance.pages} pages in = {balance.pages - balance.pages_refused} read + {balance.pages_refused} refused"
    )
