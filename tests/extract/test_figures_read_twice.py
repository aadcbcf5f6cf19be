"""Words with figures are read by two readers where the engine is in doubt; what they read differently is unsure."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache

import pytest

from extract.figures_read_twice import (
    AGREED,
    DIFFERENT,
    text_mended,
    text_read_twice,
    word_of_two_readings,
    words_read_twice,
)
from extract.ink.pixels import GrayImage
from extract.ocr import names_to_readers
from extract.ocr.base import FigureReader
from models.records import Line, Marker, Word
from tests.extract.footnotes.scans import Scan, pdf_to_scan
from tests.factories import document, piece, word
from tests.synthesis.spec import Note

TEXT = "Theo Kế hoạch số 9918-KH/BCĐ ngày 15/6/2019{^4}, tỉnh giảm 07 phòng, hạng 01/63, đạt 82,5%; 1.423 hồ sơ."


@cache
def scan() -> Scan:
    return pdf_to_scan(document(TEXT, notes=[Note("4", "Giảm 12 phòng, 8 người.")]))


@cache
def reader() -> FigureReader:
    return names_to_readers("null", "rapidocr").figures


@dataclass
class Telling:
    """A reader that answers in turn, and counts what it is asked."""

    answers: list[str]
    asked: list[tuple[int, ...]] = field(default_factory=list)

    def read(self, images: tuple[GrayImage, ...], alphabet: str = "") -> tuple[tuple[str, float], ...]:
        self.asked += [image.shape for image in images]
        return tuple((self.answers.pop(0), 0.99) for _ in images)


@pytest.mark.parametrize(
    ("first", "second", "read", "confidence"),
    [
        ("2021,", "2021.", "2021,", AGREED),  # stops are not figures
        ("721-ĐA/TU", "721-DA/TU", "721-ĐA/TU", AGREED),  # the second reader knows no Đ
        ("(18/18)", "18/18", "(18/18)", AGREED),
        ("01/65,", "01/63,", "01/65,", DIFFERENT),
        ("20283", "2023", "20283", DIFFERENT),
        ("1.234", "1,234", "1.234", DIFFERENT),
        ("02/2020", "26/2/2020", "02/2020", DIFFERENT),
        ("20 kg", "20 kq", "20 kg", 0.7),  # letters: nothing is said
        ("73/UBND-HGC", "73/UBND-HCC", "73/UBND-HCC", DIFFERENT),  # but for those of a symbol
        ("788/BTP-KIVB&QLXLVPHC;", "788/BTP-KTVB&QLXLVPHC", "788/BTP-KTVB&QLXLVPHC;", DIFFERENT),
        ("60-NQ/TW", "60-NQ/T", "60-NQ/TW", 0.7),  # the second reader leaves out last letters
        ("08/QĐÐ-TTE", "08/QD-TTg", "08/QĐ-TTg", DIFFERENT),
        ("08/QĐÐ-UBND", "08/QD-UBND", "08/QĐ-UBND", AGREED),
        ("§953/UBND-HCC", "8953/UBND-HCC", "8953/UBND-HCC", DIFFERENT),
        ("8§472/UBND-HCC", "8472/UBND-HCC", "8472/UBND-HCC", DIFFERENT),
        ("I1", "11", "11", DIFFERENT),
        ("§", "8", "8", DIFFERENT),
        ("ó", "6", "6", DIFFERENT),  # the 6 of Carlito
        ("86ó/UBND-HCC", "866/UBND-HCC", "866/UBND-HCC", DIFFERENT),
        ("óóO", "660", "660", DIFFERENT),
        ("Oó-ĐA/TU", "06-DA/TU", "06-ĐA/TU", DIFFERENT),
        ("ó/11/2023", "6/11/2023", "6/11/2023", DIFFERENT),
        ("ó/ó/2018", "6/6/2018", "6/6/2018", DIFFERENT),
        ("3.óói", "3.661", "3.661", DIFFERENT),
        ("ó", "ó", "ó", AGREED),
        ("é", "6", "6", DIFFERENT),
        ("07", "", "07", 0.7),  # no second reading is no reading that differs
    ],
)
def test_a_word_is_what_two_readers_make_of_it(first: str, second: str, read: str, confidence: float) -> None:
    found = word_of_two_readings(word(first, confidence=0.7), second, 0.99)
    assert (found.text, found.confidence) == (read, confidence)


def test_a_word_that_was_surer_stays_so_and_one_that_was_less_sure_too() -> None:
    assert word_of_two_readings(word("2021", confidence=0.97), "2021", 0.99).confidence == 0.97
    assert word_of_two_readings(word("2021", confidence=0.2), "2024", 0.99).confidence == 0.2


def test_a_sign_gives_way_only_to_what_the_second_reader_is_sure_of() -> None:
    assert word_of_two_readings(word("Ø7", confidence=0.7), "07", 0.5).text == "Ø7"


@pytest.mark.parametrize(
    ("first", "second", "mended"),
    [
        ("Ø7,", "07.", "07,"),
        ("202]:", "2021:", "2021:"),
        ("22I05I2018;", "22/05/2018", "22/05/2018;"),
        ("4274IBTP-KTVB", "4274/BTP-KTVB", "4274/BTP-KTVB"),
        ("I", "1", "1"),
        ("2l", "21", "21"),
        ("I.608", "1.608", "1.608"),
        ("47i63,", "47/63", "47/63,"),
        ("12/SYT", "12/5YT", ""),  # a letter among letters is one
        ("12/TB-UBND", "12/T8-UBND", ""),
        ("I1-NQ/TW", "11-NQ/TW", "11-NQ/TW"),
        ("0§/QĐÐ-UBND", "08/QD-UBND", "08/QĐ-UBND"),
        ("0§/QĐ-UBND", "09/QD-U8ND", ""),
        ("2028", "2023", ""),  # a figure is no sign
        ("UBND", "UB1ND", ""),
        ("8§472/QĐ-UBND", "8472/QD-UBND", "8472/QĐ-UBND"),
    ],
)
def test_signs_alone_are_read_as_the_second_reader_sees_them(first: str, second: str, mended: str) -> None:
    assert text_mended(first, second) == mended


def with_confidence(words: tuple[Word, ...], confidence: float) -> list[Word]:
    return [replace(each, confidence=confidence) for each in words]


def all_words() -> tuple[Word, ...]:
    return tuple(each for line in scan().lines for each in line.words)


def figures(words: tuple[Word, ...] | list[Word]) -> list[Word]:
    return [each for each in words if any(c.isdigit() for c in each.text)]


def test_words_that_are_right_are_agreed_on_and_others_stay_as_they_were() -> None:
    marks = [mark.box for mark in scan().raised]
    words = with_confidence(all_words(), 0.8)
    again = words_read_twice(words, marks, scan().sheet, reader())
    assert [w.text for w in again] == [w.text for w in words]
    assert len(figures(again)) == 6
    assert {w.confidence for w in figures(again)} == {AGREED}
    assert {w.confidence for w in again if w not in figures(again)} == {0.8}


@pytest.mark.parametrize(
    ("printed", "misread"),
    [("01/63,", "01/65,"), ("15/6/2019", "15/6/2016"), ("82,5%;", "32,5%;"), ("1.423", "1.428"), ("07", "87")],
)
def test_a_figure_read_wrong_with_confidence_is_in_doubt_where_the_page_shows_doubt(printed: str, misread: str) -> None:
    """One word of the page is unsure and read wrong: then all its figures are read twice."""
    words = [replace(w, text=misread if w.text == printed else w.text, confidence=0.97) for w in all_words()]
    words.append(replace(next(w for w in words if w.text == "9918-KH/BCĐ"), text="9913-KH/BCĐ", confidence=0.8))
    again = words_read_twice(words, [mark.box for mark in scan().raised], scan().sheet, reader())
    assert [w.text for w in again if w.confidence == DIFFERENT] == [misread, "9913-KH/BCĐ"]


def test_a_reader_is_asked_of_no_more_than_is_in_doubt() -> None:
    words = [replace(w, confidence=0.8 if w.text == "07" else 0.95) for w in all_words()]
    asked = Telling(["07"])
    assert words_read_twice(words, [], scan().sheet, asked)[-1] == words[-1]
    assert len(asked.asked) == 1


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Ø7", 1),
        ("§", 1),
        ("ó", 1),
        ("86ó/KH", 1),
        ("óóO", 1),
        ("3.óói", 1),
        ("óói", 1),
        ("1.Có", 0),
        ("ói", 0),
        ("(ó/2019", 1),
        ("có/không", 0),
        ("I", 0),
        ("07", 0),
        ("ØRSTED", 0),
        ("có", 0),
    ],
)
def test_a_sign_that_no_figure_has_is_asked_for_however_sure_the_engine_is(text: str, asked: int) -> None:
    words = [replace(w, text=text if w.text == "07" else w.text, confidence=0.97) for w in all_words()]
    reader = Telling(["07", *[w.text for w in words if any(c.isdigit() for c in w.text)]])
    words_read_twice(words, [], scan().sheet, reader)
    assert bool(reader.asked) == bool(asked)


def test_a_marker_is_no_part_of_the_figure_that_it_touches() -> None:
    (mark,) = scan().raised
    (date,) = [replace(w, confidence=0.8) for w in all_words() if w.text == "15/6/2019"]
    wide = replace(date, box=replace(date.box, x1=mark.box.x1))
    (with_mark,) = words_read_twice([wide], [], scan().sheet, reader())
    (without,) = words_read_twice([wide], [mark.box], scan().sheet, reader())
    assert (with_mark.confidence, without.confidence) == (DIFFERENT, AGREED)


def test_body_and_notes_are_read_and_a_word_with_a_glued_marker_is_left() -> None:
    body = tuple(Line(tuple(with_confidence(line.words, 0.8)), line.box) for line in scan().lines)
    row, index = next((n, i) for n, line in enumerate(body) for i, w in enumerate(line.words) if w.text == "15/6/2019")
    glued = Marker("4", body[row].words[index].box, 0.5, line=row, word=index)
    note = replace(piece("4", "x"), lines=scan().note_lines)
    spoilt = replace(note, lines=tuple(replace(n, words=tuple(with_confidence(n.words, 0.8))) for n in note.lines))
    lines, (told,) = text_read_twice(body, [spoilt], [glued], scan().sheet, reader())
    assert lines[row].words[index] is body[row].words[index]
    assert {w.confidence for line in lines for w in figures(line.words)} == {0.8, AGREED}
    assert {w.confidence for line in told.lines for w in figures(line.words)} == {AGREED}


def test_nothing_is_copied_where_nothing_is_in_doubt() -> None:
    body = tuple(Line(tuple(with_confidence(line.words, 0.97)), line.box) for line in scan().lines)
    lines, notes = text_read_twice(body, [], [], scan().sheet, Telling([]))
    assert all(a is b for a, b in zip(lines, body, strict=True))
    assert notes == ()
