"""How far a run is: a bar on a terminal, plain lines elsewhere. On stderr, so that stdout stays the result's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from models.records import Report
from pipelines.ingest import Watcher


class Meter:
    """Counts documents as they end. `begin` is what an ingest asks for."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.total = 0
        self.done = 0
        self._bar: Progress | None = None
        self._task = TaskID(0)

    def begin(self, total: int, done: int) -> Watcher:
        self.total, self.done = total, done
        if done:
            self.console.print(f"{done} of {total} documents are read already (--force reads them again)")
        if self.console.is_terminal:
            columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
            self._bar = Progress(*columns, console=self.console, transient=True)
            self._task = self._bar.add_task("reading", total=total, completed=done)
            self._bar.start()
        return self.ended

    def ended(self, report: Report, seconds: float) -> None:
        self.done += 1
        if self._bar is not None:
            self._bar.advance(self._task)
        if self._bar is None or report.status != "ok":
            self.console.print(report_to_line(report, seconds, f"[{self.done}/{self.total}]"), markup=False)

    def stop(self) -> None:
        if self._bar is not None:
            self._bar.stop()


def report_to_line(report: Report, seconds: float, place: str) -> str:
    pages = f", {len(report.pages)} pages" if report.pages else ""
    reason = f": {report.error}" if report.error else ""
    return f"{place} {report.source}: {report.status}{pages}, {seconds:.0f} s{reason}"


@contextmanager
def meter() -> Iterator[Meter]:
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    running = Meter(console)
    try:
        yield running
    finally:
        running.stop()
