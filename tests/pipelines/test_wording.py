"""Scanned labels, units and codes are repaired where form and numbering bear it out, and bent nowhere else."""

from __future__ import annotations

import random
import unicodedata

import pytest

from models.forms import FORMS, FormRow, match_rows
from models.records import Box, Cell, PageInfo, Table
from pipelines.code_repair import codes_to_repairs
from pipelines.label_repair import label_to_repair
from pipelines.misreading import is_syllable, is_word, same_letters
from pipelines.unit_repair import unit_to_repair, units_to_vocabulary
from pipelines.wording import infos_to_scanned, tables_with_wording

ROWS = [row for form in FORMS.values() for row in form.rows]
UNITS = units_to_vocabulary([])


@pytest.mark.parametrize(
    ("read", "form", "expected"),
    [
        ("TỶ lệ văn bần", "Tỷ lệ văn bản", "Tỷ lệ văn bản"),
        ("Số cơ quan, đơn v] được thanh tra", "Số cơ quan, đơn vị được thanh tra", "Số cơ quan, đơn vị được thanh tra"),
        ("Số đơn v:. thực h:ện", "Số đơn vị thực hiện", "Số đơn vị thực hiện"),
        ("Số người đã tỉnh giản biên chế", "Số người đã tinh giản biên chế", "Số người đã tinh giản biên chế"),
        ("Sắ › xếp, kiện toàn", "Sắp xếp, kiện toàn", "Sắp xếp, kiện toàn"),
        ("Số ĐVSNCIL thuộc sở", "Số ĐVSNCL thuộc sở", "Số ĐVSNCL thuộc sở"),
        ("Số ÐĐVSN thuộc sở", "Số ĐVSN thuộc sở", "Số ĐVSN thuộc sở"),
        ("Số vấn đê ›hát hiện", "Số vấn đề phát hiện", "Số vấn đề phát hiện"),
        ("Số TTHC tại đ a phương", "Số TTHC tại địa phương", "Số TTHC tại địa phương"),
        ("Số VBQPPL, do cấp xã ban hành", "Số VBQPPL do cấp xã ban hành", "Số VBQPPL do cấp xã ban hành"),
        ("Đã giải quyết xong,", "Đã giải quyết xong", "Đã giải quyết xong"),
        ("Số văn bản | ban hành", "Số văn bản ban hành", "Số văn bản ban hành"),
        ("Hồ Sơ đã giải quyết Xong", "Hồ sơ đã giải quyết xong", "Hồ sơ đã giải quyết xong"),
        ("Tỷ lệ giảm So với năm 2015", "Tỷ lệ giảm so với năm 2015", "Tỷ lệ giảm so với năm 2015"),
        ("Số văn bản do cấp huyện ban ành", "Số văn bản do cấp huyện ban hành", "Số văn bản do cấp huyện ban hành"),
        ("Số hề sơ TTHC giải quyết", "Số hồ sơ TTHC giải quyết", "Số hồ sơ TTHC giải quyết"),
        ("Bố TTHC bãi bỏ", "Số TTHC bãi bỏ", "Số TTHC bãi bỏ"),
        ("tà soát VBQPPL", "Rà soát VBQPPL", "Rà soát VBQPPL"),
        ("phát hiện qua cđiểm tra", "phát hiện qua kiểm tra", "phát hiện qua kiểm tra"),
        ("do địa phương ban Tành", "do địa phương ban hành", "do địa phương ban hành"),
        ("Số hồ sơ TTHC giỏi quyết", "Số hồ sơ TTHC giải quyết", "Số hồ sơ TTHC giải quyết"),
        ("Tổng số ĐĐĐVSN công lập", "Tổng số ĐVSN công lập", "Tổng số ĐVSN công lập"),
        ("giải ngân vốn r$ đầu tư Ẵ công", "giải ngân vốn đầu tư công", "giải ngân vốn đầu tư công"),
        ("3à soát VBQPPL", "Rà soát VBQPPL", "Rà soát VBQPPL"),
        ("mức độ 4 (Chỉ thống ‹ê các TTHC)", "mức độ 4 (Chỉ thống kê các TTHC)", "mức độ 4 (Chỉ thống kê các TTHC)"),
        ("Số VBQGPPL đã xử lý", "Số VBQPPL đã xử lý", "Số VBQPPL đã xử lý"),
        ("Trang thiết bị làm VIỆC", "Trang thiết bị làm việc", "Trang thiết bị làm việc"),
    ],
)
def test_damage_of_a_word_of_the_form_is_repaired(read: str, form: str, expected: str) -> None:
    assert label_to_repair(read, form).text == expected


