"""Set the confidence of figures from votes on generated scans in the tuning fonts: `make calibrate`.

`python -m tests.measure.figures --fonts tuning --seeds 2000 2003 --votes tuning.jsonl` reads the scans, more seeds and
`--faults` those kinds that give rare readings, `--faults damaged` figures that say what one is worth that looks spoilt;
`python -m tests.measure.calibrate --votes tuning.jsonl` counts and writes extract/cell_figures/figure_confidence.toml.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import extract.cell_figures.figure_votes
from extract.cell_figures.figure_votes import Vote
from tests.measure.votes import Outcome, pages_to_outcomes, read_pages
from tests.synthesis import TUNING_FONTS

_HEAD = """# How often readings of each kind were right on generated scans: [readings, right ones].
# Made by `make calibrate`; what the kinds mean stands in figure_votes.py.
[kinds]
"""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.measure.calibrate", description=__doc__)
    parser.add_argument("--votes", type=Path, nargs="+", required=True)
    options = parser.parse_args()
    outcomes = [o for o in pages_to_outcomes(read_pages(options.votes)) if o.font in TUNING_FONTS]
    counts = outcomes_to_counts(outcomes)
    target = Path(extract.cell_figures.figure_votes.__file__).with_name("figure_confidence.toml")
    target.write_text(_HEAD + "".join(f'"{k}" = [{n}, {right}]\n' for k, (n, right) in counts.items()), "utf-8")
    print(f"{target.name}: {len(counts)} kinds from {len(outcomes)} figures")


def outcomes_to_counts(outcomes: Iterable[Outcome]) -> dict[str, tuple[int, int]]:
    """(readings, right ones) by kind of vote, each line of a cell on its own.

    Damaged figures are an attack, and more of them than any scan has: they count only where the vote saw that something
    is wrong with the ink. So nothing that looks damaged is taken on trust because whole figures now and then look so.
    """
    readings: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for outcome in outcomes:
        for vote, agrees in outcome_to_lines(outcome):
            if outcome.on_damaged_page and not vote.marks:
                continue
            readings[vote.kind] += 1
            right[vote.kind] += agrees
    return {kind: (readings[kind], right[kind]) for kind in sorted(readings)}


def outcome_to_lines(outcome: Outcome) -> list[tuple[Vote, bool]]:
    """Each vote, and whether it is right: in value where it is the whole, sign by sign where it is part of
    `100% (18/18)`; none where the lines are not those printed.
    """
    if len(outcome.votes) == 1:
        return [(outcome.votes[0], outcome.right)]
    parts = outcome.raw.split()
    if len(parts) != len(outcome.votes):
        return []
    return [(vote, vote.text.replace(" ", "") == part) for vote, part in zip(outcome.votes, parts, strict=True)]


if __name__ == "__main__":
    main()
