"""Printed figures in every notation real reports use, with what they mean."""

from __future__ import annotations

import random
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure as printed and as it is meant; `value` and `denominator` are plain decimals, empty when blank."""

    raw: str
    value: str
    kind: str
    denominator: str = ""


BLANK = Printed("", "", "blank")


def count(dice: random.Random, magnitude: int = 4) -> Printed:
    """A whole number up to 10^magnitude: `1.788`, `1788`, `05`, `7`."""
    number = dice.randrange(10 ** dice.randint(1, magnitude))
    return Printed(whole(number, dice), str(number), "count")


def whole(number: int, dice: random.Random) -> str:
    """A whole number in one of its notations."""
    if number >= 1000:
        return f"{number:,}".replace(",", ".") if dice.random() < 0.75 else str(number)
    return f"{number:02d}" if number < 10 and dice.random() < 0.5 else str(number)


def percent(dice: random.Random) -> Printed:
    """A rate: `99,02%`, `12.16%`, `100`, `76.1`, `100% (18/18)`, `-3,2`, `(3,2)`."""
    if dice.random() < 0.12:
        whole_count = dice.randint(2, 64)
        raw = f"100% ({whole_count}/{whole_count})"
        return Printed(raw, "100", "percent", str(whole_count))
    digits = dice.choice([0, 0, 1, 2])
    number = f"{dice.uniform(0, 100):.{digits}f}" if dice.random() < 0.7 else "100"
    printed = number.replace(".", dice.choice([",", ",", "."]))
    if dice.random() < 0.06 and "." in number and float(number):
        negative = _plain(f"-{number}")
        return Printed(dice.choice([f"-{printed}", f"({printed})"]), negative, "percent")
    return Printed(printed + dice.choice(["%", "%", ""]), _plain(number), "percent")


def ratio(dice: random.Random) -> Printed:
    """A part of a whole: `27/27`, `09/11`."""
    total = dice.randint(2, 700)
    part = total if dice.random() < 0.5 else dice.randint(0, total)
    return Printed(f"{part:02d}/{total:02d}", str(part), "ratio", str(total))


def nothing(dice: random.Random) -> Printed:
    """What is printed for no figure: nothing at all, a dash, dots."""
    return Printed(dice.choice(["", "", "", "-", "…"]), "", "blank")


def code(dice: random.Random, unit: str) -> Printed:
    """One of the codes that the unit explains."""
    number = dice.randrange(unit.count("="))
    return Printed(str(number), str(number), "code")


def figure_for(dice: random.Random, kind: str, unit: str) -> Printed:
    """A figure for a row of a form of this value kind."""
    if kind == "blank":
        return count(dice, 3) if dice.random() < 0.04 else BLANK
    if dice.random() < 0.1:
        return nothing(dice)
    if kind == "percent":
        return percent(dice)
    if kind == "code":
        return code(dice, unit)
    if dice.random() < 0.05:
        return ratio(dice)
    return count(dice, 7 if unit == "Triệu đồng" else 6 if unit == "Hồ sơ" else 4)


def _plain(number: str) -> str:
    """The shortest plain decimal: 99.50 is 99.5, 36.00 is 36."""
    return number.rstrip("0").rstrip(".") if "." in number else number
