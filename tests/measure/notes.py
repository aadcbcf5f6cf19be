"""Generated reports with footnotes, read from scans of each kind: notes, markers, their figures, and references.

`python -m tests.measure.notes --fonts evaluation --seeds 0 5 --faults clean300 fax200` reads one report for each seed,
fonts, kinds of scan and styles of markers taken in turn, and prints a line for each and one for all. A note is whole
when 93 of 100 letters of it are right, anchored when those before its marker are. It is silent when that is not so, or
a figure in it is wrong, and it is not flagged; one that is not there, when neither a row of its marker nor the note
before it says so. Figures of notes and references (number and date) are compared row by
row: wrong, wrong without a flag, missing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from tempfile import TemporaryDirectory

from models.records import Footnote, Report
from pipelines.report import read_report
from pipelines.settings import Settings
from tests.measure.cases import DIGITAL, case_parser, parser_to_options
from tests.measure.intervals import exact_interval
from tests.score import letters
from tests.synthesis import degrade
from tests.synthesis.gold import Row
from tests.synthesis.note_styles import NOTE_STYLES
from tests.synthesis.report import Made, make_report

WHOLE, ANCHORED = 0.93, 0.85
ANCHOR = 20
COLUMNS = ("notes", "whole", "anchored", "invented", "silent")
ROWS = ("rows", "wrong", "unflagged", "missing", "flagged")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was counted in one report, and what is to be listed of it."""

    notes: Counter[str]
    figures: Counter[str]
    references: Counter[str]
    errors: tuple[str, ...]


def main() -> None:
    parser = case_parser("notes", __doc__, "what is wrong")
    parser.add_argument(
        "--notes", nargs="+", choices=[*NOTE_STYLES], default=["numbers"], help="how markers are printed"
    )
    parser.add_argument("--digital", dest="faults", action="store_const", const=[DIGITAL], help="as made, not scanned")
    parser.add_argument(
        "--office",
        action="store_true",
        help="reports set by LibreOffice, each in a look of its own, if numbers do not begin again on each page",
    )
    options = parser_to_options(parser)
    outcomes = []
    print(_head())
    for turn, seed in enumerate(range(*options.seeds)):
        font, fault = options.fonts[turn % len(options.fonts)], options.faults[turn % len(options.faults)]
        style = options.notes[turn % len(options.notes)]
        office = options.office and NOTE_STYLES[style].restarts != "page"
        try:
            made = make_report(seed, font, forms=(), notes=style, office=office)
        except ValueError as reason:  # its notes stand on other pages with other numbers
            print(f"{seed} is not made: {reason}", flush=True)
            continue
        outcome = report_to_outcome(made, fault, seed)
        outcomes.append(outcome)
        print(outcome_to_line(f"{seed} {font} {fault} {style}", outcome), flush=True)
        for error in outcome.errors if options.errors else ():
            print(f"    {error}")
    print("\n".join(outcomes_to_total(outcomes)))


