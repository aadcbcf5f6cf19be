"""Notes in which worn print lost marks of letters are flagged; notes that are spelt as they should be are not."""

from __future__ import annotations

import pytest

from extract.footnotes.lost_marks import has_lost_tone, with_lost_hooks
from models.records import Box, Footnote
from tests.synthesis import make_report


@pytest.mark.parametrize("word", ["môt", "thưc", "đươc", "tiêp", "Viêt", "câp", "môt,", "(đôc", "bâc;"])
def test_a_syllable_that_ends_in_a_stop_has_a_tone(word: str) -> None:
    assert has_lost_tone(f"sửa đổi {word} số điều")


@pytest.mark.parametrize(
    "text",
    [
        "sửa đổi, bổ sung một số điều của quy chế làm việc",
        "Internet, test, PAPI, PAR INDEX, SIPAS, QĐ-TTg, NĐ-CP, BTP-KTVB&QLXLVPHC, ĐĂK",
        "cấp huyện, cấp xã, các đơn vị được giao; Đắk Lắk, Tổ chức, cơ quan, ước đạt",
    ],
)
def test_what_is_spelt_as_it_should_be(text: str) -> None:
    assert not has_lost_tone(text)


def note(text: str) -> Footnote:
    return Footnote("1", text, 1, Box(0, 0, 10, 10))


def flagged(*texts: str) -> list[bool]:
    return [found.review for found in with_lost_hooks([note(text) for text in texts])]


def test_words_without_a_hook_that_they_have_elsewhere_are_flagged() -> None:
    assert flagged(*["Sở Khoa học giảm 2 phòng"] * 3, "Sơ Khoa học giảm 2 phòng") == [False] * 3 + [True]
    assert flagged("Sở Khoa học", "Sơ Khoa học") == [False, False]
    assert flagged(*["hồ sơ 12"] * 3, "cơ sở 12", *["hồ sơ của dân"] * 3, "trụ sở đó") == [False] * 8


@pytest.mark.parametrize("seed", [9301, 9302, 9303, 9304])
def test_notes_of_clean_reports_are_not_flagged(seed: int) -> None:
    texts = [row["text"] for row in make_report(seed, "FreeSerif", forms=[]).gold["footnotes.csv"]]
    assert not any(map(has_lost_tone, texts))
    assert not any(flagged(*texts))
