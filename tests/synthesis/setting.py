"""Who reports, when and for which quarter: the facts that the parts of a report repeat."""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_ROMAN = ("I", "II", "III", "IV")


@cache
def words() -> dict[str, Any]:
    """The word lists of places.toml."""
    return tomllib.loads((Path(__file__).parent / "places.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Setting:
    """The report's own data; `issued` is (year, month, day)."""

    kind: str
    province: str
    number: str
    issued: tuple[int, int, int]
    quarter: int

    @property
    def year(self) -> int:
        return self.issued[0]

    @property
    def place(self) -> str:
        return f"{self.kind} {self.province}"

    @property
    def symbol(self) -> str:
        return "BC-UBND"

    @property
    def canonical(self) -> str:
        return f"{self.number}/{self.symbol}"

    @property
    def iso_date(self) -> str:
        return "{:04d}-{:02d}-{:02d}".format(*self.issued)

    @property
    def long_date(self) -> str:
        year, month, day = self.issued
        return f"ngày {day:02d} tháng {month} năm {year}"

    @property
    def period(self) -> str:
        return f"quý {_ROMAN[self.quarter - 1]} năm {self.year}"

    @property
    def attached(self) -> str:
        """The line below a form's title."""
        return f"(Kèm theo Báo cáo số {self.canonical} {self.long_date} của Ủy ban nhân dân {self.place})"


def random_setting(dice: random.Random) -> Setting:
    kind, province = dice.choice(words()["provinces"])
    quarter = dice.randint(1, 4)
    issued = (dice.randint(2021, 2025), quarter * 3, dice.randint(5, 28))
    return Setting(kind, province, str(dice.randint(12, 999)), issued, quarter)
