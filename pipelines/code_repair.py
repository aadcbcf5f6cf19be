"""The codes (STT) of a form's rows repaired as what they are: a numbering.

A reading gives way only where the code before, the code after and the national form agree on what stands between. The
document's own numbering counts, not the form's: where a province drops a row and closes up, codes differ from the form.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from models.forms import FORMS, FormRow, code_to_text
from pipelines.misreading import reading_cost

_CODE = re.compile(r"\d{1,3}(\.\d{1,3})*")
_COMMAS = re.compile(r"\d{1,3}([.,]\d{1,3})*[.,]?")
_FAR = 0.7
"""Cost, as a share of the digits, from which a reading says nothing of the code."""


@dataclass(frozen=True, slots=True)
class CodeRepair:
    """A code after repair; `certain`: row and sequence bear it out; `guessed`: the reading had no part in it."""

    text: str
    certain: bool = False
    guessed: bool = False


def codes_to_repairs(codes: Sequence[str], known: Sequence[FormRow | None]) -> tuple[CodeRepair, ...]:
    """A repair for each code; `known` is the form's row for each."""
    plain = [_repointed(code_with_points(code), row) for code, row in zip(codes, known, strict=True)]
    return tuple(_code_to_repair(plain, known, index) for index in range(len(plain)))


def code_with_points(code: str) -> str:
    """`5,2.1.` is 5.2.1.: no code has a comma."""
    text = code.strip()
    return text.replace(",", ".") if _COMMAS.fullmatch(text) else text


def _repointed(code: str, row: FormRow | None) -> str:
    """`332` on the row that the form has as 3.3.2: its points are lost, its digits are not touched."""
    digits = row.code.replace(".", "") if row else ""
    lost = len(digits) > 1 and re.sub(r"[\s.]", "", code) == digits and code_to_text(code) != (row.code if row else "")
    return row.code + ("." if code.endswith(".") else "") if row and lost else code


def _code_to_repair(codes: Sequence[str], known: Sequence[FormRow | None], index: int) -> CodeRepair:
    code = codes[index]
    expected = _expected(codes, known, index)
    if not expected:
        return CodeRepair(code)
    if code_to_text(code) == expected:
        return CodeRepair(code, certain=True)
    within = next((word for word in code.split() if code_to_text(code_with_points(word)) == expected), "")
    if within:
        return CodeRepair(code_with_points(within), certain=True)
    if not code:
        return CodeRepair(code)
    stop = "." if sum(other.endswith(".") for other in codes) * 2 > sum(map(bool, codes)) else ""
    alike = reading_cost(code.rstrip(".,"), expected) <= 1.0 or _one_digit_off(code_to_text(code), expected)
    if alike:
        return CodeRepair(expected + stop, certain=True)
    if _CODE.fullmatch(code_to_text(code)):
        return CodeRepair(code)
    return CodeRepair(expected + stop, guessed=True)


def _one_digit_off(code: str, expected: str) -> bool:
    differing = sum(a != b for a, b in zip(code, expected, strict=False))
    return len(code) == len(expected) and differing == 1 and code.count(".") == expected.count(".")


def _expected(codes: Sequence[str], known: Sequence[FormRow | None], index: int) -> str:
    """The code that must stand at `index`; empty where before, after and form do not settle it."""
    row = known[index]
    if row is None or not row.code:
        return ""
    rows = FORMS[row.form].rows
    place = rows.index(row)
    before, after = _side(codes, known, index - 1), _side(codes, known, index + 1)
    above, below = (rows[p] if 0 <= p < len(rows) else None for p in (place - 1, place + 1))
    if _agrees(before, above) and _agrees(after, below):
        return row.code
    if before and after and above and below and (before[1], after[1]) == (above, below):
        return _between(code_to_text(before[0]), code_to_text(after[0]), (above.code, row.code, below.code))
    return ""


def _side(codes: Sequence[str], known: Sequence[FormRow | None], index: int) -> tuple[str, FormRow | None] | None:
    return (codes[index], known[index]) if 0 <= index < len(codes) else None


def _agrees(side: tuple[str, FormRow | None] | None, row: FormRow | None) -> bool:
    """Whether the neighbour is the form's neighbour with the form's code; the ends of table and form agree."""
    if side is None or row is None:
        return side is None and row is None
    return side[1] == row and code_to_text(side[0]) == row.code


def _between(before: str, after: str, form: tuple[str, str, str]) -> str:
    """The sibling between two siblings, where the form has three siblings in a row too: 3.2 between 3.1 and 3.3."""
    if not all(_CODE.fullmatch(code) for code in (before, after, *form)):
        return ""
    (head, first), (other, last) = _parted(before), _parted(after)
    heads = {_parted(code)[0] for code in form}
    if head != other or last - first != 2 or len(heads) != 1 or len(head) != len(heads.pop()):
        return ""
    return ".".join(map(str, (*head, first + 1)))


def _parted(code: str) -> tuple[tuple[int, ...], int]:
    *head, last = map(int, code.split("."))
    return tuple(head), last
