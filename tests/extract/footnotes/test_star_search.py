"""Rows of small stars in the ink: found by the notes that call for them, counted, and told by order where not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest

from extract.footnotes.marker_search import lines_with_sought_markers
from extract.footnotes.star_reading import BROADEST, images_to_stars
from extract.ink.pixels import GrayImage
from extract.marker_text import DOT, UNREAD
from extract.ocr import names_to_readers
from extract.ocr.base import FigureReader
from models.records import Line
from tests.extract.footnotes.scans import PRINTED, note, pdf_to_scan, scanned, smudged, sought
from tests.factories import document
from tests.synthesis.spec import Paragraph

STARS = (
    "Ủy ban nhân dân tỉnh ban hành Kế hoạch cải cách{^1|*} năm 2020, giao các sở, ban, ngành và địa phương",
    "tổ chức thực hiện theo thẩm quyền{^2|**}, báo cáo kết quả{^3|***} trước ngày 15 hằng tháng theo quy định.",
)


Reading = Callable[[Sequence[GrayImage], FigureReader], tuple[tuple[str, float], ...]]


def read_stars_with(monkeypatch: pytest.MonkeyPatch, reading: Reading) -> None:
    for module in ("marker_search", "star_search"):
        monkeypatch.setattr(f"extract.footnotes.{module}.images_to_stars", reading)


class Miscounts:
    """Reads as its fellow, and three stars for two."""

    def __init__(self, reader: FigureReader) -> None:
        self.reader = reader

    def read(self, images: tuple[GrayImage, ...], alphabet: str = "") -> tuple[tuple[str, float], ...]:
        return tuple(
            ("***" if text.strip("()") == "**" else text, sure) for text, sure in self.reader.read(images, alphabet)
        )


@pytest.mark.parametrize(
    ("notes", "found"),
    [
        (("*", "**", "***"), [("*", "cách"), (UNREAD, "quyền"), (UNREAD, "quả")]),
        pytest.param(("*", "**"), [("*", "cách")], id="two places for one note"),
    ],
)
def test_rows_of_stars_that_no_reading_counts_right_are_told_by_order(
    notes: tuple[str, ...], found: list[tuple[str, str]]
) -> None:
    sheet, given = scanned(*STARS)
    readers = names_to_readers("tesserocr", "rapidocr")
    unwise = replace(readers, figures=Miscounts(readers.figures))
    _, markers = lines_with_sought_markers(given, [note(n) for n in notes], [], sheet, unwise)
    assert [(m.text, m.after.strip(",.")) for m in markers] == found


def test_of_two_readings_one_is_told_by_those_beside_it() -> None:
    """The second note has no marker that reads so: what stands between the others is its."""
    sheet, given = scanned(*STARS)
    _, known = sought(given, sheet, "*", "**", "***")
    assert [m.text for m in known] == ["*", "**", "***"]
    readers = names_to_readers("tesserocr", "rapidocr")
    unwise = replace(readers, figures=Miscounts(readers.figures))
    _, markers = lines_with_sought_markers(given, [note(n) for n in ("*", "**", "***")], known[::2], sheet, unwise)
    assert [(m.text, m.after.strip(",")) for m in markers if m not in known] == [(UNREAD, "quyền")]


def test_where_no_marker_of_the_notes_was_read_they_may_be_stars() -> None:
    sheet, given = scanned(*STARS)
    _, markers = sought(given, sheet, UNREAD, UNREAD, UNREAD)
    assert [(m.text, m.after.strip(",")) for m in markers] == [("*", "cách"), ("**", "quyền"), ("***", "quả")]
    sheet, given = scanned(*PRINTED)
    assert sought(given, sheet, UNREAD)[1] == ()


@pytest.mark.parametrize("text", ["soát, cấp xã, theo quy định", "hằng tuần và báo cáo cấp có thẩm quyền"])
def test_stars_behind_a_line_without_capitals_are_no_feet_of_the_line_above(text: str) -> None:
    """t, d and accents make its letters seem as tall as capitals, and the stars higher than they stand."""
    sheet, given = scanned(*(PRINTED[1],) * 3, f"{text}{{^1|*}}", *(PRINTED[1],) * 2)
    _, markers = sought(given, sheet, "*")
    assert [(m.text, m.after) for m in markers] == [("*", text.split()[-1])]


@pytest.mark.parametrize("font", ["Noto Serif", "DejaVu Serif", "FreeSerif", "Noto Sans"])
def test_lines_beside_it_that_have_no_capitals_do_not_hide_the_stars_of_one_that_has(font: str) -> None:
    low = "soạn xong các công văn và xem xét các công văn cơ quan cấp"
    text = "NGHỊ QUYẾT SỐ 96/NQ/TW{^1|****}. ĐẾN NAY"
    paragraphs = (Paragraph(each, size=13) for each in (low, low, text, low, low))
    scan = pdf_to_scan(document(*paragraphs, notes=["Một ghi chú."], font=font))
    _, markers = sought(scan.lines, scan.sheet, "****")
    assert [m.text for m in markers] == ["****"]


def test_a_line_with_more_stars_than_letters_is_measured_by_the_lines_beside_it() -> None:
    sheet, given = scanned(*(PRINTED[1],) * 3, "2022{^1|***}.{^2|****}")
    _, markers = sought(given, sheet, "***", "****")
    assert [(m.text, m.after) for m in markers] == [("***", "2022"), ("****", ".")]


@pytest.mark.parametrize(("sign", "found"), [('"', [(UNREAD, "cách")]), ("", [])])
def test_a_star_as_small_as_a_dot_is_told_by_order_where_the_engine_made_a_sign_of_it(
    monkeypatch: pytest.MonkeyPatch, sign: str, found: list[tuple[str, str]]
) -> None:
    read_stars_with(monkeypatch, lambda images, _: tuple(("", 0.0) for _ in images))
    sheet, given = scanned(*STARS)
    row, spoiled = smudged(given, "cách", f"cách{sign}")
    kept, markers = sought(spoiled, sheet, "*")
    assert [(m.text, m.after) for m in markers] == found
    assert "cách năm" in kept[row].text


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ((STARS[0], PRINTED[1]), [(DOT, "cách")]),
        pytest.param((PRINTED[1], PRINTED[1]), [], id="no star"),
        pytest.param((STARS[0], STARS[0]), [], id="two stars"),
    ],
)
def test_the_one_star_of_a_text_bears_out_what_may_be_a_speck_before_a_note(
    texts: tuple[str, ...], found: list[tuple[str, str]]
) -> None:
    sheet, given = scanned(*texts)
    _, markers = sought(given, sheet, DOT)
    assert [(m.text, m.after) for m in markers] == found


def test_a_place_that_hardly_reads_as_a_star_bears_out_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    read_stars_with(
        monkeypatch, lambda images, reader: tuple((t, min(c, 0.95)) for t, c in images_to_stars(images, reader))
    )
    sheet, given = scanned(STARS[0], PRINTED[1])
    assert sought(given, sheet, "*")[1] != ()
    assert sought(given, sheet, DOT)[1] == ()


def test_of_two_places_that_read_as_stars_it_is_the_one_of_which_the_engine_made_a_sign() -> None:
    sheet, given = scanned(*(text.replace("{^2|**}", "").replace("{^3|***}", "{^3|*}") for text in STARS))
    assert sought(given, sheet, "*")[1] == ()
    _, spoiled = smudged(given, "quả", "quả”")
    _, markers = sought(spoiled, sheet, "*")
    assert [(m.text, m.after) for m in markers] == [(UNREAD, "quả")]


def test_a_sign_apart_from_all_letters_that_no_reader_knows_is_the_one_star_that_is_wanted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Accents, hooks of letters and signs of the text, "4,1%", are none."""
    read_stars_with(monkeypatch, lambda images, _: tuple(("", 0.0) for _ in images))
    sheet, given = scanned(PRINTED[1], "đã cử 97 lượt người, tăng 4,1% so với cùng kỳ; trao đổi công việc.{^1|*}")
    _, markers = sought(given, sheet, "*")
    assert [(m.text, m.after) for m in markers] == [(UNREAD, "việc.")]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("lực, hiệu quả", "****"),
        ("lực, hiệu quả.", "***"),
        ("hồ sơ", "***"),
        ("hồ sơ.", "***"),
        ("tâm.", "***"),
        ("công việc", "*****"),
    ],
)
@pytest.mark.parametrize("style", ["", "flat"])
def test_a_row_of_stars_at_the_end_of_a_short_line_is_found_though_one_of_them_was_read(
    text: str, row: str, style: str
) -> None:
    """The engine reads "quả*" of "quả****", and the line ends there; ascenders alone seem taller than capitals."""
    printed = f"{text}{row}" if style else f"{text}{{^1|{row}}}"
    sheet, given = scanned(*(PRINTED[1],) * 3, printed, *(PRINTED[1],) * 2)
    place = next(i for i, line in enumerate(given) if line.text.startswith(text[:4]))
    *before, last = given[place].words
    right = last.box.x0 + last.box.width * (len(text.split()[-1]) + 1) / len(last.text) if style else last.box.x1 + 4
    last = replace(last, text=f"{text.split()[-1]}*", box=replace(last.box, x1=right))
    cut = Line((*before, last), replace(given[place].box, x1=right))
    kept, markers = sought((*given[:place], cut, *given[place + 1 :]), sheet, row)
    assert [(m.text, m.after) for m in markers] == [(row, text.split()[-1])]
    assert kept[place].text == text


