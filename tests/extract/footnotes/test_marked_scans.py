"""Pages whose notes have markers of other kinds than numbers, scanned: each note bound to its words, none invented."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from pipelines.report import read_report
from pipelines.settings import Settings
from tests.factories import document, stored
from tests.synthesis import degrade
from tests.synthesis.note_styles import NOTE_STYLES, NoteStyle, block_as_shown, keys_to_shown, note_as_shown
from tests.synthesis.spec import Note, Paragraph

TEXTS = (
    "Thực hiện chỉ đạo của Chính phủ, Ủy ban nhân dân tỉnh đã ban hành Kế hoạch số 12/KH-UBND{^1} và giao các sở, ban, "
    "ngành triển khai đồng bộ các nhiệm vụ cải cách hành chính trên địa bàn toàn tỉnh theo quy định{^2}.",
    "Trong kỳ đã tiếp nhận 9.182 hồ sơ, trong đó giải quyết đúng hạn{^3} đạt 99,02%; các đơn vị còn lại giữ nguyên.",
)
NOTES = (
    "Công văn số 1967/UBND-HCC ngày 04 tháng 4 năm 2022 về đẩy mạnh việc tiếp nhận hồ sơ.",
    "Sở Tư pháp giảm 12 phòng, Sở Y tế giảm 24 phòng chuyên môn.",
    "Cấp tỉnh: 1.423 hồ sơ; cấp huyện: 2.504 hồ sơ.",
)
BEARERS = ("12/KH-UBND", "định", "hạn")
PLAIN = (
    "Các nhiệm vụ gồm: (1) cải cách thể chế; (2) cải cách thủ tục; (3) cải cách tổ chức bộ máy, “một cửa” và 'một cửa "
    "liên thông'. Cột (3) = (1) + (2); 3 * 4 bằng 12; nhiệt độ 37°; diện tích 500 m2.",
    "* Về cải cách thể chế: đã ban hành 12 văn bản; ** Về thủ tục: công bố 56 thủ tục [4].",
)


def shown(style: NoteStyle) -> bytes:
    marks = keys_to_shown(style, ["1", "2", "3"], {})
    notes = [note_as_shown(Note(str(i), text), marks, style) for i, text in enumerate(NOTES, 1)]
    blocks = [block_as_shown(Paragraph(text), marks, style) for text in TEXTS]
    return document(*(b for b in blocks if isinstance(b, Paragraph)), notes=notes, font="FreeSerif")


def footnotes(content: bytes) -> list[tuple[str, str, bool]]:
    with TemporaryDirectory() as folder:
        report = read_report(stored(Path(folder), content), Settings())
    return [(f.marker, f.anchor_text.split()[-1] if f.anchor_text else "", bool(f.text)) for f in report.footnotes]


@pytest.mark.parametrize("fault", ["", "clean300", "gray200"])
@pytest.mark.parametrize("name", [n for n, style in NOTE_STYLES.items() if n not in ("page", "section", "page_round")])
def test_each_note_is_bound_to_its_words(name: str, fault: str) -> None:
    style = NOTE_STYLES[name]
    content = shown(style)
    marks = [style.shown(i) for i in (1, 2, 3)]
    found = footnotes(degrade(content, fault) if fault else content)
    assert found == [(mark, bearer, True) for mark, bearer in zip(marks, BEARERS, strict=True)]


@pytest.mark.parametrize("fault", ["", "clean300", "fax200"])
def test_signs_in_a_text_without_notes_are_none(fault: str) -> None:
    content = document(*PLAIN, font="FreeSerif")
    assert footnotes(degrade(content, fault) if fault else content) == []


@pytest.mark.parametrize("fault", ["", "clean300"])
def test_items_and_bullets_of_a_note_open_no_other(fault: str) -> None:
    note = "Gồm các nội dung:\n(1) Sở Nội vụ giảm 12 phòng.\n(2) Sở Tài chính giảm 8 phòng.\n* Cấp huyện giữ nguyên."
    content = document(*(text.replace("{^2}", "").replace("{^3}", "") for text in TEXTS), *PLAIN, notes=[note])
    assert footnotes(degrade(content, fault) if fault else content) == [("1", "12/KH-UBND", True)]
