"""Markers that touch their word on a scan: known by what is left of them, in the room that order leaves."""

from __future__ import annotations

import pytest

from extract.footnotes.glued_markers import lines_with_glued_markers
from models.records import Box, Line, Marker, NotePiece, Word, boxes_to_box

BOX = Box(0, 0, 10, 10)


def _line(text: str, row: int = 0, confidence: float = 0.5) -> Line:
    words = tuple(
        Word(word, Box(40.0 * i, 20.0 * row, 40.0 * i + 35, 20.0 * row + 12), confidence)
        for i, word in enumerate(text.split())
    )
    return Line(words, boxes_to_box(w.box for w in words))


def _note(marker: str) -> NotePiece:
    return NotePiece(marker, 1, (), BOX)


@pytest.mark.parametrize(
    ("printed", "note", "left"),
    [
        ("tổng số 93 TTHC6. Theo đó", "6", "tổng số 93 TTHC. Theo đó"),
        ("trong năm 20225", "5", "trong năm 2022"),
        ("phòng chuyên môn.°", "4", "phòng chuyên môn."),
        ("số 107/2020/NĐ-CP9, Nghị định", "9", "số 107/2020/NĐ-CP, Nghị định"),
        ("thuộc Sở* và", "11", "thuộc Sở và"),
    ],
)
def test_the_rest_of_a_marker_is_taken_off_its_word(printed: str, note: str, left: str) -> None:
    lines, markers = lines_with_glued_markers([_line(printed)], [_note(note)], [])
    assert (lines[0].text, [m.text for m in markers]) == (left, [note])


@pytest.mark.parametrize(
    ("printed", "note"),
    [
        pytest.param("93 TTHC 6 hồ sơ", "6", id="a figure of its own"),
        pytest.param("TTHC6 và PAKN6", "6", id="two places fit"),
        pytest.param("năm 2022", "2", id="the year's own digit"),
        pytest.param("đạt 15 và 25", "5", id="figures that end like it"),
        pytest.param("các TTHC đã công bố", "6", id="nothing left of it"),
    ],
)
def test_a_word_that_need_not_bear_the_marker_stays(printed: str, note: str) -> None:
    given = [_line(printed)]
    lines, markers = lines_with_glued_markers(given, [_note(note)], [])
    assert (lines[0].text, markers) == (printed, ())


@pytest.mark.parametrize(("printed", "left"), [("trọng tâm!.", "trọng tâm."), ("trọng tâm!", "trọng tâm!")])
def test_an_exclamation_mark_before_a_stop_is_a_marker_however_sure_the_engine_is(printed: str, left: str) -> None:
    lines, _ = lines_with_glued_markers([_line(printed, confidence=0.95)], [_note("1")], [])
    assert lines[0].text == left


def test_a_marker_is_looked_for_between_its_neighbours_only() -> None:
    given = [_line("TTHC6 xong", 0), _line("hồ sơ", 1)]
    known = [Marker("5", BOX, 1.0, line=1, word=0, after="hồ")]
    _, markers = lines_with_glued_markers(given, [_note("6")], known)
    assert [m.text for m in markers] == ["5"]