@pytest.mark.parametrize("text", ["508{^1|*****} hồ sơ.", "tâm.{^1|*****}", "công việc*****."])
def test_rows_of_stars_do_not_tell_where_the_letters_of_a_short_line_stand(text: str) -> None:
    sheet, given = scanned(*(PRINTED[1],) * 3, text, *(PRINTED[1],) * 2)
    _, markers = sought(given, sheet, "*****")
    assert [m.text for m in markers] == ["*****"]


def test_stars_of_a_row_that_are_read_one_by_one_are_one_marker(monkeypatch: pytest.MonkeyPatch) -> None:
    def singles(images: Sequence[GrayImage], reader: FigureReader) -> tuple[tuple[str, float], ...]:
        read = images_to_stars(images, reader)
        return tuple(
            ("", 0.0) if image.shape[1] > BROADEST * image.shape[0] else each
            for image, each in zip(images, read, strict=True)
        )

    read_stars_with(monkeypatch, singles)
    sheet, given = scanned(*STARS)
    _, markers = sought(given, sheet, "*", "**", "***")
    assert [(m.text, m.after.strip(",.")) for m in markers] == [(UNREAD, w) for w in ("cách", "quyền", "quả")]


@pytest.mark.parametrize("text", ["Trung ương.***", "2023***;", "(Phụ lục 3)***,"])
def test_stars_on_the_line_are_no_part_of_their_word(text: str) -> None:
    sheet, given = scanned(*(PRINTED[1],) * 2, f"kiện toàn Tổ 57 theo chỉ đạo của {text} qua kiểm tra", PRINTED[1])
    kept, markers = sought(given, sheet, "***")
    assert [(m.text, m.after) for m in markers] == [("***", text.replace("***", "").split()[-1])]
    assert "*" not in " ".join(line.text for line in kept)