@pytest.mark.parametrize(
    ("printed", "form"),
    [
        ("Số TTHC cấp huyện bãi bỏ", "Số TTHC cấp tỉnh bãi bỏ"),
        ("Số công chức được tuyển dụng", "Số viên chức được tuyển dụng"),
        ("Số TTHC mức độ 3", "Số TTHC mức độ 4"),
        ("Số văn bản của thành phố ban hành", "Số văn bản ban hành"),
        ("Tỉ lệ hồ sơ", "Tỷ lệ hồ sơ"),
        ("Số TTHC đơn giản hoá", "Số TTHC đơn giản hóa"),
        ("Số hồ sơ của các Sở, ngành", "Số hồ sơ của các sở, ngành"),
        ("Số Thủ tục bãi bỏ", "Số thủ tục bãi bỏ"),
        ("Số văn bản (km) đã ban hành", "Số văn bản đã ban hành"),
        ("Số văn bản 2 đã ban hành", "Số văn bản đã ban hành"),
        ("Số xã & phường đạt chuẩn", "Số xã phường đạt chuẩn"),
        ("Số văn bản và sổ", "Số văn bản vào sổ"),
        ("Số PAKN đã xử lý", "Số TTHC đã xử lý"),
        ("Số ĐVSNC đã giảm", "Số ĐVSN đã giảm"),
        ("Tổng số phòng, ban", "Tổng số phòng, 5 ban"),
        ("Số phòng thuộc Văn phòng", "Số phòng thuộc văn phòng"),
        ("Số VBQPPL do TTHC ban hành", "Số VBQPPL do tthc ban hành"),
        ("SỐ VĂN BẢN ĐÃ BAN HÀNH", "Số văn bản đã ban hành"),
        ("Số hồ sơ trong sáu tháng;", "Số hồ sơ trong năm"),
        ("Tổng số sở ngành", "Tổng số sở, ngành"),
        ("Tổng số:", "Tổng số"),
        ("Từ UBND sinh - 100% UBND xã", "Từ UBND tỉnh - 100% UBND xã"),
        ("Từ 10 - dưới 30%", "Từ 10% - dưới 30%"),
    ],
)
def test_what_the_document_has_otherwise_stays(printed: str, form: str) -> None:
    assert label_to_repair(printed, form).text == printed


@pytest.mark.parametrize(
    ("read", "form", "doubt"),
    [
        ("Số TTHC mức độ 3", "Số TTHC mức độ 4", "label_differs"),
        ("Số nhiệm vụ hoàn thành", "Số nhiệm vụ chưa hoàn thành", "label_differs"),
        ("Tổng số PAKN đã tiến nhận", "Tổng số PAKN đã tiếp nhận", "label_differs"),
        ("Số văn bản của thành phố", "Số văn bản", ""),
        ("Tỷ lệ hô sơ", "Tỷ lệ hồ sơ", ""),
    ],
)
def test_a_number_a_turning_word_or_a_near_word_raises_a_flag(read: str, form: str, doubt: str) -> None:
    assert label_to_repair(read, form).doubt == doubt


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row.indicator_id))
def test_the_form_itself_is_left_as_it_is(row: FormRow) -> None:
    assert label_to_repair(row.label, row.label).text == row.label
    assert unit_to_repair(row.unit, row.unit, UNITS) == row.unit


def noisy(text: str, share: float, dice: random.Random) -> str:
    """Marks lost and thin letters read as signs, as a poor scan does."""
    signs = {"ị": ";:.]!i", "i": "l1ị", "ơ": "0øo", "p": "›p", "đ": "ðd", "Đ": "ÐD"}
    out = []
    for char in text:
        bare = unicodedata.normalize("NFD", char)[0]
        out.append(dice.choice(signs.get(char, bare)) if char != " " and dice.random() < share else char)
    return "".join(out)


