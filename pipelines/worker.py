"""What happens to one document, in the child process that a run starts for it."""

from __future__ import annotations

import importlib
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from multiprocessing import parent_process
from multiprocessing.connection import wait
from pathlib import Path

from models.errors import BieumauError
from models.records import Report
from pipelines.inputs import InputFile, file_to_sha256
from pipelines.settings import Settings
from pipelines.store import Store

READER = "pipelines.report:read_report"
EXIT_STORE = 74  # the record could not be written (EX_IOERR of sysexits.h)

Reader = Callable[[Path, Settings, Path], Report]


@dataclass(frozen=True, slots=True)
class Job:
    """A document, where its record goes, and who reads it: `module:function`, a name that another process can use."""

    file: InputFile
    store: Store
    settings: Settings
    reader: str = READER
    verbose: bool = False


def job_to_reader(job: Job) -> Reader:
    module, _, name = job.reader.partition(":")
    reader: Reader = getattr(importlib.import_module(module), name)
    return reader


def failed_report(file: InputFile, version: str, error: str) -> Report:
    """The record of a document that could not be read: it has a row of its own, and a reason."""
    return Report(file.document_id, file.source, file.sha256, "failed", version, error=error)


def job_to_report(job: Job) -> Report:
    """Read the document; a failure is a failed report, never an exception."""
    file, version = job.file, job.store.version
    try:
        report = job_to_reader(job)(file.path, job.settings, job.store.pages_path(file.document_id))
        if file_to_sha256(file.path) != file.sha256:
            return failed_report(file, version, "the file changed while it was read; run the same command again")
    except BieumauError as error:
        return failed_report(file, version, _without_paths(str(error), file))
    except MemoryError:
        return failed_report(file, version, "out of memory; use fewer --workers, or split the file")
    except Exception as error:
        if job.verbose:
            traceback.print_exc()
        return failed_report(file, version, _without_paths(_unexpected(error), file))
    return replace(
        report,
        document_id=file.document_id,
        source=file.source,
        sha256=file.sha256,
        version=version,
        error=_without_paths(report.error, file),
    )


def _unexpected(error: Exception) -> str:
    """One line for a fault of ours: the place in the code and the message, and what the user can do."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(frame.filename).stem}.{frame.name}"
    message = " ".join(str(error).split())
    return f"internal error: {type(error).__name__} in {place}: {message}; see it with --verbose and report it"


def _without_paths(text: str, file: InputFile) -> str:
    """Output names files as the user's folder does, never by where that folder lies."""
    paths = {str(file.path.resolve()), str(file.path.absolute()), str(file.path)}
    for path in sorted(paths, key=len, reverse=True):  # the longest first: a relative path ends an absolute one
        text = text.replace(path, file.source)
    return text


def run_job(job: Job) -> None:
    """Entry of the child process: read, write the record, exit."""
    os.setsid()  # programs started on the way (tesseract) die with the group, and Ctrl-C reaches the parent only
    threading.Thread(target=_die_with_parent, daemon=True).start()
    if not job.verbose:
        _silence()
    report = job_to_report(job)
    try:
        _save(job, report)
        job.store.drop_pages(job.file.document_id)
    except OSError:
        os._exit(EXIT_STORE)


def _save(job: Job, report: Report) -> None:
    try:
        job.store.save(report)
    except (TypeError, ValueError) as error:
        job.store.save(failed_report(job.file, job.store.version, _unexpected(error)))


def _die_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os.killpg(0, signal.SIGKILL)


def _silence() -> None:
    """Native libraries write warnings to the terminal, across the progress bar."""
    sys.stdout.flush()
    sys.stderr.flush()
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)
