"""Figures that contradict each other are told; figures that agree, or are missing, are not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from models.forms import FORMS, values_to_disagreements


@pytest.mark.parametrize(
    ("form", "values", "failed"),
    [
        ("1", {"plan_completion_rate": "36", "plan_tasks_done": "30",
               "plan_tasks_set": "38"}, ["plan_completion_rate"]),
        ("1", {"plan_completion_rate": "78.95", "plan_tasks_done": "30", "plan_tasks_set": "38"}, []),
        ("1", {"plan_tasks_done": "39", "plan_tasks_set": "38"}, ["plan_tasks_done"]),
        ("1", {"plan_completion_rate": "0", "plan_tasks_done": "0", "plan_tasks_set": "0"}, []),
        ("3", {"procedures_local_total": "1788", "procedures_province": "1429",
               "procedures_district": "247", "procedures_commune": "112"}, []),
        ("3", {"procedures_local_total": "1788", "procedures_province": "1429",
               "procedures_district": "247", "procedures_commune": "113"}, ["procedures_local_total"]),
        ("3", {"procedures_local_total": "1788", "procedures_province": "1429"}, []),
    ],
)  # fmt: skip
def test_values_to_disagreements(form: str, values: dict[str, str], failed: list[str]) -> None:
    found = values_to_disagreements(FORMS[form], {name: Decimal(value) for name, value in values.items()})
    assert [item.check.result for item in found] == failed


def test_a_disagreement_says_what_the_other_figures_give() -> None:
    values = {"plan_completion_rate": Decimal(36), "plan_tasks_done": Decimal(30), "plan_tasks_set": Decimal(38)}
    (found,) = values_to_disagreements(FORMS["1"], values)
    assert (found.expected, found.found) == (Decimal("78.95"), Decimal(36))
