"""Small reports for tests: one of everything, and what can be varied."""

from __future__ import annotations

from dataclasses import replace

from models.records import (
    Box,
    Cell,
    Figure,
    Finding,
    Footnote,
    Heading,
    Indicator,
    Mention,
    PageInfo,
    Reference,
    Report,
    Table,
)

BOX = Box(72.004, 100.0, 300.126, 112.5)


def mention(canonical: str = "107/2020/NĐ-CP", issue_date: str = "2020-09-14", issuer: str = "Chính phủ") -> Mention:
    number, year, symbol = canonical.split("/")
    return Mention(0, 10, f"Nghị định số {canonical}", "Nghị định", number, year, symbol, canonical, issue_date, issuer)


def reference(seq: int, found: Mention, page: int = 1, review: bool = False) -> Reference:
    return Reference(seq, "body", "", "", page, f"{found.surface} ngày 14 tháng 9 năm 2020", found, (BOX, BOX), review)


def indicator(seq: int, value: str, table_id: str) -> Indicator:
    return Indicator(
        table_id, "1", seq, f"{seq}.", str(seq), "Số văn bản", "", "Văn bản", value, value, "count", "", "", 1, BOX
    )


def figure(source: str, marker: str = "") -> Figure:
    return Figure("56/63", "56", "63", "", "PAPI", 30, 35, source, marker, 1, 1, "PAPI hạng 56/63")


def report(document_id: str = "0123456789abcdef", source: str = "a.pdf", status: str = "ok") -> Report:
    """A one-page report that has a row in every CSV."""
    table_id = f"{document_id}-1"
    cells = (
        Cell(1, 0, "12", BOX, 1, review=True, review_reason="readers_differ"),
        Cell(0, 0, "Số liệu", BOX, 1, header=True),
    )
    return Report(
        document_id,
        source,
        document_id * 4,
        status,
        "0.1.0",
        kind="digital",
        heading=Heading("Báo cáo", "481", "BC-UBND", "UBND tỉnh Bến Tre", "Bến Tre", issue_date="2022-09-20"),
        pages=(PageInfo(1, "digital", "text_layer", 595.32, 841.92, words=300),),
        tables=(Table(table_id, 1, "1", "Biểu mẫu 1", 1, 1, 2, 1, "rulings", cells),),
        indicators=(indicator(1, "12", table_id), indicator(2, "1788", table_id)),
        footnotes=(Footnote("1", "Kết quả năm 2021:\nPAPI hạng 56/63", 1, BOX, 1, "body", "ngày 17 tháng 6 năm 2022"),),
        figures=(figure("footnote", "1"), figure("body")),
        references=(reference(1, mention()),),
        back_references=(reference(1, replace(mention(), canonical="", refers_to="107/2020/NĐ-CP")),),
        findings=(Finding("sum", "warning", "2.1 + 2.2 != 2", table_id, "1", "2.", "12", "13"),),
    )
