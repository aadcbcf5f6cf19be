"""Markers that open notes on their line, where the engine made something else of them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from extract.footnotes.note_heads import begin_in_steps, lines_to_unread_heads, lines_with_heads_read
from extract.ink.pixels import GrayImage
from extract.marker_text import UNREAD
from extract.ocr import name_to_figure_reader
from models.records import Line, boxes_to_box
from tests.extract.footnotes.scans import Scan, pdf_to_scan
from tests.factories import document, line, opening
from tests.synthesis.spec import Note


@cache
def scan(shown: str) -> Scan:
    """A page whose only note opens with this marker, on its line."""
    note = Note("1", "Cấp tỉnh: 1.423 hồ sơ; cấp huyện: 2.504 hồ sơ.", shown=shown, raised=False)
    return pdf_to_scan(document("Trong kỳ đã tiếp nhận hồ sơ{^1} theo quy định.", notes=[note], font="FreeSerif"))


def head(shown: str, read: str) -> str:
    """The first word of the note, read as told by the engine, after a second look."""
    page = scan(shown)
    first, *rest = page.note_lines[0].words
    line = Line((replace(first, text=read), *rest), page.note_lines[0].box)
    (found,) = lines_with_heads_read((line,), page.sheet, name_to_figure_reader("rapidocr"))
    assert found.words[1:] == tuple(rest)
    return found.words[0].text


@pytest.mark.parametrize(
    ("shown", "read", "known"),
    [
        ("6", "ó", "6"),
        ("6", "é", "6"),
        ("8", "§", "8"),
        ("(2)", "Œ)", "(2)"),
        ("[3]", "(3]", "[3]"),
        ("(***)", "(*#*)", "(***)"),
        ("(***)", "(**)", "(***)"),  # the engine counts stars badly
        ("(****)", "(****)", "(****)"),
        ("6", "6", "6"),
        ("7", "a", "a"),  # a letter that may be one
        ("7", "Sở", "Sở"),
    ],
)
def test_a_head_that_no_word_is_is_read_by_the_reader_of_figures(shown: str, read: str, known: str) -> None:
    assert head(shown, read) == known


@pytest.mark.parametrize("stars", ["(*)", "(***)", "(******)"])
def test_a_row_of_stars_that_the_engine_left_out_is_read(stars: str) -> None:
    page = scan(stars)
    rest, more = page.note_lines[0].words[1:], page.note_lines[0]
    line = Line(rest, boxes_to_box(word.box for word in rest))
    found = lines_with_heads_read((line, more), page.sheet, name_to_figure_reader("rapidocr"))[0]
    assert [word.text for word in found.words[:2]] == [stars, "Cấp"]


@pytest.mark.parametrize(
    ("shown", "raised", "unread"),
    [("(***)", "", 1), ("*****", "", 1), ("*****", "*****", 0), ("*", "", 0)],  # one star may be a speck
)
def test_what_stands_left_of_a_line_that_begins_late_opens_it_though_it_was_not_read(
    shown: str, raised: str, unread: int
) -> None:
    page = scan(shown)
    first, *rest = page.note_lines[0].words
    line = Line(tuple(rest), boxes_to_box(word.box for word in rest))
    known = (replace(first, text=raised),) if raised else ()
    found = lines_to_unread_heads((line, page.note_lines[0]), known, page.sheet)[len(known) :]
    assert [word.text for word in found] == [UNREAD] * unread


def test_a_word_that_touches_its_marker_is_kept() -> None:
    page = scan("[3]")
    first, *rest = page.note_lines[0].words
    whole = first.box.union(rest[0].box)
    line = Line((replace(first, text='"Cấp', box=whole), *rest[1:]), page.note_lines[0].box)

    class Knowing:
        """The reader, which reads the marker in whatever holds it."""

        def read(self, images: tuple[GrayImage, ...], alphabet: str = "") -> tuple[tuple[str, float], ...]:
            return tuple(("[3]", 0.99) for _ in images)

    (found,) = lines_with_heads_read((line,), page.sheet, Knowing())
    assert [word.text for word in found.words[:3]] == ["[3]", "Cấp", rest[1].text]


@pytest.mark.parametrize(
    ("starts", "steps"),
    [
        ((85, 91, 85, 94, 98, 85, 101), True),
        ((91, 85, 94, 97), True),
        ((91, 85, 94), False),  # two tell too little
        ((99, 85, 99, 85, 99), False),  # paragraphs
        ((91, 85, 98, 94, 101), False),  # further and less far
        ((91, 85, 94, 130), False),  # the middle of a line
    ],
)
def test_notes_behind_rows_of_stars_begin_in_steps(starts: tuple[int, ...], steps: bool) -> None:
    texts = ("Sở Nội vụ giảm 02 phòng.", "Cấp tỉnh: 48 đơn vị.") * 4
    notes = [line(text, x=x, y=700 + 12 * i, size=10) for i, (x, text) in enumerate(zip(starts, texts, strict=False))]
    notes.append(line("hiện nay.", x=85, y=800, size=10))
    assert begin_in_steps(notes) == steps
    sheet = scan("*").sheet
    sheet = replace(sheet, gray=np.full_like(sheet.gray, 255))
    opened = lines_to_unread_heads(notes, (), sheet)
    late = [x for x in starts if x > 88]
    assert [word.text for word in opened] == ([UNREAD] * len(late) if steps else [])
    assert lines_to_unread_heads(notes, (opening("2", notes[0]),), sheet)[1:] == ()


@pytest.mark.parametrize("sign", ["”", "*"])
def test_a_sign_that_was_read_of_stars_does_not_hide_the_steps(sign: str) -> None:
    """ "” Sở Nông nghiệp" behind `***` on a fax: the words begin in steps."""
    notes = [line("Các huyện", x=91), line("hiện nay.", x=85), line("Kết quả", x=95), line("Sở Y tế", x=99)]
    words = (*line(sign, x=93).words, *notes[3].words)
    notes[3] = Line(words, boxes_to_box(word.box for word in words))
    assert begin_in_steps(notes)
