"""Shapes of a national form: its rows and the sums its figures should meet."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row of a form as the national set has it.

    `code` has no trailing full stop and is empty where the form prints none; `path` is unique in the form;
    `indicator_id` is unique over all forms and never changes. `value_kind` is count, percent, ratio, code, or blank
    for a group row.
    """

    form: str
    code: str
    path: str
    indicator_id: str
    label: str
    unit: str
    value_kind: str


@dataclass(frozen=True, slots=True)
class Check:
    """What the figures of a form should meet, by indicator id.

    `rate`: result = terms[0] / terms[1] * 100. `sum`: result = the sum of the terms. `part`: result <= terms[0].
    """

    kind: str
    result: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """One Biểu mẫu: `number` as printed after the word, `title` as printed below."""

    number: str
    title: str
    rows: tuple[FormRow, ...]
    checks: tuple[Check, ...] = ()
