"""How right a dataset is against gold CSVs, field by field, and whether that is above the bars.

    python -m tests.score data/out tests/gold/481 [--errors 20]

The gold folder holds the CSVs of what a careful reader takes from one report, and bars.toml: for each file that renders
this report, the least that each figure must reach (`at_least`) and the most that it may (`at_most`).
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import chain
from pathlib import Path

Row = dict[str, str]
Figures = dict[str, float]
SAME_ROW = 0.5  # labels less alike than this are different rows
SAME_ANCHOR = 0.8  # anchors are compared by their last letters, where an OCR slip is forgiven
ANCHOR_LETTERS = 15


@dataclass
class Score:
    """The figures of one document and the differences behind them, in words."""

    figures: Figures = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)


def read_rows(path: Path, document_id: str = "") -> list[Row]:
    """The rows of a CSV, those of one document when it is named; none when there is no file."""
    if not path.exists():
        return []
    with path.open(newline="", encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if not document_id or row["document_id"] == document_id]


def as_printed(text: str) -> str:
    """Text with one kind of dash and of blank, composed."""
    text = unicodedata.normalize("NFC", text).replace("–", "-").replace("—", "-")
    return " ".join(text.split())


def letters(text: str) -> str:
    """Letters and digits alone, in lower case."""
    return re.sub(r"[\W_]+", "", as_printed(text)).lower()


def number(text: str) -> float | str | None:
    try:
        return round(float(text), 6) if text.strip() else None
    except ValueError:
        return text.strip()


def likeness(one: Row, other: Row) -> float:
    a, b = letters(one["code"] + one["label"]), letters(other["code"] + other["label"])
    return SequenceMatcher(None, a, b, autojunk=False).ratio() if a or b else 0.0


def align(gold: list[Row], found: list[Row]) -> list[tuple[Row | None, Row | None]]:
    """Rows of gold with rows found, in order, so that the sum of their likeness is greatest (dynamic programming)."""
    alike = [[likeness(one, other) for other in found] for one in gold]
    best = [[0.0] * (len(found) + 1) for _ in range(len(gold) + 1)]
    for i in reversed(range(len(gold))):
        for j in reversed(range(len(found))):
            together = best[i + 1][j + 1] + (alike[i][j] if alike[i][j] >= SAME_ROW else -1)
            best[i][j] = max(best[i + 1][j], best[i][j + 1], together)
    pairs: list[tuple[Row | None, Row | None]] = []
    i = j = 0
    while i < len(gold) or j < len(found):
        both = i < len(gold) and j < len(found)
        if both and alike[i][j] >= SAME_ROW and abs(best[i][j] - best[i + 1][j + 1] - alike[i][j]) < 1e-9:
            pairs.append((gold[i], found[j]))
            i, j = i + 1, j + 1
        elif i < len(gold) and (j >= len(found) or best[i][j] == best[i + 1][j]):
            pairs.append((gold[i], None))
            i += 1
        else:
            pairs.append((None, found[j]))
            j += 1
    return pairs


SAME: dict[str, Callable[[Row, Row], bool]] = {
    "code": lambda gold, found: letters(gold["code"]) == letters(found["code"]),
    "label": lambda gold, found: as_printed(gold["label"]) == as_printed(found["label"]),
    "unit": lambda gold, found: letters(gold["unit"]) == letters(found["unit"]),
    "note": lambda gold, found: letters(gold["note"]) == letters(found["note"]),
    "value": lambda gold, found: all(number(gold[name]) == number(found[name]) for name in ("value", "denominator")),
}


def score_indicators(gold: list[Row], found: list[Row]) -> Score:
    """Share of rows found, of fields right among all rows of gold, and wrong values that nobody is told about."""
    forms = sorted({row["form"] for row in chain(gold, found)})
    pairs = list(
        chain.from_iterable(
            align([row for row in gold if row["form"] == form], [row for row in found if row["form"] == form])
            for form in forms
        )
    )
    errors = [_missing(one, other) for one, other in pairs if one is None or other is None]
    right: Counter[str] = Counter()
    silent = sum(
        one is None and number(other["value"]) is not None and other["review"] != "true"
        for one, other in pairs
        if other
    )
    for one, other in pairs:
        if one is None or other is None:
            continue
        wrong = [name for name, same in SAME.items() if not same(one, other)]
        right.update(set(SAME) - set(wrong))
        silent += "value" in wrong and other["review"] != "true"
        errors += [f"{name}, form {one['form']} {one['code']}: {one[name]!r} != {other[name]!r}" for name in wrong]
    total = max(1, len(gold))
    figures: Figures = {"rows_found": sum(one is not None and other is not None for one, other in pairs) / total}
    figures |= {f"{name}_exact": right[name] / total for name in SAME}
    figures["silent_errors"] = silent
    figures["flagged_share"] = sum(row["review"] == "true" for row in found) / max(1, len(found))
    return Score(figures, errors)


def _missing(gold: Row | None, found: Row | None) -> str:
    row = gold or found or {}
    what = "row missed" if gold else "row invented"
    return f"{what}, form {row['form']} {row['code']}: {row['label']} = {row['value_raw']}"


def edit_distance(one: str, other: str) -> int:
    """Letters to insert, delete or change (Levenshtein)."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
    return row[-1]


