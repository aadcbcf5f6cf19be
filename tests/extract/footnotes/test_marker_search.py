"""Markers that notes call for are looked for again in the ink: taken when they read as that number, and only then."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.footnotes.marker_search import lines_with_sought_markers
from extract.footnotes.unmarked_words import may_be_mark
from extract.footnotes.wanted_markers import lines_to_sought, notes_to_numbers, notes_to_wanted
from extract.ink.pixels import GrayImage
from extract.ink.surroundings import FAINT, FAINTEST
from extract.marker_text import UNREAD
from extract.ocr import names_to_readers
from extract.ocr.base import FigureReader, OcrEngine
from models.records import Box, Line, Marker, Word
from tests.extract.footnotes.scans import BOX, PRINTED, Misreads, note, pdf_to_scan, scanned, smudged, sought
from tests.factories import document, lines, marker
from tests.synthesis.spec import Note, Paragraph


def test_a_marker_in_the_ink_is_found_for_the_note_that_calls_for_it() -> None:
    sheet, given = scanned(*PRINTED)
    _, markers = sought(given, sheet, "3")
    assert [(m.text, m.after) for m in markers] == [("3", "2020")]


@pytest.mark.parametrize("number", ["1", "2", "7", "12"])
def test_nothing_is_taken_for_a_number_that_the_ink_does_not_show(number: str) -> None:
    sheet, given = scanned(*PRINTED)
    assert sought(given, sheet, number) == (given, ())


@pytest.mark.parametrize("number", [str(n) for n in range(1, 10)])
def test_accents_quotation_marks_and_figures_are_no_markers(number: str) -> None:
    sheet, given = scanned(
        "Ếch Ỗ Ệ Ẫ Ậ ắ ễ ỵ ữ ộ ở đ Đ; ẨN Ố, ỨNG DỤNG, ĐƯỢC CẤP: ỦY BAN NHÂN DÂN TỈNH BẾN TRE.",
        "Đạt 99,02% và 12.16 %, “đúng hạn”, 'một cửa', tầng 1º; sở, cơ, nữ, Ở, “mở”. Số 56/63, 3.814, 8618/KH-UBND",
    )
    assert sought(given, sheet, number)[1] == ()


def test_what_the_engine_made_of_the_mark_is_taken_off_its_word() -> None:
    sheet, given = scanned(*PRINTED)
    row, spoiled = smudged(given, "2020", "2020®")
    cleaned, markers = sought(spoiled, sheet, "3")
    assert len(markers) == 1
    assert ("2020®" in cleaned[row].text, "2020" in cleaned[row].text) == (False, True)


@pytest.mark.parametrize("font", ["Noto Serif", "DejaVu Serif"])
def test_a_marker_behind_another_one_and_a_stop_that_the_engine_left_out_bears_the_same_word(font: str) -> None:
    texts = (*(text.replace("{^3}", "") for text in PRINTED), "theo Luật Cán bộ, công chức năm 2017{^13}.{^14}")
    notes = [Note("13", "Một ghi chú."), Note("14", "Một ghi chú.")]
    scan = pdf_to_scan(document(*(Paragraph(text, size=13) for text in texts), notes=notes, font=font))
    row = len(scan.lines) - 1
    words = tuple(word for word in scan.lines[row].words if word.text != ".")
    words = (*words[:-1], replace(words[-1], text="2017", box=replace(words[-1].box, x1=scan.raised[0].box.x0)))
    given = (*scan.lines[:row], Line(words, replace(scan.lines[row].box, x1=words[-1].box.x1)))
    known = Marker("13", scan.raised[0].box, 1.0, line=row, word=len(words) - 1, after="2017")
    readers = names_to_readers("tesserocr", "rapidocr")
    _, markers = lines_with_sought_markers(given, [note("13"), note("14")], [known], scan.sheet, readers)
    assert [(m.text, m.after) for m in markers] == [("13", "2017"), ("14", "2017")]


@pytest.mark.parametrize(
    ("called", "wanted"), [("(***)", "(*) (**) (***)"), ("***", "* ** ***"), ("3", "* ** ***"), ("?", "* ** ***")]
)
def test_notes_of_which_none_was_read_may_have_stars_like_those_of_the_text(called: str, wanted: str) -> None:
    assert notes_to_wanted([note(UNREAD)] * 3, [marker(called)]) == tuple(wanted.split())


class LoudEngine:
    """Reads as its fellow, all letters as capitals, as one may a word that stands alone."""

    def __init__(self, engine: OcrEngine) -> None:
        self.engine = engine

    def read(self, image: GrayImage, dpi: float, layout: str = "block") -> tuple[Word, ...]:
        return tuple(replace(word, text=word.text.upper()) for word in self.engine.read(image, dpi, layout))


def test_what_was_read_of_brackets_goes_from_a_word_that_reads_as_capitals_without_them() -> None:
    sheet, given = scanned(
        "tiếp nhận 446 hồ sơ, giải quyết đúng hạn{^3|[6]} và báo cáo kết quả trước ngày 15 hằng tháng theo quy định."
    )
    row, spoiled = smudged(given, "hạn", "hạnl6l")
    readers = names_to_readers("tesserocr", "rapidocr")
    loud = replace(readers, engine=LoudEngine(readers.engine))
    cleaned, markers = lines_with_sought_markers(spoiled, [note("[6]")], [], sheet, loud)
    assert [(m.text, m.after) for m in markers] == [("[6]", "hạn")]
    assert "đúng hạn và báo" in cleaned[row].text


class PartingEngine:
    """Reads as its fellow, and parts every word in two; of each it reads the first `count` parts alone."""

    def __init__(self, engine: OcrEngine, count: int) -> None:
        self.engine, self.count = engine, count

    def read(self, image: GrayImage, dpi: float, layout: str = "block") -> tuple[Word, ...]:
        words = self.engine.read(image, dpi, layout)
        return tuple(part for word in words for part in _parts(word)[: self.count])


def _parts(word: Word) -> tuple[Word, Word]:
    """Its first letters, which reach beyond its middle, and the others."""
    count = 3 * len(word.text) // 5
    edge = word.box.x0 + count / len(word.text) * word.box.width
    left, right = replace(word.box, x1=edge - 1), replace(word.box, x0=edge + 1)
    return Word(word.text[:count], left, word.confidence), Word(word.text[count:], right, word.confidence)


@pytest.mark.parametrize("count", [0, 1, 2])
@pytest.mark.parametrize("date", ["2020", "17/07/2020", "8"])
def test_a_word_keeps_all_its_figures_though_the_second_reading_parts_it(date: str, count: int) -> None:
    sheet, given = scanned(PRINTED[0].replace("2020", date), PRINTED[1])
    row, spoiled = smudged(given, date, f"{date}®")
    readers = names_to_readers("tesserocr", "rapidocr")
    parting = replace(readers, engine=PartingEngine(readers.engine, count))
    cleaned, markers = lines_with_sought_markers(spoiled, [note("3")], [], sheet, parting)
    assert [(m.text, m.after.rstrip(",")) for m in markers] == [("3", date)]
    assert date in cleaned[row].text


@pytest.mark.parametrize(
    ("rest", "mark", "may"),
    [
        ("4", "4", True),
        ("[4]", "[4]", True),
        ("l6l,", "[6]", True),
        ("f8Ì.", "[8]", True),
        ("l6l,", "[7]", False),
        ("l62", "[6]", False),
        ("l6l,", "6", False),
        ("P", "[4]", True),
        ("°", "2", True),
        ("", "2", True),
        ("022", "[4]", False),
        ("20", "3", False),
        ("0®", "3", False),
        ("2022", "12", False),
        ("7", "*", False),
    ],
)
def test_what_a_reading_without_the_marker_may_lack(rest: str, mark: str, may: bool) -> None:
    assert may_be_mark(rest, mark) == may


@pytest.mark.parametrize(
    ("markers", "numbers"),
    [
        (("5", "6", "7"), (5, 6, 7)),
        pytest.param(("5", "?", "7"), (5, 6, 7), id="one was not read"),
        pytest.param(("6", "6", "8"), (6, 7, 8), id="one was read like the note before"),
        pytest.param(("", "5", "6"), (5, 6), id="the first goes on from the page before"),
        pytest.param(("?", "**", "***"), (1, 2, 3), id="the first was not read"),
        pytest.param(("?", "?", "7"), (5, 6, 7), id="two were not read"),
        pytest.param(("?", "?", "**"), (1, 2), id="one of them is no note"),
        pytest.param(("*", "**"), (1, 2), id="stars"),
        pytest.param(("",), (), id="none begins"),
        pytest.param(("1", "2", "1", "2"), (1, 2, 1, 2), id="sections begin again"),
        pytest.param(("3", "4", "?", "2"), (3, 4, 1, 2), id="the first of one was not read"),
        pytest.param(("9", "1", "11"), (9, 10, 11), id="of one a part was read"),
        pytest.param(("9", "10", "1", "2"), (9, 10, 1, 2), id="a 1 before a 2 is no part of 11"),
    ],
)
def test_notes_tell_the_numbers_to_look_for(markers: tuple[str, ...], numbers: tuple[int, ...]) -> None:
    assert notes_to_numbers([note(m) for m in markers]) == numbers


def test_a_marker_is_looked_for_between_those_before_and_after_it() -> None:
    given = lines("một", "hai", "ba", "bốn", "năm")
    known = [Marker("4", BOX, 1.0, line=1, word=0), Marker("6", BOX, 1.0, line=3, word=0)]
    (found,) = lines_to_sought(given, [note("4"), note("5"), note("6")], known)
    assert (found.marker, found.first, found.last) == ("5", 1, 3)


@pytest.mark.parametrize(
    ("markers", "sought"),
    [("121", ("2", 2, 4)), ("212", ("1", 0, 0)), ("112", ("2", 0, 1)), ("122", ("1", 1, 2)), ("1212", None)],
)
def test_where_sections_begin_again_a_marker_is_looked_for_in_its_own(
    markers: str, sought: tuple[str, int, int] | None
) -> None:
    given = lines("một", "hai", "ba", "bốn", "năm")
    known = [Marker(text, BOX, 1.0, line=row, word=0) for row, text in enumerate(markers)]
    found = lines_to_sought(given, [note(n) for n in "1212"], known)
    assert [(s.marker, s.first, s.last) for s in found] == ([sought] if sought else [])


@pytest.mark.parametrize("number", ["1", "11"])
def test_numbers_that_any_stroke_reads_as_are_not_looked_for(number: str) -> None:
    """A note may have its marker on the page before, and here a stroke would be taken for it."""
    assert lines_to_sought(lines("một", "hai"), [note(number)], []) == ()


def test_a_stroke_is_looked_for_between_the_numbers_before_and_after_it() -> None:
    given = lines("một", "hai", "ba", "bốn", "năm")
    known = [Marker(n, BOX, 1.0, line=row, word=0) for n, row in (("2", 0), ("10", 1), ("12", 3))]
    notes = [note(n) for n in ("1", "2", "10", "11", "12")]
    assert [(s.marker, s.first, s.last) for s in lines_to_sought(given, notes, known)] == [("1", 0, 0), ("11", 1, 3)]


STROKES = "Đã ban hành Quyết định{^10} và Kế hoạch{^11} năm 2020; giao các sở, ban, ngành{^12} và địa phương"


@pytest.mark.parametrize("tall", [1.0, 1.6])
def test_a_stroke_as_tall_as_other_markers_is_one_that_order_tells(tall: float) -> None:
    sheet, given = scanned(STROKES)
    readers = names_to_readers("tesserocr", "rapidocr")
    _, known = lines_with_sought_markers(given, [note("10"), note("12")], [], sheet, readers)
    assert [m.text for m in known] == ["10", "12"]
    known = tuple(replace(m, box=replace(m.box, top=m.box.bottom - tall * m.box.height)) for m in known)
    _, markers = lines_with_sought_markers(given, [note(n) for n in ("10", "11", "12")], known, sheet, readers)
    between = [(m.text, m.after) for m in markers if m not in known]
    assert between == ([(UNREAD, "hoạch")] if tall == 1 else [])


class SurestOfTall:
    """Reads as its fellow, and means what is tallest most."""

    def __init__(self, reader: FigureReader) -> None:
        self.reader = reader

    def read(self, images: tuple[GrayImage, ...], alphabet: str = "") -> tuple[tuple[str, float], ...]:
        found = zip(images, self.reader.read(images, alphabet), strict=True)
        return tuple((text, min(sure, 0.9 + len(image) / 1000)) for image, (text, sure) in found)


def test_a_stroke_is_as_tall_as_its_ink_though_pale_ink_hangs_down_to_it() -> None:
    """One of its boxes, that of the palest shade, reaches up into the line above, and reads as surely."""
    sheet, given = scanned(STROKES)
    readers = names_to_readers("tesserocr", "rapidocr")
    _, known = lines_with_sought_markers(given, [note("10"), note("12")], [], sheet, readers)
    notes = [note(n) for n in ("10", "11", "12")]
    _, markers = lines_with_sought_markers(given, notes, known, sheet, readers)
    (eleven,) = (m.box for m in markers if m not in known)
    x0, top, x1, _ = sheet.box_to_pixels(eleven)
    gray = sheet.gray.copy()
    gray[top - round(0.3 * (x1 - x0)) : top + 1, x1 - 4 : x1 - 1] = (FAINT + FAINTEST) // 2
    unwise = replace(readers, figures=SurestOfTall(readers.figures))
    _, again = lines_with_sought_markers(given, notes, known, replace(sheet, gray=gray), unwise)
    found = [m for m in again if m not in known]
    assert [(m.text, m.after) for m in found] == [(UNREAD, "hoạch")]
    assert found[0].box.height == pytest.approx(eleven.height, rel=0.1)


@pytest.mark.parametrize("end", ["tâm{^18}.", "vụ{^18}", "TTg{^18}.", "kỳ{^18};"])
def test_a_marker_behind_a_lone_last_word_is_found(end: str) -> None:
    sheet, given = scanned(f"Ủy ban nhân dân tỉnh ban hành Kế hoạch cải cách năm 2020, giao các sở, ban, ngành {end}")
    assert len(given) == 2, "the last word stands alone"
    _, markers = sought(given, sheet, "18")
    assert [(m.text, m.line) for m in markers] == [("18", 1)]
    assert "18" not in markers[0].after


EARS = "Đến nay toàn tỉnh đã ban hành 56 Quyết định, kiện toàn Tổ 57 theo chỉ đạo của Trung ương{^21} và"


def test_a_number_of_which_one_digit_touches_its_word_is_read_whole() -> None:
    """Its other digit was found alone, or nothing was read: no note bears that, and it is replaced."""
    sheet, given = scanned(EARS)
    whole = next(iter(sought(given, sheet, "21")[1]))
    right = replace(whole.box, x0=whole.box.x_mid)
    for part in ("1", UNREAD):
        partly = Marker(part, right, 1.0, line=whole.line, word=whole.word)
        readers = names_to_readers("tesserocr", "rapidocr")
        _, markers = lines_with_sought_markers(given, [note("20"), note("21")], [partly], sheet, readers)
        assert [(m.text, m.after) for m in markers] == [("21", "ương")]


def test_a_digit_of_a_larger_number_is_not_taken_for_a_smaller_one() -> None:
    sheet, given = scanned(EARS)
    assert sought(given, sheet, "2")[1] == ()


def test_a_marker_that_a_note_bears_stays() -> None:
    sheet, given = scanned(*PRINTED)
    known = (Marker("2", sought(given, sheet, "3")[1][0].box, 1.0, line=0, word=0),)
    readers = names_to_readers("tesserocr", "rapidocr")
    _, markers = lines_with_sought_markers(given, [note("2"), note("3")], known, sheet, readers)
    assert [m.text for m in markers] == ["2"]


def test_a_heading_in_larger_type_does_not_tell_how_tall_the_line_above_it_is() -> None:
    texts = ("qua kiểm tra đã chấn chỉnh các tồn tại, hạn chế{^7}.", "IV. CẢI CÁCH TỔ CHỨC BỘ MÁY")
    blocks = (Paragraph("Thực hiện Kết luận số 25-KL/TU của Tỉnh ủy.", size=13), Paragraph(texts[0], size=13))
    scan = pdf_to_scan(document(*blocks, Paragraph(texts[1], size=17, bold=True), notes=["Một ghi chú."] * 7))
    _, markers = sought(scan.lines, scan.sheet, "7")
    assert [(m.text, m.after) for m in markers] == [("7", "chế")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ban hành Quyết định về đơn giá{^11|[11]} và định mức{^12|[12]} năm 2020", [(UNREAD, "giá"), ("[12]", "mức")]),
        pytest.param(
            "Ban hành đơn giá{^11|[11]}, giá đất{^11|[11]} và định mức{^12|[12]} năm 2020", [("[12]", "mức")], id="two"
        ),
    ],
)
@pytest.mark.parametrize("sign", ["1", "["])
def test_where_nothing_but_brackets_or_one_of_them_was_read_order_tells_the_number(
    text: str, found: list[tuple[str, str]], sign: str
) -> None:
    sheet, given = scanned(text)
    readers = names_to_readers("tesserocr", "rapidocr")
    _, known = lines_with_sought_markers(given, [note("[12]")], [], sheet, readers)
    unwise = replace(readers, figures=Misreads(readers.figures, sign))
    _, markers = lines_with_sought_markers(given, [note("[11]"), note("[12]")], known, sheet, unwise)
    assert [(m.text, m.after) for m in sorted(markers, key=lambda m: m.box.x0)] == found


@pytest.mark.parametrize(
    ("beside", "sure", "after"),
    [
        (-4.0, (0.97, 0.67, 0.77), "bài."),
        (-15.0, (0.96, 0.75, 0.97), "bài."),  # what stands upon the word begins before it
        (1.0, (0.97, 0.67, 0.77), "hi"),  # side by side
        (-4.0, (0.97, 0.97, 0.97), "hi"),  # all sure
    ],
)
def test_words_one_upon_another_before_a_marker_are_read_again(
    beside: float, sure: tuple[float, float, float], after: str
) -> None:
    """ "tin, tia hi" of "tin, bài.***"."""
    sheet, given = scanned("Trong kỳ các cơ quan đã đăng tải 06 tin, bài.{^3|***}", PRINTED[1])
    _, (mark,) = sought(given, sheet, "***")
    row = given[mark.line]
    *words, tin, bai = (w for w in row.words if w.box.x1 < mark.box.x0 + 2)
    x0 = tin.box.x1 + beside
    garbage = Word("tia", Box(x0, tin.box.top, max(x0 + 2, tin.box.x1 - 6), tin.box.bottom), sure[1])
    read = sorted((replace(tin, confidence=sure[0]), garbage), key=lambda w: w.box.x0)
    spoilt = Line((*words, *read, Word("hi", bai.box, sure[2])), row.box)
    found, markers = sought((*given[: mark.line], spoilt, *given[mark.line + 1 :]), sheet, "***")
    assert [m.after for m in markers] == [after]
    assert found[mark.line].text.endswith("06 tin, bài.") == (after == "bài.")


def test_a_word_that_begins_in_the_marker_does_not_bear_it() -> None:
    """ "17** hồ sơ", of which an engine made "17 **LÀ hồ sơ"."""
    sheet, given = scanned("Trong kỳ đã tiếp nhận 17{^2|**} hồ sơ, trong đó giải quyết đúng hạn 99 hồ sơ.")
    _, (mark,) = sought(given, sheet, "**")
    row = given[mark.line]
    index = next(i for i, w in enumerate(row.words) if w.text == "17")
    garbage = Word("**LÀ", Box(mark.box.x0, mark.box.top, mark.box.x1 + 15, mark.box.bottom), 0.65)
    spoilt = Line((*row.words[: index + 1], garbage, *row.words[index + 1 :]), row.box)
    page = (*given[: mark.line], spoilt, *given[mark.line + 1 :])
    assert [m.after for m in sought(page, sheet, "**")[1]] == ["17"]
