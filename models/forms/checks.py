"""Do the figures of a form agree with each other? A disagreement is told, never repaired."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from models.forms.model import Check, Form

_RATE_SLACK = Decimal("0.6")
"""Percentage points: rates are printed with no to two decimals, some rounded, some cut off."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A check that the printed figures do not meet; `expected` follows from the other figures, `found` is printed."""

    check: Check
    expected: Decimal
    found: Decimal


def values_to_disagreements(form: Form, values: Mapping[str, Decimal]) -> tuple[Disagreement, ...]:
    """The failed checks of `form`, given printed values by indicator id; a check that lacks a value is passed over."""
    found = (_disagreement(check, values) for check in form.checks)
    return tuple(item for item in found if item is not None)


def _disagreement(check: Check, values: Mapping[str, Decimal]) -> Disagreement | None:
    if check.result not in values or any(term not in values for term in check.terms):
        return None
    result, terms = values[check.result], [values[term] for term in check.terms]
    if check.kind == "sum":
        expected = sum(terms, Decimal(0))
        return None if result == expected else Disagreement(check, expected, result)
    if check.kind == "part":
        return None if result <= terms[0] else Disagreement(check, terms[0], result)
    if terms[1] == 0:
        return None
    expected = (terms[0] / terms[1] * 100).quantize(Decimal("0.01"))
    return None if abs(result - expected) <= _RATE_SLACK else Disagreement(check, expected, result)
