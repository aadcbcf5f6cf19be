"""The README's tables of files and columns, made from the writers so that they cannot differ."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipelines.writers import CSV_TABLES, DESCRIPTOR
from pipelines.writers.table import CsvTable

BEGIN, END = "<!-- columns: begin -->", "<!-- columns: end -->"


def tables_to_markdown() -> str:
    lines = ["| file | one row per |", "|---|---|"]
    lines += [f"| [{table.file}](#{table.name}csv) | {table.about} |" for table in CSV_TABLES]
    lines.append(f"| {DESCRIPTOR} | Frictionless descriptor of all of the above: types, keys, foreign keys |")
    for table in CSV_TABLES:
        lines += ["", *_table_to_lines(table)]
    return "\n".join(lines) + "\n"


def _table_to_lines(table: CsvTable) -> Iterator[str]:
    yield f"#### {table.file}"
    yield ""
    yield f"One row per {table.about}."
    yield ""
    yield "| column | type | meaning |"
    yield "|---|---|---|"
    for column in table.columns:
        yield f"| {column.name} | {column.type} | {column.description} |"


def readme_to_readme(text: str) -> str:
    """The README with its generated part renewed; raises ValueError when the marks of that part are missing."""
    before, _, rest = text.partition(BEGIN)
    _, found, after = rest.partition(END)
    if not found:
        raise ValueError(f"the README has no {BEGIN} … {END}")
    return f"{before}{BEGIN}\n\n{tables_to_markdown()}\n{END}{after}"


if __name__ == "__main__":
    readme = Path(__file__).resolve().parent.parent / "README.md"
    readme.write_text(readme_to_readme(readme.read_text(encoding="utf-8")), encoding="utf-8")
