"""A run over many files: find them, read what is not read yet, derive the CSVs, balance the books."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from models.errors import OutputError
from models.records import Report
from pipelines.inputs import MEBIBYTE, InputFile, paths_to_inputs, require_inputs
from pipelines.pool import Limits, Outcome, run_jobs
from pipelines.settings import Settings, require_known, settings_to_key
from pipelines.store import FOLDER, Store
from pipelines.version import program_digest, program_version
from pipelines.worker import READER, Job, failed_report
from pipelines.writers import require_own_folder, write_dataset

EXIT_OK, EXIT_FAILED, EXIT_PARTIAL = 0, 3, 6


@dataclass(frozen=True, slots=True)
class Plan:
    """A run as asked for. `force` reads again what is read already."""

    paths: tuple[Path, ...]
    out: Path
    settings: Settings = field(default_factory=Settings)
    limits: Limits = field(default_factory=Limits)
    workers: int = 1
    force: bool = False
    verbose: bool = False
    reader: str = READER


@dataclass(frozen=True, slots=True)
class Balance:
    """Files in = ok + partial + failed; `files` counts documents and their copies."""

    files: int
    copies: int
    ok: int
    partial: int
    failed: int
    pages: int
    pages_refused: int

    @property
    def exit_code(self) -> int:
        if self.failed:
            return EXIT_FAILED
        return EXIT_PARTIAL if self.partial else EXIT_OK


@dataclass(frozen=True, slots=True)
class Reports:
    """The reports of this run's documents in the order of their names; read from the store at each walk."""

    files: tuple[InputFile, ...]
    store: Store

    def __iter__(self) -> Iterator[Report]:
        for file in self.files:
            report = self.store.load(file.document_id)
            if report is None:
                raise OutputError(f"the record of {file.source} is gone; run the same command again")
            yield replace(report, source=file.source)  # the file may have another name than when it was read

    def __len__(self) -> int:
        return len(self.files)

    @property
    def copies(self) -> dict[str, tuple[str, ...]]:
        return {file.document_id: file.copies for file in self.files}


@dataclass(frozen=True, slots=True)
class Result:
    """What a run leaves: the reports behind the CSVs, and the books."""

    reports: Reports
    balance: Balance
    resumed: int


Watcher = Callable[[Report, float], None]


def run(plan: Plan, begin: Callable[[int, int], Watcher]) -> Result:
    """Read, write, balance. `begin(total, done)` is called once; what it returns, for each document that ends."""
    require_known(plan.settings)
    key = settings_to_key(plan.settings, program_version(), program_digest())
    store = Store(plan.out / FOLDER, program_version(), key)
    files = paths_to_inputs(plan.paths, plan.limits.file_mb * MEBIBYTE)
    require_inputs(files, plan.paths)
    require_own_folder(plan.out, FOLDER)
    store.open()
    todo = [file for file in files if plan.force or not _finished(store, file)]
    if plan.force:
        for file in files:
            store.drop_pages(file.document_id)
    ended = begin(len(files), len(files) - len(todo))
    for report, seconds in read_files(todo, plan, store):
        ended(report, seconds)
    reports = Reports(files, store)
    write_dataset(reports, plan.out)
    return Result(reports, reports_to_balance(reports), len(files) - len(todo))


def _finished(store: Store, file: InputFile) -> bool:
    """Whether the document need not be read. What failed is tried again: the cause may be gone."""
    report = store.load(file.document_id)
    return report is not None and report.status != "failed"


def read_files(files: Sequence[InputFile], plan: Plan, store: Store) -> Iterator[tuple[Report, float]]:
    """Reports and seconds as documents end. Large files first, so that the last worker is not left alone with one."""
    for file in files:
        if file.problem:
            report = failed_report(file, store.version, file.problem)
            store.save(report)
            yield report, 0.0
    readable = sorted((file for file in files if not file.problem), key=lambda file: (-file.size, file.source))
    jobs = [Job(file, store, plan.settings, plan.reader, plan.verbose) for file in readable]
    for outcome in run_jobs(jobs, plan.limits, plan.workers):
        yield _outcome_to_report(outcome, store), outcome.seconds


def _outcome_to_report(outcome: Outcome, store: Store) -> Report:
    if outcome.error:
        store.save(failed_report(outcome.job.file, store.version, outcome.error))
    report = store.load(outcome.job.file.document_id)
    if report is None:
        raise OutputError(f"the record of {outcome.job.file.source} cannot be read back; is the disk full?")
    return report


def reports_to_balance(reports: Reports) -> Balance:
    """The books of a run; raises OutputError when a document has no status that counts."""
    copies = reports.copies
    statuses: Counter[str] = Counter()
    pages: Counter[bool] = Counter()
    for report in reports:
        statuses[report.status] += 1 + len(copies[report.document_id])
        pages.update(page.status == "failed" for page in report.pages)
    extra = sum(map(len, copies.values()))
    balance = Balance(
        files=len(reports) + extra,
        copies=extra,
        ok=statuses["ok"],
        partial=statuses["partial"],
        failed=statuses["failed"],
        pages=pages.total(),
        pages_refused=pages[True],
    )
    if balance.files != balance.ok + balance.partial + balance.failed:
        raise OutputError(f"the run does not balance: {dict(statuses)} of {balance.files} files")
    return balance
