"""datapackage.json: the Frictionless descriptor, with which other programs load the CSVs typed and joined."""

from __future__ import annotations

import json
from collections.abc import Iterable

from pipelines.writers.table import Column, CsvTable

NAME = "bieumau"


def tables_to_descriptor(tables: Iterable[CsvTable], version: str) -> bytes:
    package = {
        "profile": "tabular-data-package",
        "name": NAME,
        "title": "Figures, footnotes and legal references of Vietnamese provincial reports",
        "version": version,
        "resources": [_table_to_resource(table) for table in tables],
    }
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _table_to_resource(table: CsvTable) -> dict[str, object]:
    schema: dict[str, object] = {
        "fields": [_column_to_field(column, column.name in table.key) for column in table.columns],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.refers:
        schema["foreignKeys"] = [_reference(column, target) for column, target in table.refers.items()]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": table.file,
        "description": f"One row per {table.about}.",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"lineTerminator": "\n", "delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": schema,
    }


def _column_to_field(column: Column, required: bool) -> dict[str, object]:
    found: dict[str, object] = {"name": column.name, "type": column.type, "description": column.description}
    constraints: dict[str, object] = {"required": True} if required else {}
    if column.choices:
        constraints["enum"] = list(column.choices)
    if constraints:
        found["constraints"] = constraints
    return found


def _reference(column: str, target: str) -> dict[str, object]:
    resource, _, name = target.partition(".")
    return {"fields": column, "reference": {"resource": resource, "fields": name}}
