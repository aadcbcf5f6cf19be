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
_RUN = 4
"""How far to look for a code that bears out the place."""


@dataclass(frozen=True, slots=True)
class CodeRepair:
    """A code after repair; `certain`: row and sequence bear it out; `guessed`: a run of unread codes has this one."""

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
    clean = [other for other in codes if _CODE.fullmatch(code_to_text(other))]
    stop = "." if 2 * sum(other.endswith(".") for other in clean) > len(clean) else ""
    alike = reading_cost(code.rstrip(".,"), expected) <= 1.0 or _one_digit_off(code_to_text(code), expected)
    if alike:
        return CodeRepair(expected + stop, certain=True)
    if _CODE.fullmatch(code_to_text(code)):
        return CodeRepair(code)
    beside = (codes[i] for i in (index - 1, index + 1) if 0 <= i < len(codes))
    held = all(_CODE.fullmatch(code_to_text(other)) for other in beside)
    return CodeRepair(expected + stop, certain=held, guessed=not held)


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
    if all(_agrees(codes, known, index, step) for step in (-1, 1)):
        return row.code
    around = [(codes[i], known[i]) for i in (index - 1, index + 1) if 0 <= i < len(codes)]
    form = rows[max(0, place - 1) : place + 2]
    if len(around) == 2 and len(form) == 3 and (around[0][1], around[1][1]) == (form[0], form[2]):
        return _between(code_to_text(around[0][0]), code_to_text(around[1][0]), [row.code for row in form])
    return ""


def _agrees(codes: Sequence[str], known: Sequence[FormRow | None], index: int, step: int) -> bool:
    """Whether the rows beside `index`, up or down, are the form's with the form's codes.

    Up to `_RUN` codes that are no codes at all are passed over while their rows are the form's; where table and form
    end together they agree.
    """
    row = known[index]
    rows = FORMS[row.form].rows if row else ()
    place = rows.index(row) if row else 0
    for _ in range(_RUN):
        index, place = index + step, place + step
        outside, past = not 0 <= index < len(codes), not 0 <= place < len(rows)
        if outside or past or known[index] != rows[place]:
            return outside and past
        code = code_to_text(codes[index])
        if code == rows[place].code or not code or _CODE.fullmatch(code):
            return code == rows[place].code
    return False


def _between(before: str, after: str, form: Sequence[str]) -> str:
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