def test_a_stop_between_rows_of_stars_parts_them() -> None:
    sheet, given = scanned(
        *(PRINTED[1],) * 2, "theo tinh thần Kết luận ngày 06 tháng 8 năm 2020{^1|*}.{^2|**}", PRINTED[1]
    )
    _, markers = sought(given, sheet, "*", "**", "***")
    assert [(m.text, m.after.strip(".")) for m in markers] == [("*", "2020"), ("**", "2020")]


@pytest.mark.parametrize("font", ["Noto Serif", "DejaVu Serif", "FreeSerif", "Noto Sans"])
def test_the_dot_of_a_semicolon_in_bold_type_is_no_letter(font: str) -> None:
    text = "số 86/CT-UBND ngày 3/1/2023{^1|*}; qua kiểm tra đã chấn chỉnh"
    scan = pdf_to_scan(document(*(Paragraph(text, size=13, bold=True),), notes=["Một ghi chú."], font=font))
    _, markers = sought(scan.lines, scan.sheet, "*")
    assert [m.text for m in markers] == ["*"]


@pytest.mark.parametrize("font", ["Noto Serif", "DejaVu Serif", "Noto Sans"])
def test_one_line_beside_it_with_capitals_tells_how_high_the_stars_of_a_line_without_stand(font: str) -> None:
    low = "soạn xong các công văn và xem xét các công văn cơ quan cấp"
    texts = (low, low, "xem xét các công văn cơ quan{^1|**}", low, "BÁO CÁO KẾT QUẢ NĂM 2022")
    scan = pdf_to_scan(document(*(Paragraph(t, size=13) for t in texts), notes=["Một ghi chú."], font=font))
    _, markers = sought(scan.lines, scan.sheet, "**")
    assert [(m.text, m.after) for m in markers] == [("**", "quan")]


