"""What a PDF says of its pages, and what a reader is told when it cannot be read."""

from __future__ import annotations

import io
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extract.page_source import layer_to_reading_dpi
from extract.pdf import TextLayer, open_document, page_to_image, page_to_text_layer
from extract.raster import FINEST
from models.errors import InputError
from models.records import Box
from tests.factories import document, stored
from tests.synthesis.fonts import family

FONT = "Noto Serif"


def drawn(draw: Callable[[Canvas], None], encrypt: StandardEncryption | None = None) -> bytes:
    """A page of 600 × 800 points."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(600, 800), invariant=1, encrypt=encrypt)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@pytest.fixture
def layer_of(tmp_path: Path) -> Callable[[bytes], TextLayer]:
    def read(content: bytes) -> TextLayer:
        with open_document(stored(tmp_path, content)) as opened:
            return page_to_text_layer(opened, 1)

    return read


Reader = Callable[[bytes], TextLayer]


def words_of(layer: TextLayer) -> str:
    return " ".join(w.text for w in layer.words if w.box.top < 200)


def raised_of(layer: TextLayer) -> list[str]:
    return [w.text for w in layer.raised if w.box.top < 200]


@pytest.mark.parametrize(
    ("printed", "words", "raised"),
    [
        ("Nghị định số 107/2020/NĐ-CP{^9} của Chính phủ", "Nghị định số 107/2020/NĐ-CP của Chính phủ", ["9"]),
        ("năm 2022{^1}.", "năm 2022 .", ["1"]),
        ("giao 3.814 đại biểu{^12}, đã", "giao 3.814 đại biểu , đã", ["12"]),
        ("(Phụ lục){^3} kèm theo", "(Phụ lục) kèm theo", ["3"]),
        ("“đúng hạn”{^7} và", "“đúng hạn” và", ["7"]),
        ("{^4} Kết quả năm 2021", "Kết quả năm 2021", ["4"]),
        ("Điều 5{^1},{^2} Luật", "Điều 5 , Luật", ["1", "2"]),
        ("rộng 12m{^4} rưỡi", "rộng 12m rưỡi", ["4"]),
    ],
)
def test_raised_characters_are_parted_from_the_word_that_they_touch(
    layer_of: Reader, printed: str, words: str, raised: list[str]
) -> None:
    layer = layer_of(document(printed, notes=["Một ghi chú."] * 12, font=FONT))
    assert (words_of(layer), raised_of(layer)) == (words, raised)


@pytest.mark.parametrize(
    "printed",
    [
        "đạt 99,02% và “đúng hạn”, 30°C, tầng 1º, CO₂",
        "Ếch Ỗ ộ ậ ễ Ằ ữ Ỵ đ Đ",
        "Điều 5........................... 12",
        "gạch - nối – dài — và 19-NQ/TW, 12/63, ½",
        "rộng 500m², 1.200 km², (m²) và 30m³.",
    ],
)
def test_nothing_is_raised_where_no_marker_stands(layer_of: Reader, printed: str) -> None:
    layer = layer_of(document(printed, font=FONT))
    assert (words_of(layer), raised_of(layer)) == (printed, [])


@pytest.mark.parametrize(
    ("before", "high", "after", "words", "raised"),
    [
        ("rộng 500m", "2", " đất", "rộng 500m² đất", []),
        ("cát 30 m", "3", "/ngày", "cát 30 m³/ngày", []),
        ("30", "o", "C", "30oC", []),  # a degree sign that is a raised letter stays where it was
        ("lần thứ 19", "th", " năm", "lần thứ 19th năm", []),
        ("quy định", "(1)", " của", "quy định của", ["(1)"]),
        ("quy định", "**", " của", "quy định của", ["**"]),
        ("quy định", "1,2", " của", "quy định của", ["1", "2"]),
        ("năm 2022", "2", " của", "năm 2022 của", ["2"]),
    ],
)
def test_exponents_and_ordinals_stay_with_their_word(
    layer_of: Reader, before: str, high: str, after: str, words: str, raised: list[str]
) -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(80, 700)
        for part, size, rise in ((before, 14, 0), (high, 9, 5), (after, 14, 0)):
            text.setFont(family(FONT).regular, size)
            text.setRise(rise)
            text.textOut(part)
        canvas.drawText(text)

    layer = layer_of(drawn(draw))
    assert (words_of(layer), raised_of(layer)) == (words, raised)


def rulings_of(layer: TextLayer) -> set[tuple[int, int, int, int]]:
    return {(round(r.box.x0), round(r.box.top), round(r.box.x1), round(r.box.bottom)) for r in layer.rulings}


FRAME = {(100, 100, 100, 300), (400, 100, 400, 300), (100, 100, 400, 100), (100, 300, 400, 300)}


def test_lines_thin_bars_and_stroked_frames_are_rulings(layer_of: Reader) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.line(50, 750, 200, 750)
        canvas.rect(50, 600, 200, 0.6, stroke=0, fill=1)
        canvas.rect(50, 550, 0.6, 40, stroke=0, fill=1)

    assert rulings_of(layer_of(drawn(draw))) == {(50, 50, 200, 50), (50, 199, 250, 200), (50, 210, 51, 250)}
    assert rulings_of(layer_of(drawn(lambda c: c.rect(100, 500, 300, 200)))) == FRAME


def test_white_bars_and_shading_are_none(layer_of: Reader) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColorRGB(1, 1, 1)
        canvas.setStrokeColorRGB(1, 1, 1)
        canvas.rect(50, 600, 200, 0.6, stroke=0, fill=1)
        canvas.rect(100, 500, 300, 200, stroke=1, fill=0)
        canvas.setFillColorRGB(0.8, 0.8, 0.8)
        canvas.rect(50, 300, 200, 40, stroke=0, fill=1)

    assert rulings_of(layer_of(drawn(draw))) == set()


def test_a_border_drawn_as_one_rectangle_minus_another_is_its_four_sides(layer_of: Reader) -> None:
    """Browsers print table borders so: outer and inner rectangle in one path, filled by the even-odd rule."""

    def draw(canvas: Canvas) -> None:
        path = canvas.beginPath()
        path.rect(100, 500, 300, 200)
        path.rect(101, 501, 298, 198)
        canvas.drawPath(path, stroke=0, fill=1, fillMode=0)

    found = layer_of(drawn(draw)).rulings
    assert len(found) == 4
    assert {(r.horizontal, round(r.box.x_mid), round(r.box.y_mid)) for r in found} == {
        (True, 250, 100),
        (True, 250, 300),
        (False, 100, 200),
        (False, 400, 200),
    }


def image(width: int, height: int) -> ImageReader:
    return ImageReader(Image.new("L", (width, height), 200))


def test_a_scan_in_strips_covers_the_page_as_one_image_does(layer_of: Reader) -> None:
    def strips(canvas: Canvas) -> None:
        for i in range(8):
            canvas.drawImage(image(1250, 208), 0, 100 * i, 600, 100)

    whole = layer_of(drawn(lambda c: c.drawImage(image(1250, 1667), 0, 0, 600, 800)))
    assert (whole.image_share, round(whole.image_dpi)) == (1.0, 150)
    parted = layer_of(drawn(strips))
    assert (parted.image_share, round(parted.image_dpi)) == (1.0, 150)
    assert whole.image_bits == 8
    seal = layer_of(drawn(lambda c: c.drawImage(image(300, 300), 400, 100, 90, 80)))
    assert seal.image_share == pytest.approx(0.015, abs=0.003)


BROKEN = drawn(lambda canvas: canvas.drawString(80, 700, "trang"))
NO_PAGES = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n" + (
    b"trailer<</Root 1 0 R/Size 3>>\n%%EOF"
)


@pytest.mark.parametrize(
    ("content", "advice"),
    [
        (b"", "empty; fetch or scan it again"),
        (b"   \n", "empty; fetch or scan it again"),
        (b"PK\x03\x04 a word document", "not a PDF file; convert it to PDF"),
        (b"<html>404</html>", "not a PDF file; convert it to PDF"),
        (b"%PDF-1.7\n", "broken .*; fetch or scan it again"),
        (BROKEN[:300], "broken .*; fetch or scan it again"),
        (NO_PAGES, "(no pages|broken).*; fetch or scan it again"),
        (drawn(lambda c: None, StandardEncryption("mật", "chủ")), "encrypted; save a copy without a password"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(tmp_path: Path, content: bytes, advice: str) -> None:
    with pytest.raises(InputError, match=advice), open_document(stored(tmp_path, content)):
        pass


def test_a_file_with_an_owner_password_alone_is_read(layer_of: Reader) -> None:
    content = drawn(lambda c: c.drawString(80, 700, "trang"), StandardEncryption("", "owner"))
    assert words_of(layer_of(content)) == "trang"


def test_a_plan_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(9000, 6000))
    canvas.showPage()
    canvas.save()
    with (
        open_document(stored(tmp_path, buffer.getvalue())) as opened,
        pytest.raises(InputError, match="split or shrink"),
    ):
        page_to_text_layer(opened, 1)


def test_a_page_is_forgotten_when_it_was_read(tmp_path: Path) -> None:
    content = document(*["Một đoạn văn dài của báo cáo."] * 40, font=FONT)
    with open_document(stored(tmp_path, content)) as opened:
        layer = page_to_text_layer(opened, 1)
        page = opened.page(1)
        assert len(layer.words) > 100
        assert not hasattr(page, "_objects")
        assert not hasattr(page, "_layout")


def test_a_page_is_rendered_in_colour_at_its_size(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColorRGB(1, 0, 0)
        canvas.rect(0, 700, 300, 100, stroke=0, fill=1)

    with open_document(stored(tmp_path, drawn(draw))) as opened:
        pixels = page_to_image(opened, 1, 144)
    assert pixels.shape == (1600, 1200, 3)
    assert pixels[50, 50].tolist() == [255, 0, 0]
    assert pixels[1500, 50].tolist() == [255, 255, 255]
    assert pixels.dtype == np.uint8


def test_words_are_in_points_from_the_top_left(layer_of: Reader) -> None:
    (found,) = layer_of(drawn(lambda c: c.drawString(80, 700, "trang"))).words
    box = found.box
    assert box.x0 == pytest.approx(80, abs=0.5)
    assert Box(80, 88, 120, 103).holds(box.x_mid, box.y_mid)


@pytest.mark.parametrize(
    ("dpi", "mode", "read_at"),
    [(300, "L", FINEST), (300, "1", 300), (600, "L", FINEST), (200, "L", 200), (200, "1", 200)],
)
def test_shades_of_gray_are_read_at_the_resolution_that_is_enough(
    layer_of: Reader, dpi: int, mode: str, read_at: float
) -> None:
    picture, scan = Image.new(mode, (round(8.3 * dpi), round(11.7 * dpi)), 1), BytesIO()
    picture.save(scan, "PDF", resolution=dpi)
    assert layer_to_reading_dpi(layer_of(scan.getvalue())) == pytest.approx(read_at, abs=0.2)
