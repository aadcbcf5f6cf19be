"""Where the time of reading goes: `python -m tests.measure.profile FILE [--pages 1 12 13]`.

Prints, for the functions of this project and for the calls into engines, own and cumulated seconds.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
from pathlib import Path

from extract.pdf import open_document
from pipelines.pages import document_to_page
from pipelines.settings import Settings

_SHOWN = r"extract|pipelines|models|SetImage|GetTSVText|run|connectedComponents|morphology|medianBlur|warpAffine|render"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.measure.profile", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--pages", type=int, nargs="*", help="all when left out")
    parser.add_argument("--lines", type=int, default=45)
    options = parser.parse_args()
    with open_document(options.file) as document:
        document_to_page(document, 1, Settings())  # the engines are loaded before the clock starts
        profile = cProfile.Profile()
        profile.enable()
        for number in options.pages or range(1, document.pages + 1):
            document_to_page(document, number, Settings())
        profile.disable()
    pstats.Stats(profile).sort_stats("tottime").print_stats(_SHOWN, options.lines)


if __name__ == "__main__":
    main()