def report_to_outcome(made: Made, fault: str, seed: int) -> Outcome:
    """Scan a report, read it, and count."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "report.pdf"
        path.write_bytes(made.pdf if fault == DIGITAL else degrade(made.pdf, fault, seed))
        report = read_report(path, Settings(), Path(folder) / "pages")
        return read_to_outcome(report, made)


def read_to_outcome(report: Report, made: Made) -> Outcome:
    notes, errors = footnotes_to_counts(report.footnotes, made.gold["footnotes.csv"])
    figures, wrong = rows_to_counts(
        [(g["value"], g["denominator"], g["unit"]) for g in made.gold["footnote_figures.csv"]],
        [((f.value, f.denominator, f.unit), f.review) for f in report.figures if f.source == "footnote"],
    )
    references, misread = rows_to_counts(
        [(g["canonical"], g["issue_date"]) for g in made.gold["legal_refs.csv"]],
        [((r.mention.canonical, r.mention.issue_date), r.review) for r in report.references],
    )
    return Outcome(notes, figures, references, (*errors, *wrong, *misread))


def footnotes_to_counts(found: Sequence[Footnote], gold: Sequence[Row]) -> tuple[Counter[str], list[str]]:
    """Notes that are there, whole, anchored, invented, silently wrong; and a line for each that is not right."""
    counts, errors = Counter(dict.fromkeys(COLUMNS, 0)), []
    pairs = gold_to_pairs(gold, [note for note in found if note.text])
    left = [note for note in found if not any(note is other for other in pairs)]
    for turn, (row, note) in enumerate(zip(gold, pairs, strict=True)):
        counts["notes"] += 1
        if note is None:
            errors.append(f"note {row['marker']} is not there")
            last = pairs[turn - 1] if turn else None
            held = last is not None and _tells_of_next(last, gold[turn - 1])
            counts["silent"] += not (held or any(n.marker == row["marker"] and n.review for n in left))
            continue
        whole = is_like(note.text, row["text"], WHOLE)
        before = letters(row["anchor_text"])[-ANCHOR:]
        anchored = is_like(letters(note.anchor_text)[-len(before) :], before, ANCHORED)
        right = whole and anchored and _digits(note.text) == _digits(row["text"])
        counts.update(whole=int(whole), anchored=int(anchored), silent=int(not right and not note.review))
        if not right:
            errors.append(
                f"note {row['marker']} p. {note.page} {whole=} {anchored=} [{note.review_reason}] {note.text!r}"
            )
    extra = [n for n in left if n.text]
    counts["invented"] += len(extra)
    return counts, errors + [f"invented: {n.marker} p. {n.page} [{n.review_reason}] {n.text!r}" for n in extra]


def _tells_of_next(note: Footnote, row: Row) -> bool:
    """Whether a note is flagged that has, or may have, the text of the next one in it."""
    return note.review and (note.review_reason == "next_note_missing" or not is_like(note.text, row["text"], WHOLE))


def gold_to_pairs(gold: Sequence[Row], found: Sequence[Footnote]) -> list[Footnote | None]:
    """For each gold note the one of its marker that is most like it: the most alike are paired first."""
    alike = sorted(
        (
            (
                likeness(note.text, row["text"]) + likeness(note.anchor_text[-ANCHOR:], row["anchor_text"][-ANCHOR:]),
                i,
                j,
            )
            for i, row in enumerate(gold)
            for j, note in enumerate(found)
            if note.marker == row["marker"]
        ),
        key=lambda pair: (-pair[0], *pair[1:]),
    )
    pairs: dict[int, int] = {}
    for _, i, j in alike:
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return [found[pairs[i]] if i in pairs else None for i in range(len(gold))]


def is_like(text: str, gold: str, share: float) -> bool:
    """Whether a text is the gold one up to this share of its letters."""
    return likeness(text, gold) >= share


def likeness(text: str, gold: str) -> float:
    """How much of the letters of two texts is the same, from 0 to 1."""
    one, other = letters(text), letters(gold)
    return 1.0 if one == other else SequenceMatcher(None, one, other, autojunk=False).ratio()


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())


def rows_to_counts(gold: Iterable[Hashable], found: Sequence[tuple[Hashable, bool]]) -> tuple[Counter[str], list[str]]:
    """Rows with their flags against gold rows in any order; as many gold rows are missing as no row stands for."""
    left, wrong = Counter(gold), []
    for key, flagged in found:
        if left[key] > 0:
            left[key] -= 1
        else:
            wrong.append((key, flagged))
    counts = Counter(
        rows=len(found),
        wrong=len(wrong),
        unflagged=sum(not flagged for _, flagged in wrong),
        missing=max(0, left.total() - len(wrong)),
        flagged=sum(flagged for _, flagged in found),
    )
    return counts, [*_errors("wrong", wrong), *(f"gold: {key}" for key in left.elements())]


def _errors(name: str, rows: Sequence[tuple[Hashable, bool]]) -> Iterator[str]:
    for key, flagged in rows:
        yield f"{name}{'' if flagged else ' and not flagged'}: {key}"


def _head() -> str:
    figures, references = (f"  {name}: {', '.join(ROWS)}" for name in ("figures", "references"))
    return f"{'report':<44}notes: {', '.join(COLUMNS)}{figures}{references}"


def outcome_to_line(name: str, outcome: Outcome) -> str:
    parts = [" ".join(f"{outcome.notes[c]:>4}" for c in COLUMNS)]
    parts += [" ".join(f"{counts[c]:>4}" for c in ROWS) for counts in (outcome.figures, outcome.references)]
    return f"{name:<44}" + "   ".join(parts)


def outcomes_to_total(outcomes: Sequence[Outcome]) -> list[str]:
    """The sums, and how often a figure or a reference is wrong where nothing says so."""
    whole = Outcome(
        sum((o.notes for o in outcomes), Counter()),
        sum((o.figures for o in outcomes), Counter()),
        sum((o.references for o in outcomes), Counter()),
        (),
    )
    lines = [outcome_to_line(f"all {len(outcomes)}", whole)]
    for name, counts in (("figures", whole.figures), ("references", whole.references)):
        sure = counts["rows"] - counts["flagged"]
        low, high = exact_interval(counts["unflagged"], sure)
        lines.append(f"{name}: {counts['unflagged']} of {sure} not flagged are wrong ({low:.3%} to {high:.3%})")
    return lines


if __name__ == "__main__":
    main()
