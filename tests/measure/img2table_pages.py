"""Tables of scans by img2table with Tesseract: `python img2table_pages.py PROCESSES FILE...`; runs in its own
environment, so it imports nothing of this project.
"""

from __future__ import annotations

import sys
from importlib import import_module
from multiprocessing import Pool


def file_to_count(path: str) -> int:
    """How many tables are found in the file."""
    reader = import_module("img2table.ocr").TesseractOCR(n_threads=1, lang="vie")
    document = import_module("img2table.document").PDF(path)
    return sum(len(tables) for tables in document.extract_tables(ocr=reader).values())


def main() -> None:
    with Pool(int(sys.argv[1])) as pool:
        print(sum(pool.map(file_to_count, sys.argv[2:], chunksize=1)))


if __name__ == "__main__":
    main()
