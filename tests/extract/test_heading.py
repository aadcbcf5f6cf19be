"""Headings set up as Nghị định 30/2020/NĐ-CP lays them out, with what scans, stamps and typists do to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.heading import lines_to_heading, names_to_province
from extract.layout import words_to_lines
from extract.periods import text_to_period
from models.records import Box, Heading, Line, Word

LEFT, RIGHT, CENTRE = 170.0, 425.0, 306.0
STATE = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


def words(text: str, centre: float, top: float, bold: bool = False) -> list[Word]:
    """A line of print around `centre`: letters 6 points wide (5 where the column is full), 14 points high."""
    letter = min(6.0, 230 / max(1, len(text))) if centre != CENTRE else min(6.0, 440 / max(1, len(text)))
    x, found = centre - letter * len(text) / 2, []
    for part in text.split(" "):
        if part:
            found.append(Word(part, Box(x, top, x + letter * len(part), top + 14), bold=bold))
        x += letter * (len(part) + 1)
    return found


def page(left: Sequence[str], right: Sequence[str], below: Sequence[str], bold: Sequence[str] = ()) -> list[Line]:
    """The first page's lines, both columns on one line as a layout engine gives them; `bold` rows are set bold."""
    found: list[Word] = []
    for column, texts in ((LEFT, left), (RIGHT, right)):
        for row, text in enumerate(texts):
            found += words(text, column, 60 + 18 * row, text in bold)
    start = 60 + 18 * max(len(left), len(right)) + 18
    for row, text in enumerate(below):
        found += words(text, CENTRE, start + 18 * row, text in bold)
    return list(words_to_lines(found))


def marked(lines: list[Line], text: str, confidence: float = 1.0, grow: float = 0.0) -> list[Line]:
    """The same lines with one word read less surely, or taller, as handwriting is."""

    def mark(word: Word) -> Word:
        box = replace(word.box, top=word.box.top - grow)
        return replace(word, confidence=confidence, box=box) if word.text == text else word

    return [replace(line, words=tuple(mark(word) for word in line.words)) for line in lines]


BEN_TRE = page(
    ["ỦY BAN NHÂN DÂN", "TỈNH BẾN TRE", "Số: 481 /BC-UBND"],
    [*STATE, "Bến Tre, ngày 20 tháng 9 năm 2022"],
    [
        "BÁO CÁO",
        "Tình hình cải cách hành chính quý III năm 2022",
        "và phương hướng quý IV năm 2022",
        "Kính gửi: Bộ Nội vụ",
    ],
)


def test_a_provincial_report() -> None:
    assert lines_to_heading(BEN_TRE) == Heading(
        doc_type="Báo cáo",
        number="481",
        symbol="BC-UBND",
        issuer="ỦY BAN NHÂN DÂN TỈNH BẾN TRE",
        province="Bến Tre",
        place="Bến Tre",
        issue_date="2022-09-20",
        title="Tình hình cải cách hành chính quý III năm 2022 và phương hướng quý IV năm 2022",
        period="2022-Q3",
    )


