"""How fast the reference finder is: `python -m tests.measure.refs [FILE.pdf]`.

Prints the seconds until the first text is read in a new process, and characters a minute on one core over the running
text of a born-digital report.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from extract.layout import words_to_lines
from extract.pdf import open_document, page_to_text_layer
from models.legal import find_references

SAMPLE = Path("data/raw/481-bc-ubnd.digital.pdf")
ROUNDS = 5


def file_to_pages(path: Path) -> list[str]:
    """The text of each page, line by line."""
    with open_document(path) as document:
        layers = [page_to_text_layer(document, number) for number in range(1, document.pages + 1)]
    return ["\n".join(line.text for line in words_to_lines(layer.words)) for layer in layers]


def main() -> None:
    started = time.perf_counter()
    find_references("Nghị định số 107/2020/NĐ-CP")
    print(f"load and first text   {time.perf_counter() - started:.2f} s")
    pages = file_to_pages(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE)
    started = time.perf_counter()
    found = sum(len(find_references(page)) for _ in range(ROUNDS) for page in pages)
    seconds = time.perf_counter() - started
    characters = ROUNDS * sum(map(len, pages))
    print(f"{characters:,} characters, {found} references, {characters / seconds * 60:,.0f} characters a minute")


if __name__ == "__main__":
    main()
