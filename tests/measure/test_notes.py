"""How notes, their figures and references are counted, on rows that can be checked by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.records import Box, Footnote
from tests.measure.notes import Outcome, footnotes_to_counts, is_like, outcomes_to_total, rows_to_counts
from tests.synthesis.gold import Row

BEFORE = "triển khai theo quy định của pháp luật"
GOLD: list[Row] = [
    {"marker": "1", "text": "Sở Y tế giảm 07 phòng, Sở Nội vụ giảm 02 phòng.", "anchor_text": BEFORE},
    {"marker": "2", "text": "Kế hoạch số 12/KH-UBND ngày 15/3/2022.", "anchor_text": BEFORE},
]


def note(marker: str, text: str, anchor: str = BEFORE, *, review: bool = False) -> Footnote:
    return Footnote(marker, text, 1, Box(0, 0, 1, 1), 1, "body", anchor, 1.0, review, "text_unsure" if review else "")


RIGHT = [note("1", GOLD[0]["text"]), note("2", GOLD[1]["text"])]


@pytest.mark.parametrize(
    ("found", "whole", "anchored", "invented", "silent"),
    [
        (RIGHT, 2, 2, 0, 0),
        (RIGHT[:1], 1, 1, 0, 1),  # a note is not there, and nothing says so
        ([RIGHT[0], note("2", "", review=True)], 1, 1, 0, 0),
        ([replace(RIGHT[0], review=True, review_reason="next_note_missing")], 1, 1, 0, 0),  # the note before it tells
        ([replace(RIGHT[0], review=True)], 1, 1, 0, 1),
        ([note("1", " ".join(row["text"] for row in GOLD), review=True)], 0, 1, 0, 0),  # and has its text
        ([RIGHT[0], note("2", GOLD[1]["text"].replace("15/", "16/"))], 2, 2, 0, 1),  # one figure
        ([RIGHT[0], note("2", GOLD[1]["text"].replace("15/", "16/"), review=True)], 2, 2, 0, 0),
        ([RIGHT[0], note("2", GOLD[1]["text"][:20])], 1, 2, 0, 1),
        ([RIGHT[0], note("2", GOLD[1]["text"], "")], 2, 1, 0, 1),
        ([*RIGHT, note("2", "twice"), note("3", "more")], 2, 2, 2, 0),
    ],
)
def test_notes_are_counted(found: list[Footnote], whole: int, anchored: int, invented: int, silent: int) -> None:
    counts, errors = footnotes_to_counts(found, GOLD)
    assert dict(counts) == {
        "notes": 2,
        "whole": whole,
        "anchored": anchored,
        "invented": invented,
        "silent": silent,
    }
    assert bool(errors) == (found != RIGHT)


def test_of_the_text_before_a_marker_as_much_is_compared_as_the_gold_has() -> None:
    gold: list[Row] = [{"marker": "1", "text": "Một hai.", "anchor_text": "cấp xã đạt 48%"}]
    counts, _ = footnotes_to_counts([note("1", "Một hai.", "tăng 4,1%; cập xã đạt 48%")], gold)
    assert counts["anchored"] == 1


def test_notes_of_one_marker_are_paired_by_their_text() -> None:
    """Of the stars of two pages those of the first are not there: the others are none the worse for it."""
    texts = [GOLD[0]["text"], GOLD[0]["text"].replace("07", "08")]
    gold: list[Row] = [{"marker": "*", "text": text, "anchor_text": BEFORE} for text in texts]
    counts, errors = footnotes_to_counts([note("*", texts[1])], gold)
    assert (counts["whole"], counts["anchored"], counts["silent"]) == (1, 1, 1)
    assert errors == ["note * is not there"]


@pytest.mark.parametrize(("text", "like"), [("Sở Y tế", True), ("SỞ Y-TẾ.", True), ("Sở Tế", False)])
def test_likeness_is_that_of_letters_and_digits(text: str, like: bool) -> None:
    assert is_like(text, "Sở Y tế", 0.93) is like


@pytest.mark.parametrize(
    ("found", "wrong", "unflagged", "missing", "flagged"),
    [
        ([("7", False), ("2", False)], 0, 0, 0, 0),
        ([("7", True), ("2", False)], 0, 0, 0, 1),
        ([("7", False), ("3", True)], 1, 0, 0, 1),
        ([("7", False), ("3", False)], 1, 1, 0, 0),
        ([("7", False)], 0, 0, 1, 0),
        ([("7", False), ("2", False), ("2", False)], 1, 1, 0, 0),
    ],
)
def test_rows_are_counted(
    found: list[tuple[str, bool]], wrong: int, unflagged: int, missing: int, flagged: int
) -> None:
    counts, _ = rows_to_counts(["7", "2"], found)
    assert counts == {
        "rows": len(found),
        "wrong": wrong,
        "unflagged": unflagged,
        "missing": missing,
        "flagged": flagged,
    }


def test_sums_tell_how_often_a_row_is_wrong_where_nothing_says_so() -> None:
    notes, _ = footnotes_to_counts(RIGHT, GOLD)
    figures, _ = rows_to_counts(["7"], [("8", False)])
    references, _ = rows_to_counts(["7"], [("8", True)])
    first, of_figures, of_references = outcomes_to_total([Outcome(notes, figures, references, ())])
    assert first.split()[:7] == ["all", "1", "2", "2", "2", "0", "0"]
    assert of_figures.startswith("figures: 1 of 1 ")
    assert of_references.startswith("references: 0 of 0 ")
