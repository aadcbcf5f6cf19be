"""Printed numbers and what they are read as; the notation of a cell is the subject, not the cell."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.values import Value, number_to_decimal, text_to_value, unit_to_class, unit_to_codes

CODES = "Có = 1; Không = 0"
MEANS = "Trực tuyến = 0 Phát phiếu = 1 Kết hợp = 2"
LEVELS = "Chưa có = 0\n2 cấp = 1\n3 cấp = 2"

SURE = [
    # raw, unit, value, denominator, kind
    ("12", "Văn bản", "12", "", "count"),
    ("1788", "Thủ tục", "1788", "", "count"),
    ("1.788", "Thủ tục", "1788", "", "count"),
    ("1.788", "", "1788", "", "count"),
    ("4.494.051", "Triệu đồng", "4494051", "", "count"),
    ("05", "PAKN", "5", "", "count"),
    ("0", "Người", "0", "", "count"),
    ("00", "Người", "0", "", "count"),
    ("  34 ", "Thủ tục", "34", "", "count"),
    ("１２", "Thủ tục", "12", "", "count"),
    ("1\u00a0788", "Hồ sơ", "1788", "", "count"),
    ("12\u202f345\u202f678", "Hồ sơ", "12345678", "", "count"),
    ("\ufeff7\u200b", "Hồ sơ", "7", "", "count"),
    ("99,02%", "%", "99.02", "", "percent"),
    ("99,02 %", "%", "99.02", "", "percent"),
    ("99,02％", "%", "99.02", "", "percent"),
    ("12.16%", "%", "12.16", "", "percent"),
    ("76.1", "%", "76.1", "", "percent"),
    ("65%", "", "65", "", "percent"),
    ("100", "%", "100", "", "percent"),
    ("100,00", "Tỷ lệ %", "100", "", "percent"),
    ("0,5", "Tỷ lệ", "0.5", "", "percent"),
    ("33,333%", "%", "33.333", "", "percent"),
    ("-3,2", "%", "-3.2", "", "percent"),
    ("−3,2", "", "-3.2", "", "count"),
    ("–3,2", "Tỷ đồng", "-3.2", "", "count"),
    ("(3,2)", "", "-3.2", "", "count"),
    ("(3,2)%", "", "-3.2", "", "percent"),
    ("(3,2%)", "", "-3.2", "", "percent"),
    ("+3,2", "Điểm", "3.2", "", "count"),
    ("-0", "", "0", "", "count"),
    ("1.102,6", "Tỷ đồng", "1102.6", "", "count"),
    ("8,75", "Điểm", "8.75", "", "count"),
    ("27/27", "Cơ quan, đơn vị", "27", "27", "ratio"),
    ("1.284 / 2.300", "Thí sinh", "1284", "2300", "ratio"),
    ("3,5/5", "Điểm", "3.5", "5", "ratio"),
    ("0/0", "Đơn vị", "0", "0", "ratio"),
    ("100% (18/18)", "%", "100", "18", "percent"),
    ("100%\n(18/18)", "%", "100", "18", "percent"),
    ("100 (9/9)", "%", "100", "9", "percent"),
    ("66,7% (2/3)", "%", "66.7", "3", "percent"),
    ("99,02%(1.102/1.113)", "%", "99.02", "1113", "percent"),
    ("18/18 (100%)", "%", "100", "18", "percent"),
    ("18/18 (100%)", "Đơn vị", "18", "18", "ratio"),
    ("5 hồ sơ", "Hồ sơ", "5", "", "count"),
    ("18/18 hồ sơ", "Hồ sơ", "18", "18", "ratio"),
    ("100% (18/18 hồ sơ)", "%", "100", "18", "percent"),
    ("18/18 đơn vị (100%)", "Đơn vị", "18", "18", "ratio"),
    ("1", CODES, "1", "", "code"),
    ("01", CODES, "1", "", "code"),
    ("2", MEANS, "2", "", "code"),
    ("2", LEVELS, "2", "", "code"),
    ("x", "", "", "", "text"),
    ("Đạt", "", "", "", "text"),
]

BLANK = ["", " ", "\n", "-", "–", "—", "−", "_", "…", "...", "..", ". . .", "……", "\u00a0", "- -"]

DOUBTED = [
    # raw, unit, value, doubt
    ("1,234", "", "1.234", "ambiguous_group"),
    ("1,234", "Tỷ đồng", "1.234", "ambiguous_group"),
    ("1,234", "Hồ sơ", "1234", "ambiguous_group"),
    ("12.345", "%", "12345", "ambiguous_group"),
    ("12.345%", "%", "12.345", "ambiguous_group"),
    ("4.494,051", "Triệu đồng", "4494.051", "ambiguous_group"),
    ("1.78", "Người", "1.78", "comma_count"),
    ("1,5", "Người", "1.5", "comma_count"),
    ("0,123", "Người", "0.123", "comma_count"),
    ("1.788,5", "Người", "1788.5", "comma_count"),
    ("1,234,567", "", "1234567", "foreign_notation"),
    ("1,234.5", "", "1234.5", "foreign_notation"),
    ("76.1", "", "76.1", "point_decimal"),
    ("12.5", "Tỷ đồng", "12.5", "point_decimal"),
    ("0.123", "Điểm", "0.123", "point_decimal"),
    ("12,3456", "%", "12.3456", "long_decimal"),
    ("1234.567", "", "1234.567", "long_decimal"),
    ("012", "", "12", "leading_zeros"),
    ("01.234", "Hồ sơ", "1234", "leading_zeros"),
    ("1.234.56", "", "", "malformed_number"),
    ("1..2", "", "", "malformed_number"),
    ("1,2.3,4", "", "", "malformed_number"),
    ("1.23,4", "", "", "malformed_number"),
    ("1.234.56/7", "", "", "malformed_number"),
    ("-5", "Người", "-5", "negative_count"),
    ("(5)", "Người", "-5", "negative_count"),
    ("9902%", "%", "9902", "percent_over_100"),
    ("100,5", "%", "100.5", "percent_over_100"),
    ("28/27", "Đơn vị", "28", "ratio_over_one"),
    ("27/27", "%", "27", "ratio_for_percent"),
    ("9/2022", "", "9", "date_like"),
    ("100% (17/18)", "%", "100", "ratio_differs"),
    ("0% (0/0)", "%", "0", "ratio_differs"),
    ("17/18 (100%)", "Đơn vị", "17", "ratio_differs"),
    ("1 788", "Hồ sơ", "1788", "spaced_digits"),
    ("1. 788", "Hồ sơ", "1788", "spaced_digits"),
    ("99 ,02%", "%", "99.02", "spaced_digits"),
    ("- 3", "", "-3", "spaced_sign"),
    ("12.", "Hồ sơ", "12", "stray_mark"),
    ("99,02%;", "%", "99.02", "stray_mark"),
    ("/", "%", "", "lone_slash"),
    (".", "Hồ sơ", "", "stray_mark"),
    ("|", "Hồ sơ", "", "stray_mark"),
    ("%", "%", "", "stray_mark"),
    ("12²", "Hồ sơ", "12", "raised_digit"),
    ("10-15", "Người", "", "range"),
    ("70% - dưới 100%", "%", "", "range"),
    ("12 15", "Người", "", "several_numbers"),
    ("12 văn bản, 5 kế hoạch", "Văn bản", "", "several_numbers"),
    ("03 tỷ", "Triệu đồng", "3", "multiplier"),
    ("trong đó 05", "Người", "5", "words_beside"),
    ("05 TTHC", "Thủ tục", "5", "words_beside"),
    ("5/6 xã", "Đơn vị", "5", "words_beside"),
    ("183/18 BC", "", "183", "ratio_over_one"),
    ("l2", "Hồ sơ", "", "not_a_number"),
    ("1O", "Hồ sơ", "", "not_a_number"),
    ("183/BC-UBND", "", "", "not_a_number"),
    ("14/9/2020", "", "", "not_a_number"),
    ("Đang thực hiện", "Nhiệm vụ", "", "not_a_number"),
    ("3", CODES, "3", "not_a_code"),
    ("đã có", CODES, "", "not_a_code"),
    ("Có", CODES, "1", "word_for_code"),
    ("3 cấp", LEVELS, "2", "word_for_code"),
]


@pytest.mark.parametrize(("raw", "unit", "value", "denominator", "kind"), SURE)
def test_a_clear_notation_is_read_without_doubt(raw: str, unit: str, value: str, denominator: str, kind: str) -> None:
    assert text_to_value(raw, unit) == Value(raw, value, denominator, kind)


@pytest.mark.parametrize("raw", BLANK)
@pytest.mark.parametrize("unit", ["", "%", "Hồ sơ", CODES])
def test_nothing_printed_is_blank_and_never_zero(raw: str, unit: str) -> None:
    assert text_to_value(raw, unit) == Value(raw)


@pytest.mark.parametrize(("raw", "unit", "value", "doubt"), DOUBTED)
def test_what_no_rule_settles_is_flagged(raw: str, unit: str, value: str, doubt: str) -> None:
    read = text_to_value(raw, unit)
    assert (read.raw, read.value, read.doubt) == (raw, value, doubt)


@pytest.mark.parametrize(
    ("unit", "codes"),
    [
        (CODES, {"có": "1", "không": "0"}),
        ("Không = 0 Có = 1", {"không": "0", "có": "1"}),
        (LEVELS, {"chưa có": "0", "2 cấp": "1", "3 cấp": "2"}),
        ("Chưa: 0; Xong: 1", {"chưa": "0", "xong": "1"}),
        ("ĐVT: 1.000 đồng", {}),
        ("Tổng số: 5", {}),
        ("Văn bản", {}),
        ("", {}),
    ],
)
def test_units_that_list_codes(unit: str, codes: dict[str, str]) -> None:
    assert unit_to_codes(unit) == codes


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("%", "percent"),
        ("Tỷ lệ", "percent"),
        ("Triệu đồng/năm", "measure"),
        ("Hệ số", "measure"),
        ("ha", "measure"),
        ("Cơ quan, đơn vị", "count"),
        ("Khách hàng", "count"),
        (" ", "unknown"),
    ],
)
def test_what_a_unit_asks_for(unit: str, expected: str) -> None:
    assert unit_to_class(unit) == expected


def grouped(number: int, mark: str) -> str:
    return f"{number:,}".replace(",", mark)


whole = st.integers(min_value=0, max_value=10**15)
counted = st.sampled_from(["", "Hồ sơ", "Triệu đồng"])
fraction = st.from_regex(r"[0-9]{0,1}[1-9]", fullmatch=True)


@given(whole, counted, st.sampled_from(["{}", " {}", "{} ", "\u00a0{}"]))
def test_plain_digits_are_read_back(number: int, unit: str, frame: str) -> None:
    read = text_to_value(frame.format(number), unit)
    assert (read.value, read.kind, read.doubt) == (str(number), "count", "")


@given(whole, counted, st.sampled_from([".", "\u00a0", "\u202f"]))
def test_grouped_digits_are_read_back(number: int, unit: str, mark: str) -> None:
    read = text_to_value(grouped(number, mark), unit)
    assert (read.value, read.doubt) == (str(number), "")


@given(st.integers(0, 9), counted)
def test_a_digit_padded_with_zero_is_read_back(number: int, unit: str) -> None:
    assert text_to_value(f"0{number}", unit) == Value(f"0{number}", str(number), "", "count")


@given(whole, fraction, st.sampled_from(["{}", "-{}", "−{}", "({})"]))
def test_decimals_are_read_back(number: int, decimals: str, frame: str) -> None:
    sign = "" if frame == "{}" else "-"
    read = text_to_value(frame.format(f"{grouped(number, '.')},{decimals}"), "Tỷ đồng")
    assert (read.value, read.doubt) == (f"{sign}{number}.{decimals}", "")


@given(st.integers(0, 99), fraction, st.sampled_from([".", ","]), st.sampled_from(["", "%", " %"]))
def test_percentages_are_read_back(number: int, decimals: str, mark: str, sign: str) -> None:
    read = text_to_value(f"{number}{mark}{decimals}{sign}", "%")
    assert (read.value, read.kind, read.doubt) == (f"{number}.{decimals}", "percent", "")


@given(st.integers(0, 10**7), st.integers(0, 10**7), st.sampled_from(["/", " / ", "/ "]))
def test_ratios_are_read_back(part: int, rest: int, slash: str) -> None:
    total = part + rest
    read = text_to_value(f"{grouped(part, '.')}{slash}{grouped(total, '.')}", "Đơn vị")
    assert (read.value, read.denominator, read.kind, read.doubt) == (str(part), str(total), "ratio", "")


@given(st.integers(1, 999), st.integers(0, 999))
def test_a_percentage_that_its_counts_give_is_not_doubted(total: int, part: int) -> None:
    part = min(part, total)
    printed = f"{Decimal(part * 100) / total:.1f}".replace(".", ",")
    read = text_to_value(f"{printed}% ({part}/{total})", "%")
    assert (read.denominator, read.doubt) == (str(total), "")


@given(st.integers(1, 999), st.sampled_from(["", "Hồ sơ", "Tỷ đồng"]), st.integers(0, 999))
def test_three_digits_after_a_comma_are_never_taken_silently(head: int, unit: str, tail: int) -> None:
    assert text_to_value(f"{head},{tail:03}", unit).doubt


@given(st.text(), st.text())
def test_any_text_gets_a_value_and_keeps_what_is_printed(raw: str, unit: str) -> None:
    read = text_to_value(raw, unit)
    assert read.raw == raw
    assert read.kind in {"count", "percent", "ratio", "code", "text", "blank"}


@given(st.text(alphabet="0123456789.,-–()%/ x…²", max_size=14), st.sampled_from(["", "%", "Hồ sơ", CODES]))
def test_a_value_is_a_plain_decimal_or_nothing(raw: str, unit: str) -> None:
    read = text_to_value(raw, unit)
    for number in (read.value, read.denominator):
        assert number == "" or re.fullmatch(r"-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?", number)
    assert (read.value == "") == (read.kind in {"text", "blank"})


@given(st.text(alphabet="0123456789.,", min_size=1, max_size=12), st.sampled_from(["unknown", "count", "percent"]))
def test_digits_are_never_lost(number: str, unit_class: str) -> None:
    value, _ = number_to_decimal(number, unit_class)
    kept = [char for char in number if char.isdigit()]
    assert not value or "".join(kept).strip("0") == value.replace(".", "").strip("0")
