"""Read thousands of generated figures and print coverage and error for each kind of scan and each font.

`python -m tests.measure.figures --fonts evaluation --seeds 100 103 --votes votes.jsonl` reads, then prints. Pages that
the files hold already are not read again; new ones go into the first file. So two shells can share the work, each with
its own --fonts or --seeds and its own file, and a third prints over both: `--votes one.jsonl two.jsonl --only-print`.
`--faults damaged` reads figures damaged one by one instead: strokes eaten, pens, stamps, print on a rule.
A figure is covered when its row would go unflagged; it is wrong when its value is not the printed.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import product
from pathlib import Path

from extract.cell_figures.figure_votes import vote_to_confidence, vote_to_reason
from extract.values import text_to_value
from tests.measure.figure_pages import DAMAGED
from tests.measure.intervals import exact_interval
from tests.measure.votes import EASY, LEVELS, Outcome, PageVotes, pages_to_outcomes, read_page, read_pages, write_page
from tests.synthesis.damage import DAMAGES
from tests.synthesis.fonts import missing_packages, names_to_families


def main() -> None:
    options = _options()
    if not options.only_print:
        read_missing(options.fonts, options.faults, range(*options.seeds), options.votes)
    pages = read_pages(options.votes)
    outcomes = pages_to_outcomes(pages)
    for lines in (outcomes_to_table, outcomes_to_curve, outcomes_to_errors):
        print("\n".join(lines(outcomes)))
    print("\n".join(pages_to_left_out(pages)))


def read_missing(fonts: Sequence[str], faults: Sequence[str], seeds: Iterable[int], votes: Sequence[Path]) -> None:
    """Read the pages that none of the files holds into the first of them."""
    missing = missing_packages(tuple(fonts))
    if missing:
        raise SystemExit(f"fonts are missing: apt-get install {' '.join(missing)}, or name others with --fonts")
    done = {page.key for page in read_pages(votes)}
    for seed, font, fault in product(seeds, fonts, faults):
        if (fault, font, seed) not in done:
            write_page(votes[0], read_page(font, fault, seed))


def outcomes_to_table(outcomes: Sequence[Outcome]) -> list[str]:
    """A line for each kind of scan and each font, and for the easy and for all kinds together; then for damages."""
    lines = [f"{'scan':<18}{'figures':>8}{'coverage':>10}{'right':>9}{'wrong when sure':>18}   95 % interval"]
    damaged = [o for o in outcomes if o.on_damaged_page]
    outcomes = [o for o in outcomes if not o.on_damaged_page]
    for fault in LEVELS:
        lines += _line(fault, [o for o in outcomes if o.fault == fault])
    easy = [o for o in outcomes if o.fault in EASY]
    lines += _line("easy to read", easy) + _line("all", outcomes)
    for font in sorted({o.font for o in outcomes}):
        lines += _line(f"{font}, easy", [o for o in easy if o.font == font])
        lines += _line(f"{font}, all", [o for o in outcomes if o.font == font])
    for name in (*DAMAGED, *DAMAGES):
        lines += _line(name, [o for o in damaged if name in (o.fault, o.damage)])
    return lines + _line("damaged", [o for o in damaged if o.damage])


def pages_to_left_out(pages: Sequence[PageVotes]) -> list[str]:
    """Pages that the figures above do not speak of, and pages cut by the grid as drawn."""
    turned = [page for page in pages if not page.upright]
    drawn = [page for page in pages if page.upright and not page.grid_found]
    lines = ["", f"of {len(pages)} pages, not set upright and left out: {len(turned)}{_names(turned)}"]
    return [*lines, f"grid not found, cut as drawn: {len(drawn)}{_names(drawn)}"]


def _names(pages: Sequence[PageVotes]) -> str:
    return "".join(f"\n  {page.fault} {page.font} {page.seed}" for page in pages)


def _line(name: str, outcomes: Sequence[Outcome]) -> list[str]:
    if not outcomes:
        return []
    sure = [o for o in outcomes if o.sure]
    wrong = sum(not o.right for o in sure)
    low, high = exact_interval(wrong, len(sure))
    right = sum(o.right for o in outcomes) / len(outcomes)
    share = f"{wrong} = {wrong / max(1, len(sure)):.3%}"
    coverage = len(sure) / len(outcomes)
    return [f"{name:<18}{len(outcomes):>8}{coverage:>10.4f}{right:>9.4f}{share:>18}   {low:.3%} to {high:.3%}"]


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
    kinds = Counter((outcome_to_doubt(o), o.right) for o in outcomes if not o.sure)
    lines.append("flagged:")
    return lines + [f"  {kind}, {'right' if right else 'wrong'}: {n}" for (kind, right), n in kinds.most_common(30)]


def outcome_to_doubt(outcome: Outcome) -> str:
    """The kind of vote that a figure is flagged for, or the doubt about what it says where all its votes are sure."""
    vote = min(outcome.votes, key=vote_to_confidence, default=None)
    if vote is not None and vote_to_reason(vote, vote_to_confidence(vote)):
        return vote.kind
    return text_to_value(outcome.text, outcome.unit).doubt


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.measure.figures",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--fonts", nargs="+", default=["evaluation"], help="families, or: tuning, evaluation")
    parser.add_argument("--seeds", type=int, nargs=2, default=(0, 1), help="from, and up to but without")
    parser.add_argument("--faults", nargs="+", choices=[*LEVELS, "damaged"], default=LEVELS)
    parser.add_argument("--votes", type=Path, nargs="+", default=[Path("votes.jsonl")], help="files with votes")
    parser.add_argument("--only-print", action="store_true", help="read nothing")
    options = parser.parse_args()
    options.faults = [fault for name in options.faults for fault in ([*DAMAGED] if name == "damaged" else [name])]
    try:
        options.fonts = names_to_families(options.fonts)
    except LookupError as error:
        parser.error(str(error))
    return options


if __name__ == "__main__":
    main()
