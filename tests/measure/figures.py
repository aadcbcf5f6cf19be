"""Read thousands of generated figures and print coverage and error for each kind of scan.

`python -m tests.measure.figures --fonts evaluation --seeds 0 1 --votes votes.jsonl`; pages that the file holds already
are not read again. A figure is covered when its row would go unflagged; it is wrong when its value is not the printed.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.measure.intervals import exact_interval
from tests.measure.votes import EASY, LEVELS, Outcome, page_to_outcomes, read_outcomes, write_outcomes
from tests.synthesis import EVALUATION_FONTS, TUNING_FONTS, found_fonts


def main() -> None:
    options = _options()
    done = {(o.fault, o.font, o.seed) for o in read_outcomes(options.votes)}
    half = TUNING_FONTS if options.fonts == "tuning" else EVALUATION_FONTS
    for seed in range(options.seeds[0], options.seeds[1]):
        for font in (name for name in found_fonts() if name in half):
            for fault in options.faults:
                if (fault, font, seed) not in done:
                    write_outcomes(options.votes, page_to_outcomes(font, fault, seed))
    outcomes = read_outcomes(options.votes)
    print("\n".join(outcomes_to_table(outcomes)))
    print("\n".join(outcomes_to_curve(outcomes)))
    print("\n".join(outcomes_to_errors(outcomes)))


def outcomes_to_table(outcomes: Sequence[Outcome]) -> list[str]:
    """A line for each kind of scan, and for the easy and for all kinds together."""
    lines = [f"{'scan':<14}{'figures':>8}{'coverage':>10}{'right':>9}{'wrong when sure':>18}   95 % interval"]
    for fault in LEVELS:
        lines += _line(fault, [o for o in outcomes if o.fault == fault])
    lines += _line("easy to read", [o for o in outcomes if o.fault in EASY])
    return lines + _line("all", outcomes)


def _line(name: str, outcomes: Sequence[Outcome]) -> list[str]:
    if not outcomes:
        return []
    sure = [o for o in outcomes if o.sure]
    wrong = sum(not o.right for o in sure)
    low, high = exact_interval(wrong, len(sure))
    right = sum(o.right for o in outcomes) / len(outcomes)
    share = f"{wrong} = {wrong / max(1, len(sure)):.3%}"
    coverage = len(sure) / len(outcomes)
    return [f"{name:<14}{len(outcomes):>8}{coverage:>10.4f}{right:>9.4f}{share:>18}   {low:.3%} to {high:.3%}"]


def outcomes_to_curve(outcomes: Sequence[Outcome]) -> list[str]:
    """Coverage and error when only figures of at least a confidence are taken."""
    lines = ["", f"{'confidence from':<18}{'coverage':>10}{'wrong':>8}"]
    for least in sorted({o.confidence for o in outcomes}, reverse=True):
        taken = [o for o in outcomes if o.confidence >= least]
        lines.append(f"{least:<18}{len(taken) / len(outcomes):>10.4f}{sum(not o.right for o in taken):>8}")
    return lines


def outcomes_to_errors(outcomes: Sequence[Outcome]) -> list[str]:
    """Each figure that is wrong though sure, and why the others are flagged."""
    lines = ["", "wrong though sure:"]
    lines += [
        f"  {o.fault} {o.font}: {o.raw!r} read as {o.text!r}, {o.votes}" for o in outcomes if o.sure and not o.right
    ]
    kinds = Counter(
        (min(o.votes, key=lambda v: v.sure).kind if o.votes else "blank", o.right) for o in outcomes if not o.sure
    )
    lines.append("flagged:")
    return lines + [f"  {kind}, {'right' if right else 'wrong'}: {n}" for (kind, right), n in kinds.most_common(30)]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.measure.figures", description=__doc__)
    parser.add_argument("--fonts", choices=["tuning", "evaluation"], default="evaluation")
    parser.add_argument("--seeds", type=int, nargs=2, default=(0, 1), help="from, and up to but without")
    parser.add_argument("--faults", nargs="*", choices=LEVELS, default=LEVELS)
    parser.add_argument("--votes", type=Path, default=Path("votes.jsonl"), help="file that the votes are kept in")
    return parser.parse_args()


if __name__ == "__main__":
    main()