@pytest.mark.parametrize(("sure", "found"), [(0.85, [(UNREAD, "cách")]), (0.95, [])])
def test_of_stars_and_a_speck_that_reads_as_one_order_takes_the_surest(
    monkeypatch: pytest.MonkeyPatch, sure: float, found: list[tuple[str, str]]
) -> None:
    sheet, given = scanned(*(text.replace("**", "*").replace("**", "*") for text in STARS))
    assert sought(given, sheet, "*")[1] == (), "which of three?"

    def doubtful(images: Sequence[GrayImage], reader: FigureReader) -> tuple[tuple[str, float], ...]:
        read = images_to_stars(images, reader)
        best = max(range(len(read)), key=lambda i: (read[i][0] == "*", -i))
        return tuple((text, 1.0 if i == best else min(confidence, sure)) for i, (text, confidence) in enumerate(read))

    read_stars_with(monkeypatch, doubtful)
    _, markers = sought(given, sheet, "*")
    assert [(m.text, m.after.strip(",")) for m in markers] == found


@pytest.mark.parametrize("font", ["DejaVu Serif", "FreeSerif"])
def test_stars_in_the_size_of_the_text_end_where_its_capitals_do(font: str) -> None:
    """A hair below the top of the figures before them."""
    text = "Kế hoạch số 12/KH-UBND ngày 15 tháng 11 năm 2022{^1|***} về công tác"
    scan = pdf_to_scan(document(Paragraph(text, size=13), notes=["Một ghi chú."], font=font))
    gray, figures = scan.sheet.gray.copy(), next(w for w in scan.lines[0].words if w.text == "2022")
    x0, top, x1, bottom = scan.sheet.box_to_pixels(figures.box)
    rows = np.flatnonzero((gray[top:bottom, x0:x1] < 128).any(axis=1)) + top
    x0, high, x1, low = scan.sheet.box_to_pixels(scan.raised[0].box.grown(1))
    stars = gray[high:low, x0:x1].copy()
    gray[high:low, x0:x1] = 255
    lower = round(rows[-1] + 1 - 0.97 * (rows[-1] + 1 - rows[0])) - int(np.flatnonzero((stars < 128).any(axis=1))[0])
    gray[lower : lower + stars.shape[0], x0:x1] = np.minimum(gray[lower : lower + stars.shape[0], x0:x1], stars)
    _, markers = sought(scan.lines, replace(scan.sheet, gray=gray), "***")
    assert [(m.text, m.after) for m in markers] == [("***", "2022")]
