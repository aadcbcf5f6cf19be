"""Exponents go back to their units; everything else that is raised may be a marker."""

from __future__ import annotations

import pytest

from extract.superscripts import is_exponent, words_with_exponents
from models.records import Box, Word
from tests.factories import raised, word


@pytest.mark.parametrize(
    ("text", "high", "whole"),
    [
        ("500m", "2", "500m²"),
        ("m", "3", "m³"),
        ("km", "²", "km²"),
        ("đồng/m", "2", "đồng/m²"),
        ("(m", "2", "(m²"),
        ("1.200,5km", "2", "1.200,5km²"),
        ("500m", "1", ""),
        ("500m", "4", ""),
        ("500m", "?", ""),
        ("tham", "2", ""),
        ("km/h", "2", ""),
        ("2022", "2", ""),
        ("TTHC", "3", ""),
    ],
)
def test_an_exponent_is_a_part_of_its_unit(text: str, high: str, whole: str) -> None:
    unit = word(text)
    words, left = words_with_exponents((unit,), (raised(high, unit),))
    assert [w.text for w in words] == [whole or text]
    assert [w.text for w in left] == ([] if whole else [high])


@pytest.mark.parametrize(("text", "whole"), [("5m,", "5m²,"), ("(m)", "(m²)"), ("m).", "m²).")])
def test_a_stop_that_an_engine_read_with_the_unit_stands_behind_the_exponent(text: str, whole: str) -> None:
    unit = word(text, 100)
    high = Word("2", Box(unit.box.x1 - 9, 99, unit.box.x1 - 5, 106))
    words, left = words_with_exponents((unit,), (high,))
    assert ([w.text for w in words], left) == ([whole], ())


def test_what_the_exponent_parted_is_one_word_again() -> None:
    unit, stop, after = word("(m", 100), word(").", 118.2), word("và", 150)
    high = Word("2", Box(114, 99, 118.2, 106))
    words, _ = words_with_exponents((unit, stop, after), (high,))
    assert [w.text for w in words] == ["(m²).", "và"]


@pytest.mark.parametrize(("x", "y"), [(140, 100), (114, 60), (114, 130)])
def test_a_raised_digit_elsewhere_is_none(x: float, y: float) -> None:
    unit = word("5m", 100)
    high = Word("2", Box(x, y - 1, x + 4, y + 7))
    assert words_with_exponents((unit,), (high,)) == ((unit,), (high,))


@pytest.mark.parametrize(
    ("digit", "text", "exponent"),
    [
        ("2", "25 km", True),
        ("2", "Nghìn m²", True),
        ("3", "500m3", True),
        ("2", "(km).", True),
        ("4", "25 km", False),
        ("2", "trạm", False),
        ("2", "km đường", False),
        ("2", "", False),
    ],
)
def test_a_raised_digit_behind_a_length_is_its_exponent(digit: str, text: str, exponent: bool) -> None:
    assert is_exponent(digit, text) == exponent