def score_footnotes(gold: list[Row], found: list[Row]) -> Score:
    """By marker: found, whole (its length is right within 3 %), bound to its anchor, and letters wrong."""
    there = {row["marker"]: row for row in found}
    score = Score()
    length = wrong = whole = anchored = 0
    for row in gold:
        note = there.get(row["marker"], {"text": "", "anchor_text": ""})
        text, read = as_printed(row["text"]), as_printed(note["text"])
        full = int(row.get("length") or len(text))  # gold may hold only the beginning of a long note
        whole += "marker" in note and abs(len(read) - full) <= max(3, 0.03 * full)
        wrong += edit_distance(text, read if full == len(text) else read[: len(text)])
        length += len(text)
        want, got = (letters(side["anchor_text"])[-ANCHOR_LETTERS:] for side in (row, note))
        bound = "marker" in note and SequenceMatcher(None, want, got).ratio() >= SAME_ANCHOR
        anchored += bound
        if not bound:
            score.errors.append(f"footnote {row['marker']}: anchor {row['anchor_text']!r} != {note['anchor_text']!r}")
    total = max(1, len(gold))
    score.figures["footnotes_found"] = sum(row["marker"] in there for row in gold) / total
    score.figures["footnotes_whole"] = whole / total
    score.figures["footnote_anchors"] = anchored / total
    score.figures["footnote_cer"] = wrong / max(1, length)
    return score


def score_multisets(name: str, gold: Iterable[Hashable], found: Iterable[Hashable]) -> Score:
    """F1 of two multisets: each thing counts as often as it is there."""
    want, got = Counter(gold), Counter(found)
    common = (want & got).total()
    errors = [f"{name} missed {key}" for key in (want - got).elements()]
    errors += [f"{name} extra {key}" for key in (got - want).elements()]
    return Score({f"{name}_f1": 2 * common / max(1, want.total() + got.total())}, errors)


def figure_to_key(row: Row) -> Hashable:
    return row["marker"], number(row["value"]), number(row["denominator"])


def reference_to_key(row: Row) -> tuple[str, str]:
    return as_printed(row["doc_type"]).lower(), as_printed(row["canonical"]).replace(" ", "").upper()


def score_references(gold: list[Row], found: list[Row]) -> Score:
    """Kind and canonical number as a multiset; then the dates that gold states, on the references that match."""
    score = score_multisets("legal_refs", map(reference_to_key, gold), map(reference_to_key, found))
    dated = Counter((reference_to_key(row), row["issue_date"]) for row in gold if row["issue_date"])
    read = Counter((reference_to_key(row), row["issue_date"]) for row in found)
    score.figures["legal_ref_dates"] = (dated & read).total() / max(1, dated.total())
    return score


def score_document(out: Path, gold: Path, document_id: str) -> Score:
    """All figures for which gold has a file."""

    def sides(name: str) -> tuple[list[Row], list[Row]]:
        return read_rows(gold / name), read_rows(out / name, document_id)

    want, got = sides("footnote_figures.csv")
    scores = (
        score_indicators(*sides("indicators.csv")),
        score_footnotes(*sides("footnotes.csv")),
        score_multisets("figures", map(figure_to_key, want), map(figure_to_key, got)),
        score_references(*sides("legal_refs.csv")),
    )
    whole = Score()
    for score in scores:
        whole.figures |= score.figures
        whole.errors += score.errors
    return whole


def figures_to_lines(figures: Figures, bars: dict[str, Figures]) -> list[tuple[str, bool]]:
    """A line per figure with its bar, and whether it stands."""
    least, most = bars.get("at_least", {}), bars.get("at_most", {})
    lines = []
    for name in [*figures, *sorted((least.keys() | most.keys()) - figures.keys())]:
        value = figures.get(name, float("nan"))
        stands = (name not in least or value >= least[name]) and (name not in most or value <= most[name])
        bar = f">= {least[name]:g}" if name in least else f"<= {most[name]:g}" if name in most else ""
        lines.append((f"  {name:18} {value:9.4f}  {bar:10} {'' if stands else 'BELOW THE BAR'}".rstrip(), stands))
    return lines


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Score a dataset against gold and its bars.")
    parser.add_argument("out", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--errors", type=int, default=0, help="differences to print")
    options = parser.parse_args(arguments)
    ids = {row["source"]: row["document_id"] for row in read_rows(options.out / "documents.csv")}
    stands = True
    for source, bars in tomllib.loads((options.gold / "bars.toml").read_text(encoding="utf-8")).items():
        print(source)
        score = score_document(options.out, options.gold, ids.get(source, "not in the dataset"))
        for line, good in figures_to_lines(score.figures, bars):
            print(line)
            stands &= good
        for error in score.errors[: options.errors]:
            print(f"    {error}")
    return 0 if stands else 1


if __name__ == "__main__":
    sys.exit(main())
