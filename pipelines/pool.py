"""Child processes with a time limit, a memory limit and a hard kill: native code heeds nothing less."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import wait
from multiprocessing.context import ForkServerContext, ForkServerProcess
from multiprocessing.forkserver import ensure_running
from pathlib import Path

from models.errors import OutputError
from pipelines.inputs import MEBIBYTE
from pipelines.worker import EXIT_STORE, Job, run_job

POLL_SECONDS = 0.2
# Modules for all reading processes; one that is not installed is passed over, and missed by who asks for it.
PRELOADED = ["pipelines.loaded", "onnxruntime", "tesserocr"]
# Two threads pools at work on one core each cost far more than they bring (tesseract issue 3109: 9 s against 459 s).
ENVIRONMENT = {
    "OMP_THREAD_LIMIT": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "OPENCV_FOR_THREADS_NUM": "1",
    "PYTHONSAFEPATH": "1",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take: seconds of wall time, megabytes of memory, bytes on disk."""

    seconds: float = 1800
    memory_mb: int = 4096
    file_mb: int = 1024


@dataclass(frozen=True, slots=True)
class Outcome:
    """A job that ended. `error` is empty when the child wrote its record itself."""

    job: Job
    error: str
    seconds: float


@dataclass(frozen=True, slots=True)
class _Running:
    job: Job
    process: ForkServerProcess
    started: float


def run_jobs(jobs: Iterable[Job], limits: Limits, workers: int) -> Iterator[Outcome]:
    """Run each job in a process of its own, `workers` at a time; yields as they end. Leaves no process behind."""
    waiting = deque(jobs)
    running: list[_Running] = []
    try:
        while waiting or running:
            while waiting and len(running) < workers:
                running.append(_start(waiting.popleft()))
            wait([child.process.sentinel for child in running], timeout=POLL_SECONDS)
            for child in tuple(running):
                error = _child_to_error(child, limits)
                if error is not None:
                    running.remove(child)
                    yield Outcome(child.job, error, time.monotonic() - child.started)
    finally:
        for child in running:
            _kill(child.process)


def started_server() -> ForkServerContext:
    """A server with the libraries loaded forks a fresh process per document: isolation without start-up time.

    It loads them while the caller goes on. There is one for the whole of a program; a second call finds it running.
    """
    context = get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    missing = {name: value for name, value in ENVIRONMENT.items() if name not in os.environ}
    os.environ.update(missing)
    try:
        ensure_running()
    finally:
        for name in missing:
            del os.environ[name]  # they are meant for readers, not for what else this program starts
    return context


def _start(job: Job) -> _Running:
    job.store.drop(job.file.document_id)  # a record that is there afterwards was written by this child
    process = started_server().Process(target=run_job, args=(job,), daemon=False)
    process.start()
    return _Running(job, process, time.monotonic())


def _child_to_error(child: _Running, limits: Limits) -> str | None:
    """None while it runs; else why there is no record, empty when there is one."""
    if child.process.exitcode is None:
        error = _over_limit(child, limits)
        if error:
            _kill(child.process)
        return error
    child.process.join()
    code = child.process.exitcode
    if code == EXIT_STORE:
        raise OutputError(f"cannot write records to {child.job.store.folder.name}: is the disk full?")
    if code == 0 and child.job.store.path(child.job.file.document_id).exists():
        return ""
    return f"the reading process ended by itself ({_code_to_words(code)}); run again with --verbose to see why"


def _over_limit(child: _Running, limits: Limits) -> str | None:
    if time.monotonic() - child.started > limits.seconds:
        return f"not finished within {limits.seconds:g} seconds; raise --timeout, a new run goes on where it stopped"
    if process_to_megabytes(child.process.pid or 0) > limits.memory_mb:
        return f"needs more than {limits.memory_mb} MB of memory; raise --memory, or split the file"
    return None


def _code_to_words(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"


def _kill(process: ForkServerProcess) -> None:
    """End a child and what it started; it leads a process group of its own."""
    if process.pid is not None and process.exitcode is None:
        try:
            if os.getpgid(process.pid) == process.pid:
                os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass  # it ended in this moment
        process.kill()
    process.join()


def process_to_megabytes(pid: int) -> float:
    """Resident memory of a process and its direct children; 0 when it is gone."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    try:
        pids = [pid, *map(int, children.read_text().split())]
        return sum(_resident_pages(each) for each in pids) * os.sysconf("SC_PAGE_SIZE") / MEBIBYTE
    except OSError:
        return _ps_to_megabytes(pid)


def _resident_pages(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except OSError:
        return 0


def _ps_to_megabytes(pid: int) -> float:
    """For systems without /proc, such as macOS."""
    listed = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return int(listed.stdout.strip() or 0) / 1024
