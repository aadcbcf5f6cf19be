"""Citations of legal documents as reports print them, with their gold."""

from __future__ import annotations

import random
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Citation:
    """A mention: its printed `text` and one or more (document type, canonical number) that it refers to."""

    text: str
    targets: tuple[tuple[str, str], ...]
    issue_date: str = ""
    issuer: str = ""


# document type, symbols, whether the number carries the year, issuer that may be stated
_KINDS: tuple[tuple[str, tuple[str, ...], bool, tuple[str, ...]], ...] = (
    ("Nghị định", ("NĐ-CP",), True, ("Chính phủ",)),
    ("Nghị quyết", ("NQ-CP",), False, ("Chính phủ",)),
    ("Nghị quyết", ("NQ/TW",), False, ("Ban Chấp hành Trung ương",)),
    ("Quyết định", ("QĐ-UBND",), False, ("UBND tỉnh", "Ủy ban nhân dân tỉnh")),
    ("Quyết định", ("QĐ-UBND",), True, ("UBND tỉnh",)),
    ("Quyết định", ("QĐ-TTg",), False, ("Thủ tướng Chính phủ",)),
    ("Thông tư", ("TT-BNV", "TT-BTC", "TT-BKHĐT", "TT-BTTTT"), True, ()),
    ("Kế hoạch", ("KH-UBND",), False, ("UBND tỉnh",)),
    ("Kế hoạch", ("KH/BCĐ",), False, ()),
    ("Công văn", ("BNV-CCHC", "VPCP-KSTT", "UBND-HCC", "STC-GCS"), False, ()),
    ("Chỉ thị", ("CT-TTg", "CT-UBND"), False, ("Thủ tướng Chính phủ",)),
    ("Kết luận", ("KL/TW", "KL/TU"), False, ()),
    ("Đề án", ("ĐA/TU",), False, ("Tỉnh ủy",)),
    ("Báo cáo", ("BC-UBND",), False, ()),
    ("Phương án", ("PA-UBND",), False, ()),
    ("Công điện", ("CĐ-TTg",), False, ("Thủ tướng Chính phủ",)),
    ("Công văn", ("BTP-KTVB&QLXLVPHC",), False, ()),
)
_LAWS = ("Luật Thanh tra", "Luật Cán bộ, công chức", "Luật Viên chức", "Luật Tổ chức chính quyền địa phương")
_STATED_ISSUERS = {"NĐ-CP", "NQ-CP", "NQ/TW", "QĐ-TTg", "QĐ-UBND", "KH-UBND", "ĐA/TU", "CT-TTg", "CĐ-TTg"}


def citation(dice: random.Random, year: int) -> Citation:
    """A random citation not later than `year`."""
    special = dice.choices([None, _law, _pair, _misprint], [85, 6, 6, 3])[0]
    if special:
        return special(dice, year)
    kind, symbols, dated_number, issuers = dice.choice(_KINDS)
    symbol, number = dice.choice(symbols), _number(dice)
    issued = (dice.randint(year - 5, year), dice.randint(1, 12), dice.randint(1, 28))
    canonical = _canonical(number, symbol, issued[0] if dated_number else None)
    so = "số " if dice.random() < 0.92 else ""
    text, iso, issuer = f"{kind} {so}{canonical}", "", ""
    if dice.random() < 0.6:
        text += f" {_date(dice, issued)}"
        iso = "{:04d}-{:02d}-{:02d}".format(*issued)
    if issuers and symbol in _STATED_ISSUERS and dice.random() < 0.4:
        issuer = dice.choice(issuers)
        text += f" của {issuer}"
    return Citation(text, ((kind, canonical),), iso, issuer)


def _number(dice: random.Random) -> str:
    return f"{dice.randint(1, 10 ** dice.randint(1, 4)):02d}"


def _canonical(number: str, symbol: str, year: int | None) -> str:
    """Party symbols (a slash inside) follow the number after a hyphen, state symbols after a slash."""
    if "/" in symbol:
        return f"{number}-{symbol}"
    return f"{number}/{year}/{symbol}" if year else f"{number}/{symbol}"


def _date(dice: random.Random, issued: tuple[int, int, int]) -> str:
    year, month, day = issued
    if dice.random() < 0.6:
        shown = f"{month:02d}" if month < 3 else str(month)
        return f"ngày {day:02d} tháng {shown} năm {year}"
    return f"ngày {day}/{month}/{year}" if dice.random() < 0.6 else f"ngày {day:02d}/{month:02d}/{year}"


def _law(dice: random.Random, year: int) -> Citation:
    name, passed = dice.choice(_LAWS), dice.randint(year - 10, year)
    return Citation(f"{name} năm {passed}", (("Luật", f"{name} {passed}"),))


def citations(dice: random.Random, year: int) -> list[Citation]:
    """One citation, or several that share a type word: `Công văn số 12/UBND-HCC ngày …; số 13/UBND-HCC ngày …`."""
    if dice.random() > 0.1:
        return [citation(dice, year)]
    found = []
    for index in range(dice.randint(2, 3)):
        issued = (dice.randint(year - 3, year), dice.randint(1, 12), dice.randint(1, 28))
        canonical = _canonical(_number(dice), "UBND-HCC", None)
        text = f"{'Công văn ' if index == 0 else ''}số {canonical} {_date(dice, issued)}"
        found.append(Citation(text, (("Công văn", canonical),), "{:04d}-{:02d}-{:02d}".format(*issued)))
    return found


def _misprint(dice: random.Random, year: int) -> Citation:
    """A slash where party documents have a hyphen: `55/NQ/TW` is 55-NQ/TW."""
    number = dice.randint(10, 99)
    return Citation(f"Nghị quyết số {number}/NQ/TW", (("Nghị quyết", f"{number}-NQ/TW"),))


def _pair(dice: random.Random, year: int) -> Citation:
    """`Nghị quyết số 18, 19-NQ/TW`: two documents with one symbol."""
    first = dice.randint(10, 60)
    numbers = (str(first), str(first + dice.randint(1, 5)))
    symbol = "NQ/TW"
    targets = tuple(("Nghị quyết", f"{number}-{symbol}") for number in numbers)
    return Citation(f"Nghị quyết số {numbers[0]}, {numbers[1]}-{symbol}", targets)
