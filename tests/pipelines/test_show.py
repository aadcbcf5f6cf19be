"""The picture of a page: what is drawn sits on the ink, and says what is known."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from extract.marker_text import DOT
from extract.pdf import open_document, page_to_image
from models.errors import ConfigError, InputError, OutputError
from models.records import (
    Box,
    Cell,
    Footnote,
    Line,
    Marker,
    NotePiece,
    PageInfo,
    PageResult,
    PageTable,
    Report,
    Table,
    Word,
)
from pipelines.cli import main
from pipelines.settings import Settings
from pipelines.show import DPI, Seen, page_to_picture, palette, show_page
from pipelines.show.canvas import Canvas, Colour, Pen, tilted
from pipelines.show.frame import framed, info_to_facts
from pipelines.show.layers import cells_to_reasons
from pipelines.show.links import Link, boxes_to_curve, page_to_links
from pipelines.show.palette import confidence_to_colour

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "raw"
DIGITAL, FAX = SAMPLES / "481-bc-ubnd.digital.pdf", SAMPLES / "481-bc-ubnd.fax200.pdf"
NO_READERS = Settings("null", "null")
A, B, C = Box(10, 10, 14, 14), Box(50, 10, 54, 14), Box(10, 200, 90, 220)
SCALE = DPI / 72

Pixels = npt.NDArray[np.uint8]


def where(picture: Pixels, colour: Colour) -> npt.NDArray[np.bool_]:
    return np.asarray((np.abs(picture.astype(int) - colour) <= 3).all(axis=2))


def report(*footnotes: Footnote, tables: tuple[Table, ...] = ()) -> Report:
    return Report("d" * 16, "a.pdf", "d" * 64, "ok", "0", footnotes=footnotes, tables=tables)


def note(marker: str, page: int, anchor_page: int, source: str = "body", reason: str = "") -> Footnote:
    return Footnote(
        marker, "Kết quả", page, C, anchor_page, source, "theo văn bản", review=bool(reason), review_reason=reason
    )


def page(*markers: Marker) -> PageResult:
    return PageResult(PageInfo(2, "scanned", "no_text_layer", 100, 300), markers=markers)


def body(text: str, box: Box = A) -> Marker:
    return Marker(text, box, 1.0, line=0, word=0)


def in_cell(text: str, box: Box = B) -> Marker:
    return Marker(text, box, 1.0, table=0, row=1, col=1)


@pytest.mark.parametrize(
    ("markers", "notes", "links"),
    [
        ((), (), ()),
        ((body("1"),), (note("1", 2, 2),), (Link("1", A, C),)),
        ((body("1"),), (note("1", 3, 2),), (Link("1", A, None, "note on page 3"),)),
        ((), (note("1", 2, 1),), (Link("1", None, C, "marker on page 1"),)),
        ((), (note("1", 2, 0, reason="marker_missing"),), (Link("1", None, C, "no marker found", True),)),
        ((body("4"),), (), (Link("4", A, None, "no note found", True),)),
        (
            (body("4"),),
            (replace(note("4", 2, 2, reason="note_missing"), text=""),),
            (Link("4", A, None, "no note found", True),),
        ),
        ((), (note("1", 1, 1), note("7", 3, 3)), ()),
        (
            (body("*"), in_cell("*")),
            (note("*", 2, 2, "table"), note("*", 2, 2, "body")),
            (Link("*", B, C), Link("*", A, C)),
        ),
        (
            (replace(body("?"), after="bản"), body("1", B)),
            (note("12", 2, 2, reason="marker_by_order"), note("1", 2, 2)),
            (Link("12", A, C, "marker_by_order", True), Link("1", B, C)),
        ),
        (
            (replace(body("?"), after="bản)."),),
            (note("(*)", 2, 2, reason="marker_by_order"),),
            (Link("(*)", A, C, "marker_by_order", True),),
        ),
        ((body(DOT),), (), (Link("?", A, None, "no note found", True),)),
        (
            (body("1"), replace(body("1", B), after="bản")),
            (note("1", 2, 2),),
            (Link("1", B, C), Link("1", A, None, "no note found", True)),
        ),
        ((body("1", A), body("1", B)), (note("1", 2, 2), note("1", 2, 2)), (Link("1", A, C), Link("1", B, C))),
    ],
)
def test_a_marker_is_linked_with_its_note_wherever_it_is(
    markers: tuple[Marker, ...], notes: tuple[Footnote, ...], links: tuple[Link, ...]
) -> None:
    assert page_to_links(page(*markers), report(*notes)) == links


def test_the_curve_leads_from_the_marker_to_the_note() -> None:
    curve = boxes_to_curve(A, C, 20)
    assert curve[0] == pytest.approx((A.x_mid, A.bottom))
    assert curve[-1] == pytest.approx((C.x0 - 2, C.top + 6))


def test_words_go_from_red_over_amber_to_green() -> None:
    assert confidence_to_colour(0.2) == palette.UNSURE
    assert confidence_to_colour(0.8) == palette.DOUBT
    assert confidence_to_colour(1.0) == palette.SURE


@given(st.floats(0, 1), st.floats(0, 1))
def test_more_confidence_is_never_redder(one: float, other: float) -> None:
    low, high = sorted((one, other))

    def green(confidence: float) -> int:
        red, share, _ = confidence_to_colour(confidence)
        return share - red

    assert green(low) <= green(high)


def test_positive_slopes_go_down_to_the_right() -> None:
    left_top, right_top, _, _ = tilted(Box(0, 0, 100, 10), 2.0)
    assert right_top[1] > left_top[1]


def test_a_font_without_vietnamese_still_writes_the_number() -> None:
    pen = Pen(12, fonts=("no-such-font.ttf",))
    assert pen.spelt("107/2020/NĐ-CP · đủ → trang 3") == "107/2020/ND-CP | du > trang 3"
    canvas = Canvas(np.full((200, 200, 3), 255, np.uint8), 72, 0.0, pen)
    canvas.label(10, 50, "107/2020/NĐ-CP · đủ", palette.REFERENCE)
    assert np.asarray(canvas.image).min() < 200


def test_labels_at_one_place_do_not_cover_each_other() -> None:
    canvas = Canvas(np.full((200, 200, 3), 255, np.uint8), 72, 0.0, Pen(12))
    areas = []
    for _ in range(3):
        canvas.label(10, 100, "Nghị định", palette.REVIEW)
        areas.append(int((np.asarray(canvas.image) != 255).any(axis=2).sum()))
    assert areas[1] == pytest.approx(2 * areas[0], rel=0.05)
    assert areas[2] == pytest.approx(3 * areas[0], rel=0.05)


def test_a_label_at_the_edge_stays_on_the_page() -> None:
    canvas = Canvas(np.full((100, 100, 3), 255, np.uint8), 72, 0.0, Pen(12))
    canvas.label(99, 2, "x", palette.REVIEW)
    drawn = np.asarray(canvas.image)
    assert (drawn[:20, 80:] != 255).any()


def test_the_head_tells_how_the_page_was_read() -> None:
    info = PageInfo(3, "scanned", "no_marks", 595, 842, rotation=270, skew=-1.204, dpi=200, words=12)
    assert (
        info_to_facts(info)
        == "scanned: no_marks · turned 270° clockwise · skew -1.20° · 200 dpi · 595 × 842 points · 12 words"
    )
    straight = PageInfo(3, "digital", "text_layer", 595, 842)
    assert "skew" not in info_to_facts(straight)
    assert "turned" not in info_to_facts(straight)


def test_the_error_of_a_page_stands_in_its_head() -> None:
    picture = Image.new("RGB", (600, 50))
    sound = framed(picture, ["a"], palette.PAGE_LEGEND, "")
    broken = framed(picture, ["a"], palette.PAGE_LEGEND, "ValueError: damaged")
    assert broken.height > sound.height
    assert where(np.asarray(broken)[:60, 10:200], palette.REVIEW).any()


def test_cells_are_flagged_for_their_reading_and_for_what_the_joined_table_says() -> None:
    read = (Cell(0, 0, "1", A, 2, review=True, review_reason="readers_differ"), Cell(0, 1, "2", B, 2))
    joined = (Cell(0, 1, "2", B, 2, review=True, review_reason="odd_unit"), Cell(1, 0, "", C, 3, review=True))
    table = Table("t", 1, "1", "", 2, 3, 2, 2, "pixel_rules", joined)
    assert cells_to_reasons(read, report(tables=(table,)), 2) == {A: "readers_differ", B: "odd_unit"}


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_boxes_sit_on_the_ink_of_a_turned_page(rotation: int) -> None:
    """A block of ink, the page turned on the scanner, and the block's word on the upright page."""
    upright = np.full((round(300 * SCALE), round(200 * SCALE), 3), 255, np.uint8)
    ink = Box(40, 60, 100, 75)
    upright[round(60 * SCALE) : round(75 * SCALE), round(40 * SCALE) : round(100 * SCALE)] = 0
    scanned = np.ascontiguousarray(np.rot90(upright, rotation // 90))
    result = PageResult(
        PageInfo(1, "scanned", "no_text_layer", 200, 300, rotation=rotation), words=(Word("chữ", ink, 0.1),)
    )
    picture = np.asarray(page_to_picture(scanned, "a.pdf", Seen({1: result}, report()), 1, "all"))
    drawn = picture[-len(upright) :]
    ys, xs = np.nonzero(where(drawn, palette.UNSURE))
    found = (xs.min() / SCALE, ys.min() / SCALE, xs.max() / SCALE, ys.max() / SCALE)
    assert found == pytest.approx((40, 60, 100, 75), abs=1)


def test_the_reason_to_look_at_a_cell_is_drawn_over_it() -> None:
    image = np.full((round(300 * SCALE), round(200 * SCALE), 3), 255, np.uint8)
    cell = Cell(0, 0, "12", Box(40, 100, 120, 130), 1, review=True, review_reason="readers_differ")
    table = PageTable(1, cell.box, 1, 1, (cell,), "pixel_rules")
    result = PageResult(PageInfo(1, "scanned", "", 200, 300), tables=(table,))
    picture = np.asarray(page_to_picture(image, "a.pdf", Seen({1: result}, report()), 1, "all"))[-len(image) :]
    x, y = round(80 * SCALE), round(125 * SCALE)
    red, green, blue = (int(part) for part in picture[y, x])
    assert red > green + 60
    assert red > blue + 60
    assert where(picture[round(96 * SCALE) : round(104 * SCALE)], palette.REVIEW).sum() > 200


def test_a_note_that_goes_on_says_so() -> None:
    image = np.full((round(300 * SCALE), round(200 * SCALE), 3), 255, np.uint8)
    words = (Word("nối", Box(20, 200, 40, 210)),)
    rest = NotePiece("", 1, (Line(words, words[0].box),), words[0].box)
    plain = PageResult(PageInfo(1, "digital", "text_layer", 200, 300))
    noted = PageResult(plain.info, notes=(rest,))
    empty, drawn = (
        np.asarray(page_to_picture(image, "a.pdf", Seen({1: result}, report()), 1, "footnotes"))[-len(image) :]
        for result in (plain, noted)
    )
    changed = np.nonzero((empty != drawn).any(axis=2))
    assert changed[0].min() / SCALE == pytest.approx(191, abs=4)
    assert changed[1].max() / SCALE > 100


@pytest.mark.parametrize("number", [15, 18])
def test_rules_of_a_turned_and_sloping_scan_are_drawn_on_its_ink(number: int, tmp_path: Path) -> None:
    """Page 15 of the fax stands on its head, page 18 lies on its side; both slope."""
    out = tmp_path / "page.png"
    show_page(FAX, number, out, NO_READERS, "all")
    with open_document(FAX) as document:
        scan = page_to_image(document, number, DPI)
    upright = np.rot90(scan, {15: 2, 18: 3}[number])
    picture = np.asarray(Image.open(out))[-len(upright) :]
    assert picture.shape == upright.shape
    ink = (upright.min(axis=2) < 128).astype(np.uint8)
    near = np.asarray(cv2.dilate(ink, np.ones((5, 5), np.uint8))) > 0
    for colour in (palette.RULE_ACROSS, palette.RULE_DOWN):
        rules = where(picture, colour)
        assert rules.sum() > 1000
        assert near[rules].mean() > 0.97


@pytest.mark.parametrize(("layer", "colour"), [((), palette.REFERENCE), (("footnotes",), palette.LINKS[0])])
def test_the_command_draws_a_page(layer: tuple[str, ...], colour: Colour, tmp_path: Path) -> None:
    out = tmp_path / "5.png"
    done = CliRunner().invoke(main, ["page", str(DIGITAL), "5", "--show", *layer, "-o", str(out)])
    assert done.output == f"{out}\n"
    picture = np.asarray(Image.open(out))
    assert where(picture[200:], colour).sum() > 1000


def test_drawing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.png", "b.png"):
        show_page(DIGITAL, 3, tmp_path / name, NO_READERS, "footnotes")
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()


@pytest.mark.parametrize(
    ("number", "layer", "out", "error", "message"),
    [
        (99, "all", "a.png", InputError, "there is no page 99; the PDF has 24"),
        (1, "words", "a.png", ConfigError, "no layer 'words' to show; there are all, footnotes"),
        (11, "all", "gone/a.png", OutputError, "No such file or directory"),
    ],
)
def test_what_cannot_be_drawn_is_said_in_one_line(
    number: int, layer: str, out: str, error: type[Exception], message: str, tmp_path: Path
) -> None:
    with pytest.raises(error, match=message):
        show_page(DIGITAL, number, tmp_path / out, NO_READERS, layer)
