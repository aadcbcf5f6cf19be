"""Markers on the line of the text are found where a note calls for them; other signs that look so stay words."""

from __future__ import annotations

import pytest

from extract.footnotes.flat_markers import lines_to_called, lines_with_flat_markers
from extract.marker_text import are_same, marker_to_number, marker_to_style, number_to_marker
from models.records import Box, Marker, NotePiece
from tests.factories import lines, raised

BOX = Box(0, 0, 10, 10)


def found(text: str, notes: str, known: str = "") -> tuple[list[tuple[str, str]], str]:
    """(marker, text of its word) of what the lines have beside the `known` markers, and what is left of the lines."""
    given = lines(*text.split(" / "))
    pieces = [NotePiece(mark, 1, (), BOX) for mark in notes.split()]
    before = [Marker(mark, BOX, 1.0, line=0, word=0) for mark in known.split()]
    kept, markers = lines_with_flat_markers(given, pieces, before)
    return [(m.text, m.after) for m in markers if m not in before], " / ".join(line.text for line in kept)


@pytest.mark.parametrize(
    ("text", "notes", "markers", "left"),
    [
        ("ban hành kế hoạch(1) năm nay", "(1)", [("(1)", "hoạch")], "ban hành kế hoạch năm nay"),
        ("ban hành kế hoạch (1) năm nay", "(1)", [("(1)", "hoạch")], "ban hành kế hoạch năm nay"),
        ("số 107/2020/NĐ-CP(9), giao", "(9)", [("(9)", "107/2020/NĐ-CP,")], "số 107/2020/NĐ-CP, giao"),
        ("đúng hạn 3.814* hồ sơ", "*", [("*", "3.814")], "đúng hạn 3.814 hồ sơ"),
        ("đúng hạn **, trong đó", "**", [("**", "hạn,")], "đúng hạn, trong đó"),
        ("đạt 48%.(*)", "(*)", [("(*)", "48%.")], "đạt 48%."),
        ("kế hoạch [2] và", "[2]", [("[2]", "hoạch")], "kế hoạch và"),
        pytest.param("kế hoạch(I) và", "(1)", [("(1)", "hoạch")], "kế hoạch và", id="read as a letter"),
        pytest.param("số 29-NQ/TW(); qua", "(5)", [("?", "29-NQ/TW;")], "số 29-NQ/TW; qua", id="the number was lost"),
        ("kế hoạch(1) và / đề án(2) mới", "(1) (2)", [("(1)", "hoạch"), ("(2)", "án")], "kế hoạch và / đề án mới"),
    ],
)
def test_a_sign_that_a_note_calls_for_is_its_marker(
    text: str, notes: str, markers: list[tuple[str, str]], left: str
) -> None:
    assert found(text, notes) == (markers, left)


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("ban hành kế hoạch(1) năm nay", ""),  # no note calls for it
        ("ban hành kế hoạch(1) năm nay", "1"),
        ("ban hành kế hoạch(1) năm nay", "(2)"),
        ("ban hành kế hoạch(1), đề án(1)", "(1)"),  # which of the two?
        ("ban hành kế hoạch(), đề án()", "(1)"),
        ("ban hành kế hoạch() năm nay", "[1]"),
        ("gồm: (1) Sở Nội vụ; (2) Sở Tài chính", "(1) (2)"),
        ("gồm (1) Sở Nội vụ, (2) Sở Tài chính", "(1)"),
        ("bao gồm Sở Nội vụ (1), và (2) Sở Tài chính", "(1)"),
        ("thực hiện như sau / (1) Sở Nội vụ chủ trì", "(1)"),
        ("Tổng số (3) = (1) + (2) hồ sơ", "(1) (2) (3)"),
        ("cột (3) là cột (1) cộng cột (2)", "(1)"),
        ("(1) (2) (3) (4)", "(2)"),
        ("lấy 3 * 4 bằng 12", "*"),
        ("* Về cải cách thể chế", "*"),
        ("công việc. / * Về cải cách thể chế", "*"),
        ("theo điểm (2) khoản 3", "(2)"),
    ],
)
def test_items_formulas_products_and_bullets_stay_words(text: str, notes: str) -> None:
    assert found(text, notes) == ([], text)


def test_beside_raised_numbers_a_number_in_brackets_is_an_item() -> None:
    text = "ban hành kế hoạch(2) năm nay"
    assert found(text, "1 (2)", known="1")[0] == []
    assert found(text, "(1) (2)", known="(1)")[0] == [("(2)", "hoạch")]


def test_a_marker_that_is_raised_elsewhere_is_not_looked_for() -> None:
    assert found("ban hành kế hoạch(1) năm nay", "(1)", known="(1)") == ([], "ban hành kế hoạch(1) năm nay")


def test_what_a_text_calls_for() -> None:
    given = lines("ban hành kế hoạch(2) và đề án* mới")
    assert lines_to_called(given, []) == ("(2)", "*")
    assert lines_to_called(given, [raised("1", given[0])] * 2) == ("1", "1", "*")


@pytest.mark.parametrize("style", ["1", "(1)", "[1]", "*", "(*)"])
@pytest.mark.parametrize("number", [1, 2, 3, 6])
def test_a_marker_is_its_number_in_a_style(style: str, number: int) -> None:
    marker = number_to_marker(number, style)
    assert (marker_to_number(marker), marker_to_style(marker)) == (number, style)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("1", "(1)", True), ("[3]", "(3)", True), ("*", "1", False), ("*", "(*)", False), ("?", "?", True)],
)
def test_which_markers_are_one(one: str, other: str, same: bool) -> None:
    assert are_same(one, other) == same