HEADS = [
    # left column, date line, kind line; issuer, number, symbol, date, kind, province
    (
        ["BỘ CÔNG AN", "Số: 51/2025/TT-BCA"],
        "Hà Nội, ngày 30 tháng 6 năm 2025",
        "THÔNG TƯ",
        ("BỘ CÔNG AN", "51/2025", "TT-BCA", "2025-06-30", "Thông tư", ""),
    ),
    (
        ["CHÍNH PHỦ", "Số: 30/2020/NĐ-CP"],
        "Hà Nội, ngày 05 tháng 3 năm 2020",
        "NGHỊ ĐỊNH",
        ("CHÍNH PHỦ", "30/2020", "NĐ-CP", "2020-03-05", "Nghị định", ""),
    ),
    (
        ["HỘI ĐỒNG NHÂN DÂN", "TỈNH ĐỒNG THÁP", "Số: 12/NQ-HĐND"],
        "Đồng Tháp, ngày 09 tháng 12 năm 2023",
        "NGHỊ QUYẾT",
        ("HỘI ĐỒNG NHÂN DÂN TỈNH ĐỒNG THÁP", "12", "NQ-HĐND", "2023-12-09", "Nghị quyết", "Đồng Tháp"),
    ),
    (
        ["UBND TỈNH LÂM ĐỒNG", "SỞ NỘI VỤ", "Số: 1681/KH-SNV"],
        "Lâm Đồng, ngày 24 tháng 6 năm 2024",
        "KẾ HOẠCH",
        ("SỞ NỘI VỤ", "1681", "KH-SNV", "2024-06-24", "Kế hoạch", "Lâm Đồng"),
    ),
    (
        ["ỦY BAN NHÂN DÂN", "THÀNH PHỐ HỒ CHÍ MINH", "Số: 05/CT-UBND"],
        "Thành phố Hồ Chí Minh, ngày 1 tháng 4 năm 2024",
        "CHỈ THỊ",
        ("ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH", "05", "CT-UBND", "2024-04-01", "Chỉ thị", "Hồ Chí Minh"),
    ),
    (
        ["TỈNH ỦY BẮC KẠN", "Số 02-KH/TU"],
        "Bắc Kạn, ngày 14 tháng 01 năm 2021",
        "KẾ HOẠCH",
        ("TỈNH ỦY BẮC KẠN", "02", "KH/TU", "2021-01-14", "Kế hoạch", "Bắc Kạn"),
    ),
    (
        ["LIÊN ĐOÀN LAO ĐỘNG -", "SỞ VĂN HÓA VÀ THỂ THAO", "TỈNH AN GIANG", "Số: 45 /CTPH-LĐLĐ-SVHTT"],
        "An Giang, ngày 20 tháng 4 năm 2017",
        "CHƯƠNG TRÌNH PHỐI HỢP",
        (
            "LIÊN ĐOÀN LAO ĐỘNG - SỞ VĂN HÓA VÀ THỂ THAO TỈNH AN GIANG",
            "45",
            "CTPH-LĐLĐ-SVHTT",
            "2017-04-20",
            "Chương trình",
            "An Giang",
        ),
    ),
    (
        ["UBND HUYỆN BA TRI", "PHÒNG NỘI VỤ", "Số: 7/TTr-NV"],
        "Ba Tri, ngày 3 tháng 2 năm 2022",
        "TỜ TRÌNH",
        ("PHÒNG NỘI VỤ", "7", "TTr-NV", "2022-02-03", "Tờ trình", ""),
    ),
]


@pytest.mark.parametrize(("left", "dated", "kind", "expected"), HEADS)
def test_heads_of_many_offices(left: list[str], dated: str, kind: str, expected: tuple[str, ...]) -> None:
    read = lines_to_heading(
        page(left, [*STATE, dated], [kind, "Về công tác cải cách hành chính", "Kính gửi: Bộ Nội vụ"])
    )
    got = (read.issuer, read.number, read.symbol, read.issue_date, read.doc_type, read.province)
    assert (got, read.review_reason) == (expected, "")


KINDS = [
    ("NGHỊ QUYẾT", "Nghị quyết"),
    ("QUYẾT ĐỊNH", "Quyết định"),
    ("QUY CHẾ", "Quy chế"),
    ("QUY ĐỊNH", "Quy định"),
    ("THÔNG BÁO", "Thông báo"),
    ("HƯỚNG DẪN", "Hướng dẫn"),
    ("PHƯƠNG ÁN", "Phương án"),
    ("ĐỀ ÁN", "Đề án"),
    ("DỰ ÁN", "Dự án"),
    ("BIÊN BẢN", "Biên bản"),
    ("CÔNG ĐIỆN", "Công điện"),
    ("GIẤY MỜI", "Giấy mời"),
    ("KẾT LUẬN", "Kết luận"),
    ("LUẬT", "Luật"),
    ("THÔNG TƯ LIÊN TỊCH", "Thông tư liên tịch"),
    ("BÁO CÁO TÓM TẮT", "Báo cáo"),
    ("BẢO CÁO", "Báo cáo"),
    ("KÉ HOẠCH", "Kế hoạch"),
    ("CHỈ THỊ", "Chỉ thị"),
]


