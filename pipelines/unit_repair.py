"""Units of measure repaired: after the form's own unit of the row, the other forms, and the rest of the document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from models.forms import FORMS
from pipelines.label_repair import same_wording
from pipelines.misreading import letters, reading_cost, shapes, text_to_plain

_OWN_SHARE = 0.45
_OTHER_SHARE = 0.25
"""Costs, as shares of the letters, up to which a reading is the row's unit in the form, or another known unit."""
_SPECKED = ("%0", "%o", "0%", "o%")
"""A percent sign read twice in part: no unit has a figure beside it."""
_UNREAD_CODE = re.compile(r"(= ?)(?=\d?[^\s\d;,.])[^\s;,.]{1,2}(?=[\s;,.]|$)")
_DIGITS = re.compile(r"(?<![^\W\d_])[\d?]")
"""Digits that stand for themselves, not for a letter of a word (`s0`)."""


@cache
def _form_units() -> frozenset[str]:
    return frozenset(row.unit for form in FORMS.values() for row in form.rows if row.unit)


def units_to_vocabulary(units: Iterable[str]) -> frozenset[str]:
    """The units of all forms, and those that the document prints the same way more than twice."""
    often = {unit for unit, times in Counter(map(text_to_plain, units)).items() if times > 2 and letters(unit)}
    known = _form_units()
    strange = {unit for unit in often if not any(_cost(unit, other) <= _OTHER_SHARE for other in known)}
    return known | strange


def unit_to_repair(unit: str, own: str | None, vocabulary: Iterable[str]) -> str:
    """`unit` put right where one known unit stands out; `own` is the form's unit of the row, None without a form row.

    A blank stays blank, and a unit that is known as it stands stays: `%` printed on a count is what is printed.
    """
    plain = text_to_plain(unit).strip()
    if plain.isupper() and own:
        own = own.upper()
    known = frozenset(unit.upper() for unit in vocabulary) if plain.isupper() else frozenset(vocabulary)
    if not plain or plain in known:
        return plain
    if own == "" and _is_stray(plain):
        return ""
    if _is_percent(plain, own):
        return "%"
    if own and _cost(plain, own) <= _OWN_SHARE:
        return own if _nearest(plain, known, own) else plain
    close = sorted((_cost(plain, other), other) for other in known if other != "%")
    if not close or close[0][0] > _OTHER_SHARE or (len(close) > 1 and close[1][0] - close[0][0] < _OTHER_SHARE):
        return plain
    return close[0][1]


def _nearest(unit: str, vocabulary: Iterable[str], own: str) -> bool:
    """Whether no other unit is nearer to the reading than the row's own."""
    return all(_cost(unit, own) <= _cost(unit, other) for other in vocabulary)


def _cost(read: str, known: str) -> float:
    """Cost for each letter; endless where the digits differ, for `Có = 1` is not `Có = 0`."""
    if not _digits_agree(read, known) or not same_wording(_with_codes(read, known), known):
        return float("inf")
    return reading_cost(read, known) / max(1, len(letters(known)))


def _digits_agree(read: str, known: str) -> bool:
    """Whether the digits are the same. `Có = I` may be any digit where another one is read and right."""
    seen, meant = _DIGITS.findall(_UNREAD_CODE.sub(r"\1?", read)), _DIGITS.findall(known)
    if len(seen) != len(meant) or any(a not in (b, "?") for a, b in zip(seen, meant, strict=True)):
        return False
    return not seen or any(digit != "?" for digit in seen)


def _with_codes(read: str, known: str) -> str:
    """The reading with the digits of `known` where its own after `=` are unread."""
    digits = iter(_DIGITS.findall(known))
    return _DIGITS.sub(lambda _: next(digits), _UNREAD_CODE.sub(r"\1?", read))


def _is_percent(unit: str, own: str | None) -> bool:
    """A percent sign with a speck beside it; one that was read as digits only where the form has one."""
    if unit.lower() in _SPECKED:
        return True
    if "%" in unit:
        return len(unit) <= 3 and not (set(unit) & set("0123456789")) and len(letters(unit)) <= 1
    return own == "%" and unit.lower().replace(" ", "") in shapes().percent


def _is_stray(unit: str) -> bool:
    """Signs, digits and single letters where the form has no unit: what rules and specks are read as."""
    return all(len(letters(word)) <= 1 for word in unit.split()) and "%" not in unit
