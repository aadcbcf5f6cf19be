"""Stops beside markers are those that are printed; the white of a marker that was painted out reads as none."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from extract.footnotes.ghost_stops import lines_without_ghost_stops
from extract.footnotes.notes import raised_to_markers
from extract.passages import pages_to_passages
from extract.raster import Sheet
from models.records import Line, Marker
from tests.extract.footnotes.scans import pdf_to_scan
from tests.factories import document
from tests.synthesis.fonts import found_fonts

TEXT = (
    "Ủy ban nhân dân đã giao 22{^1} nhiệm vụ, đã ban hành Chỉ thị số 45/CT-UBND{^2}, tiếp nhận 6629{^3} hồ sơ; cấp "
    "xã đạt 48 cơ quan.{^4} Trong kỳ các sở, ban, ngành đã làm đúng hạn{^5} theo quy định."
)
WORDS = {"1": "22", "2": "UBND", "3": "6629", "4": "quan.", "5": "hạn"}


@cache
def scanned(font: str) -> tuple[Sheet, tuple[Line, ...], tuple[Marker, ...]]:
    """A page with five markers scanned at 300 dpi, its lines, and the markers."""
    content = document(TEXT, notes=["Một ghi chú."] * 5, font=font)
    scan = pdf_to_scan(content)
    return scan.sheet, scan.lines, raised_to_markers(scan.raised, scan.lines)


def spoilt(lines: tuple[Line, ...], marker: Marker, signs: str) -> tuple[Line, ...]:
    """The lines as an engine reads them that sees signs behind the word of a marker."""
    line = lines[marker.line]
    word = line.words[marker.word]
    text = word.text.rstrip(".,") + signs
    words = (*line.words[: marker.word], replace(word, text=text), *line.words[marker.word + 1 :])
    return (*lines[: marker.line], replace(line, words=words), *lines[marker.line + 1 :])


@pytest.mark.parametrize("font", found_fonts())
@pytest.mark.parametrize("signs", ["_", ".", ":", "'", ".,"])
@pytest.mark.parametrize("text", ["1", "3", "5"])
def test_a_stop_without_ink_is_none(font: str, signs: str, text: str) -> None:
    sheet, lines, markers = scanned(font)
    (marker,) = (m for m in markers if m.text == text)
    cleaned, found = lines_without_ghost_stops(spoilt(lines, marker, signs), [marker], sheet)
    assert cleaned[marker.line].words[marker.word].text.endswith(WORDS[text])
    assert found[0].after.endswith(WORDS[text])


@pytest.mark.parametrize("font", found_fonts())
@pytest.mark.parametrize(
    ("text", "signs", "expected"), [("2", ",", "UBND,"), ("2", ".,", "UBND,"), ("4", ".", "quan.")]
)
def test_a_printed_stop_stays(font: str, text: str, signs: str, expected: str) -> None:
    sheet, lines, markers = scanned(font)
    (marker,) = (m for m in markers if m.text == text)
    cleaned, _ = lines_without_ghost_stops(spoilt(lines, marker, signs), [marker], sheet)
    assert cleaned[marker.line].words[marker.word].text.endswith(expected)


@pytest.mark.parametrize("font", found_fonts())
@pytest.mark.parametrize("text", ["1", "3", "5"])
def test_words_that_were_joined_over_a_marker_are_two(font: str, text: str) -> None:
    sheet, lines, markers = scanned(font)
    (marker,) = (m for m in markers if m.text == text)
    line = lines[marker.line]
    first, second = line.words[marker.word : marker.word + 2]
    joined = replace(first, text=f"{first.text}_{second.text}", box=first.box.union(second.box))
    words = (*line.words[: marker.word], joined, *line.words[marker.word + 2 :])
    later = [replace(m, word=m.word - 1) if m.line == marker.line and m.word > marker.word else m for m in markers]
    given = (*lines[: marker.line], replace(line, words=words), *lines[marker.line + 1 :])
    cleaned, found = lines_without_ghost_stops(given, later, sheet)
    assert [w.text for w in cleaned[marker.line].words] == [w.text for w in line.words]
    assert [(m.text, m.word, m.after) for m in found] == [(m.text, m.word, m.after) for m in markers]


@pytest.mark.parametrize("font", found_fonts())
def test_a_stop_behind_the_marker_is_no_part_of_the_text_before_it(font: str) -> None:
    sheet, lines, markers = scanned(font)
    for text in ("2", "4"):
        (marker,) = (m for m in markers if m.text == text)
        given = spoilt(lines, marker, "," if text == "2" else ".")
        cleaned, found = lines_without_ghost_stops(given, [marker], sheet)
        ((passage, (place,)),) = pages_to_passages([(1, cleaned, found)])
        assert passage.text[: place.at].endswith(WORDS[text])


def test_a_marker_whose_word_has_no_stop_changes_nothing() -> None:
    sheet, lines, markers = scanned("Noto Serif")
    (marker,) = (m for m in markers if m.text == "1")
    assert lines_without_ghost_stops(lines, [marker], sheet) == (lines, (marker,))


def test_markers_in_cells_are_left_alone() -> None:
    sheet, lines, markers = scanned("Noto Serif")
    cell = replace(markers[0], line=-1, word=-1, table=0, row=1, col=1)
    assert lines_without_ghost_stops(lines, [cell], sheet) == (lines, (cell,))