@pytest.mark.parametrize(("printed", "kind"), KINDS)
def test_kinds_by_their_words(printed: str, kind: str) -> None:
    lines = page(
        ["ỦY BAN NHÂN DÂN", "TỈNH HÀ NAM", "Số: 9/XX-UBND"],
        [*STATE, "Hà Nam, ngày 2 tháng 3 năm 2023"],
        [printed, "Về công tác dân vận", "Căn cứ Luật Thanh tra;"],
    )
    read = lines_to_heading(lines)
    assert (read.doc_type, read.title.endswith("Về công tác dân vận")) == (kind, True)


BLANKS = [
    # number line, date line; number, date, reason
    ("Số:      /BC-UBND", "Bến Tre, ngày 20 tháng 9 năm 2022", "", "2022-09-20", "number_blank"),
    ("Số: /BC-UBND", "Bến Tre, ngày   tháng 9 năm 2025", "", "", "number_blank;date_blank"),
    ("Số: … /BC-UBND", "Bến Tre, ngày … tháng 9 năm 2025", "", "", "number_blank;date_blank"),
    ("Số:......./BC-UBND", "Bến Tre, ngày ..... tháng ..... năm 2025", "", "", "number_blank;date_blank"),
    ("Số: đ@ /BC-UBND", "Bến Tre, ngày Ø3 tháng 4 năm 2018", "", "", "number_unread;date_unread"),
    ("Số:45+ /BC-UBND", "Bến Tre, ngày2ổ tháng 4 năm 2017", "", "", "number_unread;date_unread"),
    ("Số: 12/BC-UBND", "Bến Tre, ngày 31 tháng 02 năm 2022", "12", "", "date_unread"),
    ("Số: 12/BC-UBND", "Bến Tre, tháng 9 năm 2022", "12", "", "date_unread"),
    ("Số: 12/BC-UBND", "", "12", "", "date_blank"),
    ("Số: 12a/BC-UBND", "Bến Tre, ngày 01 thảng 9 nãm 2022", "12a", "2022-09-01", ""),
]


@pytest.mark.parametrize(("numbered", "dated", "number", "issued", "reason"), BLANKS)
def test_what_is_blank_or_unreadable_stays_empty(
    numbered: str, dated: str, number: str, issued: str, reason: str
) -> None:
    lines = page(["ỦY BAN NHÂN DÂN", "TỈNH BẾN TRE", numbered], [*STATE, dated], ["BÁO CÁO", "Về cải cách hành chính"])
    read = lines_to_heading(lines)
    assert (read.number, read.issue_date, read.review_reason) == (number, issued, reason)
    assert (read.symbol, read.province) == ("BC-UBND", "Bến Tre")


@pytest.mark.parametrize(
    ("word", "confidence", "grow", "reason"),
    [
        ("481", 0.83, 0.0, "number_unsure"),
        ("481", 0.99, 5.0, "number_unsure"),
        ("20", 0.33, 0.0, "date_unsure"),
        ("20", 0.97, 5.0, "date_unsure"),
        ("9", 0.2, 0.0, "date_unsure"),
    ],
)
def test_handwriting_is_not_taken_for_a_number(word: str, confidence: float, grow: float, reason: str) -> None:
    read = lines_to_heading(marked(BEN_TRE, word, confidence, grow))
    assert read.review_reason == reason
    assert (read.number == "", read.issue_date == "") == (reason == "number_unsure", reason == "date_unsure")


def test_a_bold_line_is_the_issuer_under_its_superior() -> None:
    left = ["BỘ NỘI VỤ", "HỌC VIỆN HÀNH CHÍNH", "Số: 3/BC-HVHC"]
    lines = page(left, [*STATE, "Hà Nội, ngày 2 tháng 3 năm 2023"], ["BÁO CÁO", "Năm 2022"], bold=[left[1]])
    assert lines_to_heading(lines).issuer == "HỌC VIỆN HÀNH CHÍNH"


