"""Raised figures that turn out to be no markers are words of their lines again, unsure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.footnotes.raised_in_text import DOUBT, body_with_raised, notes_with_raised, notes_without_specks
from models.records import Box, Line, Word
from tests.factories import line, opening


def without(row: Line, text: str, *, lift: float = 0.0) -> tuple[Line, Word]:
    """A line without a word of it, and the word."""
    word = next(word for word in row.words if word.text == text)
    raised = replace(word, box=replace(word.box, top=word.box.top - lift, bottom=word.box.bottom - lift))
    return replace(row, words=tuple(w for w in row.words if w is not word)), raised


@pytest.mark.parametrize("text", ["Sở Công Thương giảm 4 phòng.", "giảm 4", "4 phòng chuyên môn"])
def test_a_figure_that_opens_no_note_is_a_word_of_its_line(text: str) -> None:
    first, row = line("Cấp tỉnh: 1.423 hồ sơ.", y=700, size=10), line(f"Trong kỳ {text}", y=712, size=10)
    rest, figure = without(row, "4")
    mark = opening("12", first)
    found = notes_with_raised((first, rest), (mark, figure))
    assert [each.text for each in found] == [first.text, row.text]
    assert [word.confidence for word in found[1].words if word.text == "4"] == [DOUBT]


def test_markers_stay_out_of_the_text() -> None:
    row = line("Công tác này được triển khai 7 đồng bộ")
    rest, mark = without(row, "7", lift=4)
    assert body_with_raised((rest,), (mark,)) == ((rest,), (mark,))
    note = line("Kế hoạch số 12/KH-UBND.", y=700, size=10)
    assert notes_with_raised((note,), (opening("3", note),)) == (note,)


def test_a_figure_before_all_words_of_a_line_is_text() -> None:
    rest, figure = without(line("9 đơn vị đã hoàn thành"), "9")
    (found,), left = body_with_raised((rest,), (figure,))
    assert (found.text, left) == ("9 đơn vị đã hoàn thành", ())


@pytest.mark.parametrize(
    "raised", [Word("?", Box(100, 700, 104, 706)), Word("5", Box(400, 300, 404, 306))], ids=["not read", "far away"]
)
def test_what_was_not_read_or_stands_on_no_line_is_left(raised: Word) -> None:
    row = line("Kế hoạch số 12/KH-UBND.", y=700, size=10)
    assert notes_with_raised((row,), (raised,)) == (row,)
    assert body_with_raised((row,), (raised,))[0] == (row,)


def test_a_figure_that_a_word_holds_was_read_with_it() -> None:
    row = line("[10] Sở Nội vụ", y=700, size=10)
    box = row.words[0].box
    inside = Word("1", Box(box.x0 + 2, box.top + 2, box.x0 + 4, box.top + 6))
    assert notes_with_raised((row,), (inside,)) == (row,)


@pytest.mark.parametrize(("head", "kept"), [("._", ""), ("'", ""), ("-", "- "), ("a", "a ")])
def test_a_speck_before_a_marker_is_no_word(head: str, kept: str) -> None:
    row = line(f"{head} 16 Các lớp bồi dưỡng", y=700, size=10)
    rest, mark = without(row, "16", lift=3)
    (found,) = notes_without_specks((rest,), (mark,))
    assert found.text == f"{kept}Các lớp bồi dưỡng"
    assert notes_without_specks((rest,), ()) == (rest,)
