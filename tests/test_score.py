"""The scorer on small cases that can be checked by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.score import (
    Figures,
    Row,
    align,
    edit_distance,
    figures_to_lines,
    main,
    read_rows,
    score_footnotes,
    score_indicators,
    score_multisets,
    score_references,
)

GOLD = Path(__file__).resolve().parent / "gold" / "481"


def row(label: str, value: str = "", review: str = "false", **more: str) -> Row:
    return {"form": "1", "code": "", "label": label, "unit": "", "note": "", "value_raw": value, "value": value} | {
        "denominator": "",
        "review": review,
        **more,
    }


ALIGNED = [
    (["một hai", "ba bốn"], ["một hai", "ba bốn"], [(0, 0), (1, 1)]),
    (["một hai", "ba bốn"], ["ba bốn"], [(0, None), (1, 0)]),
    (["ba bốn"], ["một hai", "ba bốn"], [(None, 0), (0, 1)]),
    (["một hai"], ["xyz"], [(0, None), (None, 0)]),
    (["một hai ba"], ["một hai bo"], [(0, 0)]),
]


@pytest.mark.parametrize(("gold", "found", "expected"), ALIGNED)
def test_rows_are_aligned_by_their_labels(
    gold: list[str], found: list[str], expected: list[tuple[int | None, int | None]]
) -> None:
    ours, theirs = [row(label) for label in gold], [row(label) for label in found]
    pairs = align(ours, theirs)
    assert [(ours.index(a) if a else None, theirs.index(b) if b else None) for a, b in pairs] == expected


INDICATORS = [
    # gold, found, rows_found, value_exact, silent_errors
    ([row("một hai", "5")], [row("một hai", "5")], 1.0, 1.0, 0),
    ([row("một hai", "5")], [row("một hai", "5.0")], 1.0, 1.0, 0),
    ([row("một hai", "5")], [row("một hai", "6")], 1.0, 0.0, 1),
    ([row("một hai", "5")], [row("một hai", "6", "true")], 1.0, 0.0, 0),
    ([row("một hai", "")], [row("một hai", "6")], 1.0, 0.0, 1),
    ([row("một hai", "5")], [], 0.0, 0.0, 0),
    ([], [row("ở đâu ra", "5")], 0.0, 0.0, 1),
    ([], [row("ở đâu ra", "5", "true")], 0.0, 0.0, 0),
    ([], [row("ở đâu ra", "")], 0.0, 0.0, 0),
    ([row("một hai", "27", denominator="27")], [row("một hai", "27")], 1.0, 0.0, 1),
    ([row("một hai", "5")], [row("một hai", "5", form="2")], 0.0, 0.0, 1),
]


@pytest.mark.parametrize(("gold", "found", "rows_found", "value", "silent"), INDICATORS)
def test_a_wrong_or_invented_value_without_a_flag_is_a_silent_error(
    gold: list[Row], found: list[Row], rows_found: float, value: float, silent: int
) -> None:
    figures = score_indicators(gold, found).figures
    assert (figures["rows_found"], figures["value_exact"], figures["silent_errors"]) == (rows_found, value, silent)


def test_gold_against_itself_is_all_right() -> None:
    indicators = [one | {"review": "false"} for one in read_rows(GOLD / "indicators.csv")]
    notes, references = read_rows(GOLD / "footnotes.csv"), read_rows(GOLD / "legal_refs.csv")
    scores = (
        score_indicators(indicators, indicators),
        score_footnotes(notes, notes),
        score_references(references, references),
    )
    figures = {name: value for score in scores for name, value in score.figures.items()}
    nought = {"silent_errors", "flagged_share", "footnote_cer"}
    assert figures == {name: 0.0 if name in nought else 1.0 for name in figures}
    assert (len(indicators), len(notes), len(references)) == (146, 19, 68)


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [("", "", 0), ("abc", "", 3), ("", "abc", 3), ("abc", "abd", 1), ("abc", "bc", 1), ("kitten", "sitting", 3)],
)
def test_edit_distance(one: str, other: str, distance: int) -> None:
    assert edit_distance(one, other) == distance


@given(st.text("ab", max_size=8), st.text("ab", max_size=8), st.text("ab", max_size=8))
def test_edit_distance_is_a_distance(a: str, b: str, c: str) -> None:
    assert edit_distance(a, b) == edit_distance(b, a)
    assert (edit_distance(a, b) == 0) == (a == b)
    assert edit_distance(a, c) <= edit_distance(a, b) + edit_distance(b, c)


@pytest.mark.parametrize(
    ("gold", "found", "f1"),
    [("aab", "aab", 1.0), ("aab", "ab", 0.8), ("ab", "aab", 0.8), ("a", "b", 0.0), ("", "", 0.0)],
)
def test_f1_of_multisets(gold: str, found: str, f1: float) -> None:
    assert score_multisets("x", gold, found).figures["x_f1"] == pytest.approx(f1)


def test_a_figure_below_its_bar_fails_and_so_does_one_that_was_not_measured() -> None:
    bars: dict[str, Figures] = {"at_least": {"a": 0.9, "gone": 0.5}, "at_most": {"b": 0}}
    lines = figures_to_lines({"a": 0.95, "b": 1.0, "c": 0.0}, bars)
    assert {line.split()[0]: good for line, good in lines} == {"a": True, "b": False, "c": True, "gone": False}


def test_a_document_that_is_not_in_the_dataset_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path), str(GOLD)]) == 1
    assert "BELOW THE BAR" in capsys.readouterr().out
