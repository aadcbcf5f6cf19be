"""Which text layers may be believed, and the reason that is kept."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest

from extract.pdf import TextLayer
from extract.text_layer import text_layer_to_verdict, text_to_quality
from models.records import Word
from tests.factories import word

VIETNAMESE = (
    "Thực hiện Nghị quyết số 30c/NQ-CP của Chính phủ, Ủy ban nhân dân tỉnh đã ban hành kế hoạch cải cách hành chính "
    "năm 2022, các cơ quan, đơn vị đã tổ chức quán triệt và triển khai các nhiệm vụ được giao theo đúng quy định."
)
UNACCENTED = 2 * (
    "Thuc hien Nghi quyet so 30c/NQ-CP cua Chinh phu, Uy ban nhan dan tinh da ban hanh ke hoach cai cach hanh chinh "
    "nam 2022, cac co quan, don vi da to chuc quan triet va trien khai cac nhiem vu duoc giao theo dung quy dinh."
)
TCVN3 = (
    "Céng hßa x· héi chñ nghÜa ViÖt Nam §éc lËp - Tù do - H¹nh phóc ñy ban nh©n d©n tØnh ®· ban hµnh kÕ ho¹ch "
    "c¶i c¸ch hµnh chÝnh n¨m 2009, c¸c c¬ quan, ®¬n vÞ ®· tæ chøc qu¸n triÖt vµ triÓn khai c¸c nhiÖm vô ®îc giao."
)
VNI = (
    "COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM Ñoäc laäp - Töï do - Haïnh phuùc UÛy ban nhaân daân tænh ñaõ ban haønh "
    "keá hoaïch caûi caùch haønh chính naêm 2009, caùc cô quan, ñôn vò ñaõ toå chöùc quaùn trieät vaø trieån khai."
)
GARBAGE = "rlliJ ttrfc lltT qlrt tttvf nnrd1 dfri Itiil sfrt rrrnf ttdrf1 prrtt lflil ntttr " * 5
CIDS = "(cid:12)(cid:44) (cid:9) (cid:120)(cid:3) (cid:77) tỉnh"


def layer(
    text: str, image_share: float = 0.0, upright: float = 1.0, words: tuple[Word, ...] | None = None
) -> TextLayer:
    found = tuple(word(part) for part in text.split()) if words is None else words
    return TextLayer(595, 842, found, (), (), image_share, 300 if image_share else 0, 8, upright)


@pytest.mark.parametrize(
    ("text", "image_share", "upright", "verdict"),
    [
        (VIETNAMESE, 0.0, 1.0, ("digital", "text_layer")),
        (VIETNAMESE, 0.2, 1.0, ("digital", "text_layer")),  # a letterhead, a seal
        (VIETNAMESE, 1.0, 1.0, ("scanned", "hidden_ocr_layer")),
        (VIETNAMESE, 0.0, 0.1, ("scanned", "text_layer_sideways")),
        (VIETNAMESE.upper(), 0.0, 1.0, ("digital", "text_layer")),
        (UNACCENTED, 1.0, 1.0, ("scanned", "no_marks")),
        (UNACCENTED, 0.0, 1.0, ("scanned", "no_marks")),
        (TCVN3, 0.0, 1.0, ("scanned", "mojibake")),
        (VNI, 0.0, 1.0, ("scanned", "mojibake")),
        (GARBAGE, 1.0, 1.0, ("scanned", "no_marks")),
        (CIDS, 0.0, 1.0, ("scanned", "garbled")),
        ("tỉnh Bến Tre \ufffd\ufffd đã ban hành", 0.0, 1.0, ("scanned", "garbled")),
        ("", 1.0, 1.0, ("scanned", "image_without_text")),
        ("Trang 3", 0.9, 1.0, ("scanned", "image_without_text")),
        ("", 0.0, 1.0, ("scanned", "no_text_layer")),
        ("12 1.788 99,02%", 0.0, 1.0, ("digital", "few_letters")),  # the last rows of a table
    ],
)
def test_verdict(text: str, image_share: float, upright: float, verdict: tuple[str, str]) -> None:
    assert text_layer_to_verdict(layer(text, image_share, upright)) == verdict


def test_parted_accents_are_as_good_as_composed_ones() -> None:
    assert text_to_quality(unicodedata.normalize("NFD", VIETNAMESE)) == "vietnamese"


@pytest.mark.parametrize(
    "text",
    [
        "BIỂU MẪU 3 Số TT Chỉ tiêu thống kê Đơn vị tính Số liệu thống kê Ghi chú",
        "Cần Thơ, ngày 5 tháng 9 năm 2022 «Kính gửi»: Bộ Nội vụ",
        "PAPI 56/63, PAR INDEX 12/63, SIPAS 33/63, PCI 20/63 và ICT index 7/63 của tỉnh",
    ],
)
def test_short_headings_and_foreign_names_are_no_reason_to_doubt(text: str) -> None:
    assert text_layer_to_verdict(layer(text)) == ("digital", "text_layer")


def test_a_believable_text_layer_does_not_save_a_page_of_pixels() -> None:
    """Hidden words over a scan may be right, but their places and figures are those of an unknown reader."""
    believed = layer(VIETNAMESE)
    assert text_layer_to_verdict(replace(believed, image_share=0.95))[0] == "scanned"