@pytest.mark.parametrize("speck", ["ˆ ", "“", "- ", "_"])
def test_specks_before_an_issuer_are_no_part_of_its_name(speck: str) -> None:
    left = [f"{speck}ỦY BAN NHÂN DÂN", "TỈNH HÀ NAM", "Số: 9/BC-UBND"]
    lines = page(left, [*STATE, "Hà Nam, ngày 2 tháng 3 năm 2023"], ["BÁO CÁO", "Năm 2022"])
    assert lines_to_heading(lines).issuer == "ỦY BAN NHÂN DÂN TỈNH HÀ NAM"


def test_bold_type_ends_where_the_title_does() -> None:
    title = "Kết quả công tác năm 2022"
    below = ["BÁO CÁO", title, "Ngày nay các sở đã làm tốt việc của mình"]
    left = ["ỦY BAN NHÂN DÂN", "TỈNH HÀ NAM", "Số: 9/BC-UBND"]
    lines = page(left, [*STATE, "Hà Nam, ngày 2 tháng 3 năm 2023"], below, bold=["BÁO CÁO", title])
    assert lines_to_heading(lines).title == title


def test_a_state_name_broken_over_two_lines_stays_in_its_column() -> None:
    right = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT", "NAM", "Độc lập - Tự do - Hạnh phúc", "Huế, ngày 2 tháng 3 năm 2025"]
    left = ["ỦY BAN NHÂN DÂN", "THÀNH PHỐ HUẾ", "________", "Số: 17/BC-UBND"]
    read = lines_to_heading(page(left, right, ["BÁO CÁO", "Về chuyển đổi số"]))
    assert (read.issuer, read.number, read.province) == ("ỦY BAN NHÂN DÂN THÀNH PHỐ HUẾ", "17", "Huế")


def test_a_date_may_begin_left_of_the_state_name() -> None:
    dated = words("Bà Rịa - Vũng Tàu, ngày 20 tháng 9 năm 2022", RIGHT - 75, 96)
    lines = page(["UBND TỈNH", "BÀ RỊA - VŨNG TÀU", ""], STATE, ["BÁO CÁO", "Về chuyển đổi số"])
    number = words("Số: 17/BC-UBND", LEFT - 40, 96)
    read = lines_to_heading(words_to_lines([w for line in lines for w in line.words] + dated + number))
    assert (read.place, read.number, read.issue_date) == ("Bà Rịa - Vũng Tàu", "17", "2022-09-20")


def test_a_paragraph_beside_the_axis_is_no_title() -> None:
    left = ["ỦY BAN NHÂN DÂN", "TỈNH HÀ NAM", "Số: 9/BC-UBND"]
    lines = page(left, [*STATE, "Hà Nam, ngày 2 tháng 3 năm 2023"], ["BÁO CÁO", "Về công tác dân vận"])
    below = words_to_lines(words("Công tác dân vận có nhiều tiến bộ", CENTRE - 100, lines[-1].box.top + 18))
    assert lines_to_heading([*lines, *below]).title == "Về công tác dân vận"


def test_a_letter_has_no_kind_printed() -> None:
    left = ["ỦY BAN NHÂN DÂN", "TỈNH LONG AN", "Số: 581/UBND-NC", "V/v báo cáo cải cách hành chính", "quý I năm 2022"]
    right = [*STATE, "Long An, ngày 21 tháng 02 năm 2022"]
    read = lines_to_heading(page(left, right, ["Kính gửi: Các sở, ban, ngành tỉnh"]))
    assert (read.doc_type, read.number, read.symbol, read.review_reason) == ("Công văn", "581", "UBND-NC", "")
    assert (read.title, read.period) == ("V/v báo cáo cải cách hành chính quý I năm 2022", "2022-Q1")


def test_stamps_above_the_heading_are_passed_over() -> None:
    stamp = words("CỔNG THÔNG TIN ĐIỆN TỬ", LEFT, 20) + words("Thời gian ký: 09.07.2025 08:44:47 +07:00", LEFT, 36)
    read = lines_to_heading([*words_to_lines(stamp), *BEN_TRE])
    assert read == lines_to_heading(BEN_TRE)


def test_nothing_on_the_page_is_nothing_known() -> None:
    read = lines_to_heading([])
    assert read == Heading(review_reason="number_blank;date_blank;issuer_missing;type_missing")


