"""Memory of a long document against that of a short one: `python -m tests.measure.memory FILE --pages 50 500`.

The pages of FILE are repeated; the pipeline reads each document in a process of its own, whose peak is printed.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2

from tests.measure.processes import run_measured


def file_to_longer(source: Path, pages: int, target: Path) -> None:
    """The pages of `source` over and over, until there are `pages` of them."""
    with pypdfium2.PdfDocument(source) as short, pypdfium2.PdfDocument.new() as long:
        for start in range(0, pages, len(short)):
            long.import_pages(short, list(range(min(len(short), pages - start))))
        long.save(target)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.measure.memory", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--pages", type=int, nargs="+", default=[50, 500])
    options = parser.parse_args()
    for pages in options.pages:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "long.pdf"
            file_to_longer(options.file, pages, path)
            command = [Path(sys.executable).with_name("bieumau"), "ingest", path, "--out", Path(folder) / "out"]
            usage = run_measured([*command, "--workers", 1, "--timeout", 36000], os.environ)
            print(f"{pages:>5} pages {usage.seconds:>8.1f} s {usage.peak:>8.0f} MB", flush=True)


if __name__ == "__main__":
    main()
