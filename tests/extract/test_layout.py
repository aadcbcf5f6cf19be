"""Words become lines; page numbers are no text; the size that most of the text has."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.layout import lines_to_body_size, lines_without_page_number, words_outside, words_to_lines
from models.records import Box, Word
from tests.factories import line, lines, word

WIDTH, HEIGHT = 595.0, 842.0
SENTENCE = "Thực hiện Kế hoạch cải cách hành chính của tỉnh"


@given(st.integers(0, 10_000), st.floats(10, 16), st.floats(0.9, 2.0))
def test_words_in_any_order_come_back_as_they_were_printed(seed: int, size: float, leading: float) -> None:
    printed = [line(SENTENCE, y=100 + i * size * leading, size=size) for i in range(5)]
    words = [w for row in printed for w in row.words]
    random.Random(seed).shuffle(words)
    assert [row.text for row in words_to_lines(words)] == [SENTENCE] * 5


@given(st.lists(st.floats(-0.2, 0.2), min_size=8, max_size=8))
def test_a_line_may_tremble(rises: list[float]) -> None:
    """Words of one line reach up and down by their letters, and lie askew by a little."""
    words = [word(f"chữ{i}", 80 + 40 * i, 100 + 14 * rise) for i, rise in enumerate(rises)]
    assert len(words_to_lines(words)) == 1


@pytest.mark.parametrize("sunk", [1.0, 1.5, 2.2])
def test_a_comma_that_was_read_alone_stays_in_its_line(sunk: float) -> None:
    """As behind a marker, which is painted out: the white that it leaves parts the comma from its word."""
    above, below = line("Nghị định số 107/2020/NĐ-CP", y=100), line("của Chính phủ quy định", y=100 + 12 * 1.15)
    bottom = above.box.bottom
    comma = Word(",", Box(above.box.x1 + 5, bottom - 3 + sunk, above.box.x1 + 7, bottom + sunk))
    found = words_to_lines([*above.words, comma, *below.words])
    assert [row.text for row in found] == ["Nghị định số 107/2020/NĐ-CP ,", "của Chính phủ quy định"]


def test_a_word_that_reaches_down_to_a_marker_of_the_next_line_does_not_join_it() -> None:
    """Boxes as an engine gave them: "phòng." with the stars that open the next note in it."""
    tall = Word("phòng.", Box(85.3, 690.1, 117.7, 708.1))
    below = [
        Word(text, Box(x, top, x + 30, bottom))
        for text, x, top, bottom in (
            ("Phương", 98, 704.9, 715.7),
            ("số", 158, 702.7, 713.5),
            ("thể", 397, 702.4, 715.7),
        )
    ]
    assert [line.text for line in words_to_lines([tall, *below])] == ["phòng.", "Phương số thể"]


def test_a_low_word_between_tall_ones_stays_in_its_line() -> None:
    dash = word("-", 200, 107, size=2)
    assert [row.text for row in words_to_lines([*line("trước").words, dash, *line("sau", x=220).words])] == [
        "trước - sau"
    ]


@pytest.mark.parametrize(
    ("text", "y", "dropped"),
    [
        ("7", 38.0, True),
        ("- 12 -", 38.0, True),
        ("– 3 –", 800.0, True),
        ("7.", 800.0, True),
        ("|.", 10.0, True),  # a smudge
        ("7", 400.0, False),
        ("12 34", 38.0, False),
        ("2022", 38.0, False),
        ("BÁO CÁO", 38.0, False),
        ("Trang", 800.0, False),
    ],
)
def test_page_numbers_are_dropped_where_page_numbers_stand(text: str, y: float, dropped: bool) -> None:
    kept = lines_without_page_number([line(text, y=y), *lines("thân bài", y=300)], WIDTH, HEIGHT)
    assert [row.text for row in kept] == (["thân bài"] if dropped else [text, "thân bài"])


@pytest.mark.parametrize(
    ("text", "x", "y", "dropped"),
    [
        ("lào", 286.0, 38.0, True),  # "15"
        ("l0a", 286.0, 800.0, True),
        ("thúc.", 85.0, 38.0, False),
        ("hợp", 85.0, 38.0, False),
        ("2022", 286.0, 38.0, False),
        ("Trang", 286.0, 800.0, False),
        ("lào", 286.0, 400.0, False),
    ],
)
def test_a_page_number_misread_as_a_word_is_dropped(text: str, x: float, y: float, dropped: bool) -> None:
    body = lines("thân bài", y=300)
    found = sorted([line(text, x, y), *body], key=lambda row: row.box.top)
    kept = lines_without_page_number(found, WIDTH, HEIGHT)
    assert (text in [row.text for row in kept]) is not dropped


def test_words_outside_leaves_out_what_stands_in_a_box() -> None:
    inside, outside, between = word("trong", 100, 100), word("ngoài", 100, 300), word("giữa", 188, 100)
    box = Box(90, 90, 200, 200)
    assert words_outside([inside, outside, between], [box]) == (outside, between)
    assert words_outside([inside], []) == (inside,)


def test_body_size_is_that_of_most_letters_not_of_most_lines() -> None:
    body = lines(SENTENCE, SENTENCE, size=14)
    notes = tuple(line("1", y=700 + 10 * i, size=10) for i in range(6))
    assert lines_to_body_size((*body, *notes)) == 14
    assert lines_to_body_size(()) == 0.0
