"""What stands around a reference: issuer, article, relation."""

from __future__ import annotations

import pytest

from models.legal import find_references

ISSUERS = [
    ("Công văn số 581/BNV-CCHC ngày 21/02/2022 của Bộ Nội vụ về hướng dẫn", "Bộ Nội vụ", True),
    ("Nghị quyết số 18, 19-NQ/TW của Ban Chấp hành Trung ương; các quy định", "Ban Chấp hành Trung ương", True),
    (
        "Kế hoạch số 02-KH/BCĐ ngày 24/5/2022 của Ban Chỉ\nđạo Chuyển đổi số và các Kế hoạch",
        "Ban Chỉ đạo Chuyển đổi số",
        True,
    ),
    (
        "Công văn số 171/SKHCN-VP ngày 16/01/2026 của Sở\nKhoa học và Công nghệ, Công văn",
        "Sở Khoa học và Công nghệ",
        True,
    ),
    ("Tờ trình số 3/TTr-S của Sở Văn hóa, Thể thao và Du lịch về", "Sở Văn hóa, Thể thao và Du lịch", True),
    ("Quyết định số 3/QĐ-X của Chủ tịch Ủy ban nhân dân tỉnh về Công bố", "Chủ tịch Ủy ban nhân dân tỉnh", True),
    ("Quyết định số 3/QĐ-TTg ngày 1/2/2022 của Thủ tướng Chính phú phê duyệt", "Thủ tướng Chính phủ", True),
    ("Nghị định số 107/2020/NĐ-CP", "Chính phủ", False),
    ("Thông tư số 03/2021/TT-BNV", "Bộ Nội vụ", False),
    ("Công văn số 9318/VPCP-KSTT", "Văn phòng Chính phủ", False),
    ("Nghị quyết số 190/2025/QH15", "Quốc hội", False),
    ("Nghị quyết số 973/2020/UBTVQH14", "Ủy ban Thường vụ Quốc hội", False),
    ("Kế hoạch số 8618/KH-UBND ngày 30/12/2021 về", "", False),
    ("Nghị quyết số 57-NQ/TW", "", False),
    ("Thông tư liên tịch số 52/2015/TTLT-BTNMT-BTC", "", False),
    ("Quyết định số 3/QĐ-SNV của tỉnh", "", False),
]


@pytest.mark.parametrize(("text", "issuer", "stated"), ISSUERS, ids=lambda value: str(value)[:50])
def test_the_issuer_is_the_one_printed_or_certain_from_the_symbol(text: str, issuer: str, stated: bool) -> None:
    mention = find_references(text)[0]
    assert (mention.issuer, mention.issuer_stated) == (issuer, stated)


def test_one_issuer_after_several_type_words_belongs_to_the_last() -> None:
    mentions = find_references("Nghị định số 107/2020/NĐ-CP, Nghị định số 120/2020/NĐ-CP của Chính phủ, đảm bảo")
    assert [mention.issuer_stated for mention in mentions] == [False, True]


@pytest.mark.parametrize(
    ("text", "article"),
    [
        ("tại khoản 3 Điều 14 Nghị định số\n118/2025/NĐ-CP", "khoản 3 Điều 14"),
        ("Khoản 13 Điều 1 Nghị định số 367/2025/NĐ-CP", "Khoản 13 Điều 1"),
        ("điểm c khoản 1 Điều 59, Luật Quy hoạch số 21/2017/QH14", "điểm c khoản 1 Điều 59"),
        ("Tại khoản 1.2 Mục 1 Phần II Chương trình hành động số 06-CTr/TU", "khoản 1.2 Mục 1 Phần II"),
        ("Điều 3 của Nghị định số 12/2021/NĐ-CP", "Điều 3"),
        ("Điều 3. Bãi bỏ Nghị định số 12/2021/NĐ-CP", ""),
        ("theo Nghị định số 12/2021/NĐ-CP", ""),
    ],
)
def test_the_article_is_what_stands_right_before(text: str, article: str) -> None:
    assert find_references(text)[0].article == article


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Thực hiện Nghị quyết số 76/NQ-CP", "thực hiện"),
        ("sửa đổi, bổ sung một số điều của Nghị định số 24/2014/NĐ-CP", "sửa đổi, bổ sung"),
        ("thay thế Nghị định số 104/2009/NĐ-CP", "thay thế"),
        ("ban hành kèm theo Quyết định số 06/2017/QĐ-UBND", "ban hành kèm theo"),
        ("Căn cứ Nghị định số 30/2020/NĐ-CP", "căn cứ"),
        ("Quyết định số 06/2017/QĐ-UBND", ""),
    ],
)
def test_the_relation_is_the_last_word_that_leads_to_the_reference(text: str, relation: str) -> None:
    assert find_references(text)[0].relation == relation


def test_a_short_name_that_differs_from_its_number_puts_both_in_doubt() -> None:
    text = "Nghị định số 26/2016/NĐ-CP quy định về an ninh (sau đây viết gọn là Nghị định số 96/2016/NĐ-CP)"
    assert [mention.evidence for mention in find_references(text)] == [("number_differs",), ("number_differs",)]
    same = text.replace("26/2016", "96/2016")
    assert [mention.evidence for mention in find_references(same)] == [(), ()]
