"""Data rows of the Biểu mẫu, with the national form's identifiers beside what is printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from extract.tables.indicator_rows import IndicatorRow, table_to_indicator_rows
from extract.values import text_to_value
from models.forms import FORMS, FormRow, codes_to_paths, match_rows, title_to_form, values_to_disagreements
from models.records import Finding, Indicator, Table, boxes_to_box

# A table without a caption is a form's where at least so many rows, and this share of all, have labels of the form.
LEAST_ROWS, SAME_ROWS = 3, 0.7


def table_with_form(table: Table) -> Table:
    """A table whose caption gives no number takes that of the national form with its title, or with its rows."""
    form = title_to_form(table.title) if not table.form and table.title else None
    number = table.form or (form.number if form else table_to_form(table))
    return replace(table, form=number) if number else table


def table_to_form(table: Table) -> str:
    """The number of the form that most of the rows are rows of, and of no other form; else ""."""
    printed = [(row.text("code"), row.text("label")) for row in table_to_indicator_rows(table)]
    scores = {number: sum(match is not None for match in match_rows(number, printed)) for number in FORMS}
    second, best = sorted(scores.values())[-2:]
    if best < max(LEAST_ROWS, SAME_ROWS * len(printed)) or 2 * second > best:
        return ""
    return max(scores, key=lambda number: scores[number])


def tables_to_indicators(tables: Sequence[Table]) -> Iterator[Indicator]:
    """The data rows of all forms; `seq` counts on where a form has several tables.

    `tables` is walked twice a form: what is compared over all of its rows is held, the cells are not.
    """
    for form in sorted({table.form for table in tables if table.form}, key=int):
        printed = [(row.text("code"), row.text("label")) for _, row in form_to_rows(tables, form)]
        paths = codes_to_paths([code for code, _ in printed])
        known = match_rows(form, printed)
        rows = form_to_rows(tables, form)
        for seq, ((table, row), path, match) in enumerate(zip(rows, paths, known, strict=True), 1):
            indicator = row_to_indicator(table, row, seq, path)
            yield with_match(indicator, match)


def form_to_rows(tables: Iterable[Table], form: str) -> Iterator[tuple[Table, IndicatorRow]]:
    """The data rows of the tables of a form, in order."""
    return ((table, row) for table in tables if table.form == form for row in table_to_indicator_rows(table))


def row_to_indicator(table: Table, row: IndicatorRow, seq: int, path: str) -> Indicator:
    """One printed row; its confidence is that of its figure, its review that of any cell it takes text from."""
    cells = list(row.cells.values())
    value = text_to_value(row.text("value"), row.text("unit"))
    reasons = [
        c.review_reason
        for role in ("value", "code", "label", "unit", "note")
        if (c := row.cells.get(role)) and c.review
    ]
    unnamed = "no_label" if row.text("value") and not row.text("label") else ""
    lost = "" if "value" in row.cells else "no_value_column"
    parted = "column_parted" if row.parted else ""
    reason = next(iter(reasons), "") or value.doubt or unnamed or lost or parted
    figure = row.cells.get("value")
    first = min(c.page for c in cells)
    return Indicator(
        table_id=table.table_id,
        form=table.form,
        seq=seq,
        code=row.text("code"),
        path=path,
        label=row.text("label"),
        indicator_id="",
        unit=row.text("unit"),
        value_raw=row.text("value"),
        value=value.value,
        value_kind=value.kind,
        denominator=value.denominator,
        note=row.text("note"),
        page=first,
        box=boxes_to_box(c.box for c in cells if c.page == first),
        confidence=figure.confidence if figure else min(c.confidence for c in cells),
        review=bool(reason),
        review_reason=reason,
    )


def with_match(indicator: Indicator, match: FormRow | None) -> Indicator:
    """The row with its row of the national form; words are flagged where that one has a unit, though none was read."""
    if match is None:
        return indicator
    found = replace(indicator, indicator_id=match.indicator_id)
    words = match.unit and indicator.value_kind == "text" and not indicator.review
    return replace(found, review=True, review_reason="not_a_number") if words else found


def indicators_to_findings(indicators: Sequence[Indicator]) -> tuple[Finding, ...]:
    """Figures of one form that contradict each other. The readings stay as they are."""
    findings = []
    for form in sorted({row.form for row in indicators} & set(FORMS), key=int):
        by_id = {row.indicator_id: row for row in indicators if row.form == form and row.indicator_id}
        values = {name: number for name, row in by_id.items() if (number := _decimal(row.value)) is not None}
        for wrong in values_to_disagreements(FORMS[form], values):
            row = by_id[wrong.check.result]
            findings.append(
                Finding(
                    check=wrong.check.kind,
                    severity="warning",
                    message=f"{row.path} {row.label}: {wrong.found} is printed, the other rows give {wrong.expected}",
                    table_id=row.table_id,
                    form=form,
                    code=row.code,
                    expected=str(wrong.expected),
                    found=str(wrong.found),
                )
            )
    return tuple(findings)


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None
