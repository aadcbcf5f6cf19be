"""Speed and memory beside other tools on the same pages: `make bench`, or

`python -m tests.measure.bench SCAN.pdf --peers FOLDER [--repeats 2]`

Each tool reads two copies of the scan with two processes. OCRmyPDF only recognises text, img2table finds tables and
reads them; the pipeline does both, each figure twice, and writes its CSVs. The tools take turns, so that whatever else
the machine does falls on all of them. FOLDER is a virtual environment with ocrmypdf and img2table: theirs, not ours.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import pypdfium2

from tests.measure.processes import Usage, run_measured

PROCESSES = 2
Run = Callable[[Path], Usage]


@dataclass(frozen=True, slots=True)
class Bench:
    """What all tools read: `files` with `pages` pages together, and the environment they run in."""

    files: tuple[Path, ...]
    pages: int
    environment: Mapping[str, str]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.measure.bench", description=__doc__)
    parser.add_argument("scan", type=Path)
    parser.add_argument("--peers", type=Path, required=True, help="virtual environment of the other tools")
    parser.add_argument("--pages", type=int, nargs=2, help="first and last; all when left out")
    parser.add_argument("--repeats", type=int, default=2)
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        bench = scan_to_bench(options.scan, Path(folder), options.pages)
        tools = tools_to_runs(bench, options.peers)
        seen: dict[str, list[Usage]] = {name: [] for name in tools}
        for turn in range(options.repeats):
            for name, run in tools.items():
                out = Path(folder) / f"{name}-{turn}"
                out.mkdir()
                seen[name].append(run(out))
                print(f"{name}, turn {turn + 1}: {seen[name][-1]}", file=sys.stderr, flush=True)
    print("\n".join(usages_to_table(seen, bench.pages)))


def scan_to_bench(scan: Path, folder: Path, span: Sequence[int] | None) -> Bench:
    """Copies of the scan, each with bytes of its own, because the pipeline reads equal files once."""
    with pypdfium2.PdfDocument(scan) as whole, pypdfium2.PdfDocument.new() as part:
        first, last = span or (1, len(whole))
        part.import_pages(whole, list(range(first - 1, last)))
        pages = len(part)
        files = tuple(folder / f"copy{index}.pdf" for index in range(PROCESSES))
        for file in files:
            part.save(file)
            with file.open("ab") as end:
                end.write(f"\n% {file.stem}\n".encode())
    return Bench(files, pages * len(files), {**os.environ, "OMP_THREAD_LIMIT": "1"})


def tools_to_runs(bench: Bench, peers: Path) -> dict[str, Run]:
    """How each tool is run, by name; the output goes to the folder given."""
    return {
        "bieumau": partial(_run_bieumau, bench),
        "OCRmyPDF": partial(_run_ocrmypdf, bench, peers),
        "img2table": partial(_run_img2table, bench, peers),
    }


def _run_bieumau(bench: Bench, out: Path) -> Usage:
    command = [Path(sys.executable).with_name("bieumau"), "ingest", *bench.files]
    return run_measured([*command, "--out", out, "--workers", PROCESSES], bench.environment)


def _run_ocrmypdf(bench: Bench, peers: Path, out: Path) -> Usage:
    options = ["--jobs", PROCESSES, "-l", "vie", "--force-ocr", "--output-type", "none", "--sidecar"]
    runs = [
        run_measured([peers / "bin/ocrmypdf", *options, out / f"{file.stem}.txt", file, "-"], bench.environment)
        for file in bench.files
    ]
    return Usage(sum(run.seconds for run in runs), max(run.peak for run in runs))


def _run_img2table(bench: Bench, peers: Path, out: Path) -> Usage:
    script = Path(__file__).with_name("img2table_pages.py")
    return run_measured([peers / "bin/python", script, PROCESSES, *bench.files], bench.environment)


def usages_to_table(seen: Mapping[str, Sequence[Usage]], pages: int) -> list[str]:
    """One line for each tool: its median time, and that time against OCRmyPDF's."""
    times = {name: median(usage.seconds for usage in usages) for name, usages in seen.items()}
    lines = [f"{'tool':<12}{'seconds':>9}{'pages/s':>9}{'ratio':>8}{'peak MB per process':>21}"]
    for name, usages in seen.items():
        ratio = times[name] / times["OCRmyPDF"]
        peak = max(usage.peak for usage in usages)
        lines.append(f"{name:<12}{times[name]:>9.1f}{pages / times[name]:>9.3f}{ratio:>8.2f}{peak:>21.0f}")
    return lines


if __name__ == "__main__":
    main()
