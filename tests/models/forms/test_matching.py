"""Printed rows are known again through noise, gaps and shifts; strange rows are left alone."""

from __future__ import annotations

import random
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.forms import FORMS, FormRow, match_rows

Printed = list[tuple[str, str]]


def printed(form: str) -> Printed:
    return [(row.code and f"{row.code}.", row.label) for row in FORMS[form].rows]


def ids(found: tuple[FormRow | None, ...]) -> list[str | None]:
    return [row.indicator_id if row else None for row in found]


def with_noise(label: str, share: float, dice: random.Random) -> str:
    """Marks lost or changed, letters swapped and spaces lost: what a poor scan does to a label."""
    out = []
    for letter in label:
        if dice.random() >= share:
            out.append(letter)
        elif letter != " ":
            bare = unicodedata.normalize("NFD", letter)[0]
            out.append(dice.choice([bare, bare, bare + "\u0300", "l", "e"]))
    return unicodedata.normalize("NFC", "".join(out))


@pytest.mark.parametrize("form", sorted(FORMS))
def test_the_form_as_printed_is_known_row_by_row(form: str) -> None:
    assert match_rows(form, printed(form)) == FORMS[form].rows


@pytest.mark.parametrize("form", sorted(FORMS))
@pytest.mark.parametrize("seed", range(8))
def test_noise_never_gives_a_row_another_name(form: str, seed: int) -> None:
    """With one letter in twenty damaged nearly all rows are known, and none is taken for another."""
    dice = random.Random(seed)
    noisy = [(code, with_noise(label, 0.05, dice)) for code, label in printed(form)]
    found = match_rows(form, noisy)
    wrong = [(a, b) for a, b in zip(found, FORMS[form].rows, strict=True) if a not in (None, b)]
    assert wrong == []
    assert sum(row is not None for row in found) >= 0.8 * len(found)


@settings(deadline=None, max_examples=60)
@given(form=st.sampled_from(sorted(FORMS)), data=st.data())
def test_dropped_rows_and_shifted_codes_name_no_row_wrongly(form: str, data: st.DataObject) -> None:
    rows = FORMS[form].rows
    kept = sorted(data.draw(st.sets(st.sampled_from(range(len(rows))), min_size=1)))
    shift = data.draw(st.integers(0, 2))
    cut = [(_shifted(rows[k].code, shift), rows[k].label) for k in kept]
    for found, k in zip(match_rows(form, cut), kept, strict=True):
        assert found is None or found.label == rows[k].label


def _shifted(code: str, by: int) -> str:
    head, dot, tail = code.partition(".")
    return f"{int(head) + by}{dot}{tail}." if head else ""


@settings(deadline=None, max_examples=60)
@given(form=st.sampled_from(sorted(FORMS)), data=st.data())
def test_matches_never_cross(form: str, data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(printed(form)))
    places = [FORMS[form].rows.index(row) for row in match_rows(form, shuffled) if row]
    assert places == sorted(set(places))


@pytest.mark.parametrize(
    ("form", "rows", "names"),
    [
        # the province part of form 3 dropped: the rows without a code belong to the rate that is printed above them
        (
            "3",
            [
                ("3.", "Kết quả giải quyết TTHC"),
                ("3.1", "Tỷ lệ hồ sơ TTHC do UBND cấp huyện tiếp nhận được giải quyết đúng hạn"),
                ("", "Tổng số hồ sơ TTHC đã giải quyết xong"),
                ("", "Số hồ sơ TTHC giải quyết đúng hạn"),
            ],
            ["procedure_results", "files_on_time_rate_district", "files_resolved_district", "files_on_time_district"],
        ),
        # new rows are not forced into the names of rows that read much alike
        ("1", [("3.2.", "Số UBND cấp xã đã kiểm tra")], [None]),
        ("3", [("", "Số hồ sơ TTHC giải quyết quá hạn")], [None]),
        ("7", [("6.1.", "Tỷ lệ TTHC đủ điều kiện được cung cấp trực tuyến toàn trình")], [None]),
        ("7", [("6.4.", "Tỷ lệ TTHC đủ điều kiện được cung cấp trực tuyến mức độ 4")], ["online_level4_rate"]),
        ("5", [("9.", "Một chỉ tiêu chưa từng có trong biểu này")], [None]),
        # a label that occurs twice, without the row that tells the two apart
        ("3", [("", "Số hồ sơ TTHC giải quyết đúng hạn")], [None]),
        ("99", [("1.", "Thống kê TTHC")], [None]),
        ("1", [], []),
        ("1", [("", "")], [None]),
    ],
)
def test_match_rows(form: str, rows: Printed, names: list[str | None]) -> None:
    assert ids(match_rows(form, rows)) == names
