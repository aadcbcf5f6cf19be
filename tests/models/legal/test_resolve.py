"""What points back finds its antecedent, and stays apart from the references by number."""

from __future__ import annotations

import pytest

from models.legal import find_references, resolve_references


def anaphora_of(*texts: str) -> list[tuple[str, str]]:
    resolved = resolve_references((text, find_references(text)) for text in texts)
    return [(one.surface, one.refers_to) for passage in resolved for one in passage.anaphora]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("Nghị định số 12/2021/NĐ-CP. Điều 3 Nghị định này quy định",), [("Nghị định này", "12/2021/NĐ-CP")]),
        (("Kế hoạch số 8/KH-UBND.", "Thực hiện Kế hoạch nêu trên,"), [("Kế hoạch nêu trên", "8/KH-UBND")]),
        (("Kế hoạch số 8/KH-UBND; Kế hoạch số 9/KH-UBND", "Kế hoạch này"), [("Kế hoạch này", "9/KH-UBND")]),
        (
            ("Quyết định số 06/QĐ-TTg phê duyệt Đề án dữ liệu (viết tắt là Đề án 06); triển khai Đề án 06 tại tỉnh",),
            [("Đề án 06", "06/QĐ-TTg")],
        ),
        (("Luật Đầu tư số 61/2020/QH14", "theo Luật này"), [("Luật này", "61/2020/QH14")]),
        (("Kế hoạch số 8/KH-UBND; Kế hoạch trên địa bàn tỉnh",), []),
        (("Kế hoạch số 8/KH-UBND; Nghị định này",), []),
        (("Nghị định này có trước. Nghị định số 12/2021/NĐ-CP",), []),
    ],
)
def test_an_anaphor_points_to_the_last_document_of_its_kind(
    texts: tuple[str, ...], expected: list[tuple[str, str]]
) -> None:
    assert anaphora_of(*texts) == expected


def test_a_choice_between_two_documents_is_less_sure_than_one() -> None:
    texts = ("Kế hoạch số 8/KH-UBND. Kế hoạch này", "Kế hoạch số 9/KH-UBND. Kế hoạch này")
    first, second = resolve_references((text, find_references(text)) for text in texts)
    assert first.anaphora[0].confidence > second.anaphora[0].confidence


def test_a_number_without_symbol_repeats_the_full_one() -> None:
    texts = ("Quyết định số 27/QĐ-UBND ngày 15/3/2022", "theo Quyết định số 27 ngày 15/3/2022")
    _, second = resolve_references((text, find_references(text)) for text in texts)
    assert second.mentions[0].canonical == "27"
    assert second.mentions[0].refers_to == "27/QĐ-UBND"


def test_anaphora_never_come_out_of_find_references() -> None:
    text = "Nghị định số 12/2021/NĐ-CP. Nghị định này, Kế hoạch nêu trên"
    assert [mention.canonical for mention in find_references(text)] == ["12/2021/NĐ-CP"]
