"""A command run to its end, its time taken, and the memory of each process that it starts watched (Linux)."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_INTERVAL = 0.1
_KILOBYTES_PER_MEGABYTE = 1024


@dataclass(frozen=True, slots=True)
class Usage:
    """Seconds from start to end, and the most resident memory that one process had, in megabytes."""

    seconds: float
    peak: float


def run_measured(command: Sequence[object], environment: Mapping[str, str]) -> Usage:
    """Run `command` without its output; raises CalledProcessError when it fails."""
    words = [str(word) for word in command]
    start = time.perf_counter()
    peaks: dict[int, float] = {}
    with subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None:
            for pid in (process.pid, *_descendants(process.pid)):
                peaks[pid] = max(peaks.get(pid, 0.0), _peak(pid))
            time.sleep(_INTERVAL)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, words)
    return Usage(time.perf_counter() - start, max(peaks.values(), default=0.0))


def _descendants(pid: int) -> Iterator[int]:
    for child in _children(pid):
        yield child
        yield from _descendants(child)


def _children(pid: int) -> Iterable[int]:
    try:
        files = list(Path(f"/proc/{pid}/task").glob("*/children"))
        return [int(child) for file in files for child in file.read_text().split()]
    except OSError:  # it ended meanwhile
        return []


def _peak(pid: int) -> float:
    """The most memory the process had so far (VmHWM), in megabytes."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    found = next((line.split()[1] for line in lines if line.startswith("VmHWM")), "0")
    return int(found) / _KILOBYTES_PER_MEGABYTE