@pytest.mark.parametrize(
    ("issuer", "place", "title", "province"),
    [
        ("ỦY BAN NHÂN DÂN TỈNH THỪA THIÊN HUẾ", "Huế", "", "Thừa Thiên Huế"),
        ("UỶ BAN NHÂN DÂN TỈNH KHÁNH HOÀ", "", "", "Khánh Hòa"),
        ("ỦY BAN NHÂN DÂN TỈNH QUÁNG NGÃI", "", "", "Quảng Ngãi"),
        ("UBND TỈNH BÀ RỊA – VŨNG TÀU", "", "", "Bà Rịa - Vũng Tàu"),
        ("UBND TP HCM", "", "", "Hồ Chí Minh"),
        ("ỦY BAN NHÂN DÂN TỈNH BẾNTRE", "", "", "Bến Tre"),
        ("SỞ NỘI VỤ", "Đăk Lăk", "", "Đắk Lắk"),
        ("SỞ NỘI VỤ", "Quang Ngai", "", "Quảng Ngãi"),
        ("SỞ NỘI VỤ", "Quàng Ngậi", "", "Quảng Ngãi"),
        ("PHÒNG NỘI VỤ", "Ba Tri", "cải cách hành chính trên địa bàn tỉnh Bến Tre năm 2022", "Bến Tre"),
        ("BỘ NỘI VỤ", "Hà Nội", "", ""),
        ("VĂN PHÒNG CHÍNH PHỦ", "Hà Nội", "", ""),
        ("UBND XÃ LONG ANH", "", "", ""),
        ("", "", "", ""),
    ],
)
def test_provinces_from_issuer_place_or_title(issuer: str, place: str, title: str, province: str) -> None:
    assert names_to_province(issuer, place, title) == province


PERIODS = [
    ("cải cách hành chính quý III năm 2022 và phương hướng quý IV năm 2022", "2022-Q3"),
    ("Báo cáo quý 1/2026", "2026-Q1"),
    ("cải cách hành chính quý lI năm 2023", "2023-Q2"),
    ("quý IV và năm 2022", "2022-Q4"),
    ("kết quả 6 tháng đầu năm, nhiệm vụ 6 tháng cuối năm 2023", "2023-H1"),
    ("nhiệm vụ 6 tháng cuối năm 2023", "2023-H2"),
    ("tình hình 9 tháng đầu năm 2024", "2024-01/2024-09"),
    ("thủ tục hành chính tháng 01/2025 của tỉnh", "2025-01"),
    ("công tác tháng 12 năm 2024, nhiệm vụ tháng 01 năm 2025", "2024-12"),
    ("cải cách hành chính năm 2022 và phương hướng năm 2023", "2022"),
    ("Kế hoạch giai đoạn 2021 - 2025", "2021/2025"),
    ("sửa đổi Thông tư số 72/2024/TT-BCA ngày 15 tháng 11 năm 2024", ""),
    ("báo cáo quý III", ""),
    ("", ""),
]


@pytest.mark.parametrize(("title", "period"), PERIODS)
def test_the_first_period_of_a_title_is_the_one_reported(title: str, period: str) -> None:
    assert text_to_period(title) == period


@given(st.integers(1, 99999), st.integers(1, 28), st.integers(1, 12), st.integers(1990, 2049))
def test_number_and_date_are_read_back(number: int, day: int, month: int, year: int) -> None:
    left = ["ỦY BAN NHÂN DÂN", "TỈNH BẾN TRE", f"Số: {number}/BC-UBND"]
    right = [*STATE, f"Bến Tre, ngày {day:02} tháng {month} năm {year}"]
    read = lines_to_heading(page(left, right, ["BÁO CÁO", "Về cải cách hành chính"]))
    assert (read.number, read.issue_date, read.review_reason) == (str(number), f"{year}-{month:02}-{day:02}", "")


@given(st.lists(st.text(max_size=30), max_size=6), st.lists(st.text(max_size=30), max_size=4))
def test_any_page_is_read_without_an_error(left: list[str], below: list[str]) -> None:
    read = lines_to_heading(page(left, [*STATE, "Số: 1/BC, ngày tháng"], [*below, "BÁO CÁO", *below]))
    assert read.number == "" or read.number[0].isdigit()