@pytest.mark.parametrize("share", [0.02, 0.05])
def test_noise_is_mended_far_more_often_than_it_misleads(share: float) -> None:
    """Labels with one word exchanged for another of the forms, then damaged: what changes becomes what was printed.

    Words of the same letters are not exchanged: whether a mark is printed or damaged no evidence here can tell.
    """
    dice = random.Random(11)
    vocabulary = sorted({word for row in ROWS for word in row.label.split() if word.isalpha() and word.islower()})
    repaired = spoiled = 0
    for _ in range(500):
        row = dice.choice(ROWS)
        words = row.label.split()
        place = dice.randrange(1, len(words))
        other = dice.choice([word for word in vocabulary if not same_letters(word, words[place])])
        printed = [*words[:place], other, *words[place + 1 :]]
        read = noisy(" ".join(printed), share, dice).split()
        match = match_rows(row.form, [(row.code, " ".join(read))])[0]
        found = label_to_repair(" ".join(read), match.label).text.split() if match else read
        if len(found) == len(printed):
            changed = [(a, c) for a, b, c in zip(printed, read, found, strict=True) if b != c]
            repaired += sum(a == c for a, c in changed)
            spoiled += sum(a != c for a, c in changed)
    assert repaired > 90
    assert spoiled <= 0.02 * repaired


@pytest.mark.parametrize(
    ("read", "own", "expected"),
    [
        ("Cơ quan, đơn v]", "Cơ quan, đơn vị", "Cơ quan, đơn vị"),
        ("CØ quan, đơn vị]", "Cơ quan, đơn vị", "Cơ quan, đơn vị"),
        ("CˆØ quan, đơn vị", "Cơ quan, đơn vị", "Cơ quan, đơn vị"),
        ("Hô s0", "Hồ sơ", "Hồ sơ"),
        ("HÖ s0", "Hồ sơ", "Hồ sơ"),
        ("Có = I; Không = 0", "Có = 1; Không = 0", "Có = 1; Không = 0"),
        ("Có 1; Không =0", "Có = 1; Không = 0", "Có = 1; Không = 0"),
        ("Chưa có = 02 cấp = 1 3 cấp = 2", "Chưa có = 0 2 cấp = 1 3 cấp = 2", "Chưa có = 0 2 cấp = 1 3 cấp = 2"),
        ("%C", "%", "%"),
        ("96", "%", "%"),
        ("Người.", None, "Người"),
        ("1 1", "", ""),
    ],
)
def test_units_are_repaired_after_the_forms(read: str, own: str | None, expected: str) -> None:
    assert unit_to_repair(read, own, UNITS) == expected


@pytest.mark.parametrize(
    ("printed", "own"),
    [
        ("%", "Cơ quan, đơn vị"),
        ("Người", "%"),
        ("Đơn vị", "Cơ quan, đơn vị"),
        ("Có = 0; Không = 1", "Có = 1; Không = 0"),
        ("", "Người"),
        ("96", "Người"),
        ("Tỷ đồng", "Triệu đồng"),
        ("Cuộc", "Người"),
        ("Lượt", None),
        ("Chưa = 0 Hoàn thành = 2", "Chưa = 0 Hoàn thành = 1"),
    ],
)
def test_a_unit_printed_otherwise_stays(printed: str, own: str | None) -> None:
    assert unit_to_repair(printed, own, UNITS) == printed


def form_rows(*codes: str) -> list[FormRow | None]:
    """Rows of Biểu mẫu 1 by code, None for a row that the form does not have."""
    by_code = {row.code: row for row in FORMS["1"].rows}
    return [by_code.get(code) for code in codes]


@pytest.mark.parametrize(
    ("codes", "known", "expected"),
    [
        (("5.1.", "9.2.", "5.3."), ("5.1", "5.2", "5.3"), "5.2."),
        (("5.1.", "5,2.", "5.3."), ("5.1", "5.2", "5.3"), "5.2."),
        (("5.1.", "sân 5.2.", "5.3."), ("5.1", "5.2", "5.3"), "5.2."),
        (("5.1.", "Đ„.", "5.3."), ("5.1", "5.2", "5.3"), "5.2."),
        (("6.1.", "52.", "7."), ("5.1", "5.2", "5.3"), "5.2."),
        # The province's own numbering: what stands between 6.1 and 6.3 is 6.2.
        (("6.1.", "8.2.", "6.3."), ("5.1", "5.2", "5.3"), "6.2."),
        # Without both neighbours a code stays as read.
        (("5.1.", "9.2.", "7."), ("5.1", "5.2", "5.3"), "9.2."),
        (("5.1.", "9.2.", "5.3."), ("5.1", "", "5.3"), "9.2."),
        # Two digits off is another code, and a blank is a blank.
        (("5.1.", "7.4.", "5.3."), ("5.1", "5.2", "5.3"), "7.4."),
        (("5.1.", "", "5.3."), ("5.1", "5.2", "5.3"), ""),
        (("5.1.", "5.2", "5.3."), ("5.1", "5.2", "5.3"), "5.2"),
    ],
)
def test_a_code_gives_way_only_to_its_sequence(codes: tuple[str, ...], known: tuple[str, ...], expected: str) -> None:
    assert codes_to_repairs(codes, form_rows(*known))[1].text == expected


def test_a_run_of_readings_that_are_no_codes_is_borne_out_by_its_ends() -> None:
    codes, known = ("5.", "Lễ »ly", "cảng,", "5.3."), form_rows("5", "5.1", "5.2", "5.3")
    assert [repair.text for repair in codes_to_repairs(codes, known)] == ["5.", "5.1.", "5.2.", "5.3."]
    assert [repair.text for repair in codes_to_repairs(("5.", "Lễ", "x", "6."), known)][1:3] == ["Lễ", "x"]


def test_a_code_in_a_run_of_unread_ones_is_flagged_as_guessed() -> None:
    single = codes_to_repairs(("5.1.", "Đ„.", "5.3."), form_rows("5.1", "5.2", "5.3"))
    run = codes_to_repairs(("5.", "Đ„.", "cảng", "5.3."), form_rows("5", "5.1", "5.2", "5.3"))
    assert [repair.guessed for repair in single] == [False, False, False]
    assert [repair.guessed for repair in run] == [False, True, True, False]


@pytest.mark.parametrize(
    ("text", "word"),
    [("tỉnh", True), ("Nghiệp", True), ("TTHC", True), ("quyết", True), ("đ", False), ("triỆt", False), ("s0", False)],
)
def test_what_is_a_word_by_itself(text: str, word: bool) -> None:
    assert is_word(text) is word


def test_all_words_of_the_forms_are_spelled_as_vietnamese() -> None:
    words = {word.strip(".,;:()/-%").lower() for row in ROWS for word in row.label.split() if not word.isupper()}
    strange = {word for word in words if word.isalpha() and not is_syllable(word)}
    assert {word for word in strange if len(word) > 1} <= {"tthc", "vbqppl", "cchc", "ubnd", "đvsn", "đvsncl", "dvc"}


def table(*lines: tuple[str, ...], form: str = "5", page: int = 3) -> Table:
    header = ("STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Ghi chú")
    cells = [
        Cell(r, c, text, Box(c, r, c + 1, r + 1), page, raw=text, header=r == 0, review=text == "Hô s0")
        for r, line in enumerate((header, *lines))
        for c, text in enumerate(line)
    ]
    return Table("t1", 1, form, "", page, page, len(lines) + 1, 5, "pixel_rules", tuple(cells), header_rows=1)


DAMAGED = ("1.", "TỶ lệ hoàn thành Kê hoạch CCHC năm", "96", "9,6", "Ðang làm")


def test_figures_and_raw_readings_are_never_touched() -> None:
    before = table(
        DAMAGED,
        (
            "2.",
            "Số nhiệm vụ đê ra",
            "Nhiệm v]",
            "1O",
            "v..",
        ),
        form="1",
    )
    (after,) = tables_with_wording([before], {3})
    assert [c.text for c in after.cells if c.col == 3] == [c.text for c in before.cells if c.col == 3]
    assert [c.raw for c in after.cells] == [c.raw for c in before.cells]


def test_a_digital_page_and_the_rows_of_a_strange_table_stay() -> None:
    digital, strange = table(DAMAGED, form="1"), table(("1.", "Số mô hình mđi", "Mô hlnh", "3", ""), form="")
    assert list(tables_with_wording([digital], {4})) == [digital]
    assert list(tables_with_wording([strange], {3})) == [strange]


def test_look_alike_letters_are_put_right_in_any_scanned_table() -> None:
    (after,) = tables_with_wording([table(("1", "Ðơn vị", "", "", ""), form="")], {3})
    assert after.cells[6].text == "Đơn vị"
    assert after.cells[6].raw == "Ðơn vị"


def test_a_unit_that_is_known_settles_what_its_readers_differed_on() -> None:
    row = next(row for row in ROWS if row.unit == "Hồ sơ")
    (after,) = tables_with_wording([table(("1.", row.label, "Hô s0", "12", ""), form=row.form)], {3})
    unit = next(c for c in after.cells if (c.row, c.col) == (1, 2))
    assert (unit.text, unit.raw, unit.review) == ("Hồ sơ", "Hô s0", False)


def test_pages_read_from_pixels_are_known_by_their_kind() -> None:
    assert infos_to_scanned([PageInfo(n, kind, "", 1, 1) for n, kind in ((1, "digital"), (2, "scanned"))]) == {2}
